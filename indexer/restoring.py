"""A backup read back: as it was then, but without whom and what was erased since."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, table

from indexer.backup import check_backup, read_back
from indexer.database import Database
from indexer.erasures import Erased, erase_again
from indexer.job import Job
from indexer.publishing import caught_up, without_contact


@dataclass(frozen=True)
class Restored:
    """How much of what the backup brought was erased once more: persons' rows, and records (whole, for some readers, or
    their contact).
    """

    persons: int
    records: int


def restore(job: Job, database: Database, file: Path) -> Restored:
    """Read a backup back and erase again what was erased after it was taken.

    The live index must be built anew then: it holds the records as they were before. Until it is, records that are
    gone are not shown. Raises FileRefused and leaves everything as it is when the file is no whole backup.
    """
    url = job.settings.database_url
    check_backup(url, file)
    with job.locks.alone():
        with database.session() as session:
            erased = Erased.of(session)
        number = job.store.journal.number()
        read_back(url, file)
        database.migrate()
        job.store.journal.restart(max(number, job.store.journal.number()) + 1, job.engine.live())
        with database.session() as session:
            persons = erase_again(session, erased)
            for once in ("sessions", "invitations"):  # whoever signed out, or took an invitation, did so for good
                session.execute(delete(table(once)))
        withdrawn = [record_id for record_id in sorted(erased.records) if job.store.withdraw(record_id)]
        narrowed = [record_id for record_id, limit in erased.limits.items() if job.store.narrow(record_id, limit)]
        bared = [record_id for record_id in sorted(erased.contacts) if without_contact(job, record_id)]
        caught_up(job)
    return Restored(persons, len(withdrawn) + len(narrowed) + len(bared))
