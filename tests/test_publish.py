"""A municipality publishes its need: what the form takes, what it refuses, how often, from where."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Reading
from tests.desk_parts import AGS, MAILBOX, TOWN
from tests.desk_site import pages
from tests.workshop import Workshop
from webui.limits import MAILS_PER_MAILBOX, NEED_CHARACTERS

GOOD = {
    "title": "Pegel an Bächen",
    "text": "Wir suchen Kommunen, die kleine Bäche messen.",
    "municipality": TOWN,
    "mailbox": MAILBOX,
    "visibility": "public",
    "months": "3",
}


@pytest.fixture
def shop_and_client(tmp_path: Path, reading: Reading) -> Iterator[tuple[Workshop, FlaskClient]]:
    with pages(tmp_path, reading) as (app, shop):
        yield shop, app.test_client()


@pytest.fixture
def shop(shop_and_client: tuple[Workshop, FlaskClient]) -> Workshop:
    return shop_and_client[0]


@pytest.fixture
def client(shop_and_client: tuple[Workshop, FlaskClient]) -> FlaskClient:
    return shop_and_client[1]


@pytest.fixture
def address(shop: Workshop) -> str:
    return f"/anliegen/{shop.service.keep_challenge('Bäche messen', AGS)}/veroeffentlichen"


def link(shop: Workshop) -> str:
    found = re.search(r"/mein-bedarf/\S+", shop.service.desk.outbox.waiting()[0].body)
    assert found
    return found.group()


def test_the_form_knows_what_the_challenge_says(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert "Bäche messen</textarea>" in page.text
    assert f'value="{TOWN}"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers


def test_a_preview_keeps_nothing(client: FlaskClient, address: str, shop: Workshop) -> None:
    page = client.post(address, data={**GOOD, "preview": "1"})
    assert page.status_code == 200
    assert "So werden andere Ihren Bedarf lesen" in page.text
    assert shop.service.desk.needs.every("offered") == ()


def test_sent_it_waits_for_the_office(client: FlaskClient, address: str, shop: Workshop) -> None:
    answer = client.post(address, data={**GOOD, "send": "1", "named": "y"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bedarf/eingereicht")
    (need,) = shop.service.desk.needs.every("offered")
    assert (need.town, need.ags, need.mailbox, need.named) == (TOWN, AGS, MAILBOX, True)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Überschrift ein"),
        ("title", "x" * 201, "höchstens 200"),
        ("text", " ", "beschreiben Sie Ihren Bedarf"),
        ("text", "x" * (NEED_CHARACTERS + 1), "zu lang"),
        ("text", "links\u202erechts", "Steuerzeichen"),
        ("municipality", "", "nennen Sie Ihre Kommune"),
        ("municipality", "Nirgendheim", "kennen wir nicht"),
        ("municipality", "Homberg", "gibt es mehrmals"),
        ("mailbox", "rathaus", "keine E-Mail-Adresse"),
        ("mailbox", "max.muster@schotten.example", "Person"),
        ("visibility", "office", "Auswahl"),
        ("months", "999", "Auswahl"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_lost(
    client: FlaskClient, address: str, field: str, value: str, said: str
) -> None:
    answer = client.post(address, data={**GOOD, field: value, "send": "1"})
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert "Fehler" in answer.text


def test_another_site_cannot_send_it(client: FlaskClient, address: str, shop: Workshop) -> None:
    answer = client.post(address, data={**GOOD, "send": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert shop.service.desk.needs.every("offered") == ()


def test_nobody_floods_a_mailbox(client: FlaskClient, address: str, shop: Workshop) -> None:
    for _ in range(MAILS_PER_MAILBOX):
        assert client.post(address, data={**GOOD, "send": "1"}).status_code == 303
    answer = client.post(address, data={**GOOD, "send": "1"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert GOOD["text"] in answer.text
    assert shop.service.desk.needs.count("offered") == MAILS_PER_MAILBOX


def test_the_link_of_the_mail_shows_the_name_and_takes_back(client: FlaskClient, address: str, shop: Workshop) -> None:
    client.post(address, data={**GOOD, "send": "1"})
    own = link(shop)
    page = client.get(own)
    assert TOWN in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(f"{own}/name").status_code == 303
    assert shop.service.desk.needs.every("offered")[0].named
    assert client.post(f"{own}/zurueckziehen", headers={"Origin": "https://boese.example"}).status_code == 403
    assert client.post(f"{own}/zurueckziehen").headers["Location"] == "/bedarf/zurueckgezogen"
    for path in (own, f"{own}x"):
        assert client.get(path).status_code == 404
    assert client.post(f"{own}/zurueckziehen").status_code == 404


def test_an_unknown_challenge_is_not_there(client: FlaskClient) -> None:
    assert client.get("/anliegen/gibt-es-nicht/veroeffentlichen").status_code == 404
    assert client.post("/anliegen/gibt-es-nicht/veroeffentlichen", data=GOOD).status_code == 404
