"""The engine without a server: tantivy, one folder per index."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from indexer.engines.base import Fields, Health
from indexer.engines.embedded_query import View, facets, frequency, hits, warm
from indexer.engines.folders import Folders, missing
from indexer.engines.intake import prepared
from indexer.engines.query import Found, Query
from indexer.errors import BulkFailed, EngineError
from indexer.mapping import Mapping

WRITER_MEMORY = 100_000_000  # bytes; 100,000 documents make four segments, and few segments search fast
WRITER_THREADS = 1  # two threads were no faster on two cores and left more segments
READY = "ready"  # our name for tantivy's whitespace tokenizer
DEPTH = {"docs": "basic", "freqs": "freq", "positions": "position"}  # OpenSearch's words and tantivy's
META = "meta.json"  # tantivy puts a new file of this name in place at every commit


@dataclass(frozen=True)
class Reader:
    """An open index, and the state of its folder when it was last read."""

    index: Any
    folder: int  # inode; another one means that the index was made anew under its old name
    commit: tuple[int, int]


class EmbeddedEngine:
    """Indexes in folders under one root, for several processes on one machine; keeps the `Engine` protocol."""

    def __init__(self, root: Path, mapping: Mapping, alias: str) -> None:
        self.alias = alias
        self._mapping = mapping
        self._folders = Folders(root, alias)
        self._open: dict[str, Reader] = {}
        self._lock = threading.Lock()

    def create(self, index: str) -> None:
        self._folders.make(index, lambda folder: _empty(self._mapping, folder))

    def fill(self, index: str, documents: Iterable[tuple[str, Fields]]) -> int:
        count = 0
        with self._writing(index) as (writer, target):
            fresh: set[str] | None = set() if target.searcher().num_docs == 0 else None
            for count, (key, fields) in enumerate(documents, start=1):  # noqa: B007  # the last one is how many
                if fresh is None or key in fresh:
                    writer.delete_documents_by_term("id", key)
                else:
                    fresh.add(key)  # an empty index has nothing to replace: that saves a search per document
                writer.add_document(Document.from_dict(prepared(self._mapping, key, fields), target.schema))
        return count

    def ready(self, index: str) -> None:
        warm(self._view(index), self._mapping.keyword_fields)

    def count(self, index: str) -> int:
        return int(self._view(index).searcher.num_docs)

    def activate(self, index: str) -> None:
        self._folders.point(index)

    def live(self) -> str | None:
        return self._folders.live()

    def indexes(self) -> list[str]:
        return self._folders.names()

    def drop(self, index: str) -> None:
        if index == self.live():
            raise EngineError(f"Der Index {index} ist in Gebrauch.", "Zuerst einen anderen aktivieren.")
        self._folders.remove(index)
        self._forget_dropped()

    def upsert(self, index: str, documents: Iterable[tuple[str, Fields]]) -> None:
        self.fill(index, documents)

    def delete(self, index: str, ids: Sequence[str]) -> None:
        with self._writing(index) as (writer, _):
            for key in ids:
                writer.delete_documents_by_term("id", key)

    def search(self, query: Query, index: str | None = None) -> Found:
        view = self._view(index)
        with _translated(EngineError):
            total, page = hits(view, query)
            return Found(total, tuple(page), facets(view, query))

    def frequency(self, field: str, token: str, index: str | None = None) -> int:
        view = self._view(index)
        with _translated(EngineError):
            return frequency(view, field, token)

    def health(self) -> Health:
        name = f"tantivy {version('tantivy')}"
        try:
            index = self.live()
            return Health(
                name, True, f"Eingebaute Suche: {self.count(index)} Einträge." if index else str(missing(None))
            )
        except (EngineError, OSError) as error:
            return Health(name, False, f"Die eingebaute Suche ist nicht benutzbar: {error}")

    def close(self) -> None:
        with self._lock:
            self._open.clear()

    def _view(self, index: str | None) -> View:
        name = index or self.live()
        if name is None:
            raise missing(None)
        with self._lock, _translated(EngineError):
            reader = self._current(name)
            return View(reader.index.searcher(), reader.index.schema)

    def _current(self, name: str) -> Reader:
        """The index as last committed by any process; raises IndexMissing."""
        folder = self._folders.path(name)
        held = self._open.get(name)
        try:
            found, commit = folder.stat().st_ino, (folder / META).stat()
        except FileNotFoundError as error:
            raise missing(name) from error
        stamp = (commit.st_ino, commit.st_mtime_ns)
        if held and held.folder == found and held.commit == stamp:
            return held
        if held and held.folder == found:
            held.index.reload()
            self._open[name] = Reader(held.index, found, stamp)
        else:
            self._open[name] = Reader(_opened(folder), found, stamp)
        return self._open[name]

    def _forget_dropped(self) -> None:
        with self._lock:
            self._open = {name: reader for name, reader in self._open.items() if self._folders.path(name).is_dir()}

    @contextmanager
    def _writing(self, index: str) -> Iterator[tuple[Any, Any]]:
        """Everything inside is committed together, or not at all when it raises."""
        with self._folders.writing(index), _translated(BulkFailed):
            target = _opened(self._folders.path(index))  # inside the lock: another process may have written
            writer = target.writer(WRITER_MEMORY, WRITER_THREADS)
            done = False
            try:
                yield writer, target
                writer.commit()
                done = True
            finally:
                if not done:
                    writer.rollback()
                writer.wait_merging_threads()


def schema_of(mapping: Mapping) -> Any:
    """Translate the index body into tantivy's schema; fields for the server alone stay out."""
    builder = SchemaBuilder()
    for name in mapping.keyword_fields:
        builder.add_text_field(name, stored=name == "id", fast=True, tokenizer_name="raw", index_option="basic")
    for name in mapping.text_fields:
        builder.add_text_field(name, tokenizer_name=READY, index_option=DEPTH[mapping.depth(name)])
    for name in mapping.number_fields:
        builder.add_float_field(name, fast=True)
    return builder.build()


def _empty(mapping: Mapping, folder: Path) -> None:
    tantivy.Index(schema_of(mapping), str(folder))


def _opened(folder: Path) -> Any:
    """Open an index; its tokenizers live in the process, not in the folder, and must be named again each time."""
    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")  # we look at the folder ourselves, so no thread has to watch it
    index.register_tokenizer(READY, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


@contextmanager
def _translated(kind: type[EngineError]) -> Iterator[None]:
    """tantivy raises ValueError for whatever went wrong, a full disk included."""
    try:
        yield
    except ValueError as error:
        raise kind(f"Die eingebaute Suche meldet: {error}.", "Ist noch Platz auf dem Datenträger?") from error
