"""The desk's room of duplicates: pairs side by side, a decision that holds at once, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from indexer import Reading, withdraw
from matcher import Wanted
from tests.desk_site import pages, running
from tests.people import keeper_of, signed_in, token_of
from tests.probes import cut, focus_faults, inline, nameless, small, twins, violations, wide
from tests.test_duplicates import DOUBT, ONE, OTHER, TWIN
from tests.test_pages import text_of
from tests.test_publishing import Unwritable
from tests.workshop import Workshop

HOME = "/buero/dubletten"


@pytest.fixture
def house(tmp_path: Path, reading: Reading) -> Iterator[tuple[Flask, Workshop]]:
    with pages(tmp_path, reading) as house:
        house[1].run(ONE, TWIN, OTHER, DOUBT, forced=True)
        yield house


@pytest.fixture
def shop(house: tuple[Flask, Workshop]) -> Workshop:
    return house[1]


@pytest.fixture
def client(house: tuple[Flask, Workshop]) -> FlaskClient:
    return signed_in(house[0], "geschaeftsstelle")


def say(client: FlaskClient, one: str, other: str, answer: str, view: str = "start") -> tuple[int, str]:
    data = {"antwort": answer, "liste": view, "csrf_token": token_of(client)}
    told = client.post(f"{HOME}/{one}/{other}", data=data, follow_redirects=True)
    return told.status_code, text_of(told.text)


def waiting(client: FlaskClient) -> list[tuple[str, str]]:
    return re.findall(rf'action="{HOME}/([\w-]+)/([\w-]+)"', client.get(HOME).text)[::2]


def found(shop: Workshop) -> list[str]:
    return sorted(hit.record.id for hit in shop.service.search(Wanted("Pegel")).hits)


def test_a_pair_is_shown_side_by_side_and_counted_on_the_desk(client: FlaskClient) -> None:
    assert "Zwei Einträge beschreiben vielleicht dasselbe." in client.get("/buero").text
    page = client.get(HOME).text
    assert page.count('<h2 id="paar-') == 1
    for said in (
        "Ähnlichkeit",
        "Pegel am Bach messen",
        "Hochwasser früh erkennen",
        "stadt.example",
        "Bei beiden gleich: ",
    ):
        assert said in text_of(page)
    assert "Titel zu" in text_of(page)


def test_one_record_it_is_at_once_and_the_way_back(
    house: tuple[Flask, Workshop], shop: Workshop, client: FlaskClient
) -> None:
    ((one, other),) = waiting(client)
    assert found(shop) == ["p2", "p4"]
    status, told = say(client, one, other, "eins")
    assert (status, waiting(client)) == (200, [])
    assert "Die Suche zeigt ihn schon so" in told
    assert found(shop) == ["p2"]
    assert "dasselbe" not in client.get("/buero").text.split("Alles im Büro")[0]
    assert f"{one}" in text_of(client.get(f"{HOME}/entschieden").text)
    assert "Kommunen auf der Karte: Staufenberg, Lollar" in text_of(client.get(f"{HOME}/zusammengefuehrt").text)
    assert "zurückgenommen" in say(client, one, other, "offen", "decided")[1]
    assert found(shop) == ["p2", "p4"]
    assert waiting(client) == [(one, other)]
    noted = keeper_of(house[0]).audit.latest()
    assert [(each.action, each.thing) for each in noted if each.thing.startswith("records")] == [
        ("left open", f"records {one} {other}"),
        ("called one", f"records {one} {other}"),
    ]


def test_what_was_folded_by_itself_is_taken_apart(shop: Workshop, client: FlaskClient) -> None:
    status, told = say(client, "p2", "p1", "zwei", "folded")
    assert status == 200
    assert "Das bleiben zwei Einträge." in told
    assert found(shop) == ["p1", "p2", "p4"]
    shop.run(ONE, TWIN, OTHER, DOUBT)
    assert found(shop) == ["p1", "p2", "p4"]


def test_where_the_engine_does_not_take_it_the_page_says_when_it_will(shop: Workshop, client: FlaskClient) -> None:
    ((one, other),) = waiting(client)
    with Unwritable(shop):
        assert "sie folgt, sobald sie wieder da ist" in say(client, one, other, "eins")[1]
    assert shop.job.store.cards.folds()


def test_a_broken_answer_and_pairs_that_are_not_there_are_refused(shop: Workshop, client: FlaskClient) -> None:
    ((one, other),) = waiting(client)
    assert say(client, one, other, "vielleicht")[0] == 422
    assert say(client, one, one, "eins")[0] == 404
    assert client.get(f"{HOME}?seite=2").status_code == 404
    withdraw(shop.job, other)
    assert say(client, one, other, "eins")[0] == 404


def test_the_room_in_a_browser(tmp_path: Path, reading: Reading, chromium: Browser) -> None:
    with running(tmp_path, reading, chromium) as site:
        site.shop.run(ONE, TWIN, OTHER, DOUBT, forced=True)
        with site.office() as office:
            office.get_by_role("link", name="Zwei Einträge beschreiben vielleicht dasselbe.").click()
            sound(office)
            office.get_by_role("button", name=re.compile("^Ein Eintrag")).click()
            expect(office.get_by_role("status")).to_contain_text("Das ist jetzt ein Eintrag.")
            sound(office)
            office.get_by_role("link", name="Zusammengeführt").click()
            sound(office)
            office.get_by_role("link", name="Entschieden").click()
            sound(office)
            office.get_by_role("button", name=re.compile("Zurücknehmen")).click()
            expect(office.get_by_role("status")).to_contain_text("zurückgenommen")


def sound(page: Page) -> None:
    assert violations(page) == []
    assert nameless(page) == twins(page) == inline(page.content()) == []
    stops, faults = focus_faults(page)
    assert stops > 8
    assert faults == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert wide(page) == cut(page) == small(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
