"""The outbox: a mail stands here from the moment somebody asked for it until a mail server has taken it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from indexer import Database
from matcher.desk.mailboxes import keep, sweep
from matcher.desk.model import Letter, Posted
from matcher.desk.tables import SUBJECT_LENGTH, MailboxRow, OutboxRow

Send = Callable[[Posted], str]
"""Hands a mail over; returns "" when it was taken, else what the server said."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long to wait after the first failures; later ones wait `LONGEST_PAUSE`, and nothing is ever given up."""

LONGEST_PAUSE = timedelta(hours=6)
LEASE = timedelta(minutes=10)
"""A process that has begun to send a mail has it to itself for so long; if it dies, another one tries again."""

RECEIPTS_KEPT = timedelta(days=30)
MESSAGE_ID_BYTES = 18


def post(session: Session, letter: Letter) -> None:
    """Put a mail into the outbox within the transaction that asks for it."""
    now = datetime.now(UTC)
    session.add(
        OutboxRow(
            message_id=secrets.token_hex(MESSAGE_ID_BYTES),
            recipient_id=keep(session, letter.recipient),
            reply_id=keep(session, letter.reply) if letter.reply else None,
            subject=" ".join(letter.subject.split())[:SUBJECT_LENGTH],
            body=letter.body,
            created=now,
            tries=0,
            next_try=now,
            trouble="",
            sent=None,
        )
    )


class Outbox:
    """The mails of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> tuple[Posted, ...]:
        """Every mail that is not sent yet, oldest first."""
        return self._found(OutboxRow.sent.is_(None))

    def receipts(self) -> tuple[Posted, ...]:
        """What was sent lately, without address and text."""
        return self._found(OutboxRow.sent.is_not(None))[::-1]

    def count(self) -> int:
        """How many mails wait."""
        with self._database.session() as session:
            counted = select(func.count()).select_from(OutboxRow).where(OutboxRow.sent.is_(None))
            return session.scalar(counted) or 0

    def deliver(self, send: Send, at_once: bool = False) -> int:
        """Try every mail that is due (`at_once`: every one that waits); returns how many were taken."""
        now = datetime.now(UTC)
        if at_once:
            self._write(OutboxRow.tries > 0, {"next_try": now})
        taken = 0
        for waiting in self.waiting():
            mail = self._claimed(waiting.id, datetime.now(UTC))
            if mail is not None:
                taken += self._settled(mail, send(mail))
        return taken

    def tick_off(self, newest: int) -> int:
        """The office has sent every mail up to this id by other means; returns how many those were."""
        mails = [mail for mail in self.waiting() if mail.id <= newest]
        for mail in mails:
            self._settled(mail, "")
        return len(mails)

    def forget_receipts(self) -> None:
        """Drop receipts that nobody asks for any more."""
        with self._database.session() as session:
            session.execute(delete(OutboxRow).where(OutboxRow.sent < datetime.now(UTC) - RECEIPTS_KEPT))

    def _claimed(self, mail_id: int, now: datetime) -> Posted | None:
        """The mail, if it is due and no other process has it in hand."""
        mine = (OutboxRow.id == mail_id, OutboxRow.sent.is_(None), OutboxRow.next_try <= now)
        claim = update(OutboxRow).where(*mine).values(next_try=now + LEASE, tries=OutboxRow.tries + 1)
        with self._database.session() as session:
            if session.scalar(claim.returning(OutboxRow.id)) is None:
                return None
        return next(iter(self._found(OutboxRow.id == mail_id)), None)

    def _settled(self, mail: Posted, trouble: str) -> bool:
        """Write down how a try ended; a mail that was taken keeps neither address nor text."""
        now = datetime.now(UTC)
        if trouble:
            pause = PAUSES[mail.tries - 1] if mail.tries <= len(PAUSES) else LONGEST_PAUSE
            self._write(OutboxRow.id == mail.id, {"trouble": trouble, "next_try": now + pause})
            return False
        done = {"sent": now, "trouble": "", "body": "", "recipient_id": None, "reply_id": None}
        self._write(OutboxRow.id == mail.id, done)
        return True

    def _write(self, which: object, values: dict[str, object]) -> None:
        with self._database.session() as session:
            session.execute(update(OutboxRow).where(which).values(values))  # type: ignore[arg-type] # a column's comparison
            sweep(session)

    def _found(self, which: object) -> tuple[Posted, ...]:
        to, reply = aliased(MailboxRow), aliased(MailboxRow)
        joined = (
            select(OutboxRow, to.address, reply.address)
            .outerjoin(to, to.id == OutboxRow.recipient_id)
            .outerjoin(reply, reply.id == OutboxRow.reply_id)
        )
        with self._database.session() as session:
            chosen = joined.where(which).order_by(OutboxRow.id)  # type: ignore[arg-type] # a column's comparison
            return tuple(_posted(*row) for row in session.execute(chosen))


def _posted(row: OutboxRow, recipient: str | None, reply: str | None) -> Posted:
    return Posted(
        id=row.id,
        message_id=row.message_id,
        recipient=recipient or "",
        reply=reply,
        subject=row.subject,
        body=row.body,
        created=row.created,
        tries=row.tries,
        trouble=row.trouble,
        sent=row.sent,
    )
