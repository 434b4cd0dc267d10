"""Tables of texts as XLSX."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from indexer import sheet_of_texts
from indexer.sources.sheet import LONGEST_CELL


@pytest.mark.parametrize("text", ["=1+1", "+49 611", "-1", "@SUM(A1)", "https://x.example", "00123", "\tTab", "{=1}"])
def test_whatever_somebody_wrote_stays_text(text: str) -> None:
    cell = load_workbook(io.BytesIO(sheet_of_texts("Blatt", ["Kopf"], [[text]])))["Blatt"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_a_text_too_long_for_a_cell_says_that_it_goes_on() -> None:
    book = load_workbook(io.BytesIO(sheet_of_texts("Blatt", ["Kopf"], [["x" * (LONGEST_CELL + 1)]])))
    value = book["Blatt"]["A2"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST_CELL
    assert value.endswith("…")
