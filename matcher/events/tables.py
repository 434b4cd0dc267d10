"""The tables of events. `event_persons` alone names people; everything else refers to a registration by its id."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from indexer import Base, Moment
from matcher.events.arrangement import TITLE_LENGTH
from matcher.events.entries import MAILBOX_LENGTH, NAME_LENGTH

ID_LENGTH = 32
WORD_LENGTH = 20  # a state or a kind
HASH_LENGTH = 64  # SHA-256 in hex

OF_EVENT = "events.id"
OF_REGISTRATION = "event_registrations.id"


def _event(key: bool = False) -> Mapped[str]:
    return mapped_column(ForeignKey(OF_EVENT, ondelete="CASCADE"), primary_key=key, index=not key)


class EventRow(Base):
    """An event; `arrangement` is its JSON, `published` the number of the version that holds."""

    __tablename__ = "events"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    day: Mapped[date] = mapped_column(Date)
    arrangement: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer)
    published: Mapped[int | None] = mapped_column(Integer)
    sample: Mapped[bool] = mapped_column(Boolean)
    changed: Mapped[datetime] = mapped_column(Moment)


class RegistrationRow(Base):
    """A participant; `batch` is set while an import waits for its answers, `question` holds what it asks."""

    __tablename__ = "event_registrations"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    event_id: Mapped[str] = _event()
    number: Mapped[int] = mapped_column(Integer)
    entry: Mapped[dict[str, Any]] = mapped_column(JSON)
    consents: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    presence: Mapped[str] = mapped_column(String(WORD_LENGTH))
    since: Mapped[datetime | None] = mapped_column(Moment)
    counter: Mapped[str] = mapped_column(String(WORD_LENGTH))
    revision: Mapped[int] = mapped_column(Integer)
    answered: Mapped[datetime | None] = mapped_column(Moment)
    link_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    batch: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    question: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class PersonRow(Base):
    """Somebody's name, function and mailbox; position 0 comes, the others are substitutes."""

    __tablename__ = "event_persons"

    registration_id: Mapped[str] = mapped_column(ForeignKey(OF_REGISTRATION, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    function: Mapped[str] = mapped_column(String(NAME_LENGTH))
    mailbox: Mapped[str] = mapped_column(String(MAILBOX_LENGTH))


class WishRow(Base):
    """Whom somebody wants to meet or to avoid."""

    __tablename__ = "event_wishes"

    registration_id: Mapped[str] = mapped_column(ForeignKey(OF_REGISTRATION, ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey(OF_REGISTRATION, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(WORD_LENGTH))
    rank: Mapped[int] = mapped_column(Integer)


class TextVectorRow(Base):
    """The vector of a participant's text under one encoder; `text_hash` tells whether the text is still that one."""

    __tablename__ = "event_vectors"

    registration_id: Mapped[str] = mapped_column(ForeignKey(OF_REGISTRATION, ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(String(80), primary_key=True)
    text_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(Base):
    """A table of participants that was read and waits to be taken in; `faults` are its unusable rows."""

    __tablename__ = "event_imports"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    event_id: Mapped[str] = _event()
    file: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    read: Mapped[datetime] = mapped_column(Moment)


class InvitationRow(Base):
    """A municipality to invite or a provider to present, with the reason; `state` is what the office decided."""

    __tablename__ = "event_invitations"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    event_id: Mapped[str] = _event()
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(WORD_LENGTH))
    note: Mapped[str] = mapped_column(Text)


class PairRow(Base):
    """Two to six participants who could meet, and why."""

    __tablename__ = "event_pairs"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    event_id: Mapped[str] = _event()
    people: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(WORD_LENGTH))
    score: Mapped[float] = mapped_column(Float)
    reason: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(WORD_LENGTH))
    state: Mapped[str] = mapped_column(String(WORD_LENGTH))
    locked: Mapped[bool] = mapped_column(Boolean)


class VersionRow(Base):
    """A plan of the event as it was at one moment, whole: arrangement, meetings, schedule."""

    __tablename__ = "event_versions"

    event_id: Mapped[str] = _event(key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(WORD_LENGTH))
    made: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    content: Mapped[str] = mapped_column(Text)


class PlanRunRow(Base):
    """The one planning run of an event: where it is, who works on it, what is found and proven."""

    __tablename__ = "event_runs"

    event_id: Mapped[str] = _event(key=True)
    state: Mapped[str] = mapped_column(String(WORD_LENGTH))
    owner: Mapped[str] = mapped_column(String(ID_LENGTH))
    started: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)
    limit: Mapped[float] = mapped_column(Float)
    says: Mapped[str] = mapped_column(Text)
    version: Mapped[int | None] = mapped_column(Integer)
    found: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class PrintRow(Base):
    """What a sheet said when it was last printed."""

    __tablename__ = "event_prints"

    event_id: Mapped[str] = _event(key=True)
    sheet: Mapped[str] = mapped_column(String(2 * ID_LENGTH), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(HASH_LENGTH))
    printed: Mapped[datetime] = mapped_column(Moment)


class OutcomeRow(Base):
    """What a participant says a meeting brought."""

    __tablename__ = "event_outcomes"

    event_id: Mapped[str] = _event(key=True)
    meeting: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    registration_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(WORD_LENGTH))
    said: Mapped[datetime] = mapped_column(Moment)


class QuestionRow(Base):
    """Somebody who was asked what came of their meetings; the link answers that question and opens nothing else."""

    __tablename__ = "event_questions"

    registration_id: Mapped[str] = mapped_column(ForeignKey(OF_REGISTRATION, ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[str] = _event()
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    asked: Mapped[datetime] = mapped_column(Moment)


class RemovalRow(Base):
    """The record that personal data of an event were removed; it stays when the event itself is deleted."""

    __tablename__ = "event_removals"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    removed: Mapped[datetime] = mapped_column(Moment)
    persons: Mapped[int] = mapped_column(Integer)
    texts: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(String(TITLE_LENGTH))
