"""The reindex job: read, stage, build, check, swap, prune, report. Until the swap nothing changes for anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from indexer.documents import Document, documents
from indexer.errors import AnkerError, EngineError, InputError, SourceDown
from indexer.gate import Trial, complete, not_shrunk, pass_gate
from indexer.intake import take_in
from indexer.job import Job
from indexer.lock import alone
from indexer.publishing import catch_up
from indexer.report import Report, SourceReport
from indexer.settings import ROOT, Source
from indexer.snapshot import Snapshot, SnapshotDraft
from indexer.sources.reading import imported_sources, read_source
from indexer.staging import Staging

INDEXES_KEPT = 2
"""The live one, and the one before it to go back to."""


def reindex(job: Job, forced: bool = False) -> Report:
    """Run once and return the report; raises RunBusy, GateRefused or what failed, with the old index still live."""
    with alone(job.settings.data):
        job.runs.close_abandoned()
        run = job.runs.start()
        staging = job.store.staging(run)
        try:
            report = _run(job, run, staging, forced)
        except AnkerError as error:
            staging.discard()
            job.runs.finish(run, "failed", {"error": str(error)})
            with suppress(EngineError):  # the next run clears up
                prune(job)
            raise
        job.runs.finish(run, "done", report.to_json())
        return report


def _run(job: Job, run: int, staging: Staging, forced: bool) -> Report:
    started = datetime.now(UTC)
    base = job.store.journal.number()
    before = job.store.counts()
    sources = tuple(
        _read(job, staging, source) for source in (*job.settings.sources, *imported_sources(job.settings.data))
    )
    index = f"{job.index_prefix}{started:%Y%m%d%H%M%S%f}"
    job.runs.step(run, "aufbauen", index)
    snapshot, sent = _build(job, staging, index)
    job.runs.step(run, "prüfen")
    now = _kinds(snapshot)
    trial = Trial(index, sent, job.engine.count(index), before, now, snapshot)
    complaints = pass_gate(trial, (complete, not_shrunk, *job.checks), forced)
    job.runs.step(run, "umschalten")
    changes = staging.adopt(index, base)
    catch_up(job)
    job.engine.activate(index)
    catch_up(job)
    job.runs.step(run, "aufräumen")
    prune(job)
    seconds = (datetime.now(UTC) - started).total_seconds()
    return Report(index, tuple(source.with_changes(changes) for source in sources), now, complaints, seconds)


def _read(job: Job, staging: Staging, source: Source) -> SourceReport:
    """Stage one source; one that cannot be read keeps its old records and is named."""
    job.tell(f"Quelle {source.name} lesen", 0)
    try:
        rows = take_in(read_source(ROOT / source.path), job.names)
        staged = staging.stage(source.name, rows)
    except (InputError, SourceDown) as error:
        return SourceReport(source.name, problem=str(error))
    return SourceReport(source.name, rejected=staged.rejected, read=staged.waiting)


def _build(job: Job, staging: Staging, index: str) -> tuple[Snapshot, int]:
    job.engine.create(index)
    draft = SnapshotDraft()

    def told(done: int) -> None:
        job.tell("Einträge aufbereiten", done)

    built: Iterator[Document] = draft.passing(documents(staging.upcoming(), job.reading, told))
    sent = job.engine.fill(index, built)
    job.tell("Index fertigstellen", sent)
    job.engine.ready(index)
    snapshot = draft.finish()
    job.live.save(index, snapshot)
    return snapshot, sent


def _kinds(snapshot: Snapshot) -> dict[str, int]:
    kinds = snapshot.columns["kind"]
    counted = Counter(kinds.codes.tolist())
    return {name: counted[code] for code, name in enumerate(kinds.names)}


def prune(job: Job) -> None:
    """Drop all indexes but the live one and the newest before it that was complete, with their snapshots."""
    live, built = job.engine.live(), job.store.journal.built()
    standing = job.engine.indexes()
    complete = [name for name in standing if name in built and name != live]
    kept = [name for name in standing if name == live or name in complete[1 - INDEXES_KEPT :]]
    for name in standing:
        if name not in kept:
            job.engine.drop(name)
    job.live.prune(kept)
    job.store.journal.forget(kept)


def reconcile(job: Job) -> None:
    """Make alias and database agree after a kill between the two: the index that belongs to the records goes live."""
    catch_up(job)
    wanted = job.store.active_index()
    if wanted and wanted != job.engine.live() and wanted in job.engine.indexes():
        job.engine.activate(wanted)
        catch_up(job)
