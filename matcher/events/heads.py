"""The head of a list of participants: which column says what, however the office called it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer import FileRefused

HEADS: dict[str, tuple[str, ...]] = {
    "organisation": ("Organisation", "Kommune", "Gemeinde", "Stadt", "Verwaltung", "Firma", "Anbieter", "Unternehmen",
                     "Institution", "Einrichtung"),
    "name": ("Name", "Vor- und Nachname", "Person", "Ansprechperson", "Teilnehmende", "Teilnehmer"),
    "first_name": ("Vorname",),
    "last_name": ("Nachname", "Familienname"),
    "function": ("Funktion", "Position", "Amt", "Aufgabe"),
    "mailbox": ("E-Mail", "Email", "E-Mail-Adresse", "Mail", "Mailadresse"),
    "role": ("Rolle", "Art", "Typ", "Gruppe", "Teilnahme als"),
    "text": ("Anliegen", "Bedarf", "Herausforderung", "Beschreibung", "Text", "Anliegen oder Angebot"),
    "offering": ("Angebot", "Lösung", "Produkt"),
    "substitute": ("Vertretung", "Stellvertretung", "Ersatz"),
    "substitute_mailbox": ("E-Mail der Vertretung", "E-Mail Vertretung"),
    "presents": ("Stand", "Aussteller", "Präsentiert"),
    "absent": ("Nicht da", "Abwesend", "Fehlt in Runde"),
    "most": ("Höchstens Gespräche", "Höchstzahl Gespräche", "Max. Gespräche"),
    "wants": ("Wünsche", "Möchte treffen", "Wunschgespräche"),
    "avoids": ("Möchte nicht treffen", "Nicht treffen"),
}  # fmt: skip
"""Field → the heads that mean it; the first one stands in the template."""

NEEDED = "organisation"


@dataclass(frozen=True)
class Line:
    """One line of the list: its number as a spreadsheet counts, and its cells by field."""

    number: int
    cells: dict[str, str]

    def says(self, field: str) -> str:
        """What a cell says; "" where the column is missing or the cell is empty."""
        return self.cells.get(field, "")


@dataclass(frozen=True)
class Columns:
    """The fields of the columns, in order; "" for a column that nobody knows."""

    names: tuple[str, ...]

    @classmethod
    def read(cls, head: Sequence[object]) -> Columns:
        """Read the head; raises FileRefused where no column says whom a line is about, or one stands twice."""
        names = tuple(field_of(str(cell or "")) for cell in head)
        if NEEDED not in names:
            raise FileRefused(
                "Die Kopfzeile hat keine Spalte „Organisation“.", "Sie darf auch „Kommune“ oder „Firma“ heißen."
            )
        doubled = next((name for name in names if name and names.count(name) > 1), None)
        if doubled:
            raise FileRefused(f"Zwei Spalten der Kopfzeile sagen „{HEADS[doubled][0]}“.", "Bitte eine umbenennen.")
        return cls(names)

    def line(self, number: int, cells: Sequence[object]) -> Line | None:
        """One line; None where it is empty."""
        told = {name: _text(cell) for name, cell in zip(self.names, cells, strict=False) if name and _text(cell)}
        return Line(number, told) if told else None


def field_of(head: str) -> str:
    """The field that a head means; "" if it means none."""
    return _MEANINGS.get(_plain(head), "")


def known_heads(cells: Sequence[str]) -> int:
    """How many of these are heads of a list of participants."""
    return sum(_plain(cell) in _MEANINGS for cell in cells)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().strip("*:").strip()).casefold()


_MEANINGS = {_plain(head): field for field, heads in HEADS.items() for head in heads}


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())
