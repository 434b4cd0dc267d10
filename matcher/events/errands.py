"""Work for an event that takes longer than somebody waits for a page: done beside requests, one of a kind at a time.

It is held by this process alone. Whatever takes long in it is stored piece by piece, so that after a restart the same
errand goes on where it stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from indexer import AnkerError, RunBusy

ErrandKind = Literal["pair", "measure", "invite"]
ErrandState = Literal["running", "done", "failed"]
Step = Callable[[str, int, int], None]
"""Tells what is being done (German), how many pieces of it are done, and of how many."""
Work = Callable[[Step], str]
"""Does the work and returns the sentence (German) that tells how it ended."""

MISHAP = "Das ist nicht gelungen; Einzelheiten stehen im Protokoll."


@dataclass(frozen=True)
class Errand:
    """How far an errand is; of `total` pieces `done` are done, both 0 where nobody can count them."""

    kind: ErrandKind
    state: ErrandState
    says: str
    done: int = 0
    total: int = 0


class Errands:
    """The errands of one process, by event and kind; the last of each kind stays readable."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[tuple[str, ErrandKind], Errand] = {}
        self._threads: dict[tuple[str, ErrandKind], threading.Thread] = {}

    def start(self, event: str, kind: ErrandKind, work: Work) -> None:
        """Begin; raises RunBusy where the same is being done for this event."""
        key = (event, kind)
        with self._lock:
            if self._running(key):
                raise RunBusy("Das wird für diese Veranstaltung gerade berechnet.", "Bitte das Ende abwarten.")
            self._states[key] = Errand(kind, "running", "Es geht los.")
            self._threads[key] = threading.Thread(
                target=self._run, args=(key, work), name=f"{kind}-{event}", daemon=True
            )
        self._threads[key].start()

    def state(self, event: str, kind: ErrandKind) -> Errand | None:
        """How far it is, or how it ended; None where this process has not done it."""
        return self._states.get((event, kind))

    def running(self, event: str, kind: ErrandKind) -> bool:
        """Whether it is being done."""
        with self._lock:
            return self._running((event, kind))

    def wait(self, event: str, kind: ErrandKind, seconds: float) -> Errand | None:
        """Wait for its end, but no longer than so many seconds."""
        if thread := self._threads.get((event, kind)):
            thread.join(seconds)
        return self.state(event, kind)

    def _running(self, key: tuple[str, ErrandKind]) -> bool:
        thread = self._threads.get(key)
        return thread is not None and thread.is_alive()

    def _run(self, key: tuple[str, ErrandKind], work: Work) -> None:
        def step(says: str, done: int, total: int) -> None:
            self._states[key] = replace(self._states[key], says=says, done=done, total=total)

        ended = Errand(key[1], "failed", MISHAP)
        try:
            ended = Errand(key[1], "done", work(step))
        except AnkerError as error:
            ended = Errand(key[1], "failed", str(error))
        finally:
            self._states[key] = ended
