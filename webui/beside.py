"""A command of ours as a process beside this one: the timetable beside the site, a run beside the timetable."""

from __future__ import annotations

import subprocess
import sys

from indexer import ROOT, Settings

STOP_SECONDS = 20.0
"""How long a process may take to end after SIGTERM."""


class Beside:
    """One process of ours with the settings of this one; `stop` ends it whatever it is doing."""

    def __init__(self, settings: Settings, *words: str) -> None:
        self._command = [sys.executable, "-m", "webui", "--data", str(settings.data), *words]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it says goes where we say things, and Ctrl-C reaches us alone."""
        self._process = subprocess.Popen(self._command, cwd=ROOT, process_group=0)  # noqa: S603  # our own words, no shell

    def wait(self) -> int:
        """Wait for its end and return its exit code."""
        return self._process.wait() if self._process else 0

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
