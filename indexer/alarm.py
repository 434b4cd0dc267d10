"""Tells somebody when the weekly run did not happen: once for each moment of the timetable, whoever notices first."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from indexer.database import Base, Database, Moment
from indexer.errors import RunBusy
from indexer.lock import Locks
from indexer.runs import Runs
from indexer.settings import AlarmSettings, TimetableSettings
from indexer.timetable import last_slot

COMMAND_SECONDS = 60
LOCK = "alarm"

AlarmTell = Callable[[str], bool]
"""Gives a German sentence to somebody and returns whether it was taken."""


class AlarmRow(Base):
    """An alarm that was raised, by the moment of the timetable it is about."""

    __tablename__ = "alarms"

    slot: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    told: Mapped[datetime] = mapped_column(Moment)


def overdue(settings: TimetableSettings, after: timedelta, runs: Runs, now: datetime) -> str | None:
    """In German what is missing, when no run has come to its end since the last moment of the timetable; else None."""
    slot, done, last = last_slot(settings, now), runs.last_done(), runs.last()
    if now < slot + after or (done is not None and done.started >= slot):
        return None
    since = f"Der letzte gelungene Lauf begann am {done.started:%d.%m.%Y}." if done else "Es gab noch keinen."
    why = f" Zuletzt: {last.report['error']}" if last and last.state == "failed" and "error" in last.report else ""
    return f"Anker: Der wöchentliche Lauf ist ausgeblieben. {since}{why} Mehr sagt ./run status."


@dataclass(frozen=True)
class Alarm:
    """Looks whether the run is overdue and tells it once."""

    timetable: TimetableSettings
    settings: AlarmSettings
    database: Database
    locks: Locks
    tell: AlarmTell

    def look(self, now: datetime) -> bool:
        """Raise the alarm if it is time and nobody has; returns whether it was told now."""
        after = timedelta(hours=self.settings.after_hours)
        sentence = overdue(self.timetable, after, Runs(self.database), now)
        if sentence is None:
            return False
        with suppress(RunBusy), self.locks.alone(LOCK):
            return self._told(last_slot(self.timetable, now), sentence)
        return False

    def _told(self, slot: datetime, sentence: str) -> bool:
        with self.database.session() as session:
            if session.get(AlarmRow, slot) is not None:
                return False
        if not self.tell(sentence):
            return False
        with self.database.session() as session:
            session.add(AlarmRow(slot=slot, told=datetime.now(UTC)))
        return True


def by_command(words: tuple[str, ...]) -> AlarmTell:
    """Start a command with the sentence as its last word; taken when it ends well."""

    def tell(sentence: str) -> bool:
        try:
            done = subprocess.run([*words, sentence], check=False, timeout=COMMAND_SECONDS)  # noqa: S603  # the operator's own words, no shell
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    return tell
