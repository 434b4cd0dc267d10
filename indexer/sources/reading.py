"""A source as rows: one file, or every table in a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import FileRefused
from indexer.settings import Source
from indexer.sources.rows import Row
from indexer.sources.tables import ENDINGS, read_rows

IMPORTS = "imports"
"""Below the data folder: files that an operator handed over, each a source of its own."""


IMPORTED = "import-"
"""How the names of such sources begin, so that none is taken for a source of the settings."""

LONGEST_NAME = 30


def read_source(path: Path) -> Iterator[Row]:
    """All rows of a file, or of the tables in a folder by name; raises FileRefused when there is nothing to read."""
    if not path.is_dir():
        yield from read_rows(path)
        return
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS and not file.name.startswith("."))
    if not files:
        raise FileRefused(f"Im Ordner {path} liegt keine Tabelle.", "Gelesen werden JSONL, CSV und XLSX.")
    for file in files:
        yield from read_rows(file)


def imported_sources(data: Path) -> tuple[Source, ...]:
    """The files that were handed over by `copy_import`, each under its own name."""
    folder = data / IMPORTS
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    tables = (file for file in files if file.suffix.lower() in ENDINGS)
    return tuple(Source(name=f"{IMPORTED}{_source_name(file)}", path=str(file)) for file in tables)


def copy_import(file: Path, data: Path) -> None:
    """Keep a copy of a file as a source; the same name replaces it. Raises FileRefused when it is no table."""
    for _ in read_rows(file):
        break
    folder = data / IMPORTS
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / f"{_source_name(file)}{file.suffix.lower()}")


def _source_name(file: Path) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in file.stem.lower())
    return letters.strip("-")[:LONGEST_NAME] or "datei"
