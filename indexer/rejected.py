"""Rows that were not usable: kept with file, row number and reason until their run is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from indexer.database import Database
from indexer.tables import RejectedRow

REMOVED = "(entfernt)"


@dataclass(frozen=True)
class Rejected:
    """One row that was not usable: where it stands, why, and what stood in it."""

    file: str
    row: int
    reason: str
    values: Mapping[str, Any]


def without_contact(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row without its contact: a person's name is not kept, not even among the rejected rows."""
    return {name: REMOVED if name == "contact" and value else value for name, value in values.items()}


def keep(session: Session, run_id: int, source: str, rows: Iterable[Rejected]) -> int:
    """Keep rejected rows for a run; returns how many."""
    kept = [_columns(run_id, source, row) for row in rows]
    if kept:
        session.execute(insert(RejectedRow), kept)
    return len(kept)


class RejectedRows:
    """The rejected rows of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_run(self, run_id: int, most: int = 1000) -> tuple[Rejected, ...]:
        """What a run rejected, in the order of reading."""
        chosen = select(RejectedRow).where(RejectedRow.run_id == run_id).order_by(RejectedRow.id).limit(most)
        with self._database.session() as session:
            return tuple(_rejected(row) for row in session.scalars(chosen))

    def count(self, run_id: int) -> dict[str, int]:
        """How many rows a run rejected, by source."""
        counted = (
            select(RejectedRow.source, func.count()).where(RejectedRow.run_id == run_id).group_by(RejectedRow.source)
        )
        with self._database.session() as session:
            return dict(session.execute(counted).all())

    def forget_before(self, run_id: int) -> None:
        """Drop what runs before this one rejected."""
        with self._database.session() as session:
            session.execute(delete(RejectedRow).where(RejectedRow.run_id < run_id))


def _columns(run_id: int, source: str, row: Rejected) -> dict[str, Any]:
    values = json.dumps(without_contact(row.values), ensure_ascii=True, default=str)
    return {
        "run_id": run_id,
        "source": source,
        "file": row.file,
        "row": row.row,
        "reason": row.reason,
        "values": values,
    }


def _rejected(row: RejectedRow) -> Rejected:
    return Rejected(row.file, row.row, row.reason, json.loads(row.values))
