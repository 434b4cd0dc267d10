"""A snapshot as somebody sees it who may not see every record: as if those records had never been there.

Frequencies, idf, mean lengths, the vocabulary and the numbering of words are those of a snapshot built from the visible
documents alone, so that nothing hidden moves a score, an order or a suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.columns import Column
from indexer.engines.query import Filter
from indexer.grams import Grams
from indexer.postings import Postings
from indexer.snapshot import Rows, Snapshot

NEVER = np.iinfo(np.int64).max
"""When a word is first seen that nobody has."""

CELLS = 1 << 33
"""More cells than any field of any index has: places one field's cells behind those of the field before."""

Cells = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]


def seen(snapshot: Snapshot, filters: Sequence[Filter]) -> Snapshot:
    """The snapshot without the rows that the filters hide; itself where they hide none."""
    rows = np.flatnonzero(snapshot.allowed(filters))
    if len(rows) == snapshot.size:
        return snapshot
    cells = {name: postings.cells(rows) for name, postings in snapshot.words.items()}
    kept = _in_order_of_appearance(cells, len(snapshot.vocabulary))
    numbers = np.full(len(snapshot.vocabulary), -1, np.int32)
    numbers[kept] = np.arange(len(kept), dtype=np.int32)
    words = {name: _words(snapshot.words[name], cells[name], rows, numbers) for name in cells}
    every = list(snapshot.vocabulary)
    vocabulary = {every[number]: place for place, number in enumerate(kept.tolist())}
    return Snapshot(
        ids=tuple(snapshot.ids[row] for row in rows.tolist()),
        vocabulary=vocabulary,
        words=words,
        grams=Grams.build(vocabulary, words["folge"]),
        columns={name: _column(column, rows) for name, column in snapshot.columns.items()},
        vectors=snapshot.vectors.of(rows) if snapshot.vectors else None,
    )


def _in_order_of_appearance(cells: Mapping[str, Cells], size: int) -> NDArray[np.int64]:
    """The old numbers of all words that are left, in the order in which reading the rows meets them."""
    first = np.full(size, NEVER, np.int64)
    for place, (where, terms, _) in enumerate(cells.values()):
        met, at = np.unique(terms, return_index=True)
        first[met] = np.minimum(first[met], (where[at] * len(cells) + place) * CELLS + at)
    order = np.argsort(first, kind="stable")
    return order[: np.count_nonzero(first != NEVER)]


def _words(before: Postings, cells: Cells, rows: Rows, numbers: NDArray[np.int32]) -> Postings:
    where, terms, times = cells
    renamed = numbers[terms]
    return Postings(
        np.concatenate([[0], np.cumsum(np.bincount(where, minlength=len(rows)))]).astype(np.int64),
        renamed,
        times,
        np.asarray(before.lengths[rows]),
        np.bincount(renamed, minlength=int(numbers.max(initial=-1)) + 1).astype(np.int32),
    )


def _column(before: Column, rows: Rows) -> Column:
    counts = before.starts[rows + 1] - before.starts[rows]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    cells = np.arange(int(starts[-1])) + np.repeat(before.starts[rows] - starts[:-1], counts)
    codes = before.codes[cells]
    met, at = np.unique(codes, return_index=True)
    kept = met[np.argsort(at, kind="stable")]
    numbers = np.full(len(before.names), -1, np.int32)
    numbers[kept] = np.arange(len(kept), dtype=np.int32)
    return Column(tuple(before.names[code] for code in kept.tolist()), starts, numbers[codes])
