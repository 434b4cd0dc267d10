"""Which records are compared at all: those that share something rare, so that 100,000 need no billions of looks."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from indexer.duplicates.likeness import plain, shingles
from indexer.records import Record

LARGEST_BLOCK = 30
"""Records that share a key; what more of them share is no sign."""

SKETCH = 6
"""Shingles that stand for a text: those with the smallest hash, so that the same text gives the same ones."""

RAREST = 2
"""Words of a title that make a key together."""

Pair = tuple[str, str]


class Blocks:
    """Takes records in one by one and keeps nothing of them but keys; then names the pairs worth a look."""

    def __init__(self) -> None:
        self._titles: dict[str, tuple[str, frozenset[str]]] = {}
        self._blocks: dict[str, list[str]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """Take a record in."""
        words = frozenset(word for word in plain(record.title).split() if len(word) > RAREST)
        self._titles[record.id] = (record.kind, words)
        self._blocks[f"{record.kind} {record.source_url}"].append(record.id)
        for shingle in sorted(shingles(record), key=lambda each: zlib.crc32(each.encode()))[:SKETCH]:
            self._blocks[f"{record.kind} {shingle}"].append(record.id)

    def pairs(self) -> set[Pair]:
        """Every pair that shares a source, a piece of text or the rarest words of a title; the smaller id first."""
        frequency = Counter(word for _, words in self._titles.values() for word in words)
        by_title: dict[str, list[str]] = defaultdict(list)
        for record_id, (kind, words) in self._titles.items():
            for key in _keys(kind, words, frequency):
                by_title[key].append(record_id)
        return set(_pairs(by_title.values())) | set(_pairs(self._blocks.values()))


def _keys(kind: str, words: frozenset[str], frequency: Counter[str]) -> Iterator[str]:
    """Pairs of the three rarest words: one of them may be misspelt or missing on the other side."""
    rarest = sorted(words, key=lambda word: (frequency[word], word))[: RAREST + 1]
    for some in combinations(sorted(rarest), min(RAREST, len(rarest))):
        yield " ".join((kind, *some))


def _pairs(blocks: Iterable[list[str]]) -> Iterator[Pair]:
    for block in blocks:
        if 1 < len(block) <= LARGEST_BLOCK:
            yield from combinations(sorted(set(block)), 2)
