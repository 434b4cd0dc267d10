"""One process at a time, and none for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from indexer import RunBusy
from indexer.lock import alone, in_turn

HOLDING = """
import sys, time
from pathlib import Path
from indexer.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
ROOT = Path(__file__).parent.parent


def test_the_second_is_told_to_wait(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(RunBusy, match="status"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_two_jobs_do_not_hinder_each_other(tmp_path: Path) -> None:
    with alone(tmp_path, "one"), alone(tmp_path, "two"):
        pass


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDING, tmp_path], stdout=subprocess.PIPE, cwd=ROOT)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(RunBusy), alone(tmp_path):
        pass
    holder.kill()
    holder.communicate()
    with alone(tmp_path):
        pass


def test_in_turn_everybody_comes_to_the_end(tmp_path: Path) -> None:
    seen: list[int] = []

    def count() -> None:
        with in_turn(tmp_path, "short"):
            seen.append(max(seen, default=0) + 1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert seen == list(range(1, 9))


def test_what_the_short_task_raises_is_not_taken_for_waiting(tmp_path: Path) -> None:
    with pytest.raises(RunBusy, match="eigener"), in_turn(tmp_path, "short"):
        raise RunBusy("Ein eigener Fehler.")
