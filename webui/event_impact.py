"""What somebody is shown before slots, tables or people go: which meetings are hit, and who has to be told."""

from __future__ import annotations

from dataclasses import dataclass

from matcher import Content, Events, Held, Impact, Removal
from webui.event_grid import Booked, booked


@dataclass(frozen=True)
class Line:
    """One meeting that is hit; `lost`: it cannot take place, else it needs another time or table."""

    slot: str
    table: str
    who: str
    lost: bool


@dataclass(frozen=True)
class Hit:
    """Everything that is hit, in order of time; `people` pairs names with mailboxes ("" unknown)."""

    impact: Impact
    version: int
    published: bool
    lines: tuple[Line, ...]
    people: tuple[tuple[str, str], ...]


def hit_of(events: Events, found: Held, gone: Removal) -> Hit | None:
    """Who would be hit in the plan that holds, before there is one in the newest; None where nobody is."""
    numbers = [found.published] if found.published else [one.number for one in events.versions.all(found.id)][:1]
    if not numbers or not (gone.slots or gone.tables or gone.people):
        return None
    impact, content = events.versions.impact(found.id, numbers[0], gone), events.versions.get(found.id, numbers[0])
    if not impact.people:
        return None
    told = sorted(impact.people - gone.people, key=lambda id: str(content.event.people[id]).casefold())
    persons = events.people.persons(found.id)
    return Hit(
        impact,
        numbers[0],
        bool(found.published),
        tuple(_lines(content, impact)),
        tuple((str(content.event.people[id]), persons[id][0].mailbox if persons.get(id) else "") for id in told),
    )


def _lines(content: Content, impact: Impact) -> list[Line]:
    hit = {*impact.moved, *impact.lost}
    return [_line(each, impact) for each in booked(content) if each.meeting.id in hit]


def _line(each: Booked, impact: Impact) -> Line:
    return Line(str(each.slot), each.table, each.who, each.meeting.id in impact.lost)
