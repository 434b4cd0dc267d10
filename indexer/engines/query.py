"""What may be asked of an engine: plain frozen values that each engine compiles."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Any of the tokens in one text field, scored by BM25 times weight times boost."""

    field: str
    tokens: tuple[tuple[str, float], ...]
    boost: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """All tokens of one text field side by side; a document without them is no hit. It narrows and never scores."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """Any of these values in a keyword field; never scored."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Range:
    """A number between two bounds, both included; None leaves a side open."""

    field: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Query:
    """One question to an engine.

    `words` find and score: any token of any of them. No words at all means every document, score 0; words without a
    single token find nothing, because a text of stop words is no wish for everything.
    `scope` and `ranges` always hold. `chosen` are the values a user ticked: they narrow the hits, and the facet of a
    ticked field is counted without its own tick, so that its other values stay to choose (multi-select).
    `sort` orders by a field, descending, when there are no words. Equal places fall to the smaller id.
    """

    words: tuple[Words, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    scope: tuple[Filter, ...] = ()
    ranges: tuple[Range, ...] = ()
    chosen: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str | None = None
    size: int = 10
    offset: int = 0


@dataclass(frozen=True)
class EngineHit:
    """One document found: its id, and the engine's own score (comparable within this answer only)."""

    id: str
    score: float


@dataclass(frozen=True)
class Found:
    """What an engine answers: the exact total, one page of hits, and per facet the count of each value."""

    total: int
    hits: tuple[EngineHit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
