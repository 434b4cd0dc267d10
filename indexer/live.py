"""The snapshot of the index that is live right now, opened once and shared by all requests of a process."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

from indexer.engines.base import Engine
from indexer.engines.query import Filter
from indexer.errors import IndexMissing
from indexer.meaning.matrix import ABOUT, VectorMatrix
from indexer.overlay import Overlay
from indexer.seen import seen
from indexer.snapshot import Snapshot

Sees = tuple[str, ...] | None
"""The visibilities that somebody may see; None is no limit."""

FOLDER = "snapshots"
"""Below the data folder: one folder per index, named like it."""

VECTORS = "vectors-"
"""Inside it one numbered folder per state of the vectors, which come after the swap and grow."""


NEWEST_KEPT = 2
"""States of the vectors kept per index: another process may be about to open the one before the last."""


class Live:
    """Follows alias and changes: a request that asks gets an index and its snapshot as a pair that belongs together."""

    def __init__(self, engine: Engine, data: Path, overlay: Overlay) -> None:
        self._engine = engine
        self._folder = data / FOLDER
        self._overlay = overlay
        self._lock = threading.Lock()
        self._files: tuple[tuple[str, Path | None], Snapshot] | None = None
        self._seen: dict[Sees, tuple[tuple[str, Path | None], Snapshot]] = {}
        self._held: dict[Sees, tuple[tuple[str, Path | None, int], Snapshot]] = {}

    def pair(self, sees: Sees = None) -> tuple[str, Snapshot]:
        """The live index and its snapshot as it is now, of all records or as people see it who may see these only.

        Raises IndexMissing before the first run, EngineDown when the engine does not say which index is live.
        """
        return self._pair(self._live(), sees)

    def known(self, sees: Sees = None) -> tuple[str, Snapshot]:
        """As `pair`, without asking the engine: the index that the database says belongs to the records."""
        index = self._overlay.active_index()
        if index is None:
            raise IndexMissing("Es ist noch nichts eingelesen.", "Hilft: ./run reindex")
        return self._pair(index, sees)

    def _pair(self, index: str, sees: Sees) -> tuple[str, Snapshot]:
        with self._lock:
            state = (index, self._newest_vectors(index), self._overlay.number())
            held = self._held.get(sees)
            if held is None or held[0] != state:
                held = (state, self._overlay.over(index, self._opened_for(index, sees), sees))
                self._held[sees] = held
            return index, held[1]

    def built(self) -> tuple[str, Snapshot]:
        """The live index and its snapshot as the run left it; raises IndexMissing before the first run."""
        index = self._live()
        with self._lock:
            return index, self._opened(index)

    def stored(self, index: str) -> Snapshot:
        """The snapshot of any kept index as the run left it, without vectors; raises IndexMissing."""
        return Snapshot.open(self._folder / index)

    def save(self, index: str, snapshot: Snapshot) -> None:
        """Keep the snapshot of an index that is about to go live."""
        snapshot.save(self._folder / index)

    def save_vectors(self, index: str, matrix: VectorMatrix) -> None:
        """Keep vectors beside their index; requests take them up from the next one on."""
        whole = self._whole_vectors(index)
        number = 1 + (_number(whole[-1]) if whole else 0)
        matrix.save(self._folder / index / f"{VECTORS}{number}")
        for outdated in whole[: 1 - NEWEST_KEPT]:
            shutil.rmtree(outdated, ignore_errors=True)

    def prune(self, kept: list[str]) -> None:
        """Delete the snapshots of indexes that are no longer kept."""
        for folder in self._folder.iterdir() if self._folder.exists() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _live(self) -> str:
        index = self._engine.live()
        if index is None:
            raise IndexMissing("Es ist noch nichts eingelesen.", "Hilft: ./run reindex")
        return index

    def _opened(self, index: str) -> Snapshot:
        """Index and vectors as files, opened once; only under the lock."""
        state = (index, self._newest_vectors(index))
        if self._files is None or self._files[0] != state:
            snapshot, vectors = Snapshot.open(self._folder / index), state[1]
            self._files = (state, replace(snapshot, vectors=VectorMatrix.open(vectors)) if vectors else snapshot)
        return self._files[1]

    def _opened_for(self, index: str, sees: Sees) -> Snapshot:
        """The same as these people see it, worked out once per index and state of the vectors; only under the lock."""
        opened = self._opened(index)
        if sees is None:
            return opened
        state, known = (index, self._newest_vectors(index)), self._seen.get(sees)
        if known is None or known[0] != state:
            known = (state, seen(opened, (Filter("visibility", sees),)))
            self._seen[sees] = known
        return known[1]

    def _newest_vectors(self, index: str) -> Path | None:
        return next(reversed(self._whole_vectors(index)), None)

    def _whole_vectors(self, index: str) -> list[Path]:
        """The folders that are whole, oldest first: the file that names the encoder is written last."""
        whole = [file.parent for file in (self._folder / index).glob(f"{VECTORS}*/{ABOUT}")]
        return sorted(whole, key=_number)


def _number(folder: Path) -> int:
    return int(folder.name.removeprefix(VECTORS))
