"""Character 5-grams of the vocabulary: a word that is only nearly the same still counts a little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from indexer.language.analyzer import grams
from indexer.postings import Postings, inverse_frequency

BITS = 64
"""Query grams are carried as bits of 64-bit words."""

ROWS_AT_A_TIME = 2_000
"""Rows counted together; keeps the work space at some ten megabytes."""


@dataclass(frozen=True)
class Grams:
    """Which words hold which gram: gram g stands in the words `terms[starts[g]:starts[g + 1]]`, and in `frequency[g]` rows.

    Rows are not stored: a row holds a gram if one of its words does.
    """

    names: dict[str, int]
    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    frequency: NDArray[np.int32]

    @classmethod
    def build(cls, vocabulary: Mapping[str, int], postings: Postings) -> Self:
        """Take the grams of every word apart and count in how many rows each stands."""
        names: dict[str, int] = {}
        pairs = [(names.setdefault(gram, len(names)), term) for word, term in vocabulary.items() for gram in grams((word,))]
        table = np.asarray(pairs, np.int32).reshape(-1, 2)
        frequency = _rows_per_gram(table, len(names), len(vocabulary), postings)
        order = np.argsort(table[:, 0], kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(table[:, 0], minlength=len(names)))]).astype(np.int64)
        return cls(names, starts, table[order, 1], frequency)

    def coverage(self, words: Mapping[str, float], postings: Postings, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What share of the words' weighted gram idf stands in each row, 0 to 1."""
        weights = self._weights(words, postings.size)
        known = [name for name in weights if name in self.names]
        total = sum(weights.values())
        where, cells = postings.cells(rows)
        if not known or not len(cells):
            return np.zeros(len(rows))
        bits = self._bits(known, len(postings.frequency))[cells]
        filled, first = np.unique(where, return_index=True)
        held = np.zeros((len(rows), bits.shape[1]), np.uint64)
        held[filled] = np.bitwise_or.reduceat(bits, first)
        flags = np.unpackbits(held.view(np.uint8), axis=1, bitorder="little")[:, : len(known)]
        found: NDArray[np.float64] = flags @ np.asarray([weights[name] for name in known]) / total
        return found

    def _weights(self, words: Mapping[str, float], size: int) -> dict[str, float]:
        weights: dict[str, float] = {}
        for word, weight in words.items():
            for gram in grams((word,)):
                weights[gram] = max(weights.get(gram, 0.0), weight)
        return {gram: weight * self._idf(gram, size) for gram, weight in weights.items()}

    def _idf(self, gram: str, size: int) -> float:
        number = self.names.get(gram)
        return inverse_frequency(0 if number is None else int(self.frequency[number]), size)

    def _bits(self, known: list[str], words: int) -> NDArray[np.uint64]:
        bits = np.zeros((words, -(-len(known) // BITS)), np.uint64)
        for position, name in enumerate(known):
            gram = self.names[name]
            holders = self.terms[self.starts[gram] : self.starts[gram + 1]]
            bits[holders, position // BITS] |= np.uint64(1 << (position % BITS))
        return bits

    def save(self, folder: Path) -> None:
        """Write names and arrays."""
        (folder / "grams.txt").write_text("\n".join(self.names), encoding="utf-8")
        for part in ("starts", "terms", "frequency"):
            np.save(folder / f"grams.{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map what `save` wrote."""
        lines = (folder / "grams.txt").read_text(encoding="utf-8").split("\n")
        names = {name: number for number, name in enumerate(lines) if name}
        return cls(names, *(np.load(folder / f"grams.{part}.npy", mmap_mode="r") for part in ("starts", "terms", "frequency")))


def _rows_per_gram(pairs: NDArray[np.int32], names: int, words: int, postings: Postings) -> NDArray[np.int32]:
    """In how many rows each gram stands; `pairs` are (gram, word), grouped by word in rising order."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 1], minlength=words))])
    counts = np.zeros(names, np.int64)
    for begin in range(0, postings.size, ROWS_AT_A_TIME):
        rows = np.arange(begin, min(begin + ROWS_AT_A_TIME, postings.size))
        where, terms = postings.cells(rows)
        many = starts[terms + 1] - starts[terms]
        ends = np.cumsum(many)
        cells = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[terms] - (ends - many), many)
        once = np.unique(np.repeat(where, many) * names + pairs[cells, 0])
        counts += np.bincount(once % names, minlength=names)
    return counts.astype(np.int32)
