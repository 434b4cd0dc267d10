"""The tables behind the door. Whoever a person is stands in `people` alone; everything else refers to it by id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from indexer import Base, Moment

NAME_LENGTH = 120
MAILBOX_LENGTH = 254  # RFC 5321: the longest address that mail can reach
HASH_LENGTH = 64  # SHA-256 in hexadecimal digits
ROLE_LENGTH = 20
PURPOSE_LENGTH = 10
ACTION_LENGTH = 40
THING_LENGTH = 160  # two ids of records and a word

NEVER_AGAIN: dict[str, object] = {"sqlite_autoincrement": True}
"""Without it SQLite gives the id of a removed row to the next one, and the audit log would tell of the wrong person."""


class PersonRow(Base):
    """A person: the only place where name and mailbox stand, so that one deletion is an erasure."""

    __tablename__ = "people"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    mailbox: Mapped[str] = mapped_column(String(MAILBOX_LENGTH), unique=True)


class AccountRow(Base):
    """What a person may do here; without a password the account waits for its invitation to be taken."""

    __tablename__ = "accounts"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    role: Mapped[str] = mapped_column(String(ROLE_LENGTH))
    ags: Mapped[str | None] = mapped_column(String(8))
    password: Mapped[str | None] = mapped_column(String(200))  # argon2's own form, with salt and parameters
    sample: Mapped[bool] = mapped_column(Boolean)  # made for the sample; goes when the sample does
    created: Mapped[datetime] = mapped_column(Moment)


class SessionRow(Base):
    """One sign-in. The token itself stands in the cookie alone, so that whoever reads the table cannot sign in."""

    __tablename__ = "sessions"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    started: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)


class InvitationRow(Base):
    """A link that works once: to choose a password, or on the sample to sign in without one."""

    __tablename__ = "invitations"

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(PURPOSE_LENGTH))
    until: Mapped[datetime] = mapped_column(Moment)


class AuditRow(Base):
    """Who did what to which thing, and when: ids, no content. No foreign key, so that it outlives an erasure."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    when: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[int | None] = mapped_column(Integer)  # an account; None is the command line
    action: Mapped[str] = mapped_column(String(ACTION_LENGTH))
    thing: Mapped[str] = mapped_column(String(THING_LENGTH))


class FailureRow(Base):
    """A sign-in that failed; `key` is a keyed hash, so that neither address nor mailbox can be read from it."""

    __tablename__ = "failed_sign_ins"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    when: Mapped[datetime] = mapped_column(Moment, index=True)


class UsualPlaceRow(Base):
    """A network, as a keyed hash, from which somebody has signed in: a flood from elsewhere does not lock him out."""

    __tablename__ = "usual_places"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    seen: Mapped[datetime] = mapped_column(Moment)
