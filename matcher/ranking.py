"""From a question to one ranked list per kind of record."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer import Filter, Kind
from matcher.candidates import Pool, candidates
from matcher.features import features, fit, with_neighbours
from matcher.order import ordered
from matcher.question import Question
from matcher.weights import WEIGHTS, Weights

KINDS: tuple[Kind, ...] = ("practice", "offering", "need")

HEARD = 100
"""Records of a kind, best first, that are heard as neighbours and ranked to the end."""

STATES = {"Betrieb": 0.02, "beendet": 0.01, "Pilot": 0.01, "Planung": 0.0}
"""What a state adds to the score: it decides between equals and never lifts a record over one that fits clearly better."""

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """One record in its list: its row in the snapshot, its topical fit, and the score that orders it."""

    row: int
    id: str
    fit: float
    score: float


@dataclass(frozen=True)
class Lists:
    """One ranked list per kind, best first."""

    practices: tuple[Ranked, ...] = ()
    offerings: tuple[Ranked, ...] = ()
    needs: tuple[Ranked, ...] = ()


def rank(pool: Pool, question: Question, own: str | None = None, weights: Weights = WEIGHTS) -> Lists:
    """Rank all kinds at once; records of the place with the key `own` are left out."""
    pools = [replace(pool, scope=(*pool.scope, Filter("kind", (kind,)))) for kind in KINDS]
    found = [_best(one, question, own, weights) for one in pools]
    rows = np.concatenate([rows for rows, _ in found])
    fits = np.concatenate([fits for _, fits in found])
    share = weights.neighbours.value * question.vague
    fits = with_neighbours(fits, pool.snapshot.similarity(rows), share)
    borders = np.cumsum([len(rows) for rows, _ in found])[:-1]
    lists = zip(np.split(rows, borders), np.split(fits, borders), strict=True)
    return Lists(*(_listed(pool, rows, fits) for rows, fits in lists))


def _best(pool: Pool, question: Question, own: str | None, weights: Weights) -> tuple[Rows, Floats]:
    """The best candidates of one kind with their own fit."""
    rows = candidates(pool, question)
    if own is not None and len(rows):
        rows = rows[~pool.snapshot.allowed((Filter("ags", (own,)),))[rows]]
    fits = fit(features(pool.snapshot, question, rows), question.vague, weights)
    best = np.argsort(-fits, kind="stable")[:HEARD]
    return rows[best], fits[best]


def _listed(pool: Pool, rows: Rows, fits: Floats) -> tuple[Ranked, ...]:
    ids = [pool.snapshot.ids[row] for row in rows]
    scores = [float(value) + _state(pool, int(row)) for row, value in zip(rows, fits, strict=True)]
    return tuple(Ranked(int(rows[at]), ids[at], float(fits[at]), scores[at]) for at in ordered(ids, scores))


def _state(pool: Pool, row: int) -> float:
    return max((STATES.get(state, 0.0) for state in pool.snapshot.values("state", row)), default=0.0)
