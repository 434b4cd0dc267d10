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
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer import Filter, Query, Settings, Words, load, open_encoder, reindex
from indexer.engines.embedded import EmbeddedEngine
from indexer.settings import EncoderSettings, EngineSettings, Source
from matcher.match import Asked, match
from matcher.search import Wanted, search
from matcher.view import View
from tests.bench import rivals
from tests.bench.invented import Pool, mixed_vectors, write_records
from tests.bench.timing import Clock, TimedEncoder, TimedEngine, megabytes, peak_megabytes
from webui.opening import Opened, open_all

QUERIES, CHALLENGES, WARM_UP = 200, 60, 10
ENCODED = 16  # records encoded to state a rate
CHOSEN = {"art": ("practice", "offering"), "land": ("Hessen",)}
FACETS = ("topic", "state", "year")
LINE = "  {:24} {}"


def main(arguments: list[str]) -> int:
    """Build, ask and print; with --json the figures as one object on the last line."""
    parser = argparse.ArgumentParser(prog="./run bench speed", description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--engine", choices=("embedded", "opensearch"), default="embedded")
    parser.add_argument("--url", default="http://127.0.0.1:9200")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="anker-speed-"))
    try:
        figures = measure(folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
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
    start = time.perf_counter()
    reindex(opened.job, forced=True)
    seconds = time.perf_counter() - start
    figures |= {"reindex_seconds": round(seconds, 1), "documents_per_second": round(options.records / seconds)}
    clock = Clock()
    figures |= _ask(opened, pool, clock)
    figures |= {"index_mb": megabytes(folder / "data/indexes"), "snapshot_mb": megabytes(folder / "data/snapshots")}
    figures["peak_mb"] = peak_megabytes()
    _rivals(opened, pool, folder, clock)
    names = (
        "search",
        "search_engine",
        "match",
        "match_engine",
        "match_encoder",
        "match_all",
        "raw_tantivy",
        "sqlite_fts5",
    )
    figures |= {name: clock.quantiles(name) for name in names if clock.total(name)}
    opened.close()
    return figures


def _settings(folder: Path, options: argparse.Namespace, source: Path) -> Settings:
    return load(
        data=folder / "data",
        encoder=EncoderSettings(kind="none"),
        engine=EngineSettings(kind=options.engine, url=options.url, alias="anker-bench"),
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
    timed = replace(view.holdings, engine=TimedEngine(opened.job.engine, clock), encoder=TimedEncoder(encoder, clock))
    view = replace(view, holdings=timed)
    _timed_searches(view, pool, clock)
    _timed_matches(view, pool, clock)
    return {"texts_encoded_per_second": round(rate, 1)}


def _timed_searches(view: View, pool: Pool, clock: Clock) -> None:
    for number in range(QUERIES + WARM_UP):
        text = pool.query()
        _lap(clock, "search", number, lambda text=text: search(view, Wanted(text, CHOSEN)))


def _timed_matches(view: View, pool: Pool, clock: Clock) -> None:
    senders = [town.ags for town in pool.towns if town.land == "Hessen"]
    for number in range(CHALLENGES + WARM_UP):
        asked = Asked(pool.challenge(), senders[number % len(senders)])
        _lap(clock, "match", number, lambda asked=asked: match(view, asked))


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
