"""The site as a process: it comes up, keeps its timetable beside it, and goes down with everything it started."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import Analyzer
from tests.processes import END_SECONDS, House, answers, family, free_port, house, until
from tests.workshop import practice

ROWS = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(5)]


@pytest.fixture
def home(tmp_path: Path, cache: Path, analyzer: Analyzer) -> House:  # noqa: ARG001  # the analyzer has packed the lexicon
    return house(tmp_path, cache / "lexicon", *ROWS)


def whole_group(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.parametrize("end", [subprocess.Popen.terminate, whole_group], ids=["SIGTERM", "Strg+C"])
def test_site_and_timetable_come_up_and_end_together(home: House, end: Callable[[subprocess.Popen[str]], None]) -> None:
    port = free_port()
    with home.started("--port", str(port)) as process:
        until(lambda: answers(f"http://127.0.0.1:{port}/suche?q=Pegel"))
        until(lambda: any(b"timetable" in command(pid) for pid in family(process.pid)))
        end(process)
        said = process.communicate(timeout=END_SECONDS)[0]
        assert process.returncode == 0, said
        until(lambda: family(process.pid) == [], END_SECONDS)
    assert f"Anker läuft: http://127.0.0.1:{port}" in said
    assert "Traceback" not in said


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def test_a_port_that_is_taken_is_told_in_one_sentence(home: House) -> None:
    port = free_port()
    with home.started("--port", str(port), "--no-timetable") as process:
        until(lambda: answers(f"http://127.0.0.1:{port}/livez"))
        second = home.run("--port", str(port))
        process.terminate()
        process.communicate(timeout=END_SECONDS)
    assert second.returncode == 1
    assert f"--port {port + 1}" in second.stderr
    assert "Traceback" not in second.stderr
