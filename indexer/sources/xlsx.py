"""Workbooks from strangers: looked at as a zip first, then read row by row by openpyxl with defusedxml."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # only its error; reading is defusedxml's

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml import DEFUSEDXML

from indexer.errors import FileRefused

Cells = tuple[object, ...]

MOST_ENTRIES = 500  # a workbook of fifty sheets with drawings has about 200
MOST_BYTES = 64_000_000  # unpacked; openpyxl needs several times as much
SMALL_ENTRY = 1_000_000  # below this, any ratio is harmless
MOST_RATIO = 150  # unpacked to packed of one entry; tables seen have 5 to 40
MOST_ROWS = 50_000
MOST_COLUMNS = 200
_ROWS_AT_ONCE = 500

_OLE_START = b"\xd0\xcf\x11\xe0"  # Microsoft's older container: .xls, and .xlsx with a password
# ECMA-376, ST_Xstring: a control character that XML cannot hold. openpyxl leaves it and undoes _x005F_ alone.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f])_")
_ENCRYPTED = 0x1

# openpyxl checks little and fails in the middle of a broken file with whatever comes along.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, OSError, ParseError, RuntimeError,
    KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError,
)  # fmt: skip


def open_xlsx_rows(path: Path, choose: Callable[[list[str]], str | None] | None = None) -> Iterator[Cells]:
    """The rows of one sheet as plain values (a formula's last result), `choose` picks it by name, else the first.

    Raises FileRefused for what is no workbook, has no such sheet, is protected, unpacks to unusual size, or has more
    than 50,000 rows. Columns beyond the two hundredth are left out.
    """
    _check_zip(path)
    if not DEFUSEDXML:
        raise FileRefused("Excel-Dateien sind ohne das Paket defusedxml nicht sicher lesbar.", "Bitte installieren.")
    with path.open("rb") as file:  # ours to close: openpyxl leaves it open when it stumbles while opening
        book = _guarded(lambda: openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False))
        yield from _rows(_sheet(book, choose))


def _check_zip(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(_OLE_START))
    if start == _OLE_START:
        raise FileRefused(
            "Die Datei hat ein Kennwort oder das alte Format .xls.", "Bitte ohne Kennwort als .xlsx speichern."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _no_workbook() from error
    _check_entries(entries)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip bomb by its table of contents; zipfile never unpacks more than is written there."""
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileRefused("Die Datei hat ein Kennwort.", "Bitte ohne Kennwort speichern.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _no_workbook()
    too_large = sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > MOST_ENTRIES
    if too_large or any(_suspicious(entry) for entry in entries):
        raise FileRefused("Die Datei entpackt sich zu ungewöhnlicher Größe.", "Bitte in mehrere Dateien teilen.")


def _suspicious(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(SMALL_ENTRY, MOST_RATIO * entry.compress_size)


def _sheet(book: Any, choose: Callable[[list[str]], str | None] | None) -> Any:
    names = [sheet.title for sheet in book.worksheets]
    name = choose(names) if choose else next(iter(names), None)
    if name is None:
        raise FileRefused("Die Datei hat kein passendes Tabellenblatt.", "Bitte die Vorlage benutzen.")
    return book[name]


def _rows(sheet: Any) -> Iterator[Cells]:
    rows = _guarded(lambda: sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS))
    count = 0
    while chunk := _guarded(lambda: list(islice(rows, _ROWS_AT_ONCE))):
        count += len(chunk)
        if count > MOST_ROWS:
            raise FileRefused(
                "Das Tabellenblatt hat mehr als 50.000 Zeilen.", "Bitte leere Zeilen löschen oder teilen."
            )
        yield from (tuple(_unescaped(cell) for cell in row) for row in chunk)


def _guarded(read: Callable[[], Any]) -> Any:
    """Whatever openpyxl stumbles over becomes one sentence; its warnings about what it leaves out are no news."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except _BROKEN as error:
        raise _no_workbook() from error


def _unescaped(cell: object) -> object:
    if isinstance(cell, str) and "_x" in cell:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return cell


def _no_workbook() -> FileRefused:
    return FileRefused(
        "Die Datei ist keine lesbare Excel-Datei.", "Bitte in Excel oder LibreOffice neu als .xlsx speichern."
    )
