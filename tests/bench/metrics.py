"""How rankings are measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.evaluation import ndcg

__all__ = ["mean", "ndcg", "recall", "reciprocal_rank"]

CUT = 10


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """One over the place of the first relevant document, 0 beyond the cut."""
    return next((1 / (place + 1) for place, id in enumerate(ranked[:cut]) if grades.get(id, 0) > 0), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, int], cut: int) -> float:
    """What share of the relevant documents stands before the cut."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:cut])) / len(relevant) if relevant else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
