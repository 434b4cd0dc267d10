"""Plans are made outside of requests: one run per event, its state in the database, so that a page may be reloaded.

Whatever is found is stored at once as a draft; who looks at the page sees it grow better.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from indexer import AnkerError, Database, EventError, RunBusy
from matcher.events.calendar import event_row
from matcher.events.content import Content
from matcher.events.model import Event
from matcher.events.plan_run import NOTES, Kind, PlanRun, RunState, new_run, note_end, note_found, run_of
from matcher.events.replan import replan
from matcher.events.schedule import plan
from matcher.events.tables import EventRow, PlanRunRow
from matcher.events.values import Schedule
from matcher.events.version import Version
from matcher.events.versions import Versions

DEFAULT_SECONDS, MOST_SECONDS, LEAST_SECONDS = 60.0, 900.0, 0.5

LEFT_ALONE = timedelta(seconds=60)
"""A run that is so much past its limit works no more, whatever its process says."""


@dataclass(frozen=True)
class Task:
    """What to plan, from which plan on, for how many seconds, and how much may change."""

    content: Content
    basis: Content | None
    limit: float
    kind: Kind


class Runner:
    """Starts runs in threads of this process. Raises RunBusy while a run of the same event goes on."""

    def __init__(self, database: Database, versions: Versions) -> None:
        self._database = database
        self._versions = versions
        self._owner = f"{os.getpid()}:{secrets.token_hex(4)}"
        self._threads: dict[str, threading.Thread] = {}
        self._stopped: set[str] = set()
        self.mark_interrupted()

    def start(self, event: str, seconds: float = DEFAULT_SECONDS, kind: Kind = "fresh") -> PlanRun:
        """Plan in the background for at most so many seconds; what is locked stays where the last plan has it."""
        limit = min(max(seconds, LEAST_SECONDS), MOST_SECONDS)
        task = Task(self._versions.planning(event), self._versions.basis(event), limit, kind)
        run = self._claim(event, limit)
        thread = threading.Thread(target=self._run, args=(event, task), name=f"plan-{event}", daemon=True)
        self._threads[event] = thread
        thread.start()
        return run

    def state(self, event: str) -> PlanRun | None:
        """The last run of an event, also after a reload or a restart; None before there was one."""
        with self._database.session() as session:
            row = session.get(PlanRunRow, event)
            return run_of(row) if row else None

    def wait(self, event: str, seconds: float) -> PlanRun | None:
        """Wait for a run of this process to end."""
        if thread := self._threads.get(event):
            thread.join(seconds)
        return self.state(event)

    def stop(self, event: str) -> None:
        """Let a run end at its next better schedule; what it has found stays."""
        self._stopped.add(event)

    def mark_interrupted(self) -> int:
        """Mark the runs that nobody works on any more; returns how many."""
        with self._database.session() as session:
            rows = session.scalars(select(PlanRunRow).where(PlanRunRow.state == "running")).all()
            dead = [row for row in rows if not self._alive(row)]
            for row in dead:
                note_end(row, "interrupted", "Die Planung wurde unterbrochen; was gefunden war, ist gespeichert.")
            return len(dead)

    def _claim(self, event: str, limit: float) -> PlanRun:
        with self._database.session() as session:
            event_row(session, event)
            # Writing first takes the lock, so that of two who start at once the second one sees the first.
            session.execute(update(EventRow).where(EventRow.id == event).values(changed=EventRow.changed))
            before = session.get(PlanRunRow, event, populate_existing=True)
            if before is not None and before.state == "running" and self._alive(before):
                raise RunBusy("Für diese Veranstaltung wird gerade geplant.", "Bitte das Ende abwarten.")
            if before is not None:
                session.delete(before)
                session.flush()
            row = new_run(event, self._owner, limit)
            session.add(row)
            self._stopped.discard(event)
            return run_of(row)

    def _alive(self, row: PlanRunRow) -> bool:
        if row.owner == self._owner:
            thread = self._threads.get(row.event_id)
            return thread is not None and thread.is_alive()
        late = datetime.now(UTC) - row.started > timedelta(seconds=row.limit) + LEFT_ALONE
        pid = int(row.owner.partition(":")[0])
        return not late and pid != os.getpid() and _lives(pid)

    def _run(self, event: str, task: Task) -> None:
        kept: list[Version] = []
        planned = locked(task)

        def better(schedule: Schedule) -> None:
            content = replace(task.content, event=planned, schedule=schedule)
            kept[:] = [self._keep(event, kept, content, NOTES[task.kind])]
            if event in self._stopped:
                raise EventError("Die Planung wurde beendet.")

        with self._told(event):
            better(solve(planned, task, better))

    def _keep(self, event: str, kept: list[Version], content: Content, note: str) -> Version:
        """Store the first schedule as a new draft, and each better one in its place."""
        version = self._versions.better(kept[0], content, note) if kept else self._versions.keep(event, content, note)
        with self._database.session() as session:
            if row := session.get(PlanRunRow, event):
                note_found(row, version.number, content.schedule)
        return version

    @contextmanager
    def _told(self, event: str) -> Iterator[None]:
        """Write down how the run ended, whatever ends it."""
        state: RunState = "failed"
        says = "Die Planung ist abgebrochen; Einzelheiten stehen im Protokoll."
        try:
            yield
            state, says = "done", "Die Planung ist fertig."
        except AnkerError as error:
            state, says = ("done", "Beendet.") if event in self._stopped else ("failed", str(error))
        finally:
            with self._database.session() as session:
                if row := session.get(PlanRunRow, event):
                    note_end(row, state, says)


def locked(task: Task) -> Event:
    """The event with its locked meetings held where the last plan has them."""
    if task.basis is None:
        return task.content.event
    held = [id for id, decision in task.content.decisions.items() if decision.locked]
    there = [id for id in held if id in task.basis.schedule.place and id in task.content.event.by_meeting]
    return task.content.event.lock(task.basis.schedule, there)


def solve(planned: Event, task: Task, better: Callable[[Schedule], None]) -> Schedule:
    """Plan anew, or change as little as possible of the last plan."""
    if task.kind == "fresh" or task.basis is None:
        return plan(planned, task.limit, better)
    return replan(planned, task.basis.schedule, task.limit, better)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
