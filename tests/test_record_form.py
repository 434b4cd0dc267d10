"""The form of a record holds every field, both ways."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from indexer import Record, record_from
from tests.workshop import practice
from webui.record_form import RecordForm, filled, put_error, row_of

FULL = record_from(
    practice(
        "p1",
        municipalities=["Lollar", "Schotten"],
        summary="Zeile eins\nZeile zwei",
        topics=["Hochwasser"],
        state="Pilot",
        start_year=2020,
        cost_eur=0,
        open_source=False,
        wants_cooperation=True,
        source_date="2025-08",
        contact="rathaus@lollar.example",
        visibility="municipalities",
    )
)


@pytest.mark.parametrize("record", [FULL, record_from(practice("p2"))])
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    form = RecordForm(MultiDict(filled(record)))
    assert record_from(row_of(form)) == record


def test_a_number_that_is_none_stays_as_it_was_typed() -> None:
    form = RecordForm(MultiDict({**filled(FULL), "start_year": "bald", "cost_eur": "9" * 40}))
    row = row_of(form)
    assert (row["start_year"], row["cost_eur"]) == ("bald", "9" * 40)


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("Ende: das Jahr liegt vor dem Beginn.", "end_year"),
        ("Quelle fehlt.", "source_url"),
        ("Etwas anderes.", "title"),
    ],
)
def test_an_error_stands_at_the_field_that_it_names(sentence: str, field: str) -> None:
    form = RecordForm()
    put_error(form, sentence)
    assert form[field].errors == [sentence]
