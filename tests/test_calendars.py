"""Calendar files: the right wall-clock time around the clock change, stable UIDs, a SEQUENCE, called-off meetings."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from matcher import Meeting, Slot
from webui.calendars import Appointment, Diary, calendar_file

MADE = datetime(2026, 11, 24, 12, tzinfo=UTC)
SUNDAY = 6
LAST_SUNDAYS = [(datetime(2027, 3, 28, 1, 30), 1), (datetime(2027, 3, 28, 10), 2), (datetime(2026, 10, 25, 10), 1)]
"""Wall-clock times on the days on which the clocks change, with their distance to UTC in hours."""


def diary(starts: datetime, version: int = 3, whom: str = "Fulda", held: bool = True) -> Diary:
    slot = Slot("1", starts=starts, ends=starts + timedelta(minutes=20))
    meeting = Meeting("m1", ("a", "b"), reason="Gleiche Themen: Starkregen.")
    return Diary("a", (Appointment(meeting, slot, "Tisch 3, Bürgerhaus", whom, held),), version, MADE)


def only_event(file: bytes) -> Any:
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


@pytest.mark.parametrize(("starts", "hours"), LAST_SUNDAYS)
def test_the_wall_clock_holds_on_the_days_of_the_clock_change(starts: datetime, hours: int) -> None:
    file = calendar_file(diary(starts))
    event = only_event(file)
    assert event.decoded("dtstart").replace(tzinfo=None) == starts
    assert event.decoded("dtstart").utcoffset() == timedelta(hours=hours)
    assert b"BEGIN:VTIMEZONE" in file
    assert event["dtstart"].params["TZID"] == "Europe/Berlin"


@given(
    year=st.integers(2025, 2037),
    month=st.sampled_from((3, 10)),
    clock=st.times(time(3), time(23, 30)).map(lambda clock: clock.replace(second=0, microsecond=0)),
)
def test_whoever_knows_only_what_the_file_says_reads_the_right_hour(year: int, month: int, clock: time) -> None:
    """On each last Sunday of March and October, by the VTIMEZONE in the file and not by a name the reader may know."""
    last = date(year, month, monthrange(year, month)[1])
    starts = datetime.combine(last - timedelta(days=(last.weekday() - SUNDAY) % 7), clock)
    calendar = Calendar.from_ical(calendar_file(diary(starts)))
    (zone,) = calendar.walk("VTIMEZONE")
    told = only_event(calendar_file(diary(starts)))["dtstart"].dt.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert told.replace(tzinfo=None) == starts
    assert told.utcoffset() == starts.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset()


def test_a_meeting_keeps_its_uid_while_its_sequence_grows() -> None:
    first, second = (only_event(calendar_file(diary(datetime(2027, 1, 14, 10), version))) for version in (1, 2))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (1, 2)


def test_what_was_called_off_says_so() -> None:
    assert only_event(calendar_file(diary(datetime(2027, 1, 14, 10), held=False)))["status"] == "CANCELLED"


def test_a_name_adds_no_line_of_its_own() -> None:
    file = calendar_file(diary(datetime(2027, 1, 14, 10), whom="Fulda\r\nATTENDEE:mailto:fremd@example.org"))
    assert not [line for line in file.split(b"\r\n") if line.startswith(b"ATTENDEE")]
