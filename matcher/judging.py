"""Challenges that the office has judged: which record fits how well, 0 to 3. They measure every new index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import ForeignKey, Integer, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from indexer import ROOT, Base, Database, InputError, NotFound

DEMO = ROOT / "sample" / "challenges" / "demo.jsonl"
"""Invented challenges on the sample, judged by us: they measure until the office has judged its own."""

GRADES = {
    0: "passt nicht",
    1: "am Rande",
    2: "passt",
    3: "genau das",
}
"""What the grades mean, in the words of the page."""

NEVER_AGAIN: dict[str, object] = {"sqlite_autoincrement": True}  # the id of a removed row is never given again


class JudgedRow(Base):
    """One challenge to judge, written by the office: no text of a visitor."""

    __tablename__ = "judged_challenges"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    ags: Mapped[str | None] = mapped_column(String(8))


class JudgementRow(Base):
    """One grade."""

    __tablename__ = "judgements"

    challenge: Mapped[int] = mapped_column(ForeignKey("judged_challenges.id", ondelete="CASCADE"), primary_key=True)
    record: Mapped[str] = mapped_column(String(64), primary_key=True)
    grade: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True)
class Judged:
    """A challenge with its grades by record id; records without one count as 0."""

    id: str
    text: str
    ags: str | None = None
    grades: Mapping[str, int] = field(default_factory=dict)


class Judgements:
    """The judged challenges of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str, ags: str | None) -> int:
        """Take up a challenge to judge; returns its id."""
        with self._database.session() as session:
            row = JudgedRow(text=text, ags=ags)
            session.add(row)
            session.flush()
            return row.id

    def get(self, id: int) -> Judged:
        """One challenge with its grades; raises NotFound."""
        found = [each for each in self.every() if each.id == str(id)]
        if not found:
            raise NotFound("Dieses Anliegen gibt es hier nicht.", "Vielleicht hat es jemand entfernt.")
        return found[0]

    def every(self) -> tuple[Judged, ...]:
        """All challenges with their grades, in the order in which they came."""
        with self._database.session() as session:
            grades: dict[int, dict[str, int]] = {}
            for row in session.scalars(select(JudgementRow)):
                grades.setdefault(row.challenge, {})[row.record] = row.grade
            rows = session.scalars(select(JudgedRow).order_by(JudgedRow.id))
            return tuple(Judged(str(row.id), row.text, row.ags, grades.get(row.id, {})) for row in rows)

    def grade(self, id: int, grades: Mapping[str, int]) -> None:
        """Keep these grades, each in place of an earlier one; raises NotFound, and InputError for no grade."""
        self.get(id)
        if any(grade not in GRADES for grade in grades.values()):
            raise InputError(f"Eine Note ist eine Zahl von 0 bis {max(GRADES)}.")
        with self._database.session() as session:
            for record, grade in grades.items():
                session.merge(JudgementRow(challenge=id, record=record, grade=grade))

    def remove(self, id: int) -> None:
        """Delete a challenge with its grades; an unknown id is no fault."""
        with self._database.session() as session:
            session.execute(delete(JudgementRow).where(JudgementRow.challenge == id))
            session.execute(delete(JudgedRow).where(JudgedRow.id == id))

    def basis(self) -> tuple[Judged, ...]:
        """What an evaluation rests on: the office's own graded challenges, or the demonstration if there are none."""
        graded = tuple(each for each in self.every() if any(each.grades.values()))
        return graded or read_demo()


def read_demo(path: Path = DEMO) -> tuple[Judged, ...]:
    """The judged challenges that come with the sample; none where the file was removed."""
    if not path.exists():
        return ()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return tuple(Judged(row["id"], row["text"], row.get("sender_ags"), row["grades"]) for row in rows)


def fingerprint(judged: Sequence[Judged]) -> str:
    """A hash of all texts and grades: figures can be compared where it is the same."""
    plain = [(each.text, each.ags, sorted(each.grades.items())) for each in judged]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()
