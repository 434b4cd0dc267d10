"""Official files of any date: which one it is, and how it becomes the register in use."""

from __future__ import annotations

from pathlib import Path

from indexer.places.changes import RegisterChanges, compare, update
from indexer.places.extract import read_extract
from indexer.places.gv100ad import looks_like_gv100ad, read_bytes, read_gv100ad
from indexer.places.register import Register

__all__ = ["RegisterChanges", "compare", "read_extract", "read_gv100ad", "read_register", "update"]


def read_register(path: Path) -> Register:
    """Read an official file, GV100AD or quarterly extract (CSV, XLSX); raises FileRefused if it is neither."""
    return read_gv100ad(path) if looks_like_gv100ad(read_bytes(path)) else read_extract(path)
