"""The parts of an event, and the schedule that comes out, as values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

Role = Literal["municipality", "provider", "guest"]

GROUP = range(2, 7)
"""How many people a meeting may have: a pair, or a table of three to six."""

FAIR_DIFFERENCE = 2
"""No participant has more than this many breaks more than another; the rule of the published problem."""


@dataclass(frozen=True)
class Slot:
    """A stretch of time in which every table can hold one meeting. Slots stand in the event in order of time."""

    id: str
    session: str = ""
    starts: datetime | None = None
    ends: datetime | None = None

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} Uhr" if self.starts else f"Runde {self.id}"


@dataclass(frozen=True)
class Pause:
    """A stretch between slots that belongs on the sheets: coffee, lunch, a talk for everybody."""

    title: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Participant:
    """Somebody who can meet. In slots of `absent` they are not there, in slots of `duties` they are busy elsewhere:
    neither can hold a meeting, but only absence is idle time. `fewest` and `most` count meetings."""

    id: str
    name: str = ""
    role: Role = "guest"
    absent: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    fewest: int = 0
    most: int | None = None

    @property
    def busy(self) -> frozenset[str]:
        """The slots that cannot hold a meeting."""
        return self.absent | self.duties

    def __str__(self) -> str:
        return self.name or self.id


@dataclass(frozen=True)
class Table:
    """A table, or the stand of its owner: then every meeting of the owner takes place here, and no other one does."""

    id: str
    name: str = ""
    owner: str | None = None
    seats: int = GROUP.stop - 1
    closed: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name or f"Tisch {self.id}"


@dataclass(frozen=True)
class Meeting:
    """A pair or a group that is to meet, with what is asked of its place in the schedule.

    Whatever is set of `session`, `slot` and `table` must hold. `after` names meetings that must lie in an earlier slot
    where both are placed. A `required` meeting must be placed; the others are placed where it is possible. `reason`
    is the line that stands on the sheets; no rule reads it.
    """

    id: str
    people: tuple[str, ...]
    session: str | None = None
    slot: str | None = None
    table: str | None = None
    after: frozenset[str] = frozenset()
    required: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Placed:
    """Where a meeting takes place."""

    meeting: str
    slot: str
    table: str


@dataclass(frozen=True)
class Unplaced:
    """A meeting that has no place, and why (German)."""

    meeting: str
    reason: str


@dataclass(frozen=True)
class Schedule:
    """The plan of an event: every meeting is either placed or unplaced.

    `breaks` counts the groups of idle slots between two meetings of one participant, over everybody; `table_changes`
    the times that somebody's next meeting is at another table; `changed` the meetings that a plan before this one had
    elsewhere. What is proven: at least `unplaced_bound` meetings cannot be placed; with as few unplaced as here at
    least `changed_bound` change; with as few changed as here there are at least `breaks_bound` breaks.
    """

    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    breaks: int = 0
    changed: int = 0
    table_changes: int = 0
    unplaced_bound: int = 0
    changed_bound: int = 0
    breaks_bound: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """The smaller, the better."""
        return len(self.unplaced), self.changed, self.breaks

    @property
    def proven(self) -> bool:
        """No schedule is better, table changes aside."""
        return self.order == (self.unplaced_bound, self.changed_bound, self.breaks_bound)

    @cached_property
    def place(self) -> dict[str, Placed]:
        """Meeting id → where it is."""
        return {placed.meeting: placed for placed in self.placed}
