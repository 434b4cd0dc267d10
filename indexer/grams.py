"""Character 4-grams of whole words: a word that is only nearly the same still counts.

The measure is the cosine of tf-idf vectors over grams. It is linear in the words of a row, so no gram of a row is
stored: each word of the vocabulary gets its share of the query once, and a row adds up the shares of its words.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from indexer.postings import Postings, added_up, inverse_frequency

LETTERS = 4
"""Measured: 4 beats 3 and 5 on whole German words."""

BORDER = "_"

COMMON_WORDS = 20_000
"""Words whose grams are remembered, some ten megabytes: most words of a text are among the commonest."""

ROWS_AT_A_TIME = 500
"""Rows counted together; keeps the work space at some ten megabytes."""

TINY = float(np.finfo(np.float32).tiny)
"""Keeps a row or a question without grams from dividing by zero."""

Floats = NDArray[np.float64]


@lru_cache(COMMON_WORDS)
def word_grams(word: str) -> tuple[str, ...]:
    """The 4-grams of one word with its borders marked; a shorter word is one gram."""
    framed = f"{BORDER}{word}{BORDER}"
    return tuple(framed[at : at + LETTERS] for at in range(max(1, len(framed) - LETTERS + 1)))


@dataclass(frozen=True)
class Grams:
    """Gram g stands in the words `terms[starts[g]:starts[g + 1]]`, `times` often each, and in `frequency[g]` rows.

    `norms` is the length of each row's gram vector.
    """

    names: dict[str, int]
    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    times: NDArray[np.uint8]
    frequency: NDArray[np.int32]
    norms: NDArray[np.float32]

    @classmethod
    def build(cls, vocabulary: Mapping[str, int], postings: Postings) -> Self:
        """Take the grams of every word that `postings` hold apart, and measure every row."""
        names: dict[str, int] = {}
        used = np.flatnonzero(postings.frequency)
        words = list(vocabulary)  # in order of their numbers
        flat = array("i")  # a list of tuples would take ten times the room
        for term in used.tolist():
            for gram, often in Counter(word_grams(words[term])).items():
                flat.extend((names.setdefault(gram, len(names)), term, often))
        table = np.asarray(flat, np.int32).reshape(-1, 3)
        frequency, norms = _measure(table, len(names), len(vocabulary), postings)
        order = np.argsort(table[:, 0], kind="stable")
        starts = _starts(table[:, 0], len(names))
        return cls(names, starts, table[order, 1], table[order, 2].astype(np.uint8), frequency, norms)

    def cosine(self, words: Mapping[str, float], postings: Postings, rows: NDArray[np.int64]) -> Floats:
        """The tf-idf cosine of the words' grams with each row's, 0 to 1; `words` maps word to how often it counts.

        `postings` are those that the grams were built from.
        """
        return self._products(words, postings, rows) / np.maximum(self.norms[rows], TINY)

    def cosine_of_few(self, words: Mapping[str, float], postings: Postings, rows: NDArray[np.int64]) -> Floats:
        """The same for a field of few words, such as a title: grams that two of its words share are taken for two."""
        squares = np.zeros(len(postings.frequency))
        np.add.at(squares, self.terms, self._worth(postings.size) ** 2)
        lengths = np.sqrt(postings.sums(squares, rows))
        return np.minimum(1.0, self._products(words, postings, rows) / np.maximum(lengths, TINY))

    def _products(self, words: Mapping[str, float], postings: Postings, rows: NDArray[np.int64]) -> Floats:
        """The product of each row's gram vector with that of the words, which is made one long."""
        asked: Counter[str] = Counter()
        for word, often in words.items():
            for gram in word_grams(word):
                asked[gram] += often  # type: ignore[assignment]  # a Counter may hold floats, its stub says int
        idf = {gram: self._idf(gram, postings.size) for gram in asked}
        length = math.sqrt(sum((idf[gram] * often) ** 2 for gram, often in asked.items()))
        shares = np.zeros(len(postings.frequency))
        for gram, often in asked.items():
            if (number := self.names.get(gram)) is not None:
                cells = slice(self.starts[number], self.starts[number + 1])
                shares[self.terms[cells]] += self.times[cells] * (idf[gram] ** 2 * often)
        return postings.sums(shares, rows) / max(length, TINY)

    def _worth(self, size: int) -> Floats:
        """What each gram of each word is worth: its idf times how often it stands there."""
        idf = np.log(1 + (size - self.frequency + 0.5) / (self.frequency + 0.5))
        worth: Floats = np.repeat(idf, np.diff(self.starts)) * self.times
        return worth

    def _idf(self, gram: str, size: int) -> float:
        number = self.names.get(gram)
        return inverse_frequency(0 if number is None else int(self.frequency[number]), size)

    def save(self, folder: Path) -> None:
        """Write names and arrays."""
        (folder / "grams.txt").write_text("\n".join(self.names), encoding="utf-8")
        for part in _ARRAYS:
            np.save(folder / f"grams.{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map what `save` wrote."""
        lines = (folder / "grams.txt").read_text(encoding="utf-8").split("\n")
        names = {name: number for number, name in enumerate(lines) if name}
        return cls(names, *(np.load(folder / f"grams.{part}.npy", mmap_mode="r") for part in _ARRAYS))


_ARRAYS = ("starts", "terms", "times", "frequency", "norms")


def _starts(numbers: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=size))]).astype(np.int64)


def _measure(
    table: NDArray[np.int32], names: int, words: int, postings: Postings
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """In how many rows each gram stands, and the length of each row's vector; `table` is (gram, word, times) by word.

    Counted twice rather than kept: the counts of 100,000 rows would fill some 400 MB.
    """
    frequency = np.zeros(names, np.int64)
    for _, grams, _ in _counted(table, words, postings):
        frequency += np.bincount(grams, minlength=names)
    return frequency.astype(np.int32), row_lengths(table, frequency, postings.size, postings)


def row_lengths(
    table: NDArray[np.int32], frequency: NDArray[np.integer], size: int, postings: Postings
) -> NDArray[np.float32]:
    """The length of each row's gram vector; `frequency` counts the rows of a gram among `size` rows."""
    idf = np.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
    squares = np.zeros(postings.size)
    for rows, grams, often in _counted(table, len(postings.frequency), postings):
        squares += np.bincount(rows, (often * idf[grams]) ** 2, minlength=postings.size)
    return np.sqrt(squares).astype(np.float32)


def _counted(
    table: NDArray[np.int32], words: int, postings: Postings
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Stretch by stretch: row, gram and how often it stands there, each pair of row and gram once."""
    starts = _starts(table[:, 1], words)
    size = int(table[:, 0].max(initial=0)) + 1
    for begin in range(0, postings.size, ROWS_AT_A_TIME):
        rows = np.arange(begin, min(begin + ROWS_AT_A_TIME, postings.size))
        where, terms, times = postings.cells(rows)
        many = starts[terms + 1] - starts[terms]
        ends = np.cumsum(many)
        cells = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[terms] - (ends - many), many)
        keys, inverse = np.unique(np.repeat(rows[where], many) * size + table[cells, 0], return_inverse=True)
        often = added_up(inverse, np.repeat(times, many) * table[cells, 2], len(keys))
        yield keys // size, keys % size, often
