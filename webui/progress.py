"""What a person at the terminal sees while something takes long."""

from __future__ import annotations

from rich.console import Console
from rich.status import Status


class Progress:
    """One line that says what is going on and how far it is; on a pipe one line per step."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._status: Status | None = None
        self._step = ""

    def tell(self, step: str, done: int) -> None:
        """Show the step, and how many records of it are done."""
        if not self._console.is_terminal:
            if step != self._step:
                self._console.print(f"{step} …")
            self._step = step
            return
        counted = f"{step} … {done:,}".replace(",", ".") if done else f"{step} …"
        if self._status is None:
            self._status = self._console.status(counted)
            self._status.start()
        self._status.update(counted)

    def say(self, line: str) -> None:
        """Print a line that stays."""
        self.stop()
        self._console.print(line, markup=False, soft_wrap=True)

    def stop(self) -> None:
        """Take the moving line away."""
        if self._status is not None:
            self._status.stop()
            self._status = None
