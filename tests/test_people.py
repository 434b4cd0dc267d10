"""Participants: registered, changed, replaced by a substitute; who is personal stands in one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from indexer import Database, EventRefused, NotFound, Overtaken
from matcher.events import tables
from matcher.events.calendar import Calendar
from matcher.events.entries import Duty, Entry, Person, Wish
from matcher.events.people import People
from tests.fair import FULDA, LOLLAR, arranged, clerk, firm, fresh_database, town


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def event(database: Database) -> str:
    return Calendar(database).create(arranged()).id


def test_an_entry_comes_back_whole_and_numbers_follow_on(database: Database, event: str) -> None:
    people = People(database)
    entry = replace(town("Lollar", LOLLAR, "Text"), absent=frozenset({"1"}), duties=(Duty("2", "Vortrag"),), most=3)
    first, second = people.add(event, entry), people.add(event, firm("Pegelwerk"))
    assert people.get(first.id).entry == entry
    assert [one.number for one in people.all(event)] == [first.number, second.number] == [1, 2]


def test_of_two_changes_at_once_none_is_lost_in_silence(database: Database, event: str) -> None:
    people = People(database)
    one = people.add(event, town("Lollar", LOLLAR))
    people.change(one.id, one.revision, replace(one.entry, text="Erster"))
    with pytest.raises(Overtaken):
        people.change(one.id, one.revision, replace(one.entry, text="Zweiter"))
    with pytest.raises(Overtaken):
        people.cancel(one.id, one.revision)
    assert people.get(one.id).entry.text == "Erster"


def test_a_substitute_takes_the_seat(database: Database, event: str) -> None:
    people = People(database)
    one = people.add(event, town("Lollar", LOLLAR), [clerk("Lollar"), Person("", "Bauamt"), Person("", "Kasse")])
    assert people.substitute(one.id, 1) == Person("", "Bauamt")
    assert [person.function for person in people.persons(event)[one.id]] == ["Bauamt", "Kasse", "Digitalisierung"]
    assert people.get(one.id).revision == one.revision + 1
    with pytest.raises(NotFound):
        people.substitute(one.id, 3)


def test_wishes_name_participants_of_the_same_event(database: Database, event: str) -> None:
    people = People(database)
    one, other = people.add(event, town("Lollar", LOLLAR)), people.add(event, firm("Pegelwerk"))
    stranger = people.add(Calendar(database).create(arranged()).id, firm("Anderswo"))
    people.set_wishes(one.id, [Wish(other.id, "want", 1), Wish(stranger.id, "want"), Wish(one.id, "avoid")])
    assert people.wishes(event) == {one.id: (Wish(other.id, "want", 1),)}


def test_no_other_table_names_a_person(database: Database, event: str) -> None:
    people = People(database)
    people.add(event, town("Lollar", LOLLAR, "Text"), [Person("Unverwechselbar", "Amt", "unverwechselbar@x.example")])
    with database.session() as session:
        for table in tables.EventRow.metadata.tables:
            rows = session.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 # names of our own tables
            assert ("nverwechselbar" in str(rows)) == (table == "event_persons")


def test_who_is_removed_leaves_no_name(database: Database, event: str) -> None:
    people = People(database)
    people.remove(people.add(event, town("Lollar", LOLLAR), [clerk("Lollar")]).id)
    with database.session() as session:
        assert session.scalars(select(tables.PersonRow)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Entry(" ", "guest"),
        lambda: Entry("x", "guest", text="x" * 2001),
        lambda: Entry("x", "guest", fewest=3, most=2),
        lambda: Person("x" * 201),
        lambda: Person("", "", "keine Adresse"),
    ],
)
def test_what_is_impossible_is_refused(wrong: object) -> None:
    with pytest.raises(EventRefused):
        wrong()  # type: ignore[operator]  # a lambda


def test_delegations_are_told_by_place_provider_or_name() -> None:
    assert town("Stadt Fulda", FULDA).delegation == town("Fulda", FULDA).delegation
    assert firm("Pegelwerk  GmbH").delegation == firm("pegelwerk gmbh").delegation
