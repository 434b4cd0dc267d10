"""The JSON API: its shapes, its faults, and its description held to account."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from pydantic import TypeAdapter
from schemathesis import Case

from tests.browser import CHALLENGE
from webui import api_models as models
from webui.limits import BODY_BYTES, TEXT_CHARACTERS

MATCH, SEARCH = "/api/v1/match", "/api/v1/search"
EXAMPLES = 25  # for each operation; each one is a full match or search


@pytest.fixture(scope="session")
def matched(app: Flask) -> dict[str, Any]:
    answer = app.test_client().post(MATCH, json={"text": CHALLENGE, "ags": "06535016"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_match_has_the_shape_that_was_promised(matched: dict[str, Any]) -> None:
    assert models.Match.model_validate(matched)
    assert list(matched)[:6] == ["understood", "emptiness", "peers", "practices", "providers", "same_need"]
    assert list(matched["understood"])[:3] == ["topics", "words", "missing"]
    peer = ["ags", "name", "level", "score", "reason", "difference", "evidence", "contact"]
    assert {tuple(each) for each in matched["peers"]} == {tuple(peer)}
    assert {tuple(each["contact"]) for each in matched["peers"]} == {("kind", "address")}


def test_a_match_says_how_it_goes_on(matched: dict[str, Any]) -> None:
    steps = matched["next_steps"]
    assert {step["id"] for step in steps["funding"]} >= {"starke-heimat"}
    assert "Rechtsberatung" in steps["note"]
    assert {change["in_force"] for change in steps["procurement"]} == {True, False}


def test_the_leading_evidence_of_a_peer_is_a_ranked_practice(matched: dict[str, Any]) -> None:
    practices = {practice["id"] for practice in matched["practices"]}
    assert matched["peers"]
    assert {peer["evidence"][0] for peer in matched["peers"]} <= practices


def test_the_own_municipality_is_not_offered(matched: dict[str, Any]) -> None:
    assert "06535016" not in {peer["ags"] for peer in matched["peers"]}


def test_a_search_has_the_shape_that_was_promised(client: FlaskClient) -> None:
    found = client.get(f"{SEARCH}?q=Starkregen&kind=practice").get_json()
    assert models.Found.model_validate(found)
    assert list(found) == ["total", "page", "hits", "facets"]
    assert {hit["kind"] for hit in found["hits"]} == {"practice"}


def test_pages_of_a_search_have_no_doubles(client: FlaskClient) -> None:
    pages = [client.get(f"{SEARCH}?page={page}").get_json() for page in (1, 2, 3)]
    ids = [hit["id"] for page in pages for hit in page["hits"]]
    assert len(ids) == len(set(ids)) == 30


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"text=Bach", "application/x-www-form-urlencoded", 415),
        (b'{"text": "Bach"}', "text/plain", 415),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"text": 1}', "application/json", 422),
        (b'{"text": "  "}', "application/json", 422),
        (b'{"text": "Bach\\u0000"}', "application/json", 422),
        (b'{"text": "Bach", "more": 1}', "application/json", 422),
        (b'{"text": "Bach", "ags": "0653"}', "application/json", 422),
        (b'{"text": "Bach", "ags": "99999999"}', "application/json", 404),
        (b'{"text": "' + b"x" * (TEXT_CHARACTERS + 1) + b'"}', "application/json", 422),
        (b'{"text": "' + b"x" * BODY_BYTES + b'"}', "application/json", 413),
    ],
)
def test_a_fault_is_told_in_one_sentence(client: FlaskClient, body: bytes, kind: str, status: int) -> None:
    answer = client.post(MATCH, data=body, content_type=kind)
    assert answer.status_code == status
    assert list(answer.get_json()) == ["error"]
    assert TypeAdapter(models.Fault).validate_python(answer.get_json()).error


@pytest.mark.parametrize("query", ["kind=x", "page=0", "page=x", "q=" + "x" * 301, "more=1", "page=1001"])
def test_a_wrong_parameter_is_named(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["error"].startswith(query.partition("=")[0])


def test_reading_where_only_writing_helps_is_refused(client: FlaskClient) -> None:
    answer = client.get(MATCH)
    assert answer.status_code == 405
    assert list(answer.get_json()) == ["error"]


def test_the_description_is_openapi_31_and_names_every_address(app: Flask, client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"].startswith("3.1")
    ours = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")} - {"/api/v1/openapi.json"}
    assert ours | {"/livez", "/readyz"} == set(described["paths"])


@pytest.mark.parametrize(("path", "method"), [(MATCH, "POST"), (SEARCH, "GET"), ("/livez", "GET"), ("/readyz", "GET")])
def test_the_api_does_what_its_description_says(app: Flask, path: str, method: str) -> None:
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path][method].as_strategy())
    def hold(case: Case) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its client does not unpack

    hold()
