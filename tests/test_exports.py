"""Nothing that leaves as a file runs as a formula: every export is walked, whatever somebody wrote."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from indexer import Reading
from matcher import Invitation, Person
from matcher.desk import Message
from tests.desk_site import pages
from tests.fair import LOLLAR, Fair, held, town
from tests.people import token_of, visiting
from webui.event_tables import Listing

EVIL = '=HYPERLINK("http://fremd.example","x")'
BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "\n+", " =", "|", "%", "＝", "\x00=")
RUNS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\x00")
FILES = ("csv", "xlsx", "zip", "ics", "json", "pdf")
"""How the address of a file ends."""

PACKED = b"PK"


@dataclass(frozen=True)
class House:
    """The office's browser, and an event full of what wants to run."""

    app: Flask
    client: FlaskClient
    fair: Fair


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> Iterator[House]:
    with pages(tmp_path_factory.mktemp("exports"), reading) as (app, shop):
        service, fair = shop.service, held(shop.service.events)
        person = Person(EVIL, f"+{EVIL}", "")
        entry = replace(town(EVIL, LOLLAR, f"@{EVIL}"), role="guest", place=None)
        guest = fair.events.people.add(fair.id, entry, (person, person))
        fair.events.people.add(fair.id, town(f"-{EVIL}", LOLLAR, f"={EVIL}"), (person,))
        fair.events.pairs.add(fair.id, [guest.id, fair.seat("Fulda").id], f"@{EVIL}")
        fair.events.invitations.add(fair.id, Invitation(EVIL, "needs it", f"+{EVIL}", address="=1+1"))
        fair.publish()
        record = service.desk.entries.get("p2").record
        service.desk.relay.send(record, Message("bauamt@lollar.example", EVIL, EVIL, f"@{EVIL}"))
        yield House(app, visiting(app, "geschaeftsstelle"), fair)


def exports(house: House) -> list[tuple[str, str]]:
    """Every address that ends like a file, with its method; of those that take a kind one for each."""
    adapter = house.app.url_map.bind("localhost")
    found = []
    for rule in house.app.url_map.iter_rules():
        if rule.arguments - {"event", "kind", "version"} or not rule.rule.startswith("/buero"):
            continue
        for kind in ("csv", "xlsx") if "kind" in rule.arguments else ("",):
            given = {"event": house.fair.id, "kind": kind, "version": 1}
            path = adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            found += [(method, path) for method in methods if path.rpartition(".")[2] in FILES]
    return found


def cells(file: bytes, path: str) -> list[str]:
    """What stands in the cells of a table; a formula in a workbook is a fault here and now."""
    if path.endswith(".csv"):
        return [cell for row in csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";") for cell in row]
    if not path.endswith(".xlsx"):
        return []
    book = load_workbook(io.BytesIO(file))
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in every} <= {"s"}, path
    assert all(cell.hyperlink is None for cell in every), path
    return [str(cell.value) for cell in every]


def test_no_export_holds_anything_that_runs(house: House) -> None:
    told = set()
    for method, path in exports(house):
        data = {"csrf_token": token_of(house.client)} if method == "POST" else None
        answer = house.client.open(path, method=method, data=data)
        assert answer.status_code == 200, path
        assert "attachment" in answer.headers["Content-Disposition"] or path.endswith(".pdf"), path
        found = cells(answer.data, path)
        if any("HYPERLINK" in cell for cell in found):
            told.add(path.rpartition("/")[2])
        if path.endswith(".csv"):
            assert [cell for cell in found if cell.startswith(RUNS)] == [], path
        if path.endswith(".zip"):
            assert_calendars(answer.data)
    assert told >= {"teilnehmende.csv", "teilnehmende.xlsx", "paare.csv", "paare.xlsx", "plan-1.csv", "plan-1.xlsx",
                    "einladungsliste.xlsx", "links.xlsx", "serienbrief.xlsx"}  # fmt: skip


def assert_calendars(file: bytes) -> None:
    """A calendar's lines are its own: no text of anybody begins one."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        lines = [line for name in packed.namelist() for line in packed.read(name).decode().split("\r\n")]
    assert [line for line in lines if line.startswith(("=", "+", "@"))] == []


@given(st.sampled_from(BEGINNINGS), st.text(max_size=20))
def test_no_cell_of_a_csv_begins_like_a_formula(beginning: str, rest: str) -> None:
    file = Listing("Liste", ("Kopf",), ((beginning + rest,),)).csv().decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(file, newline=""), delimiter=";"))[1][0]
    assert not told.startswith(RUNS)
    assert told.endswith(beginning + rest) or "\x00" in beginning + rest
