"""Four web processes and two timetables on one data folder: one run, and no answer that mixes two states."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import Analyzer, Database, Reading, Runs, withdraw
from indexer.runs import RunRow
from tests.processes import END_SECONDS, FEED, House, answers, free_port, house, until
from tests.workshop import practice, workshop

WEBS, SIZE = 4, 8
SEARCH = "/api/v1/search?q=nummer"
BEFORE, AFTER, GONE = "Pegel", "Laterne", "p0"


def rows(word: str) -> list[dict[str, object]]:
    return [practice(f"p{number}", f"{word} Nummer {number}") for number in range(SIZE)]


@pytest.fixture
def home(tmp_path: Path, cache: Path, analyzer: Analyzer) -> House:  # noqa: ARG001  # the analyzer has packed the lexicon
    home = house(tmp_path, cache / "lexicon", *rows(BEFORE))
    done = home.run("reindex")
    assert done.returncode == 0, done.stderr
    return home


@dataclass(frozen=True)
class Heard:
    """One answer: when it was asked for and when it came, who gave it, what it told and what it showed."""

    asked: float
    came: float
    port: int
    total: int
    words: frozenset[str]
    ids: frozenset[str]


@dataclass
class Load:
    """Asks every web process without a pause, and keeps what it hears."""

    ports: list[int]
    heard: list[Heard] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def ask(self, port: int) -> None:
        while not self.over.is_set():
            asked = time.monotonic()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{SEARCH}", timeout=60) as answer:
                    found = json.load(answer)
            except OSError as error:
                self.failed.append(str(error))
                continue
            words = frozenset(hit["title"].split()[0] for hit in found["hits"])
            ids = frozenset(hit["id"] for hit in found["hits"])
            self.heard.append(Heard(asked, time.monotonic(), port, found["total"], words, ids))

    def everywhere(self, word: str, since: float) -> bool:
        """Whether each process has answered so since that moment."""
        said = {each.port for each in list(self.heard) if each.asked > since and each.words == {word}}
        return said == set(self.ports)

    @contextmanager
    def going(self) -> Iterator[None]:
        threads = [threading.Thread(target=self.ask, args=(port,)) for port in self.ports]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join(END_SECONDS)


def test_a_swap_and_a_withdrawal_under_load(home: House, reading: Reading) -> None:
    load = Load([free_port() for _ in range(WEBS)])
    with ExitStack() as stack:
        for port in load.ports:
            stack.enter_context(home.started("--no-timetable", "--port", str(port)))
        for port in load.ports:
            until(lambda port=port: answers(f"http://127.0.0.1:{port}/readyz"))
        with load.going():
            until(lambda: load.everywhere(BEFORE, 0))
            (home.folder / FEED).write_text("".join(f"{json.dumps(row)}\n" for row in rows(AFTER)), encoding="utf-8")
            _a_week_passes(home)
            for _ in range(2):
                stack.enter_context(home.started("timetable"))
            until(lambda: load.everywhere(AFTER, 0))
            with workshop(home.folder, reading) as shop:
                begun = time.monotonic()
                assert withdraw(shop.job, GONE)
                done = time.monotonic()
            until(lambda: load.everywhere(AFTER, done))
    assert load.failed == []
    assert {each.words for each in load.heard} == {frozenset([BEFORE]), frozenset([AFTER])}
    # Whoever was asking at the very moment of the withdrawal may have counted the record and no longer been shown it.
    assert {(each.total, len(each.ids)) for each in load.heard if each.came < begun} == {(SIZE, SIZE)}
    assert {(each.total, len(each.ids)) for each in load.heard if each.asked > done} == {(SIZE - 1, SIZE - 1)}
    assert [each for each in load.heard if each.asked > done and GONE in each.ids] == []
    assert _states(home) == ["done", "done"]


def _a_week_passes(home: House) -> None:
    with _database(home) as database, database.session() as session:
        session.execute(update(RunRow).values(started=datetime.now(UTC) - timedelta(days=8)))


def _states(home: House) -> list[str]:
    with _database(home) as database:
        return [run.state for run in Runs(database).recent()]


@contextmanager
def _database(home: House) -> Iterator[Database]:
    database = Database(f"sqlite:///{home.folder / 'anker.sqlite'}")
    try:
        yield database
    finally:
        database.close()
