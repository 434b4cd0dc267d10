"""A product of a test's own that shares the session's language and register: ready in a moment, changed at will."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer import (
    Database,
    Encoder,
    Feeds,
    Job,
    Live,
    Locks,
    Mapping,
    Names,
    Overlay,
    Reading,
    Runs,
    Settings,
    Source,
    Store,
    Vectors,
    load,
    open_engine,
    reindex,
)
from indexer.records import Record, record_from
from indexer.stored import Stored, fresh
from matcher import Challenges, Holdings, Service

FEED = "feed.jsonl"


def practice(id_: str, title: str = "Pegel messen", **more: object) -> dict[str, Any]:
    """A row as a source gives it."""
    return {"id": id_, "kind": "practice", "title": title, "source_url": "https://stadt.example/", **more}


def published(id_: str, title: str = "Pegel messen", **more: object) -> Stored:
    """A record as somebody publishes it."""
    record: Record = record_from(practice(id_, title, **more))
    return fresh(record, "@kommune")


@dataclass(frozen=True)
class Workshop:
    """Job and service of one process on a data folder, with one file as source."""

    service: Service
    job: Job
    database: Database
    folder: Path

    def source(self, *rows: dict[str, Any]) -> None:
        """Write what the source holds from now on."""
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (self.folder / FEED).write_text(text, encoding="utf-8")

    def run(self, *rows: dict[str, Any], forced: bool = False) -> None:
        """Let the source hold these rows and run once."""
        self.source(*rows)
        reindex(self.job, forced)


@contextmanager
def workshop(folder: Path, reading: Reading, encoder: Encoder | None = None, **settings: object) -> Iterator[Workshop]:
    """A process of its own: nothing but files is shared with another one on the same folder."""
    given = {"encoder": {"kind": "none"}, "sources": [Source(name="feed", path=str(folder / FEED))], **settings}
    job, database = _opened(load(data=folder, **given), reading, encoder)
    holdings = Holdings(job.settings, job.store, job.engine, reading, job.names, encoder)
    yield Workshop(Service(holdings, job.live, Challenges(database), job.runs, database), job, database, folder)
    job.engine.close()
    database.close()


def _opened(settings: Settings, reading: Reading, encoder: Encoder | None) -> tuple[Job, Database]:
    database, mapping = Database(settings.database_url), Mapping.load()
    database.migrate()
    store, vectors = Store(database), Vectors(database, encoder) if encoder else None
    engine = open_engine(settings, mapping)
    job = Job(
        settings=settings,
        store=store,
        runs=Runs(database),
        engine=engine,
        mapping=mapping,
        reading=reading,
        names=Names(reading.register),
        feeds=Feeds(database, settings.data, settings.feeds),
        locks=Locks(settings.data, database),
        live=Live(engine, settings.data, Overlay(store, reading, vectors)),
        vectors=vectors,
    )
    return job, database
