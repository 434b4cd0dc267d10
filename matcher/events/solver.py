"""A SAT solver in a process of its own, and the script that runs there.

CaDiCaL can neither be interrupted nor does it let other Python threads run while it works. As a process it can be
ended at any moment, uses the second core and never stops a page. The script imports nothing of ours, so it starts in
a tenth of a second.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe

from pysat.solvers import Cadical153

GRACE_SECONDS = 5.0
"""A solver that nobody ended, because its parent died, ends itself this long after its time."""


@dataclass(frozen=True)
class Question:
    """What a solver is told and asked: clauses it has not seen (each ends with 0), literals to assume, and after how
    many conflicts it may give up (None: never)."""

    clauses: array[int]
    assumed: tuple[int, ...] = ()
    conflicts: int | None = None


@dataclass(frozen=True)
class Answer:
    """`true`: the variables true in a solution, None where there is none or none was found. `clashing`: if there is
    none, the assumed literals that clash; None where the solver gave up."""

    true: frozenset[int] | None = None
    clashing: frozenset[int] | None = None


class Solver:
    """A solver for at most `seconds`. One question at a time; a context manager."""

    def __init__(self, seconds: float) -> None:
        self.busy = False
        self.connection, theirs = Pipe()
        with theirs:
            command = [sys.executable, "-P", __file__, str(theirs.fileno()), str(seconds + GRACE_SECONDS)]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])  # noqa: S603  # our own script

    def __enter__(self) -> Solver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> None:
        """Start on a question."""
        self.connection.send((question.clauses, question.assumed, question.conflicts))
        self.busy = True

    def answer(self) -> Answer:
        """The answer to the question; waits for it."""
        true, clashing = (None if part is None else frozenset(part) for part in self.connection.recv())
        self.busy = False
        return Answer(true, clashing)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self.connection.close()


def _clauses(row: array[int]) -> Iterator[list[int]]:
    clause: list[int] = []
    for literal in row:
        if literal:
            clause.append(literal)
        else:
            yield clause
            clause = []


def _serve(connection: Connection) -> None:
    """Answer questions until nobody asks any more. Both travel as bare numbers: the script knows no package."""
    with Cadical153() as cadical:
        cadical.configure({"stabilizeonly": 1})  # stable mode alone finds tight schedules two to five times as fast
        while True:
            try:
                row, assumed, conflicts = connection.recv()
            except EOFError:
                return
            for clause in _clauses(row):
                cadical.add_clause(clause)
            cadical.conf_budget(-1 if conflicts is None else conflicts)
            connection.send(_result(cadical, cadical.solve_limited(assumptions=list(assumed))))


def _result(cadical: Cadical153, found: bool | None) -> tuple[array[int] | None, list[int] | None]:
    """The true variables, or the clashing assumptions, or neither."""
    if found:
        return array("i", (literal for literal in cadical.get_model() if literal > 0)), None
    return None, None if found is None else list(cadical.get_core() or ())


if __name__ == "__main__":
    signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
    _serve(Connection(int(sys.argv[1])))
