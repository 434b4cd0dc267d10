"""The front of events: the sample that a newcomer sees, gaps, stands, what a text was understood to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.events.checker import faults
from matcher.events.front import Events
from tests.fair import FLOOD, FLOOD_HELP, LOLLAR, arranged, firm, fresh_database, held, town
from webui.opening import Opened


@pytest.fixture
def events(tmp_path: Path, opened: Opened) -> Iterator[Events]:
    with fresh_database(tmp_path) as database:
        yield Events(database, opened.service.view)


def test_the_sample_shows_the_whole_story_and_names_nobody(events: Events) -> None:
    sample = events.sample()
    assert sample.sample
    assert "Beispiel" in sample.arrangement.title
    assert len(events.people.all(sample.id)) >= 25
    assert {person.name for persons in events.people.persons(sample.id).values() for person in persons} == {""}
    (version,) = events.versions.all(sample.id)
    assert version.state == "review"
    assert version.figures.placed >= 40
    assert version.figures.unplaced == 0
    content = events.versions.get(sample.id, version.number)
    assert faults(content.event, content.schedule) == []
    assert all(meeting.reason for meeting in content.event.meetings)
    assert events.pairs.fairness(sample.id).without <= 4
    assert events.sample().id == sample.id


def test_a_text_is_said_back_at_once(events: Events) -> None:
    said = events.understood(FLOOD)
    assert "starkregen" in {topic.id for topic in said.topics}


def test_a_need_that_nobody_answers_is_a_gap_with_people_to_invite(events: Events) -> None:
    event = events.calendar.create(arranged()).id
    asking = events.people.add(
        event, town("Lollar", LOLLAR, "Wir suchen einen Chatbot, der Bürgeranfragen beantwortet.")
    )
    events.people.add(event, town("Rabenau", "06531015", FLOOD))
    events.people.add(event, firm("Pegelwerk", FLOOD_HELP))
    (gap,) = events.gaps(event)
    assert gap.registration == asking.id
    assert "Chatbot" in {topic.label for topic in gap.topics}
    assert gap.known
    assert not {hit.key for hit in gap.known} & {LOLLAR}


def test_topics_are_weighed_needs_against_answers(events: Events) -> None:
    fair = held(events)
    found = {one.topic.id: one for one in events.balance(fair.id)}
    assert found["starkregen"].needs == 2
    assert found["starkregen"].answers >= 1


def test_who_presents_gets_a_stand_once(events: Events) -> None:
    event = events.calendar.create(arranged())
    one = events.people.add(event.id, firm("Pegelwerk", presents=True))
    first = events.give_stands(event.id, event.revision)
    again = events.give_stands(event.id, first.revision)
    assert [table.owner for table in again.arrangement.tables if table.owner] == [one.id]
    assert len(again.arrangement.tables) == 4


def test_pairs_are_the_same_when_asked_twice(events: Events) -> None:
    fair = held(events)
    first = [(pair.people, pair.reason) for pair in events.pairs.all(fair.id)]
    events.pair(fair.id)
    assert sorted(first) == sorted((pair.people, pair.reason) for pair in events.pairs.all(fair.id))


def test_with_an_encoder_texts_are_encoded_once(tmp_path: Path, meaningful: Opened) -> None:
    with fresh_database(tmp_path) as database:
        events = Events(database, meaningful.service.view)
        fair = held(events)
        assert events.scales.follow(fair.id) == 6
        assert events.scales.follow(fair.id) == 0
        one = fair.seat("Lollar")
        events.people.change(one.id, one.revision, town("Lollar", "06531010", "Ganz etwas anderes."))
        assert events.scales.follow(fair.id) == 1
        events.pair(fair.id)
        people = {frozenset(pair.people) for pair in events.pairs.all(fair.id)}
        assert frozenset({fair.seat("Kassel").id, fair.seat("Pegelwerk").id}) in people
