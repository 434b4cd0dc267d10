"""From a question to one ranked list per kind of record."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer import Snapshot
from matcher.candidates import KINDS, Pool, candidates, said_by_name
from matcher.features import features, fit, with_neighbours
from matcher.order import ordered
from matcher.question import Question

HEARD = 100
"""Records of a kind, best first, that are heard as neighbours and ranked to the end."""

STATES = {"Betrieb": 1.0, "beendet": 0.5, "Pilot": 0.5, "Planung": 0.0}
"""What share of its weight a state adds to the score: it decides between equals and lifts nothing over what fits
clearly better."""

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
class Scored:
    """The candidates of all kinds: rows, the place of their kind in `KINDS`, own fit, and what meaning alone says."""

    rows: Rows
    kinds: Rows
    alone: Floats
    meaning: Floats

    def best(self) -> Scored:
        """The best of each kind, best first, kind by kind."""
        order = np.lexsort((-self.alone, self.kinds))
        kept = np.concatenate([order[self.kinds[order] == kind][:HEARD] for kind in range(len(KINDS))])
        return Scored(self.rows[kept], self.kinds[kept], self.alone[kept], self.meaning[kept])


def rank(pool: Pool, question: Question, own: str | None = None) -> Lists:
    """Rank all kinds at once; records of the place with the key `own` are left out."""
    best = _scored(pool, question, own).best()
    similarity = pool.snapshot.similarity(best.rows)
    fits = with_neighbours(best.alone, similarity, question.weights.neighbours.value * question.vague)
    scores = _scores(pool.snapshot, question, best.rows, fits)
    hits = [_ranked(pool, best, at, float(fits[at]), float(scores[at])) for at in range(len(fits))]
    practices, offerings, needs = (
        _in_order([hits[at] for at in np.flatnonzero(best.kinds == kind)]) for kind in range(len(KINDS))
    )
    return Lists(
        practices=practices,
        offerings=offerings,
        needs=tuple(sorted(needs, key=lambda hit: hit.over)),  # whoever has stopped looking stands below the others
        two_voices=question.vector is not None and pool.snapshot.vectors is not None,
        unknown=question.unknown,
    )


def _scored(pool: Pool, question: Question, own: str | None) -> Scored:
    by_kind = candidates(pool, question, own)
    chosen = [by_kind[kind] for kind in KINDS]
    rows = np.concatenate(chosen)
    found = features(pool.snapshot, question, rows)
    kinds = np.repeat(np.arange(len(KINDS)), [len(part) for part in chosen])
    return Scored(rows, kinds, fit(found, question.vague, question.weights), found.meaning)


def _scores(snapshot: Snapshot, question: Question, rows: Rows, fits: Floats) -> Floats:
    """What orders: the fit, more of it for whom the text names, and a little for what already runs."""
    weights = question.weights
    lifted: Floats = fits * (1 + weights.named.value * said_by_name(snapshot, question)[rows])
    states = (snapshot.values("state", int(row)) for row in rows)
    shares = [max((STATES.get(state, 0.0) for state in found), default=0.0) for found in states]
    return lifted + weights.state.value * np.asarray(shares)


def _ranked(pool: Pool, best: Scored, at: int, fit: float, score: float) -> Ranked:
    row = int(best.rows[at])
    states = pool.snapshot.values("state", row)
    return Ranked(
        row=row,
        id=pool.snapshot.ids[row],
        fit=fit,
        alone=float(best.alone[at]),
        score=score,
        meaning=float(best.meaning[at]),
        planned="Planung" in states,
        over="beendet" in states,
    )


def _in_order(hits: list[Ranked]) -> tuple[Ranked, ...]:
    places = ordered([hit.id for hit in hits], [hit.score for hit in hits])
    return tuple(hits[place] for place in places)
