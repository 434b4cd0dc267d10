"""The personal link: text, availability, wishes and consent, without an account and without a guessable address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer import Database, EventRefused, NotFound
from matcher.events.calendar import Calendar
from matcher.events.entries import Wish
from matcher.events.links import BEST_BEFORE_DAYS, Answer, Links
from matcher.events.people import People
from matcher.events.tables import RegistrationRow
from tests.fair import LOLLAR, arranged, firm, fresh_database, town


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def event(database: Database) -> str:
    return Calendar(database).create(arranged()).id


def test_what_is_said_by_link_is_kept(database: Database, event: str) -> None:
    people, links = People(database), Links(database)
    one, other = people.add(event, town("Lollar", LOLLAR)), people.add(event, firm("Pegelwerk"))
    token = links.give(one.id)
    links.answer(
        token,
        Answer("Wir suchen\x07 Pegel.\r\nBald.", frozenset({"2"}), (Wish(other.id, "want", 1),), {"name": True}),
    )
    said = links.open(token)
    assert said.entry.text == "Wir suchen Pegel.\nBald."
    assert said.entry.absent == {"2"}
    assert said.agrees("name")
    assert not said.agrees("mailbox")
    assert said.answered is not None
    assert people.wishes(event)[one.id] == (Wish(other.id, "want", 1),)


def test_consent_is_taken_back_and_stays_on_record(database: Database, event: str) -> None:
    links = Links(database)
    token = links.give(People(database).add(event, town("Lollar", LOLLAR)).id)
    for given in (True, True, False):
        links.answer(token, Answer(consents={"name": given}))
    said = links.open(token)
    assert not said.agrees("name")
    assert [consent.given for consent in said.consents] == [True, False]
    assert {consent.version for consent in said.consents} == {"1"}


def test_the_token_itself_stands_nowhere_and_a_new_one_ends_the_old(database: Database, event: str) -> None:
    links = Links(database)
    one = People(database).add(event, town("Lollar", LOLLAR))
    old = links.give(one.id)
    with database.session() as session:
        assert old not in str(session.execute(select(RegistrationRow.link_hash)).all())
    links.give(one.id)
    with pytest.raises(NotFound):
        links.open(old)


def test_everybody_gets_a_link_once(database: Database, event: str) -> None:
    people, links = People(database), Links(database)
    first = people.add(event, town("Lollar", LOLLAR))
    gone = people.add(event, firm("Pegelwerk"))
    people.cancel(gone.id, gone.revision)
    assert links.give_all(event).keys() == {first.id}
    assert links.give_all(event) == {}


def test_a_link_ends_some_weeks_after_the_event(database: Database) -> None:
    past = replace(arranged(), day=date.today() - timedelta(days=BEST_BEFORE_DAYS + 1))
    event = Calendar(database).create(past).id
    token = Links(database).give(People(database).add(event, town("Lollar", LOLLAR)).id)
    with pytest.raises(NotFound, match="Link"):
        Links(database).open(token)


def test_a_round_that_is_not_there_is_refused(database: Database, event: str) -> None:
    token = Links(database).give(People(database).add(event, town("Lollar", LOLLAR)).id)
    with pytest.raises(EventRefused, match="Runde"):
        Links(database).answer(token, Answer(absent=frozenset({"99"})))
