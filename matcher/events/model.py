"""An event and its schedule as values. The reader of benchmark files and the desk build the same `Event`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from indexer import EventRefused
from matcher.events.values import (
    FAIR_DIFFERENCE,
    GROUP,
    Meeting,
    Participant,
    Pause,
    Placed,
    Role,
    Schedule,
    Slot,
    Table,
    Unplaced,
)

__all__ = [
    "FAIR_DIFFERENCE",
    "GROUP",
    "Event",
    "Meeting",
    "Participant",
    "Pause",
    "Placed",
    "Role",
    "Schedule",
    "Slot",
    "Table",
    "Unplaced",
]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


@dataclass(frozen=True)
class Event:
    """Everything a schedule depends on. `apart` holds pairs of people who must not meet; without `fair_difference`
    nobody compares breaks.

    Raises EventRefused where ids are used twice or point nowhere, or a meeting has too few or too many people.
    """

    slots: tuple[Slot, ...]
    participants: tuple[Participant, ...]
    tables: tuple[Table, ...]
    meetings: tuple[Meeting, ...]
    title: str = ""
    pauses: tuple[Pause, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    fair_difference: int | None = FAIR_DIFFERENCE

    def __post_init__(self) -> None:
        if found := next(_mistakes(self), ""):
            raise EventRefused(found)

    @cached_property
    def people(self) -> dict[str, Participant]:
        return _by_id(self.participants)

    @cached_property
    def by_meeting(self) -> dict[str, Meeting]:
        return _by_id(self.meetings)

    @cached_property
    def by_table(self) -> dict[str, Table]:
        return _by_id(self.tables)

    @cached_property
    def position(self) -> dict[str, int]:
        """Slot id → its place in the order of time, from 0."""
        return {slot.id: at for at, slot in enumerate(self.slots)}

    @cached_property
    def meetings_of(self) -> dict[str, tuple[Meeting, ...]]:
        """Participant id → their meetings."""
        found: dict[str, list[Meeting]] = {person.id: [] for person in self.participants}
        for meeting in self.meetings:
            for person in meeting.people:
                found[person].append(meeting)
        return {person: tuple(theirs) for person, theirs in found.items()}

    @cached_property
    def stand_of(self) -> dict[str, str]:
        """Participant id → id of their stand."""
        return {table.owner: table.id for table in self.tables if table.owner}

    def only_table(self, meeting: Meeting) -> str | None:
        """The one table at which a meeting can take place: set, or the stand of its first participant with a stand;
        None where every table without an owner will do."""
        stands = [self.stand_of[person] for person in meeting.people if person in self.stand_of]
        return meeting.table or (stands[0] if stands else None)

    def describe(self, meeting: Meeting) -> str:
        """The names of those who meet: „A mit B“."""
        return "„" + " mit ".join(str(self.people[person]) for person in meeting.people) + "“"

    def lock(self, schedule: Schedule, meetings: Iterable[str]) -> Event:
        """This event with meetings held where a schedule has them."""
        held = {key: schedule.place[key] for key in meetings}
        return replace(
            self,
            meetings=tuple(
                replace(meeting, slot=held[meeting.id].slot, table=held[meeting.id].table, required=True)
                if meeting.id in held
                else meeting
                for meeting in self.meetings
            ),
        )


def _by_id(values: Sequence[T]) -> dict[str, T]:
    return {value.id: value for value in values}


def _mistakes(event: Event) -> Iterator[str]:
    for values in (event.slots, event.participants, event.tables, event.meetings):
        yield from (
            f"„{key}“ kommt zweimal vor." for key, times in Counter(one.id for one in values).items() if times > 1
        )
    owners = Counter(table.owner for table in event.tables if table.owner)
    yield from (f"„{person}“ hat mehr als einen Stand." for person, times in owners.items() if times > 1)
    yield from (f"Den Teilnehmer „{person}“ gibt es nicht." for person in owners if person not in event.people)
    for meeting in event.meetings:
        yield from _mistakes_of(event, meeting)


def _mistakes_of(event: Event, meeting: Meeting) -> Iterator[str]:
    if len(set(meeting.people)) != len(meeting.people) or len(meeting.people) not in GROUP:
        yield f"Das Gespräch „{meeting.id}“ braucht zwei bis sechs verschiedene Teilnehmer."
    yield from (
        f"Das Gespräch „{meeting.id}“ nennt „{person}“, aber so heißt kein Teilnehmer."
        for person in meeting.people
        if person not in event.people
    )
    if meeting.after - event.by_meeting.keys():
        yield f"Das Gespräch „{meeting.id}“ soll nach einem Gespräch liegen, das es nicht gibt."
    if meeting.id in meeting.after:
        yield f"Das Gespräch „{meeting.id}“ kann nicht nach sich selbst liegen."
