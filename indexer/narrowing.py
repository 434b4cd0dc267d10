"""Records that fewer people may see than their source says: a decision that survives every run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from indexer.records import Record, Visibility
from indexer.tables import NarrowedRow, RecordRow, StagedRow

WIDTH: dict[Visibility, int] = {visibility: width for width, visibility in enumerate(get_args(Visibility))}
"""How many may see a record: the office alone, signed-in municipalities too, everybody."""


def narrowed(session: Session) -> dict[str, Visibility]:
    """The widest visibility of every record that was narrowed."""
    rows = session.execute(select(NarrowedRow.id, NarrowedRow.visibility))
    return {id_: _known(visibility) for id_, visibility in rows}


def limited(record: Record, limit: Visibility | None) -> Record:
    """The record, seen by no more people than its limit allows."""
    if limit is None or WIDTH[record.visibility] <= WIDTH[limit]:
        return record
    return record.model_copy(update={"visibility": limit})


def decide(session: Session, record_id: str, visibility: Visibility) -> bool:
    """Keep the decision and apply it to the record; returns whether it stands.

    As wide as the source says, or wider, takes the decision back: the record is seen again as its source gave it.
    """
    row = session.get(RecordRow, record_id)
    told = _before(session, record_id) or (_visibility(row.data) if row else "public")
    session.execute(delete(NarrowedRow).where(NarrowedRow.id == record_id))
    if WIDTH[visibility] < WIDTH[told]:
        session.add(NarrowedRow(id=record_id, visibility=visibility, before=told, when=datetime.now(UTC)))
    if row is not None:
        seen = min(visibility, told, key=WIDTH.__getitem__)
        row.data, row.changed = _with_visibility(row.data, seen), datetime.now(UTC)
    return row is not None


def limit_staged(session: Session) -> None:
    """Apply every decision to what a run has read: some were made after it had been read."""
    waiting = select(StagedRow, NarrowedRow.visibility).join(NarrowedRow, NarrowedRow.id == StagedRow.id)
    for row, limit in session.execute(waiting):
        if WIDTH[_known(limit)] < WIDTH[_visibility(row.data)]:
            row.data = _with_visibility(row.data, _known(limit))


def _before(session: Session, record_id: str) -> Visibility | None:
    before = session.scalars(select(NarrowedRow.before).where(NarrowedRow.id == record_id)).first()
    return _known(before) if before else None


def _visibility(data: str) -> Visibility:
    return Record.model_validate_json(data).visibility


def _with_visibility(data: str, visibility: Visibility) -> str:
    record = Record.model_validate_json(data).model_copy(update={"visibility": visibility})
    return record.model_dump_json(exclude_defaults=True)


def _known(visibility: str) -> Visibility:
    return next(each for each in WIDTH if each == visibility)
