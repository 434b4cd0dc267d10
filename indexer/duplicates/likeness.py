"""How alike two records are, field by field, and what follows from it.

Follow-up projects carry nearly the same title in the same place; what tells them from a second description of the same
project is the text, the year and the number in the title. So no title alone makes a duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from indexer.duplicates.traits import Traits, traits_of
from indexer.records import Record

Verdict = Literal["clear", "doubtful", "different"]

NEARLY_SAME_TEXT, MUCH_SHARED_TEXT = 0.9, 0.7
NEARLY_SAME_TITLE, LIKE_TITLE, RELATED_TITLE = 0.92, 0.8, 0.6
SAME_PLACES = 0.5
CLOSE_MEANING = 0.93
"""Cosine of two records under e5; descriptions of different projects in one town stay below."""


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
    return compared(traits_of(one), traits_of(other), meaning)


def compared(one: Traits, other: Traits, meaning: float | None = None) -> Likeness:
    """Compare two records of one kind by their traits."""
    return Likeness(
        title=_titles(one, other),
        text=_texts(one, other),
        places=_share(one.places, other.places),
        provider=_providers(one, other),
        years=one.year is None or other.year is None or one.year == other.year,
        numbers=one.numbers == other.numbers,
        address=one.address == other.address,
        meaning=meaning,
    )


def surely_different(one: Traits, other: Traits) -> bool:
    """Whether neither titles nor texts are alike enough for any other verdict, whatever else the records say."""
    return _titles(one, other) < LIKE_TITLE and (_texts(one, other) or 0.0) < MUCH_SHARED_TEXT


def _titles(one: Traits, other: Traits) -> float:
    """The better of two looks: whole titles, and titles without the names of the places; the order of words is free."""
    return max(fuzz.ratio(one.title, other.title), fuzz.ratio(one.bare, other.bare)) / 100


def _texts(one: Traits, other: Traits) -> float | None:
    """Which share of the shorter text stands in the longer one."""
    if not one.shingles or not other.shingles:
        return None
    return _share(one.shingles, other.shingles)


def _share(one: Iterable[object], other: Iterable[object]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _providers(one: Traits, other: Traits) -> bool:
    if not one.provider or not other.provider:
        return False
    return fuzz.token_set_ratio(one.provider, other.provider) >= 100 * NEARLY_SAME_TITLE
