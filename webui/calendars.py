"""Meetings as calendar files (RFC 5545): wall-clock times of Hessen with their VTIMEZONE, stable UIDs, a SEQUENCE."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, Timezone

from matcher import Meeting, Slot
from webui.wording import HERE

PRODUCT = "-//Anker//Netzwerktreffen//DE"


@dataclass(frozen=True)
class Appointment:
    """One meeting of somebody: when, at which table, with whom, why. `held` is False where it was called off."""

    meeting: Meeting
    slot: Slot
    where: str
    whom: str
    held: bool = True


@dataclass(frozen=True)
class Diary:
    """What a calendar file holds: whose it is, its meetings, the number of the published version, when it was made."""

    owner: str
    appointments: tuple[Appointment, ...]
    version: int
    made: datetime


def calendar_file(diary: Diary, zone: Timezone | None = None) -> bytes:
    """The calendar file of one participant; the same meeting keeps its UID in every version. `zone` is the VTIMEZONE
    of the place, worked out once for many files."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in diary.appointments:
        if each.slot.starts and each.slot.ends:
            calendar.add_component(_entry(each, diary))
    if calendar.walk("VEVENT"):
        calendar.subcomponents.insert(0, zone or zone_of_place())
    return bytes(calendar.to_ical())


def calendars_file(diaries: Iterable[tuple[str, Diary]]) -> bytes:
    """Many calendar files in one ZIP, by name."""
    told, zone = io.BytesIO(), zone_of_place()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, diary in diaries:
            archive.writestr(name, calendar_file(diary, zone))
    return told.getvalue()


def zone_of_place() -> Timezone:
    """The VTIMEZONE of the place, with every change of the clocks."""
    return Timezone.from_tzid(HERE.key)


def _entry(each: Appointment, diary: Diary) -> Event:
    entry = Event()
    entry.add("uid", f"{each.meeting.id}.{diary.owner}@anker")
    entry.add("sequence", diary.version)
    entry.add("dtstamp", diary.made.astimezone(UTC))
    for name, moment in _times(each.slot):
        entry.add(name, moment.replace(tzinfo=HERE))
    entry.add("summary", f"Gespräch: {each.whom}")
    entry.add("location", each.where)
    entry.add("description", each.meeting.reason)
    entry.add("status", "CONFIRMED" if each.held else "CANCELLED")
    return entry


def _times(slot: Slot) -> Iterator[tuple[str, datetime]]:
    if slot.starts and slot.ends:
        yield "dtstart", slot.starts
        yield "dtend", slot.ends
