"""Find the places that a text names, and how plainly it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from indexer.places.designations import DESIGNATIONS, FILLERS, GROUPS, Designation, designation_of
from indexer.places.gazetteer import Form, Gazetteer
from indexer.places.spelling import JOINING, Word, words

SEPARATORS = frozenset(",;:|–—\n()")
# The joining words before a river or a larger neighbour.
LYING = re.compile(r"\b(?:an|am|a|bei|b|ob|vor|v)\b", re.IGNORECASE)
# No place name has more words ("Herxheim bei Landau/ Pfalz" has three without the joining one).
MOST_WORDS = 8


class Plainness(IntEnum):
    """How plainly a text names a place."""

    IN_PASSING = 1  # "Kulturamt Erlangen"
    OWN_PART = 2  # "Stabsstelle Statistik, Recklinghausen"
    DESIGNATED = 3  # "Amt 66 der Stadt Chemnitz"
    ALONE = 4  # "Gemeinde Titz", "Titz"


@dataclass(frozen=True)
class Mention:
    """The words `start` to `end` (exclusive) of a reading, the forms that they may be, and what stands around them."""

    start: int
    end: int
    forms: tuple[Form, ...]
    designation: Designation | None
    plainness: Plainness


@dataclass(frozen=True)
class Reading:
    """A text as it is read: its words without joining ones, the places in it, what the other words say of them."""

    text: str
    words: tuple[Word, ...]
    spans: tuple[tuple[int, int, tuple[Form, ...]], ...]
    designations: tuple[Designation | None, ...]

    @classmethod
    def of(cls, text: str, gazetteer: Gazetteer, *, glued: bool = False) -> Reading:
        """Read a text; `glued` also parts words at inner capitals."""
        told = tuple(word for word in words(text, glued=glued) if word.text not in JOINING)
        spans = tuple(_spans(told, gazetteer))
        named = {place for start, end, _ in spans for place in range(start, end)}
        kinds = tuple(None if place in named else designation_of(word.text) for place, word in enumerate(told))
        return cls(text, told, spans, kinds)

    def names_a_group(self) -> bool:
        """Whether a plural ("Kleine Kommunen in …") stands before the first place."""
        first = self.spans[0][0] if self.spans else len(self.words)
        return any(word.text in GROUPS for word in self.words[:first])

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions from left to right, none inside another."""
        return tuple(self._mention(start, end, forms) for start, end, forms in self.spans)

    def open_words(self) -> tuple[Word, ...]:
        """The words that say neither a place nor a kind."""
        return tuple(word for place, word in enumerate(self.words) if not self._adds_nothing(place))

    def qualifies(self, mention: Mention) -> bool:
        """Whether the place only says where another one lies: "Rotenbur a. d. Fulda", "Wedel bei Hamburg"."""
        before = self.words[mention.start - 1].end if mention.start else 0
        return LYING.search(self.text[before : self.words[mention.start].start]) is not None

    def _mention(self, start: int, end: int, forms: tuple[Form, ...]) -> Mention:
        before = self.designations[start - 1] if start else None
        after = self.designations[end] if end < len(self.words) else None
        designated = before is not None or any(form.says_district for form in forms)
        return Mention(start, end, forms, before or after, self._plainness(start, end, designated))

    def _plainness(self, start: int, end: int, designated: bool) -> Plainness:
        if all(self._adds_nothing(place) for place in (*range(start), *range(end, len(self.words)))):
            return Plainness.ALONE
        if designated:
            return Plainness.DESIGNATED
        own = self._parted(start) and self._parted(end)
        return Plainness.OWN_PART if own else Plainness.IN_PASSING

    def _adds_nothing(self, place: int) -> bool:
        word = self.words[place]
        return word.text in FILLERS or word.text.isdigit() or self.designations[place] is not None

    def _parted(self, place: int) -> bool:
        """Whether a comma, bracket or dash stands before the word at `place`, or the text begins or ends there."""
        if not 0 < place < len(self.words):
            return True
        between = self.text[self.words[place - 1].end : self.words[place].start]
        return " - " in between or not SEPARATORS.isdisjoint(between)


def _spans(told: tuple[Word, ...], gazetteer: Gazetteer) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
    place = 0
    while place < len(told):
        forms = gazetteer.at(told[place : place + MOST_WORDS])
        if forms and not _is_plain_designation(forms[0]):
            end = place + len(forms[0].words)
            yield place, end, tuple(forms)
            place = end
        else:
            place += 1


def _is_plain_designation(form: Form) -> bool:
    """ "Markt" or "Amt" alone is no name, even where a village is called so."""
    return len(form.words) == 1 and form.words[0] in DESIGNATIONS
