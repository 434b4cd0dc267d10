"""The checker finds each kind of fault that is planted into a good schedule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.events.checker import faults
from matcher.events.first_come import first_come
from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Table, Unplaced
from tests.brute_force import allowed
from tests.invented_events import events, meetings, people, scheduled, slots, tables

EVENT = Event(
    slots(4, morning=2), people("ABCDEF"), (*tables(3), Table("S", owner="F")), meetings("AB", "AC", "CD", "EF")
)
GOOD = (Placed("AB", "1", "T1"), Placed("AC", "2", "T1"), Placed("CD", "1", "T2"), Placed("EF", "1", "S"))


def with_meeting(key: str, **wishes: object) -> Event:
    """The event with one meeting that asks for more."""
    changed = tuple(replace(one, **wishes) if one.id == key else one for one in EVENT.meetings)
    return replace(EVENT, meetings=changed)


def with_person(key: str, **more: object) -> Event:
    changed = tuple(replace(one, **more) if one.id == key else one for one in EVENT.participants)
    return replace(EVENT, participants=changed)


def with_table(key: str, **more: object) -> Event:
    return replace(EVENT, tables=tuple(replace(one, **more) if one.id == key else one for one in EVENT.tables))


def moved(key: str, slot: str, table: str) -> tuple[Placed, ...]:
    return tuple(Placed(key, slot, table) if place.meeting == key else place for place in GOOD)


def test_a_good_schedule_has_no_fault() -> None:
    assert faults(EVENT, scheduled(EVENT, GOOD)) == []


BAD_PLACES = [
    ("gleichzeitig", moved("AC", "1", "T3"), "A hat um Runde 1 2 Gespräche zugleich."),
    ("gleicher Tisch", moved("CD", "1", "T1"), "2-fach belegt"),
    ("fremder Stand", moved("AC", "2", "S"), "ist ein Stand"),
    ("nicht am Stand", moved("EF", "1", "T3"), "gehört an den Stand"),
    ("Runde unbekannt", moved("AC", "9", "T1"), "Die Runde „9“ gibt es nicht."),
    ("Tisch unbekannt", moved("AC", "2", "T9"), "Den Tisch „T9“ gibt es nicht."),
]


@pytest.mark.parametrize(("placed", "says"), [case[1:] for case in BAD_PLACES], ids=[case[0] for case in BAD_PLACES])
def test_a_bad_place_is_found(placed: tuple[Placed, ...], says: str) -> None:
    found = faults(EVENT, replace(Schedule(placed), table_changes=0))
    assert any(says in fault for fault in found)


RULES = [
    ("fester Slot", with_meeting("AB", slot="2"), "liegt fest in Runde"),
    ("fester Tisch", with_meeting("AB", table="T3"), "liegt fest an Tisch"),
    ("Teil des Tages", with_meeting("AB", session="spät"), "soll in den Teil"),
    ("Reihenfolge", with_meeting("AB", after=frozenset({"AC"})), "liegt nicht nach"),
    ("Reihenfolge zugleich", with_meeting("AB", after=frozenset({"CD"})), "liegt nicht nach"),
    ("abwesend", with_person("A", absent=frozenset("1")), "ist um Runde 1 nicht da"),
    ("Aufgabe", with_person("A", duties=frozenset("1")), "hat um Runde 1 eine andere Aufgabe"),
    ("höchstens", with_person("A", most=1), "höchstens 1"),
    ("mindestens", with_person("B", fewest=2), "mindestens 2"),
    ("Tisch zu", with_table("T1", closed=frozenset("1")), "ist um Runde 1 nicht offen"),
    ("Plätze", with_table("T1", seats=1), "hat 1 Plätze"),
    ("nicht zusammen", replace(EVENT, apart=frozenset({frozenset("AB")})), "einander nicht treffen"),
]


@pytest.mark.parametrize(("event", "says"), [case[1:] for case in RULES], ids=[case[0] for case in RULES])
def test_each_broken_rule_is_found(event: Event, says: str) -> None:
    assert any(says in fault for fault in faults(event, scheduled(event, GOOD)))


def test_a_forgotten_meeting_is_found() -> None:
    assert any("0-mal" in fault for fault in faults(EVENT, replace(scheduled(EVENT, GOOD[1:]), unplaced=())))


def test_a_meeting_placed_twice_is_found() -> None:
    assert any("2-mal" in fault for fault in faults(EVENT, scheduled(EVENT, (*GOOD, Placed("AB", "4", "T1")))))


def test_an_unknown_meeting_is_found() -> None:
    assert faults(EVENT, Schedule(unplaced=(Unplaced("XY", ""),))) == ["Das Gespräch „XY“ gibt es nicht."]


def test_a_required_meeting_without_a_place_is_found() -> None:
    event = with_meeting("AB", required=True)
    assert any("muss stattfinden" in fault for fault in faults(event, scheduled(event, GOOD[1:])))


def test_unfair_breaks_are_found() -> None:
    pairs = tuple(Meeting(str(at), ("A", "B")) for at in (1, 3, 5, 7))
    event = Event(slots(7), people("ABCD"), tables(2), (*pairs, *meetings("CD")))
    placed = (*(Placed(one.id, one.id, "T1") for one in pairs), Placed("CD", "1", "T2"))
    assert any("3 Pausen" in fault for fault in faults(event, scheduled(event, placed)))
    assert faults(replace(event, fair_difference=None), scheduled(event, placed)) == []


@pytest.mark.parametrize("figure", ["breaks", "table_changes", "breaks_bound", "unplaced_bound"])
def test_wrong_figures_are_found(figure: str) -> None:
    assert faults(EVENT, replace(scheduled(EVENT, GOOD), **{figure: 5}))


@given(events())
def test_what_is_booked_first_come_breaks_only_rules_that_nobody_looks_at_there(event: Event) -> None:
    """Fairness, required meetings and the fewest meetings of a person are not seen by who books for themselves."""
    free = replace(
        event,
        participants=tuple(replace(one, fewest=0) for one in event.participants),
        meetings=tuple(replace(one, required=False) for one in event.meetings),
        fair_difference=None,
    )
    assert faults(free, scheduled(free, first_come(free))) == []


def test_absence_does_not_hide_a_break_but_a_duty_does() -> None:
    pair = (Meeting("AB", ("A", "B")), Meeting("AC", ("A", "C")))
    placed = (Placed("AB", "1", "T1"), Placed("AC", "3", "T1"))
    for busy, breaks in (("absent", 1), ("duties", 0)):
        person = Participant("A", **{busy: frozenset("2")})
        event = Event(slots(3), (person, *people("BC")), tables(1), pair)
        assert faults(event, Schedule(placed, breaks=breaks)) == []


@given(st.data(), events())
def test_the_checker_finds_fault_exactly_with_what_breaks_a_rule(data: st.DataObject, event: Event) -> None:
    """Any places whatever, judged by rules that were said a second time."""
    ways = [st.none() | st.tuples(st.integers(0, 3), st.integers(0, 1)) for _ in event.meetings]
    drawn = data.draw(st.tuples(*ways))
    where = {one.id: place for one, place in zip(event.meetings, drawn, strict=True) if place is not None}
    placed = tuple(Placed(key, event.slots[slot].id, event.tables[table].id) for key, (slot, table) in where.items())
    assert (faults(event, scheduled(event, placed)) == []) == allowed(event, where)
