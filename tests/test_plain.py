"""Lists that hold no records: any CSV file or workbook, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from indexer import FileRefused, read_lines

HEADS = {"Name", "Ort"}


def known(cells: object) -> int:
    return sum(cell in HEADS for cell in cells)  # type: ignore[attr-defined] # any row of cells


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_however_it_was_written(tmp_path: Path, sign: str, encoding: str) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(f'Name{sign}Ort\r\n"Löw, Ute"{sign}Gießen\r\n'.encode(encoding))
    assert list(read_lines(file, known)) == [["Name", "Ort"], ["Löw, Ute", "Gießen"]]


def test_a_line_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text('Name;Ort\n"offen', encoding="utf-8")
    head, line = read_lines(file, known)
    assert head == ["Name", "Ort"]
    assert "Anführungszeichen" in str(line)


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    file = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("Liste").write_row(0, 0, ["Name", "Ort"])
        book.add_worksheet("Anderes").write_row(0, 0, ["x"])
    assert [[cell for cell in cells if cell] for cells in read_lines(file, known)] == [["Name", "Ort"]]


@pytest.mark.parametrize("name", ["liste.pdf", "liste.xlsx"])
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    with pytest.raises(FileRefused, match="liste"):
        list(read_lines(tmp_path / name, known))
