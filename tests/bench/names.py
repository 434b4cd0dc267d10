"""Measure name resolution: a CSV with the columns string, kommune, ags.

accuracy: the resolved key is the row's ags, or nothing is resolved where the row has no ags. abstained: nothing, or
a question, although the row has one. wrong: the rest. Some strings do not name their municipality at all ("Behörde
für Stadtentwicklung"): abstaining is right there, but counts as abstained, because nothing in the row tells them
apart. The three are shares of all rows.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.places.names import Names, Resolution
from indexer.places.official import read_register
from indexer.places.register import Register

VERDICTS = ("accuracy", "abstained", "wrong")


@dataclass(frozen=True)
class Answer:
    """One row, what was resolved, and how long it took."""

    string: str
    ags: str
    resolution: Resolution
    milliseconds: float

    @property
    def verdict(self) -> str:
        if self.resolution.key == (self.ags or None):
            return "accuracy"
        return "abstained" if self.resolution.key is None else "wrong"

    def __str__(self) -> str:
        found = self.resolution.key or self.resolution.choices
        return f"{self.verdict:<10} {self.string!r} ist {self.ags}, gefunden: {found}"


def answers(rows: Sequence[dict[str, str]], names: Names) -> Iterator[Answer]:
    """Resolve every row."""
    for row in rows:
        start = time.perf_counter()
        resolution = names.resolve(row["string"])
        yield Answer(row["string"], row["ags"].strip(), resolution, (time.perf_counter() - start) * 1000)


def figures(given: Sequence[Answer]) -> dict[str, float]:
    """The three shares and the median time in milliseconds."""
    shares = {verdict: sum(one.verdict == verdict for one in given) / len(given) for verdict in VERDICTS}
    return {**shares, "ms_median": statistics.median(one.milliseconds for one in given)}


def main(argv: Sequence[str]) -> int:
    """Print the table; --json: the figures as the last line; --rows: every row that is not accurate."""
    given = _arguments(argv)
    with given.csv.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows:
        print("Die Datei enthält keine Zeile.")
        return 1
    names = Names(read_register(given.register) if given.register else Register.shipped())
    found = list(answers(rows, names))
    if given.rows:
        print(*(one for one in found if one.verdict != "accuracy"), sep="\n")
    measured = {name: round(figure, 4) for name, figure in figures(found).items()}
    print(*(f"{name:<10} {figure:.4f}" for name, figure in measured.items()), f"{'rows':<10} {len(rows)}", sep="\n")
    if given.json:
        print(json.dumps(measured))
    return 0


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench names", description="Namen auflösen und mit dem AGS vergleichen")
    parser.add_argument("csv", type=Path, help="Spalten string, kommune, ags")
    parser.add_argument("--register", type=Path, help="GV100AD oder Quartalsauszug statt des mitgelieferten Registers")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    parser.add_argument("--rows", action="store_true", help="jede Zeile, die nicht stimmt")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
