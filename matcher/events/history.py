"""Who met at earlier events: it is read from the versions that held, so it outlives the names of people."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from sqlalchemy import select

from indexer import Database
from matcher.events.content import read_content
from matcher.events.people import ENTRY
from matcher.events.tables import EventRow, RegistrationRow, VersionRow


def met_before(database: Database, event: str, day: date) -> dict[frozenset[str], str]:
    """Delegations that met → the title of the latest earlier event at which they did, both having come."""
    earlier = (
        select(EventRow.id, EventRow.title, VersionRow.content)
        .join(VersionRow, (VersionRow.event_id == EventRow.id) & (VersionRow.number == EventRow.published))
        .where(EventRow.id != event, EventRow.day <= day)
        .order_by(EventRow.day)
    )
    found: dict[frozenset[str], str] = {}
    with database.session() as session:
        for row in session.execute(earlier).all():
            people = session.scalars(select(RegistrationRow).where(RegistrationRow.event_id == row.id))
            came = {one.id: ENTRY.validate_python(one.entry).delegation for one in people if one.presence != "missing"}
            found |= dict.fromkeys(_pairs(row.content, came), row.title)
    return found


def _pairs(content: str, came: dict[str, str]) -> set[frozenset[str]]:
    held = read_content(content)
    tables = (held.event.by_meeting[placed.meeting].people for placed in held.schedule.placed)
    met = (pair for people in tables for pair in combinations(filter(came.__contains__, people), 2))
    return {frozenset((came[one], came[other])) for one, other in met if came[one] != came[other]}
