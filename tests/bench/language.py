"""Measure the analyzer on municipal language: compounds, inflection, words to keep apart and words to keep whole.

Takes a JSON file with `compounds` {word: {"parts": [], "also_fine": []}}, `inflection_groups`, `must_not_merge` pairs
and `not_compounds`. What a compound yields is its terms but the one of the whole word; parts compare by Snowball stem.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import Stemmer

from indexer.language.analyzer import Analyzer, open_analyzer
from indexer.settings import load


@dataclass(frozen=True)
class Figures:
    """Shares between 0 and 1."""

    recall: float
    precision: float
    groups_whole: float
    pairs_apart: float
    simple_split: float


class Reading:
    """How the analyzer reads single words, compared by Snowball stem."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._stemmer = Stemmer.Stemmer("german")

    def stem(self, word: str) -> str:
        """The stem by which parts are compared."""
        return str(self._stemmer.stemWord(word.lower()))

    def whole(self, word: str) -> str:
        """The term of the whole word."""
        tokens = self._analyzer.analyze(word)
        return tokens[0].terms[0] if tokens else ""

    def parts(self, word: str) -> set[str]:
        """The stems of everything but the whole word."""
        return {self.stem(part) for part in self._analyzer.parts(word)}


def open_reading() -> Reading:
    """The product's own analyzer, with the lexicon packed where the product keeps its data."""
    return Reading(open_analyzer(load().data))


def measure(reading: Reading, gold: Mapping[str, Any]) -> Figures:
    """All five figures on one file."""
    found, required, fine, given = _compounds(reading, gold["compounds"])
    return Figures(
        recall=found / required,
        precision=fine / given,
        groups_whole=_share([len({reading.whole(form) for form in group}) == 1 for group in gold["inflection_groups"]]),
        pairs_apart=_share([reading.whole(one) != reading.whole(two) for one, two in gold["must_not_merge"]]),
        simple_split=_share([bool(reading.parts(word)) for word in gold["not_compounds"]]),
    )


def _compounds(reading: Reading, compounds: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Required parts found and all of them, given parts that are right and all of them."""
    found = required = fine = given = 0
    for word, gold in compounds.items():
        output = reading.parts(word)
        wanted = {reading.stem(part) for part in gold["parts"]}
        right = wanted | {reading.stem(part) for part in gold["also_fine"]}
        found, required = found + len(wanted & output), required + len(wanted)
        fine, given = fine + len(right & output), given + len(output)
    return found, required, fine, given


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held)


def main(argv: list[str]) -> int:
    """Print a table; with --json one JSON object on the last line."""
    paths = [word for word in argv if not word.startswith("--")]
    if len(paths) != 1:
        print("Aufruf: ./run bench language JSON [--json]", file=sys.stderr)
        return 2
    figures = asdict(measure(open_reading(), json.loads(Path(paths[0]).read_text(encoding="utf-8"))))
    for name, value in figures.items():
        print(f"{name:14} {value:.3f}")
    if "--json" in argv:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
