"""What was erased, as a list of ids, so that a restored backup does not bring anybody back.

The database itself writes the list: a trigger on each table in which persons stand (migration 0008). A row that was
only written anew, as an edit may do, is no erasure: it is there. Two things no trigger can tell are noted by hand: that
a record lost its contact, and that somebody went from a registration in which others stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnClause, Integer, String, column, delete, exists, func, select, table
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import cast

from indexer.database import Base, Moment
from indexer.narrowing import narrowed
from indexer.records import Record, Visibility
from indexer.tables import RecordRow, WithdrawnRow

KEYS = {"people": "id", "mailboxes": "id", "event_persons": "registration_id"}
"""The tables in which persons stand, and the column that says which one."""


CONTACTS, SEATS = "record_contacts", "event_seats"
"""What is noted by hand: records by id, registrations by id."""

_SEATED = table("event_persons", column("registration_id", String), column("mailbox", String))


class ErasureRow(Base):
    """A person's row that was deleted: its table, its key and the moment, nothing about the person."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    thing: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64))
    when: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Erased:
    """Everything that must stay away: persons by (table, key), withdrawn records, records with their widest view,
    records without a contact, registrations with the mailboxes that stay.
    """

    persons: frozenset[tuple[str, str]]
    records: frozenset[str]
    limits: dict[str, Visibility]
    contacts: frozenset[str]
    seats: dict[str, frozenset[str]]

    @classmethod
    def of(cls, session: Session) -> Erased:
        """What a database knows to be erased."""
        listed = [(row.thing, row.key) for row in session.execute(select(ErasureRow.thing, ErasureRow.key).distinct())]
        noted = {which: {key for thing, key in listed if thing == which} for which in (CONTACTS, SEATS)}
        return cls(
            persons=frozenset(each for each in listed if each[0] in KEYS and not _there(session, *each)),
            records=frozenset(session.scalars(select(WithdrawnRow.id))),
            limits=narrowed(session),
            contacts=frozenset(id_ for id_ in noted[CONTACTS] if not _has_contact(session, id_)),
            seats={key: _mailboxes(session, key) for key in noted[SEATS]},
        )


def note_erasures(session: Session, thing: str, keys: Iterable[str]) -> None:
    """Write down what no trigger can tell."""
    now = datetime.now(UTC)
    session.add_all(ErasureRow(thing=thing, key=key, when=now) for key in keys)


def note_seats_erased(session: Session, registrations: Iterable[str]) -> None:
    """Somebody went from these registrations, and others stay: their mailboxes are those that may come back."""
    note_erasures(session, SEATS, registrations)


def erase_again(session: Session, erased: Erased) -> int:
    """Delete persons once more, and keep in mind that they are erased; returns how many rows went."""
    gone = 0
    for thing, key in sorted(erased.persons):
        keyed: ColumnClause[str] = column(KEYS[thing])
        rows = session.execute(delete(table(thing, keyed)).where(cast(keyed, String) == key).returning(keyed)).all()
        gone += len(rows)
    for key, mailboxes in erased.seats.items():
        others = (_SEATED.c.mailbox != "", func.lower(_SEATED.c.mailbox).not_in(mailboxes))
        going = delete(_SEATED).where(_SEATED.c.registration_id == key, *others).returning(_SEATED.c.registration_id)
        gone += len(session.execute(going).all())
    for thing in KEYS:
        note_erasures(session, thing, (key for each, key in erased.persons if each == thing))
    note_erasures(session, CONTACTS, erased.contacts)
    note_erasures(session, SEATS, erased.seats)
    return gone


def _has_contact(session: Session, record_id: str) -> bool:
    row = session.get(RecordRow, record_id)
    return row is not None and Record.model_validate_json(row.data).contact is not None


def _mailboxes(session: Session, registration: str) -> frozenset[str]:
    seated = select(func.lower(_SEATED.c.mailbox)).where(_SEATED.c.registration_id == registration)
    return frozenset(session.scalars(seated))


def _there(session: Session, thing: str, key: str) -> bool:
    keyed: ColumnClause[str] = column(KEYS[thing])
    standing = exists(select(keyed).select_from(table(thing, keyed)).where(cast(keyed, String) == key))
    return bool(session.scalar(select(standing)))
