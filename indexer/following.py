"""What follows a swap: vectors that are still missing are encoded, and taken up by the requests of every process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.errors import EncoderMissing, IndexMissing, RunBusy
from indexer.job import Job
from indexer.lock import alone
from indexer.meaning.vectors import Vectors
from indexer.records import Record
from indexer.store import Store

TOGETHER = 500
"""Records read from the database at once."""


def follow_with_vectors(job: Job) -> int:
    """Encode what is missing for the live index and return how many; nothing to do without an encoder or an index.

    One process does it at a time; another one that comes meanwhile leaves it to the first.
    """
    if job.vectors is None:
        return 0
    try:
        with alone(job.settings.data, "vectors"):
            return _follow(job, job.vectors)
    except (RunBusy, IndexMissing, EncoderMissing):
        return 0


def _follow(job: Job, vectors: Vectors) -> int:
    """First what the database knows already, so that a swap is without meaning for a moment only; then the rest."""
    index, snapshot = job.live.built()
    known = vectors.matrix(_in_order(job.store, snapshot.ids))
    if snapshot.vectors is None or (known.has != snapshot.vectors.has).any():
        job.live.save_vectors(index, known)
    wanted = (record for record in _in_order(job.store, job.live.pair()[1].ids) if record is not None)
    encoded = vectors.fill(wanted, lambda done: job.tell("Bedeutung der Texte erfassen", done))
    if encoded:
        job.live.save_vectors(index, vectors.matrix(_in_order(job.store, snapshot.ids)))
    return encoded


def _in_order(store: Store, ids: Sequence[str]) -> Iterator[Record | None]:
    """The record of each id, None where it is gone meanwhile."""
    for start in range(0, len(ids), TOGETHER):
        chunk = ids[start : start + TOGETHER]
        stored = store.many(chunk)
        yield from (stored[id].record if id in stored else None for id in chunk)
