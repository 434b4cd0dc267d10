"""The script that runs CaDiCaL in a process of its own: questions in, answers out, on one connection.

Started with the number of the connection's file, the seconds it may live, and what it is mostly asked for. It imports
nothing of ours, so it starts in a tenth of a second.
"""

from __future__ import annotations

import signal
import sys
from array import array
from collections.abc import Iterator
from multiprocessing.connection import Connection

from pysat.solvers import Cadical153

MODES = {"solution": {"stabilizeonly": 1}, "proof": {}}
"""CaDiCaL's stable mode alone finds tight schedules up to twice as fast; the change of modes that it comes with is as
much faster in proving that there is none (measured)."""


def serve(connection: Connection, search: str) -> None:
    """Answer questions until nobody asks any more. Both travel as bare numbers."""
    with Cadical153() as cadical:
        cadical.configure(MODES[search])
        while True:
            try:
                row, assumed, conflicts = connection.recv()
            except EOFError:
                return
            for clause in _clauses(row):
                cadical.add_clause(clause)
            cadical.conf_budget(-1 if conflicts is None else conflicts)
            connection.send(_result(cadical, cadical.solve_limited(assumptions=list(assumed))))


def _clauses(row: array[int]) -> Iterator[list[int]]:
    clause: list[int] = []
    for literal in row:
        if literal:
            clause.append(literal)
        else:
            yield clause
            clause = []


def _result(cadical: Cadical153, found: bool | None) -> tuple[array[int] | None, list[int] | None]:
    """The true variables, or the clashing assumptions, or neither."""
    if found:
        return array("i", (literal for literal in cadical.get_model() if literal > 0)), None
    return None, None if found is None else list(cadical.get_core() or ())


if __name__ == "__main__":
    signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
    serve(Connection(int(sys.argv[1])), sys.argv[3])
