"""What a schedule costs: breaks, table changes, changed meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from matcher.events.model import Event, Participant, Placed, Schedule


def agendas(event: Event, placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Participant id → their placed meetings in order of time."""
    found: dict[str, list[Placed]] = {person.id: [] for person in event.participants}
    for place in sorted(placed, key=lambda place: event.position[place.slot]):
        for person in event.by_meeting[place.meeting].people:
            found[person].append(place)
    return found


def breaks_by_person(event: Event, placed: Iterable[Placed]) -> dict[str, int]:
    """Participant id → number of breaks, for everybody with a placed meeting."""
    return {
        person: sum(
            _idle_between(event, event.people[person], event.position[one.slot], event.position[other.slot])
            for one, other in pairwise(agenda)
        )
        for person, agenda in agendas(event, placed).items()
        if agenda
    }


def table_changes(event: Event, placed: Iterable[Placed]) -> int:
    """How often somebody's next meeting is at another table."""
    return sum(
        one.table != other.table for agenda in agendas(event, placed).values() for one, other in pairwise(agenda)
    )


def changed_meetings(event: Event, placed: Mapping[str, Placed], before: Schedule) -> int:
    """How many meetings that had a place before, and still are in the event, are now elsewhere or without a place."""
    return sum(placed.get(key) != place for key, place in before.place.items() if key in event.by_meeting)


def _idle_between(event: Event, person: Participant, start: int, end: int) -> bool:
    return any(slot.id not in person.duties for slot in event.slots[start + 1 : end])
