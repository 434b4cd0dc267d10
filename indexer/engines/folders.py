"""Indexes as folders: made whole or not at all, one writer at a time, one pointer file that says which is live."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import EngineError, IndexMissing

BIRTH = "anker.json"  # inside each index folder: which alias it belongs to, and when it was made
LOCK = "write.lock"
HALF_MADE, HALF_GONE = ".new-", ".gone-"
FORGOTTEN = 3600.0  # seconds after which a half-made folder belongs to nobody any more


class Folders:
    """The folders of all indexes of one alias under one root; safe for several processes on one machine."""

    def __init__(self, root: Path, alias: str) -> None:
        self.root = root
        self.alias = alias
        self._pointer = root / f"{alias}.alias"
        root.mkdir(parents=True, exist_ok=True)

    def path(self, index: str) -> Path:
        return self.root / index

    def make(self, index: str, build: Callable[[Path], None]) -> None:
        """Let `build` fill a folder aside and put it in place in one step; raises EngineError if the name is taken."""
        self._sweep()
        aside = self.root / f"{HALF_MADE}{os.getpid()}-{index}"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        build(aside)
        (aside / BIRTH).write_text(json.dumps({"alias": self.alias, "made": time.time_ns()}), encoding="utf-8")
        (aside / LOCK).touch()
        try:
            aside.rename(self.path(index))
        except OSError as error:
            shutil.rmtree(aside, ignore_errors=True)
            raise EngineError(f"Den Index {index} gibt es schon.", "Ein neuer Lauf nimmt einen neuen Namen.") from error

    def names(self) -> list[str]:
        """Every index of this alias, oldest first."""
        born = {folder.name: self._born(folder) for folder in self.root.iterdir() if folder.name[0] != "."}
        return sorted((name for name, made in born.items() if made), key=lambda name: (born[name], name))

    def live(self) -> str | None:
        """The index that the pointer names, or None."""
        try:
            name = self._pointer.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return name if self.path(name).is_dir() else None

    def point(self, index: str) -> None:
        """Make the index live in one step, also over a power cut; raises IndexMissing."""
        if not self.path(index).is_dir():
            raise missing(index)
        fresh = self._pointer.with_suffix(f".{os.getpid()}")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(index)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)
        _flush(self.root)

    def remove(self, index: str) -> None:
        """Delete an index folder; a kill in between leaves no half index behind."""
        gone = self.root / f"{HALF_GONE}{os.getpid()}-{index}"
        with self.writing(index):
            self.path(index).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    @contextmanager
    def writing(self, index: str) -> Iterator[None]:
        """Hold the index for writing, alone among all processes and threads; raises IndexMissing."""
        while True:
            try:
                file = (self.path(index) / LOCK).open("r+")
            except FileNotFoundError as error:
                raise missing(index) from error
            with file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if _still_at(file.fileno(), self.path(index) / LOCK):
                    yield
                    return

    def _born(self, folder: Path) -> int:
        try:
            birth = json.loads((folder / BIRTH).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return 0
        return int(birth["made"]) if birth["alias"] == self.alias else 0

    def _sweep(self) -> None:
        for folder in self.root.iterdir():
            old = folder.name.startswith(HALF_MADE) and time.time() - folder.stat().st_mtime > FORGOTTEN
            if old or folder.name.startswith(HALF_GONE):
                shutil.rmtree(folder, ignore_errors=True)


def missing(index: str | None) -> IndexMissing:
    """The error for an index, or for an alias without one."""
    what = f"Den Index {index} gibt es nicht." if index else "Es ist noch nichts indiziert."
    return IndexMissing(what, "Abhilfe: ./run reindex")


def _still_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is still the one under that path; a deleted index takes its lock file along."""
    try:
        return os.fstat(descriptor).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
