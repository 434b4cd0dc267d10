"""One row of a source as it was read, before anybody asks whether it is usable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row: its number as people see it (a head is row 1), its values by field, why it cannot be read, its file."""

    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None
    file: str = ""
