"""What speaks for each candidate: bounded numbers from the snapshot, the same on every engine, and their sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import Snapshot
from matcher.question import Question
from matcher.topics import shared
from matcher.weights import WEIGHTS, Weights

TIMES_SHORT, TIMES_LONG = 1.2, 0.8
"""k1 of BM25 for the shortest and the longest questions: the longer the text, the less it means that a record says one
of its words again (practices +.009; the smaller value for all texts costs need to item)."""

NOTHING_IN_COMMON, CLOSE = 0.78, 0.88
"""Cosines of e5 lie between .73 and .89; between these two meaning counts from 0 to 1."""

CLOSEST = 1.5
"""Beyond `CLOSE` meaning goes on counting, but not without end."""

NEAREST = 5
"""Neighbours that speak for a record."""

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Features:
    """One number per candidate row. All lie between 0 and 1, but `meaning`: 0 to 1.5, NaN unknown.

    `words` is saturated BM25; `title` the share of the question's words found in the title;
    `letters` and `title_letters` how alike the words are written; `topics` the share of its topics.
    """

    words: Floats
    title: Floats
    letters: Floats
    title_letters: Floats
    topics: Floats
    meaning: Floats


def features(snapshot: Snapshot, question: Question, rows: Rows) -> Features:
    """Measure the candidates against the question."""
    return Features(
        words=_saturation(snapshot, question, rows),
        title=snapshot.coverage("titel", question.words, rows),
        letters=snapshot.gram_cosine(question.whole, rows),
        title_letters=snapshot.title_cosine(question.whole, rows),
        topics=shared(snapshot, question.near, rows, question.weights.beside.value),
        meaning=_meaning(snapshot, question, rows),
    )


def fit(found: Features, vague: float, weights: Weights = WEIGHTS) -> Floats:
    """Topical fit of each candidate before its neighbours are heard; bounded by the sum of the weights."""
    fits = found.words + weights.title.value * found.title
    fits += weights.letters.value * found.letters + weights.title_letters.value * found.title_letters
    fits += weights.meaning.value * _told(found.meaning)
    return fits + vague * weights.topics.value * found.topics


def with_neighbours(own: Floats, similarity: NDArray[np.float32], share: float) -> Floats:
    """Mix each fit with that of the nearest candidates (score regularisation, Diaz 2005), weighted by similarity.

    `similarity` is (n, n); a candidate without any neighbour keeps its own fit.
    """
    if share == 0 or len(own) < 2:  # noqa: PLR2004  # one candidate has no neighbour
        return own
    others = np.maximum(np.asarray(similarity, np.float64), 0.0)
    np.fill_diagonal(others, 0.0)
    count = min(NEAREST, len(own) - 1)
    nearest = np.argpartition(-others, count - 1, axis=1)[:, :count]
    weights = np.take_along_axis(others, nearest, axis=1)
    total = weights.sum(axis=1)
    said = (weights * own[nearest]).sum(axis=1) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, (1 - share) * own + share * said, own)


def _saturation(snapshot: Snapshot, question: Question, rows: Rows) -> Floats:
    k1 = TIMES_SHORT + question.vague * (TIMES_LONG - TIMES_SHORT)
    most = (k1 + 1) * sum(weight * snapshot.idf("alles", term) for term, weight in question.words.items())
    return snapshot.bm25("alles", question.words, rows, k1) / (most or 1.0)


def _meaning(snapshot: Snapshot, question: Question, rows: Rows) -> Floats:
    if question.vector is None:
        return np.full(len(rows), np.nan)
    cosines = snapshot.cosines(question.vector, rows).astype(np.float64)
    return np.clip((cosines - NOTHING_IN_COMMON) / (CLOSE - NOTHING_IN_COMMON), 0.0, CLOSEST)


def _told(meaning: Floats) -> Floats:
    """A record whose vector is still missing gets the middle of the others: silence speaks neither for nor against."""
    known = meaning[~np.isnan(meaning)]
    return np.where(np.isnan(meaning), known.mean() if len(known) else 0.0, meaning)
