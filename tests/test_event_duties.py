"""What the timetable does for events: in time, once, and also when it was down in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from indexer import Analyzer, Database, Locks, load
from matcher.desk.outbox import Outbox
from matcher.events.front import Events
from tests.fair import Fair, fresh_database, held
from tests.processes import House, house, until
from tests.workshop import practice
from webui.event_duties import LOCK, events_look
from webui.opening import Opened


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


def past(events: Events, days: int) -> Fair:
    """An event that was so many days ago, with a plan that held."""
    fair = held(events)
    fair.publish()
    found = events.calendar.get(fair.id)
    events.calendar.change(fair.id, found.revision, replace(found.arrangement, day=date.today() - timedelta(days=days)))
    return fair


def test_what_is_due_is_done_once_and_one_process_at_a_time(tmp_path: Path, database: Database, opened: Opened) -> None:
    settings = load(data=tmp_path, site={"url": "https://anker.example/"})
    events = Events(database, opened.service.view)
    old = past(events, 400)
    look = events_look(settings, database)
    with Locks(tmp_path, database).alone(LOCK):
        look()
    assert events.forgetting.removals() == ()
    look()
    look()
    assert [one.event for one in events.forgetting.removals()] == [old.id]
    assert events.people.persons(old.id) == {}
    assert Outbox(database).waiting() == ()


def test_the_morning_after_the_questions_lie_in_the_outbox(tmp_path: Path, database: Database, opened: Opened) -> None:
    settings = load(data=tmp_path, site={"url": "https://anker.example/"})
    events = Events(database, opened.service.view)
    fair = past(events, 1)
    morning = datetime.combine(date.today(), time(8, 10))
    events_look(settings, database, lambda: morning.replace(hour=7))()
    assert Outbox(database).waiting() == ()
    look = events_look(settings, database, lambda: morning)
    look()
    look()
    mails = Outbox(database).waiting()
    assert len(mails) == events.questions.round(fair.id).asked > 0
    assert all("https://anker.example/rueckblick/" in mail.body for mail in mails)


def test_the_timetable_catches_up_at_its_start(tmp_path: Path, cache: Path, analyzer: Analyzer, opened: Opened) -> None:  # noqa: ARG001  # the analyzer has packed the lexicon
    home: House = house(tmp_path, cache / "lexicon", practice("p1"))
    database = Database(f"sqlite:///{home.folder / 'anker.sqlite'}")
    database.migrate()
    events = Events(database, opened.service.view)
    old = past(events, 400)
    with home.started("timetable"):
        until(lambda: events.forgetting.removals() != ())
    assert [(one.event, one.why) for one in events.forgetting.removals()] == [(old.id, "Frist abgelaufen")]
    database.close()
