"""Which records are looked at closely: of each kind the engine's first by words and the snapshot's first by meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import Engine, Filter, Query, Snapshot, Words, word_grams
from matcher.question import Question

EACH = 200
"""First hits of each voice: far beyond the ten that are shown."""

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


def candidates(pool: Pool, question: Question) -> Rows:
    """The rows to be ranked, in rising order; none where the question says nothing."""
    return np.unique(np.concatenate([_by_words(pool, question), _by_meaning(pool, question)]))


def _by_words(pool: Pool, question: Question) -> Rows:
    if not question.words:
        return np.zeros(0, np.int64)
    query = Query(words=_words(pool.snapshot, question), scope=pool.scope, size=EACH)
    return pool.snapshot.rows(hit.id for hit in pool.engine.search(query, pool.index).hits)


def _words(snapshot: Snapshot, question: Question) -> tuple[Words, ...]:
    best = sorted(question.words.items(), key=lambda pair: (-pair[1] * snapshot.idf("alles", pair[0]), pair[0]))
    terms = tuple(best[:MOST_TERMS])
    kept = {term for term, _ in terms}
    grams = dict.fromkeys(gram for word in question.whole if word in kept for gram in word_grams(word))
    letters = (Words("gramm", tuple((gram, 1.0) for gram in grams), LETTERS),) if grams else ()
    return Words("alles", terms), Words("titel", terms, TITLE), *letters


def _by_meaning(pool: Pool, question: Question) -> Rows:
    if question.vector is None or pool.snapshot.vectors is None:
        return np.zeros(0, np.int64)
    rows, _ = pool.snapshot.vectors.top(question.vector, EACH, pool.snapshot.allowed(pool.scope))
    return rows.astype(np.int64)
