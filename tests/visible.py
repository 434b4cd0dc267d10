"""Three collections for one question: does anything show of what may not be seen?

`whole` holds every record; beside it one that never had the records hidden from the public, and one that never had
those hidden from municipalities. Whoever asks `whole` must hear what he would hear from the collection made for him.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import Reading, Visibility, follow_with_vectors, word_grams
from matcher import Caller, Service
from tests.workshop import Workshop, workshop

SAMPLE = Path(__file__).parent.parent / "sample"
HIDDEN_FROM: dict[Caller, tuple[Visibility, ...]] = {
    "public": ("municipalities", "office"),
    "municipality": ("office",),
}
DIMENSIONS = 64
HIDDEN_WORD = "Quastenflosserquarantäne"
"""Stands in hidden records alone."""


class LetterEncoder:
    """A small encoder of its own: texts that share letters in a row lie near each other."""

    name = "letters"
    dimensions = DIMENSIONS

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.ones((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in (gram for word in text.casefold().split() for gram in word_grams(word)):
                row[sum(map(ord, gram)) % DIMENSIONS] += 0.5
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True)
class Collections:
    """The whole collection, and for each caller the one without what is hidden from him; `rows` are all records."""

    whole: Workshop
    made_for: dict[Caller, Workshop]
    rows: tuple[dict[str, Any], ...]

    def pair(self, caller: Caller) -> tuple[Service, Service]:
        """The same caller before the whole and before his own collection."""
        return self.whole.service.seen_by(caller), self.made_for[caller].service.seen_by(caller)

    def hidden(self, caller: Caller) -> list[dict[str, Any]]:
        return [row for row in self.rows if row.get("visibility") in HIDDEN_FROM[caller]]


def sample_rows() -> tuple[dict[str, Any], ...]:
    """The sample; of five records one is for the office and one for municipalities, and those hold the secret word."""
    lines = [line for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    for place, row in enumerate(rows):
        if place % 5 < len(HIDDEN_FROM["public"]):
            row["visibility"] = HIDDEN_FROM["public"][place % 5]
            row["summary"] = f"{row.get('summary', '')} {HIDDEN_WORD}".strip()
    return tuple(rows)


def collections(folder: Path, reading: Reading, meaning: bool) -> Iterator[Collections]:
    """Open all three on one reading; with meaning they have a second voice."""
    rows = sample_rows()
    with ExitStack() as stack:

        def opened(name: str, held: Sequence[dict[str, Any]]) -> Workshop:
            (folder / name).mkdir()
            made = stack.enter_context(workshop(folder / name, reading, LetterEncoder() if meaning else None))
            made.run(*held)
            follow_with_vectors(made.job)
            return made

        yield Collections(
            opened("whole", rows),
            {
                caller: opened(caller, [row for row in rows if row.get("visibility") not in hidden])
                for caller, hidden in HIDDEN_FROM.items()
            },
            rows,
        )
