"""Sources behind https addresses: fetched only when they changed, kept as files, read like any other file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import String, Text, delete
from sqlalchemy.orm import Mapped, mapped_column

from indexer.database import Base, Database
from indexer.errors import FileRefused
from indexer.settings import FeedSettings, Source
from indexer.sources.fetching import Fetched, fetch
from indexer.tables import SOURCE_LENGTH

FOLDER = "feeds"
"""Below the data folder: what each feed sent last."""

HASH_LENGTH = 16  # hex digits in a file's name


class FeedRow(Base):
    """What a feed sent last: the file it lies in, and the marks that ask whether there is anything newer."""

    __tablename__ = "feeds"

    source: Mapped[str] = mapped_column(String(SOURCE_LENGTH), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(String(SOURCE_LENGTH))
    etag: Mapped[str] = mapped_column(Text)
    modified: Mapped[str] = mapped_column(Text)


class Feeds:
    """The feeds of one database, with their files below the data folder."""

    def __init__(self, database: Database, data: Path, rules: FeedSettings) -> None:
        self._database = database
        self._folder = data / FOLDER
        self._rules = rules

    def file(self, source: Source) -> Path:
        """The newest file of a feed; raises SourceDown, and FileRefused when a rule is broken."""
        row = self._row(source)
        fetched = fetch(source.path, _marks(row), self._rules)
        if fetched.body is None:
            if row is None:
                raise FileRefused(f"{source.name} sagt „unverändert“, ohne je etwas geschickt zu haben.")
            return self._folder / row.file
        return self._kept(source, fetched, fetched.body)

    def _row(self, source: Source) -> FeedRow | None:
        """What is known of a feed, if it stands for the same address and its file is still there."""
        with self._database.session() as session:
            row = session.get(FeedRow, source.name)
        return row if row and row.url == source.path and (self._folder / row.file).exists() else None

    def _kept(self, source: Source, fetched: Fetched, body: bytes) -> Path:
        """Keep the file under a name of its own first, then note it: a kill in between loses nothing."""
        ending, content = as_table(source.path, fetched.kind, body)
        name = f"{source.name}-{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}{ending}"
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f".{name}"
        aside.write_bytes(content)
        aside.replace(self._folder / name)
        row = FeedRow(source=source.name, url=source.path, file=name, etag=fetched.etag, modified=fetched.modified)
        with self._database.session() as session:
            session.execute(delete(FeedRow).where(FeedRow.source == source.name))
            session.add(row)
        self._sweep(source.name, name)
        return self._folder / name

    def _sweep(self, source: str, kept: str) -> None:
        for file in self._folder.glob(f"{source}-{'?' * HASH_LENGTH}.*"):
            if file.name != kept:
                file.unlink(missing_ok=True)


def _marks(row: FeedRow | None) -> Mapping[str, str]:
    known = {"If-None-Match": row.etag, "If-Modified-Since": row.modified} if row else {}
    return {name: value for name, value in known.items() if value}


def as_table(url: str, kind: str, body: bytes) -> tuple[str, bytes]:
    """The ending and the content of the file that a body becomes: CSV as it is, a JSON array as JSON lines."""
    if kind == "text/csv" or url.lower().split("?")[0].endswith(".csv"):
        return ".csv", body
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return ".jsonl", body
    try:
        rows = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused("Die Antwort ist kein gültiges JSON.") from error
    return ".jsonl", "".join(f"{json.dumps(row)}\n" for row in rows).encode("ascii")
