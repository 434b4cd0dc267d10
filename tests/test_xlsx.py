"""Workbooks: what the template produces comes back, what a stranger builds is refused."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import FileRefused
from indexer.fields import FIELDS
from indexer.records import Record, record_from
from indexer.sources.rows import Row
from indexer.sources.tables import read_rows
from indexer.sources.template import EXAMPLES, template_xlsx
from indexer.sources.xlsx import open_xlsx_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
BEGIN = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'
LONG = BEGIN.replace("<sheetData", '<dimension ref="A1:A1000000"/><sheetData')  # as Excel writes it
END = "</sheetData></worksheet>"


def workbook(path: Path, sheet: Iterable[str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A workbook made by hand, with anything in its only sheet."""
    with zipfile.ZipFile(path, "w", method, compresslevel=6) as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for piece in sheet:
                file.write(piece.encode())
    return path


def inline(text: str, cell: str = "A1", row: int = 1) -> str:
    return f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def read(path: Path) -> list[Row]:
    return list(read_rows(path))


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read(path)
    return str(refused.value)


def test_the_empty_template_holds_heads_an_explanation_and_no_rows(tmp_path: Path) -> None:
    path = save(tmp_path / "v.xlsx", template_xlsx())
    assert read(path) == []
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Einträge", "Erklärung", "Beispiel"]
    assert [cell.value for cell in book["Einträge"][1]] == [field.head for field in FIELDS]
    assert book["Erklärung"].max_row == len(FIELDS) + 1
    assert book["Beispiel"]["C2"].value == EXAMPLES[0].title


def test_records_in_the_template_come_back_without_loss(tmp_path: Path) -> None:
    full = Record(
        id="007",
        kind="offering",
        title="=1+1",
        municipalities=("Lollar", "Staufenberg"),
        summary='Zeile eins.\nZeile "zwei"; _x0041_ & <b>.',
        topics=("a", "b"),
        start_year=2020,
        funding_eur=0,
        open_source=False,
        wants_cooperation=True,
        provider="@SUM(1)",
        source_url="https://x.example/?a=1&b=2",
        source_date="2025-08",
        confidence="only earlier summary",
        visibility="office",
    )
    rows = read(save(tmp_path / "v.xlsx", template_xlsx([full, *EXAMPLES])))
    assert [record_from(row.values) for row in rows] == [full, *EXAMPLES]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), min_size=1, max_size=40)


@settings(deadline=None)  # a busy machine is no fault
@given(title=TEXT, summary=TEXT, topics=st.lists(TEXT, max_size=3))
def test_any_text_survives_the_template(
    tmp_path_factory: pytest.TempPathFactory, title: str, summary: str, topics: list[str]
) -> None:
    row = {"id": "p1", "kind": "need", "title": "x" + title, "summary": summary, "source_url": "https://x.example/"}
    record = record_from({**row, "topics": [f"x{topic}" for topic in topics]})
    path = save(tmp_path_factory.mktemp("xlsx") / "v.xlsx", template_xlsx([record]))
    assert [record_from(each.values) for each in read(path)] == [record]


def test_a_workbook_of_the_office_is_read_by_its_first_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kennung", "Art", "Titel", "Beginn", "Stand der Quelle", "Quelle", None])
    book.active.append([17, "Bedarf", "Laternen\nsteuern", 2024.0, date(2025, 8, 4), "https://x.example/", None])
    book.active.append([])
    book.active.append([18, "Bedarf", "Laternen", "=2020+4", "04.08.2025", "https://x.example/"])
    book.save(tmp_path / "o.xlsx")
    first, second = read(tmp_path / "o.xlsx")
    record = record_from(first.values)
    assert (record.id, record.title, record.start_year, record.source_date) == (
        "17",
        "Laternen steuern",
        2024,
        "2025-08-04",
    )
    assert (second.number, "start_year" in second.values) == (4, False)  # a formula that nobody has worked out yet


def test_the_last_result_of_a_formula_is_its_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "f.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Titel", "Beginn"])
        sheet.write_formula(1, 0, '="A"&"B"', None, "AB")
        sheet.write_formula(1, 1, "=2000+20", None, 2020)
    (row,) = read(tmp_path / "f.xlsx")
    assert row.values == {"title": "AB", "start_year": 2020}


def test_a_sheet_can_be_chosen_by_name(tmp_path: Path) -> None:
    path = save(tmp_path / "v.xlsx", template_xlsx())
    rows = list(open_xlsx_rows(path, lambda names: next(name for name in names if name.startswith("Erkl"))))
    assert rows[0][:3] == ("Spalte", "Nötig", "Was hineingehört")
    with pytest.raises(FileRefused, match="kein passendes Tabellenblatt"):
        list(open_xlsx_rows(path, lambda _: None))


