"""CSV as office programs write it: ; or , or tab, UTF-8 with or without mark, UTF-16, or Windows' cp1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from indexer.errors import FileRefused
from indexer.sources.heads import FIRST_ROW, Heads, known_heads
from indexer.sources.rows import Row

LARGEST_FILE = 200_000_000  # bytes; a hundred thousand records are about 150 MB
DELIMITERS = ";,\t"
EXCEL_HINT = "sep="  # a first line that Excel writes and hides
NOT_READABLE = "Die Zeile ist nicht lesbar (Anführungszeichen fehlen oder stehen falsch)."


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of a CSV file; raises FileRefused for what is no table of records."""
    lines = csv_lines(path, known_heads)
    heads = Heads.read(_first(lines))
    for number, cells in enumerate(lines, start=FIRST_ROW):
        row = heads.row(number, cells) if isinstance(cells, list) else Row(number, fault=cells)
        if row:
            yield row


def csv_lines(path: Path, known: Callable[[Sequence[str]], int]) -> Iterator[list[str] | str]:
    """The lines of any CSV file as cells, or as the reason why one cannot be read.

    `known` counts the heads among some cells; the sign that gives most of them is the delimiter.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise FileRefused("Die Datei ist zu groß (höchstens 200 MB).", "Bitte in mehrere Dateien teilen.")
    text = _without_hint(_decoded(path.read_bytes()))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    while (cells := _next(lines)) is not None:
        yield cells


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(raw, "utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode(raw, "cp1252")


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("Die Zeichen der Datei sind nicht lesbar.", "Bitte als „CSV UTF-8“ speichern.") from error


def _without_hint(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower().startswith(EXCEL_HINT) else text


def _delimiter(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """The sign that cuts the head into most known heads; a guess by counting signs fails on texts full of commas."""
    return max(DELIMITERS, key=lambda sign: known(_head(text, sign)))


def _head(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _first(lines: Iterator[list[str] | str]) -> list[str]:
    head = next(lines, [])
    if isinstance(head, str):
        raise FileRefused("Die Kopfzeile ist nicht lesbar.", "Bitte als „CSV UTF-8“ speichern.")
    return head


def _next(lines: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, or why it cannot be read, or None at the end."""
    try:
        return next(lines, None)
    except csv.Error:
        return NOT_READABLE
