"""A plain table as an XLSX file in which every cell is text: nothing that somebody wrote becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

LONGEST_CELL = 32_767  # characters; Excel's own limit
WIDTH = 30  # characters
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def sheet_of_texts(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows below their heads, strings only; what no cell can hold ends with "…"."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(name)
        bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True})
        sheet.set_column(0, max(len(heads) - 1, 0), WIDTH)
        for number, row in enumerate((heads, *rows)):
            for column, text in enumerate(row):
                sheet.write_string(number, column, _fitting(text), bold if number == 0 else wrapped)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
