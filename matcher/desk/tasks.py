"""Challenges that found nothing: the office looks after them until a day, and tells the asker what it found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from indexer import Database, NotFound, Office
from matcher.desk import letters
from matcher.desk.mailboxes import address_of, keep, sweep
from matcher.desk.model import Task
from matcher.desk.outbox import post
from matcher.desk.tables import MailboxRow, TaskRow
from matcher.desk.workdays import working_day_after

DONE_KEPT = timedelta(days=90)
"""How long a task is still listed after its answer."""


class Tasks:
    """The tasks of one database. Raises NotFound."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    def due(self, today: date) -> date:
        """The day until which the office would answer what is asked today."""
        return working_day_after(today, self._office.task_days)

    def take(self, text: str, town: str, mailbox: str) -> int:
        """Make a challenge the office's task, and tell the asker; returns its number."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            row = TaskRow(
                text=text,
                town=town,
                due=self.due(date.today()),
                created=now,
                answer="",
                done=None,
                mailbox_id=keep(session, mailbox),
            )
            session.add(row)
            session.flush()
            post(session, letters.task_taken(self._office, _task(row, mailbox), mailbox))
            return row.id

    def open(self) -> tuple[Task, ...]:
        """What waits for an answer, most urgent first."""
        return self._found(TaskRow.done.is_(None), TaskRow.due)

    def done(self) -> tuple[Task, ...]:
        """What was answered lately, newest first."""
        return self._found(TaskRow.done.is_not(None), TaskRow.done.desc())

    def count(self, due_before: date | None = None) -> int:
        """How many tasks are open; with a day, how many of those were due before it."""
        counted = select(func.count()).select_from(TaskRow).where(TaskRow.done.is_(None))
        if due_before is not None:
            counted = counted.where(TaskRow.due < due_before)
        with self._database.session() as session:
            return session.scalar(counted) or 0

    def get(self, task_id: int) -> Task:
        """One task."""
        found = self._found(TaskRow.id == task_id, TaskRow.id)
        if not found:
            raise NotFound("Diese Aufgabe gibt es nicht.", "Vielleicht ist sie schon lange erledigt.")
        return found[0]

    def finish(self, task_id: int, answer: str) -> None:
        """Send the answer to the asker; raises NotFound for a task that is done already."""
        with self._database.session() as session:
            row = _open_row(session, task_id)
            row.answer, row.done = answer, datetime.now(UTC)
            mailbox = address_of(session, row.mailbox_id)
            if mailbox:
                post(session, letters.task_done(self._office, _task(row, mailbox), mailbox, answer))
            row.mailbox_id = None
            sweep(session)

    def forget_done(self) -> None:
        """Drop what was answered long ago."""
        with self._database.session() as session:
            session.execute(delete(TaskRow).where(TaskRow.done < datetime.now(UTC) - DONE_KEPT))

    def _found(self, which: Any, order: Any) -> tuple[Task, ...]:
        joined = select(TaskRow, MailboxRow.address).outerjoin(MailboxRow, MailboxRow.id == TaskRow.mailbox_id)
        with self._database.session() as session:
            return tuple(_task(*row) for row in session.execute(joined.where(which).order_by(order, TaskRow.id)))


def _open_row(session: Session, task_id: int) -> TaskRow:
    row = session.scalar(select(TaskRow).where(TaskRow.id == task_id, TaskRow.done.is_(None)).with_for_update())
    if row is None:
        raise NotFound("Diese Aufgabe ist schon erledigt.", "Die Liste zeigt den neuesten Stand.")
    return row


def _task(row: TaskRow, mailbox: str | None) -> Task:
    return Task(row.id, row.text, row.town, row.due, row.created, row.answer, row.done, mailbox)
