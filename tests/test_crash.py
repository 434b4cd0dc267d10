"""A run is killed at every step and at random moments, on both engines: one complete index is live each time, and the
next run heals.

ANKER_CRASHES says how many random moments on each engine.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer import Query, Reading, Words, go_back, put, reconcile, reindex, withdraw
from matcher import Wanted
from tests.dying import POINTS
from tests.opensearch_node import LINES, wipe
from tests.workshop import Workshop, practice, published, workshop

ROOT = Path(__file__).parent.parent
RANDOM_MOMENTS = int(os.environ.get("ANKER_CRASHES", "30"))
SIZE = 12  # records; a kill between two of them is as good as among thousands
MOST_TURNS = 5 * RANDOM_MOMENTS
HEALED_EVERY = 5  # else the next run finds what several dead ones have left
WORDS = ("pegel", "laterne", "freibad", "bauantrag", "parkplatz")

Kill = Callable[..., bool]


@pytest.fixture(scope="module", params=["embedded", *LINES[:1]])
def engine(request: pytest.FixtureRequest, server: Callable[[str], str]) -> dict[str, object]:
    """The settings of an engine."""
    if request.param == "embedded":
        return {"kind": "embedded"}
    return {"kind": "opensearch", "alias": "anker-crash", "url": server(request.param), "deadline_seconds": 30}


@pytest.fixture(scope="module")
def folder(engine: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001  # one each
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def kill(engine: dict[str, object], folder: Path, cache: Path, shop: Workshop) -> Iterator[Kill]:  # noqa: ARG001
    """Start a run and let it be killed; returns whether it was. The shop has filled the index before."""
    command = [sys.executable, "-m", "tests.dying", str(folder), str(cache / "lexicon"), json.dumps(engine)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as runner:
        assert runner.stdin is not None
        assert runner.stdout is not None

        def asked(**how: object) -> bool:
            assert runner.stdin is not None
            assert runner.stdout is not None
            runner.stdin.write(json.dumps(how) + "\n")
            runner.stdin.flush()
            return bool(json.loads(runner.stdout.readline())["killed"])

        yield asked
        runner.stdin.close()
        runner.wait(60)


@pytest.fixture(scope="module")
def shop(engine: dict[str, object], folder: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(folder, reading, engine=engine) as shop:
        for turn in range(2):  # two indexes, so that a run has one to drop
            reindex_with(shop, WORDS[turn])
        yield shop
        if engine["kind"] == "opensearch":
            wipe(shop.job.engine, str(engine["url"]))


def rows(word: str) -> list[dict[str, object]]:
    return [practice(f"p{number:02}", f"{word.capitalize()} Nummer {number}") for number in range(SIZE)]


def reindex_with(shop: Workshop, word: str) -> None:
    shop.source(*rows(word))
    reindex(shop.job)


def live_words(shop: Workshop) -> set[str]:
    """Which words the documents of the live index carry, each counted over the whole index."""
    found = set()
    for word in WORDS:
        (token,) = shop.job.reading.analyzer.analyze(word)
        total = shop.job.engine.search(Query(words=(Words("titel", ((token.terms[0], 1.0),)),))).total
        assert total in (0, SIZE), f"{word}: {total}"
        if total:
            found.add(word)
    return found


def whole(shop: Workshop, *allowed: str) -> None:
    """One complete index is live, with its snapshot, of one of these states."""
    live = shop.job.engine.live()
    assert live is not None
    assert shop.job.engine.count(live) == shop.job.live.stored(live).size == SIZE
    words = live_words(shop)
    assert len(words) == 1
    assert words <= set(allowed)
    answer = shop.service.search(Wanted())
    assert (answer.total, answer.degraded) == (SIZE, False)


def healed(shop: Workshop, word: str) -> None:
    """After a start and a run: nothing lost, nothing doubled, nothing left behind."""
    reconcile(shop.job)
    titles = {stored.record.title.split()[0].lower() for stored in shop.job.store.every()}
    assert titles == live_words(shop)
    reindex_with(shop, word)
    whole(shop, word)
    assert {stored.record.id for stored in shop.job.store.every()} == {f"p{number:02}" for number in range(SIZE)}
    assert len(shop.job.engine.indexes()) <= 2
    assert list(shop.folder.glob("indexes/.gone*")) == []
    assert len(list((shop.folder / "snapshots").iterdir())) <= 2
    assert {run.state for run in shop.job.runs.recent()} <= {"done", "failed"}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_step(shop: Workshop, kill: Kill, point: str) -> None:
    before = next(iter(live_words(shop)))
    after = WORDS[(WORDS.index(before) + 1) % len(WORDS)]
    shop.source(*rows(after))
    assert kill(at=point)
    whole(shop, before, after)
    healed(shop, after)


def test_killed_at_random_moments(shop: Workshop, kill: Kill) -> None:
    takes = min(seconds_of_a_run(kill) for _ in range(2))
    moments = random.Random(RANDOM_MOMENTS)  # noqa: S311  # not for secrets; the machine is random enough
    killed = 0
    for turn in range(MOST_TURNS):
        before = next(iter(live_words(shop)))
        after = WORDS[(WORDS.index(before) + 1) % len(WORDS)]
        shop.source(*rows(after))
        killed += kill(after=moments.uniform(0, takes))  # a run that was quicker does not count
        whole(shop, before, after)
        if turn % HEALED_EVERY == 0:
            healed(shop, after)
        if killed == RANDOM_MOMENTS:
            break
    assert killed == RANDOM_MOMENTS
    healed(shop, WORDS[0])


def seconds_of_a_run(kill: Kill) -> float:
    began = time.monotonic()
    assert not kill(at="never")
    return time.monotonic() - began


def test_withdrawn_and_published_between_a_kill_and_the_next_start(shop: Workshop, kill: Kill) -> None:
    reindex_with(shop, "pegel")
    shop.source(*rows("laterne"))
    assert kill(at="before activate")
    withdraw(shop.job, "p00")
    put(shop.job, published("n1", "Sirenen prüfen"))
    reconcile(shop.job)
    hits = {hit.record.id for page in range(1, 6) for hit in shop.service.search(Wanted(page=page)).hits}
    assert "p00" not in hits
    assert "n1" in hits
    assert shop.service.search(Wanted()).total == SIZE
    go_back(shop.job)
    assert shop.service.search(Wanted("Sirenen")).total == 1
    assert shop.service.view().snapshot.row("p00") is None
