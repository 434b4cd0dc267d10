"""Which sheets say something else than when they were last printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from indexer import Database
from matcher.events.calendar import Calendar
from matcher.events.people import People
from matcher.events.sheets import Desk, Papers, papers
from matcher.events.tables import PrintRow
from matcher.events.versions import Versions


class Press:
    """The papers of the published plans. Raises NotFound for an event that is not there."""

    def __init__(self, database: Database, versions: Versions) -> None:
        self._database = database
        self._versions = versions
        self._calendar = Calendar(database)
        self._people = People(database)

    def papers(self, event: str) -> Papers | None:
        """Everything to print; None before a plan is published."""
        content = self._versions.published(event)
        if content is None:
            return None
        desk = Desk(content, self._people.all(event), self._people.persons(event))
        return papers(desk, self._calendar.get(event).arrangement)

    def changed(self, event: str) -> tuple[str, ...]:
        """The names of the sheets that say something else than when they were printed, or were never printed."""
        sheets = self.papers(event)
        if sheets is None:
            return ()
        printed = self._printed(event)
        return tuple(name for name, print in sheets.fingerprints.items() if printed.get(name) != print)

    def printed(self, event: str, names: Iterable[str] | None = None) -> None:
        """Remember that sheets were printed as they are now; without names, all of them."""
        sheets = self.papers(event)
        if sheets is None:
            return
        now, chosen = datetime.now(UTC), list(sheets.fingerprints if names is None else names)
        rows = [
            {"event_id": event, "sheet": name, "fingerprint": sheets.fingerprints[name], "printed": now}
            for name in chosen
        ]
        with self._database.session() as session:
            before = set(session.scalars(select(PrintRow.sheet).where(PrintRow.event_id == event)))
            for name in before.intersection(chosen):
                session.execute(delete(PrintRow).where(PrintRow.event_id == event, PrintRow.sheet == name))
            if rows:
                session.execute(insert(PrintRow), rows)

    def _printed(self, event: str) -> dict[str, str]:
        with self._database.session() as session:
            rows = session.scalars(select(PrintRow).where(PrintRow.event_id == event))
            return {row.sheet: row.fingerprint for row in rows}
