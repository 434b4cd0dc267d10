"""The reindex job: read, stage, build, check, swap, prune, report. Until the swap nothing changes for anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from indexer.documents import Document, documents
from indexer.errors import AnkerError, EngineError
from indexer.folding import Folding
from indexer.gate import Trial, complete, not_shrunk, pass_gate
from indexer.gathering import Gathering
from indexer.job import Job
from indexer.keeping import prune
from indexer.publishing import catch_up
from indexer.report import Report
from indexer.snapshot import Snapshot, SnapshotDraft
from indexer.staging import Built, Staging
from indexer.stored import Stored


@dataclass(frozen=True)
class Start:
    """Where a run begins: its number, the moment, and the change number from which on it has not read what came."""

    run: int
    when: datetime
    base: int

    @classmethod
    def of(cls, job: Job) -> Start:
        """Begin a run."""
        return cls(job.runs.start(), datetime.now(UTC), job.store.journal.number())

    @property
    def seconds(self) -> float:
        """How long the run has taken until now."""
        return (datetime.now(UTC) - self.when).total_seconds()


def reindex(job: Job, forced: bool = False, accepted: frozenset[str] = frozenset()) -> Report:
    """Run once and return the report; raises RunBusy, GateRefused or what failed, with the old index still live.

    `forced` passes what the gate complains of; of the `accepted` sources everything is taken, however little it is.
    """
    return _alone(job, Gathering.of(job, accepted), forced)


def rebuild(job: Job) -> Report:
    """Make a new index of the records as they stand, without reading any source; raises what `reindex` raises."""
    return _alone(job, Gathering(job, (), (), frozenset()), forced=True)


def _alone(job: Job, gathering: Gathering, forced: bool) -> Report:
    with job.locks.alone():
        job.runs.close_abandoned(job.store.active_index())
        start = Start.of(job)
        staging = job.store.staging(start.run)
        try:
            report = _run(job, start, gathering, staging, forced)
        except AnkerError as error:
            staging.discard()
            job.runs.finish(start.run, "failed", {"error": str(error)})
            with suppress(EngineError):  # the next run clears up
                prune(job)
            raise
        job.runs.finish(start.run, "done", report.to_json())
        return report


def _run(job: Job, start: Start, gathering: Gathering, staging: Staging, forced: bool) -> Report:
    before, sources = gathering.expected(), gathering.read(staging)
    job.tell("Doppelte Einträge suchen", 0)
    folding = Folding.of(job, staging)
    index = f"{job.index_prefix}{start.when:%Y%m%d%H%M%S%f}"
    job.runs.step(start.run, "aufbauen", index)
    snapshot, sent = _build(job, folding.cards(staging), index)
    job.runs.step(start.run, "prüfen")
    trial = Trial(index, sent, job.engine.count(index), before, folding.kinds, snapshot)
    complaints = pass_gate(trial, (complete, not_shrunk, *job.checks), forced)
    report = Report(index, sources, trial.now, complaints, start.seconds)
    job.runs.step(start.run, "umschalten", report=report.interrupted())
    report = _swap(job, staging, Built(index, start.base, folding.pairs, folding.folds), report)
    job.runs.step(start.run, "aufräumen")
    _tidy(job, start)
    return report.after(start.seconds)


def _build(job: Job, cards: Iterator[Stored], index: str) -> tuple[Snapshot, int]:
    """Fill a new index with every card; its snapshot lies beside it before anybody can ask."""
    job.engine.create(index)
    draft = SnapshotDraft()

    def told(done: int) -> None:
        job.tell("Einträge aufbereiten", done)

    built: Iterator[Document] = draft.passing(documents(cards, job.reading, told))
    sent = job.engine.fill(index, built)
    job.tell("Index fertigstellen", sent)
    job.engine.ready(index)
    snapshot = draft.finish()
    job.live.save(index, snapshot)
    return snapshot, sent


def _swap(job: Job, staging: Staging, built: Built, report: Report) -> Report:
    """Records first, then the alias; what people changed since the start goes in before anybody asks, and after."""
    changes = staging.adopt(built)
    catch_up(job)
    job.engine.activate(built.index)
    catch_up(job)
    return report.with_changes(changes)


def _tidy(job: Job, start: Start) -> None:
    prune(job)
    job.store.forget_rejected(start.run)
    if job.vectors is not None:
        job.vectors.prune(stored.record for stored in job.store.every())
