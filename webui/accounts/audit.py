"""Who did what, and when: sign-ins, exports of personal data, changes. Ids, no content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select

from indexer import Database
from webui.accounts.tables import AuditRow

Action = Literal[
    "signed in",
    "signed in by link",
    "signed out",
    "ended session",
    "signed out everywhere",
    "chose password",
    "added account",
    "invited account",
    "removed account",
    "exported",
    "created",
    "changed",
    "published",
    "withdrew",
    "approved",
    "refused",
    "relayed",
    "answered",
    "undid",
    "erased",
    "called one",
    "called two",
    "left open",
    "backed up",
]


@dataclass(frozen=True)
class Noted:
    """One entry: the account that acted (None: the command line), what it did, and to which thing."""

    when: datetime
    actor: int | None
    action: str
    thing: str


def audit_row(action: Action, actor: int | None, thing: str = "") -> AuditRow:
    """An entry to be added to the very transaction that it tells of; `thing` names kind and id: "record p001"."""
    return AuditRow(when=datetime.now(UTC), actor=actor, action=action, thing=thing)


class Audit:
    """The audit log of one database; nothing here changes or deletes an entry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, action: Action, actor: int | None, thing: str = "") -> None:
        """Write an entry in a transaction of its own."""
        with self._database.session() as session:
            session.add(audit_row(action, actor, thing))

    def last(self, action: Action) -> datetime | None:
        """When this was last done."""
        newest = select(AuditRow.when).where(AuditRow.action == action).order_by(AuditRow.id.desc()).limit(1)
        with self._database.session() as session:
            return session.scalar(newest)

    def latest(self, most: int = 100) -> tuple[Noted, ...]:
        """The newest entries, newest first."""
        newest = select(AuditRow).order_by(AuditRow.id.desc()).limit(most)
        with self._database.session() as session:
            return tuple(Noted(row.when, row.actor, row.action, row.thing) for row in session.scalars(newest))
