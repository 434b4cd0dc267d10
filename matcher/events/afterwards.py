"""After the event: what the meetings brought, as those who met say it, and the event in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from indexer import Database, EventRefused, NotFound
from matcher.events.calendar import event_row
from matcher.events.content import Content
from matcher.events.entries import Presence, Registration
from matcher.events.fairness import Fairness, fairness
from matcher.events.holding import published_content
from matcher.events.links import Links
from matcher.events.model import Event
from matcher.events.people import registration, registration_row, registrations_of
from matcher.events.questions import asked_by
from matcher.events.tables import OutcomeRow
from matcher.events.values import Meeting

Outcome = Literal["agreed", "contact", "nothing", "not held"]
OUTCOMES: dict[Outcome, str] = {
    "agreed": "Wir arbeiten daran weiter.",
    "contact": "Wir bleiben in Kontakt.",
    "nothing": "Das Gespräch hat nichts ergeben.",
    "not held": "Das Gespräch fand nicht statt.",
}


@dataclass(frozen=True)
class Report:
    """An event in figures. `outcomes` counts meetings by the best that one of their people said.

    `walk_ins` are among those `here`; `answered` counts meetings of which somebody spoke.
    """

    title: str
    day: date
    registered: int
    here: int
    missing: int
    cancelled: int
    walk_ins: int
    meetings: int
    unplaced: int
    answered: int
    outcomes: Mapping[Outcome, int]
    fairness: Fairness


class Afterwards:
    """Raises NotFound for what is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._links = Links(database)

    def whose(self, token: str) -> Registration:
        """Whose link this is: the one in the mail of the day after, or the personal one from before."""
        with self._database.session() as session:
            if (id := asked_by(session, token)) is not None:
                return registration(registration_row(session, id))
        return self._links.open(token)

    def to_answer(self, token: str) -> tuple[tuple[Meeting, str], ...]:
        """The meetings that somebody is asked about by their link, each with what they said ("" nothing yet)."""
        one = self.whose(token)
        with self._database.session() as session:
            content = published_content(session, one.event)
            said = {row.meeting: row.outcome for row in _outcomes(session, one.event) if row.registration_id == one.id}
        return tuple((meeting, said.get(meeting.id, "")) for meeting in _held(content, one.id))

    def say(self, token: str, meeting: str, outcome: Outcome) -> None:
        """Write down what a meeting brought, as one side sees it; the last word counts."""
        one = self.whose(token)
        if outcome not in OUTCOMES:
            raise EventRefused("Diese Antwort gibt es nicht.")
        with self._database.session() as session:
            if meeting not in {held.id for held in _held(published_content(session, one.event), one.id)}:
                raise NotFound("Dieses Gespräch stand nicht in Ihrem Plan.")
            mine = (OutcomeRow.event_id == one.event) & (OutcomeRow.meeting == meeting)
            session.execute(delete(OutcomeRow).where(mine, OutcomeRow.registration_id == one.id))
            now = datetime.now(UTC)
            session.add(
                OutcomeRow(event_id=one.event, meeting=meeting, registration_id=one.id, outcome=outcome, said=now)
            )

    def answers(self, event: str) -> dict[str, dict[str, str]]:
        """Meeting → registration → what that side says it brought."""
        found: dict[str, dict[str, str]] = {}
        with self._database.session() as session:
            event_row(session, event)
            for row in _outcomes(session, event):
                found.setdefault(row.meeting, {})[row.registration_id] = row.outcome
        return found

    def report(self, event: str) -> Report:
        """The event in figures."""
        with self._database.session() as session:
            row = event_row(session, event)
            people = registrations_of(session, event)
            content = published_content(session, event)
            best = best_outcomes(session, event)
        presence = Counter[Presence](one.presence for one in people)
        return Report(
            title=row.title,
            day=row.day,
            registered=len(people),
            here=presence["here"],
            missing=presence["missing"],
            cancelled=presence["cancelled"],
            walk_ins=sum(one.entry.walk_in for one in people),
            meetings=len(content.schedule.placed) if content else 0,
            unplaced=len(content.schedule.unplaced) if content else 0,
            answered=len(best),
            outcomes={outcome: sum(said == outcome for said in best.values()) for outcome in OUTCOMES},
            fairness=fairness(_counts(content, people)),
        )


def _held(content: Content | None, person: str) -> tuple[Meeting, ...]:
    """The meetings of somebody that were planned, in order of time."""
    if content is None:
        return ()
    event = content.event
    places = sorted(content.schedule.placed, key=lambda place: event.position[place.slot])
    meetings = (event.by_meeting[place.meeting] for place in places)
    return tuple(meeting for meeting in meetings if person in meeting.people)


def _outcomes(session: Session, event: str) -> list[OutcomeRow]:
    return list(session.scalars(select(OutcomeRow).where(OutcomeRow.event_id == event)))


def best_outcomes(session: Session, event: str) -> dict[str, Outcome]:
    """Meeting → the best that one of its people said of it."""
    said: dict[str, set[str]] = {}
    for row in _outcomes(session, event):
        said.setdefault(row.meeting, set()).add(row.outcome)
    return {meeting: next(outcome for outcome in OUTCOMES if outcome in words) for meeting, words in said.items()}


def _counts(content: Content | None, people: tuple[Registration, ...]) -> list[int]:
    meetings = _meetings_of(content.event, content) if content else Counter[str]()
    return [meetings[one.id] for one in people if one.attends]


def _meetings_of(event: Event, content: Content) -> Counter[str]:
    return Counter(person for place in content.schedule.placed for person in event.by_meeting[place.meeting].people)
