"""Measure the whole path on many records: building, searching, matching, beside a bare engine and SQLite FTS5.

The records are the sample's sentences, shuffled, with other places and numbers; their vectors are mixtures of the
sample's real vectors, so the time of the meaning voice is true and its hits are not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch

from indexer import Filter, Query, Settings, Words, load, open_encoder, reindex, running_nodes
from indexer.engines.embedded import EmbeddedEngine
from indexer.settings import EncoderSettings, EngineSettings, Source
from matcher.degraded import SnapshotEngine
from matcher.match import Asked, match
from matcher.search import Wanted, search
from matcher.view import View
from tests.bench import rivals
from tests.bench.invented import Pool, mixed_vectors, write_records
from tests.bench.lengths import by_length
from tests.bench.timing import Clock, TimedEncoder, TimedEngine, megabytes, peak_megabytes
from webui.opening import Opened, open_all

QUERIES, CHALLENGES, WARM_UP = 200, 60, 10
ENCODED = 16  # records encoded to state a rate
CHOSEN = {"art": ("practice", "offering"), "land": ("Hessen",)}
FACETS = ("topic", "state", "year")
NAMES = (
    "search",
    "search_engine",
    "raw_search",
    "degraded_search",
    "match",
    "match_engine",
    "raw_match",
    "match_encoder",
    "match_all",
    "raw_tantivy",
    "sqlite_fts5",
)
LINE = "  {:24} {}"


def main(arguments: list[str]) -> int:
    """Build, ask and print; with --json the figures as one object on the last line."""
    parser = argparse.ArgumentParser(prog="./run bench speed", description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--engine", choices=("embedded", "opensearch"), default="embedded")
    parser.add_argument("--url", help="of an OpenSearch that runs; else a node is started")
    parser.add_argument("--version", choices=("2.19", "3"), default="3")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="anker-speed-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if options.engine == "opensearch" and not options.url:
            options.url = stack.enter_context(running_nodes(options.version)).url
        figures = measure(folder, options)
    print("Invented records; their vectors are mixtures of the sample's real ones. Times in ms, sizes in MB.")
    for name, value in figures.items():
        print(LINE.format(name, value))
    if options.json:
        print(json.dumps(figures))
    return 0


def measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Every figure of one run."""
    pool = Pool()
    source = write_records(pool, folder / "source", options.records)
    opened = open_all(_settings(folder, options, source))
    figures: dict[str, Any] = {"records": options.records, "engine": options.engine}
    seconds = _reindexed(opened)
    figures |= {"reindex_seconds": round(seconds, 1), "documents_per_second": round(options.records / seconds)}
    figures["reindex_peak_mb"] = peak_megabytes()
    _progress(figures)
    clock = Clock()
    figures |= _ask(opened, pool, clock)
    figures |= {"index_mb": megabytes(folder / "data/indexes"), "snapshot_mb": megabytes(folder / "data/snapshots")}
    figures["peak_mb"] = peak_megabytes()
    _progress({name: clock.quantiles(name) for name in NAMES if clock.total(name)})
    if options.engine == "opensearch":
        figures |= _beside_the_embedded(folder, options, source, seconds)
    _rivals(opened, pool, folder, clock)
    figures |= {name: clock.quantiles(name) for name in NAMES if clock.total(name)}
    _clear(opened)
    opened.close()
    return figures


def _reindexed(opened: Opened) -> float:
    start = time.perf_counter()
    reindex(opened.job, forced=True)
    return time.perf_counter() - start


def _beside_the_embedded(folder: Path, options: argparse.Namespace, source: Path, seconds: float) -> dict[str, float]:
    """The same run into the embedded engine, in the same process and from the same file."""
    own = argparse.Namespace(**{**vars(options), "engine": "embedded"})
    opened = open_all(_settings(folder / "embedded", own, source))
    embedded = _reindexed(opened)
    opened.close()
    return {"embedded_reindex_seconds": round(embedded, 1), "times_the_embedded": round(seconds / embedded, 2)}


def _progress(figures: dict[str, Any]) -> None:
    """What is known already, for whoever waits."""
    print(figures, file=sys.stderr, flush=True)


def _clear(opened: Opened) -> None:
    """Leave no index behind on a server."""
    if opened.job.settings.engine.kind == "opensearch":
        client = OpenSearch(hosts=[opened.job.settings.engine.url], timeout=60)
        for index in opened.job.engine.indexes():
            client.indices.delete(index=index)
        client.close()


