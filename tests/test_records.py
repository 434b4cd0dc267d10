"""What a record may hold, and how a refusal reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.contacts import complaint
from indexer.errors import RowRejected
from indexer.fields import FIELDS
from indexer.records import TEXT_LENGTH, Record, record_from

SMALLEST: dict[str, Any] = {
    "id": "n900",
    "kind": "need",
    "title": "Pegel messen",
    "source_url": "https://stadt.example/",
}


def test_a_row_without_optional_fields_is_a_public_record() -> None:
    record = record_from(SMALLEST)
    assert (record.visibility, record.municipalities, record.summary, record.state) == ("public", (), "", None)


def test_empty_cells_mean_that_the_source_did_not_say() -> None:
    assert record_from({**SMALLEST, "land": "", "state": None, "summary": "  "}) == record_from(SMALLEST)


def test_lists_become_tuples_and_blanks_at_the_ends_go() -> None:
    record = record_from({**SMALLEST, "title": " Pegel\tmessen ", "topics": [" Starkregen", "Sensorik"]})
    assert (record.title, record.topics) == ("Pegel messen", ("Starkregen", "Sensorik"))


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        record_from(SMALLEST).title = "x"  # type: ignore[misc]  # that is what is tested


def test_every_field_has_a_german_name() -> None:
    assert [field.name for field in FIELDS if field.name not in Record.model_fields] == []
    assert set(Record.model_fields) == {field.name for field in FIELDS}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"title": "   "}, "Titel ist leer."),
        ({"title": None}, "Titel fehlt."),
        ({"title": 3}, "Titel: hier muss ein Text stehen."),
        ({"title": "x" * 201}, "Titel ist zu lang (höchstens 200 Zeichen)."),
        ({"summary": "x" * (TEXT_LENGTH + 1)}, "Kurzbeschreibung ist zu lang (höchstens 4000 Zeichen)."),
        ({"summary": "a\x07b"}, "Kurzbeschreibung enthält Steuerzeichen."),
        ({"title": "Pegel\u202enessem"}, "Titel enthält Steuerzeichen."),
        ({"title": "\ud800"}, "Titel: der Text enthält ungültige Zeichen."),
        ({"topics": ["gut", "a\x00"]}, "Themen (Eintrag 2) enthält Steuerzeichen."),
        ({"topics": "Starkregen"}, "Themen: hier muss eine Liste stehen."),
        ({"topics": ["x"] * 101}, "Themen hat zu viele Einträge (höchstens 100)."),
        ({"colour": "red"}, "Das Feld „colour“ ist nicht bekannt."),
        ({"start_year": "2020"}, "Beginn: hier muss eine ganze Zahl stehen."),
        ({"start_year": 1989}, f"Beginn: das Jahr ist nicht möglich (1990 bis {date.today().year + 11})."),
        ({"start_year": 2022, "end_year": 2021}, "Ende: das Jahr liegt vor dem Beginn."),
        ({"funding_eur": -5}, "Förderung in Euro: die Zahl darf nicht kleiner als 0 sein."),
        ({"cost_eur": True}, "Kosten in Euro: hier muss eine ganze Zahl stehen."),
        ({"open_source": "ja"}, "Open Source: hier muss ja oder nein stehen."),
        ({"id": "a b"}, "Kennung: erlaubt sind Buchstaben ohne Umlaute, Ziffern, Punkt und Strich."),
        ({"state": "laufend"}, "Stand: „laufend“ ist nicht möglich; möglich sind Planung, Pilot, Betrieb, beendet."),
        ({"source_url": None}, "Quelle fehlt."),
        ({"source_date": "2025-02-30"}, "Stand der Quelle: dieses Datum gibt es nicht."),
        ({"source_date": "gestern"}, "Stand der Quelle: erlaubt sind 2025, 2025-08 und 2025-08-04."),
    ],
)
def test_a_wrong_value_is_refused_in_one_german_sentence(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(RowRejected) as refused:
        record_from({**SMALLEST, **wrong})
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example", "https://", "http://[::1", "https://u@x.example"]
)
def test_only_web_addresses_are_sources(url: str) -> None:
    with pytest.raises(RowRejected, match=r"^Quelle: die Adresse muss mit https://"):
        record_from({**SMALLEST, "source_url": url})


@pytest.mark.parametrize("day", ["2025", "2025-08", "2025-08-04"])
def test_the_date_of_a_source_may_be_a_year_a_month_or_a_day(day: str) -> None:
    assert record_from({**SMALLEST, "source_date": day}).source_date == day


@pytest.mark.parametrize(
    "address",
    [
        "info@lollar.example",
        "rathaus@lollar.example",
        "Bürgerbüro@lollar.example",
        "bauamt2@lollar.example",
        "stadt.lollar@kommune.example",
        "bauamt.lollar@stadt-lollar.example",
        "fb-planung-und-umwelt@lollar.example",
        "smart.city@lollar.example",
        "wirtschaftsfoerderung@lollar.example",
        "geschaeftsstelle@anker.example",
        "post@lollar.example",
    ],
)
def test_a_desk_is_a_contact(address: str) -> None:
    assert record_from({**SMALLEST, "contact": address}).contact == address


@pytest.mark.parametrize(
    "contact",
    [
        "vorname.nachname@lollar.example",
        "m.muster@lollar.example",
        "mmuster@lollar.example",
        "m.bauamt@lollar.example",
        "info.muster@lollar.example",
        "muster.bau@lollar.example",
        "estelle@lollar.example",
        "schutz@lollar.example",
        "b.amt@lollar.example",
    ],
)
def test_a_persons_address_is_no_contact(contact: str) -> None:
    with pytest.raises(RowRejected, match="sieht nach der Adresse einer Person aus") as refused:
        record_from({**SMALLEST, "contact": contact})
    assert contact not in str(refused.value)


@pytest.mark.parametrize(
    "contact",
    ["Max Muster", "Frau Muster, 06406 000-0", "06406 000-0", "Max Muster <info@lollar.example>", "info@lollar"],
)
def test_a_name_or_a_telephone_is_no_contact(contact: str) -> None:
    with pytest.raises(RowRejected, match=r"^Kontakt: die Angabe ist kein Funktionspostfach") as refused:
        record_from({**SMALLEST, "contact": contact})
    assert contact not in str(refused.value)


@settings(deadline=None)  # a busy machine is no fault
@given(first=st.sampled_from(["anna", "peter", "lena"]), last=st.from_regex(r"[a-z]{4,9}ski", fullmatch=True))
def test_no_made_up_name_passes_as_a_desk(first: str, last: str) -> None:
    assert complaint(f"{first}.{last}@stadt.example") is not None
    assert complaint(f"{first[0]}.{last}@stadt.example") is not None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@settings(deadline=None)  # a busy machine is no fault
@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]) | st.text(max_size=5), ANYTHING, max_size=8))
def test_any_row_becomes_a_record_or_a_reason(row: dict[str, object]) -> None:
    try:
        record = record_from({**SMALLEST, **row})
    except RowRejected as refused:
        reason = str(refused)
    else:
        reason = ""
    assert reason == "" or (reason.endswith(".") and reason.isprintable())
    if not reason:
        assert Record.model_validate_json(record.model_dump_json()) == record


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=30))
def test_any_title_is_kept_or_refused_but_never_changed_twice(title: str) -> None:
    try:
        record = record_from({**SMALLEST, "title": title})
    except RowRejected:
        return
    assert record_from(record.model_dump()) == record
