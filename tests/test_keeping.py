"""Which index is live after a kill, and on the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Filter, NotFound, Query, Reading, go_back, narrow, put, reconcile, withdraw
from indexer.keeping import prune
from matcher import Wanted
from tests.workshop import Workshop, practice, published, workshop

MANY = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(20)]


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(*MANY)
        yield shop


def found(shop: Workshop) -> set[str]:
    answer = shop.service.search(Wanted("Pegel"))
    ids = [hit.record.id for page in range(1, answer.pages + 1) for hit in _page(shop, page)]
    assert answer.total == len(ids)
    return set(ids)


def _page(shop: Workshop, page: int) -> tuple[object, ...]:
    return shop.service.search(Wanted("Pegel", page=page)).hits


def held(shop: Workshop, index: str) -> set[str]:
    return {hit.id for hit in shop.job.engine.search(Query(size=100), index).hits}


def test_there_is_no_way_back_after_the_first_run(shop: Workshop) -> None:
    with pytest.raises(NotFound):
        go_back(shop.job)


def test_back_and_back_again(shop: Workshop) -> None:
    before = shop.job.engine.live()
    shop.run(practice("n1", "Pegel neu"), *MANY)
    after = shop.job.engine.live()
    assert go_back(shop.job) == before
    assert shop.job.engine.live() == before == shop.job.store.active_index()
    assert "n1" not in found(shop)
    assert go_back(shop.job) == after
    assert "n1" in found(shop)


def test_what_was_withdrawn_deleted_or_narrowed_does_not_come_back(shop: Workshop) -> None:
    shop.run(*MANY[:1], *MANY[2:])  # p1 is gone from its source
    withdraw(shop.job, "p2")
    narrow(shop.job, "p3", "municipalities")
    put(shop.job, published("n1", "Pegel von Hand"))
    index = go_back(shop.job)
    assert held(shop, index) == {f"p{number}" for number in range(20)} - {"p1", "p2"} | {"n1"}
    assert found(shop) == {f"p{number}" for number in range(20)} - {"p1", "p2", "p3"} | {"n1"}
    for gone in ("p1", "p2", "p3"):
        with pytest.raises(NotFound):
            shop.service.record(gone)


def test_a_source_that_narrows_a_record_narrows_it_on_the_way_back_too(shop: Workshop) -> None:
    shop.run(practice("p0", "Pegel Nummer 0", visibility="office"), *MANY[1:])
    go_back(shop.job)
    assert "p0" not in found(shop)
    public = Filter("visibility", ("public",))
    assert shop.job.engine.search(Query(scope=(public, Filter("id", ("p0",))))).total == 0


def test_after_the_way_back_the_next_run_goes_on(shop: Workshop) -> None:
    shop.run(practice("n1", "Pegel neu"), *MANY)
    go_back(shop.job)
    shop.run(practice("n1", "Pegel neu"), *MANY)
    assert "n1" in found(shop)
    assert len(shop.job.engine.indexes()) == 2


def test_a_start_after_a_kill_between_records_and_alias_makes_the_new_index_live(shop: Workshop) -> None:
    before = shop.job.engine.live()
    shop.run(*MANY)
    after = shop.job.engine.live()
    assert before is not None
    shop.job.engine.activate(before)  # as if the process had died before its swap reached the engine
    withdraw(shop.job, "p2")
    reconcile(shop.job)
    assert shop.job.engine.live() == after
    assert "p2" not in found(shop)


def test_a_start_ends_runs_that_died(shop: Workshop) -> None:
    active = shop.job.store.active_index()
    died, swapped = shop.job.runs.start(), shop.job.runs.start()
    shop.job.runs.step(died, "aufbauen", "anker-half")
    shop.job.runs.step(swapped, "umschalten", active, {"sources": [], "interrupted": True})
    reconcile(shop.job)
    assert shop.job.runs.get(died).state == "failed"
    assert shop.job.runs.get(swapped).state == "done"
    assert "vor seinem Bericht" in shop.service.state().says


def test_an_index_that_was_never_complete_is_no_way_back_and_goes(shop: Workshop) -> None:
    shop.run(*MANY)
    kept = shop.job.engine.indexes()
    shop.job.engine.create(f"{shop.job.index_prefix}half")
    prune(shop.job)
    assert shop.job.engine.indexes() == kept
