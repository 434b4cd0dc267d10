"""From the published plan to the calendar of each participant, with what was called off since an earlier one."""

from __future__ import annotations

from datetime import UTC, datetime

from matcher import Content, Events, Meeting, Placed
from webui.calendars import Appointment, Diary


def diary_of(events: Events, event: str, person: str) -> Diary:
    """One participant's meetings; those of superseded plans that are gone stand there as called off."""
    return diaries_of(events, event, (person,))[person]


def diaries_of(events: Events, event: str, people: tuple[str, ...]) -> dict[str, Diary]:
    """Registration id → the diary, for these participants."""
    held, content = events.calendar.get(event), events.versions.published(event)
    past = [one.number for one in events.versions.all(event) if one.state == "superseded"]
    before = [events.versions.get(event, number) for number in past]
    made = next((one.made for one in events.versions.all(event) if one.state == "published"), datetime.now(UTC))
    return {
        person: Diary(person, _appointments(content, before, person), held.published or 0, made) for person in people
    }


def _appointments(content: Content | None, before: list[Content], person: str) -> tuple[Appointment, ...]:
    if content is None:
        return ()
    now = {meeting.id: _of(content, meeting, place, person) for meeting, place in _places(content, person)}
    gone: dict[str, Appointment] = {}
    for old in before:
        for meeting, place in _places(old, person):
            if meeting.id not in now and meeting.id not in gone:
                gone[meeting.id] = _of(old, meeting, place, person, held=False)
    return (*now.values(), *gone.values())


def _places(content: Content, person: str) -> list[tuple[Meeting, Placed]]:
    event = content.event
    order = sorted(content.schedule.placed, key=lambda place: event.position[place.slot])
    meetings = ((event.by_meeting[place.meeting], place) for place in order)
    return [(meeting, place) for meeting, place in meetings if person in meeting.people]


def _of(content: Content, meeting: Meeting, place: Placed, person: str, held: bool = True) -> Appointment:
    event = content.event
    others = ", ".join(str(event.people[other]) for other in meeting.people if other != person)
    where = f"{event.by_table[place.table]}, {content.arrangement.place}".rstrip(", ")
    return Appointment(meeting, event.slots[event.position[place.slot]], where, others, held)
