"""`./run status`: what runs, how the last run went, what is missing, and the command that helps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click

from indexer import EngineError, Job, Run, RunBusy, Settings, fits, next_slot, overdue
from matcher import State
from webui.opening import Opened, open_all
from webui.telling import told_plainly
from webui.wording import moment

USABLE, TROUBLE, UNUSABLE = 0, 2, 1
"""Exit codes: all is well; it works, but somebody should look; search does not work."""


@dataclass(frozen=True)
class Finding:
    """One line for the operator, how bad it is, and the command that helps."""

    says: str
    level: int = USABLE
    helps: str = ""


@click.command("status")
@click.pass_obj
def status_command(settings: Settings) -> None:
    """Sagt, welcher Index läuft, wie der letzte Lauf ausging und was zu tun ist. Ende mit 0, 2 (ansehen) oder 1."""
    with told_plainly(UNUSABLE), closing(open_all(settings)) as opened:
        found = tuple(findings(opened))
    for finding in found:
        click.echo(f"{finding.says} Hilft: {finding.helps}" if finding.helps else finding.says)
    levels = {finding.level for finding in found}
    sys.exit(UNUSABLE if UNUSABLE in levels else TROUBLE if TROUBLE in levels else USABLE)


def findings(opened: Opened) -> Iterator[Finding]:
    """Everything that an operator wants to know, the index first."""
    state = opened.service.seen_by("office").state()
    yield from _index(opened.job, state)
    yield Finding(f"Einträge: {state.practices} Praxisbeispiele, {state.offerings} Angebote, {state.needs} Bedarfe.")
    yield from _last_run(opened.job)
    yield from _next_run(opened.job)
    yield from _meaning(opened, state)


def _index(job: Job, state: State) -> Iterator[Finding]:
    try:
        live, others = job.engine.live(), job.engine.indexes()
    except EngineError as error:
        yield Finding(f"Suche: {error}", UNUSABLE)
        return
    if live is None:
        yield Finding("Index: noch keiner.", UNUSABLE, "./run reindex")
        return
    fitting = fits(job)
    told = state.engine_says if fitting else "gehört zu einer anderen Version."
    yield Finding(f"Index: {live}. {told}", USABLE if fitting else TROUBLE, "" if fitting else "./run reindex")
    if job.store.journal.behind():
        yield Finding("Änderungen von Hand sind noch nicht in jedem Index.", TROUBLE, "./run reindex")
    for name in others:
        if name != live and name in job.store.journal.built():
            yield Finding(f"Aufgehoben: {name} (zurück mit ./run reindex --back).")


def _last_run(job: Job) -> Iterator[Finding]:
    run = job.runs.last()
    if run is None:
        yield Finding("Letzter Lauf: noch keiner.", TROUBLE, "./run reindex")
        return
    yield _told(job, run)
    for source in run.report.get("sources", ()):
        if source["problem"]:
            yield Finding(f"  Quelle {source['name']} nicht übernommen: {source['problem']}", TROUBLE)


def _told(job: Job, run: Run) -> Finding:
    began = f"Letzter Lauf: {moment(run.started)}"
    if run.state == "done":
        return Finding(f"{began}, fertig.")
    if run.state == "failed":
        return Finding(
            f"{began}, gescheitert bei „{run.step}“: {run.report.get('error', '')}", TROUBLE, "./run reindex"
        )
    if _goes_on(job):
        return Finding(f"{began}, er läuft noch: „{run.step}“.")
    return Finding(f"{began}, abgebrochen bei „{run.step}“.", TROUBLE, "./run reindex")


def _goes_on(job: Job) -> bool:
    try:
        with job.locks.alone():
            return False
    except RunBusy:
        return True


def _next_run(job: Job) -> Iterator[Finding]:
    now, timetable = datetime.now(UTC), job.settings.timetable
    yield Finding(f"Nächster Lauf: {moment(next_slot(timetable, now))}.")
    if missing := overdue(timetable, timedelta(hours=job.settings.alarm.after_hours), job.runs, now):
        yield Finding(missing, TROUBLE, "./run timetable")


def _meaning(opened: Opened, state: State) -> Iterator[Finding]:
    if not state.encoder:
        yield Finding("Bedeutungssuche: aus.")
    elif state.vectors_missing:
        yield Finding(f"Bedeutungssuche: {state.encoder}, Vektoren fehlen noch: {state.vectors_missing}.")
    else:
        yield Finding(f"Bedeutungssuche: {state.encoder}, vollständig.")
    for warning in opened.warnings:
        yield Finding(warning, TROUBLE)
