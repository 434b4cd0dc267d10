"""The head of a table: which column is which field, by its German head or by the field's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.errors import FileRefused
from indexer.fields import BY_NAME, FIELDS, head
from indexer.sources.cells import value_of
from indexer.sources.rows import Row

NEEDED = "title"  # a table without titles is no table of records
TOO_WIDE = "Die Zeile hat mehr Spalten als die Kopfzeile."
FIRST_ROW = 2  # below the head, counted as a spreadsheet shows it


@dataclass(frozen=True)
class Heads:
    """The fields of a table's columns, in order; a head that nobody knows stands for itself and is refused per row."""

    names: tuple[str, ...]

    @classmethod
    def read(cls, cells: Sequence[object]) -> Heads:
        """Read the head row; raises FileRefused if titles are missing or a column stands twice."""
        names = tuple(field_name(str(cell)) if cell is not None else "" for cell in cells)
        named = [name for name in names if name]
        if NEEDED not in named:
            raise FileRefused(
                f"Die Kopfzeile hat keine Spalte „{head(NEEDED)}“.",
                "Bitte die Vorlage benutzen; ihre erste Zeile nennt die Spalten.",
            )
        doubled = next((name for name in named if named.count(name) > 1), None)
        if doubled:
            raise FileRefused(f"Die Spalte „{head(doubled)}“ steht zweimal in der Kopfzeile.", "Bitte eine löschen.")
        return cls(names)

    def row(self, number: int, cells: Sequence[object]) -> Row | None:
        """One row of the table; None if all its cells are empty."""
        filled = [(place, cell) for place, cell in enumerate(cells) if cell is not None and str(cell).strip()]
        if not filled:
            return None
        values = {self._name(place): self._value(place, cell) for place, cell in filled}
        outside = any(not self._name(place) for place, _ in filled)
        return Row(number, values, TOO_WIDE if outside else None)

    def rows(self, lines: Iterator[Sequence[object]]) -> Iterator[Row]:
        """All rows below the head."""
        for number, cells in enumerate(lines, start=FIRST_ROW):
            if row := self.row(number, cells):
                yield row

    def _name(self, place: int) -> str:
        return self.names[place] if place < len(self.names) else ""

    def _value(self, place: int, cell: object) -> object:
        field = BY_NAME.get(self._name(place))
        return value_of(field, cell) if field else str(cell)


def field_name(text: str) -> str:
    """The field that a head means; the text itself if it means none."""
    return _meanings().get(_plain(text), text.strip())


def known_heads(cells: Sequence[str]) -> int:
    """How many of these are heads of a table of records."""
    meanings = _meanings()
    return sum(_plain(cell) in meanings for cell in cells)


def _meanings() -> dict[str, str]:
    return {_plain(word): field.name for field in FIELDS for word in (field.name, field.head)}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().strip("*:").strip()).casefold()
