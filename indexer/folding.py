"""The cards of one run: every record as it will stand, and those that describe the same thing folded into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from indexer.duplicates.decisions import edges_of
from indexer.duplicates.finding import FoundPair, find
from indexer.duplicates.groups import folds_of, groups, merged
from indexer.job import Job
from indexer.records import Record
from indexer.staging import Staging
from indexer.stored import Stored


@dataclass(frozen=True)
class Folding:
    """Pairs that were found, which record stands for which, the folded records by leader, and all records by kind."""

    pairs: tuple[FoundPair, ...]
    folds: Mapping[str, str]
    members: Mapping[str, tuple[Stored, ...]]
    kinds: Mapping[str, int]

    @classmethod
    def of(cls, job: Job, staging: Staging) -> Folding:
        """Look at what a run has read, and at what people decided before."""
        kinds: Counter[str] = Counter()
        pairs = find(_counted(staging, kinds), partial(_records, staging), job.vectors.load if job.vectors else None)
        found = groups(*edges_of(((p.first, p.second, p.verdict, p.score) for p in pairs), job.store.cards.decisions()))
        wanted = sorted({record_id for group in found for record_id in group})
        grouped = {stored.record.id: stored for stored in staging.some(wanted)}
        folds = folds_of(found, grouped)
        members: dict[str, tuple[Stored, ...]] = defaultdict(tuple)
        for record_id, leader in folds.items():
            members[leader] += (grouped[record_id],)
        return cls(pairs, folds, members, dict(kinds))

    def cards(self, staging: Staging) -> Iterator[Stored]:
        """Every record that gets a card, with what the records say that it stands for."""
        for stored in staging.upcoming():
            if stored.record.id not in self.folds:
                yield merged(stored, self.members.get(stored.record.id, ()))


def _counted(staging: Staging, kinds: Counter[str]) -> Iterator[Record]:
    """Every record as it will stand; `kinds` counts them on the way, so that nobody has to read them once more."""
    for stored in staging.upcoming():
        kinds[stored.record.kind] += 1
        yield stored.record


def _records(staging: Staging, ids: Sequence[str]) -> Iterator[Record]:
    return (stored.record for stored in staging.some(ids))
