"""A new plan keeps what it can of the old one, and says what is different."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.events.checker import faults
from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Table
from matcher.events.replan import Changes, changes, replan
from matcher.events.schedule import plan
from tests.brute_force import best
from tests.invented_events import NAMES, events, meetings, people, slots, tables

ENOUGH_SECONDS = 60.0

DAY = Event(slots(4), people("ABCDEF"), tables(3), meetings("AB", "AC", "CD", "EF", "BD"))
PLAN = Schedule(
    (
        Placed("AB", "1", "T1"),
        Placed("AC", "2", "T1"),
        Placed("CD", "3", "T1"),
        Placed("EF", "1", "T2"),
        Placed("BD", "2", "T2"),
    )
)


@st.composite
def old_plans(draw: st.DrawFn, event: Event) -> Schedule:
    """Any plan that once was: rounds and tables in it may be gone, and rules may have come since."""
    places = [
        Placed(meeting.id, draw(st.sampled_from("12349")), draw(st.sampled_from(("T1", "T2", "T9"))))
        for meeting in event.meetings
        if draw(st.booleans())
    ]
    return Schedule(tuple(places))


@given(st.data(), events().filter(lambda event: best(event) is not None))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_other_plan_changes_less_where_that_is_proven(data: st.DataObject, event: Event) -> None:
    before = data.draw(old_plans(event))
    fewest = best(event, before)
    assert fewest is not None
    seen: list[Schedule] = []
    found = replan(event, before, ENOUGH_SECONDS, seen.append)
    assert [faults(event, one) for one in (*seen, found)] == [[]] * (len(seen) + 1)
    assert found.order >= fewest
    assert len(found.unplaced) == fewest[0]
    assert not found.proven or found.order == fewest


def test_nothing_moves_where_nothing_has_changed() -> None:
    again = replan(DAY, PLAN, ENOUGH_SECONDS)
    assert again.place == PLAN.place
    assert again.changed == 0
    assert changes((DAY, PLAN), (DAY, again)) == Changes((), (), (), ())


def test_a_table_less_moves_only_who_sat_there() -> None:
    smaller = replace(DAY, tables=DAY.tables[:1] + DAY.tables[2:])
    again = replan(smaller, PLAN, ENOUGH_SECONDS)
    found = changes((DAY, PLAN), (smaller, again))
    assert set(found.meetings) == {"EF", "BD"}
    assert set(found.sheets) == set("EFBD")
    assert (again.changed, again.changed_bound) == (2, 2)


def test_a_round_less_moves_only_what_was_in_it() -> None:
    shorter = replace(DAY, slots=DAY.slots[:2] + DAY.slots[3:])
    assert changes((DAY, PLAN), (shorter, replan(shorter, PLAN, ENOUGH_SECONDS))).meetings == ("CD",)


def test_who_has_gone_gets_no_sheet_and_who_comes_gets_one() -> None:
    gone = replace(
        DAY,
        participants=(*(one for one in DAY.participants if one.id != "F"), Participant("G")),
        meetings=(*(one for one in DAY.meetings if "F" not in one.people), *meetings("EG")),
    )
    found = changes((DAY, PLAN), (gone, replan(gone, PLAN, ENOUGH_SECONDS)))
    assert found.meetings == ()
    assert (found.added, found.dropped) == (("EG",), ("EF",))
    assert set(found.sheets) == {"E", "G"}


def test_a_substitute_changes_the_sheets_of_those_who_meet_them_and_no_meeting() -> None:
    named = replace(
        DAY, participants=tuple(replace(one, name="Vertretung") if one.id == "A" else one for one in DAY.participants)
    )
    found = changes((DAY, PLAN), (named, replan(named, PLAN, ENOUGH_SECONDS)))
    assert set(found.sheets) == set("ABC")
    assert replan(named, PLAN, ENOUGH_SECONDS).place == PLAN.place


def test_locked_meetings_stay_even_where_that_changes_more() -> None:
    """AB moves although its place is still there, because the lock was set elsewhere."""
    held = Schedule((Placed("AB", "4", "T3"),))
    again = replan(DAY.lock(held, ["AB"]), PLAN, ENOUGH_SECONDS)
    assert again.place["AB"] == Placed("AB", "4", "T3")
    assert again.changed == 1


def test_all_meetings_placed_comes_before_few_changes() -> None:
    """AB could stay where it is, but then the new BC would find no time."""
    event = Event(
        slots(2),
        (Participant("A"), *people("B"), Participant("C", absent=frozenset("2"))),
        tables(2),
        meetings("AB", "BC"),
    )
    before = Schedule((Placed("AB", "1", "T1"),))
    again = replan(event, before, ENOUGH_SECONDS)
    assert again.order[:2] == (0, 1)
    assert again.proven


def test_a_large_table_that_a_group_needs_is_given_up_by_two() -> None:
    """The two keep their round; that they change the table is told, not hidden."""
    event = Event(
        slots(1),
        people("ABCDE"),
        (Table("G", seats=3), Table("K", seats=2)),
        (*meetings("AB"), Meeting("CDE", tuple("CDE"))),
    )
    again = replan(event, Schedule((Placed("AB", "1", "G"),)), ENOUGH_SECONDS)
    assert again.place["AB"] == Placed("AB", "1", "K")
    assert (again.unplaced, again.changed) == ((), 1)


def test_a_new_plan_from_nothing_is_a_plan() -> None:
    assert replan(DAY, Schedule(), ENOUGH_SECONDS).order == plan(DAY, ENOUGH_SECONDS).order
    assert set(NAMES) <= {one.id for one in DAY.participants}
