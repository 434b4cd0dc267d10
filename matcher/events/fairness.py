"""How evenly meetings are spread, in figures that everybody can check by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Fairness:
    """Meetings per participant: how many participants there are, how many have none, the least, the median, the most.

    `gini` is 0 where all have equally many and towards 1 where one has all.
    """

    participants: int
    without: int
    least: int
    median: float
    most: int
    gini: float

    @property
    def without_share(self) -> float:
        """The share of participants without a meeting, 0 to 1."""
        return self.without / self.participants if self.participants else 0.0


def fairness(counts: Sequence[int]) -> Fairness:
    """The figures of these numbers of meetings, one per participant."""
    if not counts:
        return Fairness(0, 0, 0, 0.0, 0, 0.0)
    return Fairness(
        participants=len(counts),
        without=sum(count == 0 for count in counts),
        least=min(counts),
        median=float(median(counts)),
        most=max(counts),
        gini=_gini(counts),
    )


def _gini(counts: Sequence[int]) -> float:
    """Twice the area between the line of equality and the Lorenz curve (Gini 1912)."""
    total, count = sum(counts), len(counts)
    if not total:
        return 0.0
    weighted = sum(place * value for place, value in enumerate(sorted(counts), start=1))
    return 2 * weighted / (count * total) - (count + 1) / count
