"""All vectors of one index as one matrix, searched whole: no tree, no graph, the exact best.

A row holds int8 numbers of (vector - mean) and a scale of its own. Vectors of one encoder lie close together, so
without the mean they use far more of the 255 steps; the constant query · mean gives the raw inner product back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexMissing

Row = NDArray[np.float32]
Rows = NDArray[np.intp]

STEPS = 127  # of an int8 to either side of zero
BLOCK_ROWS = 4096  # rows unpacked at a time: 6 MB of float32, the fastest of 256 to 8,192
FEW = 0.25  # below this share it is faster to gather the rows than to read all of them in order
NUMBERS, SCALES, MEAN, ABOUT = "vectors.npy", "scales.npy", "mean.npy", "vectors.json"


@dataclass(frozen=True)
class VectorMatrix:
    """int8 numbers (rows, dimensions), a scale per row (NaN: it has no vector), the mean, and the encoder's name."""

    numbers: NDArray[np.int8]
    scales: Row
    mean: Row
    encoder: str

    @classmethod
    def build(
        cls, vectors: NDArray[np.floating], encoder: str, common: NDArray[np.bool_] | None = None
    ) -> VectorMatrix:
        """Pack vectors (rows, dimensions); a row of NaN is a row without a vector.

        `common` are the rows that everybody may see: the mean is taken of them alone, so that no other row shows in it.
        """
        return cls._packed(vectors, _mean(vectors if common is None else vectors[common]), encoder)

    @classmethod
    def _packed(cls, vectors: NDArray[np.floating], mean: Row, encoder: str) -> VectorMatrix:
        count, dimensions = vectors.shape
        numbers = np.zeros((count, dimensions), np.int8)
        scales = np.full(count, np.nan, np.float32)
        for start, block, here in _blocks(vectors):
            centred = block - mean
            scale = np.abs(centred).max(axis=1, initial=0) / np.float32(STEPS)
            packed = np.rint(centred / np.where(scale > 0, scale, 1)[:, None])
            numbers[start : start + len(here)][here] = packed.astype(np.int8)
            scales[start : start + len(here)][here] = scale
        return cls(numbers, scales, mean, encoder)

    @classmethod
    def open(cls, folder: Path) -> VectorMatrix:
        """Map a saved matrix into memory; raises IndexMissing when it is not there or not whole."""
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
            numbers = np.load(folder / NUMBERS, mmap_mode="r")
            scales, mean = np.load(folder / SCALES), np.load(folder / MEAN)
            encoder = str(about["encoder"])
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise IndexMissing(f"Die Vektoren in {folder} fehlen.", "Bitte ./run reindex aufrufen.") from error
        if numbers.shape != (len(scales), len(mean)):
            raise IndexMissing(f"Die Vektoren in {folder} sind unvollständig.", "Bitte ./run reindex aufrufen.")
        return cls(numbers, scales, mean, encoder)

    def save(self, folder: Path) -> None:
        """Write the matrix into a folder of its own index; the small file that names it comes last."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / NUMBERS, self.numbers)
        np.save(folder / SCALES, self.scales)
        np.save(folder / MEAN, self.mean)
        (folder / ABOUT).write_text(json.dumps({"encoder": self.encoder}), "utf-8")

    def followed_by(self, vectors: NDArray[np.floating]) -> VectorMatrix:
        """The same rows and then these vectors, packed around the same mean."""
        more = self._packed(vectors, self.mean, self.encoder)
        numbers, scales = np.concatenate([self.numbers, more.numbers]), np.concatenate([self.scales, more.scales])
        return VectorMatrix(numbers, scales, self.mean, self.encoder)

    def of(self, rows: Rows) -> VectorMatrix:
        """The matrix of some of the rows, in their order."""
        return VectorMatrix(self.numbers[rows], self.scales[rows], self.mean, self.encoder)

    def __len__(self) -> int:
        return len(self.scales)

    @property
    def has(self) -> NDArray[np.bool_]:
        """Which rows have a vector: (rows,)."""
        return ~np.isnan(self.scales)

    def cosines(self, query: Row, rows: Rows | None = None) -> Row:
        """The inner product of the query with all rows, or with those asked for, in their order.

        For unit vectors it is the cosine, off by no more than half a scale times the sum of |query| (about .0005 for
        e5). A row without a vector gives NaN: whoever ranks must say what silence is worth.
        """
        numbers, scales = (self.numbers, self.scales) if rows is None else (self.numbers[rows], self.scales[rows])
        products = np.empty(len(scales), np.float32)
        unpacked = np.empty((min(BLOCK_ROWS, len(scales)), len(self.mean)), np.float32)
        for start in range(0, len(scales), BLOCK_ROWS):
            block = numbers[start : start + BLOCK_ROWS]
            np.copyto(unpacked[: len(block)], block)
            np.dot(unpacked[: len(block)], query, out=products[start : start + len(block)])
        products *= scales
        products += np.dot(self.mean, query)
        return products

    def top(self, query: Row, count: int, mask: NDArray[np.bool_] | None = None) -> tuple[Rows, Row]:
        """The rows nearest to the query and their cosines, best first, equal ones by row; only rows under the mask."""
        allowed = np.flatnonzero(self.has if mask is None else self.has & mask)
        few = len(allowed) < FEW * len(self)
        cosines = self.cosines(query, allowed) if few else self.cosines(query)[allowed]
        chosen = _largest(cosines, count)
        return allowed[chosen], cosines[chosen]


def _largest(values: Row, count: int) -> Rows:
    """Where the largest values stand, largest first, equal ones by place."""
    if count <= 0:
        return np.empty(0, np.intp)
    if len(values) > count:
        least = np.partition(values, len(values) - count)[len(values) - count]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(len(values))
    return places[np.argsort(-values[places], kind="stable")][:count]


def _blocks(vectors: NDArray[np.floating]) -> Iterator[tuple[int, Row, NDArray[np.bool_]]]:
    """Start of each block, its rows that have a vector as float32, and which those are."""
    for start in range(0, len(vectors), BLOCK_ROWS):
        block = vectors[start : start + BLOCK_ROWS].astype(np.float32)
        here = ~np.asarray(np.isnan(block).any(axis=1))
        yield start, block[here], here


def _mean(vectors: NDArray[np.floating]) -> Row:
    total, count = np.zeros(vectors.shape[1], np.float64), 0
    for _, block, _ in _blocks(vectors):
        total += block.sum(axis=0, dtype=np.float64)
        count += len(block)
    return (total / max(count, 1)).astype(np.float32)
