"""What may not be seen changes nothing that is seen: words, meaning, facets, suggestions, counts, pages and API."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import NotFound, Reading
from matcher import Caller, Service, Wanted
from tests.people import signed_in
from tests.visible import HIDDEN_WORD, Collections, collections, sample_rows
from webui import create_app

CALLERS: tuple[Caller, ...] = ("public", "municipality")
TEXTS = [text for row in sample_rows() for text in (row["title"], row.get("situation"), row.get("summary")) if text]
WORDS = sorted({word.strip(".,;:()„“") for text in TEXTS for word in text.split() if len(word) > 3})
THOROUGHLY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SOME = 30  # every thirtieth of a long list: each is a page of its own

words = st.sampled_from(WORDS)
slips = st.builds(lambda word, at: word[: at % len(word)] + word[at % len(word) + 1 :], words, st.integers(0, 40))
queries = st.lists(words | slips, max_size=3).map(" ".join) | st.just(HIDDEN_WORD) | st.just(HIDDEN_WORD[:-2])
chosen = st.dictionaries(
    st.sampled_from(["art", "stand", "land"]), st.sampled_from([("practice",), ("Betrieb",), ("Hessen",)]), max_size=1
)


@pytest.fixture(scope="module", params=[False, True], ids=["words", "meaning"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reading: Reading
) -> Iterator[Collections]:
    yield from collections(tmp_path_factory.mktemp("visible"), reading, request.param)


@pytest.fixture(params=CALLERS)
def caller(request: pytest.FixtureRequest) -> Caller:
    found: Caller = request.param
    return found


@given(queries, chosen, st.integers(1, 3))
@THOROUGHLY
def test_a_search_hears_nothing_of_what_is_hidden(
    both: Collections, caller: Caller, q: str, ticked: dict[str, tuple[str, ...]], page: int
) -> None:
    whole, own = both.pair(caller)
    assert whole.search(Wanted(q, ticked, page)) == own.search(Wanted(q, ticked, page))


@given(st.sampled_from(TEXTS) | queries, st.sampled_from([None, "06535016", "06411000"]))
@THOROUGHLY
def test_a_challenge_finds_and_scores_as_if_nothing_were_hidden(
    both: Collections, caller: Caller, text: str, ags: str | None
) -> None:
    whole, own = both.pair(caller)
    assert whole.match(text, ags) == own.match(text, ags)


@given(words.map(lambda word: word[:4]) | st.just(HIDDEN_WORD[:5]))
@THOROUGHLY
def test_suggestions_know_nothing_of_what_is_hidden(both: Collections, caller: Caller, prefix: str) -> None:
    whole, own = both.pair(caller)
    assert whole.suggest(prefix) == own.suggest(prefix)


def test_counts_and_state_leave_out_what_is_hidden(both: Collections, caller: Caller) -> None:
    whole, own = (service.state() for service in both.pair(caller))
    told = [
        (s.practices, s.offerings, s.needs, s.says, s.encoder, s.vectors_missing, s.engine_ok, s.engine_says)
        for s in (whole, own)
    ]
    assert told[0] == told[1]
    assert whole.practices < both.whole.service.seen_by("office").state().practices


def test_every_record_is_there_or_not_as_its_visibility_says(both: Collections, caller: Caller) -> None:
    whole, own = both.pair(caller)
    hidden = {row["id"] for row in both.hidden(caller)}
    for id in hidden:
        with pytest.raises(NotFound):
            whole.record(id)
    for id in [row["id"] for row in both.rows if row["id"] not in hidden][::SOME]:
        assert whole.record(id) == own.record(id)
    office = both.whole.service.seen_by("office")
    assert all(office.record(id).record.id == id for id in sorted(hidden)[::SOME])


def test_municipalities_and_providers_show_only_what_may_be_seen(both: Collections, caller: Caller) -> None:
    whole, own = both.pair(caller)
    for key in sorted({key for stored in both.whole.job.store.every() for key in stored.places})[::SOME]:
        assert whole.municipality(key).records == own.municipality(key).records
    for name in both.whole.job.store.providers()[::SOME]:
        assert provider_of(whole, name) == provider_of(own, name)


def provider_of(service: Service, name: str) -> object:
    try:
        return service.provider(name)
    except NotFound as error:
        return str(error)


PAGES = (
    "/",
    "/suche",
    "/suche?q=Sensor",
    f"/suche?q={HIDDEN_WORD}",
    f"/suche?q={HIDDEN_WORD[:-2]}",
    "/suche?q=Starkregen&art=practice&seite=2",
    "/so-wird-gerankt",
    "/kommune/06440004",
    "/anbieter/ekom21",
    "/vorschlaege?q=Star",
    "/api/v1/search?q=Sensor",
    "/api/v1/search",
)


def test_pages_and_api_say_the_same_as_if_nothing_were_hidden(both: Collections, caller: Caller) -> None:
    whole, own = (as_caller(create_app(service), caller) for service in both.pair(caller))
    hidden = [row["id"] for row in both.hidden(caller)][:5]
    seen = [row["id"] for row in both.rows if row not in both.hidden(caller)][:5]
    for path in (*PAGES, *(f"/eintrag/{id}" for id in (*hidden, *seen))):
        assert main_of(whole, path) == main_of(own, path), path
    for way in ("eintrag", "kontakt"):
        assert all(whole.get(f"/{way}/{id}").status_code == 404 for id in hidden)
    asked = {"text": TEXTS[0], "ags": "06535016"}
    assert whole.post("/api/v1/match", json=asked).json == own.post("/api/v1/match", json=asked).json
    assert challenge_of(whole) == challenge_of(own)


def test_the_session_decides_what_is_seen(both: Collections) -> None:
    app = create_app(both.whole.service)
    ids = {level: next(r["id"] for r in both.rows if r.get("visibility", "public") == level) for level in LEVELS}
    for client, sees in (
        (app.test_client(), LEVELS[:1]),
        (signed_in(app, "betrieb"), LEVELS[:1]),
        (signed_in(app, "kommune"), LEVELS[:2]),
        (signed_in(app, "geschaeftsstelle"), LEVELS),
    ):
        found = [level for level in LEVELS if client.get(f"/eintrag/{ids[level]}").status_code == 200]
        assert tuple(found) == sees


LEVELS = ("public", "municipalities", "office")


def as_caller(app: Flask, caller: Caller) -> FlaskClient:
    return app.test_client() if caller == "public" else signed_in(app, "kommune")


def main_of(client: FlaskClient, path: str) -> tuple[int, str]:
    """Status and content without the frame, and without the minute in which a run ended or a secret token."""
    answer = client.get(path)
    page = answer.text.split("<main", 1)[-1].split("</main>")[0]
    return answer.status_code, re.sub(r"\d{2}:\d{2} Uhr", "", page)


def challenge_of(client: FlaskClient) -> list[tuple[int, str]]:
    address = client.post("/", data={"text": TEXTS[0], "municipality": "Schotten"}).headers["Location"]
    own = address.rsplit("/", 1)[-1]
    pages = [main_of(client, address + view) for view in ("", "/anbieter", "/bedarf", "/gemeinsam")]
    return [(status, page.replace(own, "")) for status, page in pages]
