"""Participants of an event in the database: registered, changed, replaced by a substitute, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from indexer import Database, NotFound
from matcher.events.calendar import event_row, new_id, overtaken
from matcher.events.entries import Consent, Entry, Person, Registration, Wish
from matcher.events.tables import PersonRow, RegistrationRow, WishRow

ENTRY = TypeAdapter(Entry)
CONSENTS = TypeAdapter(tuple[Consent, ...])

MOST_PARTICIPANTS = 2_000
"""Five times the largest event seen."""


class People:
    """Raises NotFound for a participant that is not there, Overtaken when somebody else was faster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, event: str) -> tuple[Registration, ...]:
        """Every participant in the order of reception, also who cancelled; without what waits in an import."""
        with self._database.session() as session:
            return registrations_of(session, event)

    def get(self, id: str) -> Registration:
        """One participant."""
        with self._database.session() as session:
            return registration(registration_row(session, id))

    def add(self, event: str, entry: Entry, persons: Sequence[Person] = ()) -> Registration:
        """Register somebody; `persons`: who comes, then the substitutes."""
        with self._database.session() as session:
            event_row(session, event)
            row = new_row(event, entry, next_number(session, event))
            session.add(row)
            session.flush()
            put_persons(session, row.id, persons)
            return registration(row)

    def change(self, id: str, seen: int, entry: Entry) -> Registration:
        """Put another entry in the place of the one with the revision `seen`."""
        with self._database.session() as session:
            return advance(session, id, seen, {"entry": as_json(entry)})

    def cancel(self, id: str, seen: int) -> Registration:
        """Somebody will not come."""
        with self._database.session() as session:
            return advance(session, id, seen, {"presence": "cancelled", "since": datetime.now(UTC)})

    def remove(self, id: str) -> None:
        """Delete a participant with everything personal."""
        with self._database.session() as session:
            session.delete(registration_row(session, id))

    def persons(self, event: str) -> dict[str, tuple[Person, ...]]:
        """Registration id → who comes, then the substitutes."""
        chosen = select(PersonRow).join(RegistrationRow).where(RegistrationRow.event_id == event)
        found: dict[str, list[Person]] = {}
        with self._database.session() as session:
            for row in session.scalars(chosen.order_by(PersonRow.registration_id, PersonRow.position)):
                found.setdefault(row.registration_id, []).append(Person(row.name, row.function, row.mailbox))
        return {id: tuple(persons) for id, persons in found.items()}

    def set_persons(self, id: str, persons: Sequence[Person]) -> None:
        """Say anew who comes and who are the substitutes."""
        with self._database.session() as session:
            registration_row(session, id)
            put_persons(session, id, persons)

    def substitute(self, id: str, position: int) -> Person:
        """Let a substitute come instead; who was to come becomes the last of the substitutes."""
        with self._database.session() as session:
            row = registration_row(session, id)
            persons = self._persons_of(session, id)
            if not 1 <= position < len(persons):
                raise NotFound("Diese Vertretung gibt es nicht.")
            chosen = persons[position]
            put_persons(session, id, [chosen, *(one for one in persons[1:] if one is not chosen), persons[0]])
            advance(session, id, row.revision, {})
            return chosen

    def wishes(self, event: str) -> dict[str, tuple[Wish, ...]]:
        """Registration id → its wishes, the most wanted first."""
        with self._database.session() as session:
            return wishes_of(session, event)

    def set_wishes(self, id: str, wishes: Iterable[Wish]) -> None:
        """Say anew whom a participant wants to meet or to avoid; only participants of the same event count."""
        with self._database.session() as session:
            put_wishes(session, registration_row(session, id), wishes)

    def _persons_of(self, session: Session, id: str) -> list[Person]:
        chosen = select(PersonRow).where(PersonRow.registration_id == id).order_by(PersonRow.position)
        return [Person(row.name, row.function, row.mailbox) for row in session.scalars(chosen)]


