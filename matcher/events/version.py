"""One version of a plan: its row, its figures, and the check that stands before every store."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from indexer import EventError, NotFound, ScheduleFaulty
from matcher.events.board import Board
from matcher.events.calendar import event_row, held
from matcher.events.checker import faults
from matcher.events.content import Content, Decision, content_json, read_content
from matcher.events.figures import breaks_by_person, table_changes
from matcher.events.holding import agree
from matcher.events.model import Event
from matcher.events.pairs import counting
from matcher.events.people import registrations_of, wishes_of
from matcher.events.planned import planned_event
from matcher.events.reasons import unplaced
from matcher.events.tables import EventRow, VersionRow
from matcher.events.values import Placed, Schedule

VersionState = Literal["draft", "review", "published", "superseded"]
VERSION_STATES: dict[VersionState, str] = {
    "draft": "Entwurf",
    "review": "zur Prüfung",
    "published": "veröffentlicht",
    "superseded": "abgelöst",
}
FAULTS_TOLD = 3
"""Broken rules named in an error; one is reason enough, more tell where to look."""


@dataclass(frozen=True)
class Figures:
    """What a version costs: meetings with and without a place, breaks, table changes, and whether it is proven best."""

    placed: int
    unplaced: int
    breaks: int
    table_changes: int
    proven: bool


@dataclass(frozen=True)
class Version:
    """One version of the plan in the list of versions."""

    event: str
    number: int
    state: VersionState
    made: datetime
    note: str
    figures: Figures


def current(session: Session, event: str) -> Content:
    """The event as it is to be scheduled now, with an empty schedule."""
    arrangement = held(event_row(session, event)).arrangement
    pairs = counting(session, event)
    planned = planned_event(arrangement, registrations_of(session, event), pairs, wishes_of(session, event))
    decisions = {pair.id: Decision(pair.state, pair.locked, pair.kind, pair.score, pair.origin) for pair in pairs}
    return Content(arrangement, planned, Schedule(), decisions)


def carried_over(content: Content, before: Schedule, more: tuple[str, str] | None = None) -> Content:
    """The content with every place of a former schedule that is still possible, and one `more`: (meeting, slot).

    Neither fairness nor the fewest meetings of somebody are asked for: what is left of a plan cannot promise them.
    """
    event = relaxed(content.event)
    board = Board(event)
    for place in before.placed:
        meeting, slot = event.by_meeting.get(place.meeting), event.position.get(place.slot)
        if meeting and slot is not None and board.allows(meeting, slot, place.table):
            board.put(meeting, slot, place.table)
    if more and event.position.get(more[1], -1) in board.free_slots(event.by_meeting[more[0]]):
        board.put(event.by_meeting[more[0]], event.position[more[1]])
    return replace(content, event=event, schedule=scheduled(event, tuple(board.placed.values())))


def relaxed(event: Event) -> Event:
    """The event without what only a whole plan can keep: fairness and the fewest meetings."""
    people = tuple(replace(person, fewest=0) for person in event.participants)
    return replace(event, participants=people, fair_difference=None)


def scheduled(event: Event, placed: tuple[Placed, ...]) -> Schedule:
    """A schedule of these places, with its figures; nothing is proven of it."""
    return Schedule(
        placed=placed,
        unplaced=unplaced(event, placed),
        breaks=sum(breaks_by_person(event, placed).values()),
        table_changes=table_changes(event, placed),
    )


def check(content: Content) -> None:
    """Raise ScheduleFaulty with what is wrong where the schedule breaks a rule."""
    if found := list(faults(content.event, content.schedule)):
        raise ScheduleFaulty(
            "Dieser Plan bricht Regeln und wird nicht gespeichert:", " ".join(map(str, found[:FAULTS_TOLD]))
        )


def add(session: Session, event: str, content: Content, note: str) -> Version:
    """Store a new draft behind the last version."""
    last = session.scalar(select(func.max(VersionRow.number)).where(VersionRow.event_id == event))
    row = VersionRow(
        event_id=event,
        number=(last or 0) + 1,
        state="draft",
        made=datetime.now(UTC),
        note=note,
        figures=asdict(figures(content.schedule)),
        content=content_json(content),
    )
    session.add(row)
    session.flush()
    return version_of(row)


def hold(session: Session, row: VersionRow) -> Version:
    """Let a version be the published one; its meetings are agreed, and the version before is superseded."""
    agree(session, row.event_id, read_content(row.content))
    mine = VersionRow.event_id == row.event_id
    session.execute(update(VersionRow).where(mine, VersionRow.state == "published").values(state="superseded"))
    session.execute(update(EventRow).where(EventRow.id == row.event_id).values(published=row.number))
    row.state = "published"
    session.flush()
    return version_of(row)


def check_people(session: Session, event: str, content: Content) -> None:
    """Raise EventError where somebody with a meeting does not come any more."""
    if gone := names_of_gone(session, event, content):
        names = ", ".join(gone[:FAULTS_TOLD])
        raise EventError(f"In diesem Plan stehen Teilnehmer, die nicht mehr kommen: {names}.", "Bitte neu planen.")


def names_of_gone(session: Session, event: str, content: Content) -> tuple[str, ...]:
    """Who has a meeting in a plan and does not come any more, by name."""
    coming = {one.id for one in registrations_of(session, event) if one.attends}
    meetings = (content.event.by_meeting[place.meeting] for place in content.schedule.placed)
    gone = {person for meeting in meetings for person in meeting.people} - coming
    return tuple(sorted(str(content.event.people[person]) for person in gone))


def figures(schedule: Schedule) -> Figures:
    """The figures of a schedule."""
    return Figures(
        len(schedule.placed), len(schedule.unplaced), schedule.breaks, schedule.table_changes, schedule.proven
    )


def version_row(session: Session, event: str, number: int) -> VersionRow:
    """The row of a version; raises NotFound."""
    row = session.get(VersionRow, (event, number), populate_existing=True)
    if row is None:
        raise NotFound(f"Eine Fassung {number} gibt es nicht.")
    return row


def version_of(row: VersionRow) -> Version:
    """The value of a row."""
    return Version(
        event=row.event_id,
        number=row.number,
        state=row.state,  # type: ignore[arg-type]  # written by us from the same words
        made=row.made,
        note=row.note,
        figures=Figures(**row.figures),
    )
