"""A time by which something has to be done."""

from __future__ import annotations

import time


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain; never below zero."""
        return max(0.0, self._end - time.monotonic())

    def share(self, part: float) -> Deadline:
        """The deadline after this part of the time that remains."""
        return Deadline(self.left * part)
