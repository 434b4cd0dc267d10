"""How alike two records are, field by field, and what follows from it.

Follow-up projects carry nearly the same title in the same place; what tells them from a second description of the same
project is the text, the year and the number in the title. So no title alone makes a duplicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, utils

from indexer.records import Record

Verdict = Literal["clear", "doubtful", "different"]

REMEMBERED = 2_048  # texts whose word groups are kept, some 20 MB: pairs come block by block

NEARLY_SAME_TEXT, MUCH_SHARED_TEXT = 0.9, 0.7
NEARLY_SAME_TITLE, LIKE_TITLE, RELATED_TITLE = 0.92, 0.8, 0.6
SAME_PLACES = 0.5
CLOSE_MEANING = 0.93
"""Cosine of two records under e5; descriptions of different projects in one town stay below."""

SHORTEST_TEXT = 12
"""Words that both texts must have before their likeness means anything."""

SHINGLE = 3
"""Words side by side that count as one when texts are compared."""

_NUMBER = re.compile(r"\b(?:\d+(?:\.\d+)*|[ivx]{1,4}|(?:erste|zweite|dritte|vierte|fünfte)[rnms]?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Likeness:
    """All from 0 to 1; `text` and `meaning` are None where a side has too little text or no vector.

    `places` is the share of common places, `numbers` whether the numbers in both titles agree, `years` whether the
    years can be those of one project, `address` whether both have the same source.
    """

    title: float
    text: float | None
    places: float
    provider: bool
    years: bool
    numbers: bool
    address: bool
    meaning: float | None = None

    @property
    def score(self) -> float:
        """One number to put doubtful pairs into an order: the more alike, the higher, 0 to 1."""
        text = self.text if self.text is not None else self.title
        return (2 * self.title + 2 * text + self.places + self.provider + self.address) / 7

    @property
    def verdict(self) -> Verdict:
        """Clear ones are folded without asking, doubtful ones are shown to the office."""
        if self._clear():
            return "clear"
        return "doubtful" if self._doubtful() else "different"

    def _clear(self) -> bool:
        if not (self.years and self.numbers):
            return False
        joined = self.places >= SAME_PLACES or self.provider
        if self.text is not None and self.text >= NEARLY_SAME_TEXT:
            return self.title >= RELATED_TITLE  # two offerings of one provider may share their text
        told_alike = self.text is None or self.text >= MUCH_SHARED_TEXT or (self.meaning or 0) >= CLOSE_MEANING
        return self.title >= NEARLY_SAME_TITLE and joined and told_alike

    def _doubtful(self) -> bool:
        joined = self.places >= SAME_PLACES or self.provider
        shared = self.text if self.text is not None else 0.0
        if not (self.years and self.numbers):  # a follow-up repeats where it came from
            return shared >= NEARLY_SAME_TEXT
        if shared >= MUCH_SHARED_TEXT:
            return True
        if self.title >= NEARLY_SAME_TITLE:
            return joined or self.text is None
        return self.title >= LIKE_TITLE and joined and (self.meaning is None or self.meaning >= CLOSE_MEANING - 0.03)


def likeness(one: Record, other: Record, meaning: float | None = None) -> Likeness:
    """Compare two records of one kind; `meaning` is the cosine of their vectors, if both have one."""
    return Likeness(
        title=_titles(one, other),
        text=_texts(one, other),
        places=_share(set(one.municipalities), set(other.municipalities)),
        provider=_providers(one, other),
        years=_one_project(one, other),
        numbers=_numbers(one.title) == _numbers(other.title),
        address=one.source_url == other.source_url,
        meaning=meaning,
    )


def plain(text: str) -> str:
    """Lower case, letters and digits alone."""
    return utils.default_process(text)


def shingles(record: Record) -> frozenset[str]:
    """Every few words side by side of a record's texts; none where there is too little text."""
    return _shingled(" ".join((record.summary, record.situation, record.approach, record.result)))


@lru_cache(maxsize=REMEMBERED)
def _shingled(text: str) -> frozenset[str]:
    words = plain(text).split()
    if len(words) < SHORTEST_TEXT:
        return frozenset()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _titles(one: Record, other: Record) -> float:
    """The better of two looks: whole titles, and titles without the names of the places."""
    whole = fuzz.token_sort_ratio(plain(one.title), plain(other.title))
    bare = fuzz.token_sort_ratio(_bare(one), _bare(other))
    return max(whole, bare) / 100


def _bare(record: Record) -> str:
    places = {word for name in record.municipalities for word in plain(name).split()}
    return " ".join(word for word in plain(record.title).split() if word not in places)


def _texts(one: Record, other: Record) -> float | None:
    """Which share of the shorter text stands in the longer one."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return None
    return len(first & second) / min(len(first), len(second))


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _providers(one: Record, other: Record) -> bool:
    if not one.provider or not other.provider:
        return False
    return fuzz.token_set_ratio(plain(one.provider), plain(other.provider)) >= 100 * NEARLY_SAME_TITLE


def _one_project(one: Record, other: Record) -> bool:
    years = (one.start_year, other.start_year)
    return None in years or years[0] == years[1]


def _numbers(title: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _NUMBER.findall(title))
