"""An event refuses what cannot be, and knows what belongs together."""

from dataclasses import replace

import pytest

from indexer import EventRefused
from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Slot, Table
from tests.invented_events import meetings, people, slots, tables

EVENT = Event(slots(3), people("ABC"), (*tables(2), Table("S", owner="C")), meetings("AB", "AC"))

MISTAKES = [
    ("Runde doppelt", {"slots": (Slot("1"), Slot("1"))}, "kommt zweimal vor"),
    ("Teilnehmer doppelt", {"participants": people("ABCA")}, "kommt zweimal vor"),
    ("Gespräch doppelt", {"meetings": meetings("AB", "AB")}, "kommt zweimal vor"),
    ("Stand ohne Besitzer", {"tables": (Table("S", owner="Z"),)}, "„Z“ gibt es nicht"),
    ("zwei Stände", {"tables": (Table("S", owner="A"), Table("R", owner="A"))}, "mehr als einen Stand"),
    ("allein", {"meetings": meetings("A")}, "zwei bis sechs"),
    ("mit sich selbst", {"meetings": meetings("AA")}, "zwei bis sechs"),
    ("zu siebt", {"participants": people("ABCDEFG"), "meetings": meetings("ABCDEFG")}, "zwei bis sechs"),
    ("Fremder", {"meetings": meetings("AZ")}, "so heißt kein Teilnehmer"),
    ("nach nichts", {"meetings": (Meeting("AB", ("A", "B"), after=frozenset({"X"})),)}, "das es nicht gibt"),
    ("nach sich", {"meetings": (Meeting("AB", ("A", "B"), after=frozenset({"AB"})),)}, "nach sich selbst"),
]


@pytest.mark.parametrize(("parts", "says"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_an_event_that_cannot_be_is_refused(parts: dict[str, object], says: str) -> None:
    with pytest.raises(EventRefused, match=says):
        replace(EVENT, **parts)


def test_a_meeting_takes_place_where_it_is_set_or_at_the_stand() -> None:
    at_stand, free = EVENT.by_meeting["AC"], EVENT.by_meeting["AB"]
    assert EVENT.only_table(at_stand) == "S"
    assert EVENT.only_table(free) is None
    assert EVENT.only_table(replace(at_stand, table="T1")) == "T1"


def test_a_locked_meeting_is_required_at_its_place() -> None:
    held = EVENT.lock(Schedule((Placed("AB", "2", "T2"),)), ["AB"])
    locked, other = held.meetings
    assert (locked.slot, locked.table, locked.required) == ("2", "T2", True)
    assert other == EVENT.meetings[1]


def test_names_are_told_where_there_are_any() -> None:
    named = replace(EVENT, participants=(Participant("A", "Lollar"), *EVENT.participants[1:]))
    assert named.describe(named.meetings[0]) == "„Lollar mit B“"


def test_a_schedule_is_proven_where_nothing_better_is_possible() -> None:
    assert Schedule(breaks=2, breaks_bound=2).proven
    assert not Schedule(breaks=2, breaks_bound=1).proven
    assert not Schedule(changed=1, breaks=0).proven
