"""Many records made from the sample's sentences, and queries and challenges to ask of them."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np

from indexer import Encoder, Register, VectorMatrix

SAMPLE = Path(__file__).parents[2] / "sample"
SEED = 7
TEXTS = ("summary", "situation", "approach", "result")
CHALLENGE_WORDS = 40
MIXED_OF = 120  # real vectors that the mixtures are made of
ROWS_AT_A_TIME = 10_000  # mixed together: the measurement shall not be what takes most memory


class Pool:
    """The sample's records and sentences, and places to put into them."""

    def __init__(self) -> None:
        files = sorted(SAMPLE.glob("*.jsonl"))
        self.records = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line]
        self.sentences = [s for record in self.records for name in TEXTS for s in _sentences(record.get(name, ""))]
        self.towns = Register.shipped().counted
        self.random = random.Random(SEED)  # noqa: S311  # reproducible, not secret

    def record(self, number: int) -> dict[str, Any]:
        """A record like one of the sample's, in other words, another place and other numbers."""
        base, town = self.random.choice(self.records), self.random.choice(self.towns)
        made = {name: value for name, value in base.items() if name not in TEXTS}
        made |= {name: self._text(len(_sentences(base[name]))) for name in TEXTS if base.get(name)}
        made |= {"id": f"x{number}", "title": f"{base['title'][:150]} {town.name} {number}"[:200]}
        made.pop("contact", None)
        if base["kind"] != "offering":
            made |= {"municipalities": [town.name], "land": town.land}
        return made

    def _text(self, sentences: int) -> str:
        chosen = self.random.choices(self.sentences, k=max(1, sentences))
        return " ".join(re.sub(r"\d+", lambda _: str(self.random.randint(2, 9999)), text) for text in chosen)

    def query(self) -> str:
        """Two or three words that stand together in the sample."""
        words = re.findall(r"[A-ZÄÖÜ]\w{4,}", self.random.choice(self.sentences))
        return " ".join(words[:3]) or "Sensorik"

    def challenge(self) -> str:
        """About forty words of problems."""
        words = " ".join(self.random.choice(self.records).get("situation", "") for _ in range(4)).split()
        return " ".join(words[:CHALLENGE_WORDS])


def write_records(pool: Pool, folder: Path, count: int) -> Path:
    """Write invented records as one file with a JSON object a line; returns the file."""
    folder.mkdir(parents=True)
    file = folder / "invented.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(pool.record(number), ensure_ascii=False) + "\n")
    return file


def mixed_vectors(pool: Pool, encoder: Encoder, count: int) -> VectorMatrix:
    """As many vectors as there are records, each the mean of two real ones."""
    texts = [f"{record['title']}. {record['summary']}" for record in pool.random.sample(pool.records, MIXED_OF)]
    real = encoder.passages(texts)
    pairs = np.random.default_rng(SEED).integers(0, MIXED_OF, (count, 2))
    mixed = np.empty((count, encoder.dimensions), np.float16)  # as the store keeps them
    for start in range(0, count, ROWS_AT_A_TIME):
        some = pairs[start : start + ROWS_AT_A_TIME]
        mixed[start : start + len(some)] = (real[some[:, 0]] + real[some[:, 1]]) / 2
    return VectorMatrix.build(mixed, encoder.name)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?]) ", text) if part]
