"""After the event: outcomes by link, the report, what history does to new pairs, and what is left of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from indexer import Database, EventRefused, NotFound
from matcher.events import tables
from matcher.events.afterwards import OUTCOMES
from matcher.events.front import Events
from matcher.events.history import met_before
from matcher.events.links import Answer
from matcher.events.meetable import MET_BEFORE, Met
from tests.fair import DAY, FLOOD, FLOOD_HELP, FULDA, KASSEL, LOLLAR, Fair, arranged, firm, fresh_database, held, town
from webui.opening import Opened


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with fresh_database(tmp_path) as database:
        yield database


@pytest.fixture
def fair(database: Database, opened: Opened) -> Fair:
    fair = held(Events(database, opened.service.view))
    fair.publish()
    return fair


def test_each_side_says_what_a_meeting_brought_and_the_best_counts(fair: Fair) -> None:
    after, links = fair.events.afterwards, fair.events.links
    lollar = links.give(fair.seat("Lollar").id)
    asked = after.to_answer(lollar)
    assert [said for _, said in asked] == [""] * len(asked)
    meeting = asked[0][0]
    after.say(lollar, meeting.id, "nothing")
    after.say(lollar, meeting.id, "contact")
    other = next(person for person in meeting.people if person != fair.seat("Lollar").id)
    after.say(links.give(other), meeting.id, "agreed")
    assert dict(after.to_answer(lollar))[meeting] == "contact"
    report = after.report(fair.id)
    assert report.answered == 1
    assert report.outcomes == {"agreed": 1, "contact": 0, "nothing": 0, "not held": 0}


def test_nobody_speaks_of_meetings_of_others(fair: Fair) -> None:
    token = fair.events.links.give(fair.seat("Lollar").id)
    foreign = next(id for id, people in fair.meetings().items() if "Lollar" not in people)
    with pytest.raises(NotFound):
        fair.events.afterwards.say(token, foreign, "agreed")
    with pytest.raises(EventRefused):
        fair.events.afterwards.say(token, foreign, "wunderbar")  # type: ignore[arg-type]  # what a form may send


def test_the_report_counts_people_and_meetings(fair: Fair) -> None:
    one, other = fair.seat("Lollar"), fair.seat("Lichtwerk")
    fair.events.day.check_in(one.id, one.revision)
    fair.events.day.no_show(other.id, other.revision)
    fair.events.day.walk_in(fair.id, firm("Bachwerk", FLOOD_HELP, walk_in=True))
    report = fair.events.afterwards.report(fair.id)
    assert (report.registered, report.here, report.missing, report.walk_ins) == (7, 2, 1, 1)
    assert report.meetings == len(fair.meetings())
    assert report.fairness.participants == 6


def test_who_met_before_is_known_at_the_next_event_and_who_did_not_appear_is_not(
    fair: Fair, database: Database
) -> None:
    met = met_before(database, "next", DAY)
    assert frozenset({LOLLAR, "pegelwerk"}) in met
    assert met[frozenset({LOLLAR, "pegelwerk"})] == Met("Netzwerktreffen")
    assert met_before(database, fair.id, DAY) == {}
    assert met_before(database, "earlier", DAY - timedelta(days=1)) == {}
    gone = fair.seat("Pegelwerk")
    fair.events.day.no_show(gone.id, gone.revision)
    assert frozenset({LOLLAR, "pegelwerk"}) not in met_before(database, "next", DAY)


def test_at_the_next_event_new_partners_come_first(fair: Fair) -> None:
    events = fair.events
    met = {people for people in fair.meetings().values() if set(people) == {"Lollar", "Pegelwerk"}}
    assert met
    rules = replace(arranged().rules, most=1)
    later = events.calendar.create(replace(arranged(rules=rules), day=DAY + timedelta(days=90))).id
    events.people.add(later, town("Lollar", LOLLAR, FLOOD))
    events.people.add(later, firm("Pegelwerk", FLOOD_HELP))
    new = events.people.add(later, firm("Neuwerk", FLOOD_HELP))
    events.pairs.propose(later)
    assert all(new.id in pair.people for pair in events.pairs.all(later))


def test_personal_data_go_after_their_time_and_a_record_says_so(database: Database, fair: Fair) -> None:
    events = fair.events
    fair.events.links.answer(events.links.give(fair.seat("Lollar").id), Answer(consents={"name": True}))
    keep = events.calendar.get(fair.id).arrangement.rules.keep_days
    assert events.forgetting.due(DAY + timedelta(days=keep)) == ()
    (removal,) = events.forgetting.remove_due(DAY + timedelta(days=keep + 1))
    assert (removal.event, removal.persons, removal.texts) == (fair.id, 12, 6)
    assert events.forgetting.due(DAY + timedelta(days=1000)) == ()
    assert events.forgetting.removals() == (removal,)
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(tables.PersonRow)) == 0
        for table in ("event_registrations", "event_versions", "event_pairs", "event_persons"):
            assert "@" not in str(session.execute(text(f'SELECT * FROM "{table}"')).all())  # noqa: S608 # our own names
    one = fair.seat("Lollar")
    assert (one.entry.text, one.consents) == ("", ())
    assert frozenset({LOLLAR, "pegelwerk"}) in met_before(database, "next", DAY)


def test_links_end_with_the_data(fair: Fair) -> None:
    token = fair.events.links.give(fair.seat("Lollar").id)
    fair.events.forgetting.remove(fair.id, "auf Wunsch")
    with pytest.raises(NotFound):
        fair.events.links.open(token)


def test_the_record_of_a_removal_outlives_the_event(fair: Fair) -> None:
    fair.events.forgetting.remove(fair.id, "auf Wunsch")
    fair.events.calendar.delete(fair.id)
    assert [one.why for one in fair.events.forgetting.removals()] == ["auf Wunsch"]


def test_an_event_to_come_keeps_its_people(fair: Fair) -> None:
    assert fair.events.forgetting.remove_due(date.today()) == ()
    assert fair.events.people.persons(fair.id)
    assert {FULDA, KASSEL} <= {one.entry.place for one in fair.events.people.all(fair.id)}


def test_who_never_gave_a_name_is_looked_after_once_too(database: Database, opened: Opened) -> None:
    events = Events(database, opened.service.view)
    event = events.calendar.create(arranged()).id
    events.people.add(event, town("Lollar", LOLLAR, FLOOD))
    late = DAY + timedelta(days=1000)
    assert [(one.persons, one.texts) for one in events.forgetting.remove_due(late)] == [(0, 1)]
    assert events.forgetting.remove_due(late) == ()


def test_the_office_sees_until_when_personal_data_stay(fair: Fair) -> None:
    keep = fair.events.calendar.get(fair.id).arrangement.rules.keep_days
    (kept,) = fair.events.forgetting.kept()
    assert (kept.event, kept.day, kept.until, kept.persons) == (fair.id, DAY, DAY + timedelta(days=keep), 12)
    fair.events.forgetting.remove(fair.id, "auf Wunsch")
    assert fair.events.forgetting.kept() == ()


def test_what_came_of_a_meeting_feeds_the_next_pairing(fair: Fair, database: Database) -> None:
    after, both = fair.events.afterwards, frozenset({LOLLAR, "pegelwerk"})
    lollar = fair.events.links.give(fair.seat("Lollar").id)
    meeting = next(id for id, people in fair.meetings().items() if set(people) == {"Lollar", "Pegelwerk"})
    counted = {}
    for outcome in OUTCOMES:
        after.say(lollar, meeting, outcome)
        counted[outcome] = met_before(database, "next", DAY).get(both)
    assert counted["not held"] is None
    assert {MET_BEFORE[met.outcome] for met in counted.values() if met} == {0.6, 0.4, 0.3}
    later = fair.events.calendar.create(replace(arranged(), day=DAY + timedelta(days=90))).id
    after.say(lollar, meeting, "contact")
    people = [fair.events.people.add(later, town("Lollar", LOLLAR, FLOOD)),
              fair.events.people.add(later, firm("Pegelwerk", FLOOD_HELP))]  # fmt: skip
    pair = fair.events.pairs.add(later, [one.id for one in people])
    assert "Sie kennen sich: „Netzwerktreffen“." in pair.reason


def test_a_sample_event_is_nobodys_history(database: Database, opened: Opened) -> None:
    events = Events(database, opened.service.view)
    fair = held(events)
    fair.publish()
    with database.session() as session:
        session.execute(update(tables.EventRow).values(sample=True))
    assert met_before(database, "next", DAY) == {}
