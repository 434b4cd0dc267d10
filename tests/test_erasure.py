"""Whoever is erased is found nowhere: tables, versions, indexes, vectors, files, exports; nor after a way back.

What is looked for are words that nothing else holds, in every table and in every file of the data folder.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer import Filter, Query, Reading, follow_with_vectors, go_back, rebuild, restore, write_backup
from matcher import Entry, Person, Wanted
from matcher.desk import Message
from tests.desk_parts import need
from tests.fair import arranged
from tests.opensearch_node import LINES, wipe
from tests.people import keeper_of, token_of, visiting
from tests.visible import LetterEncoder
from tests.workshop import FEED, Workshop, practice, workshop
from webui import create_app
from webui.accounts import NewAccount
from webui.record_form import filled

NAME = "Quastenflosser"
ADDRESS = "rathaus@quastenflosser.example"
TRACE = "quastenflosser"
OTHERS = "rathaus@stadt.example"
LOLLAR = "06531010"
ROWS = (
    practice("p1", "Pegel am Bach messen", contact=ADDRESS, summary="Sensoren warnen früh."),
    practice("p2", "Laternen dimmen", contact=OTHERS, summary="Straßenlampen leuchten nachts dunkler."),
    practice("p3", "Bürgerbus auf Abruf", summary="Fahrten werden per App bestellt."),
)


@dataclass(frozen=True)
class House:
    """A site with somebody in it, and the office at its desk."""

    app: Flask
    shop: Workshop
    office: FlaskClient

    def post(self, path: str, **data: str) -> int:
        return self.office.post(path, data={**data, "csrf_token": token_of(self.office)}).status_code

    def tables(self) -> set[str]:
        """Every table that holds a trace."""
        with closing(sqlite3.connect(self.shop.folder / "anker.sqlite")) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            every = "SELECT * FROM "
            rows = {name: connection.execute(f'{every}"{name}"').fetchall() for name in names}
        return {name for name in names if TRACE in repr(rows[name]).casefold()}

    def files(self) -> set[str]:
        """Every file of ours that holds a trace; the source's own file is not ours."""
        with closing(sqlite3.connect(self.shop.folder / "anker.sqlite")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ours = [file for file in self.shop.folder.rglob("*") if file.is_file() and file.name != FEED]
        return {file.name for file in ours if TRACE in file.read_bytes().decode("latin-1").casefold()}

    def pages(self) -> set[str]:
        """Every page and export that tells of it."""
        paths = ["/", "/suche", f"/suche?q={NAME}", "/eintrag/p1", "/kommune/06531010", f"/vorschlaege?q={NAME[:5]}",
                 f"/api/v1/search?q={NAME}", "/buero", "/buero/post", "/buero/bedarfe", "/buero/aufgaben",
                 "/buero/aufgaben/1", "/buero/eintraege/p1", "/buero/zugaenge", "/buero/dubletten",
                 "/buero/post/serienbrief.xlsx", *self.of_events()]  # fmt: skip
        # what was asked for stands in the address and the search field, and is no answer
        return {path for path in paths if TRACE in said(self.office.get(path).data).replace(f'value="{TRACE}"', "")
                .replace(f"„{TRACE}“", "").replace(f"q={TRACE}", "")}  # fmt: skip

    def of_events(self) -> list[str]:
        events = [listed.held.id for listed in self.shop.service.events.calendar.all()]
        adapter = self.app.url_map.bind("localhost")
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.rule.startswith("/buero/veranstaltungen/")]
        whole = [rule for rule in rules if rule.arguments == {"event"} and "GET" in (rule.methods or ())]
        return [adapter.build(rule.endpoint, {"event": event}) for event in events for rule in whole]

    def indexes(self, record: str = "nobody") -> set[str]:
        """Every kept index that finds the word or the record, and the snapshot if it knows the word."""
        job = self.shop.job
        scopes = [(Filter("suche", (TRACE,)),), (Filter("id", (record,)),)]
        found = {f"{index} {scope[0].field}" for index in job.engine.indexes() for scope in scopes
                 if job.engine.search(Query(scope=scope), index).total}  # fmt: skip
        _, snapshot = job.live.pair()
        known = {
            f"snapshot {word}" for word in snapshot.vocabulary if TRACE in word and snapshot.frequency("alles", word)
        }
        return found | known


def said(answer: bytes) -> str:
    """The text of an answer, a workbook's and a packed file's too."""
    if not answer.startswith(b"PK"):
        return answer.decode("utf-8", "replace").casefold().replace("\u00ad", "")
    with zipfile.ZipFile(io.BytesIO(answer)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()).casefold()


@pytest.fixture(params=["embedded", *LINES[:1]])
def house(request: pytest.FixtureRequest, tmp_path: Path, reading: Reading) -> Iterator[House]:
    given: dict[str, Any] = {}
    if request.param != "embedded":
        url = request.getfixturevalue("server")(request.param)
        given = {"engine": {"kind": "opensearch", "alias": "anker-erasure", "url": url, "deadline_seconds": 30}}
    with workshop(tmp_path, reading, LetterEncoder(), **given) as shop:
        shop.run(*ROWS)
        follow_with_vectors(shop.job)
        app = create_app(shop.service)
        yield House(app, shop, visiting(app, "geschaeftsstelle"))
        if given:
            wipe(shop.job.engine, given["engine"]["url"])


