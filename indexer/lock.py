"""One process at a time: by a file on this machine, and by the database among machines that share one."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexer.database import Database
from indexer.errors import RunBusy

PATIENCE_SECONDS = 20.0
"""How long a live change waits for another one: each takes a tenth of a second."""

BETWEEN_LOOKS = 0.02


@dataclass(frozen=True)
class Locks:
    """The locks of one product: files below its data folder, that the system itself unlocks when a process dies."""

    data: Path
    database: Database

    @contextmanager
    def alone(self, name: str = "reindex") -> Iterator[None]:
        """Hold the lock of a job; raises RunBusy at once when another process holds it."""
        with _file(self.data / f"{name}.lock"), self.database.exclusive(name) as held:
            if not held:
                raise _busy()
            yield

    @contextmanager
    def in_turn(self, name: str) -> Iterator[None]:
        """Hold the lock of a short task, after waiting for whoever holds it; raises RunBusy when that takes long."""
        last = time.monotonic() + PATIENCE_SECONDS
        while True:
            with ExitStack() as held:
                try:
                    held.enter_context(self.alone(name))
                except RunBusy:
                    if time.monotonic() > last:
                        raise
                    time.sleep(BETWEEN_LOOKS)
                    continue
                yield
                return


@contextmanager
def _file(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy() from error
        yield


def _busy() -> RunBusy:
    return RunBusy("Ein anderer Lauf ist noch dabei.", "Bitte warten, bis er fertig ist: ./run status")
