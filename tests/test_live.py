"""A request gets an index and the snapshot that belongs to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import IndexMissing, Reading, go_back, put
from tests.workshop import Workshop, practice, published, workshop

MANY = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(10)]


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(*MANY)
        yield shop


def test_while_nothing_changes_the_snapshot_is_the_same_object(shop: Workshop) -> None:
    assert shop.job.live.pair()[1] is shop.job.live.pair()[1]


def test_a_swap_and_the_way_back_are_followed(shop: Workshop) -> None:
    first, before = shop.job.live.pair()
    shop.run(practice("n1"), *MANY)
    second, after = shop.job.live.pair()
    assert (first != second, before.row("n1"), after.row("n1")) == (True, None, 0)
    go_back(shop.job)
    again, snapshot = shop.job.live.pair()
    assert (again, snapshot.row("n1")) == (first, None)


def test_the_files_stay_as_the_run_left_them(shop: Workshop) -> None:
    put(shop.job, published("n1"))
    index, built = shop.job.live.built()
    assert built.row("n1") is None
    assert shop.job.live.stored(index).ids == built.ids
    assert shop.job.live.pair()[1].row("n1") == built.size


def test_an_index_without_its_files_is_told(shop: Workshop) -> None:
    with pytest.raises(IndexMissing, match="Ranglisten"):
        shop.job.live.stored("anker-gone")


def test_no_request_mixes_two_indexes_while_runs_swap(shop: Workshop) -> None:
    wrong: list[str] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            view = shop.service.view()
            if shop.job.engine.count(view.index) != view.snapshot.size:
                wrong.append(view.index)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    for extra in range(2):
        shop.run(*MANY, *(practice(f"n{number}") for number in range(extra + 1)))
    over.set()
    for thread in asking:
        thread.join(60)
    assert wrong == []
