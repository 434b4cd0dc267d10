"""The events of one database: set up, changed by one person at a time, deleted whole."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from indexer import Database, NotFound, Overtaken
from matcher.events.arrangement import Arrangement
from matcher.events.tables import EventRow, RegistrationRow

ID_BYTES = 8
"""64 random bits: an event keeps its id when it is carried to another machine and back."""

ARRANGEMENT = TypeAdapter(Arrangement)


@dataclass(frozen=True)
class Held:
    """An event as it is stored; `published` is the number of the version that holds, None before there is one."""

    id: str
    arrangement: Arrangement
    revision: int
    published: int | None
    sample: bool
    changed: datetime


@dataclass(frozen=True)
class Listed:
    """An event in the list of events, with the number of its participants."""

    held: Held
    participants: int


class Calendar:
    """Raises NotFound for an event that is not there, Overtaken when somebody else was faster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, arrangement: Arrangement, sample: bool = False) -> Held:
        """Set up an event."""
        row = EventRow(
            id=new_id(),
            title=arrangement.title,
            day=arrangement.day,
            arrangement=written(arrangement),
            revision=1,
            published=None,
            sample=sample,
            changed=datetime.now(UTC),
        )
        with self._database.session() as session:
            session.add(row)
        return held(row)

    def get(self, event: str) -> Held:
        """One event."""
        with self._database.session() as session:
            return held(event_row(session, event))

    def all(self) -> tuple[Listed, ...]:
        """All events, the latest day first."""
        return self._listed(EventRow.day.is_not(None))[::-1]

    def coming(self, today: date) -> tuple[Listed, ...]:
        """The events from today on, the next one first, without samples."""
        return self._listed((EventRow.day >= today) & EventRow.sample.is_(False))

    def _listed(self, which: ColumnElement[bool]) -> tuple[Listed, ...]:
        counted = (
            select(RegistrationRow.event_id, func.count().label("people"))
            .where(RegistrationRow.batch.is_(None))
            .group_by(RegistrationRow.event_id)
        )
        with self._database.session() as session:
            counts = {row.event_id: row.people for row in session.execute(counted)}
            rows = session.scalars(select(EventRow).where(which).order_by(EventRow.day, EventRow.title))
            return tuple(Listed(held(row), counts.get(row.id, 0)) for row in rows)

    def change(self, event: str, seen: int, arrangement: Arrangement) -> Held:
        """Put another arrangement in the place of the one with the revision `seen`."""
        with self._database.session() as session:
            changed = update(EventRow).where(EventRow.id == event, EventRow.revision == seen)
            values = columns(arrangement) | {"revision": seen + 1}
            if session.scalars(changed.values(values).returning(EventRow.id)).first() is None:
                event_row(session, event)
                raise overtaken()
            return held(event_row(session, event))

    def delete(self, event: str) -> None:
        """Delete an event with everything that belongs to it."""
        with self._database.session() as session:
            session.delete(event_row(session, event))

    def samples(self) -> tuple[str, ...]:
        """The ids of sample events."""
        with self._database.session() as session:
            return tuple(session.scalars(select(EventRow.id).where(EventRow.sample)))


def new_id() -> str:
    """A random id of an event, a participant or a pair."""
    return secrets.token_hex(ID_BYTES)


def written(arrangement: Arrangement) -> dict[str, Any]:
    """An arrangement as JSON."""
    found: dict[str, Any] = ARRANGEMENT.dump_python(arrangement, mode="json")
    return found


def columns(arrangement: Arrangement) -> dict[str, Any]:
    """What an event's row says of its arrangement."""
    return {
        "title": arrangement.title,
        "day": arrangement.day,
        "arrangement": written(arrangement),
        "changed": datetime.now(UTC),
    }


def held(row: EventRow) -> Held:
    """The value of a row."""
    arrangement = ARRANGEMENT.validate_python(row.arrangement)
    return Held(row.id, arrangement, row.revision, row.published, row.sample, row.changed)


def event_row(session: Session, event: str) -> EventRow:
    """The row of an event; raises NotFound."""
    row = session.get(EventRow, event, populate_existing=True)
    if row is None:
        raise NotFound("Diese Veranstaltung gibt es nicht.", "Vielleicht wurde sie gelöscht.")
    return row


def overtaken() -> Overtaken:
    """What somebody hears whose page was not the newest."""
    return Overtaken("Jemand anderes hat das inzwischen geändert.", "Bitte die Seite neu laden und noch einmal prüfen.")
