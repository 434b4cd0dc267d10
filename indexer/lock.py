"""One process at a time on a machine: a file that the system itself unlocks when a process dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from indexer.errors import RunBusy

PATIENCE_SECONDS = 20.0
"""How long a live change waits for another one: each takes a tenth of a second."""

BETWEEN_LOOKS = 0.02


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


@contextmanager
def in_turn(data: Path, name: str) -> Iterator[None]:
    """Hold the lock of a short task, after waiting for whoever holds it; raises RunBusy after `PATIENCE_SECONDS`."""
    last = time.monotonic() + PATIENCE_SECONDS
    while True:
        with ExitStack() as held:
            try:
                held.enter_context(alone(data, name))
            except RunBusy:
                if time.monotonic() > last:
                    raise
                time.sleep(BETWEEN_LOOKS)
                continue
            yield
            return
