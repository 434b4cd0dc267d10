"""The snapshot of the index that is live right now, opened once and shared by all requests of a process."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

from indexer.engines.base import Engine
from indexer.errors import IndexMissing
from indexer.meaning.matrix import ABOUT, VectorMatrix
from indexer.snapshot import Snapshot

FOLDER = "snapshots"
"""Below the data folder: one folder per index, named like it."""

VECTORS = "vectors-"
"""Inside it one numbered folder per state of the vectors, which come after the swap and grow."""


class Live:
    """Follows the alias: a request that asks gets an index and its snapshot as a pair that belongs together."""

    def __init__(self, engine: Engine, data: Path) -> None:
        self._engine = engine
        self._folder = data / FOLDER
        self._lock = threading.Lock()
        self._opened: tuple[str, Path | None] | None = None
        self._snapshot: Snapshot | None = None

    def pair(self) -> tuple[str, Snapshot]:
        """The live index and its snapshot; raises IndexMissing before the first run."""
        index = self._engine.live()
        if index is None:
            raise IndexMissing("Es ist noch nichts eingelesen.", "Hilft: ./run reindex")
        vectors = self._newest_vectors(index)
        with self._lock:
            if self._snapshot is None or self._opened != (index, vectors):
                self._snapshot = self._open(index, vectors)
                self._opened = (index, vectors)
            return index, self._snapshot

    def save(self, index: str, snapshot: Snapshot) -> None:
        """Keep the snapshot of an index that is about to go live."""
        snapshot.save(self._folder / index)

    def save_vectors(self, index: str, matrix: VectorMatrix) -> None:
        """Keep vectors beside their index; requests take them up from the next one on."""
        newest = self._newest_vectors(index)
        number = 1 + (int(newest.name.removeprefix(VECTORS)) if newest else 0)
        matrix.save(self._folder / index / f"{VECTORS}{number}")

    def prune(self, kept: list[str]) -> None:
        """Delete the snapshots of indexes that are no longer kept."""
        for folder in self._folder.iterdir() if self._folder.exists() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _open(self, index: str, vectors: Path | None) -> Snapshot:
        snapshot = Snapshot.open(self._folder / index)
        return replace(snapshot, vectors=VectorMatrix.open(vectors)) if vectors else snapshot

    def _newest_vectors(self, index: str) -> Path | None:
        """The newest folder that is whole: the file that names its encoder is written last."""
        whole = [file.parent for file in (self._folder / index).glob(f"{VECTORS}*/{ABOUT}")]
        return max(whole, key=lambda folder: int(folder.name.removeprefix(VECTORS)), default=None)
