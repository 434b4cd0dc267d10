"""A total deadline and a breaker around calls to a server.

A client library's timeout holds for one read from the socket: a server that sends a byte every half second keeps a call
for as long as it likes. So each call runs in a thread of its own and is left behind when its time is over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from indexer.errors import EngineDown

T = TypeVar("T")
FAILURES = 3  # so many in a row, and the breaker opens
COOLING = 10.0  # seconds for which an open breaker answers at once; then one call may try
ABREAST = 32  # calls under way, those left behind included; four times the threads of the web server
REMEDY = "Läuft der Dienst? ./run status zeigt, was fehlt."


class Guard:
    """Calls that end in time: with their answer, with one of the `expected` errors, or with EngineDown.

    `counts` says which of the expected errors speak against the server (a refused query does not).
    """

    def __init__(self, expected: tuple[type[Exception], ...], counts: Callable[[Exception], bool]) -> None:
        self._expected = expected
        self._counts = counts
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(ABREAST)
        self._failures = 0
        self._shut_until = 0.0

    def call(self, work: Callable[[], T], seconds: float) -> T:
        """Do the work within so many seconds; raises EngineDown when it takes longer or the breaker is open."""
        self._enter(seconds)
        job = _Job(work, self._expected, self._places.release)
        threading.Thread(target=job.run, name="engine-call", daemon=True).start()
        if not job.done.wait(seconds):
            self._note(failed=True)
            raise EngineDown(f"OpenSearch hat nicht innerhalb von {seconds:g} Sekunden geantwortet.", REMEDY)
        if not job.answers and job.error is None:  # unexpected: the thread has printed its traceback
            raise EngineDown("Die Anfrage an OpenSearch ist abgebrochen.", "Näheres steht im Protokoll.")
        self._note(failed=job.error is not None and self._counts(job.error))
        if job.error is not None:
            raise job.error
        return job.answers[0]

    def _enter(self, seconds: float) -> None:
        with self._lock:
            if time.monotonic() < self._shut_until:
                raise EngineDown("OpenSearch antwortet zurzeit nicht.", REMEDY)
            if self._failures >= FAILURES:
                self._shut_until = time.monotonic() + seconds  # this call is the probe, all others wait for it
        if not self._places.acquire(blocking=False):
            raise EngineDown("Zu viele Anfragen an OpenSearch sind noch ohne Antwort.", REMEDY)

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            self._shut_until = time.monotonic() + COOLING if self._failures >= FAILURES else 0.0


class _Job(Generic[T]):
    """One call in its thread: an answer, or an expected error, or neither."""

    def __init__(self, work: Callable[[], T], expected: tuple[type[Exception], ...], leave: Callable[[], None]) -> None:
        self._work = work
        self._expected = expected
        self._leave = leave
        self.done = threading.Event()
        self.answers: list[T] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.answers.append(self._work())
        except self._expected as error:
            self.error = error
        finally:
            self._leave()
            self.done.set()
