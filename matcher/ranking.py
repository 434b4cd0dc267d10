"""From a question to one ranked list per kind of record."""

from __future__ import annotations

import math
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
    """One record in its list: its row, its topical fit (`alone`: before neighbours), and the score that orders it.

    `meaning` is what the second voice alone says, NaN where it is silent; `planned` and `over` tell the state.
    """

    row: int
    id: str
    fit: float
    alone: float
    score: float
    meaning: float = math.nan
    planned: bool = False
    over: bool = False


@dataclass(frozen=True)
class Lists:
    """One ranked list per kind, best first.

    `two_voices` says whether meaning took part, `unknown` what share of the question's rare words no record has.
    """

    practices: tuple[Ranked, ...] = ()
    offerings: tuple[Ranked, ...] = ()
    needs: tuple[Ranked, ...] = ()
    two_voices: bool = False
    unknown: float = 0.0


@dataclass(frozen=True)
class Best:
    """The best candidates of one kind: rows, their own fit, and what meaning alone says."""

    rows: Rows
    alone: Floats
    meaning: Floats


def rank(pool: Pool, question: Question, own: str | None = None, weights: Weights = WEIGHTS) -> Lists:
    """Rank all kinds at once; records of the place with the key `own` are left out."""
    pools = [replace(pool, scope=(*pool.scope, Filter("kind", (kind,)))) for kind in KINDS]
    found = [_best(one, question, own, weights) for one in pools]
    rows = np.concatenate([best.rows for best in found])
    alone = np.concatenate([best.alone for best in found])
    fits = with_neighbours(alone, pool.snapshot.similarity(rows), weights.neighbours.value * question.vague)
    ends = np.cumsum([len(best.rows) for best in found])[:-1]
    lists = zip(found, np.split(fits, ends), strict=True)
    practices, offerings, needs = (
        _in_order([_ranked(pool, best, fit, at) for at, fit in enumerate(own_fits)]) for best, own_fits in lists
    )
    return Lists(
        practices=practices,
        offerings=offerings,
        needs=tuple(sorted(needs, key=lambda hit: hit.over)),  # whoever has stopped looking stands below the others
        two_voices=question.vector is not None and pool.snapshot.vectors is not None,
        unknown=question.unknown,
    )


def _best(pool: Pool, question: Question, own: str | None, weights: Weights) -> Best:
    rows = candidates(pool, question)
    if own is not None and len(rows):
        rows = rows[~pool.snapshot.allowed((Filter("ags", (own,)),))[rows]]
    found = features(pool.snapshot, question, rows)
    fits = fit(found, question.vague, weights)
    best = np.argsort(-fits, kind="stable")[:HEARD]
    return Best(rows[best], fits[best], found.meaning[best])


def _ranked(pool: Pool, best: Best, fit: float, at: int) -> Ranked:
    row = int(best.rows[at])
    states = pool.snapshot.values("state", row)
    return Ranked(
        row=row,
        id=pool.snapshot.ids[row],
        fit=float(fit),
        alone=float(best.alone[at]),
        score=float(fit) + max((STATES.get(state, 0.0) for state in states), default=0.0),
        meaning=float(best.meaning[at]),
        planned="Planung" in states,
        over="beendet" in states,
    )


def _in_order(hits: list[Ranked]) -> tuple[Ranked, ...]:
    places = ordered([hit.id for hit in hits], [hit.score for hit in hits])
    return tuple(hits[place] for place in places)
