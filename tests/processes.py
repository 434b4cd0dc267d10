"""Our commands as real processes on a data folder of a test's own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.workshop import FEED

ROOT = Path(__file__).parent.parent
START_SECONDS = 120.0  # on a machine that does many other things
END_SECONDS = 60.0


@dataclass(frozen=True)
class House:
    """A data folder with a packed lexicon and one file as source."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        sources = json.dumps([{"name": "feed", "path": str(self.folder / FEED)}])
        return {**os.environ, "ANKER_ENCODER__KIND": "none", "ANKER_SOURCES": sources, **more}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "webui", "--data", str(self.folder), *words]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command until its end."""
        return subprocess.run(
            self.command(*words),
            env=self.environment(**more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    @contextmanager
    def started(self, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        """A command that goes on, in a group of processes of its own, all ended at the end."""
        process = subprocess.Popen(
            self.command(*words),
            env=self.environment(**more),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            for pid in family(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.communicate()


def house(folder: Path, lexicon: Path, *rows: dict[str, object]) -> House:
    """A house whose lexicon is packed already."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(lexicon, folder / "lexicon", dirs_exist_ok=True)
    (folder / FEED).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return House(folder)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def family(leader: int) -> list[int]:
    """A process and all that it started, as far as they are still there; zombies left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def until(ready: object, seconds: float = START_SECONDS) -> None:
    """Wait until a callable says yes."""
    last = time.monotonic() + seconds
    assert callable(ready)
    while not ready():
        assert time.monotonic() < last, "too late"
        time.sleep(0.1)


def answers(address: str) -> bool:
    """Whether a page comes."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
