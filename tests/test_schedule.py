from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import RulesClash
from matcher.events.checker import faults
from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Table
from matcher.events.schedule import plan
from tests.brute_force import best
from tests.invented_events import events, meetings, people, slots, tables

PLACES = st.tuples(st.sampled_from("1234"), st.sampled_from(("T1", "T2")))

ENOUGH_SECONDS = 60.0
"""Each of these events is solved at once; only a very busy machine needs longer."""


@given(st.data(), events())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_plan_is_as_good_as_the_best_of_all_and_breaks_no_rule(data: st.DataObject, event: Event) -> None:
    """Groups, duties, stands, order and locked meetings among them; the best of all is found by trying everything."""
    locks = data.draw(st.dictionaries(st.sampled_from([one.id for one in event.meetings]), PLACES, max_size=1))
    event = event.lock(Schedule(tuple(Placed(key, *place) for key, place in locks.items())), locks)
    fewest = best(event)
    if fewest is None:
        with pytest.raises(RulesClash):
            plan(event, ENOUGH_SECONDS)
        return
    seen: list[Schedule] = []
    schedule = plan(event, ENOUGH_SECONDS, seen.append)
    assert schedule.order == fewest
    assert schedule.proven
    assert [faults(event, one) for one in (*seen, schedule)] == [[]] * (len(seen) + 1)
    assert all(schedule.place[key] == Placed(key, *place) for key, place in locks.items())


def test_many_breaks_are_fair_where_everybody_has_them() -> None:
    """Three breaks each: a difference of none, although nobody has two or fewer."""
    fixed = tuple(Meeting(str(at), ("A", "B"), slot=str(at), required=True) for at in (1, 3, 5, 7))
    schedule = plan(Event(slots(7), people("AB"), tables(1), fixed), ENOUGH_SECONDS)
    assert (schedule.breaks, schedule.proven) == (6, True)


def test_who_could_do_without_a_break_has_one_where_others_have_three() -> None:
    """A and B cannot help their three; then C and D, who meet twice, must have one each, or it is not fair."""
    fixed = tuple(Meeting(str(at), ("A", "B"), slot=str(at), required=True) for at in (1, 3, 5, 7))
    twice = tuple(Meeting(key, ("C", "D"), required=True) for key in ("C1", "C2"))
    schedule = plan(Event(slots(7), people("ABCD"), tables(2), (*fixed, *twice)), ENOUGH_SECONDS)
    assert (schedule.breaks, schedule.proven) == (8, True)


def test_a_difference_of_three_breaks_is_a_clash() -> None:
    fixed = tuple(Meeting(str(at), ("A", "B"), slot=str(at), required=True) for at in (1, 3, 5, 7))
    other = Meeting("CD", ("C", "D"), required=True)
    with pytest.raises(RulesClash) as clash:
        plan(Event(slots(7), people("ABCD"), tables(2), (*fixed, other)), ENOUGH_SECONDS)
    assert any("Pausen" in rule for rule in clash.value.rules)


def test_without_the_rule_of_fairness_it_is_none() -> None:
    fixed = tuple(Meeting(str(at), ("A", "B"), slot=str(at), required=True) for at in (1, 3, 5, 7))
    other = Meeting("CD", ("C", "D"), required=True)
    event = Event(slots(7), people("ABCD"), tables(2), (*fixed, other), fair_difference=None)
    assert plan(event, ENOUGH_SECONDS).breaks == 6


def test_a_duty_between_two_meetings_is_no_break() -> None:
    """A speaks while the others have nothing to do: absence would be idle time, a duty is not."""
    pair = (Meeting("AB", ("A", "B"), slot="1"), Meeting("AC", ("A", "C"), slot="3"))
    busy = (Participant("A", duties=frozenset("2")), *people("BC"))
    away = (Participant("A", absent=frozenset("2")), *people("BC"))
    assert plan(Event(slots(3), busy, tables(1), pair), ENOUGH_SECONDS).breaks == 0
    assert plan(Event(slots(3), away, tables(1), pair), ENOUGH_SECONDS).breaks == 1


