"""Measure matching on the 20 judged challenges that the repository carries, against its own sample."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.bench.challenges import OURS, SAMPLE, report, run

JUDGED = SAMPLE / "challenges" / "demo.jsonl"  # in a folder of its own: files in sample/ are read as records


def main(argv: Sequence[str]) -> int:
    """Print the table, with --json the figures as the last line."""
    parser = argparse.ArgumentParser(prog="./run bench demo", description="Treffer zu 20 eigenen Anliegen messen.")
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    given = parser.parse_args(argv)
    report(run(JUDGED, SAMPLE, given.encoder)[OURS], {}, given.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
