"""The table that people fill in: heads, an explanation of each column, and an example that is never imported."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from indexer.fields import FIELDS, Field
from indexer.records import Record
from indexer.sources.cells import ESCAPED_MARK, LIST_MARK

SHEET = "Einträge"
EXPLANATION = "Erklärung"
EXAMPLE = "Beispiel"
PREPARED_ROWS = 1000  # rows below the head whose cells offer their choices
NEEDED = frozenset(["id", "kind", "title", "source_url"])
WIDTHS = {"text": 48, "list": 36}  # in characters; all others fit into the usual 22
USUAL_WIDTH = 22

EXAMPLES = (
    Record(
        id="muster-001",
        kind="practice",
        title="Pegelsensoren warnen vor Starkregen",
        municipalities=("Musterstadt", "Beispieldorf"),
        land="Hessen",
        summary="Zwölf Sensoren messen die Wasserstände kleiner Bäche und melden sie an die Feuerwehr.",
        topics=("Starkregen", "Sensorik", "LoRaWAN"),
        state="Betrieb",
        start_year=2023,
        source_url="https://musterstadt.example/pegel",
        contact="digitalisierung@musterstadt.example",
    ),
    Record(
        id="muster-002",
        kind="need",
        title="Straßenlaternen zentral steuern",
        municipalities=("Musterstadt",),
        summary="Wir suchen Kommunen, die ihre Straßenbeleuchtung schon aus der Ferne dimmen.",
        wants_cooperation=True,
        source_url="https://musterstadt.example/beleuchtung",
        visibility="municipalities",
    ),
)


def template_xlsx(records: Iterable[Record] = ()) -> bytes:
    """The template as an XLSX file, empty or filled with records; `read_rows` reads it back without loss."""
    buffer = io.BytesIO()
    # Strings stay strings: nothing that somebody wrote becomes a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _offer_choices(_write_table(book.add_worksheet(SHEET), records, heading, wrapped))
        _write_explanation(book.add_worksheet(EXPLANATION), heading, wrapped)
        _write_table(book.add_worksheet(EXAMPLE), EXAMPLES, heading, wrapped)
    return buffer.getvalue()


def cell_of(field: Field, value: Any) -> str | int:
    """A value as it stands in a table's cell; the empty string where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, tuple):
        return f" {LIST_MARK} ".join(item.replace(LIST_MARK, ESCAPED_MARK) for item in value)
    words = {code: word for word, code in field.choices.items()}
    return value if isinstance(value, int) else words.get(value, value)


def _write_table(sheet: Any, records: Iterable[Record], heading: Any, wrapped: Any) -> Any:
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, WIDTHS.get(field.shape, USUAL_WIDTH), wrapped)
        sheet.write_string(0, column, field.head, heading)
    for row, record in enumerate(records, start=1):
        for column, field in enumerate(FIELDS):
            _write(sheet, (row, column), cell_of(field, getattr(record, field.name)), wrapped)
    sheet.freeze_panes(1, 3)  # heads, and what names a row
    return sheet


def _write(sheet: Any, place: tuple[int, int], cell: str | int, wrapped: Any) -> None:
    if isinstance(cell, int):
        sheet.write_number(*place, cell, wrapped)
    elif cell:
        sheet.write_string(*place, cell, wrapped)


def _offer_choices(sheet: Any) -> None:
    for column, field in enumerate(FIELDS):
        words = list(field.choices) or (["ja", "nein"] if field.shape == "yes_no" else [])
        if words:
            sheet.data_validation(1, column, PREPARED_ROWS, column, {"validate": "list", "source": words})


def _write_explanation(sheet: Any, heading: Any, wrapped: Any) -> None:
    sheet.set_column(0, 1, USUAL_WIDTH, wrapped)
    sheet.set_column(2, 2, 2 * WIDTHS["text"], wrapped)
    for column, text in enumerate(("Spalte", "Nötig", "Was hineingehört")):
        sheet.write_string(0, column, text, heading)
    for row, field in enumerate(FIELDS, start=1):
        cells = (field.head, "ja" if field.name in NEEDED else "", field.help)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, wrapped)
