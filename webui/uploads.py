"""Files that people send: larger than a form where a page takes one, kept on disk only while they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, request
from werkzeug.utils import secure_filename

from indexer import FileRefused

KINDS = (".csv", ".xlsx")


def takes_files(pages: Blueprint, sizes: dict[str, int]) -> None:
    """Let some endpoints take more bytes than a form may have; `sizes`: name of the view → bytes."""

    def widen(endpoint: str | None, _values: dict[str, object] | None) -> None:
        view = (endpoint or "").rpartition(".")[2]
        if view in sizes and request.method == "POST":
            request.max_content_length = sizes[view]

    # Runs before the door reads the form for its token; strangers are refused before anything is read.
    pages.url_value_preprocessor(widen)


@contextmanager
def uploaded(field: str, kinds: tuple[str, ...] = KINDS) -> Iterator[Path]:
    """The file of a form field, until it is read; raises FileRefused where none was chosen or its kind is not taken."""
    sent = request.files.get(field)
    name = secure_filename(sent.filename or "") if sent else ""
    if sent is None or not name:
        raise FileRefused("Bitte wählen Sie eine Datei aus.")
    if Path(name).suffix.lower() not in kinds:
        raise FileRefused(f"Diese Datei lesen wir nicht. Möglich sind {' und '.join(kinds)}.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        sent.save(path)
        yield path
