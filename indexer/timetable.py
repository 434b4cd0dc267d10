"""When the weekly run is due, and the one process that starts it.

APScheduler alone would skip a run after a restart and let every process run it; so the run table decides whether one is
due, a lock lets one process decide at a time, and the scheduler only wakes that decision up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from indexer.runs import Runs
from indexer.settings import TimetableSettings

MISFIRE_SECONDS = 6 * 3600
"""A machine that slept through the night still runs in the morning."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def trigger(settings: TimetableSettings) -> CronTrigger:
    """The weekly moment, in the time zone of the settings, so that summer time does not move it."""
    return CronTrigger(day_of_week=settings.weekday, hour=settings.hour, minute=settings.minute, timezone=settings.zone)


def last_slot(settings: TimetableSettings, now: datetime) -> datetime:
    """The latest moment up to `now` at which a run was due by the timetable, in UTC."""
    return max(slot for slot in _slots(settings, now) if slot <= now)


def next_slot(settings: TimetableSettings, now: datetime) -> datetime:
    """The next moment after `now`, in UTC."""
    return min(slot for slot in _slots(settings, now) if slot > now)


def _slots(settings: TimetableSettings, now: datetime) -> list[datetime]:
    """The moments of the weeks around `now`; an hour that summer time skips counts as the clock would have gone on."""
    zone, clock = ZoneInfo(settings.zone), time(settings.hour, settings.minute)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=WEEKDAYS.index(settings.weekday), weeks=weeks) for weeks in (-1, 0, 1))
    return [datetime.combine(day, clock, zone).astimezone(UTC) for day in days]


def due(settings: TimetableSettings, runs: Runs, now: datetime) -> bool:
    """Whether no run has begun since the last moment of the timetable, whoever started it and whatever became of it."""
    last = runs.last()
    return last is None or last.started < last_slot(settings, now)


def keep_time(settings: TimetableSettings, when_due: Callable[[], None]) -> BlockingScheduler:
    """A scheduler that calls `when_due` at its start and at each weekly moment; `start()` it, `shutdown()` ends it."""
    options: dict[str, Any] = {"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_SECONDS}
    scheduler = BlockingScheduler(timezone=settings.zone, job_defaults=options)
    scheduler.add_job(when_due, trigger(settings), id="weekly")
    scheduler.add_job(when_due, id="catch-up")
    return scheduler
