"""Find the words and phrases of the thesaurus in analysed text.

spaCy's PhraseMatcher wants Docs, in order and without gaps. People write "die ganze Nacht brennen die Laternen", and
what is compared are index terms of which a word has several. So this is a table from terms to phrases.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from indexer.language.analyzer import Token

SLACK = 1  # other words that may stand among people's words; two and "Bach läuft" is in every list of sensors
SHORTEST_HEAD = 4  # letters of a term that counts at the end of a compound
SHORTEST_PART = 9  # letters of a term that counts elsewhere in it, when nothing else does
FEWEST_WORDS = 5  # a text with fewer words may be one that people type without capitals
CAPITALS = 1 / 3  # share of capitalised words from which a text is taken to write its nouns with a capital
SENTENCE_ENDS = re.compile(r"[.!?;:]\s+(?=[A-ZÄÖÜ„\"(])|\n")  # between two words: they do not make one wording
KNOWN_WORDS = 20_000  # words whose phrases are remembered; most words of a text are among the commonest


class Tag(NamedTuple):
    """A concept found in text[start:end]; `lay` when people's words gave it away, not the official ones."""

    concept: str
    start: int
    end: int
    lay: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """The index terms of one wording of a concept; `noun`: a single word with a capital."""

    terms: tuple[str, ...]
    concept: str
    lay: bool
    noun: bool


class Found(NamedTuple):
    """What the terms of one word give: phrases of this word alone, and phrases that may begin to show here."""

    alone: tuple[Phrase, ...]
    longer: tuple[Phrase, ...]


NOTHING = Found((), ())


class Phrases:
    """All wordings, ready to be found."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._alone: dict[str, list[Phrase]] = defaultdict(list)
        self._longer: dict[str, list[Phrase]] = defaultdict(list)
        longer = []
        for phrase in _different(phrases):
            if len(phrase.terms) == 1:
                self._alone[phrase.terms[0]].append(phrase)
            else:
                longer.append(phrase)
        uses = Counter(term for phrase in longer for term in set(phrase.terms))
        for phrase in longer:
            self._longer[min(phrase.terms, key=uses.__getitem__)].append(phrase)
        self._found = lru_cache(KNOWN_WORDS)(self._read)

    def tags(self, tokens: Sequence[Token], text: str) -> tuple[Tag, ...]:
        """Every concept that the text names, in order; what lies within a longer wording is not counted again."""
        find = self._found
        hits = [(at, found) for at, token in enumerate(tokens) if (found := find(token.terms)) is not NOTHING]
        if not hits:
            return ()
        cased = _writes_capitals(tokens)
        words = [token.terms[0] for token in tokens]
        tags: list[Tag] = []
        for at, (alone, longer) in hits:
            token = tokens[at]
            verb = cased and len(token.terms) == 1 and token.text[0].islower()
            tags += [Tag(p.concept, token.start, token.end, p.lay) for p in alone if not (verb and p.noun)]
            if longer:
                told = _longer(tokens, words, at, longer)
                tags += (tag for tag in told if not SENTENCE_ENDS.search(text, tag.start, tag.end))
        return _outermost(tags)

    def _read(self, terms: tuple[str, ...]) -> Found:
        """The phrases of one word: of the whole of it, else of the longest part at its end, else of any long part."""
        alone = next(filter(None, map(self._named, _ends(terms))), ()) or self._within(terms)
        longer = tuple(self._longer.get(terms[0], ()))
        return Found(alone, longer) if alone or longer else NOTHING

    def _named(self, term: str) -> tuple[Phrase, ...]:
        return tuple(self._alone.get(term, ()))

    def _within(self, terms: tuple[str, ...]) -> tuple[Phrase, ...]:
        """The official phrases of the longest part that has any: Feuerwehr in Feuerwehrgebäudeteil."""
        parts = sorted((term for term in terms[1:] if len(term) >= SHORTEST_PART), key=len, reverse=True)
        official = (tuple(phrase for phrase in self._named(part) if not phrase.lay) for part in parts)
        return next(filter(None, official), ())


def _different(phrases: Iterable[Phrase]) -> Iterable[Phrase]:
    """One phrase for each concept and terms: the one that finds most, an official one before a lay one."""
    best: dict[tuple[str, tuple[str, ...]], Phrase] = {}
    for phrase in sorted(phrases, key=lambda phrase: (phrase.lay, phrase.noun)):
        if phrase.terms:
            best.setdefault((phrase.concept, phrase.terms), phrase)
    return best.values()


def _ends(terms: tuple[str, ...]) -> Iterator[str]:
    """The whole word, then what stands at its end (Straßenlaterne: Laterne), the longest first."""
    whole, *parts = terms
    yield whole
    yield from sorted((t for t in parts if whole.endswith(t) and len(t) >= SHORTEST_HEAD), key=len, reverse=True)


def _writes_capitals(tokens: Sequence[Token]) -> bool:
    """Whether lower-case words of this text are no nouns: "steuern" is then no tax."""
    capitals = sum(token.text[0].isupper() for token in tokens)
    return len(tokens) >= FEWEST_WORDS and capitals >= CAPITALS * len(tokens)


def _longer(tokens: Sequence[Token], words: list[str], at: int, phrases: Iterable[Phrase]) -> Iterator[Tag]:
    for phrase in phrases:
        reach = len(phrase.terms) - 1 + (SLACK if phrase.lay else 0)
        start = max(0, at - reach)
        near = words[start : at + reach + 1]
        if all(map(near.__contains__, phrase.terms)):
            places = [_nearest(near, term, at - start) + start for term in phrase.terms]
            first, last = min(places), max(places)
            if last - first <= reach:
                yield Tag(phrase.concept, tokens[first].start, tokens[last].end, phrase.lay)


def _nearest(words: list[str], wanted: str, at: int) -> int:
    """Where among the words the wanted one stands nearest to `at`."""
    return min((there for there, word in enumerate(words) if word == wanted), key=lambda there: abs(there - at))


def _outermost(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """The tags in order of place, without those that lie within a wider official one."""
    kept: list[Tag] = []
    reached = -1
    for tag in sorted(tags, key=lambda tag: (tag.start, -tag.end, tag.lay)):
        if tag.end > reached or (tag.start, tag.end) == (kept[-1].start, kept[-1].end):
            kept.append(tag)
            reached = max(reached, reached if tag.lay else tag.end)
    return tuple(kept)
