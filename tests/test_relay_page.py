"""The page on which a first message is written."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Reading
from tests.desk_parts import AGS
from tests.desk_site import pages
from tests.workshop import Workshop
from webui.limits import MAILS_PER_RECORD

GOOD = {"text": "Guten Tag, haben Sie Zeit?", "mailbox": "Bauamt@Lollar.example", "municipality": "Lollar"}
HIDDEN = "rathaus@stadt.example"  # of the record p2


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


def test_coming_from_a_challenge_the_text_says_who_asks_and_why(client: FlaskClient, shop: Workshop) -> None:
    kept = shop.service.keep_challenge("Wie zeigt ein Schwimmbad seine Auslastung?", AGS)
    page = html.unescape(client.get(f"/kontakt/p1?anliegen={kept}").text)
    assert "wir, Schotten, sind über Anker" in page
    assert "Warum wir Sie fragen" in page
    assert "Schwimmbad zeigt seine Auslastung" in html.unescape(client.get("/kontakt/p1?anliegen=weg").text)


def test_a_message_goes_out_and_no_page_tells_where_to(client: FlaskClient, shop: Workshop) -> None:
    answer = client.post("/kontakt/p2", data=GOOD)
    assert answer.headers["Location"] == "/kontakt/p2/gesendet"
    assert "Set-Cookie" not in answer.headers
    (mail,) = shop.service.desk.outbox.waiting()
    assert (mail.recipient, mail.reply) == (HIDDEN, "bauamt@lollar.example")
    assert [made.town for made in shop.service.desk.relay.made()] == ["Lollar"]
    paths = ("/kontakt/p2", "/kontakt/p2/gesendet", "/eintrag/p2", "/suche?q=B%C3%BCrgerbus", "/api/v1/search?q=Bus")
    assert all(HIDDEN not in client.get(path).text for path in paths)
    matched = client.post("/api/v1/match", json={"text": "Bürgerbus auf Abruf"})
    assert matched.status_code == 200
    assert HIDDEN not in matched.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("mailbox", "nirgends"), ("mailbox", "a@b.de\nBcc: c@d.de"), ("municipality", "Qwertzuiop")],
)
def test_a_fault_is_told_and_nothing_is_sent(client: FlaskClient, shop: Workshop, field: str, value: str) -> None:
    answer = client.post("/kontakt/p1", data={**GOOD, field: value})
    assert answer.status_code == 422
    assert "Fehler" in answer.text
    assert shop.service.desk.outbox.waiting() == ()


def test_nobody_floods_the_people_behind_a_record(client: FlaskClient, shop: Workshop) -> None:
    for number in range(MAILS_PER_RECORD):
        data = {**GOOD, "mailbox": f"amt{number}@lollar.example"}
        assert client.post("/kontakt/p2", data=data).status_code == 303
    assert client.post("/kontakt/p2", data=GOOD).status_code == 429
    assert client.post("/kontakt/p1", data=GOOD).status_code == 303
    assert shop.service.desk.outbox.count() == MAILS_PER_RECORD + 1


def test_another_site_cannot_send_one(client: FlaskClient) -> None:
    assert client.post("/kontakt/p1", data=GOOD, headers={"Origin": "https://boese.example"}).status_code == 403


def test_nobody_writes_to_a_record_that_he_may_not_see(client: FlaskClient, shop: Workshop) -> None:
    stored = shop.service.desk.entries.get("p1")
    row = {**stored.record.model_dump(), "visibility": "office"}
    shop.service.desk.entries.change(row, stored.changed, 1)
    for path in ("/kontakt/p1", "/kontakt/p1/gesendet", "/kontakt/gibt-es-nicht"):
        assert client.get(path).status_code == 404
    assert client.post("/kontakt/p1", data=GOOD).status_code == 404
