"""What a schedule is to be good at, one after the other: few meetings unplaced, few changed, few breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from matcher.events.bounds import certainly_unplaced
from matcher.events.breaks import add_breaks, count_breaks
from matcher.events.domain import suits
from matcher.events.encoding import Encoding, encode
from matcher.events.fewest import Goal, Model
from matcher.events.formula import Formula
from matcher.events.model import Event, Placed, Schedule


@dataclass(frozen=True)
class Task:
    """An event in clauses, at one level of fairness, and its goals: unplaced, changed, breaks.

    `lost`: meetings whose old place is gone, so that they change whatever is done.
    """

    encoding: Encoding
    goals: tuple[Goal, Goal, Goal]
    lost: int

    @property
    def in_turn(self) -> list[int]:
        """Positions of the goals that anything depends on; the last one always."""
        return [at for at, goal in enumerate(self.goals) if goal.literals or goal is self.goals[-1]]

    def suggesting(self, placed: Iterable[Placed]) -> list[int]:
        """Literals that meetings are at these places."""
        position = self.encoding.event.position
        places = ((place.meeting, position[place.slot]) for place in placed)
        return [self.encoding.at[place] for place in places if place in self.encoding.at]

    def slots(self, model: Model) -> dict[str, int]:
        """Meeting → slot position, in a solution."""
        return {meeting: slot for (meeting, slot), literal in self.encoding.at.items() if literal in model}


def task(event: Event, before: Schedule, level: int) -> Task:
    """Say the event in clauses."""
    encoding = encode(event, Formula())
    breaks = add_breaks(encoding, level)
    kept = _kept(encoding, before)
    old = [key for key in before.place if key in event.by_meeting]
    return Task(
        encoding,
        (
            Goal(tuple(-taken for taken in encoding.taken.values()), certainly_unplaced(event), encoding.everything),
            Goal(tuple(-literal for literal in kept.values())),
            Goal(tuple(breaks), none=encoding.formula.none_of(breaks), count=partial(count_breaks, encoding)),
        ),
        len(old) - len(kept),
    )


def _kept(encoding: Encoding, before: Schedule) -> dict[str, int]:
    """Meeting → literal that it stays in its slot, for those whose place is still there."""
    event = encoding.event
    found = {}
    for key, place in before.place.items():
        slot, table = event.position.get(place.slot), event.by_table.get(place.table)
        literal = encoding.at.get((key, -1 if slot is None else slot))
        if slot is not None and table and literal and suits(event, event.by_meeting[key], table, event.slots[slot]):
            found[key] = literal
    return found
