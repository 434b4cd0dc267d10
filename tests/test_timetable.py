import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.database import Database
from indexer.runs import Runs
from indexer.settings import TimetableSettings
from indexer.timetable import due, keep_time, last_slot, next_slot

MONDAY_FOUR = TimetableSettings()
BERLIN = ZoneInfo("Europe/Berlin")
YEAR = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield Runs(database)
    database.close()


@given(YEAR)
def test_the_last_moment_is_a_monday_at_four_in_berlin_within_the_week(now: datetime) -> None:
    slot = last_slot(MONDAY_FOUR, now)
    local = slot.astimezone(BERLIN)
    assert (local.weekday(), local.hour, local.minute) == (0, 4, 0)
    assert timedelta(0) <= now - slot <= timedelta(days=7, hours=1)


@given(YEAR)
def test_the_next_moment_follows_the_last_by_one_week_of_the_wall_clock(now: datetime) -> None:
    last, following = last_slot(MONDAY_FOUR, now), next_slot(MONDAY_FOUR, now + timedelta(seconds=1))
    days = (following.astimezone(BERLIN).date() - last.astimezone(BERLIN).date()).days
    assert days == 7


@pytest.mark.parametrize("sunday", [datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN)])
def test_the_change_of_the_clock_does_not_move_the_run(sunday: datetime) -> None:
    assert next_slot(MONDAY_FOUR, sunday).astimezone(BERLIN).hour == 4


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_a_run_in_the_missing_or_doubled_hour_comes_once(change: str) -> None:
    at_half_past_two = TimetableSettings(weekday="sun", hour=2, minute=30)
    day = datetime.fromisoformat(change).replace(tzinfo=UTC)
    slots = {last_slot(at_half_past_two, day + timedelta(minutes=10 * step)) for step in range(6 * 24)}
    assert len({slot for slot in slots if slot >= day - timedelta(hours=2)}) == 1


def test_a_first_start_is_due_and_a_run_since_the_moment_is_not(runs: Runs) -> None:
    now = datetime.now(UTC)
    assert due(MONDAY_FOUR, runs, now)
    runs.finish(runs.start(), "done", {})
    assert not due(MONDAY_FOUR, runs, now)


def test_a_week_later_it_is_due_again_even_after_a_failure(runs: Runs) -> None:
    runs.finish(runs.start(), "failed", {})
    assert not due(MONDAY_FOUR, runs, datetime.now(UTC))
    assert due(MONDAY_FOUR, runs, datetime.now(UTC) + timedelta(days=7))


def test_a_scheduler_looks_at_once_whether_something_was_missed() -> None:
    called = threading.Event()
    scheduler = keep_time(MONDAY_FOUR, called.set)
    running = threading.Thread(target=scheduler.start)
    running.start()
    assert called.wait(30)
    scheduler.shutdown()
    running.join(30)
