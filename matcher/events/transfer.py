"""An event as one file: everything that belongs to it, so that it can go to a hall without internet and back.

Format: JSON, `{"anker_event": 1, "written": time, "tables": {name: [row, …]}}`, rows with the columns of the tables;
times are ISO 8601 in UTC. Vectors and planning runs stay where they are: they can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from indexer import Base, Database, EventRefused, FileRefused, Moment
from matcher.events.calendar import Held, event_row, held
from matcher.events.content import read_content
from matcher.events.invitations import listed
from matcher.events.pairs import pair_of
from matcher.events.people import registrations_of
from matcher.events.tables import (
    EventRow,
    InvitationRow,
    OutcomeRow,
    PairRow,
    PersonRow,
    PrintRow,
    QuestionRow,
    RegistrationRow,
    VersionRow,
    WishRow,
)
from matcher.events.version import check

Rows = list[dict[str, Any]]

VERSION = 1
"""Goes up when the tables change; older files are read as long as they can be."""

LARGEST_FILE = 200_000_000  # bytes; an event of 350 people with a hundred versions has about 20 MB

OF_EVENT: tuple[type[Base], ...] = (
    RegistrationRow,
    InvitationRow,
    PairRow,
    VersionRow,
    PrintRow,
    OutcomeRow,
    QuestionRow,
)
OF_PEOPLE: tuple[type[Base], ...] = (PersonRow, WishRow)
ORDER: tuple[type[Base], ...] = (EventRow, RegistrationRow, PersonRow, WishRow, *OF_EVENT[1:])
"""Tables in the order in which their rows can be put in."""

SINCE = (QuestionRow.__tablename__,)
"""Tables that older files do not have."""


class Transfer:
    """Raises NotFound for an event that is not there, FileRefused for a file that is not one of ours."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, event: str) -> bytes:
        """The whole event as one file."""
        with self._database.session() as session:
            event_row(session, event)
            tables = {table.__tablename__: list(_rows(session, table, event)) for table in ORDER}
        told = {"anker_event": VERSION, "written": datetime.now(UTC).isoformat(), "tables": tables}
        return json.dumps(told, ensure_ascii=False, default=_plain).encode()

    def take_in(self, data: bytes, replace: bool = False) -> Held:
        """Put an exported event in, whole or not at all; one that is there already is replaced only if told so."""
        tables = _tables(data)
        event = str(tables[EventRow.__tablename__][0]["id"])
        try:
            with self._database.session() as session:
                if session.get(EventRow, event) is not None:
                    if not replace:
                        raise EventRefused("Diese Veranstaltung gibt es hier schon.", "Sie kann ersetzt werden.")
                    session.execute(delete(EventRow).where(EventRow.id == event))
                for table in ORDER:
                    _put(session, table, tables[table.__tablename__])
                session.expire_all()
                return _read_back(session, event)
        except IntegrityError as error:
            raise FileRefused("In der Datei verweist etwas auf einen Teilnehmer, der fehlt.") from error


def _rows(session: Session, table: type[Base], event: str) -> Iterator[dict[str, Any]]:
    columns = table.__table__.columns
    chosen = select(*columns)
    if table is EventRow:
        chosen = chosen.where(columns["id"] == event)
    elif table in OF_PEOPLE:
        mine = select(RegistrationRow.id).where(RegistrationRow.event_id == event, RegistrationRow.batch.is_(None))
        chosen = chosen.where(columns["registration_id"].in_(mine))
    else:
        chosen = chosen.where(columns["event_id"] == event)
        chosen = chosen.where(columns["batch"].is_(None)) if table is RegistrationRow else chosen
    return (dict(row._mapping) for row in session.execute(chosen))


def _tables(data: bytes) -> dict[str, Rows]:
    """The rows of a file by table, with exactly the columns that the tables have."""
    told = {table: [] for table in SINCE} | _told(data)
    found = {table.__tablename__: _checked(table, told.get(table.__tablename__)) for table in ORDER}
    if len(found[EventRow.__tablename__]) != 1 or not _belong_together(found):
        raise _not_ours()
    return found


def _told(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST_FILE:
        raise FileRefused("Die Datei ist zu groß (höchstens 200 MB).")
    try:
        told = json.loads(data)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _not_ours() from error
    if not isinstance(told, dict) or not isinstance(told.get("tables"), dict):
        raise _not_ours()
    if told.get("anker_event") != VERSION:
        raise FileRefused("Die Datei stammt aus einer anderen Fassung von Anker.", "Bitte beide Stellen angleichen.")
    tables: dict[str, Any] = told["tables"]
    return tables


def _belong_together(tables: Mapping[str, Rows]) -> bool:
    """Whether every row belongs to the one event of the file: no file may reach into another event."""
    event = tables[EventRow.__tablename__][0]["id"]
    people = {row["id"] for row in tables[RegistrationRow.__tablename__]}
    mine = all(row["event_id"] == event for table in OF_EVENT for row in tables[table.__tablename__])
    return mine and all(row["registration_id"] in people for table in OF_PEOPLE for row in tables[table.__tablename__])


def _checked(table: type[Base], rows: object) -> Rows:
    adapters = {column.name: _adapter(column) for column in table.__table__.columns}
    if not isinstance(rows, list):
        raise _not_ours()
    try:
        return [{name: adapter.validate_python(row[name]) for name, adapter in adapters.items()} for row in rows]
    except (ValidationError, KeyError, TypeError) as error:
        raise _not_ours() from error


def _adapter(column: Any) -> TypeAdapter[Any]:
    """What a column takes; JSON is looked at when everything is read back."""
    if isinstance(column.type, JSON):
        return TypeAdapter(Any)
    kind: Any = datetime if isinstance(column.type, Moment) else column.type.python_type
    return TypeAdapter(kind | None if column.nullable else kind)


def _put(session: Session, table: type[Base], rows: Rows) -> None:
    if rows:
        session.execute(insert(table), rows)


def _read_back(session: Session, event: str) -> Held:
    """Read everything as the program will: what it cannot read, or a plan that breaks rules, is not taken in."""
    try:
        registrations_of(session, event)
        listed(session, event)
        for pair in session.scalars(select(PairRow).where(PairRow.event_id == event)):
            pair_of(pair)
        for version in session.scalars(select(VersionRow).where(VersionRow.event_id == event)):
            check(read_content(version.content))
        return held(event_row(session, event))
    except (ValidationError, KeyError, TypeError) as error:
        raise _not_ours() from error


def _not_ours() -> FileRefused:
    return FileRefused("Das ist keine Datei einer Veranstaltung aus Anker.", "Bitte die Datei aus dem Export nehmen.")


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
