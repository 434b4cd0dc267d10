"""Events in the database: set up, changed by one person at a time, deleted whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from indexer import Database, NotFound, Overtaken
from matcher.events import tables
from matcher.events.calendar import Calendar
from matcher.events.entries import Wish
from matcher.events.people import People
from tests.fair import LOLLAR, arranged, clerk, firm, fresh_database, town


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


def test_an_event_is_found_again_as_it_was_arranged(database: Database) -> None:
    held = Calendar(database).create(arranged(topics=("starkregen",), format="theme"))
    assert Calendar(database).get(held.id).arrangement == arranged(topics=("starkregen",), format="theme")


def test_of_two_who_change_the_same_the_second_one_hears_it(database: Database) -> None:
    calendar = Calendar(database)
    held = calendar.create(arranged())
    calendar.change(held.id, held.revision, replace(held.arrangement, title="Erste"))
    with pytest.raises(Overtaken):
        calendar.change(held.id, held.revision, replace(held.arrangement, title="Zweite"))
    assert calendar.get(held.id).arrangement.title == "Erste"


def test_an_unknown_event_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        Calendar(database).get("nichts")
    with pytest.raises(NotFound):
        Calendar(database).change("nichts", 1, arranged())


def test_the_list_counts_participants(database: Database) -> None:
    calendar = Calendar(database)
    held = calendar.create(arranged())
    People(database).add(held.id, town("Lollar", LOLLAR))
    assert [(one.held.id, one.participants) for one in calendar.all()] == [(held.id, 1)]


def test_with_an_event_everything_of_it_goes(database: Database) -> None:
    calendar, people = Calendar(database), People(database)
    held = calendar.create(arranged())
    one = people.add(held.id, town("Lollar", LOLLAR), [clerk("Lollar")])
    other = people.add(held.id, firm("Pegelwerk"))
    people.set_wishes(one.id, [Wish(other.id, "want", 1)])
    calendar.delete(held.id)
    with database.session() as session:
        for table in (tables.EventRow, tables.RegistrationRow, tables.PersonRow, tables.WishRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
