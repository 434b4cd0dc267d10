"""The personal link of a participant: no account, no cookie, and nothing of anybody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Reading
from matcher import Events
from tests.fair import FLOOD, FULDA, LOLLAR, arranged, firm, town
from tests.workshop import practice, workshop
from webui import create_app

LONG = "zu lang " * 400


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[tuple[Events, FlaskClient]]:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1"))
        yield shop.service.events, create_app(shop.service).test_client()


def invited(events: Events) -> tuple[str, str, str, str]:
    """An event with three participants: its id, the first one's token, and the ids of the two others."""
    event = events.calendar.create(arranged()).id
    one = events.people.add(event, town("Lollar", LOLLAR))
    others = events.people.add(event, town("Fulda", FULDA)), events.people.add(event, firm("Pegelwerk"))
    return event, events.links.give(one.id), others[0].id, others[1].id


def test_what_somebody_says_by_the_link_is_kept_without_a_cookie(shop: tuple[Events, FlaskClient]) -> None:
    events, client = shop
    event, token, fulda, firm_id = invited(events)
    said = {"text": FLOOD, "want": [firm_id, ""], "avoid": fulda, "absent": "2", "consent": "name"}
    answer = client.post(f"/teilnahme/{token}", data=said)
    page = client.get(answer.headers["Location"])
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert "Starkregen" in page.text
    one = events.people.all(event)[0]
    assert (one.entry.text, one.entry.absent, one.agrees("name"), one.agrees("mailbox")) == (
        FLOOD,
        frozenset("2"),
        True,
        False,
    )
    assert {(wish.other, wish.kind) for wish in events.people.wishes(event)[one.id]} == {
        (firm_id, "want"),
        (fulda, "avoid"),
    }


def test_a_text_that_is_too_long_stands_in_the_form_again(shop: tuple[Events, FlaskClient]) -> None:
    events, client = shop
    _, token, _, _ = invited(events)
    answer = client.post(f"/teilnahme/{token}", data={"text": LONG})
    assert answer.status_code == 422
    assert LONG.strip() in answer.text


def test_an_unknown_link_tells_nothing(shop: tuple[Events, FlaskClient]) -> None:
    _, client = shop
    for path in ("/teilnahme/falsch", "/teilnahme/falsch/kalender.ics", "/rueckblick/falsch"):
        assert client.get(path).status_code == 404


def test_the_day_after_the_link_asks_what_came_of_each_meeting(shop: tuple[Events, FlaskClient]) -> None:
    events, client = shop
    event, token, fulda, _ = invited(events)
    one = events.people.all(event)[0]
    events.pairs.add(event, [one.id, fulda], "Beide am Bach.")
    events.runner.start(event, 5)
    run = events.runner.wait(event, 60)
    assert run is not None
    assert run.version == 1
    events.versions.to_review(event, 1)
    events.versions.publish(event, 1)
    (field,) = re.findall(r'name="(meeting-\w+)"', client.get(f"/rueckblick/{token}").text)[:1]
    answer = client.post(f"/rueckblick/{token}", data={field: "agreed"})
    assert "Set-Cookie" not in answer.headers
    assert events.afterwards.report(event).outcomes["agreed"] == 1
    calendar = client.get(f"/teilnahme/{token}/kalender.ics").text
    assert "SUMMARY:Gespräch: Fulda" in calendar
