"""The run table: one row per execution of the reindex job, written while it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, Integer, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from indexer.database import Base, Database, Moment
from indexer.errors import NotFound

ABANDONED = "Der Lauf wurde abgebrochen."

RunState = Literal["running", "done", "failed"]


class RunRow(Base):
    """One run as the database keeps it."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    started: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10))
    step: Mapped[str] = mapped_column(String(80))
    index_name: Mapped[str | None] = mapped_column(String(120))
    report: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Run:
    """One execution of the reindex job: when, how far it came, what it reports."""

    id: int
    started: datetime
    finished: datetime | None
    state: RunState
    step: str
    index_name: str | None
    report: dict[str, Any]


class Runs:
    """The runs of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, step: str = "start") -> int:
        """Note that a run begins; returns its id."""
        row = RunRow(started=datetime.now(UTC), finished=None, state="running", step=step, index_name=None, report={})
        with self._database.session() as session:
            session.add(row)
            session.flush()
            return row.id

    def step(self, run_id: int, step: str, index_name: str | None = None, report: dict[str, Any] | None = None) -> None:
        """Note how far the run is, the index it builds once that has a name, and what it could report by now."""
        told = {"step": step, "index_name": index_name, "report": report}
        self._write(run_id, {name: value for name, value in told.items() if value is not None})

    def finish(self, run_id: int, state: RunState, report: dict[str, Any]) -> None:
        """Note that the run is over, and its report."""
        self._write(run_id, {"finished": datetime.now(UTC), "state": state, "report": report})

    def close_abandoned(self, swapped: str | None = None) -> int:
        """End runs that never finished; only whoever holds the run lock may call this. Returns how many.

        The one whose index is `swapped` in had done its work; every other has failed.
        """
        with self._database.session() as session:
            open_runs = session.scalars(select(RunRow).where(RunRow.state == "running")).all()
            for row in open_runs:
                row.finished = datetime.now(UTC)
                if swapped is not None and row.index_name == swapped:
                    row.state = "done"
                else:
                    row.state, row.report = "failed", {"error": ABANDONED}
            return len(open_runs)

    def get(self, run_id: int) -> Run:
        """One run; raises NotFound."""
        with self._database.session() as session:
            row = session.get(RunRow, run_id)
            if row is None:
                raise NotFound(f"Einen Lauf {run_id} gibt es nicht.")
            return _run(row)

    def last(self) -> Run | None:
        """The run that began last, whatever became of it."""
        return next(iter(self.recent(1)), None)

    def last_done(self) -> Run | None:
        """The last run that swapped its index in."""
        with self._database.session() as session:
            row = session.scalars(_newest_first().where(RunRow.state == "done").limit(1)).first()
            return _run(row) if row else None

    def recent(self, most: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first."""
        with self._database.session() as session:
            return tuple(_run(row) for row in session.scalars(_newest_first().limit(most)))

    def _write(self, run_id: int, values: dict[str, Any]) -> None:
        with self._database.session() as session:
            session.execute(update(RunRow).where(RunRow.id == run_id).values(values))


def _newest_first() -> Any:
    return select(RunRow).order_by(RunRow.id.desc())


def _run(row: RunRow) -> Run:
    state: RunState = row.state  # type: ignore[assignment]  # only this module writes the column
    return Run(row.id, row.started, row.finished, state, row.step, row.index_name, row.report)
