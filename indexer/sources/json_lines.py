"""JSON lines: one object a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from indexer.errors import FileRefused
from indexer.sources.rows import Row

LONGEST_LINE = 1_000_000  # bytes; the largest record allowed is well below
NO_OBJECT = "Die Zeile ist kein JSON-Objekt."
TOO_LONG = "Die Zeile ist zu lang für einen Eintrag."


def read_json_lines(path: Path) -> Iterator[Row]:
    """The rows of a file of JSON lines, empty lines left out; raises FileRefused if it is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if row := _row(number, line):
                yield row


def _lines(file: BufferedReader) -> Iterator[bytes]:
    """Each line, an endless one cut short and the rest of it thrown away."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)


def _row(number: int, line: bytes) -> Row | None:
    if len(line) > LONGEST_LINE:
        return Row(number, fault=TOO_LONG)
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as error:
        raise FileRefused(f"Zeile {number} ist nicht in UTF-8 geschrieben.", "Bitte in UTF-8 speichern.") from error
    return _parsed(number, text) if text else None


def _parsed(number: int, text: str) -> Row:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):  # RecursionError: brackets nested by the thousand
        return Row(number, fault=NO_OBJECT)
    return Row(number, values) if isinstance(values, dict) else Row(number, fault=NO_OBJECT)
