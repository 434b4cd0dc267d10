"""Measure matching on judged challenges, through the whole product: import, reindex, vectors, service.

A challenge is matched with its text and its sender alone. Grades go from 0 to 3; it is answerable if any record
has 2 or 3. What is measured:

- ndcg10 per kind, over challenges with a grade of that kind, on the list of that kind (practices before folding);
- peer_in_top5: of the challenges with a practice of grade 2 or 3, how often one leads one of the first five peers;
- empties_found, answerable_kept: how often an unanswerable, or an answerable, challenge is (not) called weak or none;
- level_sehr_passend, level_passend: how many of the hits called so have grade 2 or 3;
- empties_clean: how many unanswerable challenges show no hit called sehr passend;
- same_score: how many of the first ten hits of a list share their score with another.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer import EncoderSettings, Settings, follow_with_vectors, load, reindex
from indexer.settings import Source
from matcher import Match
from tests.bench import peers
from tests.bench.metrics import mean, ndcg
from webui.opening import Opened, open_all

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample"
FILES = ("practices.jsonl", "offerings.jsonl", "needs.jsonl")
KINDS = {"practice": "p", "offering": "o", "need": "n"}
HELPFUL = 2
FIRST, TOP = 5, 10
OURS = "Anker"
Rows = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Judged:
    """One challenge with its grades by record id, and the kind of each record."""

    text: str
    sender: str
    grades: dict[str, int]

    @property
    def answerable(self) -> bool:
        return any(grade >= HELPFUL for grade in self.grades.values())

    def helpful(self, id: str) -> bool:
        return self.grades.get(id, 0) >= HELPFUL


@dataclass
class Table:
    """The values of each figure, challenge by challenge or hit by hit."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, value: float) -> None:
        self.values[name].append(value)

    def figures(self) -> dict[str, float]:
        return {name: round(mean(values), 4) for name, values in self.values.items()}


def read_judged(path: Path) -> list[Judged]:
    """The judged challenges of a file with one JSON object a line."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Judged(row["text"], row["sender_ags"], row["grades"]) for row in rows]


def read_kinds(folder: Path) -> dict[str, str]:
    """The kind of every record in a folder."""
    lines = [line for name in FILES for line in (folder / name).read_text("utf-8").splitlines() if line.strip()]
    return {row["id"]: row["kind"] for row in map(json.loads, lines)}


def score(judged: Sequence[tuple[Judged, Match]], kinds: dict[str, str]) -> dict[str, float]:
    """All figures over challenges and their matches."""
    table = Table()
    for challenge, match in judged:
        _score_lists(table, challenge, match, kinds)
        _score_emptiness(table, challenge, match)
        for level, id in _called(match):
            table.add(f"level_{level.replace(' ', '_')}", float(challenge.helpful(id)))
    return {**table.figures(), "challenges": len(judged)}


def _score_lists(table: Table, challenge: Judged, match: Match, kinds: dict[str, str]) -> None:
    lists = {
        "practice": [hit.id for hit in match.practices],
        "offering": [hit.id for hit in match.providers],
        "need": [hit.id for hit in match.same_need if kinds[hit.id] == "need"],
    }
    for kind, ranked in lists.items():
        grades = {id: grade for id, grade in challenge.grades.items() if kinds.get(id) == kind}
        if any(grades.values()):
            table.add(f"ndcg10_{kind}", ndcg(ranked, grades))
        if kind == "practice" and any(grade >= HELPFUL for grade in grades.values()):
            table.add("peer_in_top5", float(any(challenge.helpful(peer.id) for peer in match.peers[:FIRST])))
    for scores in ([hit.score for hit in hits[:TOP]] for hits in (match.practices, match.providers, match.same_need)):
        table.add("same_score", mean([float(count > 1) for count in map(Counter(scores).get, scores) if count]))


def _score_emptiness(table: Table, challenge: Judged, match: Match) -> None:
    if challenge.answerable:
        table.add("answerable_kept", float(match.emptiness == "hits"))
        return
    table.add("empties_found", float(match.emptiness != "hits"))
    table.add("empties_clean", float(all(level != "sehr passend" for level, _ in _called(match))))


def _called(match: Match) -> Iterator[tuple[str, str]]:
    """Level and record of every hit that is shown: peers, providers, same need."""
    for hits in (match.peers, match.providers, match.same_need):
        yield from ((hit.level, hit.id) for hit in hits[:TOP])


def settings_for(folder: Path, records: Path, encoder: str) -> Settings:
    """Settings of a product of its own in a temporary folder, fed with these records alone."""
    source = folder / "records"
    source.mkdir()
    for name in FILES:
        shutil.copy(records / name, source / name)
    return load(
        data=folder / "data",
        sources=(Source(name="bench", path=str(source)),),
        encoder=EncoderSettings(kind=encoder),  # type: ignore[arg-type]  # argparse allows only these
    )


def run(challenges: Path, records: Path, encoder: str, peer: peers.Where | None = None) -> Rows:
    """Build the product on the records, match every challenge and score; beside it, if wanted, what others would do."""
    judged, kinds = read_judged(challenges), read_kinds(records)
    with tempfile.TemporaryDirectory() as folder, closing(opened_on(Path(folder), records, encoder)) as opened:
        matches = [(challenge, opened.service.match(challenge.text, challenge.sender)) for challenge in judged]
        rows = {OURS: score(matches, kinds)}
        return rows | (_peers(opened, peer, judged, kinds) if peer else {})


def opened_on(folder: Path, records: Path, encoder: str) -> Opened:
    """The product of its own with an index of these records, vectors and all."""
    opened = open_all(settings_for(folder, records, encoder))
    reindex(opened.job, forced=True)
    follow_with_vectors(opened.job)
    return opened


def _peers(opened: Opened, where: peers.Where, judged: Sequence[Judged], kinds: dict[str, str]) -> Rows:
    view = opened.service.view()
    records = list(opened.job.store.every())
    with peers.rival(where, records, view.snapshot, view.holdings.encoder) as rival:
        return {f"OpenSearch, {name}": peers.figures(rival, name, judged, kinds) for name in rival.systems}


def report(figures: dict[str, float], rows: Rows, as_json: bool) -> None:
    """Print the figures, the table with the peers if there are any, and the JSON line if wanted."""
    for name, value in sorted(figures.items()):
        sys.stdout.write(f"{name:<20}{value:>10}\n")
    if rows:
        sys.stdout.write(f"\n{peers.table(rows)}\n")
    if as_json:
        sys.stdout.write(json.dumps(figures | ({"peers": rows} if rows else {})) + "\n")


def main(argv: Sequence[str]) -> int:
    """Print the table, with --json the figures as the last line."""
    parser = argparse.ArgumentParser(
        prog="./run bench challenges", description="Treffer zu bewerteten Anliegen messen."
    )
    parser.add_argument("challenges", type=Path, help="JSON-Zeilen mit text, sender_ags, grades")
    parser.add_argument(
        "--records", type=Path, default=SAMPLE, help="Ordner mit practices, offerings, needs als .jsonl"
    )
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    parser.add_argument("--peer", choices=("opensearch",), help="daneben, was andere damit bauen würden, als Tabelle")
    parser.add_argument("--url", help="ein laufendes OpenSearch dafür; sonst wird eins gestartet")
    parser.add_argument("--version", default="2.19", choices=("2.19", "3"), help="… dieser Linie")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    given = parser.parse_args(argv)
    peer = peers.Where(given.url, given.version) if given.peer else None
    rows = run(given.challenges, given.records, given.encoder, peer)
    report(rows[OURS], rows if peer else {}, given.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
