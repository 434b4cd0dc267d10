"""Challenges as they were typed in: kept for 14 days under a random id, so that the text stands in no address."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import JSON, Date, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from indexer import Base, Database, NotFound
from matcher.answers import Challenge

DAYS_KEPT = 14
"""Long enough to send the link to a colleague and come back from leave; then it is gone."""

ID_BYTES = 16
"""128 random bits: an address that cannot be guessed."""


class ChallengeRow(Base):
    """One kept challenge."""

    __tablename__ = "challenges"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    ags: Mapped[str | None] = mapped_column(String(8))
    without: Mapped[list[str]] = mapped_column(JSON)
    extra: Mapped[list[str]] = mapped_column(JSON)
    until: Mapped[date] = mapped_column(Date)


class Challenges:
    """The kept challenges of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, text: str, ags: str | None, without: Sequence[str] = (), extra: Sequence[str] = ()) -> str:
        """Store a challenge and return its random id; what is past its time goes at the same moment."""
        id = secrets.token_urlsafe(ID_BYTES)
        until = date.today() + timedelta(days=DAYS_KEPT)
        with self._database.session() as session:
            session.execute(delete(ChallengeRow).where(ChallengeRow.until < date.today()))
            session.add(ChallengeRow(id=id, text=text, ags=ags, without=list(without), extra=list(extra), until=until))
        return id

    def get(self, id: str) -> Challenge:
        """The challenge under an id; raises NotFound when it never was or its time is over."""
        with self._database.session() as session:
            row = session.scalar(select(ChallengeRow).where(ChallengeRow.id == id, ChallengeRow.until >= date.today()))
            if row is None:
                raise NotFound(
                    "Dieses Anliegen gibt es nicht mehr.", f"Anliegen werden nach {DAYS_KEPT} Tagen gelöscht."
                )
            return Challenge(row.id, row.text, row.ags, tuple(row.without), tuple(row.extra), row.until)

    def forget(self, id: str) -> None:
        """Delete a challenge now; an unknown id is no fault."""
        with self._database.session() as session:
            session.execute(delete(ChallengeRow).where(ChallengeRow.id == id))
