"""How well an index ranks: nDCG of the judged challenges per kind, kept over time, and a check for the gate."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import JSON, Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from indexer import Base, Check, Database, Filter, Moment, Record, Trial
from matcher.candidates import KINDS, Pool
from matcher.judging import Judged, fingerprint
from matcher.likeness import place_of
from matcher.mentions import named
from matcher.question import Hints, ask
from matcher.ranking import Lists, rank
from matcher.view import Holdings, View
from matcher.weights import WEIGHTS, Weights

CUTS = (5, 10)
"""Places looked at: what is read, and what is shown."""

JUDGED = 10
"""Records of each kind that are shown to be judged: as many as are shown to those who ask."""

EVERYTHING = (Filter("visibility", ("public", "municipalities", "office")),)

KIND_NAMES = {"practice": "Praxisbeispiele", "offering": "Angebote", "need": "Bedarfe"}

Voices = Literal["words", "both"]
Figures = dict[str, float]
"""nDCG by "practice@5" and so on; a kind without a graded record is not in it."""


class EvaluationRow(Base):
    """One evaluation."""

    __tablename__ = "evaluations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    when: Mapped[datetime] = mapped_column(Moment)
    index: Mapped[str] = mapped_column(String(120))
    engine: Mapped[str] = mapped_column(String(20))
    voices: Mapped[Voices] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(64))
    figures: Mapped[Figures] = mapped_column(JSON)


@dataclass(frozen=True)
class Evaluation:
    """What was found, and on what it rests: figures compare where engine, voices and basis are the same."""

    when: datetime
    index: str
    engine: str
    voices: Voices
    basis: str
    figures: Figures


class History:
    """The evaluations of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, evaluation: Evaluation) -> None:
        """Keep an evaluation."""
        with self._database.session() as session:
            session.add(EvaluationRow(**vars(evaluation)))

    def latest(self, most: int = 20) -> tuple[Evaluation, ...]:
        """The last evaluations, the newest first."""
        with self._database.session() as session:
            rows = session.scalars(select(EvaluationRow).order_by(EvaluationRow.id.desc()).limit(most))
            return tuple(_evaluation(row) for row in rows)

    def before(self, evaluation: Evaluation) -> Evaluation | None:
        """The last evaluation that an evaluation can be compared with."""
        alike = (
            EvaluationRow.engine == evaluation.engine,
            EvaluationRow.voices == evaluation.voices,
            EvaluationRow.basis == evaluation.basis,
        )
        with self._database.session() as session:
            row = session.scalar(select(EvaluationRow).where(*alike).order_by(EvaluationRow.id.desc()).limit(1))
            return _evaluation(row) if row else None


def _evaluation(row: EvaluationRow) -> Evaluation:
    return Evaluation(row.when, row.index, row.engine, row.voices, row.basis, row.figures)


def evaluate(view: View, judged: Sequence[Judged]) -> Evaluation:
    """Measure one index on judged challenges."""
    figures: dict[str, list[float]] = {}
    for each in judged:
        for name, value in _figures_of(view, each):
            figures.setdefault(name, []).append(value)
    both = view.holdings.encoder is not None and view.snapshot.vectors is not None
    return Evaluation(
        when=datetime.now(UTC),
        index=view.index,
        engine=view.holdings.settings.engine.kind,
        voices="both" if both else "words",
        basis=fingerprint(judged),
        figures={name: sum(values) / len(values) for name, values in figures.items()},
    )


def _figures_of(view: View, judged: Judged) -> Iterable[tuple[str, float]]:
    for kind, ranked in ranked_ids(view, judged).items():
        grades = graded(view, judged.grades, kind)
        if any(grades.values()):
            for cut in CUTS:
                yield f"{kind}@{cut}", ndcg(ranked, grades, cut)


def graded(view: View, grades: Mapping[str, int], kind: str) -> dict[str, int]:
    """The grades of the records of one kind that are in the index."""
    rows = {record: view.snapshot.row(record) for record in grades}
    return {
        record: grades[record]
        for record, row in rows.items()
        if row is not None and kind in view.snapshot.values("kind", row)
    }


def ranked_ids(view: View, judged: Judged) -> dict[str, tuple[str, ...]]:
    """The ids of each kind, best first, without the records of the place that asks."""
    lists = ranked(view, judged)
    hits = (lists.practices, lists.offerings, lists.needs)
    return {kind: tuple(hit.id for hit in found) for kind, found in zip(KINDS, hits, strict=True)}


def ranked(view: View, judged: Judged, weights: Weights = WEIGHTS) -> Lists:
    """The ranked lists of a challenge, before they are folded to places and cut to each provider's share."""
    reading, place = view.holdings.reading, place_of(judged.ags, view.holdings.reading.register) if judged.ags else None
    hints = Hints(named=named(view, judged.text), weights=weights)
    question = ask(judged.text, reading, view.snapshot, view.holdings.encoder, hints)
    pool = Pool(view.holdings.engine, view.index, view.snapshot, view.scope)
    return rank(pool, question, place.key if place else None)


def to_judge(view: View, judged: Judged) -> tuple[Record, ...]:
    """The records to judge for a challenge: the first of each kind, and those that have a grade."""
    ranked = ranked_ids(view, judged)
    ids = dict.fromkeys((*(id for found in ranked.values() for id in found[:JUDGED]), *judged.grades))
    stored = view.holdings.store.many(list(ids))
    return tuple(stored[id].record for id in ids if id in stored)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], cut: int = CUTS[-1]) -> float:
    """nDCG with gains 2^grade - 1 (Järvelin & Kekäläinen 2002); the ideal order holds every graded record."""
    found = sum(_gain(grades.get(id, 0), place) for place, id in enumerate(ranked[:cut]))
    ideal = sum(_gain(grade, place) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:cut]))
    return found / ideal if ideal else 0.0


def _gain(grade: int, place: int) -> float:
    return float((2**grade - 1) / math.log2(place + 2))


def evaluation_check(
    holdings: Holdings, basis: Callable[[], Sequence[Judged]], history: History, most_drop: float
) -> Check:
    """A check for the gate: no kind may lose more than `most_drop` nDCG@10 against the last comparable evaluation.

    Words alone are compared: vectors of new records follow after the gate. What passes is kept.
    """
    deaf = replace(holdings, encoder=None)

    def check(trial: Trial) -> Iterable[str]:
        judged = basis()
        if not judged:
            return
        now = evaluate(View(deaf, trial.index, trial.snapshot, EVERYTHING), judged)
        before = history.before(now)
        complaints = tuple(drops(before.figures, now.figures, most_drop)) if before else ()
        if not complaints:
            history.keep(now)
        yield from complaints

    return check


def drops(before: Figures, now: Figures, most: float) -> Iterable[str]:
    """One German sentence for each kind whose nDCG@10 fell by more than `most`."""
    for kind, name in KIND_NAMES.items():
        was, is_now = before.get(f"{kind}@10"), now.get(f"{kind}@10")
        if was is not None and is_now is not None and was - is_now > most:
            yield f"{name} werden schlechter gefunden als bisher (nDCG@10 {is_now:.3f} statt {was:.3f})."
