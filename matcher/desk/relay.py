"""First contact: a message goes from one mailbox to another, and neither page nor address tells the second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from indexer import Database, Office, Record
from matcher.desk import letters
from matcher.desk.mailboxes import address_of
from matcher.desk.model import ContactMade, Letter
from matcher.desk.outbox import post
from matcher.desk.tables import ContactRow, NeedRow

CONTACTS_KEPT = timedelta(days=365)
CONTACTS_SHOWN = 200


@dataclass(frozen=True)
class Message:
    """What somebody writes to the people behind a record; `town` is empty where the sender did not say."""

    sender: str
    town: str
    subject: str
    body: str


class Relay:
    """The first contacts of one database."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    def direct(self, record: Record) -> bool:
        """Whether a message reaches the people behind the record, and not the office."""
        return self._mailbox(record) is not None

    def send(self, record: Record, message: Message) -> None:
        """Put the message into the outbox and note that contact was made."""
        mailbox = self._mailbox(record)
        letter = Letter(mailbox or self._office.mailbox, message.subject, message.body, message.sender)
        with self._database.session() as session:
            post(session, letters.relayed(self._office, letter, record.title, mailbox is not None))
            session.add(ContactRow(record_id=record.id, title=record.title, town=message.town, when=datetime.now(UTC)))

    def made(self) -> tuple[ContactMade, ...]:
        """The latest contacts, newest first."""
        newest = select(ContactRow).order_by(ContactRow.id.desc()).limit(CONTACTS_SHOWN)
        with self._database.session() as session:
            return tuple(ContactMade(row.record_id, row.title, row.town, row.when) for row in session.scalars(newest))

    def forget_old(self) -> None:
        """Drop what lies longer back than anybody asks."""
        with self._database.session() as session:
            session.execute(delete(ContactRow).where(ContactRow.when < datetime.now(UTC) - CONTACTS_KEPT))

    def _mailbox(self, record: Record) -> str | None:
        if record.contact:
            return record.contact
        with self._database.session() as session:
            needed = session.scalar(select(NeedRow.mailbox_id).where(NeedRow.record_id == record.id))
            return address_of(session, needed)
