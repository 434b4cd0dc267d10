"""Which of all records may be the same: two passes over them, and only those worth a look are held in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.blocking import Blocks, Pair
from indexer.duplicates.likeness import Verdict, likeness
from indexer.records import Record
from indexer.stored import Stored

Load = Callable[[Sequence[Record]], NDArray[np.floating]]
"""The vectors of records in their order, NaN where there is none."""


@dataclass(frozen=True)
class FoundPair:
    """Two records that may be one, the smaller id first."""

    first: str
    second: str
    verdict: Verdict
    score: float


def find(read: Callable[[], Iterable[Stored]], load: Load | None = None) -> tuple[FoundPair, ...]:
    """Every clear and every doubtful pair; `read` gives all records from the beginning each time it is called."""
    blocks = Blocks()
    for stored in read():
        blocks.add(stored.record)
    pairs = blocks.pairs()
    wanted = {record_id for pair in pairs for record_id in pair}
    records = {stored.record.id: stored.record for stored in read() if stored.record.id in wanted}
    vectors = _vectors(records, load) if load and records else {}
    judged = (_judged(pair, records, vectors) for pair in sorted(pairs))
    return tuple(pair for pair in judged if pair.verdict != "different")


def _judged(pair: Pair, records: dict[str, Record], vectors: dict[str, NDArray[np.floating]]) -> FoundPair:
    one, other = pair
    alike = likeness(records[one], records[other], _cosine(vectors.get(one), vectors.get(other)))
    return FoundPair(one, other, alike.verdict, round(alike.score, 4))


def _vectors(records: dict[str, Record], load: Load) -> dict[str, NDArray[np.floating]]:
    rows = load(list(records.values()))
    return {record_id: row for record_id, row in zip(records, rows, strict=True) if not np.isnan(row).any()}


def _cosine(one: NDArray[np.floating] | None, other: NDArray[np.floating] | None) -> float | None:
    if one is None or other is None:
        return None
    first, second = one.astype(np.float64), other.astype(np.float64)
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths else None
