import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Match, Service
from matcher.answers import Hit

FULDA_TOWN = "06631012"
LANTERNS = (
    "Bei uns brennen die Laternen die ganze Nacht, das kostet viel Strom. Wer dimmt die Straßenbeleuchtung schon?"
)


@pytest.fixture(scope="module")
def lanterns(service: Service) -> Match:
    return service.match(LANTERNS, FULDA_TOWN)


def test_a_challenge_gets_three_lists(lanterns: Match) -> None:
    assert lanterns.emptiness == "hits"
    assert lanterns.peers
    assert lanterns.providers
    assert lanterns.same_need


def test_the_first_peers_are_about_the_challenge(lanterns: Match, service: Service) -> None:
    topics = [{topic.id for topic in service.record(peer.id).topics} for peer in lanterns.peers[:3]]
    assert all("strassenbeleuchtung" in found for found in topics)


def test_every_hit_ends_at_somebody_to_write_to(lanterns: Match) -> None:
    for hit in every(lanterns):
        assert hit.contact.kind == "mailbox" or "@" in hit.contact.address
        assert hit.title in hit.contact.first_text


def test_every_hit_says_why(lanterns: Match) -> None:
    for hit in every(lanterns):
        assert hit.reason.endswith(".")
        assert "None" not in hit.reason + hit.difference


def every(match: Match) -> tuple[Hit, ...]:
    return (*match.peers, *match.providers, *match.same_need)


def test_no_place_stands_twice_and_no_practice_leads_twice(lanterns: Match) -> None:
    names, leads = [peer.name for peer in lanterns.peers], [peer.id for peer in lanterns.peers]
    assert len(set(names)) == len(names)
    assert len(set(leads)) == len(leads)


def test_the_senders_own_records_are_not_offered(service: Service) -> None:
    record = service.record("n007").record  # Mossautal's need
    asked = service.match(record.summary, "06437012")
    assert "n007" not in [hit.id for hit in asked.same_need]
    assert "n007" in [hit.id for hit in service.match(record.summary).same_need]


def test_a_plan_is_never_called_sehr_passend(lanterns: Match, service: Service) -> None:
    for hit in every(lanterns):
        if service.record(hit.id).record.state == "Planung":
            assert hit.level != "sehr passend"


def test_a_challenge_about_nothing_here_is_told_so(service: Service) -> None:
    asked = service.match("Die Spielapparatesteuer wird vor Gericht angefochten.")
    assert asked.emptiness != "hits"
    assert all(hit.level == "teilweise" for hit in every(asked))


@pytest.mark.parametrize(
    "text", ["", "und oder", "😀" * 50, "\u202eabc\u2069", "x" * 10_000, '" OR (a:*) AND [1 TO 2]']
)
def test_odd_texts_are_answered_too(service: Service, text: str) -> None:
    assert service.match(text).emptiness in ("none", "weak")


@settings(max_examples=30, deadline=5_000)
@given(st.text(max_size=400))
def test_no_text_breaks_a_match(service: Service, text: str) -> None:
    service.match(text, FULDA_TOWN)


def test_a_topic_taken_out_changes_the_lists(service: Service, lanterns: Match) -> None:
    without = service.match(LANTERNS, FULDA_TOWN, without=("strassenbeleuchtung",))
    assert [peer.id for peer in without.peers] != [peer.id for peer in lanterns.peers]
    assert "strassenbeleuchtung" not in [topic.id for topic in without.understood.topics]


def test_the_same_question_gets_the_same_answer(service: Service, lanterns: Match) -> None:
    assert service.match(LANTERNS, FULDA_TOWN) == lanterns


def test_scores_are_all_different(lanterns: Match) -> None:
    for hits in (lanterns.practices[:10], lanterns.providers):
        scores = [hit.score for hit in hits]
        assert len(set(scores)) == len(scores)


def test_a_place_taken_as_a_model_comes_first_with_what_fits(service: Service) -> None:
    text = "Wir wollen die Straßenbeleuchtung dimmen"
    plain = [peer.name for peer in service.match(text).peers]
    asked = [peer.name for peer in service.match(f"{text}, so wie in Idstein.").peers]
    assert "Idstein" in plain
    assert asked.index("Idstein") < plain.index("Idstein")


def test_a_model_without_anything_on_the_matter_does_not_come_first(service: Service) -> None:
    assert service.match("Straßenbeleuchtung dimmen, so wie in Siegburg.").peers[0].name != "Siegburg"


def test_a_provider_that_is_named_moves_up(service: Service) -> None:
    text = "Wir suchen eine Datenplattform"
    last = service.match(text).providers[-1]
    provider = service.record(last.id).record.provider
    named = [hit.id for hit in service.match(f"{text}, vielleicht von {provider}.").providers]
    assert named.index(last.id) < len(service.match(text).providers) - 1
