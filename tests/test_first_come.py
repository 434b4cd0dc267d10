"""Booking as participants do it for themselves: each request takes the earliest time that both have, in its turn."""

from dataclasses import replace

from hypothesis import given

from matcher.events.first_come import first_come
from matcher.events.model import Event, Meeting, Participant, Placed, Table
from tests.brute_force import allowed
from tests.invented_events import events, meetings, people, slots, tables


def test_each_takes_the_earliest_common_time_in_turn() -> None:
    persons = (Participant("A", absent=frozenset("1")), *people("BC"))
    event = Event(slots(3), persons, tables(1), meetings("AB", "BC", "AC"))
    assert first_come(event) == (Placed("AB", "2", "T1"), Placed("BC", "1", "T1"), Placed("AC", "3", "T1"))


def test_who_finds_no_table_gets_none_even_if_others_could_move() -> None:
    """CD could meet in the first round if AB, who have both, had taken the second."""
    persons = (*people("ABC"), Participant("D", absent=frozenset("2")))
    event = Event(slots(2), persons, tables(1), meetings("AB", "CD"))
    assert [place.meeting for place in first_come(event)] == ["AB"]


def test_a_stand_is_where_its_owner_meets() -> None:
    event = Event(slots(1), people("ABCD"), (Table("S", owner="B"), *tables(1)), meetings("AB", "CD"))
    assert {place.meeting: place.table for place in first_come(event)} == {"AB": "S", "CD": "T1"}


@given(events())
def test_no_rule_between_two_meetings_is_broken(event: Event) -> None:
    """Fairness, required meetings and the fewest meetings of a person are not seen by who books for themselves."""
    free = replace(
        event,
        participants=tuple(replace(one, fewest=0) for one in event.participants),
        meetings=tuple(replace(one, required=False) for one in event.meetings),
        fair_difference=None,
    )
    at = {slot.id: number for number, slot in enumerate(free.slots)}
    table = {one.id: number for number, one in enumerate(free.tables)}
    assert allowed(free, {one.meeting: (at[one.slot], table[one.table]) for one in first_come(free)})


@given(events())
def test_whoever_is_left_out_had_no_time_of_their_own(event: Event) -> None:
    """Nothing that was not booked could still be put into what is there."""
    placed = first_come(event)
    where = {
        one.meeting: (event.position[one.slot], [table.id for table in event.tables].index(one.table)) for one in placed
    }
    free = replace(
        event,
        participants=tuple(replace(one, fewest=0) for one in event.participants),
        meetings=tuple(replace(one, required=False) for one in event.meetings),
        fair_difference=None,
    )
    left = [one for one in free.meetings if one.id not in where]
    assert not any(allowed(free, {**where, one.id: place}) for one in left for place in _everywhere(free))


def _everywhere(event: Event) -> list[tuple[int, int]]:
    return [(slot, table) for slot in range(len(event.slots)) for table in range(len(event.tables))]


def test_a_group_counts_as_one_meeting() -> None:
    event = Event(slots(1), people("ABC"), tables(1), (Meeting("ABC", ("A", "B", "C")),))
    assert len(first_come(event)) == 1
