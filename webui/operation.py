"""What the operation wants to know of a running Anker, without a single personal datum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from indexer import EngineError, Run, next_slot, overdue
from webui.accounts import Audit
from webui.wording import count, moment, number

if TYPE_CHECKING:
    from matcher import Service, State

RUNS_SHOWN = 10
BACKUPS = "backups"  # the folder below the data folder; what a command writes lies where the operator wants it

STATES = {"running": "läuft", "done": "fertig", "failed": "gescheitert"}
TONES = {"running": "warn", "done": "good", "failed": "bad"}


@dataclass(frozen=True)
class ShownRun:
    """One run in words: when, how it ended, and what it reports line by line."""

    id: int
    started: datetime
    state: str
    tone: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """The whole page: what is wrong, then facts as pairs of term and text, sources, runs."""

    alarms: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    runs: tuple[ShownRun, ...]


def operation(service: Service, now: datetime | None = None) -> Operation:
    """Look at everything once; an engine that does not answer is an alarm and no fault of the page."""
    settings, runs = service.settings, service.runs.recent(RUNS_SHOWN)
    now = now or datetime.now(UTC)
    state, trouble = _state(service)
    late = overdue(settings.timetable, timedelta(hours=settings.alarm.after_hours), service.runs, now)
    alarms = [sentence for sentence in (trouble, late) if sentence]
    if runs and runs[0].state == "failed":
        alarms.append("Der letzte Lauf ist gescheitert; es gilt der Stand davor.")
    return Operation(
        alarms=tuple(alarms),
        facts=(*_index_facts(service, state), *_house_facts(service, now)),
        sources=tuple((source.name, source.path) for source in settings.sources),
        runs=tuple(_shown(run) for run in runs),
    )


def _state(service: Service) -> tuple[State | None, str]:
    try:
        state = service.seen_by("office").state()
    except EngineError as error:
        return None, str(error)
    return state, "" if state.engine_ok else f"Die Suche antwortet nicht: {state.engine_says}"


def _index_facts(service: Service, state: State | None) -> tuple[tuple[str, str], ...]:
    if state is None:
        return (("Suchmaschine", "antwortet nicht"),)
    records = (
        count(state.practices, "Praxisbeispiel"),
        count(state.offerings, "Angebot"),
        count(state.needs, "Bedarf"),
    )
    return (
        ("Suchmaschine", f"{service.settings.engine.kind}: {state.engine_says}"),
        ("Einträge", ", ".join(records)),
        ("Bedeutungssuche", state.encoder or "aus"),
        ("Vektoren", f"{number(state.vectors_missing)} fehlen noch" if state.vectors_missing else "vollständig"),
    )


def _house_facts(service: Service, now: datetime) -> tuple[tuple[str, str], ...]:
    settings = service.settings
    backup = last_backup(service)
    return (
        ("Datenbank", _database_line(service)),
        ("Nächster Lauf", moment(next_slot(settings.timetable, now))),
        ("Letzte Sicherung", moment(backup) if backup else "keine gefunden"),
    )


def _database_line(service: Service) -> str:
    url, file = service.settings.database_url, service.settings.data / "anker.sqlite"
    if not url.startswith("sqlite"):
        return f"PostgreSQL, Änderung {number(service.database.change_number())}"
    size = file.stat().st_size / 1_000_000 if file.exists() else 0.0
    return f"SQLite, {number(round(size, 1))} MB, Änderung {number(service.database.change_number())}"


def last_backup(service: Service) -> datetime | None:
    """When the newest backup was taken: by command, or by a migration that kept the shape before."""
    folder = service.settings.data / BACKUPS
    times = [file.stat().st_mtime for file in folder.glob("*") if not file.name.startswith(".")]
    noted = Audit(service.database).last("backed up")
    found = [*(datetime.fromtimestamp(time, UTC) for time in times), *([noted] if noted else [])]
    return max(found, default=None)


def _shown(run: Run) -> ShownRun:
    return ShownRun(run.id, run.started, STATES[run.state], TONES[run.state], tuple(_lines(run)))


def _lines(run: Run) -> list[str]:
    """The report in counts: which source brought what, what the gate complained about, why it failed."""
    report = run.report
    lines = [_source_line(source) for source in report.get("sources", ())]
    lines += [f"Prüfung beanstandet, trotzdem freigegeben: {each}" for each in report.get("complaints", ())]
    if run.state == "done" and not report.get("complaints"):
        lines.append("Prüfung bestanden.")
    if error := report.get("error"):
        lines.append(str(error))
    return lines or [f"Schritt: {run.step}"]


def _source_line(source: dict[str, object]) -> str:
    if source.get("problem"):
        return f"{source['name']}: nicht übernommen. {source['problem']}"
    counted = {word: source.get(key) for key, word in (("new", "neu"), ("changed", "geändert"), ("gone", "entfallen"))}
    told = ", ".join(f"{len(found) if isinstance(found, list) else 0} {word}" for word, found in counted.items())
    return f"{source['name']}: {source.get('read')} gelesen, {told}, {source.get('rejected')} abgewiesen"
