"""The engine is down: the site stays up, finds the same and shows nobody more; it is back: everything is as before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import EngineDown, IndexMissing, Phrase, Query, Reading, put, withdraw
from indexer.publishing import caught_up
from matcher import Caller, Service, Wanted
from matcher.degraded import SnapshotEngine
from tests import faulty
from tests.opensearch_node import LINES, wipe
from tests.processes import free_port, until
from tests.relay import Relay
from tests.workshop import Workshop, practice, published, workshop
from webui.app import create_app

AT_LATEST = 2.5  # seconds, what the office is promised of every page
DEADLINE = 1.0  # the engine's, half a second less than shipped: a busy test machine is slow
TOPICS = ("Pegel am Bach messen", "Laternen dimmen", "Freibad zählt Besucher", "Bauantrag digital stellen")
SEES = ("public", "municipalities", "office")
CALLERS: tuple[Caller, ...] = ("public", "municipality", "office")
ROWS = [
    practice(
        f"p{number:02}",
        f"{TOPICS[number % 4]} {number}",
        summary=f"{TOPICS[number % 3]} in der Stadt, damit es besser wird.",
        municipalities=["Lollar" if number % 2 else "Buseck"],
        land="Hessen",
        state="Betrieb" if number % 3 else "Pilot",
        visibility=SEES[number % 5 % 3],
    )
    for number in range(24)
]
CHALLENGE = "Unser Bach tritt über die Ufer, wir wollen den Pegel messen."
BANNER = "Anker arbeitet gerade eingeschränkt."


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("degraded"), reading) as shop:
        shop.run(*ROWS)
        yield shop


@pytest.fixture
def own(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    """The same, to be changed."""
    with workshop(tmp_path, reading) as shop:
        shop.run(*ROWS)
        yield shop


@contextmanager
def beside(shop: Workshop, url: str, **engine: object) -> Iterator[Service]:
    """The same product in another process, whose engine is asked at this address."""
    asked = {"kind": "opensearch", "url": url, "deadline_seconds": DEADLINE, **engine}
    with workshop(shop.folder, shop.job.reading, engine=asked) as other:
        yield other.service


@pytest.fixture(scope="module")
def down(shop: Workshop) -> Iterator[Service]:
    with beside(shop, f"http://127.0.0.1:{free_port()}") as service:
        yield service


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("Pegel"),
        Wanted("Laternen Lollar"),
        Wanted("Besucher", {"kreis": ("06531",), "stand": ("Betrieb",)}),
        Wanted("Besucher", {"stand": ("Betrieb", "Pilot"), "art": ("practice",)}),
        Wanted("gibtesnicht Pegel"),
        Wanted("Pegl"),
        Wanted("Pegel", page=2),
    ],
)
def test_search_finds_the_same_with_the_same_counts(
    shop: Workshop, down: Service, wanted: Wanted, caller: Caller
) -> None:
    usual, degraded = shop.service.seen_by(caller).search(wanted), down.seen_by(caller).search(wanted)
    assert degraded.degraded
    assert not usual.degraded
    assert replace(degraded, degraded=False) == usual


@pytest.mark.parametrize("caller", CALLERS)
def test_match_pages_and_suggestions_stay_up(shop: Workshop, down: Service, caller: Caller) -> None:
    usual, degraded = shop.service.seen_by(caller), down.seen_by(caller)
    assert replace(degraded.match(CHALLENGE, "06531013"), degraded=False) == usual.match(CHALLENGE, "06531013")
    assert degraded.record("p00") == usual.record("p00")
    assert degraded.suggest("be") == usual.suggest("be")
    assert shown(degraded) == shown(usual)
    state = degraded.state()
    assert not state.engine_ok
    assert replace(state, engine_ok=True, engine_says="") == replace(usual.state(), engine_says="")
    assert degraded.alive()


def shown(service: Service) -> set[str]:
    """The records on a municipality's page: without the engine nobody knows which came last."""
    return {hit.record.id for hit in service.municipality("06531013").records}


def test_nobody_sees_more_than_he_may_nor_misses_what_people_changed(own: Workshop) -> None:
    with beside(own, f"http://127.0.0.1:{free_port()}") as down:
        put(own.job, published("h1", "Quastenflosser zählen", visibility="office"))
        put(own.job, published("n1", "Sirenen prüfen"))
        withdraw(own.job, "p00")
        assert down.search(Wanted("Quastenflosser")).total == 0
        assert down.search(Wanted("Quastenflossr")).meant is None
        assert down.seen_by("office").search(Wanted("Quastenflosser")).total == 1
        assert [hit.record.id for hit in down.search(Wanted("Sirenen")).hits] == ["n1"]
        assert "p00" not in {hit.record.id for hit in down.search(Wanted("Pegel")).hits}
        totals = [down.seen_by(caller).search(Wanted()).total for caller in CALLERS]
        assert totals == [own.service.seen_by(caller).search(Wanted()).total for caller in CALLERS]
        assert totals == sorted(set(totals))


