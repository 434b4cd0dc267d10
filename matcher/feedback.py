"""What visitors say of a hit: helpful or not, and why. No sender is kept, and no text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from indexer import Base, Database, InputError
from matcher.answers import Challenge

HELPFUL = {"same-task": "Gleiche Aufgabe", "good-idea": "Gute Idee für uns", "contacted": "Wir haben schon gesprochen"}
NOT_HELPFUL = {
    "other-task": "Andere Aufgabe",
    "too-different": "Kommune zu verschieden",
    "outdated": "Veraltet oder falsch",
    "known": "Kannten wir schon",
}
SAID = HELPFUL | NOT_HELPFUL
"""Everything that can be said: a free text would bring names into the database."""


class FeedbackRow(Base):
    """One answer; the id of the challenge goes when the challenge goes, the record's stays."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("challenge", "record"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    challenge: Mapped[str | None] = mapped_column(String(32), index=True)
    record: Mapped[str] = mapped_column(String(64), index=True)
    says: Mapped[str] = mapped_column(String(20))
    until: Mapped[date] = mapped_column(Date)


@dataclass(frozen=True)
class Heard:
    """What was said of one record, and how often."""

    record: str
    helpful: int
    not_helpful: int
    reasons: tuple[tuple[str, int], ...]


class Feedback:
    """The feedback in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, challenge: Challenge, record: str, says: str) -> None:
        """Keep what is said of a hit, in place of an earlier word on it; raises InputError for an unknown word."""
        if says not in SAID:
            raise InputError("Bitte wählen Sie eine der Antworten.")
        with self._database.session() as session:
            _forget_past(session)
            here = (FeedbackRow.challenge == challenge.id, FeedbackRow.record == record)
            session.execute(delete(FeedbackRow).where(*here))
            session.add(FeedbackRow(challenge=challenge.id, record=record, says=says, until=challenge.until))

    def given(self, challenge: str) -> dict[str, str]:
        """What was said of the hits of a challenge, in words by record."""
        with self._database.session() as session:
            rows = session.scalars(select(FeedbackRow).where(FeedbackRow.challenge == challenge))
            return {row.record: SAID[row.says] for row in rows}

    def part(self, challenge: str) -> None:
        """Forget which challenge it was about; what was said of the records stays."""
        with self._database.session() as session:
            session.execute(update(FeedbackRow).where(FeedbackRow.challenge == challenge).values(challenge=None))

    def heard(self) -> tuple[Heard, ...]:
        """What was said, by record; those that helped least come first."""
        with self._database.session() as session:
            _forget_past(session)
            said: dict[str, Counter[str]] = {}
            for row in session.scalars(select(FeedbackRow)):
                said.setdefault(row.record, Counter())[row.says] += 1
        heard = [_heard(record, words) for record, words in said.items()]
        return tuple(sorted(heard, key=lambda each: (each.helpful - each.not_helpful, each.record)))


def _heard(record: str, words: Counter[str]) -> Heard:
    helpful = sum(times for word, times in words.items() if word in HELPFUL)
    reasons = tuple((SAID[word], times) for word, times in words.most_common())
    return Heard(record, helpful, words.total() - helpful, reasons)


def _forget_past(session: Session) -> None:
    """What is about a challenge whose time is over no longer says so."""
    over = update(FeedbackRow).where(FeedbackRow.until < date.today(), FeedbackRow.challenge.is_not(None))
    session.execute(over.values(challenge=None))
