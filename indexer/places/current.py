"""The register in use: the one an operator imported into the data folder, else the shipped one."""

from __future__ import annotations

from pathlib import Path

from indexer.places.official import compare, read_register, update
from indexer.places.register import Register, pack

IMPORTED = "register.csv.xz"
"""Below the data folder."""


def open_register(data: Path) -> Register:
    """The register in use; raises FileRefused when the imported one is damaged."""
    imported = data / IMPORTED
    return Register.open(imported) if imported.exists() else Register.shipped()


def take_register(file: Path, data: Path) -> tuple[str, ...]:
    """Make an official file the register in use; returns German lines that say what changed. Raises FileRefused."""
    before = open_register(data)
    after = update(before, read_register(file))
    pack(after, data / IMPORTED)
    return compare(before, after).lines()


def kept_whole(register: Register) -> frozenset[str]:
    """The names that an analyzer must not split."""
    return frozenset(m.name for m in register.municipalities) | frozenset(d.name for d in register.districts)
