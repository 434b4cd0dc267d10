"""How many meetings certainly stay unplaced, told by counting alone."""

from __future__ import annotations

from matcher.events.domain import possible_slots
from matcher.events.model import Event


def certainly_unplaced(event: Event) -> int:
    """The larger one of: too few tables over the whole day; people with more meetings than time."""
    return max(_more_than_tables(event), _more_than_time(event))


def places(event: Event) -> int:
    """How many meetings the tables hold over all slots, stands aside."""
    return sum(not table.owner and slot.id not in table.closed for table in event.tables for slot in event.slots)


def _more_than_tables(event: Event) -> int:
    return max(0, sum(event.only_table(meeting) is None for meeting in event.meetings) - places(event))


def _more_than_time(event: Event) -> int:
    """Added up over people of whom no two share a meeting, the worst off first."""
    possible = {meeting.id: possible_slots(event, meeting) for meeting in event.meetings}
    over = {}
    for person in event.participants:
        meetings = event.meetings_of[person.id]
        time = len({slot for meeting in meetings for slot in possible[meeting.id]})
        over[person.id] = len(meetings) - (time if person.most is None else min(time, person.most))
    counted: set[str] = set()
    total = 0
    for key, more in sorted(over.items(), key=lambda pair: -pair[1]):
        theirs = {meeting.id for meeting in event.meetings_of[key]}
        if more > 0 and not theirs & counted:
            counted |= theirs
            total += more
    return total
