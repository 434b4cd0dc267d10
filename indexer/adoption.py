"""How staged records become the store: one transaction, worked out by the database itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from indexer.database import ChangeRow, Moment
from indexer.narrowing import limit_staged
from indexer.stored import OWN, Changes, Entry, SelectSeen, split
from indexer.tables import PlaceRow, ProviderRow, RecordRow, StagedRow, StagedSourceRow, WithdrawnRow

KEPT = ("id", "source", "kind", "title", "data", "places", "providers", "note")
CHUNK = 2000  # rows whose places and providers are written in one go


def staged_sources(session: Session, run_id: int) -> list[str]:
    """The sources that a run has read whole."""
    return list(session.scalars(select(StagedSourceRow.source).where(StagedSourceRow.run_id == run_id)))


def waiting(run_id: int, sources: Sequence[str], now: datetime) -> SelectSeen:
    """The staged records as `SEEN`; one that stands unchanged keeps the time of its last change."""
    seen = (StagedRow.id, StagedRow.data, StagedRow.places, StagedRow.source, StagedRow.note)
    changed = func.coalesce(RecordRow.changed, literal(now, Moment), type_=Moment).label("changed")
    same = and_(RecordRow.id == StagedRow.id, _same())
    return select(*seen, changed).outerjoin(RecordRow, same).where(_of(run_id, sources))


def adopt_staged(session: Session, run_id: int, index_name: str | None) -> tuple[Changes, ...]:
    """Replace the staged sources' records inside the session's transaction; returns what changed, by source."""
    sources = staged_sources(session, run_id)
    _heed_people(session)
    new, changed, gone = (_entries(session, statement) for statement in _differences(run_id, sources))
    now = datetime.now(UTC)
    _remove(session, run_id, sources)
    _insert(session, run_id, sources, now)
    write_links(session, now)
    _finish(session, run_id, index_name)
    return tuple(
        Changes(source, tuple(new.get(source, ())), tuple(changed.get(source, ())), tuple(gone.get(source, ())))
        for source in sources
    )


def _heed_people(session: Session) -> None:
    """What was withdrawn, written by hand or narrowed after a run had read it counts more than what it read."""
    by_hand = select(RecordRow.id).where(RecordRow.source.startswith(OWN))
    session.execute(delete(StagedRow).where(StagedRow.id.in_(select(WithdrawnRow.id)) | StagedRow.id.in_(by_hand)))
    limit_staged(session)


def write_links(session: Session, changed: datetime) -> None:
    """Write places and providers of all records that changed at this moment."""
    linked = select(RecordRow.id, RecordRow.places, RecordRow.providers).where(RecordRow.changed == changed)
    rows = session.execute(linked).all()
    for start in range(0, len(rows), CHUNK):
        _link(session, rows[start : start + CHUNK])


def _of(run_id: int, sources: Sequence[str]) -> ColumnElement[bool]:
    return and_(StagedRow.run_id == run_id, StagedRow.source.in_(sources))


def _same() -> ColumnElement[bool]:
    """Whether the standing and the staged row say the same."""
    return and_(
        RecordRow.source == StagedRow.source,
        RecordRow.data == StagedRow.data,
        RecordRow.places == StagedRow.places,
        RecordRow.note.is_not_distinct_from(StagedRow.note),
    )


def _differences(run_id: int, sources: Sequence[str]) -> Iterable[Select[str, str, str, str]]:
    """New, changed and gone, each as (source, id, title, data)."""
    staged = _named(StagedRow).where(_of(run_id, sources))
    yield staged.where(StagedRow.id.not_in(select(RecordRow.id)))
    yield staged.join(RecordRow, RecordRow.id == StagedRow.id).where(~_same())
    yield _named(RecordRow).where(RecordRow.source.in_(sources), RecordRow.id.not_in(_staged_ids(run_id, sources)))


def _named(table: type[RecordRow] | type[StagedRow]) -> Select[str, str, str, str]:
    return select(table.source, table.id, table.title, table.data).order_by(table.id)


def _staged_ids(run_id: int, sources: Sequence[str]) -> Select[str]:
    return select(StagedRow.id).where(_of(run_id, sources))


def _entries(session: Session, statement: Select[str, str, str, str]) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = {}
    for source, id_, title, data in session.execute(statement):
        entries.setdefault(source, []).append(Entry(id_, title, json.loads(data).get("visibility", "public")))
    return entries


def _remove(session: Session, run_id: int, sources: Sequence[str]) -> None:
    """Take out what is gone and what will come in anew; places and providers follow by the database's cascade."""
    unchanged = select(StagedRow.id).join(RecordRow, RecordRow.id == StagedRow.id).where(_of(run_id, sources), _same())
    out = RecordRow.source.in_(sources) | RecordRow.id.in_(_staged_ids(run_id, sources))
    session.execute(delete(RecordRow).where(out, RecordRow.id.not_in(unchanged)))


def _insert(session: Session, run_id: int, sources: Sequence[str], now: datetime) -> None:
    kept = [getattr(StagedRow, name) for name in KEPT]
    rows = select(*kept, literal(now, Moment)).where(_of(run_id, sources), StagedRow.id.not_in(select(RecordRow.id)))
    session.execute(insert(RecordRow).from_select([*KEPT, "changed"], rows))


def _link(session: Session, rows: Sequence[Any]) -> None:
    places = [{"record_id": row.id, "key": key} for row in rows for key in split(row.places)]
    providers = [{"record_id": row.id, "name": name} for row in rows for name in split(row.providers)]
    for table, links in ((PlaceRow, places), (ProviderRow, providers)):
        if links:
            session.execute(insert(table), links)


def _finish(session: Session, run_id: int, index_name: str | None) -> None:
    session.execute(delete(StagedRow).where(StagedRow.run_id <= run_id))
    session.execute(delete(StagedSourceRow).where(StagedSourceRow.run_id <= run_id))
    if index_name is not None:
        session.execute(update(ChangeRow).values(index_name=index_name))
