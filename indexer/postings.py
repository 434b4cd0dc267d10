"""The words of one field of every document, in three flat arrays, and the two numbers that ranking asks of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
"""Robertson's k1 and b, the values that Lucene and tantivy use too, so that a candidate's rank tells the same story."""

MOST_TIMES = 255
"""A word counted more often than this says nothing more, and fits one byte."""


def inverse_frequency(rows: int, size: int) -> float:
    """Lucene's idf ln(1 + (N - df + .5) / (df + .5)) of what stands in `rows` of `size` rows."""
    return math.log(1 + (size - rows + 0.5) / (rows + 0.5))


@dataclass(frozen=True)
class Postings:
    """Words of one field. Row r holds `terms[starts[r]:starts[r + 1]]`, each `times` often; `frequency` is per term."""

    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    times: NDArray[np.uint8]
    lengths: NDArray[np.float32]
    frequency: NDArray[np.int32]

    @classmethod
    def build(cls, rows: Iterable[list[str]], vocabulary: dict[str, int]) -> Self:
        """Count the words of each row; words new to the vocabulary are added to it."""
        starts, lengths = [0], []
        terms: list[NDArray[np.int32]] = []
        times: list[NDArray[np.uint8]] = []
        for words in rows:
            counted = Counter(words)
            terms.append(np.fromiter((vocabulary.setdefault(word, len(vocabulary)) for word in counted), np.int32, len(counted)))
            times.append(np.fromiter((min(n, MOST_TIMES) for n in counted.values()), np.uint8, len(counted)))
            starts.append(starts[-1] + len(counted))
            lengths.append(len(words))
        flat = np.concatenate(terms) if terms else np.zeros(0, np.int32)
        return cls(
            np.asarray(starts, np.int64),
            flat,
            np.concatenate(times) if times else np.zeros(0, np.uint8),
            np.asarray(lengths, np.float32),
            np.bincount(flat, minlength=len(vocabulary)).astype(np.int32),
        )

    def widened(self, words: int) -> Self:
        """The same postings beside a vocabulary that other fields have enlarged to `words` words."""
        return replace(self, frequency=np.pad(self.frequency, (0, words - len(self.frequency))))

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.lengths)

    def idf(self, term: int) -> float:
        """The idf of one term id; a term that no row has gets the highest value."""
        return inverse_frequency(int(self.frequency[term]) if 0 <= term < len(self.frequency) else 0, self.size)

    def bm25(self, weights: Mapping[int, float], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """BM25 of each row for the weighted term ids (Robertson & Zaragoza 2009); no constant factor."""
        where, terms, times = self._cells(rows)
        tf = times.astype(np.float64)
        shortness = 1 - B + B * self.lengths[rows] / max(float(self.lengths.mean()), 1.0)
        worth = self._worth(weights)[terms]
        return np.bincount(where, worth * tf * (K1 + 1) / (tf + K1 * shortness[where]), minlength=len(rows))

    def coverage(self, weights: Mapping[int, float], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What share of the query's weight · idf stands in each row, 0 to 1; `weights` may hold -1 - n for unknown words."""
        total = sum(weight * self.idf(term) for term, weight in weights.items())
        where, terms, _ = self._cells(rows)
        return np.bincount(where, self._worth(weights)[terms], minlength=len(rows)) / (total or 1.0)

    def _worth(self, weights: Mapping[int, float]) -> NDArray[np.float64]:
        worth = np.zeros(len(self.frequency))
        for term, weight in weights.items():
            if 0 <= term < len(worth):
                worth[term] = weight * self.idf(term)
        return worth

    def cells(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """All words of the rows: for each cell the position in `rows` it belongs to, and its term id."""
        where, terms, _ = self._cells(rows)
        return where, terms

    def _cells(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
        counts = self.starts[rows + 1] - self.starts[rows]
        where = np.repeat(np.arange(len(rows)), counts)
        ends = np.cumsum(counts)
        cells = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(self.starts[rows] - (ends - counts), counts)
        return where, self.terms[cells], self.times[cells]

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays as files of their own, so that `open` can map them."""
        for part in ("starts", "terms", "times", "lengths", "frequency"):
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, folder: Path, name: str) -> Self:
        """Map what `save` wrote; nothing is read until it is asked for."""
        parts = ("starts", "terms", "times", "lengths", "frequency")
        return cls(*(np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in parts))