def test_before_the_first_run_there_is_nothing_to_fall_back_to(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as empty, beside(empty, f"http://127.0.0.1:{free_port()}") as service:
        assert not service.alive()
        with pytest.raises(IndexMissing):
            service.search(Wanted("Pegel"))


def test_an_index_that_the_engine_has_lost_is_stood_in_for(shop: Workshop) -> None:
    with beside(shop, "", kind="embedded", alias="anker-lost") as service:
        assert service.search(Wanted("Pegel")).degraded


def test_a_snapshot_refuses_what_it_cannot_know(shop: Workshop) -> None:
    standing_in = SnapshotEngine(shop.service.view().snapshot)
    with pytest.raises(EngineDown):
        standing_in.search(Query(phrases=(Phrase("folge", ("pegel", "bach")),)))


# --- the pages -----------------------------------------------------------------------------------------------------


def pages_of(service: Service) -> tuple[FlaskClient, list[str]]:
    """A browser before the real pages, and the addresses to ask for."""
    kept = service.keep_challenge(CHALLENGE, "06531013")
    lists = [f"/anliegen/{kept}{view}" for view in ("", "/anbieter", "/bedarf", "/gemeinsam")]
    found = ["/suche?q=Pegel", "/suche?q=Pegel&stand=Betrieb", "/suche", "/api/v1/search?q=Pegel", "/vorschlaege?q=pe"]
    single = ["/eintrag/p00", "/kommune/06531013", "/so-wird-gerankt", "/readyz", "/livez", "/"]
    return create_app(service).test_client(), [*found, *lists, *single]


def asked(client: FlaskClient, address: str) -> tuple[int, float, str]:
    began = time.monotonic()
    answer = client.get(address)
    return answer.status_code, time.monotonic() - began, answer.get_data(as_text=True)


@pytest.mark.parametrize("way", faulty.WAYS, ids=lambda way: way.__name__)
def test_whatever_an_engine_does_wrong_every_page_comes_in_time(shop: Workshop, way: Callable[[object], None]) -> None:
    with faulty.server(way) as url, beside(shop, url) as service:
        client, addresses = pages_of(service)
        for address in addresses:
            status, seconds, text = asked(client, address)
            assert (status, seconds <= AT_LATEST) == (200, True), (address, seconds)
            if address.startswith(("/suche", "/anliegen")) and "gemeinsam" not in address:
                assert BANNER in text, address


def test_an_engine_that_drips_after_the_first_answers_does_not_add_up(shop: Workshop) -> None:
    index = shop.job.engine.live()
    way = faulty.slowly(DEADLINE * 0.8, f'{{"{index}": {{"aliases": {{"anker": {{}}}}}}}}')
    with faulty.server(way) as url, beside(shop, url) as service:
        client, _ = pages_of(service)
        status, seconds, text = asked(client, "/suche?q=Pegel Laternen Besucher")
    assert (status, seconds <= AT_LATEST) == (200, True), seconds
    assert BANNER in text


@pytest.mark.parametrize("line", LINES[:1])
def test_an_engine_that_is_back_answers_again_without_a_restart(
    line: str, server: Callable[[str], str], tmp_path: Path, reading: Reading
) -> None:
    relay = Relay(server(line))
    relay.open()
    engine = {"kind": "opensearch", "alias": "anker-degraded", "url": relay.url, "deadline_seconds": 5}
    with workshop(tmp_path, reading, engine=engine) as shop:
        shop.run(*ROWS)
        usual = shop.service.search(Wanted("Pegel"))
        relay.shut()
        withdrawn = withdraw(shop.job, usual.hits[0].record.id)
        during = shop.service.search(Wanted("Pegel"))
        relay.open()
        until(lambda: not shop.service.search(Wanted("Pegel")).degraded)
        until(lambda: caught_up(shop.job))
        after = shop.service.search(Wanted("Pegel"))
        wipe(shop.job.engine, relay.url)
    relay.shut()
    assert (usual.degraded, withdrawn, during.degraded, after.degraded) == (False, False, True, False)
    assert usual.total == during.total + 1 == after.total + 1
