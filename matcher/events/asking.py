"""Two solvers that work on one growing formula."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import wait
from types import TracebackType

from matcher.events.deadline import Deadline
from matcher.events.formula import Formula
from matcher.events.solver import Answer, Question, Search, Solver


class Asker:
    """Asks one solver about a formula and tells it each clause once."""

    def __init__(self, formula: Formula, deadline: Deadline, search: Search = "proof") -> None:
        self._formula = formula
        self._deadline = deadline
        self._search = search
        self._said = 0
        self.solver = Solver(deadline.left, search)

    def ask(self, assumed: Sequence[int], conflicts: int | None = None) -> None:
        """Start on a question; one that is still open is given up."""
        if self.solver.busy:
            self.solver.close()
            self.solver, self._said = Solver(self._deadline.left, self._search), 0
        new = self._formula.said[self._said :]
        self._said = len(self._formula.said)
        self.solver.ask(Question(new, tuple(assumed), conflicts))

    def clashing(
        self, assumed: Sequence[int], deadline: Deadline, conflicts: int | None = None
    ) -> frozenset[int] | None:
        """Those of the assumed literals that clash; None where they do not, or nobody knows in time."""
        self.ask(assumed, conflicts)
        return self.solver.answer().clashing if self.solver.connection.poll(deadline.left) else None

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.solver.close()


class Pair:
    """One solver for the search from below, one for the search from above. A context manager."""

    def __init__(self, formula: Formula, deadline: Deadline) -> None:
        self.formula = formula
        self.below = Asker(formula, deadline)
        self.above = Asker(formula, deadline, "solution")

    def __enter__(self) -> Pair:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.below.solver.close()
        self.above.solver.close()

    def next_answer(self, deadline: Deadline) -> tuple[Asker, Answer] | None:
        """Who answers first, and what; None where nobody does in time."""
        askers = {asker.solver.connection: asker for asker in (self.below, self.above) if asker.solver.busy}
        for connection in wait(list(askers), deadline.left):
            asker = askers[connection]  # type: ignore[index]  # wait() returns what it was given
            return asker, asker.solver.answer()
        return None
