"""What follows a swap and a live change: missing vectors are encoded, and taken up by the requests of every process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.engines.query import Filter
from indexer.errors import EncoderMissing, IndexMissing, RunBusy
from indexer.job import Job
from indexer.meaning.vectors import Vectors
from indexer.records import Record
from indexer.snapshot import Snapshot
from indexer.store import Store

EVERYBODY = Filter("visibility", ("public",))

TOGETHER = 500
"""Records read from the database at once."""


def follow_with_vectors(job: Job) -> int:
    """Encode what is missing for the live index and return how many; nothing to do without an encoder or an index.

    One process does it at a time; another one that comes meanwhile leaves it to the first.
    """
    if job.vectors is None:
        return 0
    try:
        with job.locks.alone("vectors"):
            return _built(job, job.vectors) + _laid_over(job, job.vectors)
    except (RunBusy, IndexMissing, EncoderMissing):
        return 0


def _built(job: Job, vectors: Vectors) -> int:
    """The index as its run left it. First what the database knows, so that it is without meaning for a moment only."""
    index, snapshot = job.live.built()
    if _agrees(snapshot, job.live.pair()[1]):
        return 0
    _save(job, vectors, index, snapshot)
    present = (record for record in _in_order(job.store, snapshot.ids) if record is not None)
    encoded = vectors.fill(present, lambda done: job.tell("Bedeutung der Texte erfassen", done))
    if encoded:
        _save(job, vectors, index, snapshot)
    return encoded


def _save(job: Job, vectors: Vectors, index: str, snapshot: Snapshot) -> None:
    """Keep what the database knows; records that not everybody may see leave no trace in the common mean."""
    common = snapshot.allowed((EVERYBODY,))
    job.live.save_vectors(index, vectors.matrix(_in_order(job.store, snapshot.ids), common))


def _agrees(built: Snapshot, laid: Snapshot) -> bool:
    """Whether every row that is there has its vector, and no other row."""
    if built.vectors is None:
        return False
    absent = np.zeros(built.size, np.bool_)
    absent[list(laid.absent)] = True
    return bool((built.vectors.has != absent).all())


def _laid_over(job: Job, vectors: Vectors) -> int:
    """What people changed since; a new change number lets every process look again."""
    size = job.live.built()[1].size
    changed = job.live.pair()[1].ids[size:]
    encoded = vectors.fill(record for record in _in_order(job.store, changed) if record is not None)
    if encoded:
        job.store.journal.note(())
    return encoded


def _in_order(store: Store, ids: Sequence[str]) -> Iterator[Record | None]:
    """The record of each id, None where it is gone meanwhile."""
    for start in range(0, len(ids), TOGETHER):
        chunk = ids[start : start + TOGETHER]
        stored = store.many(chunk)
        yield from (stored[id].record if id in stored else None for id in chunk)
