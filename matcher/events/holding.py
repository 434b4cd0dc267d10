"""The plan that holds, and its pairs: what people have in hand never loses its meeting or the reason of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.events.calendar import event_row
from matcher.events.content import Content, Decision, read_content
from matcher.events.model import Meeting
from matcher.events.tables import PairRow, VersionRow

UNKNOWN = Decision("accepted", locked=False)
"""What is said of a meeting whose pair a stored version does not describe."""


def published_content(session: Session, event: str) -> Content | None:
    """The plan that holds; None before one does."""
    number = event_row(session, event).published
    if not number:
        return None
    row = session.get(VersionRow, (event, number), populate_existing=True)
    return read_content(row.content) if row else None


def planned_meetings(session: Session, event: str) -> frozenset[str]:
    """The ids of the meetings that have a place in the plan that holds."""
    content = published_content(session, event)
    return frozenset(content.schedule.place) if content else frozenset()


def agree(session: Session, event: str, content: Content) -> None:
    """Let every meeting that has a place count as agreed, also where a newer proposal had swept its pair away."""
    placed = content.schedule.place
    revive(session, event, content, placed)
    for row in session.scalars(select(PairRow).where(PairRow.event_id == event)):
        if row.id in placed:
            row.state = "accepted"
    session.flush()


def revive(session: Session, event: str, content: Content, meetings: Collection[str]) -> None:
    """Bring back the pairs of a version's meetings that are not there any more, as they were then."""
    there = set(session.scalars(select(PairRow.id).where(PairRow.event_id == event)))
    gone = [meeting for meeting in content.event.meetings if meeting.id in meetings and meeting.id not in there]
    session.add_all(_row(event, one, content.decisions.get(one.id, UNKNOWN)) for one in gone)
    session.flush()


def _row(event: str, meeting: Meeting, decision: Decision) -> PairRow:
    return PairRow(
        id=meeting.id,
        event_id=event,
        people=list(meeting.people),
        kind=decision.kind,
        score=decision.score,
        reason=meeting.reason,
        origin=decision.origin,
        state=decision.state,
        locked=decision.locked,
    )
