"""Levels in words, and whether there is anything worth showing: both read off the topical fit.

The borders were set on judged challenges by leave-one-out. A regression on all features found no better ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.answers import Emptiness, Level
from matcher.ranking import Lists, Ranked

BEST = 3
"""Records whose mean fit tells whether a challenge has an answer; one alone may be luck."""


@dataclass(frozen=True)
class Borders:
    """Least fit of a level (`very`, `good`), and of an answer that is more than weak (`hits`) or nothing (`weak`)."""

    very: float
    good: float
    hits: float
    weak: float


TWO_VOICES = Borders(very=0.72, good=0.6, hits=0.49, weak=0.3)
WORDS_ALONE = Borders(very=0.55, good=0.45, hits=0.2, weak=0.12)


@dataclass(frozen=True)
class Verdict:
    """What the lists are worth as a whole, and by which borders their hits are called."""

    borders: Borders
    emptiness: Emptiness

    def level(self, hit: Ranked) -> Level:
        """How well a record fits; a plan is not a deed, and where the answer is weak nothing fits well."""
        if hit.fit < self.borders.good or self.emptiness != "hits":
            return "teilweise"
        return "sehr passend" if hit.fit >= self.borders.very and not hit.planned else "passend"


def verdict_on(lists: Lists) -> Verdict:
    """Whether the lists answer the challenge ("hits"), only touch it ("weak"), or do neither ("none")."""
    borders = TWO_VOICES if lists.two_voices else WORDS_ALONE
    strength = _strength((*lists.practices, *lists.offerings, *lists.needs))
    return Verdict(borders, "hits" if strength >= borders.hits else "weak" if strength >= borders.weak else "none")


def _strength(hits: Sequence[Ranked]) -> float:
    """The mean fit of the best records before their neighbours were heard; 0 where there are none."""
    best = sorted((hit.alone for hit in hits), reverse=True)[:BEST]
    return sum(best) / BEST
