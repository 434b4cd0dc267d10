"""The solution in which the fewest of some literals are true: asked from below for the proof, from above for something
to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.events.asking import Asker, Pair
from matcher.events.deadline import Deadline
from matcher.events.formula import Formula
from matcher.events.neighbourhood import Neighbourhood
from matcher.events.solver import Answer

COUNTED = 60
"""How far a sum is counted at first; solutions above are soon left behind."""
NARROWING_CONFLICTS = 1_000
"""After so many conflicts the search from above stops halving what it asks for."""
HOLDING_CONFLICTS = 2_000
"""After so many conflicts it looks at another part of the solution."""
PARTS, WHOLE_CONFLICTS = 10, 20_000
"""After so many parts in which nothing was found it asks about the whole for as many conflicts, each time twice as
many. A small event, whose parts are searched through in no time, is so mostly solved whole, a large one in parts."""
BOLD = 8
"""From a part it asks for a gain of one, and an eighth of what is missing."""

Model = frozenset[int]


@dataclass(frozen=True)
class Standing:
    """The best solution so far (None: none yet), how many literals are true in it, how many at least are in any.
    `impossible`: there is no solution at all."""

    bound: int
    model: Model | None = None
    value: int = -1
    impossible: bool = False

    @property
    def closed(self) -> bool:
        return self.impossible or (self.model is not None and self.value <= self.bound)


@dataclass(frozen=True)
class Goal:
    """Literals of which few shall be true, and how many certainly are. `none`, if given, is a literal that says, in a
    stronger way than the sum, that none is; `count`, if given, tells how many need to be true in a solution, where
    more may be."""

    literals: tuple[int, ...]
    bound: int = 0
    none: int | None = None
    count: Callable[[Model], int] | None = None

    def value(self, model: Model) -> int:
        """How many of the literals need to be true in a solution."""
        if self.count is not None:
            return self.count(model)
        return sum(literal in model if literal > 0 else -literal not in model for literal in self.literals)

    def start(self, model: Model | None) -> Standing:
        """What is known before any search, perhaps with a solution from elsewhere."""
        return Standing(self.bound) if model is None else Standing(self.bound, model, self.value(model))


class Sum:
    """The literals that say that more than k of a goal's literals are true."""

    def __init__(self, formula: Formula, goal: Goal) -> None:
        self._formula, self._goal = formula, goal
        self._more_than: list[int] = []

    @property
    def counted(self) -> int:
        """The largest k that can be asked for without counting further."""
        return max(COUNTED, len(self._more_than) - 1)

    def at_most(self, most: int) -> list[int]:
        """What to assume, or to say, for no more than `most`."""
        if most == 0 and self._goal.none:
            return [self._goal.none]
        if most >= len(self._goal.literals):
            return []
        if most >= len(self._more_than):
            self._more_than = self._formula.counter(self._goal.literals, max(COUNTED, 2 * most))
        return [-self._more_than[most]]


@dataclass(frozen=True)
class Asked:
    """An open question: for how few, the literals that say so, and whether a part of the solution is held."""

    most: int
    limits: tuple[int, ...]
    holding: bool = False


class Hunt:
    """One search for the fewest; `first`: literals that suggest a solution."""

    def __init__(self, pair: Pair, goal: Goal, neighbourhood: Neighbourhood, first: Sequence[int] = ()) -> None:
        self._pair, self._goal, self._first = pair, goal, first
        self._sum = Sum(pair.formula, goal)
        self._neighbourhood = neighbourhood
        self._narrowing = True
        self._parts, self._whole = 0, WHOLE_CONFLICTS
        self._asked: dict[Asker, Asked] = {}

    def run(self, standing: Standing, deadline: Deadline) -> Iterator[Standing]:
        """Every better standing. Afterwards the formula asks for no more than the last one has."""
        while not standing.closed and deadline.left:
            if self._pair.above not in self._asked:
                self._ask_above(standing)
            if self._pair.below not in self._asked:
                self._ask(self._pair.below, standing.bound)
            answered = self._pair.next_answer(deadline)
            if answered is None:
                break
            standing = self._judge(standing, *answered)
            yield standing
        if standing.model is not None:
            for literal in self._sum.at_most(standing.value):
                self._pair.formula.add(literal)

    def _ask_above(self, standing: Standing) -> None:
        """First for the solution that was suggested, or any, before a sum is in its way; then for half as many; in the
        end for a better one, mostly for one that is not too different."""
        if standing.model is None:
            self._ask(self._pair.above, len(self._goal.literals), self._first)
            self._first = ()
        elif self._narrowing:
            half = standing.bound + (standing.value - 1 - standing.bound) // 2
            self._ask(self._pair.above, min(half, self._sum.counted), conflicts=NARROWING_CONFLICTS)
        else:
            fewer = standing.value - 1 - (standing.value - standing.bound) // BOLD
            self._ask(self._pair.above, min(fewer, self._sum.counted), *self._part(standing.model))

    def _part(self, model: Model) -> tuple[list[int], int]:
        """What to hold now, and for how many conflicts."""
        self._parts = (self._parts + 1) % (PARTS + 1)
        if self._parts:
            return self._neighbourhood.held(model), HOLDING_CONFLICTS
        self._whole *= 2
        return [], self._whole // 2

    def _ask(self, asker: Asker, most: int, held: Sequence[int] = (), conflicts: int | None = None) -> None:
        limits = tuple(self._sum.at_most(most))
        self._asked[asker] = Asked(most, limits, bool(held))
        asker.ask([*limits, *held], conflicts)

    def _judge(self, standing: Standing, asker: Asker, answer: Answer) -> Standing:
        asked = self._asked.pop(asker)
        if answer.true is not None:
            value = self._goal.value(answer.true)
            if standing.model is None or value < standing.value:
                self._parts = 0
                return replace(standing, model=answer.true, value=value)
        elif answer.clashing is None:
            self._give_up(asked)
        elif not answer.clashing:
            return replace(standing, impossible=True)
        elif answer.clashing <= set(asked.limits):
            return replace(standing, bound=max(standing.bound, asked.most + 1))
        elif standing.model is not None:
            self._neighbourhood.searched()
        return standing

    def _give_up(self, asked: Asked) -> None:
        if asked.holding:
            self._neighbourhood.too_large()
        self._narrowing = False
