"""The pages through Flask's test client: addresses, statuses, what is said, what is never lost."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher import Service
from tests.browser import CHALLENGE
from webui.limits import BODY_BYTES, QUERY_CHARACTERS, TEXT_CHARACTERS
from webui.policy import PUBLIC, policy_of

READ = [
    "/",
    "/suche",
    "/suche?q=Starkregen",
    "/eintrag/p001",
    "/eintrag/o001",
    "/eintrag/n001",
    "/kommune/06440004",
    "/kommune/06535",
    "/anbieter/ekom21",
    "/so-wird-gerankt",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/barriere-melden",
    "/vorlage.xlsx",
    "/orte?q=Homb",
    "/vorschlaege?q=Star",
    "/anliegen/geloescht",
    "/bedarf/eingereicht",
    "/bedarf/zurueckgezogen",
    "/kontakt/p001",
    "/kontakt/p001/gesendet",
    "/anmelden",
    "/abgemeldet",
    "/livez",
    "/readyz",
]
BY_LINK = {
    "/einladung/<token>",
    "/anmelden/einmal/<token>",
    "/mein-bedarf/<token>",
    "/teilnahme/<token>",
    "/teilnahme/<token>/kalender.ics",
    "/rueckblick/<token>",
}
"""Looked at in test_signing_in.py, test_publish.py and test_event_own.py."""

OF_A_CHALLENGE = ("anbieter", "bedarf", "aendern", "veroeffentlichen", "aufgabe", "aufgabe/angenommen", "gemeinsam")


def text_of(page: str) -> str:
    """What a page says, without markup and soft hyphens."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace("\u00ad", "")


@pytest.mark.parametrize("path", READ)
def test_a_page_answers_and_sets_no_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_every_address_that_can_be_read_is_looked_at(app: Flask, kept: str, client: FlaskClient) -> None:
    """A new page without a test is found here."""
    looked_at = {*READ, kept, *(f"{kept}/{word}" for word in OF_A_CHALLENGE)}
    known = {"/static/<version>/<name>", "/api/v1/search", "/api/v1/openapi.json", *BY_LINK}
    adapter = app.url_map.bind("localhost")
    met = {adapter.match(path.split("?")[0], return_rule=True)[0].rule for path in looked_at}
    read = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    open_to_all = {rule.rule for rule in read if policy_of(app, rule.endpoint) == PUBLIC}
    assert open_to_all - known <= met
    assert all(client.get(path).status_code == 200 for path in looked_at)


def test_a_challenge_gets_its_own_address_and_no_cookie(client: FlaskClient) -> None:
    answer = client.post("/", data={"text": CHALLENGE, "municipality": "Schotten"})
    assert answer.status_code == 303
    assert re.fullmatch(r"/anliegen/[\w-]{20,}", answer.headers["Location"])
    assert "Set-Cookie" not in answer.headers
    page = client.get(answer.headers["Location"])
    assert CHALLENGE in text_of(page.text)
    assert "Schotten" in text_of(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


@pytest.mark.parametrize("view", ["", "/anbieter", "/bedarf"])
def test_each_list_names_people_and_a_way_to_them(client: FlaskClient, kept: str, view: str) -> None:
    page = client.get(kept + view).text
    views = re.findall(r'<nav class="views".*?</nav>', page, re.DOTALL)
    assert [each.count('aria-current="page"') for each in views] == [1]
    assert page.count('class="hit"') == page.count("<dt>Kontakt</dt>") == page.count("Kontakt aufnehmen") > 0
    assert page.count("<dt>Warum</dt>") > 0


def test_chips_change_the_topics_but_not_what_is_kept(client: FlaskClient, kept: str) -> None:
    page = client.get(kept).text
    link = html.unescape(re.findall(r'class="chip" href="([^"]+)"', page)[0])
    assert "ohne=" in link
    changed = client.get(link).text
    assert "mit=" in html.unescape(changed)
    assert client.get(kept).text == page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Bitte beschreiben Sie Ihr Anliegen."),
        ("?!", "Bitte beschreiben Sie Ihr Anliegen mit ein paar Worten."),
        ("zu lang " * TEXT_CHARACTERS, "Ihr Text ist zu lang"),
    ],
)
def test_a_text_that_is_refused_stands_in_the_form_again(client: FlaskClient, text: str, says: str) -> None:
    answer = client.post("/", data={"text": text, "municipality": "Schotten"})
    assert answer.status_code == 422
    assert says in text_of(answer.text)
    assert text.strip() in html.unescape(answer.text)
    assert 'value="Schotten"' in answer.text


def test_an_unknown_municipality_is_said_and_the_text_stays(client: FlaskClient) -> None:
    answer = client.post("/", data={"text": CHALLENGE, "municipality": "Xyzstadt"})
    assert answer.status_code == 422
    assert "„Xyzstadt“ kennen wir nicht" in text_of(answer.text)
    assert CHALLENGE in html.unescape(answer.text)


