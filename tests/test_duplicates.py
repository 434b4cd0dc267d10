"""Folded to one card, decided by people, undone; and withdrawing one of a group leaves the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import (
    Filter,
    NotFound,
    Query,
    Reading,
    decide,
    decided_pairs,
    doubtful_pairs,
    folded_groups,
    narrow,
    put,
    reindex,
    withdraw,
)
from indexer.duplicates.groups import LARGEST_GROUP, Edge, groups
from matcher import Wanted
from tests.workshop import Workshop, practice, published, workshop

TEXT = "Sensoren messen den Pegel am Bach und melden jede Minute den Stand an Leitstelle, Feuerwehr und alle Anlieger."
ONE = practice("p1", "Pegel am Bach messen", summary=TEXT, municipalities=["Lollar"], land="Hessen")
TWIN = practice(
    "p2", "Pegel am Bach messen", summary=f"{TEXT} Das Land half.", municipalities=["Staufenberg"], land="Hessen",
    source_url="https://portal.example/2",
)  # fmt: skip
OTHER = practice(
    "p3", "Licht dimmen", summary="Laternen werden nachts dunkler, wenn niemand auf der Straße ist, und sparen Strom."
)
DOUBT = practice("p4", "Hochwasser früh erkennen", summary=TEXT, municipalities=["Lollar"], land="Hessen")


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(ONE, TWIN, OTHER)
        yield shop


def found(shop: Workshop, words: str = "Pegel") -> list[str]:
    answer = shop.service.search(Wanted(words))
    assert answer.total == len(answer.hits)
    return sorted(hit.record.id for hit in answer.hits)


def towns(shop: Workshop, id_: str) -> set[str]:
    return set(shop.service.record(id_).record.municipalities)


def test_clear_ones_share_a_card_that_names_all_adopters(shop: Workshop) -> None:
    assert found(shop) == ["p2"]
    assert towns(shop, "p2") == {"Lollar", "Staufenberg"}
    assert "https://stadt.example/" in (shop.service.record("p2").note or "")
    match = shop.service.match("Pegel am Bach messen")
    assert [(hit.id, hit.also) for hit in match.peers] == [("p2", 1)]
    in_lollar = Filter("ags", (shop.job.names.resolve("Lollar", "Hessen").key or "",))
    assert shop.job.engine.search(Query(scope=(in_lollar,))).total == 1
    (group,) = folded_groups(shop.job)
    assert (group.leader.record.id, [each.record.id for each in group.others]) == ("p2", ["p1"])


def test_the_address_of_a_folded_record_still_leads_to_its_card(shop: Workshop) -> None:
    assert shop.service.record("p1").record.id == "p2"


def test_somebody_takes_them_apart_and_every_run_keeps_to_it(shop: Workshop) -> None:
    assert decide(shop.job, "p2", "p1", False)
    assert found(shop) == ["p1", "p2"]
    assert towns(shop, "p2") == {"Staufenberg"}
    shop.run(ONE, TWIN, OTHER)
    assert found(shop) == ["p1", "p2"]
    decide(shop.job, "p1", "p2", None)
    assert found(shop) == ["p2"]
    shop.run(ONE, TWIN, OTHER)
    assert found(shop) == ["p2"]
    assert towns(shop, "p2") == {"Lollar", "Staufenberg"}


def test_a_doubtful_pair_waits_for_a_decision(shop: Workshop) -> None:
    shop.run(ONE, TWIN, OTHER, DOUBT)
    assert "p4" in found(shop, "Hochwasser")
    (pair,) = doubtful_pairs(shop.job)  # one of two: p1 and p2 share a card, and nobody is asked twice about it
    assert {pair.one.record.id, pair.other.record.id} < {"p1", "p2", "p4"}
    assert shop.job.store.cards.waiting() == 1
    decide(shop.job, "p4", "p1", True)
    assert doubtful_pairs(shop.job) == ()
    assert found(shop) == ["p2"]
    shop.run(ONE, TWIN, OTHER, DOUBT)
    assert {each.record.id for each in folded_groups(shop.job)[0].others} == {"p1", "p4"}


def test_a_pair_that_was_called_two_is_not_asked_about_by_another_of_its_records(shop: Workshop) -> None:
    shop.run(ONE, TWIN, OTHER, DOUBT)
    decide(shop.job, "p1", "p4", False)
    assert doubtful_pairs(shop.job) == ()
    assert [(each.one.record.id, each.other.record.id, each.same) for each in decided_pairs(shop.job)] == [
        ("p1", "p4", False)
    ]
    decide(shop.job, "p1", "p4", None)
    assert len(doubtful_pairs(shop.job)) == 1
    assert decided_pairs(shop.job) == ()


def test_a_pair_goes_with_one_of_its_records(shop: Workshop) -> None:
    shop.run(ONE, OTHER, DOUBT, forced=True)
    decide(shop.job, "p1", "p3", False)
    withdraw(shop.job, "p1")
    assert doubtful_pairs(shop.job) == ()
    assert shop.job.store.cards.waiting() == 0
    assert decided_pairs(shop.job) == ()


def test_withdrawing_one_of_a_group_leaves_the_others(shop: Workshop) -> None:
    withdraw(shop.job, "p2")
    assert found(shop) == ["p1"]
    assert towns(shop, "p1") == {"Lollar"}
    with pytest.raises(NotFound):
        shop.service.record("p2")
    assert shop.service.search(Wanted("Pegel")).hits[0].record.municipalities == ("Lollar",)


def test_withdrawing_the_folded_one_takes_it_off_the_card(shop: Workshop) -> None:
    withdraw(shop.job, "p1")
    assert found(shop) == ["p2"]
    assert towns(shop, "p2") == {"Staufenberg"}
    assert shop.service.record("p2").note is None


def test_a_record_that_fewer_people_may_see_stands_alone(shop: Workshop) -> None:
    narrow(shop.job, "p2", "office")
    assert found(shop) == ["p1"]
    assert towns(shop, "p1") == {"Lollar"}
    narrow(shop.job, "p2", "public")
    assert found(shop) == ["p2"]


def test_a_folded_record_that_is_edited_changes_the_card(shop: Workshop) -> None:
    put(shop.job, published("p1", "Pegel am Bach messen", summary=TEXT, municipalities=["Buseck"], land="Hessen"))
    assert towns(shop, "p2") == {"Buseck", "Staufenberg"}


def test_another_process_sees_a_decision(shop: Workshop, reading: Reading) -> None:
    with workshop(shop.folder, reading) as other:
        assert found(other) == ["p2"]
        decide(shop.job, "p1", "p2", False)
        assert found(other) == ["p1", "p2"]
        assert towns(other, "p2") == {"Staufenberg"}


def test_a_decision_during_a_run_is_heeded(shop: Workshop) -> None:
    def split(step: str, _done: int) -> None:
        if step == "Index fertigstellen":
            decide(shop.job, "p1", "p2", False)

    reindex(replace(shop.job, tell=split))
    assert found(shop) == ["p1", "p2"]


EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)).filter(lambda e: e[0] != e[1]))
PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] != e[1]), max_size=5)


@given(EDGES, PAIRS)
def test_groups_never_join_what_somebody_called_different(
    same: list[tuple[int, int, float]], apart: list[tuple[int, int]]
) -> None:
    different = [(str(one), str(other)) for one, other in apart]
    found = groups([Edge(str(one), str(other), score) for one, other, score in same], different)
    members = [each for group in found for each in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)
    assert not any({one, other} <= group for group in found for one, other in different)


def test_a_chain_of_everything_is_cut() -> None:
    chain = [Edge(f"{number:04}", f"{number + 1:04}", 0.9) for number in range(500)]
    assert max(map(len, groups(chain, ()))) <= LARGEST_GROUP
