from hypothesis import given
from hypothesis import strategies as st

from matcher.peers import EVIDENCE, Participant, fold
from matcher.ranking import Ranked

A, B, C = Participant("A", "06437001"), Participant("B", "06437002"), Participant("C", "06437003")
GROUP = Participant("Kommunen in Osthessen", None)


def practice(id: str, score: float) -> Ranked:
    return Ranked(0, id, score, score, score)


def same(_: Participant) -> float:
    return 0.5


def test_a_practice_leads_at_the_participant_most_like_the_sender() -> None:
    peers = fold([practice("p1", 1.0)], {"p1": [A, B, C]}, lambda place: float(place is B))
    assert [(peer.place, peer.also) for peer in peers] == [(B, 2)]


def test_a_place_stands_once_and_gathers_its_practices() -> None:
    ranked = [practice(f"p{n}", 1 - n / 10) for n in range(5)]
    peers = fold(ranked, {hit.id: [A] for hit in ranked}, same)
    assert len(peers) == 1
    assert [hit.id for hit in peers[0].evidence] == ["p0", "p1", "p2"]
    assert len(peers[0].evidence) == EVIDENCE


def test_further_practices_help_but_do_not_beat_a_better_one() -> None:
    ranked = [practice("best", 1.0), *(practice(f"p{n}", 0.6) for n in range(9))]
    joined = {"best": [A], **{f"p{n}": [B] for n in range(9)}}
    assert [peer.place for peer in fold(ranked, joined, same)] == [A, B]


def test_a_second_project_of_a_listed_place_leads_at_a_partner() -> None:
    ranked = [practice("p1", 1.0), practice("p2", 0.9)]
    peers = fold(ranked, {"p1": [A], "p2": [A, B]}, same)
    assert {peer.place: peer.lead.id for peer in peers} == {A: "p1", B: "p2"}


def test_a_group_without_a_key_keeps_its_text() -> None:
    peers = fold([practice("p1", 1.0)], {"p1": [GROUP]}, same)
    assert (peers[0].place.name, peers[0].place.key) == ("Kommunen in Osthessen", None)


def test_likeness_decides_between_equals() -> None:
    ranked = [practice("p1", 1.0), practice("p2", 1.0)]
    peers = fold(ranked, {"p1": [A], "p2": [B]}, lambda place: 1.0 if place is B else 0.0)
    assert [peer.place for peer in peers] == [B, A]


@given(st.lists(st.lists(st.sampled_from([A, B, C, GROUP]), min_size=1, max_size=3, unique=True), max_size=12))
def test_no_practice_leads_twice_and_no_place_stands_twice(joined: list[list[Participant]]) -> None:
    ranked = [practice(f"p{n:02}", 2 - n / 10) for n in range(len(joined))]
    peers = fold(ranked, {hit.id: places for hit, places in zip(ranked, joined, strict=True)}, same)
    leads, places = [peer.lead.id for peer in peers], [peer.place for peer in peers]
    assert len(set(leads)) == len(leads)
    assert len(set(places)) == len(places)
