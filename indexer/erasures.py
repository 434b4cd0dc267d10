"""What was erased, as a list of ids, so that a restored backup does not bring anybody back.

The database itself writes the list: a trigger on each table in which persons stand (migration 0008). A row that was
only written anew, as an edit may do, is no erasure: it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnClause, Integer, String, column, delete, exists, select, table
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import cast

from indexer.database import Base, Moment
from indexer.narrowing import narrowed
from indexer.records import Visibility
from indexer.tables import WithdrawnRow

KEYS = {"people": "id", "mailboxes": "id", "event_persons": "registration_id"}
"""The tables in which persons stand, and the column that says which one."""


class ErasureRow(Base):
    """A person's row that was deleted: its table, its key and the moment, nothing about the person."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    thing: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64))
    when: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Erased:
    """Everything that must stay away: persons by (table, key), withdrawn records, records with their widest view."""

    persons: frozenset[tuple[str, str]]
    records: frozenset[str]
    limits: dict[str, Visibility]

    @classmethod
    def of(cls, session: Session) -> Erased:
        """What a database knows to be erased."""
        listed = session.execute(select(ErasureRow.thing, ErasureRow.key).distinct())
        gone = frozenset((thing, key) for thing, key in listed if thing in KEYS and not _there(session, thing, key))
        return cls(gone, frozenset(session.scalars(select(WithdrawnRow.id))), narrowed(session))


def erase_again(session: Session, persons: frozenset[tuple[str, str]]) -> int:
    """Delete persons once more; returns how many rows went."""
    gone = 0
    for thing, key in sorted(persons):
        keyed: ColumnClause[str] = column(KEYS[thing])
        rows = session.execute(delete(table(thing, keyed)).where(cast(keyed, String) == key).returning(keyed)).all()
        gone += len(rows)
    return gone


def _there(session: Session, thing: str, key: str) -> bool:
    keyed: ColumnClause[str] = column(KEYS[thing])
    standing = exists(select(keyed).select_from(table(thing, keyed)).where(cast(keyed, String) == key))
    return bool(session.scalar(select(standing)))
