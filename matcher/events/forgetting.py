"""Personal data of an event's people go after a set time, and a record says that they went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from indexer import Database, note_seats_erased
from matcher.events.calendar import event_row, held
from matcher.events.intake import forget_old
from matcher.events.people import ENTRY, as_json
from matcher.events.tables import EventRow, PersonRow, QuestionRow, RegistrationRow, RemovalRow, TextVectorRow

WHY_DUE = "Frist abgelaufen"


@dataclass(frozen=True)
class Kept:
    """An event whose personal data are still there: how many persons, and the last day on which they are."""

    event: str
    title: str
    day: date
    until: date
    persons: int


@dataclass(frozen=True)
class Removal:
    """The record of a removal: when, how many persons' names and mailboxes, how many own texts, and why."""

    event: str
    title: str
    removed: datetime
    persons: int
    texts: int
    why: str


class Forgetting:
    """Raises NotFound for an event that is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, today: date) -> tuple[str, ...]:
        """Events whose personal data are to go by now: names, or what nobody has looked after since the time was up."""
        with self._database.session() as session:
            rows = session.scalars(select(EventRow).where(EventRow.day < today)).all()
            named = _persons(session)
            removed = set(session.scalars(select(RemovalRow.event_id)))
            return tuple(row.id for row in rows if _until(row) < today and (named.get(row.id) or row.id not in removed))

    def kept(self) -> tuple[Kept, ...]:
        """Every event with personal data, those first whose time is up first."""
        with self._database.session() as session:
            named, rows = _persons(session), session.scalars(select(EventRow)).all()
            found = [Kept(row.id, row.title, row.day, _until(row), named[row.id]) for row in rows if row.id in named]
        return tuple(sorted(found, key=lambda one: (one.until, one.title)))

    def remove_due(self, today: date) -> tuple[Removal, ...]:
        """Remove what is to go by now, and lists that were read and never taken in; for the daily run."""
        with self._database.session() as session:
            forget_old(session)
        return tuple(self.remove(event, WHY_DUE) for event in self.due(today))

    def remove(self, event: str, why: str) -> Removal:
        """Remove names, mailboxes, texts and links of an event's people; who met whom stays, by organisation."""
        with self._database.session() as session:
            row = event_row(session, event)
            mine = select(RegistrationRow.id).where(RegistrationRow.event_id == event)
            persons = session.scalar(select(func.count()).where(PersonRow.registration_id.in_(mine))) or 0
            session.execute(delete(PersonRow).where(PersonRow.registration_id.in_(mine)))
            session.execute(delete(TextVectorRow).where(TextVectorRow.registration_id.in_(mine)))
            session.execute(delete(QuestionRow).where(QuestionRow.event_id == event))
            removal = RemovalRow(
                event_id=event, title=row.title, removed=datetime.now(UTC), persons=persons,
                texts=_forget_texts(session, RegistrationRow.event_id == event), why=why,
            )  # fmt: skip
            session.add(removal)
            return _removal(removal)

    def erase(self, address: str) -> int:
        """Remove whoever has this mailbox from all events; returns how many persons went.

        Where it is the one who comes, own text, consents and link go too. Who met whom stays, by organisation.
        """
        theirs = func.lower(PersonRow.mailbox) == address.lower()
        with self._database.session() as session:
            coming = set(session.scalars(select(PersonRow.registration_id).where(theirs, PersonRow.position == 0)))
            gone = session.scalars(delete(PersonRow).where(theirs).returning(PersonRow.registration_id)).all()
            note_seats_erased(session, dict.fromkeys(gone))
            session.execute(delete(TextVectorRow).where(TextVectorRow.registration_id.in_(coming)))
            _forget_texts(session, RegistrationRow.id.in_(coming))
            return len(gone)

    def removals(self) -> tuple[Removal, ...]:
        """Every removal there was, the latest first."""
        with self._database.session() as session:
            rows = session.scalars(select(RemovalRow).order_by(RemovalRow.removed.desc()))
            return tuple(_removal(row) for row in rows)


def _persons(session: Session) -> dict[str, int]:
    """Event → how many persons are named in it."""
    counted = select(RegistrationRow.event_id, func.count()).join(PersonRow).group_by(RegistrationRow.event_id)
    return {row[0]: row[1] for row in session.execute(counted)}


def _until(row: EventRow) -> date:
    """The last day on which personal data of an event are kept."""
    return row.day + timedelta(days=held(row).arrangement.rules.keep_days)


def _forget_texts(session: Session, whose: ColumnElement[bool]) -> int:
    texts = 0
    for row in session.scalars(select(RegistrationRow).where(whose)):
        entry = ENTRY.validate_python(row.entry)
        texts += bool(entry.text)
        row.entry, row.consents, row.link_hash = as_json(replace(entry, text="")), [], None
    return texts


def _removal(row: RemovalRow) -> Removal:
    return Removal(row.event_id, row.title, row.removed, row.persons, row.texts, row.why)
