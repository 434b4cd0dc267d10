"""The store of records: the truth that index and pages are made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from indexer.adoption import write_links
from indexer.database import ChangeRow, Database
from indexer.duplicates.cards import Cards
from indexer.duplicates.decisions import fold_anew, touching
from indexer.erasures import CONTACTS, note_erasures
from indexer.journal import Journal, note
from indexer.narrowing import decide, limited, narrowed
from indexer.records import Visibility
from indexer.rejected import Rejected, RejectedRows
from indexer.staging import IN_CHUNKS, Staging
from indexer.stored import SEEN, Arrived, Changes, SelectSeen, Stored, columns, from_row, in_slices, owned
from indexer.tables import PlaceRow, ProviderRow, RecordRow, StagedRow, WithdrawnRow

__all__ = ["Arrived", "Changes", "Rejected", "Store", "Stored"]

BY_HAND = 0  # the run number of what is put in outside of a run
RUNS_LOOKED_AT = 20  # runs whose rejected rows are kept: a look back over some months


class Store:
    """The records of one database. Readers see a staged run only after it was adopted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.journal = Journal(database)
        self.cards = Cards(database, self.many)

    def staging(self, run_id: int) -> Staging:
        """What this run reads, unseen until adopted."""
        return Staging(self._database, run_id)

    def replace_source(self, source: str, stored: Iterable[Stored]) -> Changes:
        """Put in all records of one source at once, outside of a run; what it no longer holds goes."""
        staging = self.staging(BY_HAND)
        staging.stage(source, (Arrived(each, source, row) for row, each in enumerate(stored, start=1)))
        return next(changes for changes in staging.adopt() if changes.source == source)

    def put(self, stored: Stored) -> bool:
        """Add or replace one record now; returns whether it stands: one that was withdrawn stays away."""
        with self._database.session() as session:
            number = self._database.bump(session)
            record_id = stored.record.id
            if session.get(WithdrawnRow, record_id) is not None:
                return False
            seen = replace(stored, record=limited(stored.record, narrowed(session).get(record_id)))
            now = datetime.now(UTC)
            session.execute(delete(RecordRow).where(RecordRow.id == record_id))
            session.execute(insert(RecordRow), [{**columns(seen), "changed": now}])
            write_links(session, now)
            note(session, number, _cards_of(session, record_id))
            return True

    def erase_contact(self, stored: Stored) -> None:
        """Take the contact out of a record for good; from then on it is people's own, so that no run brings it back."""
        self.put(owned(replace(stored, record=stored.record.model_copy(update={"contact": None}))))
        with self._database.session() as session:
            note_erasures(session, CONTACTS, [stored.record.id])

    def withdraw(self, record_id: str) -> bool:
        """Take a record out now and for good; returns whether it stood there."""
        with self._database.session() as session:
            number = self._database.bump(session)
            if session.get(WithdrawnRow, record_id) is None:
                session.add(WithdrawnRow(id=record_id, when=datetime.now(UTC)))
            session.execute(delete(StagedRow).where(StagedRow.id == record_id))
            removed = session.scalars(
                delete(RecordRow).where(RecordRow.id == record_id).returning(RecordRow.id)
            ).first()
            note(session, number, _cards_of(session, record_id))
            return removed is not None

    def narrow(self, record_id: str, visibility: Visibility) -> bool:
        """Let no more people than these see a record, now and after every run; returns whether it stands."""
        with self._database.session() as session:
            number, stands = self._database.bump(session), decide(session, record_id, visibility)
            note(session, number, _cards_of(session, record_id))
            return stands

    def get(self, record_id: str) -> Stored | None:
        """One record, or None."""
        return self.many([record_id]).get(record_id)

    def many(self, ids: Sequence[str]) -> dict[str, Stored]:
        """The records with these ids, in the order of the ids; unknown ones are left out."""
        found: dict[str, Stored] = {}
        with self._database.session() as session:
            for asked in in_slices(ids):
                chosen = select(*SEEN).where(RecordRow.id.in_(asked))
                found |= {row.id: from_row(row) for row in session.execute(chosen)}
        return {record_id: found[record_id] for record_id in ids if record_id in found}

    def every(self) -> Iterator[Stored]:
        """All records in order of id, read piece by piece."""
        return self._stream(select(*SEEN).order_by(RecordRow.id))

    def by_place(self, key: str) -> tuple[Stored, ...]:
        """All records of one municipality or district."""
        linked = select(PlaceRow.record_id).where(PlaceRow.key == key)
        return tuple(self._stream(select(*SEEN).where(RecordRow.id.in_(linked)).order_by(RecordRow.id)))

    def by_provider(self, name: str) -> tuple[Stored, ...]:
        """All records that name this provider: its offerings, and the practices it took part in."""
        linked = select(ProviderRow.record_id).where(ProviderRow.name == name)
        return tuple(self._stream(select(*SEEN).where(RecordRow.id.in_(linked)).order_by(RecordRow.id)))

    def changed_since(self, moment: datetime) -> Iterator[Stored]:
        """What came or changed from this moment on."""
        return self._stream(select(*SEEN).where(RecordRow.changed >= moment).order_by(RecordRow.id))

    def withdrawn_since(self, moment: datetime) -> tuple[str, ...]:
        """The ids withdrawn from this moment on."""
        return self._ids(select(WithdrawnRow.id).where(WithdrawnRow.when >= moment).order_by(WithdrawnRow.id))

    def providers(self) -> tuple[str, ...]:
        """Every provider that some record names."""
        return self._ids(select(ProviderRow.name).distinct().order_by(ProviderRow.name))

    def sources(self) -> tuple[str, ...]:
        """Every source that a record stands under."""
        return self._ids(select(RecordRow.source).distinct().order_by(RecordRow.source))

    def counts(self, without: Collection[str] = (), hidden: Collection[Visibility] = ()) -> dict[str, int]:
        """How many records there are by kind, but for those of some sources and those of some visibilities."""
        counted = select(RecordRow.kind, func.count()).where(RecordRow.source.not_in(without)).group_by(RecordRow.kind)
        # Quotes inside a text are escaped in JSON, so this stands in `data` as the record's own visibility alone.
        counted = counted.where(*(~RecordRow.data.contains(f'"visibility":"{each}"') for each in hidden))
        with self._database.session() as session:
            return {"practice": 0, "offering": 0, "need": 0} | dict(session.execute(counted).all())

    def size(self, source: str) -> int:
        """How many records stand under a source."""
        with self._database.session() as session:
            counted = select(func.count()).select_from(RecordRow).where(RecordRow.source == source)
            return session.scalars(counted).one()

    def rejected(self, run_id: int, most: int = 1000) -> tuple[Rejected, ...]:
        """The rows that a run rejected, in the order of reading."""
        return RejectedRows(self._database).of_run(run_id, most)

    def forget_rejected(self, run_id: int) -> None:
        """Drop the rejected rows of runs that lie further back than anybody looks."""
        RejectedRows(self._database).forget_before(run_id - RUNS_LOOKED_AT)

    def make_active(self, index: str) -> None:
        """Note that another index belongs to the records now."""
        with self._database.session() as session:
            self._database.bump(session)
            session.execute(update(ChangeRow).values(index_name=index))

    def active_index(self) -> str | None:
        """The index that belongs to the records as they are: what the alias must point at after a start."""
        with self._database.session() as session:
            return session.scalars(select(ChangeRow.index_name)).one()

    def _stream(self, statement: SelectSeen) -> Iterator[Stored]:
        with self._database.session() as session:
            for row in session.execute(statement, execution_options=IN_CHUNKS):
                yield from_row(row)

    def _ids(self, statement: Select[str]) -> tuple[str, ...]:
        with self._database.session() as session:
            return tuple(session.scalars(statement))


def _cards_of(session: Session, record_id: str) -> set[str]:
    """Every record whose card is another one after this record changed."""
    before = touching(session, record_id)
    return {record_id, *before, *fold_anew(session), *touching(session, record_id)}
