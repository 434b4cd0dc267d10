"""The mail of the day after: everybody who met somebody is asked once, by a link that opens nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import Database, NotFound, Office
from matcher.desk.outbox import Outbox
from matcher.events.front import Events
from matcher.events.questions import Writer
from matcher.events.tables import EventRow
from tests.fair import DAY, Fair, fresh_database, held
from webui.opening import Opened

WRITER = Writer(Office(), lambda token: f"https://anker.example/rueckblick/{token}")
MORNING = datetime.combine(DAY + timedelta(days=1), time(8, 5))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def fair(database: Database, opened: Opened) -> Fair:
    fair = held(Events(database, opened.service.view))
    fair.publish()
    return fair


def links(database: Database) -> dict[str, str]:
    """Mailbox → the token in the mail that waits for it."""
    mails = Outbox(database).waiting()
    return {mail.recipient: re.findall(r"/rueckblick/(\S+)", mail.body)[0] for mail in mails}


def test_everybody_who_met_somebody_is_asked_once_the_morning_after(fair: Fair, database: Database) -> None:
    questions = fair.events.questions
    missing = fair.seat("Pegelwerk")
    fair.events.day.no_show(missing.id, missing.revision)
    met = {name for people in fair.meetings().values() for name in people}
    assert questions.ask_due(datetime.combine(DAY, time(20)), WRITER) == 0
    assert questions.ask_due(MORNING.replace(hour=7), WRITER) == 0
    assert questions.ask_due(MORNING, WRITER) == len(met)
    assert set(links(database)) == {f"digital@{name.lower()}.example" for name in met}
    assert questions.ask_due(MORNING + timedelta(days=1), WRITER) == 0
    round_ = questions.round(fair.id)
    assert (round_.asked, round_.open, round_.without_mailbox) == (len(met), 0, 0)


def test_the_link_of_the_question_answers_it_and_opens_nothing_else(fair: Fair, database: Database) -> None:
    own = fair.events.links.give(fair.seat("Lollar").id)
    fair.events.questions.ask(fair.id, WRITER)
    token = links(database)["digital@lollar.example"]
    meeting, _ = fair.events.afterwards.to_answer(token)[0]
    fair.events.afterwards.say(token, meeting.id, "agreed")
    assert fair.events.afterwards.answers(fair.id) == {meeting.id: {fair.seat("Lollar").id: "agreed"}}
    with pytest.raises(NotFound):
        fair.events.links.open(token)
    assert fair.events.links.open(own).entry.organisation == "Lollar"


def test_who_has_no_mailbox_is_counted_and_not_asked(fair: Fair) -> None:
    fair.events.people.set_persons(fair.seat("Lollar").id, [])
    assert fair.events.questions.round(fair.id).without_mailbox == 1
    asked = fair.events.questions.ask(fair.id, WRITER)
    assert asked == fair.events.questions.round(fair.id).asked > 0


def test_nobody_is_asked_by_itself_where_the_office_does_not_want_it(fair: Fair, database: Database) -> None:
    found = fair.events.calendar.get(fair.id)
    rules = replace(found.arrangement.rules, asks=False)
    fair.events.calendar.change(fair.id, found.revision, replace(found.arrangement, rules=rules))
    assert fair.events.questions.ask_due(MORNING, WRITER) == 0
    fair.events.calendar.change(fair.id, found.revision + 1, found.arrangement)
    assert fair.events.questions.ask_due(MORNING + timedelta(days=30), WRITER) == 0
    with database.session() as session:
        session.execute(update(EventRow).values(sample=True))
    assert fair.events.questions.ask_due(MORNING, WRITER) == 0


def test_with_the_personal_data_the_links_end(fair: Fair, database: Database) -> None:
    fair.events.questions.ask(fair.id, WRITER)
    token = links(database)["digital@lollar.example"]
    fair.events.forgetting.remove(fair.id, "auf Wunsch")
    with pytest.raises(NotFound):
        fair.events.afterwards.to_answer(token)
    assert fair.events.questions.ask(fair.id, WRITER) == 0
