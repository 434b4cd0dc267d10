"""The tables of the desk. A mailbox stands in `mailboxes` alone; everything else refers to it by id, so that one
deletion is an erasure.

Persons stand in three tables (`indexer.erasures.KEYS`), one for each reason to keep them: `people` has an account,
`mailboxes` left an address with us and goes with its last letter, `event_persons` registered for an event and goes
with its deadline. One table for all would keep everybody for the longest of the reasons, and would give new ids to
persons whom the lists of erasures in older backups know by table and id. An erasure goes through all three
(`webui.erasing`), and tests/test_erasure.py looks for what is left in every table and file.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from indexer import Base, Moment

MAILBOX_LENGTH = 254  # RFC 5321: the longest address that mail can reach
TITLE_LENGTH = 200
TOWN_LENGTH = 120
RECORD_ID_LENGTH = 64
HASH_LENGTH = 64  # SHA-256 in hexadecimal digits
WORD_LENGTH = 20  # a state, a visibility, an action
SUBJECT_LENGTH = 300
NEVER_AGAIN: dict[str, object] = {"sqlite_autoincrement": True}  # the id of a removed row is never given again


class MailboxRow(Base):
    """An address that somebody left with us; it goes as soon as nothing refers to it."""

    __tablename__ = "mailboxes"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    address: Mapped[str] = mapped_column(String(MAILBOX_LENGTH), unique=True)


class NeedRow(Base):
    """A need that a municipality offers for publication; `state` is one of matcher.desk.model.NeedState."""

    __tablename__ = "offered_needs"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_id: Mapped[str] = mapped_column(String(RECORD_ID_LENGTH), unique=True)
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    state: Mapped[str] = mapped_column(String(WORD_LENGTH), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    ags: Mapped[str] = mapped_column(String(8))
    town: Mapped[str] = mapped_column(String(TOWN_LENGTH))
    land: Mapped[str] = mapped_column(String(TOWN_LENGTH))
    visibility: Mapped[str] = mapped_column(String(WORD_LENGTH))
    named: Mapped[bool] = mapped_column(Boolean)  # whether the town agrees that everybody reads its name
    until: Mapped[date] = mapped_column(Date)
    created: Mapped[datetime] = mapped_column(Moment)
    published: Mapped[date | None] = mapped_column(Date)
    mailbox_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id", ondelete="SET NULL"), index=True)


class TaskRow(Base):
    """A challenge that the office looks after; the mailbox goes once the answer is sent."""

    __tablename__ = "tasks"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    town: Mapped[str] = mapped_column(String(TOWN_LENGTH))
    due: Mapped[date] = mapped_column(Date)
    created: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text)
    done: Mapped[datetime | None] = mapped_column(Moment, index=True)
    mailbox_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id", ondelete="SET NULL"), index=True)


class ContactRow(Base):
    """That somebody wrote to the people behind a record: when, from which municipality, and nothing of what."""

    __tablename__ = "contacts_made"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_id: Mapped[str] = mapped_column(String(RECORD_ID_LENGTH), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    town: Mapped[str] = mapped_column(String(TOWN_LENGTH))
    when: Mapped[datetime] = mapped_column(Moment, index=True)


class OutboxRow(Base):
    """A mail on its way. Once it is sent, mailboxes and text are gone and the rest is a receipt."""

    __tablename__ = "outbox"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    message_id: Mapped[str] = mapped_column(String(HASH_LENGTH))  # the same at every try, so that a double is known
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id", ondelete="CASCADE"), index=True)
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    body: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(Integer)
    next_try: Mapped[datetime] = mapped_column(Moment, index=True)
    trouble: Mapped[str] = mapped_column(Text)  # what the mail server said last
    sent: Mapped[datetime | None] = mapped_column(Moment, index=True)


class VersionRow(Base):
    """A record as it stood after a change at the desk; its contact is told by id alone."""

    __tablename__ = "record_versions"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_id: Mapped[str] = mapped_column(String(RECORD_ID_LENGTH), index=True)
    when: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[int | None] = mapped_column(Integer)  # an account; None is the source it came from
    action: Mapped[str] = mapped_column(String(WORD_LENGTH))
    data: Mapped[str] = mapped_column(Text)  # JSON without the contact; "" once the record is withdrawn
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id", ondelete="SET NULL"), index=True)


class UseRow(Base):
    """One use of a form that is limited per day; `key` is a keyed hash that nobody can read."""

    __tablename__ = "form_uses"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    when: Mapped[datetime] = mapped_column(Moment, index=True)
