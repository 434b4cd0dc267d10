"""The short facts of a record's page."""

from __future__ import annotations

from indexer import Record
from webui import facts

SOURCE = "https://www.hanau.de/presse"


def test_an_amount_names_programme_and_source() -> None:
    record = Record(
        id="x1",
        kind="practice",
        title="Pegel",
        funding_eur=828_000,
        funding_programme="Starke Heimat Hessen",
        cost_eur=990_000,
        source_url=SOURCE,
        source_date="2024-08",
    )
    assert facts.amounts(record) == [
        facts.Amount("Förderung", "828.000\N{NO-BREAK SPACE}€", "Starke Heimat Hessen", "hanau.de, August 2024"),
        facts.Amount("Kosten", "990.000\N{NO-BREAK SPACE}€", "", "hanau.de, August 2024"),
    ]


def test_a_practice_without_a_result_says_so() -> None:
    record = Record(id="x1", kind="practice", title="Pegel", situation="Der Bach.", source_url=SOURCE)
    assert facts.texts(record) == [("Ausgangslage", "Der Bach."), ("Ergebnis", facts.NO_RESULT)]


def test_a_need_says_only_what_its_source_said() -> None:
    record = Record(id="x1", kind="need", title="Pegel", approach="Eine Umfrage.", source_url=SOURCE)
    assert facts.texts(record) == [("Was bisher geschah", "Eine Umfrage.")]


def test_a_source_that_nobody_read_is_unchecked() -> None:
    assert facts.checked(Record(id="x1", kind="need", title="Pegel", source_url=SOURCE, confidence="source read"))
    assert not facts.checked(
        Record(id="x1", kind="need", title="Pegel", source_url=SOURCE, confidence="only earlier summary")
    )
