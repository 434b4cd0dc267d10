"""A source behind an https address, from its server into the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Reading, Source, reindex
from indexer.errors import FileRefused
from indexer.report import SourceReport
from indexer.sources.feeds import as_table
from tests.https_server import FeedServer, serving, status, text
from tests.workshop import Workshop, practice, workshop

MANY = [practice(f"p{number}") for number in range(20)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def shop(tmp_path: Path, reading: Reading, server: FeedServer) -> Iterator[Workshop]:
    feeds = {"hosts": [f"localhost:{server.port}"], "internal": ["127.0.0.0/8", "::1/128"], "ca_file": server.ca_file}
    sources = [Source(name="feed", path=server.url("/feed"))]
    with workshop(tmp_path, reading, sources=sources, feeds=feeds) as shop:
        yield shop


def read(shop: Workshop) -> SourceReport:
    (report,) = reindex(shop.job).sources
    return report


def test_a_feed_is_read_and_read_again_only_when_it_changed(shop: Workshop, server: FeedServer) -> None:
    server.answers["/feed"] = text(json.dumps(MANY), etag='"1"')
    assert (read(shop).read, len(server.asked)) == (20, 1)
    again = read(shop)
    assert (again.read, again.new, again.gone) == (20, (), ())
    assert server.asked[-1][1]["If-None-Match"] == '"1"'
    server.answers["/feed"] = text(json.dumps([*MANY, practice("n1")]), etag='"2"')
    assert [entry.id for entry in read(shop).new] == ["n1"]
    assert len(list((shop.folder / "feeds").iterdir())) == 1


def test_a_lost_file_is_fetched_without_asking_for_a_change(shop: Workshop, server: FeedServer) -> None:
    server.answers["/feed"] = text(json.dumps(MANY), etag='"1"')
    read(shop)
    for file in (shop.folder / "feeds").iterdir():
        file.unlink()
    assert read(shop).read == 20
    assert "If-None-Match" not in server.asked[-1][1]


def test_a_feed_that_is_away_keeps_its_records(shop: Workshop, server: FeedServer) -> None:
    server.answers["/feed"] = text(json.dumps(MANY))
    read(shop)
    server.answers["/feed"] = status(503)
    report = read(shop)
    assert (report.reached, report.problem) == (False, "localhost antwortet mit dem Status 503.")
    assert shop.job.store.counts()["practice"] == 20
    assert "nicht erreichbar" in shop.service.state().says


@pytest.mark.parametrize("path", ["http://localhost/feed", "https://elsewhere.example/feed"])
def test_a_source_that_may_not_be_asked_is_named(tmp_path: Path, reading: Reading, path: str) -> None:
    with workshop(tmp_path, reading, sources=[Source(name="feed", path=path)]) as shop:
        file = tmp_path / "imports" / "a.jsonl"
        file.parent.mkdir()
        file.write_text(json.dumps(practice("p1")))
        feed, imported = reindex(shop.job).sources
    assert feed.problem is not None
    assert (imported.name, imported.read) == ("import-a", 1)


def test_csv_stays_csv() -> None:
    assert as_table("https://x.example/liste.csv?a=1", "text/plain", b"id;kind") == (".csv", b"id;kind")
    assert as_table("https://x.example/export", "text/csv", b"id;kind") == (".csv", b"id;kind")


def test_an_array_becomes_lines_and_lines_stay_lines() -> None:
    assert as_table("https://x.example/", "application/json", b'\xef\xbb\xbf [{"id": 1}, 2]') == (
        ".jsonl",
        b'{"id": 1}\n2\n',
    )
    assert as_table("https://x.example/", "application/json", b'{"id": 1}\n{"id": 2}') == (
        ".jsonl",
        b'{"id": 1}\n{"id": 2}',
    )


@pytest.mark.parametrize("body", [b"[1,", b"[" * 100_000, b"[\xff]"])
def test_broken_json_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(FileRefused, match="JSON"):
        as_table("https://x.example/", "application/json", body)
