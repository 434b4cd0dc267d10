"""Levels in words, and whether there is anything worth showing: both read off the topical fit.

Where the levels begin follows from judged hits: a logistic regression on the fit, see tests/bench/calibration.py. More
features, or how near a hit comes to the best one, made no truer levels when each challenge was left out in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.answers import Emptiness, Level
from matcher.ranking import Lists, Ranked
from matcher.weights import WEIGHTS, Weights

BEST = 3
"""Records whose mean fit tells whether a challenge has an answer; one alone may be luck."""


@dataclass(frozen=True)
class Borders:
    """Least fit of a level (`very`, `good`), and of an answer that is more than weak (`hits`) or nothing (`weak`).

    `agree` is what meaning alone must say at least of a hit that is called fitting at all, or very fitting: where only
    one voice speaks, it is often a word with two meanings.
    """

    very: float
    good: float
    hits: float
    weak: float
    agree: float
    very_agree: float


TWO_VOICES = Borders(very=0.78, good=0.63, hits=0.335, weak=0.19, agree=0.55, very_agree=0.6)
WORDS_ALONE = Borders(very=0.58, good=0.48, hits=0.11, weak=0.02, agree=0.0, very_agree=0.0)


@dataclass(frozen=True)
class Verdict:
    """What the lists are worth as a whole, and by which borders their hits are called."""

    borders: Borders
    emptiness: Emptiness

    def level(self, hit: Ranked) -> Level:
        """How well a record fits; a plan is not a deed, and where the answer is weak nothing fits well."""
        if self.emptiness != "hits" or not _reaches(hit, self.borders.good, self.borders.agree):
            return "teilweise"
        very = _reaches(hit, self.borders.very, self.borders.very_agree) and not hit.planned
        return "sehr passend" if very else "passend"


def _reaches(hit: Ranked, fit: float, agree: float) -> bool:
    """Whether a hit has this fit and meaning does not contradict; a silent voice does not."""
    return hit.fit >= fit and not hit.meaning < agree


def verdict_on(lists: Lists, weights: Weights = WEIGHTS) -> Verdict:
    """Whether the lists answer the challenge ("hits"), only touch it ("weak"), or do neither ("none")."""
    borders = TWO_VOICES if lists.two_voices else WORDS_ALONE
    strength = strength_of(lists, weights)
    return Verdict(borders, "hits" if strength >= borders.hits else "weak" if strength >= borders.weak else "none")


def strength_of(lists: Lists, weights: Weights = WEIGHTS) -> float:
    """How much speaks for an answer: the fit of the best, less for rare words that no record has."""
    return _mean_of_best((*lists.practices, *lists.offerings, *lists.needs)) - weights.strange.value * lists.unknown


def _mean_of_best(hits: Sequence[Ranked]) -> float:
    """The mean fit of the best records before their neighbours were heard; 0 where there are none."""
    best = sorted((hit.alone for hit in hits), reverse=True)[:BEST]
    return sum(best) / BEST
