"""The day itself: check-in at several counters at once, who does not appear, walk-ins, and what takes their place.

Whatever changes the plan on the day is a new published version, so that lists and sheets are right at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from indexer import Database, EventError
from matcher.events.calendar import Calendar, event_row
from matcher.events.content import Content
from matcher.events.entries import Entry, Person, Presence, Registration
from matcher.events.holding import published_content
from matcher.events.openings import Opening, Search, openings
from matcher.events.pair import Draft
from matcher.events.pairing import draft
from matcher.events.pairs import pair_row
from matcher.events.people import (
    advance,
    new_row,
    next_number,
    put_persons,
    registration,
    registration_row,
    registrations_of,
)
from matcher.events.scales import Scales
from matcher.events.values import Placed
from matcher.events.version import Version, add, carried_over, check, current, hold, version_row

COUNTER_LENGTH = 20


@dataclass(frozen=True)
class Freed:
    """A place that somebody's absence has left: the meeting that does not take place, and who is waiting there."""

    meeting: str
    place: Placed
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class NoShow:
    """What one click has done and what could follow: the new version (None: nothing was planned), freed places,
    proposals for those who wait."""

    registration: Registration
    version: Version | None
    freed: tuple[Freed, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without being registered, and what could still be arranged for them."""

    registration: Registration
    openings: tuple[Opening, ...]


class Day:
    """Raises NotFound for what is not there, Overtaken when another counter was faster with something else."""

    def __init__(self, database: Database, scales: Scales) -> None:
        self._database = database
        self._calendar = Calendar(database)
        self._scales = scales

    def check_in(self, id: str, seen: int, counter: str = "") -> Registration:
        """Somebody has come. Where another counter was faster with the same, its moment and its name stay."""
        with self._database.session() as session:
            row = registration_row(session, id)
            if row.presence == "here":
                return registration(row)
            return advance(session, id, seen, _presence("here", counter))

    def expect_again(self, id: str, seen: int) -> Registration:
        """Take back a check-in or a no-show; meetings that were dropped do not come back by themselves."""
        with self._database.session() as session:
            return advance(session, id, seen, _presence("expected", ""))

    def no_show(self, id: str, seen: int) -> NoShow:
        """Somebody has not come: their meetings go from the plan, and who waits gets proposals."""
        with self._database.session() as session:
            event = registration_row(session, id).event_id
            before = published_content(session, event)
            missing = advance(session, id, seen, _presence("missing", ""))
            if before is None:
                return NoShow(missing, None, (), ())
            content = carried_over(current(session, event), before.schedule)
            version = _publish(session, event, content, f"Nicht erschienen: {missing.entry.organisation}")
            freed = tuple(_freed(before, content, id))
            there = _there(session, event)
        waiting = tuple(dict.fromkeys(person for one in freed for person in one.waiting))
        search = Search(waiting, frozenset(one.place.slot for one in freed), there)
        found = openings(content, self._scales.of(self._calendar.get(event)), search)
        return NoShow(missing, version, freed, tuple(one for one in found if _was_freed(freed, one)))

    def walk_in(self, event: str, entry: Entry, persons: Sequence[Person] = (), counter: str = "") -> WalkIn:
        """Register somebody who stands at the counter."""
        with self._database.session() as session:
            event_row(session, event)
            row = new_row(event, entry, next_number(session, event))
            row.presence, row.since, row.counter = "here", datetime.now(UTC), counter[:COUNTER_LENGTH]
            session.add(row)
            session.flush()
            put_persons(session, row.id, persons)
            here = registration(row)
        return WalkIn(here, self.openings(event, here.id))

    def openings(self, event: str, *ids: str) -> tuple[Opening, ...]:
        """What could still be arranged for some people without moving anybody; nothing before a plan is published."""
        with self._database.session() as session:
            before = published_content(session, event)
            if before is None:
                return ()
            content = carried_over(current(session, event), before.schedule)
            there = _there(session, event)
        scale = self._scales.of(self._calendar.get(event))
        return openings(content, scale, Search(ids, None, there))

    def arrange(self, event: str, people: tuple[str, str], slot: str) -> Version:
        """Put a new meeting of two into the published plan; raises EventError where it does not fit any more."""
        made = self._draft(event, people)
        with self._database.session() as session:
            before = published_content(session, event)
            if before is None:
                raise EventError("Es gibt noch keinen veröffentlichten Plan.")
            row = pair_row(event, made)
            row.state = "accepted"
            session.add(row)
            session.flush()
            content = carried_over(current(session, event), before.schedule, (row.id, slot))
            if row.id not in content.schedule.place:
                raise EventError("Dieses Gespräch passt nicht mehr in den Plan.", "Bitte die Vorschläge neu laden.")
            return _publish(session, event, content, "Gespräch am Tag eingefügt")

    def _draft(self, event: str, people: tuple[str, str]) -> Draft:
        scale = self._scales.of(self._calendar.get(event))
        places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
        if not places.keys() >= set(people):
            raise EventError("Einer der beiden nimmt nicht teil.")
        found = draft(scale, places[people[0]], places[people[1]])
        return Draft(people, found.kind, found.score, found.reason, "day")


def _presence(presence: Presence, counter: str) -> dict[str, object]:
    return {"presence": presence, "since": datetime.now(UTC), "counter": counter[:COUNTER_LENGTH]}


def _publish(session: Session, event: str, content: Content, note: str) -> Version:
    check(content)
    made = add(session, event, content, note)
    return hold(session, version_row(session, event, made.number))


def _freed(before: Content, after: Content, gone: str) -> Iterator[Freed]:
    """The places of meetings that cannot take place without somebody; a group goes on without them."""
    for place in before.schedule.placed:
        people = before.event.by_meeting[place.meeting].people
        if gone in people and place.meeting not in after.schedule.place:
            waiting = tuple(person for person in people if person != gone and person in after.event.people)
            yield Freed(place.meeting, place, waiting)


def _was_freed(freed: Sequence[Freed], opening: Opening) -> bool:
    """Whether the seeker waits in just this slot."""
    return any(one.place.slot == opening.slot.id and opening.seeker in one.waiting for one in freed)


def _there(session: Session, event: str) -> frozenset[str]:
    """Who can be met: who is here once most have come, before that also who is expected."""
    coming = [one for one in registrations_of(session, event) if one.attends]
    here = [one for one in coming if one.presence == "here"]
    return frozenset(one.id for one in (here if len(here) > len(coming) / 2 else coming))
