"""What a process that serves does beside its requests: an index that fits, changes the engine missed, vectors."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable

from indexer.errors import DatabaseError, EngineError, GateRefused, RunBusy
from indexer.following import follow_with_vectors
from indexer.job import Job
from indexer.keeping import reconcile
from indexer.publishing import caught_up
from indexer.reindex import reindex
from indexer.report import Report

LOOK_SECONDS = 3.0
"""Between two looks whether something changed; each is one short query."""

TURNS_BETWEEN = 20
"""Looks between two turns of what is done now and then: a minute."""


def fits(job: Job) -> bool:
    """Whether the live index was built by the analysis and the mapping of this version."""
    live = job.engine.live()
    return live is not None and live.startswith(job.index_prefix)


def ensure_index(job: Job) -> Report | None:
    """Mend what a kill has left, and run when no index fits; returns the report of that run.

    Waits for a run of another process. When the new index is refused, an old one does for now. Raises EngineError.
    """
    reconcile(job)
    while not fits(job):
        try:
            return reindex(job)
        except RunBusy:
            time.sleep(LOOK_SECONDS)
        except GateRefused:
            if job.engine.live() is None:
                raise
            break
    return None


class Caretaker:
    """Looks in a thread of its own until it is told to stop; an engine that is away is asked again at the next look."""

    def __init__(self, job: Job, now_and_then: Callable[[], None] = lambda: None) -> None:
        self._job = job
        self._now_and_then = now_and_then
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tend, name="caretaker", daemon=True)
        self._done: int | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done."""
        self._over.set()

    def look(self) -> None:
        """Do what has to be done since the last look."""
        try:
            number = self._job.store.journal.number()
            if number == self._done:
                return
            if self._done is None:
                ensure_index(self._job)
            if caught_up(self._job):
                follow_with_vectors(self._job)
                self._done = number
        except (DatabaseError, EngineError, GateRefused):
            return

    def _tend(self) -> None:
        for turn in itertools.count():
            self.look()
            if turn % TURNS_BETWEEN == 0:
                self._now_and_then()
            if self._over.wait(LOOK_SECONDS):
                return
