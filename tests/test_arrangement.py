"""What the office arranges: rounds of a day, tables that suffice, and mistakes that are said at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import EventRefused
from matcher.events.arrangement import Rhythm, Rules, numbered_tables, rounds, tables_needed
from matcher.events.values import Pause, Slot, Table
from tests.fair import arranged, moment


def test_a_round_that_would_run_into_a_pause_begins_behind_it() -> None:
    lunch = Pause("Mittag", moment(10, 30), moment(11, 15))
    slots = rounds(Rhythm(moment(10), 20, 5, 3), [lunch])
    assert [slot.starts for slot in slots] == [moment(10), moment(11, 15), moment(11, 40)]
    assert [slot.session for slot in slots] == ["Teil 1", "Teil 2", "Teil 2"]


@given(
    minutes=st.integers(5, 60),
    change=st.integers(0, 15),
    count=st.integers(1, 30),
    breaks=st.lists(st.tuples(st.integers(0, 600), st.integers(1, 120)), max_size=4),
)
def test_rounds_never_overlap_each_other_or_a_pause(
    minutes: int, change: int, count: int, breaks: list[tuple[int, int]]
) -> None:
    start = datetime(2027, 3, 4, 9)
    pauses = [
        Pause("Pause", start + timedelta(minutes=at), start + timedelta(minutes=at + long)) for at, long in breaks
    ]
    slots = rounds(Rhythm(start, minutes, change, count), pauses)
    stretches = [(slot.starts, slot.ends) for slot in slots if slot.starts and slot.ends]
    assert len(stretches) == count
    assert all(end - begin == timedelta(minutes=minutes) for begin, end in stretches)
    for at, (begin, end) in enumerate(stretches):
        assert all(end <= later for later, _ in stretches[at + 1 :])
        assert all(end <= pause.starts or begin >= pause.ends for pause in pauses)


@given(st.integers(1, 2000), st.integers(1, 30), st.floats(0, 0.5))
def test_so_many_tables_suffice_and_one_less_does_not(meetings: int, slots: int, reserve: float) -> None:
    tables = tables_needed(meetings, slots, reserve)
    assert tables * slots * (1 - reserve) >= meetings - 1e-6
    assert (tables - 1) * slots * (1 - reserve) < meetings + 1e-6


def test_without_rounds_no_number_of_tables_can_be_told() -> None:
    with pytest.raises(EventRefused, match="Runden"):
        tables_needed(10, 0)


def test_closed_tables_and_the_reserve_take_places() -> None:
    event = arranged(4, 2, rules=Rules(reserve=0.25))
    assert event.places == 6
    assert replace(event, tables=(Table("1", closed=frozenset("12")),)).places == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "Titel"),
        ({"place": "x" * 201}, "Ort"),
        ({"slots": (Slot("1"), Slot("1"))}, "Runde „1“ kommt zweimal"),
        ({"tables": (Table("1"), Table("1"))}, "Tisch „1“ kommt zweimal"),
        ({"slots": (Slot("1", starts=moment(10), ends=moment(9)),)}, "endet, bevor"),
        ({"slots": (Slot("1", starts=moment(9), ends=moment(10)), Slot("2"))}, "keine"),
        (
            {"slots": (Slot("1", starts=moment(9), ends=moment(10)), Slot("2", starts=moment(9, 30), ends=moment(11)))},
            "überschneiden",
        ),
        ({"rules": Rules(group=(2, 9))}, "Gruppentische"),
        ({"rules": Rules(most=0)}, "mindestens ein"),
        ({"rules": Rules(reserve=1.0)}, "Reserve"),
        ({"rules": Rules(keep_days=0)}, "Tage"),
        ({"tables": numbered_tables(500)}, "höchstens"),
    ],
)
def test_a_mistake_is_said_in_words(change: dict[str, object], says: str) -> None:
    with pytest.raises(EventRefused, match=says):
        arranged(**change)  # type: ignore[arg-type]  # fields by name
