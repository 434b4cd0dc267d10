"""One mailbox goes from all events; colleagues, organisations and meetings stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Database
from matcher.events.calendar import Calendar
from matcher.events.entries import Person
from matcher.events.forgetting import Forgetting
from matcher.events.people import People
from tests.fair import FULDA, LOLLAR, arranged, town


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def test_one_mailbox_goes_and_its_own_words_with_it(database: Database) -> None:
    people, event = People(database), Calendar(database).create(arranged()).id
    gone, stays = Person("A", "Bauamt", "Bauamt@lollar.example"), Person("B", "Hauptamt", "hauptamt@fulda.example")
    came = people.add(event, town("Lollar", LOLLAR, "Unser Bach läuft über."), (gone, stays))
    other = people.add(event, town("Fulda", FULDA, "Wir dimmen Laternen."), (stays, gone))
    assert Forgetting(database).erase("bauamt@lollar.example") == 2
    assert people.persons(event) == {came.id: (stays,), other.id: (stays,)}
    texts = {one.entry.organisation: one.entry.text for one in people.all(event)}
    assert texts == {"Lollar": "", "Fulda": "Wir dimmen Laternen."}
    assert Forgetting(database).erase("bauamt@lollar.example") == 0
