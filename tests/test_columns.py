from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.columns import Column, ColumnDraft

VALUES = st.lists(st.lists(st.sampled_from("abcde"), max_size=4), max_size=10)


def column(rows: list[list[str]]) -> Column:
    draft = ColumnDraft()
    for row in rows:
        draft.add(row)
    return draft.finish()


@given(VALUES, st.lists(st.sampled_from("abcxyz"), max_size=3))
def test_a_filter_lets_through_exactly_the_rows_that_have_one_of_its_values(
    rows: list[list[str]], wanted: list[str]
) -> None:
    assert column(rows).holds(wanted).tolist() == [bool(set(row) & set(wanted)) for row in rows]


@given(VALUES)
def test_a_row_gives_back_its_values_in_order(rows: list[list[str]]) -> None:
    read = column(rows)
    assert [read.values(place) for place in range(len(rows))] == [tuple(row) for row in rows]


def test_a_single_value_needs_no_list_and_survives_the_disk(tmp_path: Path) -> None:
    draft = ColumnDraft()
    draft.add("need")
    draft.add(["offering", "Größe »9«"])
    draft.finish().save(tmp_path, "kind")
    read = Column.open(tmp_path, "kind")
    assert [read.values(0), read.values(1)] == [("need",), ("offering", "Größe »9«")]
