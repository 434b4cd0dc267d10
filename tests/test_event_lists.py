"""The lists of an event as files, and the lines of its form."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from werkzeug.datastructures import MultiDict

from indexer import EventRefused
from matcher import Person
from matcher.events.entries import Registration
from tests.fair import LOLLAR, arranged, town
from webui.event_forms import ArrangementForm
from webui.event_setting import arrangement_of, given_by
from webui.event_tables import people_listing


def typed(value: object) -> str:
    """What stands in a field for a value."""
    return f"{value:%H:%M}" if isinstance(value, time) else "" if value is None else str(value)


def filled(**other: str) -> ArrangementForm:
    """The form as a browser sends it back when nothing was touched, with some fields changed."""
    given = given_by(arranged(), "")
    sent: MultiDict[str, str] = MultiDict()
    for name, value in given.items():
        if value is False:
            continue  # a box that is not ticked sends nothing
        for each in value if isinstance(value, list) else [value]:
            sent.add(name, typed(each))
    for name, text in other.items():
        sent.setlist(name, [text])
    form = ArrangementForm(sent)
    assert form.validate(), form.errors
    return form


def test_a_form_that_nobody_touched_describes_the_same_event() -> None:
    assert arrangement_of(filled(), arranged(), ()) == arranged()


def test_a_table_can_be_closed_in_some_rounds() -> None:
    made = arrangement_of(filled(closed="Tisch 2: 1, 3"), None, ())
    assert [table.closed for table in made.tables] == [frozenset(), {"1", "3"}, frozenset()]


def test_what_is_no_time_and_no_number_is_said_in_german() -> None:
    form = ArrangementForm(MultiDict({"first": "früh", "count": "viele"}))
    assert not form.validate()
    told = " ".join((*form.first.errors, *form.count.errors))
    assert "Not a" not in told


@pytest.mark.parametrize("line", ["mittags Pause", "25:00-26:00 Pause", "12:00 Pause"])
def test_a_pause_that_nobody_understands_is_refused(line: str) -> None:
    with pytest.raises(EventRefused):
        arrangement_of(filled(pauses=line), None, ())


def test_a_day_does_not_run_past_midnight() -> None:
    with pytest.raises(EventRefused):
        arrangement_of(filled(count="60", minutes="60"), None, ())


def test_nothing_in_a_csv_runs_as_a_formula() -> None:
    one = Registration("a", "e", 1, replace(town("Lollar", LOLLAR), text='=HYPERLINK("http://fremd.example")'))
    told = people_listing([one], {"a": (Person("Bauamt", "", ""),)}).csv().decode("utf-8-sig")
    assert "\"'=HYPERLINK" in told
