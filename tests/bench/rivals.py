"""The same clauses asked of others in the same run: the bare engine, and SQLite's full text on the same records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from opensearchpy import OpenSearch

from indexer import Query, Stored, text_parts
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.embedded_query import compiled, facets
from indexer.engines.opensearch_query import compiled as compiled_for_opensearch
from tests.bench.timing import Clock


def bare_tantivy(engine: EmbeddedEngine, queries: Sequence[Query], clock: Clock) -> None:
    """The compiled query and its facets, without our paging, pinning and ordering."""
    view = engine._view(None)  # the bench looks under the engine's floor on purpose
    for query in queries:
        with clock.lap("raw_tantivy"):
            view.searcher.search(compiled(view, query), query.size)
            facets(view, query)


def raw_opensearch(client: OpenSearch, index: str, query: Query) -> None:
    """The very clauses that the service has asked, through a bare client: no guard, no ordering, nothing shown."""
    client.search(index=index, body=compiled_for_opensearch(query) | {"from": 0, "size": query.size})


def sqlite_fts5(records: Iterable[Stored], folder: Path, queries: Sequence[str], clock: Clock) -> None:
    """Any of the words, two filters and three facets, as one would write them in SQL."""
    database = sqlite3.connect(folder / "fts5.sqlite")
    database.execute("create virtual table texts using fts5(title, body, tokenize='unicode61')")
    database.execute("create table facts (id integer primary key, kind text, land text, state text, year int)")
    for row, stored in enumerate(records, start=1):
        record, parts = stored.record, text_parts(stored.record)
        body = " ".join(text for name, text in parts.items() if name != "title")
        database.execute("insert into texts(rowid, title, body) values (?, ?, ?)", (row, parts["title"], body))
        database.execute(
            "insert into facts values (?, ?, ?, ?, ?)", (row, record.kind, record.land, record.state, record.start_year)
        )
    database.commit()
    for text in queries:
        with clock.lap("sqlite_fts5"):
            _ask(database, " OR ".join(f'"{word}"' for word in text.split()))
    database.close()


def _ask(database: sqlite3.Connection, words: str) -> None:
    found = (
        "from texts join facts on facts.id = texts.rowid where texts match ?"
        " and kind in ('practice', 'offering') and land = 'Hessen'"
    )
    hits = f"select facts.id, bm25(texts) as score {found} order by score limit 200"
    database.execute(hits, (words,)).fetchall()
    for facet in ("kind", "state", "year"):
        database.execute(f"select {facet}, count(*) {found} group by 1", (words,)).fetchall()
