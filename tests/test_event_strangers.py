"""One event's address never reaches another's people, lists or plans: every nested route × a stranger's object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer import Reading
from matcher import Events, Invitation
from tests.desk_site import pages
from tests.fair import Fair, held
from tests.people import token_of, visiting

NO_OBJECT = {"view", "kind"}
"""What tells the form of an answer and names no object."""


@dataclass(frozen=True)
class Fairs:
    """The office's browser, an event of its own address, and another event whose things it reaches for."""

    app: Flask
    client: FlaskClient
    events: Events
    mine: Fair
    other: Fair

    def stands(self) -> list[object]:
        """Both events as they stand."""
        told = [json.loads(self.events.transfer.export(fair.id)) for fair in (self.mine, self.other)]
        return [event["tables"] for event in told]

    def post(self, path: str, **data: object) -> int:
        data = {"csrf_token": token_of(self.client), "sure": "1", "seen": "1", **data}
        return self.client.post(f"/buero/veranstaltungen/{self.mine.id}{path}", data=data).status_code


@pytest.fixture(scope="module")
def fairs(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[Fairs]:
    with pages(tmp_path_factory.mktemp("strangers"), reading) as (app, shop):
        events = shop.service.events
        mine, other = held(events), held(events)
        other.publish()
        yield Fairs(app, visiting(app, "geschaeftsstelle"), events, mine, other)


def batch_of(fairs: Fairs, folder: Path) -> str:
    """A list that waits at the other event."""
    file = folder / "liste.csv"
    file.write_text("Organisation;E-Mail\nHomberg (Ohm);bauamt@homberg.example\n", encoding="utf-8")
    return fairs.events.intake.preview(fairs.other.id, file).id


def test_no_nested_address_reaches_into_another_event(fairs: Fairs, tmp_path: Path) -> None:
    strangers = {"id": fairs.other.seat("Lollar").id, "version": 1, "batch": batch_of(fairs, tmp_path)}
    before, walked = fairs.stands(), 0
    adapter = fairs.app.url_map.bind("localhost")
    for rule in fairs.app.url_map.iter_rules():
        named = rule.arguments - {"event"} - NO_OBJECT
        if "event" not in rule.arguments or not named:
            continue
        values = {name: strangers[name] for name in named}  # a new kind of object must be named here
        given = {"event": fairs.mine.id, "kind": "csv", "view": "tische", **values}
        path = adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            data = {"csrf_token": token_of(fairs.client), "sure": "1", "seen": "1", "take": "1"}
            answer = fairs.client.open(path, method=method, data=data if method == "POST" else None)
            assert answer.status_code == 404, f"{method} {path}: {answer.status_code}"
            walked += 1
    assert walked > 12
    assert fairs.stands() == before


def test_no_form_reaches_into_another_event(fairs: Fairs) -> None:
    people = [one.id for one in fairs.events.people.all(fairs.other.id)]
    fairs.events.invitations.add(fairs.other.id, Invitation("Amt", "needs it", "Von Hand."))
    line = fairs.events.invitations.all(fairs.other.id)[0].id
    pair = fairs.events.pairs.all(fairs.other.id)[0].id
    before = fairs.stands()
    fairs.post("/paare/entscheiden", pair=pair, do="festhalten")
    fairs.post("/paare/entscheiden", pair=pair, do="ablehnen", reject=pair, accept=pair)
    fairs.post("/plan/1/festhalten", meeting=pair, locked="1")
    fairs.post("/einladung/entscheiden", line=line, do="streichen", **{f"note-{line}": "Notiz"})
    assert fairs.post("/paare/hinzufuegen", people=people[:2], reason="Fremd") == 422
    mine = fairs.mine.seat("Fulda").id
    assert fairs.post("/paare/hinzufuegen", people=[mine, people[0]], reason="Fremd") == 422
    assert fairs.post("/tag/einplanen", one=mine, other=people[0], slot="1") == 404
    assert fairs.stands() == before


def test_proposals_name_nobody_of_another_event(fairs: Fairs) -> None:
    stranger = fairs.other.seat("Kassel").id
    page = fairs.client.get(f"/buero/veranstaltungen/{fairs.mine.id}/tag/vorschlaege?wer={stranger}.1&fehlt={stranger}")
    assert page.status_code == 200
    assert "Kassel" not in page.text
