"""Which records are compared at all: those that share something rare, so that 100,000 need no billions of looks."""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.traits import Traits

LARGEST_BLOCK = 30
"""Records that share a key; what more of them share is no sign."""

SKETCH = 6
"""Shingles that stand for a text: those with the smallest hash, so that the same text gives the same ones."""

RAREST = 2
"""Words of a title that make a key together."""

KEY = 32
"""Bits of what is shared; above them stands what it is. Two keys that meet by chance cost one look in vain."""

Pairs = NDArray[np.int64]


def pairs(traits: Sequence[Traits]) -> Pairs:
    """Every pair of one kind that shares a source, a piece of text or the rarest words of a title.

    As rows (smaller place, larger place) in the order of places, each pair once.
    """
    frequency = Counter(word for each in traits for word in set(_telling(each)))
    keys, places = array("q"), array("q")
    for place, each in enumerate(traits):
        found = set(_keys(each, frequency))
        keys.extend(found)
        places.extend([place] * len(found))
    return _within(np.frombuffer(keys, np.int64), np.frombuffer(places, np.int64)) if places else _none()


def _keys(traits: Traits, frequency: Counter[str]) -> Iterator[int]:
    yield _key(f"{traits.kind} address", traits.address)
    for shingle in traits.shingles[:SKETCH]:
        yield _key(f"{traits.kind} text", shingle)
    for words in _rarest(traits, frequency):
        yield _key(f"{traits.kind} title", zlib.crc32(words.encode()))


def _key(what: str, shared: int) -> int:
    return ((zlib.crc32(what.encode()) >> 1) << KEY) | shared


def _telling(traits: Traits) -> list[str]:
    return [word for word in traits.title.split() if len(word) > RAREST]


def _rarest(traits: Traits, frequency: Counter[str]) -> Iterator[str]:
    """Pairs of the three rarest words: one of them may be misspelt or missing on the other side."""
    rarest = sorted(set(_telling(traits)), key=lambda word: (frequency[word], word))[: RAREST + 1]
    for some in combinations(sorted(rarest), min(RAREST, len(rarest))):
        yield " ".join(some)


def _within(keys: NDArray[np.int64], places: NDArray[np.int64]) -> Pairs:
    """The pairs within every block of places that share a key; blocks of one size are taken together."""
    order = np.lexsort((places, keys))
    starts = np.flatnonzero(np.concatenate([[True], np.diff(keys[order]) != 0]))
    sizes = np.diff(np.append(starts, len(keys)))
    found = [_none()]
    for size in range(2, LARGEST_BLOCK + 1):
        blocks = places[order][starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        found.append(np.stack([blocks[:, one].ravel(), blocks[:, other].ravel()], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def _none() -> Pairs:
    return np.empty((0, 2), np.int64)
