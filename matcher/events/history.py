"""Who met at earlier events: it is read from the versions that held, so it outlives the names of people."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer import Database
from matcher.events.afterwards import best_outcomes
from matcher.events.content import read_content
from matcher.events.meetable import Met
from matcher.events.people import ENTRY
from matcher.events.tables import EventRow, RegistrationRow, VersionRow


def met_before(database: Database, event: str, day: date) -> dict[frozenset[str], Met]:
    """Delegations that met → the latest earlier event at which they did, and what came of it.

    Who did not appear met nobody, and of a meeting that both sides say was not held, nothing is remembered.
    """
    earlier = (
        select(EventRow.id, EventRow.title, VersionRow.content)
        .join(VersionRow, (VersionRow.event_id == EventRow.id) & (VersionRow.number == EventRow.published))
        .where(EventRow.id != event, EventRow.day <= day, EventRow.sample.is_(False))
        .order_by(EventRow.day)
    )
    found: dict[frozenset[str], Met] = {}
    with database.session() as session:
        for row in session.execute(earlier).all():
            found |= _met(session, row.id, row.title, row.content)
    return found


def _met(session: Session, event: str, title: str, content: str) -> dict[frozenset[str], Met]:
    people = session.scalars(select(RegistrationRow).where(RegistrationRow.event_id == event))
    came = {one.id: ENTRY.validate_python(one.entry).delegation for one in people if one.presence != "missing"}
    held, said = read_content(content), best_outcomes(session, event)
    found = {}
    for placed in held.schedule.placed:
        outcome = said.get(placed.meeting, "")
        there = filter(came.__contains__, held.event.by_meeting[placed.meeting].people)
        for one, other in combinations(there, 2):
            if came[one] != came[other] and outcome != "not held":
                found[frozenset((came[one], came[other]))] = Met(title, outcome)
    return found
