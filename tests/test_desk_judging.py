"""The office judges in the browser; visitors leave a word on a hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher import Service
from tests.people import signed_in, token_of
from webui.accounts import Role
from webui.opening import Opened

TEXT = "Unsere Laternen brennen die ganze Nacht, wer dimmt die Straßenbeleuchtung?"


@pytest.fixture(scope="module")
def product(opened: Opened) -> Iterator[Opened]:
    """The sample of the session: what is judged here is removed again."""
    yield opened
    for each in opened.service.judgements.every():
        opened.service.judgements.remove(int(each.id))


@pytest.fixture
def desk(app: Flask, product: Opened) -> FlaskClient:  # noqa: ARG001 # what is judged is cleared away
    return signed_in(app, "geschaeftsstelle")


def send(client: FlaskClient, path: str, **fields: str) -> int:
    return client.post(path, data={"csrf_token": token_of(client), **fields}).status_code


def test_a_challenge_is_taken_up_judged_and_removed(desk: FlaskClient, service: Service) -> None:
    assert "Noch keines." in desk.get("/buero/urteile").text
    assert send(desk, "/buero/urteile", text=TEXT, municipality="Schotten") == 303
    judged = service.judgements.every()[0]
    address = f"/buero/urteile/{judged.id}"
    assert "noch nicht beurteilt" in desk.get("/buero").text
    assert 'name="p004"' in desk.get(address).text
    assert send(desk, address, p004="3", p001="", unknown="2") == 303
    assert service.judgements.get(int(judged.id)).grades == {"p004": 3}
    assert 'value="3" selected' in desk.get(address).text
    assert send(desk, f"{address}/entfernen") == 303
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("grade", ["4", "-1", "x", "²"])
def test_what_is_no_grade_is_refused(desk: FlaskClient, service: Service, grade: str) -> None:
    id = service.judgements.add(TEXT, None)
    assert send(desk, f"/buero/urteile/{id}", p004=grade) == 422
    assert service.judgements.get(id).grades == {}


def test_a_text_that_says_nothing_is_not_taken_up(desk: FlaskClient) -> None:
    assert send(desk, "/buero/urteile", text="?!") == 422
    assert send(desk, "/buero/urteile", text=TEXT, municipality="Xyzstadt") == 422


def test_the_last_evaluations_stand_there(desk: FlaskClient, service: Service) -> None:
    service.evaluate()
    assert "Praxisbeispiele, erste 10" in desk.get("/buero/urteile").text


@pytest.mark.parametrize("role", ["kommune", "betrieb"])
def test_nobody_else_judges(app: Flask, role: Role) -> None:
    assert signed_in(app, role).get("/buero/urteile").status_code == 403


def test_a_word_on_a_hit_is_kept_without_cookie_and_told_to_the_office(
    desk: FlaskClient, client: FlaskClient, service: Service
) -> None:
    kept = f"/anliegen/{service.keep_challenge(TEXT, None)}"
    assert "War das hilfreich?" in client.get(kept).text
    address = f"{kept}/rueckmeldung?liste=kommunen&treffer=2"
    answer = client.post(address, data={"record": "p004", "says": "outdated"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{kept}#treffer-2"
    assert "Set-Cookie" not in answer.headers
    assert "Ihre Rückmeldung: Veraltet oder falsch." in client.get(kept).text
    assert "Veraltet oder falsch (1)" in desk.get("/buero/urteile").text


@pytest.mark.parametrize(
    ("record", "says", "status"), [("p004", "x", 422), ("x", "outdated", 404), ("", "", 404)], ids=str
)
def test_a_word_that_fits_nothing_is_refused(
    client: FlaskClient, service: Service, record: str, says: str, status: int
) -> None:
    kept = f"/anliegen/{service.keep_challenge(TEXT, None)}"
    assert client.post(f"{kept}/rueckmeldung", data={"record": record, "says": says}).status_code == status


def test_another_site_cannot_speak_for_a_visitor(client: FlaskClient, service: Service) -> None:
    kept = f"/anliegen/{service.keep_challenge(TEXT, None)}"
    answer = client.post(
        f"{kept}/rueckmeldung",
        data={"record": "p004", "says": "outdated"},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
