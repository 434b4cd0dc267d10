"""The office's rooms: what is written down, what comes back with its fault, what leaves as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from indexer import Reading
from tests.desk_parts import MAILBOX, need
from tests.desk_site import pages
from tests.people import keeper_of, signed_in, token_of
from tests.workshop import Workshop
from webui.record_form import filled


@pytest.fixture
def house(tmp_path: Path, reading: Reading) -> Iterator[tuple[Flask, Workshop]]:
    with pages(tmp_path, reading) as house:
        yield house


@pytest.fixture
def shop(house: tuple[Flask, Workshop]) -> Workshop:
    return house[1]


@pytest.fixture
def client(house: tuple[Flask, Workshop]) -> FlaskClient:
    return signed_in(house[0], "geschaeftsstelle")


def post(client: FlaskClient, path: str, **data: str) -> int:
    return client.post(path, data={**data, "csrf_token": token_of(client)}).status_code


def done(house: tuple[Flask, Workshop]) -> list[tuple[str, str]]:
    """What the audit log says, newest first, but for signing in."""
    noted = keeper_of(house[0]).audit.latest()
    return [(each.action, each.thing) for each in noted if each.thing.split(" ")[0] not in ("", "account")]


def test_decisions_about_needs_are_written_down(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    needs = house[1].service.desk.needs
    first, second = needs.offer(need(), str), needs.offer(need(), str)
    assert "2 Bedarfe warten auf die Freigabe." in client.get("/buero").text
    assert post(client, f"/buero/bedarfe/{first}/freigeben") == 303
    assert post(client, f"/buero/bedarfe/{first}/freigeben") == 404
    assert post(client, f"/buero/bedarfe/{second}/ablehnen", text="") == 422
    assert post(client, f"/buero/bedarfe/{second}/ablehnen", text="Das ist Werbung.") == 303
    assert post(client, f"/buero/bedarfe/{first}/name") == 303
    assert post(client, f"/buero/bedarfe/{first}/zurueckziehen") == 303
    assert needs.every("offered", "live") == ()
    assert done(house) == [
        ("withdrew", "need 1"),
        ("changed", "need 1"),
        ("refused", "need 2"),
        ("approved", "need 1"),
    ]


def test_a_task_is_answered_once(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    tasks = house[1].service.desk.tasks
    number = tasks.take("Quallen?", "", MAILBOX)
    assert post(client, f"/buero/aufgaben/{number}", text="") == 422
    assert post(client, f"/buero/aufgaben/{number}", text="Fragen Sie Lollar.") == 303
    assert post(client, f"/buero/aufgaben/{number}", text="Noch einmal.") == 404
    assert "Fragen Sie Lollar." in client.get(f"/buero/aufgaben/{number}").text
    assert done(house) == [("answered", f"task {number}")]


def test_the_outbox_leaves_as_text_and_is_ticked_off(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    desk = house[1].service.desk
    desk.tasks.take("=1+1", "", MAILBOX)
    assert "Eine Nachricht wartet darauf, verschickt zu werden." in client.get("/buero").text
    sheet = load_workbook(io.BytesIO(client.get("/buero/post/serienbrief.xlsx").data)).active
    assert sheet is not None
    assert sheet["A2"].value == MAILBOX
    assert done(house) == [("exported", f"outbox {desk.outbox.waiting()[0].id}")]
    for nothing in ("", "x", "9" * 30):
        assert post(client, "/buero/post/abhaken", bis=nothing) == 303
    assert desk.outbox.count() == 1
    assert post(client, "/buero/post/abhaken", bis=str(desk.outbox.waiting()[0].id)) == 303
    assert desk.outbox.count() == 0


def test_a_mailbox_is_erased_everywhere(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    desk = house[1].service.desk
    desk.tasks.take("Quallen?", "", MAILBOX)
    assert post(client, "/buero/post/loeschen", mailbox="kein postfach") == 422
    assert post(client, "/buero/post/loeschen", mailbox=MAILBOX.upper()) == 303
    assert post(client, "/buero/post/loeschen", mailbox=MAILBOX) == 422
    assert desk.outbox.count() == 0
    assert MAILBOX not in client.get("/buero/post").text + client.get("/buero/aufgaben/1").text
    assert done(house) == [("erased", "mailbox")]


def test_a_record_is_made_changed_and_taken_out(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    entries = house[1].service.desk.entries
    given = {**filled(entries.get("p1").record), "id": "g1", "title": "Laternen dimmen"}
    assert post(client, "/buero/eintraege/neu", **{**given, "source_url": "keine"}, save="1") == 422
    assert post(client, "/buero/eintraege/neu", **given) == 200  # the preview
    assert post(client, "/buero/eintraege/neu", **given, save="1") == 303
    assert post(client, "/buero/eintraege/neu", **given, save="1") == 422  # there is one by now
    assert "1 Eintrag zu" in client.get("/suche?q=Laternen").text
    read = entries.get("g1").changed.isoformat()
    assert post(client, "/buero/eintraege/g1", **{**given, "id": "p2", "read": read, "title": "Neu"}, save="1") == 303
    assert entries.get("g1").record.title == "Neu"
    assert post(client, "/buero/eintraege/g1", **{**given, "read": read}, save="1") == 422  # changed meanwhile
    assert post(client, "/buero/eintraege/g1", **{**given, "read": "gestern"}, save="1") == 422
    assert post(client, f"/buero/eintraege/g1/stand/{entries.versions('g1')[-1].id}") == 303
    assert entries.get("g1").record.title == "Laternen dimmen"
    assert post(client, "/buero/eintraege/g1/zurueckziehen") == 303
    assert "zurückgezogen" in client.get("/buero/eintraege/g1").text
    assert [action for action, thing in done(house) if thing == "record g1"] == [
        "withdrew",
        "undid",
        "changed",
        "created",
    ]


def test_rejected_rows_are_shown_with_their_reason(house: tuple[Flask, Workshop], client: FlaskClient) -> None:
    house[1].run({"id": "schlecht", "kind": "practice", "source_url": "https://stadt.example/"}, forced=True)
    assert "Eine Zeile wurde beim letzten Lauf abgelehnt." in client.get("/buero").text
    page = client.get("/buero/eintraege/abgelehnt").text
    assert "Titel fehlt." in page
    assert "schlecht" in page


def test_a_town_reads_whose_need_it_is_and_the_public_does_not(house: tuple[Flask, Workshop]) -> None:
    app, shop = house
    needs = shop.service.desk.needs
    record = needs.approve(needs.offer(need(), str), str).record_id
    assert "Schotten" in signed_in(app, "kommune").get(f"/eintrag/{record}").text
    assert "Schotten" in signed_in(app, "geschaeftsstelle").get(f"/eintrag/{record}").text
    for client in (app.test_client(), signed_in(app, "betrieb")):
        assert "Schotten" not in client.get(f"/eintrag/{record}").text
