"""One vector for each record, kept in the database, so that only what is new or changed is encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from indexer.database import Base, Database
from indexer.meaning.encoder import Encoder
from indexer.meaning.matrix import VectorMatrix
from indexer.records import Record

LOOKED_UP_TOGETHER = 500  # records whose vectors are asked for at once
ENCODED_TOGETHER = 32  # records between two commits: about a second of work that a kill can lose
STORED = np.dtype("<f2")  # half the room of float32, off by 1e-5 in a cosine
SEPARATOR = "\n\n"

Vector = NDArray[np.float32]
Item = TypeVar("Item")
Values = dict[str, str | bytes]


class VectorRow(Base):
    """The vector of some texts under one encoder."""

    __tablename__ = "vectors"

    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the texts, in hex
    encoder: Mapped[str] = mapped_column(String(80), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


def texts_of(record: Record) -> tuple[str, ...]:
    """What stands for a record's meaning: title, title with summary, topics and twice the situation, as far as given.

    A text that stands twice weighs twice. The situation is the one closest to a challenge: it tells a problem.
    Approach, result, and a summary without its title were measured to blur the vector.
    """
    told = f"{record.title}. {record.summary}" if record.summary else ""
    texts = (record.title, told, ", ".join(record.topics), record.situation, record.situation)
    return tuple(text for text in texts if text)


def mean_vector(rows: Vector) -> Vector:
    """The mean of unit rows, not normalised again: its product with a query is the mean of the rows' cosines."""
    mean: Vector = rows.mean(axis=0)
    return mean


class Vectors:
    """The vectors of records in one database under one encoder. Raises EncoderMissing when the encoder goes away."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder

    def missing(self, records: Iterable[Record]) -> int:
        """How many of the records have no vector yet."""
        return sum(len(lacking) for _, lacking in self._lacking(records))

    def fill(self, records: Iterable[Record], tell: Callable[[int], None] = lambda _: None) -> int:
        """Encode the records that lack a vector and return how many; commits batch by batch, tells the records done."""
        done = encoded = 0
        for size, lacking in self._lacking(records):
            done += size - len(lacking)
            for batch in _slices(lacking.items(), ENCODED_TOGETHER):
                self._keep(dict(zip(dict(batch), self._encoded([texts for _, texts in batch]), strict=True)))
                done += len(batch)
                encoded += len(batch)
                tell(done)
            tell(done)
        return encoded

    def matrix(self, records: Iterable[Record | None], common: NDArray[np.bool_] | None = None) -> VectorMatrix:
        """All vectors there are, one row a record in the given order, empty for None and where none is known.

        `common` marks the records that everybody may see.
        """
        return VectorMatrix.build(self.load(records), self._encoder.name, common)

    def load(self, records: Iterable[Record | None]) -> NDArray[np.float16]:
        """The stored vectors (records, dimensions) in the given order; NaN where there is none."""
        blocks = [self._block(batch) for batch in _slices(records, LOOKED_UP_TOGETHER)]
        return np.concatenate(blocks) if blocks else np.empty((0, self._encoder.dimensions), STORED)

    def forget(self, record: Record) -> None:
        """Delete the vectors of a record's texts; another record with the same texts gets them anew."""
        with self._database.session() as session:
            session.execute(delete(VectorRow).where(VectorRow.text_hash == _hash(texts_of(record))))

    def prune(self, records: Iterable[Record]) -> int:
        """Delete every vector that belongs to none of these records or to another encoder; returns how many."""
        wanted = {_hash(texts_of(record)) for record in records}
        own = VectorRow.encoder == self._encoder.name
        with self._database.session() as session:
            foreign = session.scalars(delete(VectorRow).where(~own).returning(VectorRow.text_hash)).all()
            gone = [key for key in session.scalars(select(VectorRow.text_hash).where(own)) if key not in wanted]
            for batch in _slices(gone, LOOKED_UP_TOGETHER):
                session.execute(delete(VectorRow).where(own, VectorRow.text_hash.in_(batch)))
        return len(foreign) + len(gone)

    def _lacking(self, records: Iterable[Record]) -> Iterator[tuple[int, dict[str, tuple[str, ...]]]]:
        """Per slice its size, and hash and texts of those without a vector."""
        for batch in _slices(records, LOOKED_UP_TOGETHER):
            texts = {_hash(found): found for found in map(texts_of, batch)}
            known = self._known(texts)
            yield len(batch), {key: found for key, found in texts.items() if key not in known}

    def _encoded(self, groups: Sequence[tuple[str, ...]]) -> list[bytes]:
        """Every text of several records once, in one call, then the mean of each record's own."""
        unique = list(dict.fromkeys(text for texts in groups for text in texts))
        rows = dict(zip(unique, self._encoder.passages(unique), strict=True))
        means = [mean_vector(np.stack([rows[text] for text in texts])) for texts in groups]
        return [mean.astype(STORED).tobytes() for mean in means]

    def _block(self, records: Sequence[Record | None]) -> NDArray[np.float16]:
        keys = [_hash(texts_of(record)) if record else "" for record in records]
        known = self._known(keys)
        block = np.full((len(keys), self._encoder.dimensions), np.nan, STORED)
        for row, key in enumerate(keys):
            if key in known:
                block[row] = np.frombuffer(known[key], STORED)
        return block

    def _known(self, keys: Iterable[str]) -> dict[str, bytes]:
        query = select(VectorRow.text_hash, VectorRow.data)
        query = query.where(VectorRow.encoder == self._encoder.name, VectorRow.text_hash.in_(list(keys)))
        with self._database.session() as session:
            return {row.text_hash: row.data for row in session.execute(query)}

    def _keep(self, vectors: dict[str, bytes]) -> None:
        name = self._encoder.name
        rows: list[Values] = [{"text_hash": key, "encoder": name, "data": data} for key, data in vectors.items()]
        with self._database.session() as session:
            _insert_new(session, rows)


def _insert_new(session: Session, rows: list[Values]) -> None:
    """Insert what is not there yet: another process may have encoded the same text meanwhile."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(VectorRow).on_conflict_do_nothing(), rows)
    else:
        session.execute(sqlite.insert(VectorRow).on_conflict_do_nothing(), rows)


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256(SEPARATOR.join(texts).encode()).hexdigest()


def _slices(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
