"""From the desk to the event that is scheduled: who attends, whose stand stands, which meetings still have people."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.events.entries import Duty, Presence, Wish
from matcher.events.pair import Pair, State
from matcher.events.planned import labels, planned_event, with_stands
from matcher.events.values import GROUP
from tests.fair import FULDA, LOLLAR, arranged, firm, seat, town

PEOPLE = [
    seat(1, town("Lollar", LOLLAR, absent=frozenset({"1", "99"}), duties=(Duty("2", "Vortrag"),), most=3)),
    seat(2, town("Fulda", FULDA)),
    seat(3, firm("Pegelwerk", presents=True)),
    seat(4, firm("Pegelwerk")),
]


def pair(id: str, *people: int, state: State = "accepted") -> Pair:
    return Pair(id, tuple(PEOPLE[at].id for at in people), "need", 1.0, "weil", "index", state, locked=False)


def test_two_from_one_organisation_are_told_apart() -> None:
    assert list(labels(PEOPLE).values()) == ["Lollar", "Fulda", "Pegelwerk (3)", "Pegelwerk (4)"]


def test_absence_and_duties_name_slots_that_there_are() -> None:
    event = planned_event(arranged(), PEOPLE, [], {})
    assert event.participants[0].absent == {"1"}
    assert event.participants[0].duties == {"2"}
    assert event.participants[0].most == 3


def test_a_pair_needs_both_and_a_group_goes_on() -> None:
    people = [replace(PEOPLE[0], presence="missing"), *PEOPLE[1:]]
    event = planned_event(arranged(), people, [pair("a", 0, 1), pair("b", 0, 1, 2), pair("c", 1, 2)], {})
    assert {meeting.id: len(meeting.people) for meeting in event.meetings} == {"b": 2, "c": 2}
    assert event.meetings[0].reason == "weil"


def test_whom_somebody_avoids_stays_apart() -> None:
    wishes = {PEOPLE[0].id: (Wish(PEOPLE[2].id, "avoid"), Wish(PEOPLE[1].id, "want", 1))}
    assert planned_event(arranged(), PEOPLE, [], wishes).apart == {frozenset({PEOPLE[0].id, PEOPLE[2].id})}


def test_a_stand_goes_with_its_owner() -> None:
    arrangement = with_stands(arranged(), PEOPLE)
    assert [table.owner for table in arrangement.tables] == [None, None, None, PEOPLE[2].id]
    gone = [*PEOPLE[:2], replace(PEOPLE[2], presence="cancelled"), PEOPLE[3]]
    assert len(planned_event(arrangement, gone, [], {}).tables) == 3
    assert with_stands(arrangement, PEOPLE) == arrangement


@given(
    presence=st.lists(st.sampled_from(["expected", "here", "missing", "cancelled"]), min_size=4, max_size=4),
    pairs=st.lists(
        st.tuples(
            st.lists(st.integers(0, 3), min_size=2, max_size=4, unique=True), st.sampled_from(["accepted", "rejected"])
        )
    ),
)
def test_whatever_comes_together_is_an_event(presence: list[Presence], pairs: list[tuple[list[int], State]]) -> None:
    people = [replace(one, presence=here) for one, here in zip(PEOPLE, presence, strict=True)]
    made = [pair(str(number), *places, state=state) for number, (places, state) in enumerate(pairs)]
    event = planned_event(with_stands(arranged(), people), people, made, {})
    coming = {one.id for one in people if one.attends}
    assert {person.id for person in event.participants} == coming
    assert all(len(meeting.people) in GROUP and coming.issuperset(meeting.people) for meeting in event.meetings)
