"""How true the levels and the honest emptiness are on challenges that did not set their borders (leave-one-out).

For each challenge the borders are chosen anew on all others, and its own hits are called by those:

- very, good: the fit at which a hit is right (grade 2 or 3) with the chance in `CHANCE`, by a logistic regression on
  the fit alone. A border that just holds on all hits so far was tried and is worse: it jumps when one hit is left out;
- hits: the strength that keeps `KEPT` of the answerable challenges.

Beside them stand the figures of the product's own borders, which were set on the same challenges.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer import follow_with_vectors, reindex
from matcher.evaluation import ranked
from matcher.judging import Judged as Case
from matcher.levels import TWO_VOICES, WORDS_ALONE, Borders, Verdict, strength_of
from matcher.match import Asked, match
from matcher.ranking import Lists, Ranked
from matcher.view import View
from tests.bench.challenges import SAMPLE, TOP, Judged, read_judged, settings_for
from tests.bench.metrics import mean
from webui.opening import open_all

Floats = NDArray[np.float64]

CHANCE = {"very": 0.8, "good": 0.4}
"""Of being right at the border itself; above it hits are right more often, as promised: .80 and .60."""

KEPT = 0.95
STEPS = 25  # of Newton's method, which is there after eight
CALM = 1e-2  # ridge, so that hits which can be told apart without a fault give a border too


@dataclass(frozen=True)
class Shown:
    """What one challenge brings: its strength, and each shown hit with whether it helps."""

    answerable: bool
    strength: float
    hits: tuple[tuple[Ranked, bool], ...]


def chosen(cases: Sequence[Shown], before: Borders) -> Borders:
    """The borders that these challenges set; what meaning must say at least stays as it was."""
    kept = sorted(case.strength for case in cases if case.answerable)
    hits = kept[int((1 - KEPT) * len(kept))]
    shown = [hit for case in cases if case.strength >= hits for hit in case.hits]
    agreed = [(hit.fit, float(helps)) for hit, helps in shown if not hit.meaning < before.agree]
    start, slope = logistic(*np.asarray(agreed).T)
    very, good = ((math.log(chance / (1 - chance)) - start) / slope for chance in CHANCE.values())
    return replace(before, hits=hits, very=very, good=good)


def logistic(x: Floats, y: Floats) -> tuple[float, float]:
    """Intercept and slope of the chance of y = 1, by Newton's method."""
    columns, weights = np.column_stack([np.ones(len(x)), x]), np.zeros(2)
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-columns @ weights))
        bend = (columns * (chances * (1 - chances))[:, None]).T @ columns + CALM * np.eye(2)
        weights += np.linalg.solve(bend, columns.T @ (y - chances) - CALM * weights)
    return float(weights[0]), float(weights[1])


def figures(cases: Sequence[Shown], borders: Sequence[Borders]) -> dict[str, float]:
    """How often the levels are right, and how many empties are found, each challenge by its own borders."""
    called = [
        (Verdict(border, "hits" if case.strength >= border.hits else "weak").level(hit), helps)
        for case, border in zip(cases, borders, strict=True)
        for hit, helps in case.hits
    ]
    out: dict[str, float] = {}
    for level in ("sehr passend", "passend"):
        right = [float(helps) for name, helps in called if name == level]
        out |= {f"{level}, right": round(mean(right), 3), f"{level}, called": len(right)}
    above = [(case.answerable, case.strength >= border.hits) for case, border in zip(cases, borders, strict=True)]
    out["answerable kept"] = round(mean([float(up) for answerable, up in above if answerable]), 3)
    out["empties found"] = round(mean([float(not up) for answerable, up in above if not answerable]), 3)
    return out


def left_out(cases: Sequence[Shown], before: Borders) -> list[Borders]:
    """For each challenge the borders that all others set."""
    return [chosen([*cases[:at], *cases[at + 1 :]], before) for at in range(len(cases))]


def case_of(view: View, judged: Judged) -> Shown:
    """Match one challenge, and keep what the levels are read off."""
    lists = ranked(view, Case("", judged.text, judged.sender, judged.grades))
    shown = match(view, Asked(judged.text, judged.sender))
    ids = [hit.id for hits in (shown.peers, shown.providers, shown.same_need) for hit in hits[:TOP]]
    by_id = {hit.id: hit for hit in _all(lists)}
    return Shown(judged.answerable, strength_of(lists), tuple((by_id[id], judged.helpful(id)) for id in ids))


def _all(lists: Lists) -> Iterator[Ranked]:
    return chain(lists.practices, lists.offerings, lists.needs)


def run(challenges: Path, records: Path, encoder: str) -> dict[str, dict[str, float]]:
    """Both tables: with the product's borders, and with each challenge left out."""
    before = TWO_VOICES if encoder == "e5" else WORDS_ALONE
    with tempfile.TemporaryDirectory() as folder, closing(open_all(settings_for(Path(folder), records, encoder))) as it:
        reindex(it.job, forced=True)
        follow_with_vectors(it.job)
        cases = [case_of(it.service.view(), judged) for judged in read_judged(challenges)]
    return {
        "product": figures(cases, [before] * len(cases)),
        "leave-one-out": figures(cases, left_out(cases, before)),
        "borders of all": {
            name: round(value, 3)
            for name, value in vars(chosen(cases, before)).items()
            if name in ("very", "good", "hits")
        },
    }


def main(argv: Sequence[str]) -> int:
    """Print both tables, with --json as the last line."""
    parser = argparse.ArgumentParser(prog="./run bench calibration", description="Ob die Stufen halten, was sie sagen.")
    parser.add_argument("challenges", type=Path, help="JSON-Zeilen mit text, sender_ags, grades")
    parser.add_argument("--records", type=Path, default=SAMPLE, help="Ordner mit den Einträgen dazu")
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    given = parser.parse_args(argv)
    rows = run(given.challenges, given.records, given.encoder)
    for title, found in rows.items():
        sys.stdout.write(title + "\n")
        for name, value in found.items():
            sys.stdout.write(f"  {name:<22}{value:>8}\n")
    if given.json:
        sys.stdout.write(json.dumps(rows) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
