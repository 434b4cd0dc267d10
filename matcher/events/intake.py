"""Participants from a file: read, shown with its questions, and taken in when somebody says so.

What was read waits as registrations with a batch: personal fields stand where they always stand, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from indexer import Database, NotFound
from matcher.events.calendar import event_row, held, new_id
from matcher.events.doubles import marks_of
from matcher.events.entries import Person, Registration, Wish
from matcher.events.incoming import Incoming, Preview, RowFault, read_list
from matcher.events.intake_rows import Guide, Reading, folded
from matcher.events.people import (
    ENTRY,
    as_json,
    new_row,
    next_number,
    put_persons,
    put_wishes,
    registration,
    registration_row,
)
from matcher.events.tables import EventRow, ImportRow, PersonRow, RegistrationRow
from matcher.view import View

WAITS = timedelta(days=1)
"""How long a file that was read waits to be taken in; then its personal fields go."""


Look = Callable[[], View]


class Intake:
    """Raises FileRefused for a file that is no list, NotFound for an import that is not there any more."""

    def __init__(self, database: Database, look: Look) -> None:
        self._database = database
        self._look = look

    def preview(self, event: str, path: Path) -> Preview:
        """Read a file and show what it would bring."""
        with self._database.session() as session:
            guide = self._guide(event_row(session, event))
        readings, faults = read_list(path, guide)
        with self._database.session() as session:
            forget_old(session)
            told = [asdict(fault) for fault in faults]
            batch = ImportRow(id=new_id(), event_id=event, file=path.name, faults=told, read=datetime.now(UTC))
            session.add(batch)
            session.flush()
            _keep(session, batch, readings)
        return self.get(batch.id)

    def get(self, batch: str) -> Preview:
        """What a file that was read would bring now."""
        with self._database.session() as session:
            row = _import_row(session, batch)
            waiting = session.scalars(_waiting(batch))
            rows = tuple(_incoming(session, one) for one in waiting)
            return Preview(row.id, row.event_id, row.file, rows, tuple(RowFault(**fault) for fault in row.faults))

    def answer(self, incoming: str, place: str | None) -> None:
        """Say which place a line means; None: take it in without one."""
        with self._database.session() as session:
            row = registration_row(session, incoming)
            entry = ENTRY.validate_python(row.entry)
            row.entry = as_json(replace(entry, place=place))
            row.question = {**(row.question or {}), "choices": [], "unknown": False}

    def keep(self, incoming: str, kept: bool) -> None:
        """Take a line in although it looks like a duplicate, or leave it out."""
        with self._database.session() as session:
            row = registration_row(session, incoming)
            row.question = {**(row.question or {}), "kept": kept}

    def take_in(self, batch: str) -> tuple[Registration, ...]:
        """Register every line that is kept and asks nothing; the others go."""
        with self._database.session() as session:
            row = _import_row(session, batch)
            waiting = list(session.scalars(_waiting(batch)))
            coming = [one for one in waiting if _is_coming(one)]
            number = next_number(session, row.event_id) - len(waiting)  # numbers that waiting lines hold are free now
            for place, one in enumerate(coming):
                one.number, one.batch = number + place, None
            session.flush()
            named = _by_name(session, row.event_id)
            for one in coming:
                if wishes := _wishes(named, one):
                    put_wishes(session, one, wishes)
                one.question = None
            _forget(session, batch)
            return tuple(registration(one) for one in coming)

    def discard(self, batch: str) -> None:
        """Forget a file that was read."""
        with self._database.session() as session:
            _forget(session, batch)

    def _guide(self, row: EventRow) -> Guide:
        holdings = self._look().holdings
        providers = {folded(name): name for name in holdings.store.providers()}
        return Guide(holdings.names, providers, held(row).arrangement.slots)


def _keep(session: Session, batch: ImportRow, readings: Sequence[Reading]) -> None:
    """Let the lines wait, each with what it asks and whom it repeats."""
    seen = _known_marks(session, batch.event_id)
    number = next_number(session, batch.event_id)
    for place, reading in enumerate(readings):
        marks = marks_of(reading.entry, reading.persons)
        double = next((seen[mark] for mark in marks if mark in seen), "")
        seen |= {mark: f"Zeile {reading.row}" for mark in marks if mark not in seen}
        row = new_row(batch.event_id, reading.entry, number + place)
        row.batch, row.question = batch.id, _question(reading, double)
        session.add(row)
        session.flush()
        put_persons(session, row.id, reading.persons)


def _question(reading: Reading, double: str) -> dict[str, Any]:
    return {
        "row": reading.row,
        "choices": list(reading.choices),
        "unknown": reading.unknown,
        "duplicate_of": double,
        "kept": not double,
        "wants": list(reading.wants),
        "avoids": list(reading.avoids),
    }


def _known_marks(session: Session, event: str) -> dict[str, str]:
    """What tells the registered participants apart → how they are called in a question."""
    rows = session.scalars(
        select(RegistrationRow).where(RegistrationRow.event_id == event, RegistrationRow.batch.is_(None))
    )
    marks: dict[str, str] = {}
    for row in rows:
        for mark in marks_of(ENTRY.validate_python(row.entry), _persons(session, row.id)):
            marks[mark] = f"Nr. {row.number} ist schon angemeldet"
    return marks


def _persons(session: Session, id: str) -> tuple[Person, ...]:
    chosen = select(PersonRow).where(PersonRow.registration_id == id).order_by(PersonRow.position)
    return tuple(Person(row.name, row.function, row.mailbox) for row in session.scalars(chosen))


def _incoming(session: Session, row: RegistrationRow) -> Incoming:
    asked = row.question or {}
    return Incoming(
        id=row.id,
        row=asked["row"],
        entry=ENTRY.validate_python(row.entry),
        persons=_persons(session, row.id),
        choices=tuple(asked["choices"]),
        unknown=asked["unknown"],
        duplicate_of=asked["duplicate_of"],
        kept=asked["kept"],
    )


def _is_coming(row: RegistrationRow) -> bool:
    asked = row.question or {}
    return bool(asked["kept"]) and not asked["choices"]


def _wishes(named: Mapping[str, Sequence[str]], row: RegistrationRow) -> list[Wish]:
    """The names that a line wants or avoids, found among the organisations of the event."""
    asked = row.question or {}
    wanted = [
        Wish(id, "want", rank) for rank, name in enumerate(asked["wants"], 1) for id in named.get(folded(name), ())
    ]
    return wanted + [Wish(id, "avoid") for name in asked["avoids"] for id in named.get(folded(name), ())]


def _by_name(session: Session, event: str) -> dict[str, list[str]]:
    chosen = select(RegistrationRow).where(RegistrationRow.event_id == event, RegistrationRow.batch.is_(None))
    named: dict[str, list[str]] = {}
    for row in session.scalars(chosen):
        named.setdefault(folded(row.entry["organisation"]), []).append(row.id)
    return named


def _waiting(batch: str) -> Select[RegistrationRow]:
    return select(RegistrationRow).where(RegistrationRow.batch == batch).order_by(RegistrationRow.number)


def _import_row(session: Session, batch: str) -> ImportRow:
    row = session.get(ImportRow, batch)
    if row is None:
        raise NotFound("Diese Liste wartet nicht mehr.", "Bitte die Datei noch einmal wählen.")
    return row


def _forget(session: Session, batch: str) -> None:
    session.execute(delete(RegistrationRow).where(RegistrationRow.batch == batch))
    session.execute(delete(ImportRow).where(ImportRow.id == batch))


def forget_old(session: Session) -> None:
    """Forget lists that were read and have waited too long."""
    for batch in session.scalars(select(ImportRow.id).where(ImportRow.read < datetime.now(UTC) - WAITS)).all():
        _forget(session, batch)
