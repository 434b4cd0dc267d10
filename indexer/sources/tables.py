"""Tables of records in files: JSON lines, CSV, XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from indexer.errors import FileRefused
from indexer.sources.csv_tables import read_csv
from indexer.sources.heads import Heads
from indexer.sources.json_lines import read_json_lines
from indexer.sources.rows import Row
from indexer.sources.template import SHEET
from indexer.sources.xlsx import open_xlsx_rows

ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".xlsx")


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of one file, read as its ending says; raises FileRefused for what is not usable as a whole."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise FileRefused(
            f"{path.name}: Diese Art von Datei wird nicht gelesen.", "Möglich sind .jsonl, .csv und .xlsx."
        )
    try:
        for row in reader(path):
            yield replace(row, file=path.name)
    except OSError as error:
        raise FileRefused(f"{path.name}: Die Datei lässt sich nicht lesen ({error.strerror}).") from error
    except FileRefused as error:
        raise FileRefused(f"{path.name}: {error.thing}", error.remedy) from error


def read_xlsx(path: Path) -> Iterator[Row]:
    """The rows of the template's sheet, or of the first one where there is none of that name."""
    lines = open_xlsx_rows(path, lambda names: SHEET if SHEET in names else next(iter(names), None))
    heads = Heads.read(next(lines, ()))
    yield from heads.rows(lines)


_READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json_lines,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
