"""Measure the splitter on two-part nouns: a TSV of word, part, part; both parts have to be found, by Snowball stem."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from tests.bench.language import Reading, open_reading


def both_found(reading: Reading, rows: list[list[str]]) -> float:
    """The share of rows whose two parts are both among the parts of the word."""
    found = sum({reading.stem(part) for part in parts} <= reading.parts(word) for word, *parts in rows)
    return found / len(rows)


def main(argv: list[str]) -> int:
    """Print a table; with --json one JSON object on the last line."""
    paths = [word for word in argv if not word.startswith("--")]
    if len(paths) != 1:
        print("Aufruf: ./run bench compounds TSV [--json]", file=sys.stderr)
        return 2
    with Path(paths[0]).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row]
    share = both_found(open_reading(), rows)
    print(f"{'both found':14} {share:.3f}\n{'words':14} {len(rows)}")
    if "--json" in argv:
        print(json.dumps({"both_found": round(share, 4), "words": len(rows)}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
