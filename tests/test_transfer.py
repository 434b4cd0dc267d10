"""An event goes to another machine whole and comes back; what is no event, or reaches into another one, stays out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import AnkerError, Database, EventRefused, FileRefused, NotFound
from matcher.events.front import Events
from matcher.events.links import Answer
from tests.fair import Fair, arranged, fresh_database, held
from webui.opening import Opened


@pytest.fixture
def fair(tmp_path: Path, opened: Opened) -> Iterator[Fair]:
    (tmp_path / "office").mkdir()
    with fresh_database(tmp_path / "office") as database:
        fair = held(Events(database, opened.service.view))
        fair.publish()
        yield fair


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "hall").mkdir()
    with fresh_database(tmp_path / "hall") as database:
        yield database


def test_everything_arrives_and_comes_back_with_what_the_day_has_changed(
    fair: Fair, hall: Database, opened: Opened
) -> None:
    token = fair.events.links.give(fair.seat("Lollar").id)
    fair.events.links.answer(token, Answer(consents={"name": True}))
    fair.events.press.printed(fair.id)
    there = Events(hall, opened.service.view)
    assert there.transfer.take_in(fair.events.transfer.export(fair.id)) == fair.events.calendar.get(fair.id)
    assert there.people.all(fair.id) == fair.events.people.all(fair.id)
    assert there.people.persons(fair.id) == fair.events.people.persons(fair.id)
    assert there.pairs.all(fair.id) == fair.events.pairs.all(fair.id)
    assert there.versions.all(fair.id) == fair.events.versions.all(fair.id)
    assert there.press.changed(fair.id) == ()
    assert there.links.open(token).entry.organisation == "Lollar"
    one = there.people.all(fair.id)[0]
    there.day.check_in(one.id, one.revision, "Halle")
    fair.events.transfer.take_in(there.transfer.export(fair.id), replace=True)
    assert fair.seat("Lollar").counter == "Halle"


def test_an_event_that_is_there_is_replaced_only_if_told_so(fair: Fair) -> None:
    with pytest.raises(EventRefused, match="schon"):
        fair.events.transfer.take_in(fair.events.transfer.export(fair.id))


def test_an_unknown_event_is_not_exported(fair: Fair) -> None:
    with pytest.raises(NotFound):
        fair.events.transfer.export("nichts")


def _other_event(told: Any) -> None:
    told["tables"]["event_pairs"][0]["event_id"] = "anderswo"


def _foreign_person(told: Any) -> None:
    told["tables"]["event_persons"][0]["registration_id"] = "anderswo"


def _double_booking(told: Any) -> None:
    version = told["tables"]["event_versions"][0]
    content = json.loads(version["content"])
    first, second, *_ = content["schedule"]["placed"]
    second["slot"], second["table"] = first["slot"], first["table"]
    version["content"] = json.dumps(content)


def _broken_entry(told: Any) -> None:
    told["tables"]["event_registrations"][0]["entry"] = {"organisation": 3}


def _two_events(told: Any) -> None:
    told["tables"]["events"] *= 2


def _lost_column(told: Any) -> None:
    del told["tables"]["event_pairs"][0]["reason"]


def _newer(told: Any) -> None:
    told["anker_event"] = 99


@pytest.mark.parametrize(
    "spoil",
    [_other_event, _foreign_person, _double_booking, _broken_entry, _two_events, _lost_column, _newer],
)
def test_a_spoilt_file_changes_nothing(fair: Fair, hall: Database, opened: Opened, spoil: Any) -> None:
    told = json.loads(fair.events.transfer.export(fair.id))
    spoil(told)
    there = Events(hall, opened.service.view)
    with pytest.raises(AnkerError):
        there.transfer.take_in(json.dumps(told).encode())
    assert there.calendar.all() == ()


def test_a_file_cannot_take_people_from_another_event(fair: Fair) -> None:
    told = json.loads(fair.events.transfer.export(fair.id))
    other = fair.events.calendar.create(arranged()).id
    text = json.dumps(told).replace(fair.id, "0123456789abcdef")
    with pytest.raises(FileRefused):
        fair.events.transfer.take_in(text.encode())
    assert fair.events.people.all(other) == ()
    assert len(fair.events.people.all(fair.id)) == 6


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=50), st.recursive(st.none() | st.text(), st.lists).map(lambda x: json.dumps(x).encode())
    )
)
def test_whatever_is_no_event_is_refused_in_words(hall: Database, opened: Opened, data: bytes) -> None:
    with pytest.raises(FileRefused):
        Events(hall, opened.service.view).transfer.take_in(data)
