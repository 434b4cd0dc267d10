"""Plans outside of requests: one at a time, seen by every process, marked when nobody works on them any more."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer import Database, NotFound, RunBusy
from matcher.events.front import Events
from matcher.events.pair import Draft
from matcher.events.pairs import pair_row
from matcher.events.plan_run import new_run
from matcher.events.runner import Runner
from matcher.events.tables import PlanRunRow
from tests.fair import PLAN_SECONDS, Fair, arranged, firm, fresh_database, held
from tests.test_solver import solvers
from webui.opening import Opened

NO_PROCESS = 2**22 + 1
"""Above the largest process id that Linux gives."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def fair(database: Database, opened: Opened) -> Fair:
    return held(Events(database, opened.service.view))


def left_by(database: Database, event: str, owner: str, started: datetime) -> None:
    """A run that a process has left behind."""
    row = new_run(event, owner, 60.0)
    row.started = started
    with database.session() as session:
        session.add(row)


def test_a_run_ends_with_a_stored_plan_and_its_proof(fair: Fair) -> None:
    assert fair.events.runner.state(fair.id) is None
    assert fair.events.runner.start(fair.id, PLAN_SECONDS).state == "running"
    done = fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    assert done is not None
    assert done.state == "done"
    assert done.found is not None
    assert done.found.unplaced == 0
    assert done.version == 1
    assert len(fair.events.versions.get(fair.id, 1).schedule.placed) == done.found.placed
    if done.found.proven:
        assert "beste Lösung bewiesen" in done.says


def test_another_process_sees_the_same(fair: Fair, database: Database, opened: Opened) -> None:
    fair.events.runner.start(fair.id, PLAN_SECONDS)
    other = Events(database, opened.service.view)
    assert other.runner.state(fair.id) is not None
    fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    seen = other.runner.state(fair.id)
    assert seen is not None
    assert seen.state == "done"


def test_locked_meetings_stay_where_they_are(fair: Fair) -> None:
    first = fair.publish()
    place = fair.events.versions.get(fair.id, first.number).schedule.placed[0]
    fair.events.pairs.lock(fair.id, [place.meeting], locked=True)
    fair.events.runner.start(fair.id, PLAN_SECONDS)
    done = fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    assert done is not None
    assert done.version is not None
    assert fair.events.versions.get(fair.id, done.version).schedule.place[place.meeting] == place


def test_few_changes_are_few(fair: Fair) -> None:
    first = fair.publish()
    gone = fair.seat("Lichtwerk")
    fair.events.people.cancel(gone.id, gone.revision)
    fair.events.runner.start(fair.id, PLAN_SECONDS, "few changes")
    done = fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    assert done is not None
    assert done.version is not None
    changes = fair.events.versions.compare(fair.id, first.number, done.version).changes
    assert {change.says for change in changes} == {"entfällt"}


def test_rules_that_clash_are_told(fair: Fair) -> None:
    first = fair.publish()
    place = fair.events.versions.get(fair.id, first.number).schedule.placed[0]
    fair.events.pairs.lock(fair.id, [place.meeting], locked=True)
    found = fair.events.calendar.get(fair.id)
    slots = tuple(slot for slot in found.arrangement.slots if slot.id != place.slot)
    fair.events.calendar.change(fair.id, found.revision, replace(found.arrangement, slots=slots))
    fair.events.runner.start(fair.id, PLAN_SECONDS)
    done = fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    assert done is not None
    assert done.state == "failed"
    assert "liegt fest" in done.says


def test_two_runs_of_one_event_do_not_overlap(fair: Fair, database: Database, opened: Opened) -> None:
    left_by(database, fair.id, f"{os.getppid()}:anders", datetime.now(UTC))
    with pytest.raises(RunBusy):
        fair.events.runner.start(fair.id, PLAN_SECONDS)
    with pytest.raises(RunBusy):
        Events(database, opened.service.view).runner.start(fair.id)


@pytest.mark.parametrize(
    ("owner", "ago"),
    [
        (f"{NO_PROCESS}:anders", timedelta(0)),
        (f"{os.getpid()}:anders", timedelta(0)),
        (f"{os.getppid()}:anders", timedelta(minutes=5)),
    ],
)
def test_a_start_marks_what_was_interrupted(fair: Fair, database: Database, owner: str, ago: timedelta) -> None:
    left_by(database, fair.id, owner, datetime.now(UTC) - ago)
    runner = Runner(database, fair.events.versions)
    seen = runner.state(fair.id)
    assert seen is not None
    assert seen.state == "interrupted"
    assert "unterbrochen" in seen.says
    assert runner.start(fair.id, PLAN_SECONDS).state == "running"
    runner.wait(fair.id, 3 * PLAN_SECONDS)


def test_a_run_of_another_process_that_lives_is_left_alone(fair: Fair, database: Database) -> None:
    left_by(database, fair.id, f"{os.getppid()}:anders", datetime.now(UTC))
    assert Runner(database, fair.events.versions).mark_interrupted() == 0
    with database.session() as session:
        row = session.get(PlanRunRow, fair.id)
        assert row is not None
        assert row.state == "running"


def test_somebody_ends_a_run(fair: Fair) -> None:
    fair.events.runner.stop(fair.id)
    fair.events.runner.start(fair.id, PLAN_SECONDS)
    fair.events.runner.stop(fair.id)
    done = fair.events.runner.wait(fair.id, 3 * PLAN_SECONDS)
    assert done is not None
    assert done.state == "done"
    assert done.version is not None


def test_an_unknown_event_is_not_planned(fair: Fair) -> None:
    with pytest.raises(NotFound):
        fair.events.runner.start("nichts")


def test_a_solver_that_is_killed_is_told_and_what_was_found_stays(fair: Fair, database: Database) -> None:
    crowd(fair, database)
    fair.events.runner.start(fair.id, 3 * PLAN_SECONDS)
    latest = time.monotonic() + PLAN_SECONDS
    while not solvers() and time.monotonic() < latest:
        time.sleep(0.01)
    os.kill(solvers()[0], signal.SIGKILL)
    done = fair.events.runner.wait(fair.id, 6 * PLAN_SECONDS)
    assert done is not None
    assert done.state == "failed"
    assert "Das Rechenprogramm für den Plan ist abgebrochen." in done.says
    assert done.version is not None
    assert fair.events.versions.get(fair.id, done.version).schedule.placed


def crowd(fair: Fair, database: Database) -> None:
    """More meetings than any solver proves in a minute: 40 people, 8 rounds, tables for nearly all of 150 pairs."""
    held = fair.events.calendar.get(fair.id)
    fair.events.calendar.change(fair.id, held.revision, arranged(8, 18))
    people = [fair.events.people.add(fair.id, firm(f"Betrieb {number}")).id for number in range(40)]
    pairs = [(people[one], people[(one * step + step) % 40]) for step in (3, 7, 11, 13) for one in range(40)]
    meet = {frozenset(pair): pair for pair in pairs if pair[0] != pair[1]}
    with database.session() as session:
        session.add_all(pair_row(fair.id, Draft(pair, "hand", 0.0, "Von Hand.", "hand")) for pair in meet.values())
