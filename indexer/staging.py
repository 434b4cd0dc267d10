"""What a run has read waits here unseen until one transaction makes it the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, islice

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from indexer import rejected
from indexer.adoption import adopt_staged, staged_sources, waiting
from indexer.database import Database
from indexer.duplicates.decisions import fold_anew, keep_folds, keep_pairs
from indexer.duplicates.finding import FoundPair
from indexer.journal import note, note_built
from indexer.narrowing import limited, narrowed
from indexer.records import Visibility
from indexer.rejected import Rejected
from indexer.stored import OWN, SEEN, Arrived, Changes, SelectSeen, Stored, columns, from_row, in_slices
from indexer.tables import RecordRow, StagedRow, StagedSourceRow, WithdrawnRow

CHUNK = 2000  # rows written in one go: the database stays free for others in between

IN_CHUNKS = {"yield_per": CHUNK}


@dataclass(frozen=True)
class Staged:
    """What became of one source: rows waiting, rows rejected, rows left out because their record was withdrawn."""

    waiting: int = 0
    rejected: int = 0
    withdrawn: int = 0

    def __add__(self, other: Staged) -> Staged:
        return Staged(self.waiting + other.waiting, self.rejected + other.rejected, self.withdrawn + other.withdrawn)


@dataclass(frozen=True)
class Built:
    """A new index with what it was built from.

    `base` is the change number at which its run began to read (what came later it does not hold yet); `pairs` and
    `folds` are the duplicates it found and folded.
    """

    index: str
    base: int
    pairs: Sequence[FoundPair] = ()
    folds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sieve:
    """Parts the rows of a source: an id that is taken makes a row bad, a withdrawn one leaves it out.

    So does one that people changed after it had come from this very source: what they said holds, and is no fault of
    the row. A record that was narrowed is let in with the visibility that people decided on.
    """

    source: str
    taken: dict[str, str]  # id → the source it belongs to; grows with every good row
    withdrawn: frozenset[str]
    limits: Mapping[str, Visibility]

    def parted(self, rows: Iterable[Arrived | Rejected]) -> tuple[list[Arrived], list[Rejected]]:
        good: list[Arrived] = []
        bad: list[Rejected] = []
        for row in rows:
            if isinstance(row, Rejected):
                bad.append(row)
            elif (id_ := row.stored.record.id) in self.taken:
                bad += [] if self.taken[id_] == f"{OWN}{self.source}" else [_doubled(row, self.taken[id_])]
            elif id_ not in self.withdrawn:
                self.taken[id_] = self.source
                good.append(self._limited(row))
        return good, bad

    def _limited(self, row: Arrived) -> Arrived:
        limit = self.limits.get(row.stored.record.id)
        if limit is None:
            return row
        return replace(row, stored=replace(row.stored, record=limited(row.stored.record, limit)))


class Staging:
    """The records that one run has read; nobody sees them before `adopt`."""

    def __init__(self, database: Database, run_id: int) -> None:
        self._database = database
        self._run_id = run_id

    def stage(self, source: str, rows: Iterable[Arrived | Rejected]) -> Staged:
        """Put one source aside, whole: what it no longer holds will go. An error on the way leaves it as it is."""
        self.drop(source)
        sieve = self._sieve(source)
        total = Staged()
        for chunk in _chunks(rows):
            good, bad = sieve.parted(chunk)
            total += self._write(source, good, bad) + Staged(withdrawn=len(chunk) - len(good) - len(bad))
        with self._database.session() as session:
            session.add(StagedSourceRow(run_id=self._run_id, source=source))
        return total

    def upcoming(self) -> Iterator[Stored]:
        """Every record as it will stand after `adopt`: the staged sources, and the others as they are."""
        with self._database.session() as session:
            for statement in self._seen(session):
                for row in session.execute(statement, execution_options=IN_CHUNKS):
                    yield from_row(row)

    def some(self, ids: Sequence[str]) -> Iterator[Stored]:
        """Those of `upcoming` that have these ids."""
        with self._database.session() as session:
            staged, staying = self._seen(session)
            for asked in in_slices(ids):
                chosen = (staged.where(StagedRow.id.in_(asked)), staying.where(RecordRow.id.in_(asked)))
                for row in chain.from_iterable(map(session.execute, chosen)):
                    yield from_row(row)

    def _seen(self, session: Session) -> tuple[SelectSeen, SelectSeen]:
        """What the run has staged, and what stands of sources that it did not read."""
        sources = staged_sources(session, self._run_id)
        staying = select(*SEEN).where(RecordRow.source.not_in(sources))
        return waiting(self._run_id, sources, datetime.now(UTC)), staying

    def adopt(self, built: Built | None = None) -> tuple[Changes, ...]:
        """Make the staged sources the store and name the index that belongs to it, in one transaction.

        Cards that are others now than those the index was built with, because people decided meanwhile, are noted.
        """
        with self._database.session() as session:
            number = self._database.bump(session)  # first, so that this transaction is the only one that writes
            if built is not None:
                note_built(session, built.index, built.base)
                keep_pairs(session, built.pairs)
                keep_folds(session, dict(built.folds))
            changes = adopt_staged(session, self._run_id, built.index if built else None)
            note(session, number, fold_anew(session))
            return changes

    def discard(self) -> None:
        """Drop what is staged, of this run and of any before it that died."""
        with self._database.session() as session:
            session.execute(delete(StagedRow).where(StagedRow.run_id <= self._run_id))
            session.execute(delete(StagedSourceRow).where(StagedSourceRow.run_id <= self._run_id))

    def drop(self, source: str) -> None:
        """Forget what was read of one source: its old records stay."""
        with self._database.session() as session:
            for table in (StagedRow, StagedSourceRow):
                session.execute(delete(table).where(table.run_id == self._run_id, table.source == source))

    def _taken(self, source: str) -> dict[str, str]:
        """Ids that belong to another source: staged before this one, or standing and not read by this run."""
        with self._database.session() as session:
            sources = [*staged_sources(session, self._run_id), source]
            standing = select(RecordRow.id, RecordRow.source).where(RecordRow.source.not_in(sources))
            waiting = select(StagedRow.id, StagedRow.source).where(StagedRow.run_id == self._run_id)
            return {id_: owner for statement in (standing, waiting) for id_, owner in session.execute(statement)}

    def _sieve(self, source: str) -> _Sieve:
        taken = self._taken(source)
        with self._database.session() as session:
            return _Sieve(source, taken, frozenset(session.scalars(select(WithdrawnRow.id))), narrowed(session))

    def _write(self, source: str, good: list[Arrived], bad: list[Rejected]) -> Staged:
        with self._database.session() as session:
            _insert(session, self._run_id, source, good)
            return Staged(len(good), rejected.keep(session, self._run_id, source, bad))


def _insert(session: Session, run_id: int, source: str, good: list[Arrived]) -> None:
    if good:
        session.execute(
            insert(StagedRow), [{**columns(each.stored), "source": source, "run_id": run_id} for each in good]
        )


def _doubled(row: Arrived, owner: str) -> Rejected:
    record = row.stored.record
    where = "hier von Hand eingetragen" if owner.startswith(OWN) else f"Quelle {owner}"
    reason = f"Kennung: „{record.id}“ gibt es schon ({where})."
    return Rejected(row.file, row.row, reason, record.model_dump(exclude_defaults=True))


def _chunks(rows: Iterable[Arrived | Rejected]) -> Iterator[list[Arrived | Rejected]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
