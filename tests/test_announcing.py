"""Events to come beside the results: only those that the office has announced, and only where they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from indexer import Database, Reading, Thesaurus
from matcher.events.announcing import announced
from matcher.events.calendar import Calendar
from matcher.next_steps import Finder, Occasion
from matcher.step_entries import read_steps
from tests.fair import DAY, arranged, fresh_database
from tests.workshop import practice, workshop

FLOODS = Occasion(("starkregen",), date.today())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


def test_only_what_is_announced_and_still_to_come_is_named(database: Database) -> None:
    calendar = Calendar(database)
    calendar.create(arranged())
    calendar.create(arranged(announced=True), sample=True)
    calendar.create(replace(arranged(announced=True), day=date.today() - timedelta(days=1)))
    open_one = calendar.create(arranged(announced=True, topics=("starkregen",)))
    (entry,) = announced(calendar, date.today())
    assert (entry.id, entry.on, entry.topics) == (open_one.id, DAY, ("starkregen",))
    assert "Ort: Rathaus." in entry.says
    assert announced(calendar, DAY + timedelta(days=1)) == ()


def test_it_stands_beside_the_results_of_its_topics_only(database: Database, thesaurus: Thesaurus) -> None:
    calendar = Calendar(database)
    calendar.create(arranged(announced=True, topics=("starkregen",)))
    finder = Finder(read_steps(), thesaurus.concepts).beside(announced(calendar, date.today()))
    assert finder.steps(FLOODS).events[0].name == "Netzwerktreffen"
    other = finder.steps(replace(FLOODS, topics=("strassenbeleuchtung",))).events
    assert "Netzwerktreffen" not in [step.name for step in other]


def test_whoever_asks_reads_of_it(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1"))
        shop.service.events.calendar.create(arranged(announced=True, topics=("starkregen",)))
        found = shop.service.match("Bei Starkregen läuft der Bach über.")
        (step,) = (step for step in found.next_steps.events if step.name == "Netzwerktreffen")
        assert dict(step.facts)["Termin"].endswith(str(DAY.year))
