"""What a process that serves does for the desk beside its requests: mails go out, old needs are labelled and go."""

from __future__ import annotations

import threading
from datetime import date

from indexer import DatabaseError, EngineError, RunBusy
from matcher.desk.desk import Desk

ROUND_SECONDS = 20.0
"""Between two rounds: somebody who was told that a mail is on its way looks into the mailbox soon."""


class Postman:
    """Makes his rounds in a thread of his own until he is told to stop; whatever fails is tried in the next round."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_round, name="postman", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done."""
        self._over.set()

    def go(self) -> None:
        """Make one round."""
        try:
            self._desk.tend(date.today())
        except (DatabaseError, EngineError, RunBusy):
            return

    def _go_round(self) -> None:
        self.go()
        while not self._over.wait(ROUND_SECONDS):
            self.go()
