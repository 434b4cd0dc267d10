"""Rows become records with places, or rejected rows; a place never rejects a record."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.intake import take_in
from indexer.places.names import Names
from indexer.places.register import Register
from indexer.rejected import Rejected
from indexer.sources.rows import Row
from indexer.stored import Arrived, Stored

ROW: dict[str, Any] = {
    "id": "n1",
    "kind": "need",
    "title": "Pegel messen",
    "land": "Hessen",
    "source_url": "https://x.example/",
}


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(Register.shipped())


def stored(names: Names, **more: object) -> Stored:
    (arrived,) = take_in([Row(3, {**ROW, **more}, file="t.csv")], names)
    assert isinstance(arrived, Arrived)
    assert (arrived.file, arrived.row) == ("t.csv", 3)
    return arrived.stored


def rejected(names: Names, row: Row) -> Rejected:
    (refused,) = take_in([row], names)
    assert isinstance(refused, Rejected)
    return refused


def test_municipalities_and_districts_get_their_keys(names: Names) -> None:
    whole = stored(names, municipalities=["Lollar", "Landkreis Gießen", "Lollar"])
    assert (whole.places, whole.note) == (("06531013", "06531"), None)


def test_a_group_keeps_its_text_and_gets_a_note(names: Names) -> None:
    whole = stored(names, municipalities=["Kommunen in Nord- und Osthessen"])
    assert whole.record.municipalities == ("Kommunen in Nord- und Osthessen",)
    assert (whole.places, whole.note) == ((), "Ort nicht im Verzeichnis: Kommunen in Nord- und Osthessen.")


def test_a_name_that_two_places_share_is_asked_about(names: Names) -> None:
    whole = stored(names, municipalities=["Homberg", "Lollar", "Entenhausen"])
    assert whole.places == ("06531013",)
    assert whole.note == "Ort nicht im Verzeichnis: Entenhausen. Ort nicht eindeutig: Homberg."


def test_a_bad_row_is_kept_with_its_reason_and_values(names: Names) -> None:
    refused = rejected(names, Row(9, {**ROW, "title": ""}, file="t.csv"))
    assert (refused.file, refused.row, refused.reason) == ("t.csv", 9, "Titel ist leer.")
    assert refused.values["id"] == "n1"


def test_a_row_that_could_not_be_read_keeps_its_fault(names: Names) -> None:
    assert rejected(names, Row(2, fault="Die Zeile ist kein JSON-Objekt.")).reason == "Die Zeile ist kein JSON-Objekt."


def test_a_persons_name_is_nowhere_among_the_rejected_rows(names: Names) -> None:
    refused = rejected(names, Row(2, {**ROW, "contact": "Max Muster"}))
    assert "Funktionspostfach" in refused.reason
    assert "Muster" not in f"{refused}"
