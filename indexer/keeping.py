"""Which indexes are kept, and which one is live: after a run, after a kill, and on the way back."""

from __future__ import annotations

from indexer.errors import NotFound, RunBusy
from indexer.job import Job
from indexer.publishing import catch_up

INDEXES_KEPT = 2
"""The live one, and one that was complete to go back to."""


def prune(job: Job) -> None:
    """Drop all indexes but the live one and the newest other one that was complete, with their snapshots."""
    live, standing = job.engine.live(), job.engine.indexes()
    kept = [name for name in standing if name == live or name in _complete(job)[1 - INDEXES_KEPT :]]
    for name in standing:
        if name not in kept:
            job.engine.drop(name)
    job.live.prune(kept)
    job.store.journal.forget(kept)


def _complete(job: Job) -> list[str]:
    """Every index but the live one that belonged to the records once, oldest first; half-built ones never did."""
    live, built = job.engine.live(), job.store.journal.built()
    return [name for name in job.engine.indexes() if name in built and name != live]


def reconcile(job: Job) -> None:
    """Make runs, alias and database agree after a kill: the index that belongs to the records goes live.

    While a run is going there is nothing to mend. Raises EngineError when the engine does not answer.
    """
    try:
        with job.locks.alone():
            job.runs.close_abandoned(job.store.active_index())
            _agree(job)
    except RunBusy:
        return


def _agree(job: Job) -> None:
    catch_up(job)
    wanted = job.store.active_index()
    if wanted and wanted != job.engine.live() and wanted in job.engine.indexes():
        job.engine.activate(wanted)
        catch_up(job)


def go_back(job: Job) -> str:
    """Make the other complete index live and return its name; raises NotFound when there is none, RunBusy in a run.

    First everything is applied to it that took records away or narrowed them since it was built.
    """
    with job.locks.alone():
        fitting = [index for index in _complete(job) if index.startswith(job.index_prefix)]
        if not fitting:
            raise NotFound("Es gibt keinen früheren Index dieser Version.", "Der nächste Lauf hebt den jetzigen auf.")
        index = fitting[-1]
        job.store.journal.note(_outdated(job, index))
        catch_up(job)
        job.store.make_active(index)
        job.engine.activate(index)
        catch_up(job)
        return index


def _outdated(job: Job, index: str) -> list[str]:
    """The records of an index that are no more, that other people may see now, or that share a card."""
    snapshot = job.live.stored(index)
    seen = {id_: snapshot.values("visibility", row)[0] for row, id_ in enumerate(snapshot.ids)}
    folds = job.store.cards.folds()
    folded = {*folds, *folds.values()}
    now = {stored.record.id: stored.record.visibility for stored in job.store.every()}
    return [id_ for id_, visibility in seen.items() if now.get(id_) != visibility or id_ in folded]
