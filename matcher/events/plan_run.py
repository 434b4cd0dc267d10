"""Where a planning run is: its row, what it has found, what is proven."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from matcher.events.tables import PlanRunRow
from matcher.events.values import Schedule

RunState = Literal["running", "done", "failed", "interrupted"]
Kind = Literal["fresh", "few changes"]

RUN_STATES: dict[RunState, str] = {
    "running": "läuft",
    "done": "fertig",
    "failed": "nicht gelungen",
    "interrupted": "unterbrochen",
}
NOTES: dict[Kind, str] = {"fresh": "Neu geplant", "few changes": "Mit wenigen Änderungen neu geplant"}


@dataclass(frozen=True)
class Found:
    """The best schedule of a run so far; what is proven: at least so many unplaced, so many breaks."""

    placed: int
    unplaced: int
    breaks: int
    unplaced_bound: int
    breaks_bound: int
    proven: bool

    @property
    def says(self) -> str:
        """The state of the proof in German."""
        if self.proven:
            return "beste Lösung bewiesen"
        if self.unplaced > self.unplaced_bound:
            return f"höchstens {self.unplaced - self.unplaced_bound} Gespräche mehr sind möglich"
        return f"höchstens {self.breaks - self.breaks_bound} Pausen weniger sind möglich"


@dataclass(frozen=True)
class PlanRun:
    """The last run of an event; `version` holds its best schedule so far, `limit` is in seconds."""

    event: str
    state: RunState
    started: datetime
    changed: datetime
    limit: float
    says: str
    version: int | None
    found: Found | None


def found_in(schedule: Schedule) -> Found:
    """What is to be told of a schedule."""
    return Found(
        placed=len(schedule.placed),
        unplaced=len(schedule.unplaced),
        breaks=schedule.breaks,
        unplaced_bound=schedule.unplaced_bound,
        breaks_bound=schedule.breaks_bound,
        proven=schedule.proven,
    )


def new_run(event: str, owner: str, limit: float) -> PlanRunRow:
    """The row of a run that begins now."""
    now = datetime.now(UTC)
    return PlanRunRow(
        event_id=event,
        state="running",
        owner=owner,
        started=now,
        changed=now,
        limit=limit,
        says="Die Planung läuft.",
        version=None,
        found=None,
    )


def note_found(row: PlanRunRow, version: int, schedule: Schedule) -> None:
    """Write down a better schedule."""
    found = found_in(schedule)
    row.version, row.found, row.changed = version, asdict(found), datetime.now(UTC)
    row.says = f"{found.placed} Gespräche haben einen Platz, {found.breaks} Pausen: {found.says}."


def note_end(row: PlanRunRow, state: RunState, says: str) -> None:
    """Write down how a run ended; what was found stays readable."""
    row.state, row.changed = state, datetime.now(UTC)
    row.says = says if row.found is None or state != "done" else f"{says} {row.says}"


def run_of(row: PlanRunRow) -> PlanRun:
    """The value of a row."""
    return PlanRun(
        event=row.event_id,
        state=row.state,  # type: ignore[arg-type]  # written by us from the same words
        started=row.started,
        changed=row.changed,
        limit=row.limit,
        says=row.says,
        version=row.version,
        found=Found(**row.found) if row.found else None,
    )
