"""The day after an event everybody who met somebody is asked, once and by mail, what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer import Database, Office
from matcher.desk.letters import outcome_asked
from matcher.desk.outbox import post
from matcher.events.calendar import Held, event_row, held
from matcher.events.holding import published_content
from matcher.events.links import BEST_BEFORE_DAYS, TOKEN_BYTES, hashed
from matcher.events.people import registrations_of
from matcher.events.tables import EventRow, PersonRow, QuestionRow, RegistrationRow

FROM_HOUR = time(8)
"""Nobody is asked in the night."""

ASKED_WITHIN = timedelta(days=7)
"""An event that is longer past is not asked about any more by itself: it may have been taken over from elsewhere."""


@dataclass(frozen=True)
class Round:
    """How far the question of an event is: who was asked, and when last; who can still be; who met but has no mailbox.

    Counts of participants."""

    asked: int
    last: datetime | None
    open: int
    without_mailbox: int


@dataclass(frozen=True)
class Writer:
    """In whose name the question is asked, and the address that a token is answered at."""

    office: Office
    address: Callable[[str], str]


class Questions:
    """Raises NotFound for an event that is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask_due(self, now: datetime, writer: Writer) -> int:
        """Ask everybody whose event was yesterday or a few days ago; `now` is a wall-clock time of the place."""
        if now.time() < FROM_HOUR:
            return 0
        return sum(self.ask(event, writer) for event in self._due(now.date()))

    def ask(self, event: str, writer: Writer) -> int:
        """Put a mail into the outbox for everybody who met somebody and was not asked yet; returns how many."""
        with self._database.session() as session:
            found = held(event_row(session, event))
            mailboxes, asked = _mailboxes(session, event), _asked(session, event)
            chosen = [id for id in _who_met(session, event) if id in mailboxes and id not in asked]
            for id in chosen:
                _ask(session, found, (id, mailboxes[id]), writer)
            return len(chosen)

    def round(self, event: str) -> Round:
        """How far the question of an event is."""
        with self._database.session() as session:
            asked, mailboxes = _asked(session, event), _mailboxes(session, event)
            waiting = [id for id in _who_met(session, event) if id not in asked]
        there = sum(id in mailboxes for id in waiting)
        return Round(len(asked), max(asked.values(), default=None), there, len(waiting) - there)

    def _due(self, today: date) -> list[str]:
        past = select(EventRow).where(EventRow.day < today, EventRow.day >= today - ASKED_WITHIN)
        with self._database.session() as session:
            rows = session.scalars(past.where(EventRow.published.is_not(None), EventRow.sample.is_(False))).all()
            return [row.id for row in rows if held(row).arrangement.rules.asks]


def asked_by(session: Session, token: str) -> str | None:
    """The registration that was asked by this token; None for a token that is none, or past its time."""
    row = session.scalar(select(QuestionRow).where(QuestionRow.token_hash == hashed(token)))
    if row is None or datetime.now(UTC) - row.asked > timedelta(days=BEST_BEFORE_DAYS):
        return None
    return row.registration_id


def _ask(session: Session, found: Held, whom: tuple[str, str], writer: Writer) -> None:
    """Put the mail and the record of it down together."""
    (id, mailbox), token = whom, secrets.token_urlsafe(TOKEN_BYTES)
    session.add(QuestionRow(registration_id=id, event_id=found.id, token_hash=hashed(token), asked=datetime.now(UTC)))
    about = (found.arrangement.title, found.arrangement.day)
    post(session, outcome_asked(writer.office, mailbox, about, writer.address(token)))


def _who_met(session: Session, event: str) -> list[str]:
    """Those who attended and had a meeting in the plan that held, in the order of reception."""
    content = published_content(session, event)
    if content is None:
        return []
    met = {person for place in content.schedule.placed for person in content.event.by_meeting[place.meeting].people}
    return [one.id for one in registrations_of(session, event) if one.attends and one.id in met]


def _mailboxes(session: Session, event: str) -> dict[str, str]:
    """Registration id → the mailbox of who came."""
    chosen = select(PersonRow).join(RegistrationRow).where(RegistrationRow.event_id == event, PersonRow.position == 0)
    return {row.registration_id: row.mailbox for row in session.scalars(chosen) if row.mailbox}


def _asked(session: Session, event: str) -> dict[str, datetime]:
    rows = session.scalars(select(QuestionRow).where(QuestionRow.event_id == event))
    return {row.registration_id: row.asked for row in rows}
