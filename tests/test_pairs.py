"""Pairs of an event: proposals come and go, what the office decided stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import EventRefused, NotFound
from matcher.events.front import Events
from tests.fair import Fair, fresh_database, held
from webui.opening import Opened


@pytest.fixture
def fair(tmp_path: Path, opened: Opened) -> Iterator[Fair]:
    with fresh_database(tmp_path) as database:
        yield held(Events(database, opened.service.view))


def test_decisions_survive_a_new_proposal(fair: Fair) -> None:
    pairs = fair.events.pairs
    first, second, third, *_ = pairs.all(fair.id)
    pairs.decide(fair.id, [first.id], "accepted")
    pairs.decide(fair.id, [second.id], "rejected")
    pairs.lock(fair.id, [third.id], locked=True)
    pairs.propose(fair.id)
    after = {pair.id: pair for pair in pairs.all(fair.id)}
    assert after[first.id].state == "accepted"
    assert after[second.id].state == "rejected"
    assert after[third.id].locked
    people = [pair.people for pair in after.values()]
    assert len(people) == len(set(people))


def test_a_pair_is_added_by_hand_with_a_reason_from_the_index(fair: Fair) -> None:
    pairs = fair.events.pairs
    for pair in pairs.all(fair.id):
        pairs.decide(fair.id, [pair.id], "rejected")
    lollar, pegelwerk = fair.seat("Lollar"), fair.seat("Pegelwerk")
    added = pairs.add(fair.id, (lollar.id, pegelwerk.id))
    assert (added.state, added.origin) == ("accepted", "hand")
    assert "Pegelwerk bietet" in added.reason
    with pytest.raises(EventRefused, match="schon"):
        pairs.add(fair.id, (pegelwerk.id, lollar.id))


def test_what_is_no_meeting_is_refused(fair: Fair) -> None:
    lollar = fair.seat("Lollar").id
    for people in ((lollar,), (lollar, lollar), ()):
        with pytest.raises(EventRefused):
            fair.events.pairs.add(fair.id, people)
    with pytest.raises(NotFound):
        fair.events.pairs.add(fair.id, (lollar, "niemand"))


def test_who_is_left_and_how_even_it_is_follow_the_decisions(fair: Fair) -> None:
    pairs = fair.events.pairs
    assert fair.events.pairs.fairness(fair.id).without == 0
    pairs.decide(fair.id, [pair.id for pair in pairs.all(fair.id)], "rejected")
    assert pairs.fairness(fair.id).without == 6
    assert {one.registration for one in pairs.left(fair.id)} == {one.id for one in fair.events.people.all(fair.id)}


def test_who_cancelled_gets_no_pair(fair: Fair) -> None:
    gone = fair.seat("Pegelwerk")
    fair.events.people.cancel(gone.id, gone.revision)
    fair.events.pairs.propose(fair.id)
    assert all(gone.id not in pair.people for pair in fair.events.pairs.all(fair.id))
