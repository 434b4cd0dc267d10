"""Needs that municipalities publish: offered, approved by the office, found at once, labelled when old, and gone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from indexer import Database, Job, NotFound, put, withdraw
from matcher.desk import letters
from matcher.desk.mailboxes import keep, sweep
from matcher.desk.model import NeedState, NewNeed, OfferedNeed
from matcher.desk.need_records import record_of, stored_of
from matcher.desk.outbox import post
from matcher.desk.tables import MailboxRow, NeedRow
from matcher.facts import OFFERED

RECORD_ID_BYTES = 8
TOKEN_BYTES = 32  # 256 random bits: nobody guesses them
SHOWN_AFTER_END = timedelta(days=30)
"""How long a need past its validity is still shown, labelled, below all others; then it goes."""

Address = Callable[[str], str]
"""Makes the address of a page from a token or from the id of a record."""


class Needs:
    """The needs of one database. Raises NotFound, and RowRejected where a text can be no record."""

    def __init__(self, database: Database, job: Job) -> None:
        self._database = database
        self._job = job

    def offer(self, new: NewNeed, address: Address) -> int:
        """Keep a need until the office decides, and write to its municipality; returns its number.

        `address` makes the link by which the municipality takes the need back.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        told = {name: value for name, value in asdict(new).items() if name != "mailbox"}
        row = NeedRow(
            **told,
            record_id=f"{OFFERED}{secrets.token_hex(RECORD_ID_BYTES)}",
            token_hash=_hash(token),
            state="offered",
            created=datetime.now(UTC),
            published=None,
        )
        with self._database.session() as session:
            row.mailbox_id = keep(session, new.mailbox)
            session.add(row)
            session.flush()
            record_of(_need(row, new.mailbox), self._job.settings.site)
            post(session, letters.need_received(self._job.settings.office, new, address(token)))
            return row.id

    def every(self, *states: NeedState) -> tuple[OfferedNeed, ...]:
        """The needs in these states, oldest first."""
        return self._found(NeedRow.state.in_(states))

    def count(self, state: NeedState) -> int:
        """How many needs are in a state."""
        counted = select(func.count()).select_from(NeedRow).where(NeedRow.state == state)
        with self._database.session() as session:
            return session.scalar(counted) or 0

    def get(self, need_id: int) -> OfferedNeed:
        """One need by its number."""
        return _there(self._found(NeedRow.id == need_id))

    def of_record(self, record_id: str) -> OfferedNeed | None:
        """The need behind a record, or None."""
        return next(iter(self._found(NeedRow.record_id == record_id)), None)

    def of_token(self, token: str) -> OfferedNeed:
        """The need that a link of our mail leads to."""
        return _there(self._found(NeedRow.token_hash == _hash(token)))

    def approve(self, need_id: int, address: Address) -> OfferedNeed:
        """Publish a need: it is found at once; `address` makes the address of its record."""
        with self._database.session() as session:
            need = self._decided(session, need_id, {"state": "live", "published": date.today()})
            if need.mailbox:
                told = letters.need_published(self._job.settings.office, need, need.mailbox, address(need.record_id))
                post(session, told)
        self._publish(need)
        return need

    def decline(self, need_id: int, why: str) -> None:
        """Write to the municipality why its need is not published, and forget it."""
        with self._database.session() as session:
            need = self._decided(session, need_id, {})
            if need.mailbox:
                post(session, letters.need_declined(self._job.settings.office, need, need.mailbox, why))
            session.execute(delete(NeedRow).where(NeedRow.id == need_id))
            sweep(session)

    def show_name(self, need_id: int, named: bool) -> None:
        """Show or hide whose need it is, at once."""
        with self._database.session() as session:
            session.execute(update(NeedRow).where(NeedRow.id == need_id).values(named=named))
        need = self.get(need_id)
        if need.state != "offered":
            self._publish(need)

    def withdraw(self, need_id: int) -> None:
        """Take a need out for good, with its mailbox; its record is nowhere from this moment on."""
        need = self.get(need_id)
        withdraw(self._job, need.record_id)
        with self._database.session() as session:
            session.execute(delete(NeedRow).where(NeedRow.id == need_id))
            sweep(session)

    def age(self, today: date) -> None:
        """Label what is past its validity, take out what has been so for long, and mend what a kill left half done."""
        for need in self.every("offered", "live", "expired"):
            if need.until + SHOWN_AFTER_END < today:
                self.withdraw(need.id)
            elif need.state == "live" and need.until < today:
                self._label(need)
            elif need.state == "live" and self._job.store.get(need.record_id) is None:
                self._publish(need)

    def _label(self, need: OfferedNeed) -> None:
        with self._database.session() as session:
            session.execute(update(NeedRow).where(NeedRow.id == need.id).values(state="expired"))
        self._publish(replace(need, state="expired"))

    def _publish(self, need: OfferedNeed) -> None:
        put(self._job, stored_of(need, self._job.settings.site))

    def _decided(self, session: Session, need_id: int, values: dict[str, Any]) -> OfferedNeed:
        """The need as decided; raises NotFound when another one has decided first."""
        waiting = (NeedRow.id == need_id, NeedRow.state == "offered")
        row = session.scalar(select(NeedRow).where(*waiting).with_for_update())
        if row is None:
            raise _gone()
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        address = session.scalar(select(MailboxRow.address).where(MailboxRow.id == row.mailbox_id))
        return _need(row, address)

    def _found(self, which: Any) -> tuple[OfferedNeed, ...]:
        joined = select(NeedRow, MailboxRow.address).outerjoin(MailboxRow, MailboxRow.id == NeedRow.mailbox_id)
        with self._database.session() as session:
            return tuple(_need(*row) for row in session.execute(joined.where(which).order_by(NeedRow.id)))


def _need(row: NeedRow, mailbox: str | None) -> OfferedNeed:
    return OfferedNeed(
        id=row.id,
        record_id=row.record_id,
        state=row.state,  # type: ignore[arg-type] # only this module writes the column
        title=row.title,
        text=row.text,
        ags=row.ags,
        town=row.town,
        land=row.land,
        mailbox=mailbox,
        visibility=row.visibility,  # type: ignore[arg-type] # the same
        until=row.until,
        named=row.named,
        created=row.created,
        published=row.published,
    )


def _there(found: Sequence[OfferedNeed]) -> OfferedNeed:
    if not found:
        raise _gone()
    return found[0]


def _gone() -> NotFound:
    return NotFound("Diesen Bedarf gibt es nicht mehr.", "Er wurde zurückgezogen, abgelehnt oder ist abgelaufen.")


def _hash(token: str) -> str:
    """What the database keeps of a token; it is random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
