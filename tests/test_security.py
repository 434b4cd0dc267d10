"""What the site promises: its headers, its distrust of foreign forms, and that a challenge leaves no trace."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from tests.browser import CHALLENGE
from webui.security import from_own_pages

OWN, FOREIGN = "http://localhost", "https://boese.example"
TYPED = "Murmeltierquarantäne"


@pytest.mark.parametrize("path", ["/", "/suche?q=Bach", "/gibt-es-nicht", "/api/v1/search", "/livez"])
def test_every_answer_carries_the_promises(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "believed"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": FOREIGN}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, False),
        ({"Origin": OWN}, True),
        ({"Origin": FOREIGN}, False),
        ({"Origin": "null"}, False),
        ({}, True),
    ],
)
def test_a_form_of_another_site_is_not_believed(client: FlaskClient, headers: dict[str, str], believed: bool) -> None:
    assert from_own_pages(Request(EnvironBuilder(method="POST", headers=headers).get_environ())) is believed
    status = client.post("/", data={"text": CHALLENGE}, headers=headers).status_code
    assert status == (303 if believed else 403)


def test_a_foreign_form_cannot_delete(client: FlaskClient) -> None:
    address = client.post("/", data={"text": CHALLENGE}).headers["Location"]
    assert client.post(f"{address}/loeschen", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get(address).status_code == 200


def test_a_challenge_stands_in_no_address_log_or_cookie(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.post("/", data={"text": f"Unsere {TYPED} ist überfüllt"})
    page = client.get(answer.headers["Location"])
    addresses = [part for part in page.text.split('"') if part.startswith("/")]
    assert TYPED in page.text
    assert not any(TYPED in address for address in (*addresses, answer.headers["Location"]))
    assert TYPED not in caplog.text
    assert "Set-Cookie" not in str(answer.headers) + str(page.headers)


def test_what_is_typed_is_text_and_never_markup(client: FlaskClient) -> None:
    attack = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    address = client.post("/", data={"text": f"Bach {attack}"}).headers["Location"]
    for page in (
        client.get(address),
        client.get("/suche", query_string={"q": attack}),
        client.get(f"{address}/aendern"),
    ):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", "%00", "x" * 5000, "' OR 1=1 --", "../../etc/passwd", "{{7*7}}"])
@pytest.mark.parametrize("path", ["/suche", "/orte", "/vorschlaege"])
def test_nothing_that_is_typed_breaks_a_page(client: FlaskClient, path: str, value: str) -> None:
    answer = client.get(path, query_string={"q": value.encode("utf-8", "surrogatepass")})
    assert answer.status_code in {200, 422}
    assert "49" not in answer.text or value != "{{7*7}}"


def test_an_error_of_ours_says_nothing_about_our_insides(client: FlaskClient) -> None:
    page = client.get("/gibt-es-nicht").text
    assert "Traceback" not in page
    assert "werkzeug" not in page.lower()
