"""Where a single meeting could take place, and which rule keeps it from a slot. What two meetings do to each other
is not asked here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from matcher.events.model import Event, Meeting, Participant, Slot, Table


def possible_slots(event: Event, meeting: Meeting) -> tuple[int, ...]:
    """Positions of the slots that no rule takes from this meeting alone."""
    return tuple(at for at, slot in enumerate(event.slots) if not any(hindrances(event, meeting, slot)))


def hindrances(event: Event, meeting: Meeting, slot: Slot) -> Iterator[str]:
    """Every rule (German) that keeps a meeting from a slot."""
    name = event.describe(meeting)
    if meeting.slot not in (None, slot.id):
        yield f"Das Gespräch {name} liegt fest auf {slot_name(event, meeting.slot or '')}."
    if meeting.session not in (None, slot.session):
        yield f"Das Gespräch {name} soll in den Teil „{meeting.session}“."
    for one, other in combinations(meeting.people, 2):
        if frozenset((one, other)) in event.apart:
            yield f"{event.people[one]} und {event.people[other]} sollen einander nicht treffen."
    for person in (event.people[key] for key in meeting.people):
        if slot.id in person.busy:
            yield busy_times(event, person)
    if not any(suits(event, meeting, table, slot) for table in event.tables):
        yield _no_table(event, meeting, slot)


def suits(event: Event, meeting: Meeting, table: Table, slot: Slot) -> bool:
    """Whether a meeting could sit at a table in a slot, were nobody else there."""
    only = event.only_table(meeting)
    right = table.id == only if only else table.owner is None
    return right and slot.id not in table.closed and table.seats >= len(meeting.people)


def busy_times(event: Event, person: Participant) -> str:
    """The sentence that says when somebody cannot meet."""
    times = ", ".join(str(slot) for slot in event.slots if slot.id in person.busy)
    return f"{person} ist nicht frei: {times}."


def slot_name(event: Event, key: str) -> str:
    """The time of a slot, also of one that the event no longer has."""
    at = event.position.get(key)
    return f"Runde {key}, die es nicht gibt" if at is None else str(event.slots[at])


def _no_table(event: Event, meeting: Meeting, slot: Slot) -> str:
    only = event.only_table(meeting)
    if only is None:
        return f"Um {slot} gibt es keinen Tisch für {len(meeting.people)} Personen."
    table = event.by_table.get(only)
    if table is None:
        return f"Den Tisch {only}, an dem {event.describe(meeting)} liegen soll, gibt es nicht."
    if table.seats < len(meeting.people):
        return f"{table} hat nur {table.seats} Plätze, {event.describe(meeting)} braucht {len(meeting.people)}."
    return f"{table} ist nicht immer offen."