def test_each_unplaced_meeting_says_why() -> None:
    persons = (Participant("A", absent=frozenset("1")), Participant("B", absent=frozenset("2")), *people("CD"))
    schedule = plan(Event(slots(2), persons, tables(1), meetings("AB", "AC", "BC", "CD")), ENOUGH_SECONDS)
    reasons = {left.meeting: left.reason for left in schedule.unplaced}
    assert reasons["AB"] == "Es gibt keine gemeinsame freie Zeit."
    assert reasons["CD"] == "C hat zu jeder gemeinsamen Zeit schon ein Gespräch."


def test_a_full_hall_is_a_reason() -> None:
    schedule = plan(Event(slots(1), people("ABCD"), tables(1), meetings("AB", "CD")), ENOUGH_SECONDS)
    assert [left.reason for left in schedule.unplaced] == ["Zu jeder gemeinsamen freien Zeit ist kein Tisch frei."]


def test_a_locked_meeting_stays() -> None:
    event = Event(slots(3), people("ABC"), tables(2), meetings("AB", "AC", "BC"))
    held = Schedule((Placed("AB", "3", "T2"),))
    assert plan(event.lock(held, ["AB"]), ENOUGH_SECONDS).place["AB"] == Placed("AB", "3", "T2")


def test_who_has_a_stand_meets_there_and_others_do_not() -> None:
    stand = Table("S", "Stand A", owner="A")
    event = Event(slots(2), people("ABCD"), (stand, *tables(1)), meetings("BA", "CD"))
    schedule = plan(event, ENOUGH_SECONDS)
    assert schedule.place["BA"].table == "S"
    assert schedule.place["CD"].table == "T1"


def test_a_group_needs_a_table_with_seats_enough() -> None:
    small, large = Table("K", seats=2), Table("G", seats=4)
    group = (Meeting("ABC", ("A", "B", "C")), *meetings("DE"))
    schedule = plan(Event(slots(1), people("ABCDE"), (large, small), group), ENOUGH_SECONDS)
    assert {key: place.table for key, place in schedule.place.items()} == {"ABC": "G", "DE": "K"}


def test_somebody_who_stays_seated_is_left_there() -> None:
    event = Event(slots(3), people("ABCD"), tables(3), meetings("AB", "AC", "AD"))
    assert plan(event, ENOUGH_SECONDS).table_changes == 0


def test_an_event_without_meetings_has_an_empty_plan() -> None:
    assert plan(Event(slots(2), people("AB"), tables(1), ()), ENOUGH_SECONDS) == Schedule()


def test_required_meetings_beyond_all_time_are_named() -> None:
    pairs = tuple(replace(one, required=True) for one in meetings("AB", "AC", "AD"))
    with pytest.raises(RulesClash, match="A hat 3 Gespräche, die stattfinden müssen, aber nur 2 Zeiten dafür"):
        plan(Event(slots(2), people("ABCD"), tables(3), pairs), ENOUGH_SECONDS)


def test_an_order_that_goes_in_a_circle_is_named() -> None:
    one = Meeting("AB", ("A", "B"), after=frozenset({"CD"}), required=True)
    other = Meeting("CD", ("C", "D"), after=frozenset({"AB"}), required=True)
    with pytest.raises(RulesClash) as clash:
        plan(Event(slots(3), people("ABCD"), tables(2), (one, other)), ENOUGH_SECONDS)
    assert "„A mit B“ liegt nach „C mit D“." in clash.value.rules
    assert not any("Tisch" in rule for rule in clash.value.rules)


def test_the_first_plan_comes_with_the_first_news() -> None:
    seen: list[Schedule] = []
    event = Event(slots(4), people("ABCDEF"), tables(2), meetings("AB", "AC", "BC", "DE", "EF"))
    last = plan(event, ENOUGH_SECONDS, seen.append)
    assert seen
    assert [one.order for one in seen] == sorted((one.order for one in seen), reverse=True)
    assert last.order == seen[-1].order