def test_excels_escaped_line_ends_are_line_ends(tmp_path: Path) -> None:
    sheet = BEGIN + inline("Titel") + inline("A_x000D_\nB", "A2", 2) + END
    (row,) = read(workbook(tmp_path / "e.xlsx", [sheet]))
    assert row.values == {"title": "A B"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    row = inline("A" * 1000) * 1000
    bomb = workbook(tmp_path / "bomb.xlsx", (BEGIN, *(row for _ in range(80)), END))
    assert bomb.stat().st_size < 1_000_000
    assert "entpackt sich zu ungewöhnlicher Größe" in refusal(bomb)


def test_a_small_bomb_beside_honest_weight_is_refused_too(tmp_path: Path) -> None:
    bomb = workbook(tmp_path / "bomb.xlsx", (BEGIN, "<row/>" * 1_000_000, END))
    with zipfile.ZipFile(bomb, "a") as archive:
        archive.writestr("xl/media/image1.png", os.urandom(1_000_000))
    assert "entpackt sich zu ungewöhnlicher Größe" in refusal(bomb)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "many.xlsx", (BEGIN, END))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(600):
            archive.writestr(f"xl/media/{number}", b"")
    assert "entpackt sich zu ungewöhnlicher Größe" in refusal(path)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/y"> %p;<!ENTITY e "x">]>',
    ],
)
def test_entities_are_never_followed(tmp_path: Path, doctype: str) -> None:
    sheet = BEGIN.replace("<worksheet", f"{doctype}<worksheet", 1) + inline("Titel") + inline("&e;", "A2", 2) + END
    assert "keine lesbare Excel-Datei" in refusal(workbook(tmp_path / "xxe.xlsx", [sheet]))


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    sheet = BEGIN + inline("Titel") + inline("x", "XFD2", 2) + inline("x", "XFD1048576", 1_048_576) + END
    assert "mehr als 50.000 Zeilen" in refusal(workbook(tmp_path / "far.xlsx", [sheet]))


def test_a_column_far_to_the_right_is_left_out(tmp_path: Path) -> None:
    sheet = BEGIN + inline("Titel") + inline("A", "A2", 2) + inline("x", "XFD3", 3) + END
    (row,) = read(workbook(tmp_path / "wide.xlsx", [sheet]))
    assert row.values == {"title": "A"}


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    rows = (f'<row r="{row}"><c><v>{row * 7919 % 10007}</v></c></row>' for row in range(2, 1_000_001))
    path = workbook(tmp_path / "long.xlsx", (LONG, inline("Titel"), "".join(rows), END))
    assert "mehr als 50.000 Zeilen" in refusal(path)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    assert "keine lesbare Excel-Datei" in refusal(save(tmp_path / "a.xlsx", b"Titel;Quelle\n"))
    assert "keine lesbare Excel-Datei" in refusal(save(tmp_path / "b.xlsx", b""))
    assert "keine lesbare Excel-Datei" in refusal(save(tmp_path / "c.xlsx", template_xlsx()[:-300]))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "keine lesbare Excel-Datei" in refusal(save(tmp_path / "z.xlsx", buffer.getvalue()))


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "Kennwort" in refusal(save(tmp_path / "old.xlsx", ole))
    raw = bytearray(template_xlsx())
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 8] |= 1  # the flag of an encrypted entry
    assert "Kennwort" in refusal(save(tmp_path / "locked.xlsx", bytes(raw)))


def test_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    assert "keine lesbare Excel-Datei" in refusal(workbook(tmp_path / "l.xlsx", [BEGIN, END], zipfile.ZIP_LZMA))


@pytest.mark.parametrize(
    "sheet",
    [
        "<row",
        '<row r="inf"></row>',
        '<row r="x"></row>',
        '<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c t="s"><v>99</v></c></row>',
        '<row r="1"><c t="b"><v>maybe</v></c></row>',
        '<row r="1"><c s="ninety"><v>1</v></c></row>',
    ],
)
def test_a_broken_sheet_is_one_sentence(tmp_path: Path, sheet: str) -> None:
    assert "keine lesbare Excel-Datei" in refusal(
        workbook(tmp_path / "broken.xlsx", [BEGIN + inline("Titel") + sheet + END])
    )


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(min_value=0, max_value=20_000), st.integers(min_value=0, max_value=255))
def test_one_wrong_byte_gives_rows_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    raw = bytearray(template_xlsx(EXAMPLES))
    raw[place % len(raw)] = byte
    try:
        read(save(tmp_path_factory.mktemp("xlsx") / "w.xlsx", bytes(raw)))
    except FileRefused as refused:
        reason = str(refused)
    else:
        reason = "w.xlsx: "
    assert reason.startswith("w.xlsx: ")