def _settings(folder: Path, options: argparse.Namespace, source: Path) -> Settings:
    return load(
        data=folder / "data",
        encoder=EncoderSettings(kind="none"),
        engine=EngineSettings(kind=options.engine, url=options.url or "", alias="anker-bench", deadline_seconds=30),
        sources=[Source(name="invented", path=str(source))],
    )


def _ask(opened: Opened, pool: Pool, clock: Clock) -> dict[str, Any]:
    """Search and match with both voices; the service's own time is what remains without the encoder."""
    encoder = open_encoder(EncoderSettings(kind="e5"))
    assert encoder is not None  # the bench asks for it
    start = time.perf_counter()
    encoder.passages([record["summary"] for record in pool.records[:ENCODED]])
    rate = ENCODED / (time.perf_counter() - start)
    opened.job.live.save_vectors(
        opened.job.engine.live() or "", mixed_vectors(pool, encoder, opened.service.view().snapshot.size)
    )
    view = opened.service.view()
    engine, bare = TimedEngine(opened.job.engine, clock), _bare(opened, clock)
    view = replace(view, holdings=replace(view.holdings, engine=engine, encoder=TimedEncoder(encoder, clock)))
    _timed_searches(view, pool, clock, lambda: bare("search", engine.asked))
    _timed_matches(view, pool, clock, lambda: bare("match", engine.asked))
    _timed_searches(_degraded(view), pool, clock, name="degraded_search")
    deaf = replace(view, holdings=replace(view.holdings, encoder=None))  # its time grows with the text and is known
    return {"texts_encoded_per_second": round(rate, 1), **by_length(deaf, pool)}


def _bare(opened: Opened, clock: Clock) -> Callable[[str, list[Query]], None]:
    """Asks a server the heaviest clauses of a question once more, through a client of its own."""
    if opened.job.settings.engine.kind != "opensearch":
        return lambda _, asked: asked.clear()
    client = OpenSearch(hosts=[opened.job.settings.engine.url], timeout=60)
    index = opened.job.engine.live() or ""

    def ask(name: str, asked: list[Query]) -> None:
        if asked:
            with clock.lap(f"raw_{name}"):
                rivals.raw_opensearch(client, index, max(asked, key=lambda query: query.size))
        asked.clear()

    return ask


def _degraded(view: View) -> View:
    """As while the engine is down."""
    return replace(view, holdings=replace(view.holdings, engine=SnapshotEngine(view.snapshot)), degraded=True)


def _timed_searches(
    view: View, pool: Pool, clock: Clock, then: Callable[[], None] = lambda: None, name: str = "search"
) -> None:
    for number in range(QUERIES + WARM_UP):
        text = pool.query()
        _lap(clock, name, number, lambda text=text: search(view, Wanted(text, CHOSEN)))
        then()


def _timed_matches(view: View, pool: Pool, clock: Clock, then: Callable[[], None]) -> None:
    senders = [town.ags for town in pool.towns if town.land == "Hessen"]
    for number in range(CHALLENGES + WARM_UP):
        asked = Asked(pool.challenge(), senders[number % len(senders)])
        _lap(clock, "match", number, lambda asked=asked: match(view, asked))
        then()


def _lap(clock: Clock, name: str, number: int, call: Any) -> None:
    """Time one call, split into engine, encoder and the rest; the first few only warm up."""
    before = clock.total("engine"), clock.total("encoder")
    start = time.perf_counter()
    call()
    whole = (time.perf_counter() - start) * 1000
    engine, encoder = clock.total("engine") - before[0], clock.total("encoder") - before[1]
    if number >= WARM_UP:
        for part, value in (("", whole - encoder), ("_engine", engine), ("_encoder", encoder), ("_all", whole)):
            clock.add(name + part, value)


def _rivals(opened: Opened, pool: Pool, folder: Path, clock: Clock) -> None:
    texts = [pool.query() for _ in range(QUERIES)]
    analyzer = opened.job.reading.analyzer
    if isinstance(opened.job.engine, EmbeddedEngine):
        rivals.bare_tantivy(opened.job.engine, [_clauses(analyzer.analyze(text, query=True)) for text in texts], clock)
    rivals.sqlite_fts5(opened.job.store.every(), folder, texts, clock)


def _clauses(tokens: Any) -> Query:
    terms = tuple((term, 1.0) for token in tokens for term in token.terms)
    chosen = (Filter("kind", CHOSEN["art"]), Filter("land", CHOSEN["land"]))
    words = (Words("alles", terms), Words("titel", terms, 2.0), Words("namen", terms))
    return Query(words=words, chosen=chosen, facets=FACETS, size=200)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
