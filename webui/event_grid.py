"""A plan as people read it: a row for each participant, a column for each round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher import Content, Meeting, Placed, Slot


@dataclass(frozen=True)
class Cell:
    """What somebody does in a round; without a meeting `says` is empty or names why nothing can be there."""

    says: str = ""
    table: str = ""


@dataclass(frozen=True)
class Row:
    """One participant's day."""

    name: str
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True)
class Booked:
    """One meeting of a plan in order of time."""

    meeting: Meeting
    place: Placed
    slot: Slot
    table: str
    who: str
    locked: bool


def grid(content: Content) -> tuple[Row, ...]:
    """The plan, a row for each participant."""
    event, cells = content.event, _cells(content)
    return tuple(
        Row(
            str(person),
            tuple(
                cells.get((person.id, slot.id), _free(slot.id in person.duties, slot.id in person.absent))
                for slot in event.slots
            ),
            sum((person.id, slot.id) in cells for slot in event.slots),
        )
        for person in event.participants
    )


def booked(content: Content) -> tuple[Booked, ...]:
    """The meetings that have a place, in order of time and table."""
    event, locked = content.event, content.decisions
    tables = {table.id: at for at, table in enumerate(event.tables)}
    order = sorted(content.schedule.placed, key=lambda place: (event.position[place.slot], tables[place.table]))
    return tuple(
        Booked(
            meeting := event.by_meeting[place.meeting],
            place,
            event.slots[event.position[place.slot]],
            str(event.by_table[place.table]),
            who(content, meeting),
            place.meeting in locked and locked[place.meeting].locked,
        )
        for place in order
    )


def unplaced(content: Content) -> tuple[tuple[str, str], ...]:
    """The meetings without a place: who, and why."""
    event = content.event
    return tuple((who(content, event.by_meeting[one.meeting]), one.reason) for one in content.schedule.unplaced)


def who(content: Content, meeting: Meeting) -> str:
    """The names of those who meet."""
    return " mit ".join(str(content.event.people[person]) for person in meeting.people)


def place_words(content: Content, place: Placed | None) -> str:
    """Where and when a meeting is, in words; "" for none."""
    if place is None or place.slot not in content.event.position:
        return ""
    table: Mapping[str, object] = content.event.by_table
    return f"{content.event.slots[content.event.position[place.slot]]}, {table.get(place.table, place.table)}"


def _cells(content: Content) -> dict[tuple[str, str], Cell]:
    event = content.event
    found = {}
    for place in content.schedule.placed:
        people = event.by_meeting[place.meeting].people
        for person in people:
            others = ", ".join(str(event.people[other]) for other in people if other != person)
            found[(person, place.slot)] = Cell(others, str(event.by_table[place.table]))
    return found


def _free(duty: bool, absent: bool) -> Cell:
    return Cell("Aufgabe") if duty else Cell("nicht da") if absent else Cell()
