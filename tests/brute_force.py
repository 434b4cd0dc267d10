"""The rules of an event said once more, and the best schedule by trying everything: it shares no code with the
encoding, the checker or the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from matcher.events.model import Event, Meeting, Participant, Schedule

Where = Mapping[str, tuple[int, int]]
"""Meeting → (position of the slot, position of the table)."""


def every_way(event: Event) -> Iterator[Where]:
    """Each meeting nowhere or at each table in each slot that the rules about it alone allow."""
    ways = [[None, *_places(event, meeting)] for meeting in event.meetings]
    for chosen in product(*ways):
        yield {one.id: place for one, place in zip(event.meetings, chosen, strict=True) if place is not None}


def best(event: Event, before: Schedule | None = None) -> tuple[int, int, int] | None:
    """Fewest unplaced, then fewest changed of `before`, then fewest breaks; None where nothing is allowed."""
    good = (where for where in every_way(event) if allowed(event, where))
    return min((cost(event, where, before or Schedule()) for where in good), default=None)


def cost(event: Event, where: Where, before: Schedule) -> tuple[int, int, int]:
    """What is to be small, the most important first."""
    old = {place.meeting: (place.slot, place.table) for place in before.placed}
    now = {key: (event.slots[slot].id, event.tables[table].id) for key, (slot, table) in where.items()}
    known = {meeting.id for meeting in event.meetings}
    changed = sum(now.get(key) != place for key, place in old.items() if key in known)
    return len(event.meetings) - len(where), changed, sum(_all_breaks(event, where).values())


def allowed(event: Event, where: Where) -> bool:
    """Whether every rule holds."""
    at = list(where.values())
    return (
        len(set(at)) == len(at)
        and all(where[one.id] in _places(event, one) for one in event.meetings if one.id in where)
        and all(one.id in where for one in event.meetings if one.required)
        and all(_in_order(where, one) for one in event.meetings)
        and all(_suits(event, person, where) for person in event.participants)
        and _fair(event, where)
    )


def _places(event: Event, meeting: Meeting) -> list[tuple[int, int]]:
    people = [one for one in event.participants if one.id in meeting.people]
    if any(frozenset(pair) in event.apart for pair in combinations(meeting.people, 2)):
        return []
    stands = [table.id for person in meeting.people for table in event.tables if table.owner == person]
    fixed = meeting.table or (stands[0] if stands else None)
    return [
        (at, number)
        for at, slot in enumerate(event.slots)
        for number, table in enumerate(event.tables)
        if meeting.slot in (None, slot.id)
        and meeting.session in (None, slot.session)
        and not any(slot.id in one.absent or slot.id in one.duties for one in people)
        and slot.id not in table.closed
        and table.seats >= len(people)
        and (table.id == fixed if fixed else table.owner is None)
    ]


def _in_order(where: Where, meeting: Meeting) -> bool:
    return all(
        where[first][0] < where[meeting.id][0] for first in meeting.after if first in where and meeting.id in where
    )


def _suits(event: Event, person: Participant, where: Where) -> bool:
    slots = _slots(event, person, where)
    most = len(event.slots) if person.most is None else person.most
    return len(set(slots)) == len(slots) and person.fewest <= len(slots) <= most


def _fair(event: Event, where: Where) -> bool:
    breaks = _all_breaks(event, where).values()
    return event.fair_difference is None or not breaks or max(breaks) - min(breaks) <= event.fair_difference


def _all_breaks(event: Event, where: Where) -> dict[str, int]:
    return {one.id: _breaks(event, one, slots) for one in event.participants if (slots := _slots(event, one, where))}


def _breaks(event: Event, person: Participant, slots: list[int]) -> int:
    """Spell the day as letters: G meets, . is idle; slots of a duty are not there."""
    day = "".join(
        "G" if at in slots else "." for at, slot in enumerate(event.slots) if slot.id not in person.duties
    ).strip(".")
    return sum(1 for stretch in day.split("G") if stretch)


def _slots(event: Event, person: Participant, where: Where) -> list[int]:
    return [where[one.id][0] for one in event.meetings if one.id in where and person.id in one.people]
