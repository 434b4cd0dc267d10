"""Pairs of an event: proposals come and go, what the office decided stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import EventRefused, NotFound
from matcher.events.front import Events
from tests.fair import LIGHT, LOLLAR, Fair, fresh_database, held, town
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


def test_who_is_proposed_again_keeps_the_id(fair: Fair) -> None:
    before = {pair.people: pair.id for pair in fair.events.pairs.all(fair.id)}
    fair.events.pairs.propose(fair.id)
    assert {pair.people: pair.id for pair in fair.events.pairs.all(fair.id)} == before


def test_a_published_meeting_keeps_its_pair_and_its_reason_whatever_is_proposed_after(fair: Fair) -> None:
    events = fair.events
    fair.publish()
    before = {pair.id: (pair.people, pair.reason) for pair in events.pairs.all(fair.id)}
    assert {pair.state for pair in events.pairs.all(fair.id)} == {"accepted"}
    events.pairs.decide(fair.id, before, "proposed")
    changed = fair.seat("Lollar")
    events.people.change(changed.id, changed.revision, town("Lollar", LOLLAR, LIGHT))
    events.pairs.propose(fair.id)
    after = {pair.id: (pair.people, pair.reason) for pair in events.pairs.all(fair.id)}
    assert before.items() <= after.items()
    missing = fair.seat("Pegelwerk")
    result = events.day.no_show(missing.id, missing.revision)
    content = events.versions.published(fair.id)
    assert content is not None
    kept = [meeting for meeting in before if missing.id not in before[meeting][0]]
    assert set(kept) <= set(content.schedule.place)
    assert {freed.meeting for freed in result.freed} == set(before) - set(kept)


def test_a_draft_whose_pairs_were_swept_away_is_published_whole(fair: Fair) -> None:
    events = fair.events
    version = fair.plan()
    content = events.versions.get(fair.id, version.number)
    changed = fair.seat("Lollar")
    events.people.change(changed.id, changed.revision, town("Lollar", LOLLAR, LIGHT))
    events.pairs.propose(fair.id)
    assert set(content.schedule.place) - {pair.id for pair in events.pairs.all(fair.id)}
    events.versions.to_review(fair.id, version.number)
    events.versions.publish(fair.id, version.number)
    pairs = {pair.id: pair for pair in events.pairs.all(fair.id)}
    for id in content.schedule.place:
        assert (pairs[id].state, pairs[id].reason) == ("accepted", content.event.by_meeting[id].reason)
        assert pairs[id].kind != "hand"
