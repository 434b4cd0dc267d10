"""The solver's process: it answers, it is ended in time, and its death is an error of ours."""

import os
import signal
import time
from array import array
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest

from indexer import SolverDied
from matcher.events.asking import Asker
from matcher.events.deadline import Deadline
from matcher.events.formula import Formula
from matcher.events.model import Event, Meeting, Participant, Schedule
from matcher.events.schedule import plan
from matcher.events.solver import Question, Solver
from tests.invented_events import slots, tables

LONG = 100.0
"""Seconds that no test waits for."""


def pigeons(count: int) -> Formula:
    """So many pigeons in one hole fewer: short to say, and out of reach for a SAT solver from fourteen on."""
    formula = Formula()
    nests = [[formula.fresh() for _ in range(count - 1)] for _ in range(count)]
    for nest in nests:
        formula.add(*nest)
    for one, other in combinations(nests, 2):
        for here, there in zip(one, other, strict=True):
            formula.add(-here, -there)
    return formula


def hard_event() -> Event:
    """Nothing about it can be proven in a moment: 30 people, 100 meetings, too few tables by a hair."""
    absent = [frozenset(str(1 + (7 * number + step) % 12) for step in range(3)) for number in range(30)]
    persons = tuple(Participant(f"P{number}", absent=absent[number]) for number in range(30))
    pairs = [(number, (number * step + step) % 30) for step in (3, 5, 7, 11) for number in range(25)]
    found = tuple(Meeting(f"M{at}", (f"P{one}", f"P{other}")) for at, (one, other) in enumerate(pairs) if one != other)
    return Event(slots(12), persons, tables(8), found)


@pytest.mark.parametrize("search", ["proof", "solution"])
def test_a_question_has_an_answer(search: str) -> None:
    with Solver(LONG, search) as solver:  # type: ignore[arg-type]  # the two words that there are
        solver.ask(Question(array("i", [1, 2, 0, -1, 0])))
        assert solver.answer().true == {2}
        solver.ask(Question(array("i", [3, 0]), assumed=(-3, -2)))
        assert solver.answer().clashing in ({-3}, {-2})


def test_a_solver_gives_up_after_so_many_conflicts() -> None:
    with Solver(LONG) as solver:
        solver.ask(Question(pigeons(14).said, conflicts=100))
        answer = solver.answer()
    assert (answer.true, answer.clashing) == (None, None)


def test_whoever_does_not_answer_in_time_is_left() -> None:
    formula = pigeons(14)
    start = time.monotonic()
    with Asker(formula, Deadline(LONG)) as asker:
        assert asker.clashing([], Deadline(0.2)) is None
    assert time.monotonic() - start < LONG / 2


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_solver_that_is_ended_at_work_is_an_error_of_ours(end: signal.Signals) -> None:
    with Solver(LONG) as solver:
        solver.ask(Question(pigeons(14).said))
        os.kill(solver.pid, end)
        with pytest.raises(SolverDied, match="abgebrochen"):
            solver.answer()


def test_a_solver_that_is_gone_cannot_be_asked() -> None:
    with Solver(LONG) as solver:
        solver.ask(Question(array("i", [1, 0])))
        solver.answer()
        os.kill(solver.pid, signal.SIGKILL)
        while Path(f"/proc/{solver.pid}/stat").read_text("utf-8").split()[2] != "Z":
            time.sleep(0.01)
        question = Question(array("i", [1, 0] * 100_000))
        with pytest.raises(SolverDied):
            solver.ask(question)


def test_a_plan_whose_solver_dies_fails_with_a_sentence() -> None:
    """What was found until then has been told."""
    seen: list[Schedule] = []

    def better(schedule: Schedule) -> None:
        seen.append(schedule)
        for pid in solvers():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(SolverDied, match="Rechenprogramm"):
        plan(hard_event(), LONG, better)
    assert seen
    assert solvers() == []


def test_a_plan_ends_in_its_time_with_the_best_it_has() -> None:
    start = time.monotonic()
    schedule = plan(hard_event(), 1.0)
    assert time.monotonic() - start < LONG / 2
    assert schedule.placed
    assert solvers() == []


def solvers() -> list[int]:
    """The solver processes that any thread of this process has started."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread or a process may end while we look
            for pid in (task / "children").read_text("utf-8").split():
                if b"cadical.py" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
    return found
