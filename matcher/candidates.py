"""Which records are looked at closely: of each kind the engine's first by words and the snapshot's first by meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import Engine, Filter, Kind, Query, Snapshot, Words, word_grams
from matcher.question import Question

KINDS: tuple[Kind, ...] = ("practice", "offering", "need")

EACH = 200
"""First hits of each voice: far beyond the ten that are shown."""

TOGETHER = 400
"""First hits by words of all kinds in one query: it costs a third of three queries."""

TOO_FEW = 40
"""A kind with fewer hits among those is asked for on its own."""

MOST_TERMS = 20
"""Terms of the candidate query: a twelfth of a long text's postings, and no fitting record missed."""

TITLE, LETTERS = 2.0, 0.3
"""Boosts of the candidate query beside the full text."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Pool:
    """Where candidates come from: one index with its snapshot, and the filters that always hold."""

    engine: Engine
    index: str
    snapshot: Snapshot
    scope: tuple[Filter, ...] = ()


def candidates(pool: Pool, question: Question, own: str | None = None) -> dict[Kind, Rows]:
    """The rows of each kind to be ranked, in rising order, without the records of the place `own`."""
    allowed = pool.snapshot.allowed(pool.scope)
    if own is not None:
        allowed &= ~pool.snapshot.allowed((Filter("ags", (own,)),))
    voices = (_by_words(pool, question), _by_meaning(pool.snapshot, question, allowed), _named(pool.snapshot, question))
    found = {kind: np.unique(np.concatenate([voice[kind] for voice in voices])) for kind in KINDS}
    return {kind: rows[allowed[rows]] for kind, rows in found.items()}


def said_by_name(snapshot: Snapshot, question: Question) -> NDArray[np.bool_]:
    """For every row, whether it belongs to a place that the question takes as a model, or to a provider it names."""
    named = question.named
    return snapshot.columns["ags"].holds(named.models) | snapshot.columns["provider"].holds(named.providers)


def _named(snapshot: Snapshot, question: Question) -> dict[Kind, Rows]:
    if not (question.named.models or question.named.providers):
        return dict.fromkeys(KINDS, np.zeros(0, np.int64))
    meant = said_by_name(snapshot, question)
    return {kind: np.flatnonzero(meant & snapshot.allowed((Filter("kind", (kind,)),)))[:EACH] for kind in KINDS}


def _by_words(pool: Pool, question: Question) -> dict[Kind, Rows]:
    if not question.words:
        return dict.fromkeys(KINDS, np.zeros(0, np.int64))
    query = Query(words=_words(pool.snapshot, question), scope=pool.scope, size=TOGETHER)
    together = _asked(pool, query)
    found: dict[Kind, Rows] = {}
    for kind in KINDS:
        own = pool.snapshot.allowed((Filter("kind", (kind,)),))
        found[kind] = together[own[together]]
        if len(found[kind]) < TOO_FEW:
            alone = Query(words=query.words, scope=(*pool.scope, Filter("kind", (kind,))), size=EACH)
            found[kind] = _asked(pool, alone)
    return found


def _asked(pool: Pool, query: Query) -> Rows:
    return pool.snapshot.rows(hit.id for hit in pool.engine.search(query, pool.index).hits)


def _words(snapshot: Snapshot, question: Question) -> tuple[Words, ...]:
    best = sorted(question.words.items(), key=lambda pair: (-pair[1] * snapshot.idf("alles", pair[0]), pair[0]))
    terms = tuple(best[:MOST_TERMS])
    kept = {term for term, _ in terms}
    grams = dict.fromkeys(gram for word in question.whole if word in kept for gram in word_grams(word))
    letters = (Words("gramm", tuple((gram, 1.0) for gram in grams), LETTERS),) if grams else ()
    return Words("alles", terms), Words("titel", terms, TITLE), *letters


def _by_meaning(snapshot: Snapshot, question: Question, allowed: NDArray[np.bool_]) -> dict[Kind, Rows]:
    """The nearest rows of each kind that are allowed; the matrix is read once for all kinds."""
    if question.vector is None or snapshot.vectors is None:
        return dict.fromkeys(KINDS, np.zeros(0, np.int64))
    cosines = snapshot.cosines(question.vector)
    allowed = allowed & ~np.isnan(cosines)
    return {kind: _nearest(cosines, allowed & snapshot.allowed((Filter("kind", (kind,)),))) for kind in KINDS}


def _nearest(cosines: NDArray[np.float32], allowed: NDArray[np.bool_]) -> Rows:
    rows = np.flatnonzero(allowed)
    if len(rows) <= EACH:
        return rows
    return rows[np.argpartition(-cosines[rows], EACH)[:EACH]]
