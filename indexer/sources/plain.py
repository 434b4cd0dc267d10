"""Any table with a head, cell by cell: for lists that hold no records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from indexer.errors import FileRefused
from indexer.sources.csv_tables import csv_lines
from indexer.sources.xlsx import open_xlsx_rows

Line = Sequence[object] | str
"""The cells of one line, or why it cannot be read."""


def read_lines(path: Path, known: Callable[[Sequence[str]], int]) -> Iterator[Line]:
    """The lines of a CSV file or of the first sheet of a workbook, the head first.

    `known` counts the heads among some cells and so finds the delimiter. Raises FileRefused with the file's name.
    """
    try:
        yield from _lines(path, known)
    except OSError as error:
        raise FileRefused(f"{path.name}: Die Datei lässt sich nicht lesen ({error.strerror}).") from error
    except FileRefused as error:
        raise FileRefused(f"{path.name}: {error.thing}", error.remedy) from error


def _lines(path: Path, known: Callable[[Sequence[str]], int]) -> Iterator[Line]:
    ending = path.suffix.lower()
    if ending == ".csv":
        yield from csv_lines(path, known)
    elif ending == ".xlsx":
        yield from open_xlsx_rows(path)
    else:
        raise FileRefused("Diese Art von Datei wird nicht gelesen.", "Möglich sind .csv und .xlsx.")
