"""What is different between two versions, and who would be hit if slots, tables or people went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.events.content import Content
from matcher.events.model import Event
from matcher.events.values import GROUP, Placed, Schedule, Table


@dataclass(frozen=True)
class Change:
    """A meeting that lies elsewhere; None where it had or has no place. `people` are registration ids."""

    meeting: str
    people: tuple[str, ...]
    before: Placed | None
    after: Placed | None

    @property
    def says(self) -> str:
        """What happened, in one German word."""
        if self.before is None:
            return "neu"
        if self.after is None:
            return "entfällt"
        if self.before.slot == self.after.slot:
            return "anderer Tisch"
        return "andere Zeit"


@dataclass(frozen=True)
class Comparison:
    """Every meeting that is not where it was, and everybody who notices."""

    changes: tuple[Change, ...]

    @property
    def people(self) -> frozenset[str]:
        """Who gets a new sheet."""
        return frozenset(person for change in self.changes for person in change.people)


@dataclass(frozen=True)
class Removal:
    """What somebody thinks of taking away: ids of slots, tables, participants."""

    slots: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Impact:
    """Who is hit: meetings that lose their place (`moved`) or one of their people (`lost`), and those who had them.

    `room` is how many places at tables remain for `needed` meetings.
    """

    moved: tuple[str, ...]
    lost: tuple[str, ...]
    people: frozenset[str]
    room: int
    needed: int

    @property
    def fits(self) -> bool:
        """Whether there is room enough at all; whether a plan exists only planning can tell."""
        return self.needed <= self.room


def compare(before: Content, after: Content) -> Comparison:
    """What is different from the first to the second."""
    ids = dict.fromkeys((*before.event.by_meeting, *after.event.by_meeting))
    found = (_change(id, before, after) for id in ids)
    return Comparison(tuple(change for change in found if change.before != change.after))


def _change(id: str, before: Content, after: Content) -> Change:
    meetings = [meeting for one in (after, before) if (meeting := one.event.by_meeting.get(id))]
    people = tuple(dict.fromkeys(person for meeting in meetings for person in meeting.people))
    return Change(id, people, before.schedule.place.get(id), after.schedule.place.get(id))


def impact(event: Event, schedule: Schedule, removal: Removal) -> Impact:
    """Who is hit by a removal from the event as it is scheduled."""
    lost = [place.meeting for place in schedule.placed if _loses(event, place, removal.people)]
    moved = [
        place.meeting
        for place in schedule.placed
        if place.meeting not in set(lost) and (place.slot in removal.slots or place.table in removal.tables)
    ]
    people = frozenset(person for id in (*lost, *moved) for person in event.by_meeting[id].people)
    return Impact(tuple(moved), tuple(lost), people, _room(event, removal), len(schedule.placed) - len(lost))


def _loses(event: Event, place: Placed, gone: frozenset[str]) -> bool:
    """Whether too few people remain for a meeting."""
    people = event.by_meeting[place.meeting].people
    return bool(gone & set(people)) and len(set(people) - gone) < GROUP.start


def _room(event: Event, removal: Removal) -> int:
    slots = {slot.id for slot in event.slots} - removal.slots
    return sum(len(slots - table.closed) for table in _left(event, removal))


def _left(event: Event, removal: Removal) -> Iterable[Table]:
    return (table for table in event.tables if table.id not in removal.tables and table.owner not in removal.people)