def registrations_of(session: Session, event: str) -> tuple[Registration, ...]:
    """Every participant of an event in the order of reception."""
    chosen = select(RegistrationRow).where(RegistrationRow.event_id == event, RegistrationRow.batch.is_(None))
    return tuple(registration(row) for row in session.scalars(chosen.order_by(RegistrationRow.number)))


def wishes_of(session: Session, event: str) -> dict[str, tuple[Wish, ...]]:
    """Registration id → its wishes, the most wanted first."""
    chosen = select(WishRow).join(RegistrationRow, WishRow.registration_id == RegistrationRow.id)
    found: dict[str, list[Wish]] = {}
    for row in session.scalars(chosen.where(RegistrationRow.event_id == event).order_by(WishRow.rank)):
        found.setdefault(row.registration_id, []).append(_wish(row))
    return {id: tuple(wishes) for id, wishes in found.items()}


def _wish(row: WishRow) -> Wish:
    return Wish(row.other_id, "want" if row.kind == "want" else "avoid", row.rank)


def new_row(event: str, entry: Entry, number: int) -> RegistrationRow:
    """A row for somebody who is registered now."""
    return RegistrationRow(
        id=new_id(),
        event_id=event,
        number=number,
        entry=as_json(entry),
        consents=[],
        presence="expected",
        since=None,
        counter="",
        revision=1,
        answered=None,
        link_hash=None,
        batch=None,
        question=None,
    )


def next_number(session: Session, event: str) -> int:
    """The next place in the order of reception."""
    highest = session.scalar(select(func.max(RegistrationRow.number)).where(RegistrationRow.event_id == event))
    return (highest or 0) + 1


def put_persons(session: Session, id: str, persons: Sequence[Person]) -> None:
    """Replace the persons behind a registration."""
    session.execute(delete(PersonRow).where(PersonRow.registration_id == id))
    rows = [
        {"registration_id": id, "position": at, "name": one.name, "function": one.function, "mailbox": one.mailbox}
        for at, one in enumerate(persons)
    ]
    if rows:
        session.execute(insert(PersonRow), rows)


def put_wishes(session: Session, row: RegistrationRow, wishes: Iterable[Wish]) -> None:
    """Replace somebody's wishes; the last word about another participant counts."""
    others = set(session.scalars(select(RegistrationRow.id).where(RegistrationRow.event_id == row.event_id)))
    chosen = {wish.other: wish for wish in wishes if wish.other in others - {row.id}}
    session.execute(delete(WishRow).where(WishRow.registration_id == row.id))
    rows = [
        {"registration_id": row.id, "other_id": wish.other, "kind": wish.kind, "rank": wish.rank}
        for wish in chosen.values()
    ]
    if rows:
        session.execute(insert(WishRow), rows)


def advance(session: Session, id: str, seen: int, values: dict[str, Any]) -> Registration:
    """Write values where the revision is still the one that was seen; raises NotFound and Overtaken."""
    changed = update(RegistrationRow).where(RegistrationRow.id == id, RegistrationRow.revision == seen)
    found = session.scalars(changed.values({**values, "revision": seen + 1}).returning(RegistrationRow.id)).first()
    row = registration_row(session, id)
    if found is None:
        raise overtaken()
    return registration(row)


def registration_row(session: Session, id: str) -> RegistrationRow:
    """The row of a participant; raises NotFound."""
    row = session.get(RegistrationRow, id, populate_existing=True)
    if row is None:
        raise NotFound("Diesen Teilnehmer gibt es nicht.", "Vielleicht wurde er entfernt.")
    return row


def registration(row: RegistrationRow) -> Registration:
    """The value of a row."""
    return Registration(
        id=row.id,
        event=row.event_id,
        number=row.number,
        entry=ENTRY.validate_python(row.entry),
        presence=row.presence,  # type: ignore[arg-type]  # written by us from the same words
        since=row.since,
        counter=row.counter,
        revision=row.revision,
        answered=row.answered,
        consents=CONSENTS.validate_python(row.consents),
    )


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    found: dict[str, Any] = ENTRY.dump_python(entry, mode="json")
    return found
