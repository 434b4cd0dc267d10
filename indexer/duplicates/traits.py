"""What of a record is compared with others: small enough to be held for every record at once."""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass

from rapidfuzz import utils

from indexer.records import Record

SHORTEST_TEXT = 12
"""Words that a text must have before its likeness to another means anything."""

SHINGLE = 3
"""Words side by side that count as one when texts are compared."""

_NUMBER = re.compile(r"\b(?:\d+(?:\.\d+)*|[ivx]{1,4}|(?:erste|zweite|dritte|vierte|fünfte)[rnms]?)\b", re.IGNORECASE)
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traits:
    """One record as it is compared; about one kilobyte.

    `title` and `bare` (without the names of its places) are plain words in order of the alphabet, `shingles` the
    CRC-32 of every few words side by side, each once, the smallest first: none where there is too little text.
    """

    id: str
    kind: str
    title: str
    bare: str
    numbers: frozenset[str]
    shingles: array[int]
    places: tuple[str, ...]
    provider: str
    year: int | None
    address: int


def traits_of(record: Record) -> Traits:
    """What of a record is compared."""
    words = sorted(plain(record.title).split())
    places = {word for name in record.municipalities for word in plain(name).split()}
    return Traits(
        id=record.id,
        kind=record.kind,
        title=" ".join(words),
        bare=" ".join(word for word in words if word not in places),
        numbers=frozenset(found.lower() for found in _NUMBER.findall(record.title)) or _NONE,
        shingles=_shingles(" ".join((record.summary, record.situation, record.approach, record.result))),
        places=record.municipalities,
        provider=plain(record.provider or ""),
        year=record.start_year,
        address=zlib.crc32(record.source_url.encode("utf-8", "replace")),
    )


def plain(text: str) -> str:
    """Lower case, letters and digits alone."""
    return utils.default_process(text)


def _shingles(text: str) -> array[int]:
    words = plain(text).encode("utf-8", "replace").split()
    if len(words) < SHORTEST_TEXT:
        return array("I")
    found = zip(*(words[at:] for at in range(SHINGLE)), strict=False)  # the last words begin no shingle
    return array("I", sorted({zlib.crc32(b" ".join(shingle)) for shingle in found}))
