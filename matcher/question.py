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
from matcher.weights import WEIGHTS, Weights

SHORT = 20
"""Up to so many different terms every one counts; a longer text is cut down to its telling ones."""

TELLING = 40
"""Terms of a long text that are scored. 20 are enough to find candidates; 40 rank them better (nDCG +.006)."""

MOST_ROWS = 0.25
"""A term that stands in more than this share of the records tells nothing about a long text."""

COMMON, RARE = -7.0, -15.0
"""Natural log probabilities in general German between which a word's weight grows to 1: "Leute" is rare in formal
records but says nothing."""


@dataclass(frozen=True)
class Named:
    """Whom a text names: keys of places, those that it takes as a model, and providers as the index has them."""

    places: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


NOBODY = Named()


@dataclass(frozen=True)
class Hints:
    """What is known beside the text.

    Topics that the user took out and added, whom the text names, and the weights to rank by.
    """

    without: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    named: Named = NOBODY
    weights: Weights = WEIGHTS


@dataclass(frozen=True)
class Question:
    """A question to the snapshot.

    `words` maps index terms to weights (1 is a rare word of the text), `whole` whole words to how often they stand in
    the text, `surfaces` a term to the word as it was written; `capitals`: nouns have a capital. `topics` are those
    used, `near` the topics beside each, `named` is whom the text names. `vague` says from 0 to 1 how long the text is,
    `unknown` what share of its rare words no record has; `vector` is None where words alone must do.
    """

    words: dict[str, float]
    whole: dict[str, float]
    surfaces: dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    capitals: bool = False
    near: dict[str, frozenset[str]] = field(default_factory=dict)
    vague: float = 0.0
    unknown: float = 0.0
    vector: NDArray[np.float32] | None = None
    named: Named = NOBODY
    weights: Weights = WEIGHTS


NO_HINTS = Hints()


def ask(text: str, reading: Reading, snapshot: Snapshot, encoder: Encoder | None, hints: Hints = NO_HINTS) -> Question:
    """Read a text as a question to one snapshot; words of a topic that was taken out do not count."""
    read = reading.analyzer.analyze(text, query=True)
    tags = reading.thesaurus.tag(read, text)
    tokens = _kept(read, tags, hints.without)
    topics, weights = _used(tags, hints), hints.weights
    times = Counter(term for token in tokens for term in token.terms)
    vague = min(1.0, len(times) / SHORT)
    rarity = _rarities(tokens, reading.analyzer.chance, 1 - weights.everyday.value)
    words = _telling(times, rarity, snapshot)
    return Question(
        words=_wider(words, widened(topics, reading.thesaurus, snapshot), vague * weights.widening.value),
        whole=dict(Counter(token.terms[0] for token in tokens)),
        surfaces=_surfaces(tokens),
        capitals=any(token.text[0].isupper() and token.start for token in tokens),
        topics=topics,
        near=beside(topics, reading.thesaurus),
        vague=vague,
        unknown=_unknown({token.terms[0] for token in tokens}, rarity, snapshot),
        vector=encoder.queries([text])[0] if encoder is not None and tokens else None,
        named=hints.named,
        weights=weights,
    )


def _kept(tokens: Sequence[Token], tags: Iterable[Tag], without: Sequence[str]) -> tuple[Token, ...]:
    gone = [tag for tag in tags if tag.concept in without]
    return tuple(token for token in tokens if not any(tag.start <= token.start < tag.end for tag in gone))


def _used(tags: Iterable[Tag], hints: Hints) -> tuple[str, ...]:
    named = (*hints.extra, *(tag.concept for tag in tags))
    return tuple(topic for topic in dict.fromkeys(named) if topic not in hints.without)


def _wider(words: Mapping[str, float], added: Iterable[str], weight: float) -> dict[str, float]:
    """A word of the text keeps its weight if that is greater; the vaguer the text, the more its topics help out."""
    more = dict.fromkeys(added, weight) if weight else {}
    return {term: max(words.get(term, 0.0), more.get(term, 0.0)) for term in (*words, *more)}


def _rarities(tokens: Iterable[Token], chance: Callable[[str], float], least: float) -> dict[str, float]:
    """The weight of each term by its rarest word in the text."""
    rarity: dict[str, float] = {}
    for token in tokens:
        weight = rarity_of(chance(token.text), least)
        for term in token.terms:
            rarity[term] = max(rarity.get(term, least), weight)
    return rarity


def rarity_of(chance: float, least: float) -> float:
    """From `least` for everyday words to 1 for rare ones; `chance` is a natural log probability."""
    return min(1.0, max(least, (COMMON - chance) / (COMMON - RARE)))


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
