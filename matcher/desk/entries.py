"""The record desk: create, change, withdraw, undo. A change is in the live index at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from indexer import (
    Database,
    InputError,
    Job,
    NotFound,
    Places,
    Record,
    Rejected,
    Stored,
    put,
    record_from,
    withdraw,
    without_contact,
)
from matcher.desk.history import History
from matcher.desk.model import Version
from matcher.facts import OFFERED

SOURCE = "@geschaeftsstelle"


class Entries:
    """The records as the office edits them. Raises NotFound, InputError and RowRejected."""

    def __init__(self, database: Database, job: Job) -> None:
        self._job = job
        self._history = History(database)

    def get(self, record_id: str) -> Stored:
        """A record as it stands."""
        stored = self._job.store.get(record_id)
        if stored is None:
            raise NotFound("Diesen Eintrag gibt es nicht.", "Vielleicht wurde er zurückgezogen.")
        return stored

    def create(self, row: Mapping[str, object], actor: int) -> Record:
        """Put in a new record."""
        record = record_from(row)
        if self._job.store.get(record.id) is not None:
            raise InputError(f"Die Kennung „{record.id}“ gibt es schon.", "Bitte wählen Sie eine andere.")
        self._put(record, SOURCE)
        self._history.note(record, actor, "created")
        return record

    def change(self, row: Mapping[str, object], read: datetime, actor: int) -> Record:
        """Replace a record that was read when it had last changed at `read`."""
        record = record_from(row)
        stored = self.get(record.id)
        if stored.changed != read:
            raise InputError(
                "Jemand anderes hat den Eintrag inzwischen geändert.",
                "Bitte laden Sie ihn neu und ändern Sie ihn dann.",
            )
        return self._replaced(stored, record, actor, "changed")

    def undo(self, record_id: str, version_id: int, actor: int) -> Record:
        """Bring a record back to how it stood after a version."""
        stored, record = self.get(record_id), self._history.at(record_id, version_id)
        return self._replaced(stored, record, actor, "undid")

    def withdraw(self, record_id: str, actor: int) -> None:
        """Take a record out for good, with everything that its versions said."""
        self._changeable(record_id)
        self.get(record_id)
        withdraw(self._job, record_id)
        self._history.close(record_id, actor)

    def forget_contact(self, address: str) -> bool:
        """Take an address out of every record; no run brings it back, as such a record is the office's own then."""
        told = [each.record.id for each in self._job.store.every() if (each.record.contact or "").casefold() == address]
        for record_id in told:
            without_contact(self._job, record_id)
        return bool(told)

    def versions(self, record_id: str) -> tuple[Version, ...]:
        """The versions of a record, newest first."""
        return self._history.of(record_id)

    def rejected(self, run_id: int) -> tuple[Rejected, ...]:
        """The rows that a run could not use, in the order of reading."""
        return self._job.store.rejected(run_id)

    def _replaced(self, stored: Stored, record: Record, actor: int, action: str) -> Record:
        self._changeable(record.id)
        self._history.keep_first(stored.record)
        self._put(record, stored.source)
        self._history.note(record, actor, action)
        return record

    def _changeable(self, record_id: str) -> None:
        if record_id.startswith(OFFERED):
            raise InputError("Diesen Bedarf hat eine Kommune veröffentlicht.", "Er wird unter „Bedarfe“ bearbeitet.")

    def _put(self, record: Record, source: str) -> None:
        places = Places(self._job.names)
        now = datetime.now(UTC)
        put(self._job, Stored(record, places.keys(record), source, places.note(record), now))
