"""The words of one field of every document, in three flat arrays, and the two numbers that ranking asks of them."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

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


def added_up(places: NDArray[Any], values: NDArray[Any], size: int) -> NDArray[np.float64]:
    """The sum of the values that belong to each place 0 … size - 1."""
    return np.bincount(places, values, minlength=size).astype(np.float64, copy=False)


class Vocabulary(dict[str, int]):
    """Words and their numbers; a word that is asked for the first time gets the next one."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Draft:
    """Postings while they are being counted, row by row; about 6 bytes a word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._starts, self._lengths = array("q", [0]), array("f")
        self._terms, self._times = array("i"), array("B")

    def add(self, words: Sequence[str]) -> None:
        """Count the words of the next row; words new to the shared vocabulary are added to it."""
        counted = Counter(words)
        self._terms.extend(map(self._vocabulary.__getitem__, counted))
        few = len(words) <= MOST_TIMES
        self._times.extend(counted.values() if few else (min(times, MOST_TIMES) for times in counted.values()))
        self._starts.append(len(self._terms))
        self._lengths.append(len(words))

    def finish(self) -> Postings:
        """The postings, with room for every word that the vocabulary has now."""
        terms = np.frombuffer(self._terms, np.int32) if self._terms else np.zeros(0, np.int32)
        return Postings(
            np.frombuffer(self._starts, np.int64),
            terms,
            np.frombuffer(self._times, np.uint8) if self._times else np.zeros(0, np.uint8),
            np.frombuffer(self._lengths, np.float32) if self._lengths else np.zeros(0, np.float32),
            np.bincount(terms, minlength=len(self._vocabulary)).astype(np.int32),
        )


@dataclass(frozen=True)
class Postings:
    """Words of one field. Row r holds `terms[starts[r]:starts[r + 1]]`, each `times` often; `frequency` is per term."""

    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    times: NDArray[np.uint8]
    lengths: NDArray[np.float32]
    frequency: NDArray[np.int32]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.lengths)

    def idf(self, term: int) -> float:
        """The idf of one term id; a term that no row has gets the highest value."""
        return inverse_frequency(int(self.frequency[term]) if 0 <= term < len(self.frequency) else 0, self.size)

    def bm25(self, weights: Mapping[int, float], rows: NDArray[np.int64], k1: float = K1) -> NDArray[np.float64]:
        """BM25 of each row for the weighted term ids (Robertson & Zaragoza 2009); no constant factor."""
        where, terms, times = self.cells(rows)
        tf = times.astype(np.float64)
        shortness = 1 - B + B * self.lengths[rows] / max(float(self.lengths.mean()), 1.0)
        worth = self._worth(weights)[terms]
        return added_up(where, worth * tf * (k1 + 1) / (tf + k1 * shortness[where]), len(rows))

    def coverage(self, weights: Mapping[int, float], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What share of the query's weight · idf stands in each row, 0 to 1; unknown words are numbered -1, -2, …"""
        total = sum(weight * self.idf(term) for term, weight in weights.items())
        where, terms, _ = self.cells(rows)
        return added_up(where, self._worth(weights)[terms], len(rows)) / (total or 1.0)

    def _worth(self, weights: Mapping[int, float]) -> NDArray[np.float64]:
        worth = np.zeros(len(self.frequency))
        for term, weight in weights.items():
            if 0 <= term < len(worth):
                worth[term] = weight * self.idf(term)
        return worth

    def sums(self, worth: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """For each row the sum over its words of how often it stands there times `worth` of the word."""
        where, terms, times = self.cells(rows)
        return added_up(where, worth[terms] * times, len(rows))

    def cells(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
        """All words of the rows: each one's position in `rows`, its term id, and how often it stands there."""
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