def test_two_hombergs_are_asked_about(client: FlaskClient) -> None:
    answer = client.post("/", data={"text": CHALLENGE, "municipality": "Homberg"})
    assert answer.status_code == 422
    keys = re.findall(r'name="key" value="(\d+)"', answer.text)
    assert len(keys) > 1
    chosen = client.post("/", data={"text": CHALLENGE, "municipality": "Homberg", "key": keys[0]})
    assert chosen.status_code == 303


def test_a_key_that_does_not_go_with_the_name_does_not_count(client: FlaskClient, service: Service) -> None:
    other = service.place_named("Schotten").key
    answer = client.post("/", data={"text": CHALLENGE, "municipality": "Büdingen", "key": other})
    challenge = service.challenge(answer.headers["Location"].split("/")[-1])
    assert challenge.ags == service.place_named("Büdingen").key


def test_what_nobody_has_done_becomes_the_task_of_the_office(client: FlaskClient) -> None:
    address = client.post("/", data={"text": "Unsere Murmelbahnquietschtaste klemmt"}).headers["Location"]
    page = client.get(address).text
    assert "Die Geschäftsstelle kümmert sich bis" in page
    assert f"{address}/aufgabe" in page


def test_a_changed_challenge_takes_the_place_of_the_one_before(client: FlaskClient) -> None:
    before = client.post("/", data={"text": CHALLENGE}).headers["Location"]
    assert CHALLENGE in html.unescape(client.get(f"{before}/aendern").text)
    after = client.post(f"{before}/aendern", data={"text": "Laternen brennen die ganze Nacht"}).headers["Location"]
    assert client.get(before).status_code == 404
    assert "Laternen brennen" in client.get(after).text
    assert client.post(f"{after}/loeschen").status_code == 303
    assert client.get(after).status_code == 404


def test_a_page_behind_the_last_one_does_not_exist(client: FlaskClient, kept: str) -> None:
    assert client.get(f"{kept}?seite=900").status_code == 404
    assert client.get("/suche?seite=900").status_code == 404


def test_a_search_shows_what_it_narrows(client: FlaskClient) -> None:
    page = client.get("/suche?q=Starkregen&art=practice&stand=Betrieb").text
    assert page.count('class="chip"') == 2
    assert "Alle Filter entfernen" in page
    assert "<mark>" in page


def test_a_search_without_hits_says_so_and_leads_on(client: FlaskClient) -> None:
    page = text_of(client.get("/suche?q=Quastenflosser").text)
    assert "Kein Eintrag zu „Quastenflosser“" in page
    assert "Mit diesem Suchwort beginnen" in page


def test_a_query_that_is_too_long_is_kept_and_refused(client: FlaskClient) -> None:
    query = "x" * (QUERY_CHARACTERS + 1)
    answer = client.get(f"/suche?q={query}")
    assert answer.status_code == 422
    assert query in answer.text


def test_a_record_shows_source_date_and_how_to_correct_it(client: FlaskClient) -> None:
    page = text_of(client.get("/eintrag/p001").text)
    assert "e-Risikomanagement Starkregenfrühalarmsystem" in page
    assert "digitales.hessen.de" in page
    assert "Eintrag berichtigen" in page
    assert "Stand in dieser Sammlung:" in page
    assert "828.000 €" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "laut digitales.hessen.de, 2021" in page


def test_an_unchecked_source_is_called_so(client: FlaskClient) -> None:
    assert "Quelle nicht geprüft" in client.get("/eintrag/n017").text
    assert "Quelle nicht geprüft" not in client.get("/eintrag/p001").text


def test_long_words_in_titles_may_break_at_their_joints(client: FlaskClient) -> None:
    assert "\u00ad" in client.get("/eintrag/p001").text


def test_suggestions_are_json(client: FlaskClient) -> None:
    found = client.get("/orte?q=Homb").json
    assert found
    assert all(set(place) == {"key", "value", "note"} for place in found)
    assert client.get("/orte?q=").json == client.get("/vorschlaege?q=").json == []


def test_the_template_is_a_workbook(client: FlaskClient) -> None:
    answer = client.get("/vorlage.xlsx")
    assert answer.data.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/x", "/eintrag/x", "/kommune/99999999", "/anbieter/x", "/anliegen/x", "/static/0/x"])
def test_what_is_not_there_is_said_in_plain_words(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Fehler 404" in answer.text


def test_a_body_that_is_too_large_is_refused_in_plain_words(client: FlaskClient) -> None:
    answer = client.post("/", data={"text": "x" * (BODY_BYTES + 1)})
    assert answer.status_code == 413
    assert "Ihr Text ist zu lang" in answer.text
