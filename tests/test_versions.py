"""Plans in versions: draft, review, published; compared, undone, and never stored when a rule is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import EventError, NotFound, ScheduleFaulty
from matcher.events.arrangement import numbered_tables
from matcher.events.checker import faults
from matcher.events.comparing import Removal
from matcher.events.front import Events
from matcher.events.values import Placed, Schedule
from tests.fair import Fair, fresh_database, held
from webui.opening import Opened


@pytest.fixture
def fair(tmp_path: Path, opened: Opened) -> Iterator[Fair]:
    with fresh_database(tmp_path) as database:
        yield held(Events(database, opened.service.view))


def test_a_version_goes_from_draft_over_review_to_published(fair: Fair) -> None:
    versions = fair.events.versions
    first = fair.plan()
    with pytest.raises(EventError, match="Prüfung"):
        versions.publish(fair.id, first.number)
    versions.to_review(fair.id, first.number)
    versions.to_draft(fair.id, first.number)
    versions.to_review(fair.id, first.number)
    versions.publish(fair.id, first.number)
    second = fair.publish()
    assert [version.state for version in versions.all(fair.id)] == ["published", "superseded"]
    assert fair.events.calendar.get(fair.id).published == second.number
    with pytest.raises(EventError):
        versions.to_review(fair.id, first.number)


def test_a_version_comes_back_as_it_was_stored(fair: Fair) -> None:
    version = fair.plan()
    content = fair.events.versions.get(fair.id, version.number)
    assert content.event == fair.events.versions.planning(fair.id).event
    assert len(content.schedule.placed) == version.figures.placed == len(fair.events.pairs.all(fair.id))
    assert faults(content.event, content.schedule) == []


def test_no_name_of_a_person_stands_in_a_version(fair: Fair) -> None:
    content = fair.events.versions.get(fair.id, fair.plan().number)
    assert "digital@" not in str(content)
    assert "Vertretung" not in str(content)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_schedule_that_breaks_a_rule_is_ever_stored(fair: Fair, data: st.DataObject) -> None:
    content = fair.events.versions.planning(fair.id)
    event = content.event
    slots = [*(slot.id for slot in event.slots), "99"]
    tables = [*(table.id for table in event.tables), "99"]
    meetings = [*event.by_meeting, "unbekannt"]
    spots = st.tuples(st.sampled_from(meetings), st.sampled_from(slots), st.sampled_from(tables))
    placed = tuple(Placed(*spot) for spot in data.draw(st.lists(spots, max_size=8)))
    wild = replace(content, schedule=Schedule(placed))
    before = len(fair.events.versions.all(fair.id))
    if faults(event, wild.schedule):
        with pytest.raises(ScheduleFaulty):
            fair.events.versions.keep(fair.id, wild, "wild")
        assert len(fair.events.versions.all(fair.id)) == before
    else:
        fair.events.versions.keep(fair.id, wild, "erlaubt")


def test_a_better_draft_takes_the_place_of_the_one_before_until_it_goes_to_review(fair: Fair) -> None:
    versions = fair.events.versions
    first = fair.plan("erster")
    content = versions.get(fair.id, first.number)
    assert versions.better(first, content, "besser").number == first.number
    versions.to_review(fair.id, first.number)
    assert versions.better(first, content, "noch besser").number == first.number + 1


def test_two_versions_are_compared(fair: Fair) -> None:
    versions = fair.events.versions
    first = fair.plan()
    gone = fair.events.pairs.all(fair.id)[0]
    fair.events.pairs.decide(fair.id, [gone.id], "rejected")
    second = fair.plan()
    changes = {change.meeting: change for change in versions.compare(fair.id, first.number, second.number).changes}
    assert changes[gone.id].says == "entfällt"
    assert versions.compare(fair.id, first.number, first.number).changes == ()
    back = versions.compare(fair.id, second.number, first.number)
    assert next(one.says for one in back.changes if one.meeting == gone.id) == "neu"
    assert set(gone.people) <= back.people


def test_who_is_hit_is_shown_before_anything_goes(fair: Fair) -> None:
    version = fair.plan()
    content = fair.events.versions.get(fair.id, version.number)
    place = content.schedule.placed[0]
    people = set(content.event.by_meeting[place.meeting].people)
    hit = fair.events.versions.impact(fair.id, version.number, Removal(slots=frozenset({place.slot})))
    assert place.meeting in hit.moved
    assert people <= hit.people
    assert hit.room == 9
    lost = fair.events.versions.impact(fair.id, version.number, Removal(people=frozenset(people)))
    assert place.meeting in lost.lost
    assert lost.needed + len(lost.lost) == len(content.schedule.placed)
    tight = fair.events.versions.impact(fair.id, version.number, Removal(tables=frozenset("123")))
    assert not tight.fits


def test_undo_brings_back_arrangement_decisions_and_places(fair: Fair) -> None:
    events = fair.events
    first = fair.plan()
    before = events.versions.get(fair.id, first.number)
    found = events.calendar.get(fair.id)
    events.calendar.change(fair.id, found.revision, replace(found.arrangement, tables=numbered_tables(2)))
    events.pairs.decide(fair.id, [events.pairs.all(fair.id)[0].id], "rejected")
    fair.plan()
    back = events.versions.undo_to(fair.id, first.number)
    assert events.versions.get(fair.id, back.number).schedule.place == before.schedule.place
    assert events.calendar.get(fair.id).arrangement == found.arrangement
    assert all(pair.counts for pair in events.pairs.all(fair.id))
    assert back.state == "draft"


def test_undo_does_not_bring_back_who_left(fair: Fair) -> None:
    first = fair.plan()
    gone = fair.seat("Pegelwerk")
    fair.events.people.cancel(gone.id, gone.revision)
    back = fair.events.versions.undo_to(fair.id, first.number)
    content = fair.events.versions.get(fair.id, back.number)
    assert gone.id not in content.event.people
    assert all(gone.id not in content.event.by_meeting[place.meeting].people for place in content.schedule.placed)


def test_a_plan_with_somebody_who_left_is_not_published(fair: Fair) -> None:
    version = fair.plan()
    fair.events.versions.to_review(fair.id, version.number)
    gone = fair.seat("Pegelwerk")
    fair.events.people.cancel(gone.id, gone.revision)
    with pytest.raises(EventError, match="Pegelwerk"):
        fair.events.versions.publish(fair.id, version.number)


def test_what_is_not_there_is_not_found(fair: Fair) -> None:
    assert fair.events.versions.published(fair.id) is None
    assert fair.events.versions.basis(fair.id) is None
    with pytest.raises(NotFound):
        fair.events.versions.get(fair.id, 1)
    with pytest.raises(NotFound):
        fair.events.versions.published("nichts")
