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
"""What a state adds to the score: it decides between equals and lifts nothing over what fits clearly better."""

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ranked:
    """One record in its list: its row, its topical fit (`alone`: before neighbours), and the score that orders it."""

    row: int
    id: str
    fit: float
    alone: float
    score: float
    planned: bool = False
    over: bool = False


@dataclass(frozen=True)
class Lists:
    """One ranked list per kind, best first; `two_voices` says whether meaning took part."""

    practices: tuple[Ranked, ...] = ()
    offerings: tuple[Ranked, ...] = ()
    needs: tuple[Ranked, ...] = ()
    two_voices: bool = False


def rank(pool: Pool, question: Question, own: str | None = None, weights: Weights = WEIGHTS) -> Lists:
    """Rank all kinds at once; records of the place with the key `own` are left out."""
    pools = [replace(pool, scope=(*pool.scope, Filter("kind", (kind,)))) for kind in KINDS]
    found = [_best(one, question, own, weights) for one in pools]
    rows = np.concatenate([rows for rows, _ in found])
    alone = np.concatenate([fits for _, fits in found])
    fits = with_neighbours(alone, pool.snapshot.similarity(rows), weights.neighbours.value * question.vague)
    ranked = [_ranked(pool, *numbers) for numbers in zip(rows.tolist(), fits.tolist(), alone.tolist(), strict=True)]
    ends = np.cumsum([len(rows) for rows, _ in found])
    practices, offerings, needs = (
        _in_order(ranked[end - len(rows) : end]) for end, (rows, _) in zip(ends, found, strict=True)
    )
    needs = tuple(sorted(needs, key=lambda hit: hit.over))  # whoever has stopped looking stands below the others
    return Lists(practices, offerings, needs, question.vector is not None and pool.snapshot.vectors is not None)


def _best(pool: Pool, question: Question, own: str | None, weights: Weights) -> tuple[Rows, Floats]:
    """The best candidates of one kind with their own fit."""
    rows = candidates(pool, question)
    if own is not None and len(rows):
        rows = rows[~pool.snapshot.allowed((Filter("ags", (own,)),))[rows]]
    fits = fit(features(pool.snapshot, question, rows), question.vague, weights)
    best = np.argsort(-fits, kind="stable")[:HEARD]
    return rows[best], fits[best]


def _ranked(pool: Pool, row: int, fit: float, alone: float) -> Ranked:
    states = pool.snapshot.values("state", row)
    score = fit + max((STATES.get(state, 0.0) for state in states), default=0.0)
    return Ranked(row, pool.snapshot.ids[row], fit, alone, score, "Planung" in states, "beendet" in states)


def _in_order(hits: list[Ranked]) -> tuple[Ranked, ...]:
    places = ordered([hit.id for hit in hits], [hit.score for hit in hits])
    return tuple(hits[place] for place in places)
