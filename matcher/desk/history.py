"""What people changed in records: every version is kept, each contact by id alone, so that an erasure reaches all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from indexer import Database, NotFound, Record
from matcher.desk.comparing import differences_of
from matcher.desk.mailboxes import address_of, keep, sweep
from matcher.desk.model import Version
from matcher.desk.tables import VersionRow

FIRST = "found"
"""The action of the version that stood before anybody changed it here."""


class History:
    """The versions of all records of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_first(self, record: Record) -> None:
        """Keep a record as it stands before its first change at the desk."""
        with self._database.session() as session:
            known = session.scalar(select(VersionRow.id).where(VersionRow.record_id == record.id).limit(1))
            if known is None:
                _add(session, record, None, FIRST)

    def note(self, record: Record, actor: int, action: str) -> None:
        """Keep a record as it stands after a change."""
        with self._database.session() as session:
            _add(session, record, actor, action)

    def close(self, record_id: str, actor: int) -> None:
        """The record is withdrawn: all that it ever said goes, only that it was withdrawn stays."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(VersionRow).where(VersionRow.record_id == record_id))
            session.add(VersionRow(record_id=record_id, when=now, actor=actor, action="withdrew", data=""))
            sweep(session)

    def of(self, record_id: str) -> tuple[Version, ...]:
        """The versions of a record, newest first, each with what it changed."""
        with self._database.session() as session:
            rows = self._rows(session, record_id)
            said = [_said(session, row) for row in rows]
        versions = [
            Version(row.id, row.when, row.actor, row.action, differences_of(before, now), bool(row.data))
            for row, before, now in zip(rows, ({}, *said), said, strict=False)
        ]
        return tuple(reversed(versions))

    def at(self, record_id: str, version_id: int) -> Record:
        """The record as it stood after a version, without a contact that was erased since; raises NotFound."""
        with self._database.session() as session:
            row = session.get(VersionRow, version_id)
            if row is None or row.record_id != record_id or not row.data:
                raise NotFound("Diesen Stand gibt es nicht.", "Vielleicht wurde der Eintrag zurückgezogen.")
            return Record.model_validate_json(json.dumps(_said(session, row)))

    def _rows(self, session: Session, record_id: str) -> Sequence[VersionRow]:
        chosen = select(VersionRow).where(VersionRow.record_id == record_id).order_by(VersionRow.id)
        return session.scalars(chosen).all()


def _add(session: Session, record: Record, actor: int | None, action: str) -> None:
    session.add(
        VersionRow(
            record_id=record.id,
            when=datetime.now(UTC),
            actor=actor,
            action=action,
            data=record.model_copy(update={"contact": None}).model_dump_json(exclude_defaults=True),
            contact_id=keep(session, record.contact) if record.contact else None,
        )
    )


def _said(session: Session, row: VersionRow) -> dict[str, Any]:
    """What a version says, its contact looked up."""
    said: dict[str, Any] = json.loads(row.data) if row.data else {}
    contact = address_of(session, row.contact_id)
    return {**said, "contact": contact} if contact else said
