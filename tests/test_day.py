"""The day: counters that do not overwrite each other, no-shows with replacements, walk-ins, and only changed sheets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Database, EventError, Overtaken
from matcher.events.entries import Person
from matcher.events.front import Events
from tests.fair import FLOOD, FLOOD_HELP, Fair, clerk, firm, fresh_database, held, town
from webui.opening import Opened

GIESSEN = "06531005"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def fair(database: Database, opened: Opened) -> Fair:
    fair = held(Events(database, opened.service.view))
    fair.publish()
    return fair


def test_two_counters_check_in_the_same_person_once(fair: Fair) -> None:
    one = fair.seat("Lollar")
    first = fair.events.day.check_in(one.id, one.revision, "Schalter 1")
    second = fair.events.day.check_in(one.id, one.revision, "Schalter 2")
    assert (first.presence, first.counter) == ("here", "Schalter 1")
    assert second == first


def test_a_counter_does_not_overwrite_what_another_has_decided(fair: Fair) -> None:
    one = fair.seat("Lollar")
    fair.events.day.no_show(one.id, one.revision)
    with pytest.raises(Overtaken):
        fair.events.day.check_in(one.id, one.revision, "Schalter 2")
    assert fair.seat("Lollar").presence == "missing"


def test_many_counters_at_once_lose_nobody(fair: Fair, database: Database, opened: Opened) -> None:
    people = fair.events.people.all(fair.id)
    faults: list[BaseException] = []

    def counter(name: str) -> None:
        desk = Events(database, opened.service.view).day
        for one in people:
            try:
                desk.check_in(one.id, one.revision, name)
            except Overtaken as error:
                faults.append(error)

    counters = [threading.Thread(target=counter, args=(f"Schalter {number}",)) for number in range(4)]
    for thread in counters:
        thread.start()
    for thread in counters:
        thread.join()
    after = fair.events.people.all(fair.id)
    assert all(one.presence == "here" for one in after)
    assert all(one.revision == 2 for one in after)


def test_a_no_show_frees_places_and_proposes_who_could_take_them(fair: Fair) -> None:
    extra = fair.events.people.add(fair.id, firm("Bachwerk", FLOOD_HELP))
    gone = fair.seat("Pegelwerk")
    before = fair.meetings()
    lost = [meeting for meeting, people in before.items() if "Pegelwerk" in people]
    told = fair.events.day.no_show(gone.id, gone.revision)
    assert {one.meeting for one in told.freed} == set(lost)
    assert told.version is not None
    assert told.version.state == "published"
    assert fair.meetings() == {id: people for id, people in before.items() if id not in lost}
    waiting = {person for one in told.freed for person in one.waiting}
    assert {opening.seeker for opening in told.openings} <= waiting
    offered = [opening for opening in told.openings if opening.partner == extra.id]
    assert offered
    assert "Bachwerk bietet" in offered[0].reason


def test_a_replacement_is_put_into_the_plan_without_moving_anybody(fair: Fair) -> None:
    fair.events.people.add(fair.id, firm("Bachwerk", FLOOD_HELP))
    gone = fair.seat("Pegelwerk")
    told = fair.events.day.no_show(gone.id, gone.revision)
    before = fair.events.versions.published(fair.id)
    opening = told.openings[0]
    fair.events.day.arrange(fair.id, (opening.seeker, opening.partner), opening.slot.id)
    after = fair.events.versions.published(fair.id)
    assert before is not None
    assert after is not None
    assert before.schedule.place.items() <= after.schedule.place.items()
    (new,) = after.schedule.place.keys() - before.schedule.place.keys()
    assert set(after.event.by_meeting[new].people) == {opening.seeker, opening.partner}
    assert after.schedule.place[new].slot == opening.slot.id
    assert after.event.by_meeting[new].reason == opening.reason


def test_what_does_not_fit_any_more_is_refused(fair: Fair) -> None:
    lollar, pegelwerk = fair.seat("Lollar"), fair.seat("Pegelwerk")
    content = fair.events.versions.published(fair.id)
    assert content is not None
    busy = next(
        place.slot for place in content.schedule.placed if lollar.id in content.event.by_meeting[place.meeting].people
    )
    versions = len(fair.events.versions.all(fair.id))
    with pytest.raises(EventError, match="passt nicht mehr"):
        fair.events.day.arrange(fair.id, (lollar.id, pegelwerk.id), busy)
    assert len(fair.events.versions.all(fair.id)) == versions


def test_a_walk_in_is_here_and_gets_proposals(fair: Fair) -> None:
    told = fair.events.day.walk_in(
        fair.id, town("Gießen", GIESSEN, FLOOD, walk_in=True), [clerk("Gießen")], "Schalter 1"
    )
    assert told.registration.presence == "here"
    assert told.registration.number == 7
    assert told.openings
    names = {one.id: one.entry.organisation for one in fair.events.people.all(fair.id)}
    assert {names[opening.partner] for opening in told.openings} & {"Pegelwerk", "Flutwerk"}
    opening = told.openings[0]
    fair.events.day.arrange(fair.id, (opening.seeker, opening.partner), opening.slot.id)
    assert ("Gießen", names[opening.partner]) in fair.meetings().values()


def test_before_a_plan_holds_nothing_is_proposed(database: Database, opened: Opened) -> None:
    fair = held(Events(database, opened.service.view))
    one = fair.seat("Lollar")
    told = fair.events.day.no_show(one.id, one.revision)
    assert (told.version, told.freed, told.openings) == (None, (), ())
    again = fair.events.day.expect_again(told.registration.id, told.registration.revision)
    assert again.presence == "expected"
    with pytest.raises(EventError):
        fair.events.day.arrange(fair.id, (one.id, fair.seat("Pegelwerk").id), "1")


def test_only_changed_sheets_are_printed_again(fair: Fair) -> None:
    press = fair.events.press
    papers = press.papers(fair.id)
    assert papers is not None
    assert set(press.changed(fair.id)) == set(papers.fingerprints)
    press.printed(fair.id)
    assert press.changed(fair.id) == ()
    gone = fair.seat("Lichtwerk")
    told = fair.events.day.no_show(gone.id, gone.revision)
    hit = {f"person:{person}" for one in told.freed for person in one.waiting}
    changed = press.changed(fair.id)
    assert hit <= set(changed)
    assert {name for name in changed if name.startswith("person:")} == hit
    press.printed(fair.id, changed[:1])
    assert set(press.changed(fair.id)) == set(changed[1:])


def test_a_substitute_changes_one_personal_sheet_and_the_reception_list(fair: Fair) -> None:
    fair.events.press.printed(fair.id)
    one = fair.seat("Lollar")
    fair.events.people.set_persons(one.id, [Person("Jemand"), Person("Jemand anders")])
    fair.events.press.printed(fair.id)
    fair.events.people.substitute(one.id, 1)
    assert set(fair.events.press.changed(fair.id)) == {f"person:{one.id}", "reception"}
