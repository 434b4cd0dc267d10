"""The plan of an event in versions: every change is a new one, nothing that was is lost, nothing faulty is kept."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from indexer import Database, EventError
from matcher.events.calendar import columns, event_row
from matcher.events.comparing import Comparison, Impact, Removal, compare, impact
from matcher.events.content import Content, content_json, read_content
from matcher.events.holding import published_content, revive
from matcher.events.tables import EventRow, PairRow, VersionRow
from matcher.events.version import (
    VERSION_STATES,
    Version,
    VersionState,
    add,
    carried_over,
    check,
    check_people,
    current,
    figures,
    hold,
    names_of_gone,
    version_of,
    version_row,
)


class Versions:
    """Raises NotFound for what is not there, ScheduleFaulty for a schedule that breaks a rule."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def planning(self, event: str) -> Content:
        """The event as it is to be scheduled now, without a schedule yet."""
        with self._database.session() as session:
            return current(session, event)

    def keep(self, event: str, content: Content, note: str) -> Version:
        """Store a new draft."""
        check(content)
        with self._database.session() as session:
            event_row(session, event)
            return add(session, event, content, note)

    def better(self, version: Version, content: Content, note: str) -> Version:
        """Put a better schedule in the place of a draft that nobody has taken further; else store a new one."""
        check(content)
        with self._database.session() as session:
            row = version_row(session, version.event, version.number)
            if row.state != "draft":
                return add(session, version.event, content, note)
            row.content, row.figures, row.note = content_json(content), asdict(figures(content.schedule)), note
            return version_of(row)

    def all(self, event: str) -> tuple[Version, ...]:
        """All versions, the newest first."""
        chosen = select(VersionRow).where(VersionRow.event_id == event).order_by(VersionRow.number.desc())
        with self._database.session() as session:
            return tuple(version_of(row) for row in session.scalars(chosen))

    def get(self, event: str, number: int) -> Content:
        """What one version holds."""
        with self._database.session() as session:
            return read_content(version_row(session, event, number).content)

    def published(self, event: str) -> Content | None:
        """The version that holds; None before one does."""
        with self._database.session() as session:
            return published_content(session, event)

    def basis(self, event: str) -> Content | None:
        """The plan that people have before their eyes: the published one, else the newest; None before there is one."""
        with self._database.session() as session:
            newest = select(func.max(VersionRow.number)).where(VersionRow.event_id == event)
            number = event_row(session, event).published or session.scalar(newest)
            return read_content(version_row(session, event, number).content) if number else None

    def to_review(self, event: str, number: int) -> Version:
        """Hand a draft over to be looked at."""
        return self._advance(event, number, "draft", "review")

    def to_draft(self, event: str, number: int) -> Version:
        """Take a version back from review."""
        return self._advance(event, number, "review", "draft")

    def publish(self, event: str, number: int) -> Version:
        """Let a version hold from now on. Raises EventError where it was not reviewed or people in it do not come."""
        with self._database.session() as session:
            row = version_row(session, event, number)
            if row.state != "review":
                raise EventError("Nur eine Fassung zur Prüfung wird veröffentlicht.", "Bitte zuerst prüfen lassen.")
            content = read_content(row.content)
            check(content)
            check_people(session, event, content)
            return hold(session, row)

    def compare(self, event: str, one: int, other: int) -> Comparison:
        """What is different from one version to another."""
        return compare(self.get(event, one), self.get(event, other))

    def impact(self, event: str, number: int, removal: Removal) -> Impact:
        """Who is hit if slots, tables or people went."""
        content = self.get(event, number)
        return impact(content.event, content.schedule, removal)

    def leaving(self, event: str) -> tuple[str, ...]:
        """The names of those who have a meeting in the published plan and do not come any more."""
        with self._database.session() as session:
            content = published_content(session, event)
            return names_of_gone(session, event, content) if content else ()

    def undo_to(self, event: str, number: int) -> Version:
        """Go back: arrangement and decisions as they were then, and the schedule as a new draft.

        Whoever came or went since stays as they are: meetings without people enough are left out.
        """
        with self._database.session() as session:
            before = read_content(version_row(session, event, number).content)
            row = event_row(session, event)
            values = columns(before.arrangement) | {"revision": row.revision + 1}
            session.execute(update(EventRow).where(EventRow.id == event).values(values))
            revive(session, event, before, before.decisions)
            _decide_again(session, event, before)
            session.expire_all()
            content = carried_over(current(session, event), before.schedule)
            check(content)
            return add(session, event, content, f"Zurück zu Fassung {number}")

    def _advance(self, event: str, number: int, before: VersionState, after: VersionState) -> Version:
        with self._database.session() as session:
            row = version_row(session, event, number)
            if row.state != before:
                raise EventError(f"Fassung {number} ist nicht mehr „{VERSION_STATES[before]}“.", "Bitte neu laden.")
            row.state = after
            return version_of(row)


def _decide_again(session: Session, event: str, before: Content) -> None:
    """Pairs stand as they did: those of the version count again, those that came later do not."""
    for row in session.scalars(select(PairRow).where(PairRow.event_id == event)):
        decision = before.decisions.get(row.id)
        row.state = decision.state if decision else "rejected"
        row.locked = bool(decision and decision.locked)
    session.flush()
