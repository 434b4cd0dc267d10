"""One run a week, whatever clocks, restarts and other processes do."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from indexer.database import Database
from indexer.lock import Locks
from indexer.runs import RunRow, Runs
from indexer.settings import TimetableSettings
from indexer.store import Store
from indexer.timetable import AGAIN_AFTER, WEEKDAYS, Duty, due, keep_time, last_slot, next_slot

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


def test_a_run_that_failed_is_tried_again_some_hours_later(runs: Runs) -> None:
    runs.finish(runs.start(), "failed", {})
    later = datetime.now(UTC) + AGAIN_AFTER
    assert due(MONDAY_FOUR, runs, later)
    runs.finish(runs.start(), "done", {})
    assert not due(TimetableSettings(weekday=_yesterday()), runs, later)


def _yesterday() -> Any:
    return WEEKDAYS[(datetime.now(BERLIN).weekday() - 1) % 7]


def test_a_scheduler_looks_at_once_and_ends_from_anywhere() -> None:
    called = threading.Event()
    scheduler = keep_time(MONDAY_FOUR, called.set)
    scheduler.start()
    assert called.wait(30)
    ending = threading.Thread(target=scheduler.shutdown)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()


def test_its_next_look_is_never_later_than_the_weekly_moment() -> None:
    scheduler = keep_time(MONDAY_FOUR, lambda: None)
    (job,) = scheduler.get_jobs()
    before = next_slot(MONDAY_FOUR, datetime.now(UTC)) - timedelta(minutes=1)
    assert job.trigger.get_next_fire_time(None, before) <= before + timedelta(minutes=1)


@pytest.fixture
def locks(tmp_path: Path) -> Iterator[Locks]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield Locks(tmp_path, database)
    database.close()


def duty(locks: Locks, run: Callable[[], None]) -> Duty:
    return Duty(MONDAY_FOUR, Runs(locks.database), Store(locks.database), locks, run)


def test_two_who_look_at_once_start_one_run(locks: Locks) -> None:
    started: list[int] = []

    def run() -> None:
        number = Runs(locks.database).start()
        started.append(number)
        Runs(locks.database).finish(number, "done", {})

    looking = [threading.Thread(target=duty(locks, run).look) for _ in range(6)]
    for thread in looking:
        thread.start()
    for thread in looking:
        thread.join(30)
    assert len(started) == 1
    duty(locks, run).look()
    assert len(started) == 1


def test_a_run_that_died_is_closed_when_somebody_looks(locks: Locks) -> None:
    died = Runs(locks.database).start()
    duty(locks, lambda: None).look()
    assert Runs(locks.database).get(died).state == "failed"


def test_a_run_that_goes_on_is_left_alone(locks: Locks) -> None:
    going = Runs(locks.database).start()
    with locks.alone():
        duty(locks, lambda: None).look()
    assert Runs(locks.database).get(going).state == "running"


def test_nine_months_of_looks_every_ten_minutes_make_one_run_a_week() -> None:
    """Both changes of the clock included."""
    slots, now, end = set(), datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
    while now < end:
        slots.add(last_slot(MONDAY_FOUR, now))
        now += timedelta(minutes=10)
    assert len(slots) == 40
    assert {slot.astimezone(BERLIN).strftime("%a %H:%M") for slot in slots} == {"Mon 04:00"}


def looked_at(database: Database, moments: Iterable[datetime]) -> list[datetime]:
    """When runs began, in a world whose clock shows these moments one after the other."""
    runs, began = Runs(database), []
    for now in moments:
        if due(MONDAY_FOUR, runs, now):
            number = runs.start()
            runs.finish(number, "done", {})
            with database.session() as session:
                session.execute(update(RunRow).where(RunRow.id == number).values(started=now))
            began.append(now)
    return began


@given(jumps=st.lists(st.integers(-180, 180), min_size=40, max_size=40), start=st.integers(0, 360))
@settings(max_examples=20)
def test_a_clock_that_jumps_by_hours_makes_one_run_a_week(jumps: list[int], start: int) -> None:
    """Forward over the moment or back behind it, around either change of the clock."""
    database = Database("sqlite://")
    database.migrate()
    first = datetime(2026, 3, 16, 12, tzinfo=UTC) + timedelta(days=7 * (start % 36))
    true = [first + timedelta(hours=12 * step) for step in range(len(jumps))]
    began = looked_at(database, [now + timedelta(minutes=jump) for now, jump in zip(true, jumps, strict=True)])
    database.close()
    slots = [last_slot(MONDAY_FOUR, now) for now in began]
    assert len(set(slots)) == len(slots)
    weeks = {last_slot(MONDAY_FOUR, now) for now in true[:-1]}
    assert weeks <= set(slots)


def test_a_clock_that_was_years_ahead_does_not_end_the_weekly_runs(locks: Locks) -> None:
    now = datetime(2026, 6, 3, 9, tzinfo=UTC)
    weeks = [now + timedelta(weeks=week) for week in range(3)]
    began = looked_at(locks.database, [now, now.replace(year=2031), *weeks, *weeks[2:]])
    assert began == [now, now.replace(year=2031), *weeks]
