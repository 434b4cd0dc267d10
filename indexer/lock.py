"""One run at a time on a machine: a file that the system itself unlocks when a process dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import RunBusy


@contextmanager
def alone(data: Path, name: str = "reindex") -> Iterator[None]:
    """Hold the lock of a job below the data folder; raises RunBusy at once when another process holds it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunBusy(
                "Ein anderer Lauf ist noch dabei.", "Bitte warten, bis er fertig ist: ./run status"
            ) from error
        yield
