"""Changes that people make between two runs: in the database first, then in every index that is kept, at once.

The database decides. An engine that does not answer loses nothing: the journal knows how far each index has come, and
whoever comes next (another change, a start, the end of a run) takes it up from there.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.documents import documents
from indexer.errors import EngineError, RunBusy
from indexer.job import Job
from indexer.records import Visibility
from indexer.stored import Stored, owned

LOCK = "live-changes"


def put(job: Job, stored: Stored) -> bool:
    """Publish or change one record now; returns whether every index has it already.

    Its source becomes one of the people's own, which no run ends. A record that was withdrawn stays away.
    """
    job.store.put(owned(stored))
    return caught_up(job)


def withdraw(job: Job, record_id: str) -> bool:
    """Take a record out now and for good, with its vector; returns whether every index has lost it already."""
    stored = job.store.get(record_id)
    job.store.withdraw(record_id)
    if stored is not None and job.vectors is not None:
        job.vectors.forget(stored.record)
    return caught_up(job)


def without_contact(job: Job, record_id: str) -> bool:
    """Take the contact out of a record, for good: it is people's own from then on; returns whether it had one."""
    stored = job.store.get(record_id)
    if stored is None or stored.record.contact is None:
        return False
    job.store.erase_contact(stored)
    caught_up(job)
    return True


def narrow(job: Job, record_id: str, visibility: Visibility) -> bool:
    """Let no more people than these see a record, also after every run; returns whether every index knows already.

    As wide as its source gives it, or wider, takes the decision back.
    """
    job.store.narrow(record_id, visibility)
    return caught_up(job)


def caught_up(job: Job) -> bool:
    """Bring every index into line; False when the engine does not answer now, so that it will follow later."""
    try:
        catch_up(job)
    except (EngineError, RunBusy):
        return False
    return True


def catch_up(job: Job) -> None:
    """Take every live change into every index that was complete once; raises EngineError, RunBusy."""
    if not job.store.journal.behind():
        return
    with job.locks.in_turn(LOCK):
        number = job.store.journal.number()
        standing = job.engine.indexes()
        for index, reached in job.store.journal.behind().items():
            if index in standing:
                _bring_into_line(job, index, job.store.journal.since(reached))
                job.store.journal.reach(index, number)


def _bring_into_line(job: Job, index: str, ids: Sequence[str]) -> None:
    """Make the index hold the cards of these records as they are now, and none that is not there any more.

    An index of another analysis or mapping can take no document of this version; there a changed record goes away.
    """
    fitting = index.startswith(job.index_prefix)
    standing = list(job.store.cards.shown(ids).values()) if fitting else []
    kept = {stored.record.id for stored in standing}
    gone = [record_id for record_id in ids if record_id not in kept]
    if gone:
        job.engine.delete(index, gone)
    if standing:
        job.engine.upsert(index, documents(standing, job.reading))
