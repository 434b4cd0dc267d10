"""Clauses and the few ways to say them. Literals are integers as in DIMACS: -7 is "not 7".

With `named=True` every clause said under a rule holds only while that rule is assumed: then a solver can tell which
rules clash. Without, rules cost nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import combinations

from pysat.card import CardEnc, EncType, ITotalizer
from pysat.formula import CNF

ROW, NETWORK = EncType.seqcounter, EncType.cardnetwrk
ROW_UP_TO = 5_000
"""Literals times bound up to which a sum is counted in a row, the encoding with the fastest proofs; a longer one would
have too many clauses and goes through a network."""


class Formula:
    """Clauses that grow, with fresh variables. `said`: all of them in a row, each ended by 0; `rules`: the German text
    of each rule → its literal."""

    def __init__(self, named: bool = False) -> None:
        self.said = array("i")
        self.rules: dict[str, int] = {}
        self.named = named
        self._guard: list[int] = []
        self._top = 0

    def fresh(self) -> int:
        """A variable that nothing is known about yet."""
        self._top += 1
        return self._top

    def under(self, rule: str) -> AbstractContextManager[None]:
        """What is said inside holds while this rule is assumed."""
        if not self.named:
            return nullcontext()
        if rule not in self.rules:
            self.rules[rule] = self.fresh()
        return self.when(self.rules[rule])

    @contextmanager
    def when(self, literal: int) -> Iterator[None]:
        """What is said inside holds while this literal is true."""
        before = self._guard
        self._guard = [*before, -literal]
        try:
            yield
        finally:
            self._guard = before

    def add(self, *literals: int) -> None:
        """One of these literals is true."""
        self.said.extend(self._guard)
        self.said.extend(literals)
        self.said.append(0)

    def always(self, *literals: int) -> None:
        """One of these literals is true, whatever is assumed."""
        self.said.extend(literals)
        self.said.append(0)

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly when one of these is."""
        whole = self.fresh()
        self.always(-whole, *literals)
        for literal in literals:
            self.always(-literal, whole)
        return whole

    def all_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly when all of these are."""
        return -self.any_of([-literal for literal in literals])

    def none_of(self, literals: Sequence[int]) -> int:
        """A literal that makes all of these false; not the other way round."""
        none = self.fresh()
        for literal in literals:
            self.always(-none, -literal)
        return none

    def at_most_one(self, literals: Sequence[int]) -> None:
        """No two of them: it is in the nature of things and never guarded."""
        for one, other in combinations(literals, 2):
            self.always(-one, -other)

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """No more than `most` of them are true."""
        if most < 0:
            self.add()
        elif len(literals) > most:
            encoding = ROW if len(literals) * most <= ROW_UP_TO else NETWORK
            self._take(CardEnc.atmost(list(literals), most, top_id=self._top, encoding=encoding))

    def at_least(self, literals: Sequence[int], fewest: int, unless: Sequence[int] = ()) -> None:
        """At least `fewest` of them are true, unless one of `unless` is."""
        if fewest > len(literals):
            self.add(*unless)
        elif fewest > 0:
            self._take(CardEnc.atleast(list(literals), fewest, top_id=self._top, encoding=ROW), unless)

    def exactly(self, literals: Sequence[int], count: int) -> None:
        """As many of them as `count` are true."""
        if count > len(literals):
            self.add()
        else:
            self._take(CardEnc.equals(list(literals), count, top_id=self._top, encoding=ROW))

    def counter(self, literals: Sequence[int], most: int) -> list[int]:
        """Literals of which the one at k is true when more than k of these are; k up to `most`."""
        with ITotalizer(lits=list(literals), ubound=min(most, len(literals) - 1), top_id=self._top) as totals:
            self._take(totals.cnf)
            return [int(literal) for literal in totals.rhs]

    def _take(self, found: CNF, unless: Sequence[int] = ()) -> None:
        guard = [*self._guard, *unless]
        for clause in found.clauses:
            self.said.extend(guard)
            self.said.extend(clause)
            self.said.append(0)
        self._top = max(self._top, found.nv)
