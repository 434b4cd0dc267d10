"""One process at a time, and none for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import RunBusy
from indexer.database import Database
from indexer.lock import Locks

HOLDING = """
import sys, time
from pathlib import Path
from indexer.database import Database
from indexer.lock import Locks
with Locks(Path(sys.argv[1]), Database("sqlite://")).alone():
    print("held", flush=True)
    time.sleep(60)
"""
ROOT = Path(__file__).parent.parent


@pytest.fixture
def locks(tmp_path: Path) -> Iterator[Locks]:
    database = Database("sqlite://")
    yield Locks(tmp_path, database)
    database.close()


def test_the_second_is_told_to_wait(locks: Locks) -> None:
    with locks.alone(), pytest.raises(RunBusy, match="status"), locks.alone():
        pass
    with locks.alone():
        pass


def test_two_jobs_do_not_hinder_each_other(locks: Locks) -> None:
    with locks.alone("one"), locks.alone("two"):
        pass


def test_a_killed_process_holds_nothing(locks: Locks) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDING, locks.data], stdout=subprocess.PIPE, cwd=ROOT)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(RunBusy), locks.alone():
        pass
    holder.kill()
    holder.communicate()
    with locks.alone():
        pass


def test_in_turn_everybody_comes_to_the_end(locks: Locks) -> None:
    seen: list[int] = []

    def count() -> None:
        with locks.in_turn("short"):
            seen.append(max(seen, default=0) + 1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert seen == list(range(1, 9))


def test_what_the_short_task_raises_is_not_taken_for_waiting(locks: Locks) -> None:
    with pytest.raises(RunBusy, match="eigener"), locks.in_turn("short"):
        raise RunBusy("Ein eigener Fehler.")
