"""The breaks of one person in clauses: a group of idle slots between two of their meetings.

A break is told by its end, and the first one by each idle slot in the middle too, so that a solver sees at once what
a meeting here means elsewhere. The clauses go one way only: breaks make the literals true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.events.formula import Formula

Busy = Sequence[int | None]
"""A literal for each slot in order of time, true where the person meets; None where they never can."""


class Timeline:
    """One person's slots. `more`: the literal at k is true if they have more than k breaks; more than there are
    literals is ruled out by `rule` (German), or by nature where it is None."""

    def __init__(self, formula: Formula, busy: Busy, most: int, rule: str | None) -> None:
        self._formula, self._busy, self._rule = formula, busy, rule
        self._before = list(_met_by_then(formula, busy))
        self._after = list(_met_by_then(formula, busy[::-1]))[::-1]
        self.more = [formula.fresh() for _ in range(most)]
        for fewer, more in zip(self.more, self.more[1:], strict=False):
            formula.always(-more, fewer)

    @property
    def met(self) -> int | None:
        """The literal that they meet at all; None where they never can."""
        return self._before[-1] if self._before else None

    def count(self) -> None:
        """Say that breaks make `more` true."""
        for at in range(1, len(self._busy) - 1):
            before, after = self._before[at - 1], self._after[at + 1]
            if before and after:
                self._then([before, *_not(self._busy[at]), after], 0)
        ended: list[int] = []
        for end in self._ends():
            ended = self._one_more(ended, end)
        for literal, more in zip(ended, self.more, strict=False):
            self._formula.always(-literal, more)

    def meet(self, times: int, condition: int) -> None:
        """Under a condition they meet just so often: who then meets so many slots apart, or more, has a break."""
        for here, after in zip(self._busy, self._after[times:], strict=False):
            if here and after:
                self._then([condition, here, after], 0)

    def ends(self) -> list[int]:
        """A literal for each slot that may end a break, true exactly there."""
        return [self._formula.all_of(end) for end in self._ends()]

    def _ends(self) -> Iterator[list[int]]:
        """For each slot that may end a break what is then true: busy here, not just before, met before that."""
        for at in range(2, len(self._busy)):
            here, earlier = self._busy[at], self._before[at - 2]
            if here and earlier:
                yield [here, *_not(self._busy[at - 1]), earlier]

    def _one_more(self, ended: list[int], end: list[int]) -> list[int]:
        """The literals that more than 0, 1, … breaks have ended, from those of the slots before this one."""
        formula = self._formula
        found = [formula.fresh() for _ in range(min(len(ended) + 1, len(self.more)))]
        for k, literal in enumerate(found):
            formula.always(*(-part for part in end), *(-one for one in ended[max(0, k - 1) : k]), literal)
        for literal, before in zip(found, ended, strict=False):
            formula.always(-before, literal)
        if len(found) == len(ended):
            self._then([*end, *ended[-1:]], len(ended))
        return found

    def _then(self, said: Sequence[int], breaks: int) -> None:
        """Where all of this is true, they have more than so many breaks."""
        clause = [-literal for literal in said]
        if breaks < len(self.more):
            self._formula.always(*clause, self.more[breaks])
        elif self._rule is not None:
            with self._formula.under(self._rule):
                self._formula.add(*clause)


def _not(literal: int | None) -> list[int]:
    return [] if literal is None else [-literal]


def _met_by_then(formula: Formula, busy: Busy) -> Iterator[int | None]:
    """For each slot the literal that they have met there or earlier."""
    met: int | None = None
    for here in busy:
        met = formula.any_of([met, here]) if met and here else here or met
        yield met
