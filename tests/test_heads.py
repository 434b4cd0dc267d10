"""The head of a list of participants, however the office called its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import FileRefused
from matcher.events.heads import HEADS, Columns, field_of, known_heads

NAMES = [(field, head) for field, heads in HEADS.items() for head in heads]


@given(st.sampled_from(NAMES), st.sampled_from(["{}", " {} ", "{}:", "{}*"]), st.booleans())
def test_a_head_is_known_in_any_case_and_with_marks(named: tuple[str, str], shape: str, loud: bool) -> None:
    field, head = named
    written = shape.format(head.upper() if loud else head)
    assert field_of(written) == field
    assert known_heads([written, "Lieblingsfarbe"]) == 1


def test_no_head_means_two_things() -> None:
    assert len({head.casefold() for _, head in NAMES}) == len(NAMES)


def test_columns_nobody_knows_are_passed_over() -> None:
    line = Columns.read(["Kommune", "Lieblingsfarbe", "Name"]).line(2, ["Lollar", "blau", " Ute  Muster "])
    assert line is not None
    assert line.cells == {"organisation": "Lollar", "name": "Ute Muster"}


def test_numbers_are_read_as_people_see_them_and_empty_lines_are_none() -> None:
    columns = Columns.read(["Kommune", "Höchstens Gespräche"])
    line = columns.line(2, ["Lollar", 3.0])
    assert line is not None
    assert line.says("most") == "3"
    assert columns.line(3, [None, "  "]) is None


@pytest.mark.parametrize("head", [["Name"], [], ["Kommune", "Stadt"]])
def test_a_head_that_does_not_say_who_is_refused(head: list[str]) -> None:
    with pytest.raises(FileRefused):
        Columns.read(head)