def live_here(house: House) -> str:
    """Somebody leaves traces wherever one can; returns the event."""
    desk, events = house.shop.service.desk, house.shop.service.events
    read = desk.entries.get("p1")
    desk.entries.change({**filled(read.record), "title": "Pegel am Fluss messen"}, read.changed, 1)
    desk.needs.approve(desk.needs.offer(need(mailbox=ADDRESS, ags=LOLLAR, town="Lollar", named=True), str), str)
    desk.tasks.take("Wer hat Quallen gezählt?", "Lollar", ADDRESS)
    desk.relay.send(desk.entries.get("p3").record, Message(ADDRESS, "Lollar", "Frage", "Guten Tag"))
    event = events.calendar.create(arranged()).id
    events.people.add(event, Entry("Lollar", "municipality", LOLLAR, text="Pegel?"), (Person(NAME, "Bauamt", ADDRESS),))
    colleagues = (Person("Beispiel", "Hauptamt", OTHERS), Person(NAME, "Bauamt", ADDRESS.upper()))
    events.people.add(event, Entry("Fulda", "municipality", "06631009"), colleagues)
    keeper_of(house.app).accounts.add(NewAccount(ADDRESS, "kommune", NAME, LOLLAR), None, None)
    return event


HELD = {"records", "mailboxes", "people", "event_persons", "outbox"}


def test_an_erased_address_is_nowhere_and_stays_away(house: House) -> None:
    event = live_here(house)
    assert house.tables() >= HELD
    assert house.pages() != set()
    write_backup(house.shop.job.settings.database_url, house.shop.folder.parent / "before.backup")
    assert house.post("/buero/post/loeschen", mailbox=ADDRESS) == 303
    assert (house.tables(), house.pages(), house.indexes(), house.files()) == (set(), set(), set(), set())
    seated = house.shop.service.events.people.persons(event).values()
    assert [[person.mailbox for person in persons] for persons in seated] == [[OTHERS]]
    house.shop.run(*ROWS)
    go_back(house.shop.job)
    assert (house.tables(), house.pages(), house.indexes()) == (set(), set(), set())
    for _ in range(2):  # what is erased again is not forgotten by that
        done = restore(house.shop.job, house.shop.database, house.shop.folder.parent / "before.backup")
        assert done.persons > 3
        assert house.tables() == set()
        rebuild(house.shop.job)
    again = House(house.app, house.shop, visiting(house.app, "geschaeftsstelle"))
    assert (again.tables(), again.pages(), again.indexes()) == (set(), set(), set())


def test_a_withdrawn_record_is_nowhere_and_stays_away(house: House) -> None:
    rows = (practice("p1"), practice("p2", "Laternen dimmen", summary=f"Fragen Sie nach {NAME}."), ROWS[2])
    house.shop.run(*rows)
    house.shop.run(*rows)
    read = house.shop.service.desk.entries.get("p2")
    house.shop.service.desk.entries.change({**filled(read.record), "title": f"{NAME} dimmt"}, read.changed, 1)
    follow_with_vectors(house.shop.job)
    assert house.tables() >= {"records", "record_versions"}
    assert house.pages() != set()
    assert len(house.indexes("p2")) == len(house.shop.job.engine.indexes()) * 2 + 1
    write_backup(house.shop.job.settings.database_url, house.shop.folder.parent / "before.backup")
    assert house.post("/buero/eintraege/p2/zurueckziehen") == 303
    assert (house.tables(), house.pages(), house.indexes("p2")) == (set(), set(), set())
    house.shop.run(*rows)
    go_back(house.shop.job)
    assert (house.tables(), house.pages(), house.indexes("p2")) == (set(), set(), set())
    restore(house.shop.job, house.shop.database, house.shop.folder.parent / "before.backup")
    rebuild(house.shop.job)
    again = House(house.app, house.shop, visiting(house.app, "geschaeftsstelle"))
    assert (again.pages(), again.indexes("p2")) == (set(), set())
    assert again.shop.service.search(Wanted(NAME)).total == 0


def test_nobody_erases_the_own_account_or_one_of_the_operation(house: House) -> None:
    keeper = keeper_of(house.app)
    operation = keeper.accounts.add(NewAccount(ADDRESS, "betrieb"), None, None)
    assert house.post("/buero/post/loeschen", mailbox=ADDRESS) == 422
    assert keeper.accounts.get(operation.id) == operation
    mine = next(account for account in keeper.accounts.every() if account.role == "geschaeftsstelle")
    assert house.post("/buero/post/loeschen", mailbox=mine.mailbox) == 422
    assert keeper.accounts.get(mine.id) == mine
