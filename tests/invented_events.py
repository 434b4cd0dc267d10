"""Small events to test schedules with."""

from __future__ import annotations

from hypothesis import strategies as st

from matcher.events.figures import breaks_by_person, table_changes
from matcher.events.model import Event, Meeting, Participant, Placed, Schedule, Slot, Table, Unplaced


def slots(count: int, morning: int = 99) -> tuple[Slot, ...]:
    return tuple(Slot(str(at), "früh" if at <= morning else "spät") for at in range(1, count + 1))


def tables(count: int) -> tuple[Table, ...]:
    return tuple(Table(f"T{at}") for at in range(1, count + 1))


def people(names: str) -> tuple[Participant, ...]:
    return tuple(Participant(name) for name in names)


def meetings(*pairs: str) -> tuple[Meeting, ...]:
    """Meetings named by their people: "AB" is A with B."""
    return tuple(Meeting(pair, tuple(pair)) for pair in pairs)


def scheduled(event: Event, placed: tuple[Placed, ...]) -> Schedule:
    """A schedule with true figures, right or wrong as its places may be."""
    known = {place.meeting for place in placed}
    return Schedule(
        placed,
        tuple(Unplaced(one.id, "") for one in event.meetings if one.id not in known),
        breaks=sum(breaks_by_person(event, placed).values()),
        table_changes=table_changes(event, placed),
    )


SLOTS = slots(4, morning=2)
NAMES = "ABCD"


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Up to four meetings of up to four people in four slots at two tables, one of them perhaps a stand."""
    some_slots = st.frozensets(st.sampled_from([slot.id for slot in SLOTS]), max_size=2)
    persons = tuple(
        Participant(
            name,
            absent=draw(some_slots),
            duties=draw(some_slots),
            fewest=draw(st.sampled_from((0, 0, 0, 1))),
            most=draw(st.sampled_from((None, None, 1, 2))),
        )
        for name in NAMES
    )
    owner = draw(st.sampled_from((None, None, "A")))
    seats = draw(st.sampled_from((2, 6)))
    places = (Table("T1", seats=seats, closed=draw(some_slots)), Table("T2", owner=owner))
    count = draw(st.integers(1, 4))
    found = tuple(draw(meeting(str(number), count)) for number in range(count))
    apart = draw(st.sampled_from((frozenset(), frozenset({frozenset("CD")}))))
    return Event(SLOTS, persons, places, found, apart=apart)


@st.composite
def meeting(draw: st.DrawFn, key: str, count: int) -> Meeting:
    """A pair or a group of three with some wishes."""
    who = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
    others = [str(number) for number in range(count) if str(number) < key]
    return Meeting(
        key,
        tuple(who),
        session=draw(st.sampled_from((None, None, None, "früh", "spät"))),
        slot=draw(st.sampled_from((None, None, None, "2"))),
        table=draw(st.sampled_from((None, None, None, "T1", "T2"))),
        after=frozenset(draw(st.lists(st.sampled_from(others), max_size=1))) if others else frozenset(),
        required=draw(st.sampled_from((False, False, True))),
    )
