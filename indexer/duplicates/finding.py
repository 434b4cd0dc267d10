"""Which of all records may be the same: one pass over their traits, and whole records for the few that may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.blocking import pairs
from indexer.duplicates.likeness import Verdict, compared, surely_different
from indexer.duplicates.traits import Traits, traits_of
from indexer.records import Record

Load = Callable[[Sequence[Record]], NDArray[np.floating]]
"""The vectors of records in their order, NaN where there is none."""

Vectors = dict[str, NDArray[np.floating]]
Pair = tuple[Traits, Traits]


@dataclass(frozen=True)
class FoundPair:
    """Two records that may be one, the smaller id first."""

    first: str
    second: str
    verdict: Verdict
    score: float


def find(
    records: Iterable[Record], some: Callable[[Sequence[str]], Iterable[Record]], load: Load | None = None
) -> tuple[FoundPair, ...]:
    """Every clear and every doubtful pair; `some` gives the records with these ids once more."""
    alike = list(_alike(sorted(map(traits_of, records), key=lambda traits: traits.id)))
    ids = sorted({each.id for pair in alike for each in pair})
    vectors = _vectors(list(some(ids)), load) if load and ids else {}
    judged = (_judged(pair, vectors) for pair in alike)
    return tuple(pair for pair in judged if pair.verdict != "different")


def _alike(traits: Sequence[Traits]) -> Iterator[Pair]:
    for one, other in pairs(traits):
        pair = traits[one], traits[other]
        if not surely_different(*pair):
            yield pair


def _judged(pair: Pair, vectors: Vectors) -> FoundPair:
    one, other = pair
    alike = compared(one, other, _cosine(vectors.get(one.id), vectors.get(other.id)))
    return FoundPair(one.id, other.id, alike.verdict, round(alike.score, 4))


def _vectors(records: Sequence[Record], load: Load) -> Vectors:
    rows = load(records)
    return {record.id: row for record, row in zip(records, rows, strict=True) if not np.isnan(row).any()}


def _cosine(one: NDArray[np.floating] | None, other: NDArray[np.floating] | None) -> float | None:
    if one is None or other is None:
        return None
    first, second = one.astype(np.float64), other.astype(np.float64)
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths else None
