"""A plan in the making: meetings are put down one by one, never where a rule between two of them forbids it."""

from __future__ import annotations

from collections import defaultdict

from matcher.events.domain import possible_slots, suits
from matcher.events.model import Event, Meeting, Placed, Table


class Board:
    """Who is where so far. Fairness and the fewest meetings somebody must have are not looked at."""

    def __init__(self, event: Event) -> None:
        self.placed: dict[str, Placed] = {}
        self._event = event
        self._possible = {meeting.id: possible_slots(event, meeting) for meeting in event.meetings}
        self._tables: dict[tuple[str | None, int, int], list[Table]] = {}
        self._taken: defaultdict[int, set[str]] = defaultdict(set)
        self._agenda: defaultdict[str, dict[int, str]] = defaultdict(dict)
        self._later: dict[str, list[str]] = {meeting.id: [] for meeting in event.meetings}
        for meeting in event.meetings:
            for first in meeting.after:
                self._later[first].append(meeting.id)

    def free_slots(self, meeting: Meeting) -> list[int]:
        """Positions of the slots in which the meeting could be put down."""
        return [slot for slot in self._possible[meeting.id] if self.is_free(meeting, slot)]

    def is_free(self, meeting: Meeting, slot: int) -> bool:
        """Whether everybody of the meeting is free, order is kept and a table is left."""
        return (
            not any(self.meets(person, slot) or self.full(person) for person in meeting.people)
            and self.in_order(meeting, slot)
            and self.table_left(meeting, slot)
        )

    def meets(self, person: str, slot: int) -> bool:
        """Whether somebody has a meeting in a slot."""
        return slot in self._agenda[person]

    def full(self, person: str) -> bool:
        """Whether somebody has as many meetings as they may."""
        most = self._event.people[person].most
        return most is not None and len(self._agenda[person]) >= most

    def table_left(self, meeting: Meeting, slot: int) -> bool:
        """Whether a table is free at which the meeting could sit."""
        return any(table.id not in self._taken[slot] for table in self._suiting(meeting, slot))

    def in_order(self, meeting: Meeting, slot: int) -> bool:
        """Whether what must come before lies before, and what must come after lies after, as far as it is placed."""
        if not meeting.after and not self._later[meeting.id]:
            return True
        position = self._event.position
        first = [position[self.placed[key].slot] for key in meeting.after if key in self.placed]
        last = [position[self.placed[key].slot] for key in self._later[meeting.id] if key in self.placed]
        return all(at < slot for at in first) and all(slot < at for at in last)

    def put(self, meeting: Meeting, slot: int, table: str | None = None) -> None:
        """Place a meeting; without a table, at the smallest that will do, best where somebody of it sat before."""
        if table is None:
            sat = {self._agenda[person].get(slot - 1) for person in meeting.people}
            free = [one for one in self._suiting(meeting, slot) if one.id not in self._taken[slot]]
            table = min(free, key=lambda one: (one.seats, one.id not in sat)).id
        self.placed[meeting.id] = Placed(meeting.id, self._event.slots[slot].id, table)
        self._taken[slot].add(table)
        for person in meeting.people:
            self._agenda[person][slot] = table

    def allows(self, meeting: Meeting, slot: int, table: str) -> bool:
        """Whether a meeting could be put down just there."""
        tables = {one.id for one in self._suiting(meeting, slot)} - self._taken[slot]
        return slot in self._possible[meeting.id] and table in tables and self.is_free(meeting, slot)

    def distance(self, meeting: Meeting, slot: int) -> int:
        """How far a slot is from the nearest other meetings of its people, added up."""
        return sum(min((abs(slot - other) for other in self._agenda[person]), default=0) for person in meeting.people)

    def crowd(self, slot: int) -> int:
        """How many tables are taken."""
        return len(self._taken[slot])

    def _suiting(self, meeting: Meeting, slot: int) -> list[Table]:
        kind = (self._event.only_table(meeting), len(meeting.people), slot)
        if kind not in self._tables:
            here = self._event.slots[slot]
            self._tables[kind] = [table for table in self._event.tables if suits(self._event, meeting, table, here)]
        return self._tables[kind]
