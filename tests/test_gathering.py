"""A source that is away, shrinks, ends or hands its records over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import NotFound, Reading, Source, put, reindex
from indexer.errors import GateRefused
from indexer.report import SourceReport
from tests.workshop import FEED, Workshop, practice, published, workshop

MANY = [practice(f"p{number}") for number in range(30)]


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(*MANY)
        yield shop


def ids(shop: Workshop) -> set[str]:
    return {stored.record.id for stored in shop.job.store.every()}


def read_by(shop: Workshop, name: str = "feed", **options: frozenset[str]) -> SourceReport:
    return next(source for source in reindex(shop.job, **options).sources if source.name == name)


def test_a_source_that_is_not_there_keeps_its_records_and_is_named(shop: Workshop) -> None:
    (shop.folder / FEED).unlink()
    report = read_by(shop)
    assert report.problem is not None
    assert FEED in report.problem
    assert len(ids(shop)) == 30


def test_a_source_that_loses_more_than_a_tenth_is_held_back_until_it_is_accepted(shop: Workshop) -> None:
    shop.source(*MANY[:26])
    assert "26 von 30" in (read_by(shop).problem or "")
    assert len(ids(shop)) == 30
    report = read_by(shop, accepted=frozenset({"feed"}))
    assert (report.problem, len(report.gone)) == (None, 4)
    assert len(ids(shop)) == 26


def test_a_source_may_lose_a_tenth(shop: Workshop) -> None:
    shop.source(*MANY[:27])
    assert read_by(shop).problem is None
    assert len(ids(shop)) == 27


def test_the_other_sources_go_in_when_one_is_held_back(shop: Workshop, reading: Reading) -> None:
    other = shop.folder / "other.jsonl"
    other.write_text('{"id": "x1", "kind": "need", "title": "Neu", "source_url": "https://x.example/"}\n')
    shop.source(*MANY[:5])
    sources = [Source(name="feed", path=str(shop.folder / FEED)), Source(name="other", path=str(other))]
    with workshop(shop.folder, reading, sources=sources) as both:
        held, taken = reindex(both.job).sources
        assert held.problem is not None
        assert taken.problem is None
        assert len(ids(both)) == 31


def test_an_unknown_source_cannot_be_accepted(shop: Workshop) -> None:
    with pytest.raises(NotFound, match="feed"):
        reindex(shop.job, accepted=frozenset({"fed"}))
    run = shop.job.runs.last()
    assert run is not None
    assert run.state == "done"


def test_the_records_of_a_source_that_is_no_more_go_with_it(shop: Workshop, reading: Reading) -> None:
    put(shop.job, published("n1"))
    few = shop.folder / "few.jsonl"
    few.write_text('{"id": "x1", "kind": "need", "title": "Neu", "source_url": "https://x.example/"}\n')
    with workshop(shop.folder, reading, sources=[Source(name="few", path=str(few))]) as other:
        with pytest.raises(GateRefused, match="nur noch 1 von 31"):
            reindex(other.job)
        assert len(ids(other)) == 31
        ended, _ = reindex(other.job, accepted=frozenset({"feed"})).sources
        assert (ended.ended, len(ended.gone)) == (True, 30)
        assert ids(other) == {"x1", "n1"}


def test_a_source_under_a_new_name_keeps_its_records(shop: Workshop, reading: Reading) -> None:
    renamed = [Source(name="renamed", path=str(shop.folder / FEED))]
    with workshop(shop.folder, reading, sources=renamed) as other:
        reports = reindex(other.job).sources
        assert [(each.name, each.rejected, len(each.gone)) for each in reports] == [("feed", 0, 0), ("renamed", 0, 0)]
        assert len(ids(other)) == 30
        assert other.job.store.sources() == ("renamed",)
