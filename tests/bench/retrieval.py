"""Measure retrieval on a folder with corpus.jsonl, queries.jsonl and qrels.tsv, through the product's own rooms.

Each document becomes a record with its title and text as title and summary; analyzer, fields, candidate query,
features, weights and vectors are those of the product, on a temporary embedded index.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from indexer import (
    Encoder,
    EncoderSettings,
    Engine,
    Mapping,
    Reading,
    Record,
    Register,
    Thesaurus,
    open_analyzer,
    open_encoder,
)
from indexer.documents import documents
from indexer.engines.embedded import EmbeddedEngine
from indexer.meaning.matrix import VectorMatrix
from indexer.meaning.vectors import mean_vector, texts_of
from indexer.snapshot import SnapshotDraft
from indexer.stored import fresh
from matcher.candidates import Pool
from matcher.question import Question, ask
from matcher.ranking import rank
from tests.bench.metrics import mean, ndcg, recall, reciprocal_rank

INDEX = "bench-1"
FAR = 100


@dataclass(frozen=True)
class Collection:
    """Documents by id (title, text), queries by id, and per query the grade of each judged document."""

    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]

    @classmethod
    def read(cls, folder: Path) -> Collection:
        grades: dict[str, dict[str, int]] = defaultdict(dict)
        for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
            query, document, grade = line.split("\t")
            grades[query][document] = int(grade)
        corpus = {row["_id"]: (row.get("title", ""), row.get("text", "")) for row in _rows(folder / "corpus.jsonl")}
        queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
        return cls(corpus, {id: text for id, text in queries.items() if id in grades}, dict(grades))

    @property
    def records(self) -> list[Record]:
        """Each document as a bare practice."""
        return [record_of(id, title, text) for id, (title, text) in self.documents.items()]


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@dataclass(frozen=True)
class Place:
    """Where an index is built: on which engine, under which name."""

    engine: Engine
    index: str


def built(place: Place, records: Sequence[Record], reading: Reading, encoder: Encoder | None) -> Pool:
    """A temporary index of the records, with vectors where there is an encoder."""
    engine, index = place.engine, place.index
    engine.create(index)
    draft = SnapshotDraft()
    engine.fill(index, draft.passing(documents((fresh(record, "bench") for record in records), reading)))
    engine.ready(index)
    snapshot = draft.finish()
    return Pool(engine, index, replace(snapshot, vectors=vectors(records, encoder)) if encoder else snapshot)


def vectors(records: Sequence[Record], encoder: Encoder) -> VectorMatrix:
    """One vector per record, as the product makes it."""
    rows = [mean_vector(encoder.passages(texts_of(record))) for record in records]
    return VectorMatrix.build(np.stack(rows), encoder.name)


def record_of(id: str, title: str, text: str) -> Record:
    """A bare practice with this title and text."""
    return Record.model_construct(id=id, kind="practice", title=title, summary=text, source_url="https://example.org/")


def measure(
    pool: Pool, collection: Collection, read: Callable[[str], Question], drop_self: bool = False
) -> dict[str, float]:
    """The figures over all queries that have judged documents."""
    table: dict[str, list[float]] = defaultdict(list)
    for id, text in collection.queries.items():
        found = rank(pool, read(text)).practices
        ranked = [hit.id for hit in found if not (drop_self and hit.id == id.removeprefix("q"))]
        grades = collection.grades[id]
        table["ndcg10"].append(ndcg(ranked, grades))
        table["mrr10"].append(reciprocal_rank(ranked, grades))
        table["hit1"].append(float(grades.get(ranked[0], 0) > 0) if ranked else 0.0)
        table["recall10"].append(recall(ranked, grades, 10))
        table["recall100"].append(recall(ranked, grades, FAR))
    figures = {name: round(mean(values), 4) for name, values in table.items()}
    return {**figures, "queries": len(collection.queries), "documents": pool.snapshot.size}


def read_all(cache: Path) -> Reading:
    """The product's reading of German, with nothing that depends on a database."""
    analyzer = open_analyzer(cache)
    return Reading(analyzer, Thesaurus.load(analyzer), Register.shipped())


def main(argv: Sequence[str]) -> int:
    """Print the table, with --json the figures as the last line."""
    parser = argparse.ArgumentParser(
        prog="./run bench retrieval", description="Suchgüte an einer bewerteten Sammlung messen."
    )
    parser.add_argument("folder", type=Path, help="Ordner mit corpus.jsonl, queries.jsonl, qrels.tsv")
    parser.add_argument("--drop-self", action="store_true", help="das Dokument weglassen, aus dem die Anfrage stammt")
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    given = parser.parse_args(argv)
    collection = Collection.read(given.folder)
    encoder = open_encoder(EncoderSettings(kind=given.encoder))
    with tempfile.TemporaryDirectory() as folder:
        reading = read_all(Path(folder))
        engine = EmbeddedEngine(Path(folder) / "index", Mapping.load(), "bench")
        pool = built(Place(engine, INDEX), collection.records, reading, encoder)
        figures = measure(pool, collection, lambda text: ask(text, reading, pool.snapshot, encoder), given.drop_self)
        pool.engine.close()
    for name, value in figures.items():
        sys.stdout.write(f"{name:<12}{value:>10}\n")
    if given.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
