"""When the weekly run is due, and the one process that starts it.

APScheduler alone would skip a run after a restart and let every process run it; so the run table decides whether one is
due, a lock lets one process decide at a time, and the scheduler only wakes that decision up.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from indexer.errors import RunBusy
from indexer.lock import Locks
from indexer.runs import Runs
from indexer.settings import TimetableSettings
from indexer.store import Store

MISFIRE_SECONDS = 6 * 3600
"""A machine that slept through the night still runs in the morning."""

LOOK_MINUTES = 10
"""Between two looks beside the weekly one: a clock that jumped or a run that died is noticed that soon."""

AGAIN_AFTER = timedelta(hours=6)
"""A run that failed is tried again then: a server that was down at night is mostly up in the morning."""

CLOCK_MAY_JUMP = timedelta(days=1)
"""How far behind its last run a clock that was put right may stand, so that nobody runs twice."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOCK = "timetable"


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
    """Whether no run has begun since the last moment of the timetable, or the last one failed and has waited.

    A run that seems to begin tomorrow or later was begun by a clock that went wrong: it says nothing.
    """
    last = runs.last()
    if last is None or last.started < last_slot(settings, now) or last.started > now + CLOCK_MAY_JUMP:
        return True
    return last.state == "failed" and last.started + AGAIN_AFTER <= now


@dataclass(frozen=True)
class Duty:
    """What whoever keeps the timetable looks at; `run` does one run in a process of its own and waits for its end."""

    settings: TimetableSettings
    runs: Runs
    store: Store
    locks: Locks
    run: Callable[[], None]

    def look(self) -> None:
        """Start the run when it is due; whoever else looks at the same moment leaves it to the first."""
        with suppress(RunBusy), self.locks.alone(LOCK):
            self._close_dead_runs()
            if due(self.settings, self.runs, datetime.now(UTC)):
                self.run()

    def _close_dead_runs(self) -> None:
        with suppress(RunBusy), self.locks.alone():
            self.runs.close_abandoned(self.store.active_index())


def keep_time(settings: TimetableSettings, look: Callable[[], None]) -> BackgroundScheduler:
    """A scheduler that looks at its start, at each weekly moment and now and then; `start()`, then `shutdown()`."""
    options: dict[str, Any] = {"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_SECONDS}
    scheduler = BackgroundScheduler(timezone=settings.zone, job_defaults=options)
    weekly = CronTrigger(
        day_of_week=settings.weekday, hour=settings.hour, minute=settings.minute, timezone=settings.zone
    )
    between = IntervalTrigger(minutes=LOOK_MINUTES, timezone=settings.zone)
    scheduler.add_job(look, OrTrigger([weekly, between]), id="look", next_run_time=datetime.now(UTC))
    return scheduler
