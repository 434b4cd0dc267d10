"""What is asked, taken apart once: weighted words, whole words, topics and a vector."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indexer import Encoder, Reading, Snapshot, Tag, Token
from matcher.topics import beside, widened

SHORT = 20
"""Up to so many different terms every one counts; a longer text is cut down to its telling ones."""

TELLING = 40
"""Terms of a long text that are scored. 20 are enough to find candidates; 40 rank them better (nDCG +.006)."""

MOST_ROWS = 0.25
"""A term that stands in more than this share of the records tells nothing about a long text."""

COMMON, RARE = -7.0, -15.0
"""Natural log probabilities in general German between which a word's weight grows from `LEAST` to 1: "Leute" is rare in
formal records but says nothing (nDCG +.01)."""

LEAST = 0.2


@dataclass(frozen=True)
class Chips:
    """Topics that the user took out of the understood ones, and topics that he added."""

    without: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question to the snapshot.

    `words` maps index terms to weights (1 is a rare word of the text), `whole` whole words to how often they stand in
    the text, `surfaces` a term to the word as it was written. `topics` are those used, `near` the topics beside each.
    `vague` says from 0 to 1 how long the text is, `unknown` what share of its rare words no record has; `vector` is
    None where words alone must do.
    """

    words: dict[str, float]
    whole: dict[str, float]
    surfaces: dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    near: dict[str, frozenset[str]] = field(default_factory=dict)
    vague: float = 0.0
    unknown: float = 0.0
    vector: NDArray[np.float32] | None = None


NO_CHIPS = Chips()


def ask(text: str, reading: Reading, snapshot: Snapshot, encoder: Encoder | None, chips: Chips = NO_CHIPS) -> Question:
    """Read a text as a question to one snapshot; words of a topic that was taken out do not count."""
    read = reading.analyzer.analyze(text, query=True)
    tags = reading.thesaurus.tag(read)
    tokens = _kept(read, tags, chips.without)
    topics = _used(tags, chips)
    times = Counter(term for token in tokens for term in token.terms)
    vague = min(1.0, len(times) / SHORT)
    rarity = _rarities(tokens, reading.analyzer.chance)
    words = _telling(times, rarity, snapshot)
    return Question(
        words=_wider(words, widened(topics, reading.thesaurus, snapshot), vague),
        whole=dict(Counter(token.terms[0] for token in tokens)),
        surfaces=_surfaces(tokens),
        topics=topics,
        near=beside(topics, reading.thesaurus.concepts),
        vague=vague,
        unknown=_unknown({token.terms[0] for token in tokens}, rarity, snapshot),
        vector=encoder.queries([text])[0] if encoder is not None and tokens else None,
    )


def _kept(tokens: Sequence[Token], tags: Iterable[Tag], without: Sequence[str]) -> tuple[Token, ...]:
    gone = [tag for tag in tags if tag.concept in without]
    return tuple(token for token in tokens if not any(tag.start <= token.start < tag.end for tag in gone))


def _used(tags: Iterable[Tag], chips: Chips) -> tuple[str, ...]:
    named = (*chips.extra, *(tag.concept for tag in tags))
    return tuple(topic for topic in dict.fromkeys(named) if topic not in chips.without)


def _wider(words: Mapping[str, float], more: Mapping[str, float], vague: float) -> dict[str, float]:
    """A word of the text keeps its weight if that is greater; the vaguer the text, the more its topics help out."""
    return {term: max(words.get(term, 0.0), vague * more.get(term, 0.0)) for term in (*words, *more)}


def _rarities(tokens: Iterable[Token], chance: Callable[[str], float]) -> dict[str, float]:
    """The weight of each term by its rarest word in the text."""
    rarity: dict[str, float] = {}
    for token in tokens:
        weight = rarity_of(chance(token.text))
        for term in token.terms:
            rarity[term] = max(rarity.get(term, LEAST), weight)
    return rarity


def rarity_of(chance: float) -> float:
    """From `LEAST` for everyday words to 1 for rare ones; `chance` is a natural log probability."""
    return min(1.0, max(LEAST, (COMMON - chance) / (COMMON - RARE)))


def _telling(times: Counter[str], rarity: Mapping[str, float], snapshot: Snapshot) -> dict[str, float]:
    """All terms of a short text; of a long one those that say most about it here, each by how often it stands there."""
    every = {term: rarity[term] for term in times}
    if len(times) <= SHORT:
        return every
    weights = {term: (1 + math.log(n)) * rarity[term] for term, n in times.items() if _tells(term, snapshot)}
    best = sorted(weights, key=lambda term: (-weights[term] * snapshot.idf("alles", term), term))
    return {term: weights[term] for term in best[:TELLING]} or every


def _unknown(whole: Iterable[str], rarity: Mapping[str, float], snapshot: Snapshot) -> float:
    """What share of the rarity of the whole words stands in no record, 0 to 1."""
    weights = {word: rarity[word] for word in whole}
    lost = sum(weight for word, weight in weights.items() if not snapshot.frequency("alles", word))
    return lost / (sum(weights.values()) or 1.0)


def _tells(term: str, snapshot: Snapshot) -> bool:
    return 1 <= snapshot.frequency("alles", term) <= MOST_ROWS * snapshot.size


def _surfaces(tokens: Iterable[Token]) -> dict[str, str]:
    surfaces: dict[str, str] = {}
    for token in tokens:
        for term in token.terms:
            surfaces.setdefault(term, token.text)
    return surfaces
