"""The sample: complete, valid, without persons, and honest about its sources."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from indexer.contacts import complaint
from indexer.intake import take_in
from indexer.places.names import Names
from indexer.places.register import Register
from indexer.records import Record
from indexer.rejected import Rejected
from indexer.sources.reading import read_source
from indexer.sources.tables import read_rows
from indexer.sources.template import template_xlsx
from indexer.stored import Stored

SAMPLE = Path(__file__).parent.parent / "sample"
# A source is spoken about, not the matter itself.
ABOUT_THE_SOURCE = re.compile(
    r"\b(die|laut) Quelle\b|\bQuelle ist\b|\bQuellen? (nenn|sag|berich)|(nenn|sag|berich)\w+ die Quelle", re.I
)
# A title or a role before a capitalised word is a person; without one, no pattern can tell.
PERSON = re.compile(
    r"\b(Dr\.|Prof\.|Frau|Herr|Herrn|(Ober)?[Bb]ürgermeister(in)?|Landr(at|ätin)|Minister(in)?) [A-ZÄÖÜ][a-zäöü]+"
)
ADDRESS = re.compile(r"[\w.-]+@[\w-]+\.[\w.-]+")
NO_PERSON = re.compile(r"Bürgermeister (Bauhof|Standesbeamte)")


@pytest.fixture(scope="module")
def taken() -> list[Stored]:
    rows = list(take_in(read_source(SAMPLE), Names(Register.shipped())))
    assert [row for row in rows if isinstance(row, Rejected)] == []
    return [row.stored for row in rows if not isinstance(row, Rejected)]


@pytest.fixture(scope="module")
def records(taken: list[Stored]) -> list[Record]:
    return [stored.record for stored in taken]


def test_every_row_is_a_record_and_every_id_stands_once(records: list[Record]) -> None:
    assert Counter(record.kind for record in records) == {"practice": 174, "offering": 58, "need": 32}
    assert len({record.id for record in records}) == 264
    assert all(record.id[0] == record.kind[0] for record in records)


def test_four_records_say_that_their_source_was_not_checked(records: list[Record]) -> None:
    unchecked = sorted(record.id for record in records if record.confidence == "only earlier summary")
    assert unchecked == ["n017", "n019", "n032", "o034"]
    assert {record.confidence for record in records} == {"source read", "only earlier summary"}


def test_remarks_about_a_source_stand_in_its_note(records: list[Record]) -> None:
    assert [record.id for record in records if ABOUT_THE_SOURCE.search(f"{record.result} {record.pitfalls}")] == []
    noted = {record.id for record in records if record.source_note}
    assert {"p009", "p017", "p018", "p025", "p026", "p049"} < noted
    assert len(noted) == 42


def test_contacts_are_mailboxes_at_example_addresses(records: list[Record]) -> None:
    contacts = [record.contact for record in records if record.contact]
    assert len(contacts) == 5
    assert all(contact.endswith(".example") and complaint(contact) is None for contact in contacts)


def test_no_person_is_named(records: list[Record]) -> None:
    texts = [record.model_dump_json(exclude={"source_url"}) for record in records]
    found = [found[0] for text in texts for found in PERSON.finditer(text)]
    assert [text for text in found if not NO_PERSON.search(text)] == []
    addresses = [found[0] for text in texts for found in ADDRESS.finditer(text)]
    assert sorted(addresses) == sorted(record.contact for record in records if record.contact)


def test_most_places_are_in_the_register(taken: list[Stored]) -> None:
    """The rest are groups ("Kommunen in Hessen"), districts of no key, or names that two places share."""
    with_place = [stored for stored in taken if stored.record.municipalities]
    assert sum(bool(stored.places) for stored in with_place) >= 185
    groups = [stored for stored in taken if stored.record.kind == "need" and not stored.places]
    assert len(groups) == 11
    assert all(stored.note and stored.note.startswith("Ort nicht im Verzeichnis: ") for stored in groups)


def test_the_sample_survives_a_way_through_the_spreadsheet(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    path.write_bytes(template_xlsx(records))
    from_sheet = take_in(read_rows(path), Names(Register.shipped()))
    assert [row.stored.record for row in from_sheet if not isinstance(row, Rejected)] == records
