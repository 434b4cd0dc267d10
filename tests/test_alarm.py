"""When the weekly run did not happen somebody hears of it, once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import Database, Locks, Runs
from indexer.alarm import Alarm, by_command, overdue
from indexer.runs import RunRow
from indexer.settings import AlarmSettings, TimetableSettings
from indexer.timetable import last_slot

MONDAY_FOUR = TimetableSettings()
NOW = datetime.now(UTC)
SLOT = last_slot(MONDAY_FOUR, NOW)
HALF_A_DAY = timedelta(hours=12)
LATE = SLOT + timedelta(hours=13)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def ran(database: Database, when: datetime, state: str = "done", error: str = "") -> None:
    runs = Runs(database)
    number = runs.start()
    runs.finish(number, "done" if state == "done" else "failed", {"error": error} if error else {})
    with database.session() as session:
        session.execute(update(RunRow).where(RunRow.id == number).values(started=when))


def test_it_is_overdue_when_nothing_came_to_its_end_since_the_moment(database: Database) -> None:
    ran(database, SLOT - timedelta(days=7))
    assert overdue(MONDAY_FOUR, HALF_A_DAY, Runs(database), SLOT + timedelta(hours=11)) is None
    said = overdue(MONDAY_FOUR, HALF_A_DAY, Runs(database), LATE)
    assert said is not None
    assert "ausgeblieben" in said
    ran(database, SLOT + timedelta(hours=1))
    assert overdue(MONDAY_FOUR, HALF_A_DAY, Runs(database), LATE) is None


def test_it_says_why_the_run_failed(database: Database) -> None:
    ran(database, SLOT + timedelta(minutes=1), "failed", "Der Datenträger ist voll.")
    assert "Der Datenträger ist voll." in str(overdue(MONDAY_FOUR, HALF_A_DAY, Runs(database), LATE))


def test_two_processes_tell_it_once_and_again_a_week_later(database: Database, tmp_path: Path) -> None:
    told: list[str] = []

    def take(sentence: str) -> bool:
        told.append(sentence)
        return True

    one, other = (Alarm(MONDAY_FOUR, AlarmSettings(), database, Locks(tmp_path, database), take) for _ in range(2))
    assert one.look(LATE)
    assert not other.look(LATE)
    assert not one.look(LATE + timedelta(days=1))
    assert other.look(LATE + timedelta(days=7))
    assert len(told) == 2


def test_what_nobody_took_is_told_again(database: Database, tmp_path: Path) -> None:
    locks = Locks(tmp_path, database)
    assert not Alarm(MONDAY_FOUR, AlarmSettings(), database, locks, lambda _: False).look(LATE)
    assert Alarm(MONDAY_FOUR, AlarmSettings(), database, locks, lambda _: True).look(LATE)


def test_a_command_gets_the_sentence_as_its_last_word(tmp_path: Path) -> None:
    file = tmp_path / "said"
    script = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
    assert by_command((sys.executable, "-c", script, str(file)))("Der Lauf; $(ist) ausgeblieben.")
    assert file.read_text() == "Der Lauf; $(ist) ausgeblieben."


@pytest.mark.parametrize("command", [("/nowhere/alarm",), (sys.executable, "-c", "raise SystemExit(3)")])
def test_a_command_that_fails_has_not_told(command: tuple[str, ...]) -> None:
    assert not by_command(command)("x")
