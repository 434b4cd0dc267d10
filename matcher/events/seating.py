"""Who sits at which table, once it is clear who meets when: with the fewest table changes that sweeps over the slots
find, each slot at its best given its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.events.assignment import assign
from matcher.events.domain import suits
from matcher.events.figures import table_changes
from matcher.events.model import Event, Placed, Schedule

KEPT = 1000.0
"""What it is worth to leave a meeting where a published plan has it; more than any table change."""
FORBIDDEN = 1e6
"""What it costs to sit where nobody may; more than everything else together."""
MOST_SWEEPS = 5
"""Later sweeps gain nothing worth the time."""


class Seating:
    """The meetings of each slot, what they have to do with each other, and where they sit so far."""

    def __init__(self, event: Event, slot_of: Mapping[str, int], before: Schedule) -> None:
        self.tables: dict[str, str] = {}
        self._event = event
        self._slot_of = slot_of
        self._here = [[one for one in event.meetings if slot_of.get(one.id) == at] for at in range(len(event.slots))]
        self._columns = {table.id: column for column, table in enumerate(event.tables)}
        self._fixed_cost = [self._cost(slot, before) for slot in range(len(event.slots))]
        self._neighbours = _neighbours(event, slot_of)

    def sweep(self) -> None:
        """Seat slot after slot, each as well as its neighbours allow."""
        for here, fixed_cost in zip(self._here, self._fixed_cost, strict=True):
            if here:
                cost = fixed_cost.copy()
                for row, meeting in enumerate(here):
                    for other in self._neighbours[meeting.id]:
                        if other in self.tables:
                            cost[row, self._columns[self.tables[other]]] -= 1
                columns = assign(cost)
                self.tables |= {
                    one.id: self._event.tables[column].id for one, column in zip(here, columns, strict=True)
                }

    def placed(self) -> tuple[Placed, ...]:
        """Every meeting with its slot and table, in the order of the event."""
        return tuple(
            Placed(one.id, self._event.slots[self._slot_of[one.id]].id, self.tables[one.id])
            for one in self._event.meetings
            if one.id in self._slot_of
        )

    def _cost(self, slot: int, before: Schedule) -> NDArray[np.float64]:
        """Meetings × tables: forbidden, kept, or nothing."""
        cost = np.zeros((len(self._here[slot]), len(self._event.tables)))
        for row, meeting in enumerate(self._here[slot]):
            old = before.place.get(meeting.id)
            for column, table in enumerate(self._event.tables):
                if not suits(self._event, meeting, table, self._event.slots[slot]):
                    cost[row, column] = FORBIDDEN
                elif old and (old.slot, old.table) == (self._event.slots[slot].id, table.id):
                    cost[row, column] = -KEPT
        return cost


def seat(event: Event, slot_of: Mapping[str, int], before: Schedule, sweeps: int = MOST_SWEEPS) -> tuple[Placed, ...]:
    """Give every meeting (id → slot position) a table."""
    seating = Seating(event, slot_of, before)
    fewest = None
    for _ in range(sweeps):
        seating.sweep()
        changes = table_changes(event, seating.placed())
        if changes == fewest:
            break
        fewest = changes
    return seating.placed()


def _neighbours(event: Event, slot_of: Mapping[str, int]) -> dict[str, list[str]]:
    """Meeting → the ones that its people come from and go to, as often as they do."""
    found: dict[str, list[str]] = {key: [] for key in slot_of}
    for person in event.participants:
        agenda = sorted((one.id for one in event.meetings_of[person.id] if one.id in slot_of), key=slot_of.__getitem__)
        for one, other in pairwise(agenda):
            found[one].append(other)
            found[other].append(one)
    return found
