"""What a run reads: sources of the settings and files that were handed over. Sources that are no more end here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer.errors import FileRefused, InputError, NotFound, SourceDown
from indexer.gate import LEAST_SHARE
from indexer.intake import take_in
from indexer.job import Job
from indexer.report import SourceReport
from indexer.settings import ROOT, Source
from indexer.sources.reading import imported_sources, read_source
from indexer.staging import Staging
from indexer.stored import OWN

FEED = "://"
"""Stands in an address and in no path of a file."""


@dataclass(frozen=True)
class Gathering:
    """The sources of one run; of the accepted ones everything is taken, however little they hold."""

    job: Job
    sources: tuple[Source, ...]
    ended: tuple[str, ...]
    accepted: frozenset[str]

    @classmethod
    def of(cls, job: Job, accepted: frozenset[str]) -> Gathering:
        """The sources as they are now; raises NotFound for an accepted one that is none of them."""
        sources = (*job.settings.sources, *imported_sources(job.settings.data))
        names = {source.name for source in sources}
        standing = (name for name in job.store.sources() if not name.startswith(OWN))
        ended = tuple(name for name in standing if name not in names)
        for name in sorted(accepted - names - set(ended)):
            raise NotFound(f"Eine Quelle „{name}“ gibt es nicht.", f"Vorhanden: {', '.join(sorted(names))}.")
        return cls(job, sources, ended, accepted)

    def expected(self) -> dict[str, int]:
        """How many records of each kind there were, but for sources that may shrink as they like."""
        return self.job.store.counts(without=self.accepted)

    def read(self, staging: Staging) -> tuple[SourceReport, ...]:
        """Stage every source. Ended ones come first, so that another source may bring their records from now on."""
        for name in self.ended:
            staging.stage(name, ())
        return (
            *(SourceReport(name, ended=True) for name in self.ended),
            *(self._read(staging, source) for source in self.sources),
        )

    def _read(self, staging: Staging, source: Source) -> SourceReport:
        """Stage one source; one that cannot be read or has lost much keeps its old records and is named."""
        self.job.tell(f"Quelle {source.name} lesen", 0)
        try:
            staged = staging.stage(source.name, take_in(read_source(self._file(source)), self.job.names))
            self._refuse_loss(source.name, staged.waiting)
        except (InputError, SourceDown) as error:
            staging.drop(source.name)
            return SourceReport(source.name, problem=str(error), reached=not isinstance(error, SourceDown))
        return SourceReport(source.name, rejected=staged.rejected, read=staged.waiting)

    def _file(self, source: Source) -> Path:
        return self.job.feeds.file(source) if FEED in source.path else ROOT / source.path

    def _refuse_loss(self, name: str, now: int) -> None:
        before = self.job.store.size(name)
        if name not in self.accepted and now < LEAST_SHARE * before:
            raise FileRefused(
                f"Nur noch {now} von {before} Einträgen.", f"Wenn es so stimmt: ./run reindex --accept {name}"
            )
