"""How well everybody fits everybody: the topical fit of one side's question to the other side's rows, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer import Snapshot
from matcher.events.voices import Hall, Rows
from matcher.features import features, fit

PairKind = Literal["offering", "practice", "need"]
KINDS: tuple[PairKind, ...] = ("offering", "practice", "need")
"""What the other side has for the asking one: an offering, a practice, or the same need."""

WORTH: dict[PairKind, float] = {"offering": 1.0, "practice": 1.0, "need": 0.7}
"""Two with the same need have no answer yet: at equal fit who has one comes first."""

ONE_SIDED = 0.8
"""The same need counts so much less where only one side said what it looks for in a way that can be asked."""

Fits = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Affinity:
    """`fits[kind][i, j]`: how well what j has fits what i asks, 0: nothing; `rows[kind][i, j]`: j's best row or -1."""

    fits: dict[PairKind, Fits]
    rows: dict[PairKind, Places]

    def best(self, one: int, other: int) -> tuple[PairKind, int, int, float]:
        """The strongest tie of two: its kind, who asks, who has, and the fit."""
        ties = [(kind, *who, self._worth(kind, *who)) for kind in KINDS for who in ((one, other), (other, one))]
        kind, asks, has, _ = max(ties, key=lambda tie: tie[3])
        return kind, asks, has, float(self.fits[kind][asks, has])

    def _worth(self, kind: PairKind, asks: int, has: int) -> float:
        return WORTH[kind] * float(self.fits[kind][asks, has])

    @property
    def scores(self) -> Fits:
        """How much is gained when two meet, whoever asks; symmetric."""
        directed = np.maximum.reduce([WORTH[kind] * self.fits[kind] for kind in ("offering", "practice")])
        found: Fits = np.maximum(np.maximum(directed, directed.T), self.same_need)
        return found

    @property
    def same_need(self) -> Fits:
        """How much two look for the same; symmetric."""
        need = self.fits["need"]
        both = (need > 0) & (need.T > 0)
        mutual = np.where(both, (need + need.T) / 2, ONE_SIDED * np.maximum(need, need.T))
        found: Fits = (WORTH["need"] * mutual).astype(np.float32)
        return found


def measure(hall: Hall) -> Affinity:
    """Ask every question of every row that speaks for somebody else."""
    everybody = range(len(hall.voices))
    affinity = _empty(len(everybody))
    _ask(hall, everybody, everybody, affinity)
    return affinity


def extended(hall: Hall, before: Affinity) -> Affinity:
    """The affinity of a hall to which voices were added at the end; only what concerns them is measured."""
    count, known = len(hall.voices), len(before.fits[KINDS[0]])
    affinity = _empty(count)
    for kind in KINDS:
        affinity.fits[kind][:known, :known] = before.fits[kind]
        affinity.rows[kind][:known, :known] = before.rows[kind]
    _ask(hall, range(known, count), range(count), affinity)
    _ask(hall, range(known), range(known, count), affinity)
    return affinity


def _empty(count: int) -> Affinity:
    return Affinity(
        {kind: np.zeros((count, count), np.float32) for kind in KINDS},
        {kind: np.full((count, count), -1, np.int64) for kind in KINDS},
    )


def _ask(hall: Hall, askers: range, speakers: range, affinity: Affinity) -> None:
    """Ask the questions of some of the rows of some, and write down the best row of each."""
    rows = np.unique(np.concatenate([np.zeros(0, np.int64), *(hall.voices[at].rows for at in speakers)]))
    kinds = _kinds(hall.snapshot, rows)
    spoken = {kind: _spoken(hall, speakers, rows, kinds == at) for at, kind in enumerate(KINDS)}
    for asks in askers:
        question = hall.voices[asks].question
        if question is not None and len(rows):
            values = fit(features(hall.snapshot, question, rows), question.vague)
            for kind in KINDS:
                _take_best(spoken[kind], values, affinity.fits[kind][asks], affinity.rows[kind][asks])
                affinity.fits[kind][asks, asks] = 0.0


@dataclass(frozen=True)
class _Spoken:
    """Who speaks by which rows of one kind: `places` into the rows asked, grouped by voice from `starts` on."""

    voices: Places
    starts: Places
    places: Places
    rows: Places


def _spoken(hall: Hall, speakers: range, rows: Rows, chosen: NDArray[np.bool_]) -> _Spoken:
    voices: list[int] = []
    starts: list[int] = []
    places: list[int] = []
    for at in speakers:
        found = np.searchsorted(rows, hall.voices[at].rows)
        mine = found[chosen[found]] if len(found) else found
        if len(mine):
            voices.append(at)
            starts.append(len(places))
            places += mine.tolist()
    return _Spoken(np.asarray(voices, np.int64), np.asarray(starts, np.int64), np.asarray(places, np.int64), rows)


def _take_best(spoken: _Spoken, values: NDArray[np.float64], fits: Fits, best: Places) -> None:
    """Write the greatest value of each voice's rows, and which row it was."""
    if not len(spoken.voices):
        return
    told = values[spoken.places]
    most = np.maximum.reduceat(told, spoken.starts)
    fits[spoken.voices] = np.maximum(most, 0.0)
    counts = np.diff(np.append(spoken.starts, len(told)))
    reached = np.flatnonzero(told == np.repeat(most, counts))
    owner = np.repeat(np.arange(len(counts)), counts)[reached]
    first = np.unique(owner, return_index=True)[1]
    best[spoken.voices] = spoken.rows[spoken.places[reached[first]]]


def _kinds(snapshot: Snapshot, rows: Rows) -> NDArray[np.int64]:
    """The position in `KINDS` of each row; a practice that is only planned is a need that somebody works on."""
    columns = snapshot.columns
    practice = columns["kind"].holds(("practice",))[rows]
    planned = columns["state"].holds(("Planung",))[rows]
    offering = columns["kind"].holds(("offering",))[rows]
    return np.where(offering, 0, np.where(practice & ~planned, 1, 2))
