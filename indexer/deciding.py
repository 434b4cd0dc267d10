"""Duplicates as the office sees them: what was folded, what is doubtful, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from indexer.duplicates.likeness import Likeness, likeness
from indexer.job import Job
from indexer.publishing import caught_up
from indexer.stored import Stored

MOST_SHOWN = 200
"""Doubtful pairs at once, the most alike first."""


@dataclass(frozen=True)
class DoubtfulPair:
    """Two records that may describe the same thing, how alike they are, 0 to 1, and in what."""

    one: Stored
    other: Stored
    score: float
    alike: Likeness


@dataclass(frozen=True)
class FoldedGroup:
    """One card: the record that leads it, and those it stands for."""

    leader: Stored
    others: tuple[Stored, ...]


@dataclass(frozen=True)
class DecidedPair:
    """What somebody said of two records: that they are one, or that they are two."""

    one: Stored
    other: Stored
    same: bool
    when: datetime


def doubtful_pairs(job: Job) -> tuple[DoubtfulPair, ...]:
    """What waits for a decision, the most alike first."""
    waiting = job.store.cards.doubtful(MOST_SHOWN)
    stored = job.store.many([record_id for pair in waiting for record_id in (pair.first, pair.second)])
    return tuple(
        DoubtfulPair(one, other, pair.score, likeness(one.record, other.record))
        for pair in waiting
        if (one := stored.get(pair.first)) and (other := stored.get(pair.second))
    )


def decided_pairs(job: Job) -> tuple[DecidedPair, ...]:
    """What was decided of records that still stand, the latest first."""
    said = sorted(job.store.cards.decisions(), key=lambda row: (row.when, row.first, row.second), reverse=True)
    stored = job.store.many([record_id for row in said for record_id in (row.first, row.second)])
    return tuple(
        DecidedPair(one, other, row.same, row.when)
        for row in said
        if (one := stored.get(row.first)) and (other := stored.get(row.second))
    )


def folded_groups(job: Job) -> tuple[FoldedGroup, ...]:
    """Every card that stands for several records."""
    folds = job.store.cards.folds()
    stored = job.store.many([*folds, *folds.values()])
    leaders = sorted({leader for leader in folds.values() if leader in stored})
    return tuple(
        FoldedGroup(stored[leader], tuple(stored[each] for each in sorted(folds) if folds[each] == leader))
        for leader in leaders
    )


def decide(job: Job, one: str, other: str, same: bool | None) -> bool:
    """Say that two records are one, or are not, or (None) take back what was said; every run keeps to it.

    The cards change at once; returns whether every index knows already.
    """
    job.store.cards.decide((one, other), same)
    return caught_up(job)
