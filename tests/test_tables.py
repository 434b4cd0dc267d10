"""Tables of records in files: what people and programs write is read, what cannot be read is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import FileRefused, RowRejected
from indexer.fields import BY_NAME
from indexer.records import record_from
from indexer.sources.cells import value_of
from indexer.sources.reading import read_source
from indexer.sources.rows import Row
from indexer.sources.tables import read_rows

HEADS = "Kennung;Art;Titel;Kommunen;Beginn;Open Source;Kurzbeschreibung;Quelle"
LINE = "p1;Beispiel;Pegel messen;Lollar | Staufenberg;2022;nein;Bäche, Flüsse und Gräben.;https://stadt.example/"
VALUES: dict[str, Any] = {
    "id": "p1",
    "kind": "practice",
    "title": "Pegel messen",
    "municipalities": ("Lollar", "Staufenberg"),
    "start_year": 2022,
    "open_source": False,
    "summary": "Bäche, Flüsse und Gräben.",
    "source_url": "https://stadt.example/",
}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path) -> list[Row]:
    return list(read_rows(path))


def only(path: Path) -> Row:
    (row,) = read(path)
    return row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    row = only(write(tmp_path, "t.csv", f"{HEADS}\r\n{LINE}\r\n".encode(encoding)))
    assert (row.number, row.fault, row.file) == (2, None, "t.csv")
    assert dict(row.values) == VALUES
    assert record_from(row.values).title == "Pegel messen"


def test_commas_separate_too_even_beside_many_semicolons(tmp_path: Path) -> None:
    head = "id,kind,title,summary,source_url\n"
    row = only(write(tmp_path, "t.csv", head + 'p1,practice,"A, B","a; b; c; d; e",https://x.example/\n'))
    assert (row.values["title"], row.values["summary"]) == ("A, B", "a; b; c; d; e")


def test_tabs_and_excels_hidden_first_line_are_understood(tmp_path: Path) -> None:
    assert dict(only(write(tmp_path, "t.csv", f"{HEADS}\n{LINE}".replace(";", "\t"))).values) == VALUES
    assert dict(only(write(tmp_path, "s.csv", f"sep=;\r\n{HEADS}\r\n{LINE}")).values) == VALUES


def test_field_names_and_german_heads_mean_the_same(tmp_path: Path) -> None:
    assert only(write(tmp_path, "t.csv", "titel;KIND;  Beginn *\nA;Bedarf;2020")).values == {
        "title": "A",
        "kind": "need",
        "start_year": 2020,
    }


def test_empty_rows_are_no_rows_but_they_count(tmp_path: Path) -> None:
    rows = read(write(tmp_path, "t.csv", f"{HEADS}\n;;;\n{LINE}\n\n"))
    assert [row.number for row in rows] == [3]


def test_a_line_break_in_a_cell_stays_in_texts_and_goes_from_lines(tmp_path: Path) -> None:
    row = only(write(tmp_path, "t.csv", 'Titel;Kurzbeschreibung\r\n"A\r\nB";"C\r\nD"'))
    assert row.values == {"title": "A B", "summary": "C\nD"}


def test_an_unknown_column_reaches_the_record_and_is_refused_there(tmp_path: Path) -> None:
    row = only(write(tmp_path, "t.csv", f"{HEADS};Bemerkung\n{LINE};schön"))
    with pytest.raises(RowRejected, match="Das Feld „Bemerkung“ ist nicht bekannt"):
        record_from(row.values)
    assert dict(only(write(tmp_path, "u.csv", f"{HEADS};Bemerkung\n{LINE};")).values) == VALUES


def test_a_row_that_cannot_be_read_is_named_and_the_others_go_in(tmp_path: Path) -> None:
    rows = read(write(tmp_path, "t.csv", f'{HEADS}\n{LINE}\n"a"b;c\n{LINE};zu;viel\n{LINE}'))
    assert [(row.number, row.fault and row.fault.split(" (")[0]) for row in rows] == [
        (2, None),
        (3, "Die Zeile ist nicht lesbar"),
        (4, "Die Zeile hat mehr Spalten als die Kopfzeile."),
        (5, None),
    ]


def test_a_quote_that_is_never_closed_is_one_bad_row(tmp_path: Path) -> None:
    rows = read(write(tmp_path, "t.csv", f'{HEADS}\n{LINE}\n"offen;' + f"{LINE}\n" * 5))
    assert [row.fault is None for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "keine Spalte „Titel“"),
        ("Das ist ein Brief.\nMit zwei Zeilen.", "keine Spalte „Titel“"),
        ("Titel;Titel\na;b", "„Titel“ steht zweimal"),
        (b"Titel\n\x81\xfe\x8d", "Zeichen der Datei sind nicht lesbar"),
        ("Titel;" + "x" * 200_000, "Kopfzeile ist nicht lesbar"),
    ],
)
def test_a_csv_that_is_no_table_of_records_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason) as refused:
        read(write(tmp_path, "t.csv", content))
    assert str(refused.value).startswith("t.csv: ")


def test_json_lines_come_as_they_are(tmp_path: Path) -> None:
    line = json.dumps({**VALUES, "municipalities": ["Lollar"]}, ensure_ascii=False)
    rows = read(write(tmp_path, "t.jsonl", f"\ufeff{line}\n\n{line}\r\n"))
    assert [row.number for row in rows] == [1, 3]
    assert rows[0].values["municipalities"] == ["Lollar"]


def test_a_line_that_is_no_object_is_a_bad_row(tmp_path: Path) -> None:
    rows = read(write(tmp_path, "t.jsonl", '{"id": 1}\n[1]\n{"id":\n' + "[" * 100_000 + '\n"x"\n{"id": 2}'))
    assert [row.fault is None for row in rows] == [True, False, False, False, False, True]


def test_an_endless_line_is_a_bad_row_and_the_next_one_is_read(tmp_path: Path) -> None:
    rows = read(write(tmp_path, "t.jsonl", '{"id": "' + "x" * 3_000_000 + '"}\n{"id": "p2"}'))
    assert [(row.number, row.fault) for row in rows] == [(1, "Die Zeile ist zu lang für einen Eintrag."), (2, None)]


def test_json_lines_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Zeile 2 ist nicht in UTF-8 geschrieben"):
        read(write(tmp_path, "t.jsonl", '{"id": 1}\n{"id": "ä"}'.encode("cp1252")))


def test_other_files_and_missing_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"brief\.docx: Diese Art von Datei"):
        read(write(tmp_path, "brief.docx", "x"))
    with pytest.raises(FileRefused, match="lässt sich nicht lesen"):
        read(tmp_path / "missing.csv")


def test_a_folder_is_all_its_tables_by_name(tmp_path: Path) -> None:
    write(tmp_path, "b.jsonl", '{"id": "b"}')
    write(tmp_path, "a.csv", "Kennung;Titel\na;A")
    write(tmp_path, "README.md", "# Lies mich")
    assert [(row.file, row.values["id"]) for row in read_source(tmp_path)] == [("a.csv", "a"), ("b.jsonl", "b")]


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("funding_eur", "120.000 €", 120_000),
        ("funding_eur", "1 200 000 Euro", 1_200_000),
        ("funding_eur", "828000,00", 828_000),
        ("funding_eur", 5000.0, 5000),
        ("funding_eur", "rund 5.000", "rund 5.000"),
        ("funding_eur", "12,5", "12,5"),
        ("funding_eur", "1.23", "1.23"),
        ("start_year", "2020", 2020),
        ("open_source", "Ja", True),
        ("open_source", False, False),
        ("open_source", "teils", "teils"),
        ("kind", "angebot", "offering"),
        ("kind", "offering", "offering"),
        ("visibility", "Geschäftsstelle", "office"),
        ("source_date", "4.8.2025", "2025-08-04"),
        ("source_date", "08/2025", "2025-08"),
        ("source_date", 2025, "2025"),
        ("id", 17.0, "17"),
        ("topics", "a| b |", ("a", "b")),
        ("topics", r"Heim \| Stadt | b", ("Heim | Stadt", "b")),
        ("title", "  ", None),
    ],
)
def test_a_cell_is_read_by_the_shape_of_its_field(name: str, cell: object, value: object) -> None:
    assert value_of(BY_NAME[name], cell) == value


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.lists(st.text(alphabet='a;,"\n\r\t|ä\x00', max_size=6), max_size=4), max_size=5))
def test_any_csv_below_a_head_gives_rows_or_faults(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    text = f"{HEADS}\n" + "\n".join(";".join(line) for line in cells)
    for row in read_rows(write(tmp_path_factory.mktemp("csv"), "t.csv", text)):
        assert row.fault or row.values
