"""A SAT solver in a process of its own.

CaDiCaL can neither be interrupted nor does it let other Python threads run while it works. As a process it can be
ended at any moment, uses the second core and never stops a page.
"""

from __future__ import annotations

import subprocess
import sys
from array import array
from dataclasses import dataclass
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Literal

from indexer import SolverDied

Search = Literal["proof", "solution"]
"""What a solver is mostly asked for: that there is no schedule so good, or one."""

SCRIPT = Path(__file__).with_name("cadical.py")

GRACE_SECONDS = 20.0
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
    """A solver for at most `seconds`. One question at a time; a context manager. Raises SolverDied where its process
    has ended."""

    def __init__(self, seconds: float, search: Search = "proof") -> None:
        self.busy = False
        self.connection, theirs = Pipe()
        with theirs:
            command = [sys.executable, "-P", str(SCRIPT), str(theirs.fileno()), str(seconds + GRACE_SECONDS), search]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])  # noqa: S603  # our own script

    def __enter__(self) -> Solver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, question: Question) -> None:
        """Start on a question."""
        try:
            self.connection.send((question.clauses, question.assumed, question.conflicts))
        except OSError as error:
            raise _died() from error
        self.busy = True

    def answer(self) -> Answer:
        """The answer to the question; waits for it."""
        try:
            found = self.connection.recv()
        except (EOFError, OSError) as error:
            raise _died() from error
        self.busy = False
        true, clashing = (None if part is None else frozenset(part) for part in found)
        return Answer(true, clashing)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self.connection.close()


def _died() -> SolverDied:
    return SolverDied(
        "Das Rechenprogramm für den Plan ist abgebrochen.", "Meist fehlt Arbeitsspeicher. Bitte noch einmal planen."
    )
