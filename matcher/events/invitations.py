"""The list of those to invite, four weeks before, as the office edits it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from indexer import Database, NotFound
from matcher.events.calendar import event_row, held, new_id
from matcher.events.inviting import Invitation, invite
from matcher.events.tables import InvitationRow
from matcher.view import View

InvitationState = Literal["proposed", "chosen", "sent", "dropped"]
INVITATION_STATES: dict[InvitationState, str] = {
    "proposed": "vorgeschlagen",
    "chosen": "ausgewählt",
    "sent": "eingeladen",
    "dropped": "gestrichen",
}


@dataclass(frozen=True)
class Listed:
    """A line of the invitation list as the office keeps it."""

    id: str
    invitation: Invitation
    state: InvitationState
    note: str


INVITATION = TypeAdapter(Invitation)


class Invitations:
    """The invitation lists of one database. Raises NotFound."""

    def __init__(self, database: Database, look: Callable[[], View]) -> None:
        self._database = database
        self._look = look

    def propose(self, event: str, tell: Callable[[int, int], None] = lambda *_: None) -> tuple[Listed, ...]:
        """Propose from the event's topics and the needs published on them; what the office decided stays. `tell` hears
        how many of how many topics and needs were asked."""
        with self._database.session() as session:
            topics = held(event_row(session, event)).arrangement.topics
        found = invite(self._look(), topics, tell)
        with self._database.session() as session:
            undecided = InvitationRow.state == "proposed"
            session.execute(delete(InvitationRow).where(InvitationRow.event_id == event, undecided))
            decided = {one.invitation.identity for one in listed(session, event)}
            session.add_all(_row(event, one) for one in found if one.identity not in decided)
        return self.all(event)

    def all(self, event: str) -> tuple[Listed, ...]:
        """The list: providers first, then municipalities, the best first."""
        with self._database.session() as session:
            found = listed(session, event)
        return tuple(sorted(found, key=lambda one: (one.invitation.why != "offers", -one.invitation.score, one.id)))

    def add(self, event: str, invitation: Invitation) -> Listed:
        """Put somebody on the list by hand."""
        with self._database.session() as session:
            event_row(session, event)
            row = _row(event, invitation)
            row.state = "chosen"
            session.add(row)
            return _value(row)

    def decide(self, event: str, ids: Iterable[str], state: InvitationState) -> None:
        """Choose, strike out or mark as sent."""
        with self._database.session() as session:
            for id in ids:
                chosen = update(InvitationRow).where(InvitationRow.id == id, InvitationRow.event_id == event)
                session.execute(chosen.values(state=state))

    def annotate(self, id: str, note: str) -> None:
        """Write a note beside a line."""
        with self._database.session() as session:
            row = session.get(InvitationRow, id)
            if row is None:
                raise NotFound("Diese Zeile der Einladungsliste gibt es nicht.")
            row.note = note


def _row(event: str, invitation: Invitation) -> InvitationRow:
    data = INVITATION.dump_python(invitation, mode="json")
    return InvitationRow(id=new_id(), event_id=event, data=data, state="proposed", note="")


def _value(row: InvitationRow) -> Listed:
    state: Mapping[str, InvitationState] = {state: state for state in INVITATION_STATES}
    return Listed(row.id, INVITATION.validate_python(row.data), state[row.state], row.note)


def listed(session: Session, event: str) -> tuple[Listed, ...]:
    """The invitation list of an event in no order."""
    return tuple(_value(row) for row in session.scalars(select(InvitationRow).where(InvitationRow.event_id == event)))
