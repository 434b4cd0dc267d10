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
    """Calls that end in time: with what the work returns or raises, or with EngineDown.

    `counts` says which errors speak against the server (a refused query does not).
    """

    def __init__(self, counts: Callable[[BaseException], bool], cooling: float = COOLING) -> None:
        self._counts = counts
        self._cooling = cooling
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(ABREAST)
        self._failures = 0
        self._shut_until = 0.0

    def call(self, work: Callable[[], T], seconds: float) -> T:
        """Do the work within so many seconds; raises EngineDown when it takes longer or the breaker is open."""
        self._enter(seconds)
        outcome = _Outcome[T]()
        threading.Thread(target=self._run, args=(work, outcome), name="engine-call", daemon=True).start()
        if not outcome.known.wait(seconds):
            self._note(failed=True)
            raise EngineDown(f"OpenSearch hat nicht innerhalb von {seconds:g} Sekunden geantwortet.", REMEDY)
        self._note(failed=outcome.error is not None and self._counts(outcome.error))
        return outcome.get()

    def _run(self, work: Callable[[], T], outcome: _Outcome[T]) -> None:
        try:
            with outcome:
                outcome.answers.append(work())
        finally:
            self._places.release()

    def _enter(self, seconds: float) -> None:
        with self._lock:
            if time.monotonic() < self._shut_until:
                raise EngineDown("OpenSearch antwortet zurzeit nicht.", REMEDY)
            if not self._places.acquire(blocking=False):
                raise EngineDown("Zu viele Anfragen an OpenSearch sind noch ohne Antwort.", REMEDY)
            if self._failures >= FAILURES:
                self._shut_until = time.monotonic() + seconds  # this call is the probe, all others wait for it

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            self._shut_until = time.monotonic() + self._cooling if self._failures >= FAILURES else 0.0


class _Outcome(Generic[T]):
    """How a call in another thread went. What is raised inside `with` is kept, and raised where it is waited for."""

    def __init__(self) -> None:
        self.known = threading.Event()
        self.answers: list[T] = []
        self.error: BaseException | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        self.error = error
        self.known.set()
        return True

    def get(self) -> T:
        if self.error is not None:
            raise self.error
        return self.answers[0]
