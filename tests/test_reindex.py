"""One run from sources to a live index, and what is left when it does not get there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import IndexMissing, Reading, RunBusy, Trial, reindex
from indexer.errors import BulkFailed, GateRefused
from matcher import Wanted
from tests.workshop import Workshop, practice, workshop

MANY = [practice(f"p{number}", f"Pegel Nummer {number}") for number in range(20)]


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        yield shop


def everything(shop: Workshop) -> int:
    return shop.service.search(Wanted()).total


def test_before_the_first_run_nothing_is_live(shop: Workshop) -> None:
    with pytest.raises(IndexMissing):
        shop.service.view()


def test_a_run_makes_its_records_live_and_says_what_it_did(shop: Workshop) -> None:
    shop.source(*MANY, {"id": "bad"})
    report = reindex(shop.job)
    (source,) = report.sources
    assert (source.name, source.read, source.rejected, len(source.new)) == ("feed", 20, 1, 20)
    assert report.kinds == {"practice": 20}
    assert report.index == shop.job.engine.live() == shop.job.store.active_index()
    assert everything(shop) == 20
    run = shop.job.runs.last()
    assert run is not None
    assert (run.state, run.index_name, run.report["index"]) == ("done", report.index, report.index)
    assert "interrupted" not in run.report


def test_the_next_run_names_what_is_new_changed_and_gone(shop: Workshop) -> None:
    shop.run(*MANY)
    shop.source(practice("n1", "Neu"), practice("p1", "Geändert"), *MANY[2:])
    (source,) = reindex(shop.job).sources
    assert [entry.id for entry in source.new] == ["n1"]
    assert [entry.title for entry in source.changed] == ["Geändert"]
    assert [entry.id for entry in source.gone] == ["p0"]
    assert everything(shop) == 20


def test_two_indexes_are_kept_with_their_snapshots(shop: Workshop) -> None:
    for _ in range(3):
        shop.run(*MANY)
    kept = shop.job.engine.indexes()
    assert len(kept) == 2
    assert sorted(folder.name for folder in (shop.folder / "snapshots").iterdir()) == sorted(kept)
    assert sorted(shop.job.store.journal.built()) == sorted(kept)


def test_a_refused_index_changes_nothing_and_leaves_nothing_behind(shop: Workshop) -> None:
    shop.run(*MANY)
    live, number = shop.job.engine.live(), shop.job.store.journal.number()
    shop.source(practice("n1", "Ganz anders"), *MANY)
    strict = replace(shop.job, checks=(lambda trial: [f"{trial.sent} Einträge gefallen nicht."],))
    with pytest.raises(GateRefused, match="21 Einträge gefallen nicht"):
        reindex(strict)
    assert shop.job.engine.live() == live
    assert shop.job.engine.indexes() == [live]
    assert shop.job.store.get("n1") is None
    assert shop.job.store.journal.number() == number
    run = shop.job.runs.last()
    assert run is not None
    assert run.state == "failed"
    assert "gefallen nicht" in run.report["error"]
    report = reindex(strict, forced=True)
    assert report.complaints == ("21 Einträge gefallen nicht.",)
    assert everything(shop) == 21


def test_a_check_sees_the_new_index_before_anybody_else(shop: Workshop) -> None:
    seen: list[Trial] = []

    def look(trial: Trial) -> list[str]:
        seen.append(trial)
        assert shop.job.engine.live() is None
        assert shop.job.engine.count(trial.index) == trial.snapshot.size == 20
        return []

    shop.source(*MANY)
    reindex(replace(shop.job, checks=(look,)))
    assert len(seen) == 1


def test_nothing_at_all_is_no_index(shop: Workshop) -> None:
    shop.source()
    with pytest.raises(GateRefused, match="Keine Quelle"):
        reindex(shop.job)


def test_two_runs_never_overlap(shop: Workshop) -> None:
    shop.source(*MANY)
    with shop.job.locks.alone(), pytest.raises(RunBusy):
        reindex(shop.job)
    assert shop.job.runs.last() is None


def test_a_run_that_breaks_on_the_way_leaves_the_old_index(shop: Workshop) -> None:
    shop.run(*MANY)
    live = shop.job.engine.live()

    def full(step: str, _done: int) -> None:
        if step == "Index fertigstellen":
            raise BulkFailed("Kein Platz mehr.")

    with pytest.raises(BulkFailed):
        reindex(replace(shop.job, tell=full))
    assert shop.job.engine.live() == live
    assert shop.job.engine.indexes() == [live]
    shop.run(*MANY)
    assert everything(shop) == 20
