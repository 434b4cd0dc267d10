"""What the measurement of plans measures with."""

from collections import Counter

from matcher.events.model import Event, Placed
from tests.bench.congress import PEOPLE, SLOTS, STANDS, TABLES, arrangement, cast, walk_ins
from tests.bench.plan import double_bookings
from tests.invented_events import meetings, people, slots, tables
from webui.opening import Opened

MEETINGS = 360


def test_the_congress_has_the_size_that_was_agreed(opened: Opened) -> None:
    names = opened.service.view().holdings.names
    guests = cast(names, PEOPLE)
    assert Counter(entry.role for entry in guests) == {"provider": STANDS, "municipality": PEOPLE - STANDS}
    assert all(entry.text and entry.place for entry in guests if entry.role == "municipality")
    assert not {entry.organisation for entry in walk_ins(names)} & {entry.organisation for entry in guests}
    assert (len(arrangement(False).slots), len(arrangement(False).tables)) == (SLOTS, TABLES)
    assert arrangement(False).places == MEETINGS


def test_double_bookings_of_people_and_of_tables_are_counted() -> None:
    event = Event(slots(2), people("ABCD"), tables(2), meetings("AB", "AC", "CD"))
    good = [Placed("AB", "1", "T1"), Placed("AC", "2", "T1"), Placed("CD", "1", "T2")]
    assert double_bookings(event, good) == 0
    assert double_bookings(event, [good[0], Placed("AC", "1", "T2")]) == 1
    assert double_bookings(event, [good[0], Placed("CD", "1", "T1")]) == 1
