"""Links that work once: an invitation to choose a password, or on the sample a way in without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import delete, func, select

from indexer import Database, NotFound
from webui.accounts.audit import audit_row
from webui.accounts.keys import new_token, token_hash
from webui.accounts.tables import AccountRow, InvitationRow

Purpose = Literal["password", "once"]

KEPT: dict[Purpose, timedelta] = {"password": timedelta(days=7), "once": timedelta(hours=12)}
"""A week covers somebody's holiday; a sample is looked at on the day it is started."""


class Invitations:
    """The open links of one database. Raises NotFound for a link that was used, is too old, or never was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, account_id: int, purpose: Purpose, actor: int | None) -> str:
        """A new link's token; earlier ones of the same account end."""
        token, now = new_token(), datetime.now(UTC)
        with self._database.session() as session:
            outdated = (InvitationRow.account_id == account_id) | (InvitationRow.until < now)
            session.execute(delete(InvitationRow).where(outdated))
            session.add(
                InvitationRow(
                    token_hash=token_hash(token), account_id=account_id, purpose=purpose, until=now + KEPT[purpose]
                )
            )
            session.add(audit_row("invited account", actor, f"account {account_id}"))
        return token

    def look(self, token: str, purpose: Purpose) -> int:
        """The account that a link is for."""
        wanted = select(InvitationRow.account_id).where(
            InvitationRow.token_hash == token_hash(token),
            InvitationRow.purpose == purpose,
            InvitationRow.until >= datetime.now(UTC),
        )
        with self._database.session() as session:
            return _there(session.scalar(wanted))

    def take(self, token: str, purpose: Purpose) -> int:
        """The same, and the link is used up; of two that take it at once only one gets it."""
        used = delete(InvitationRow).where(
            InvitationRow.token_hash == token_hash(token),
            InvitationRow.purpose == purpose,
            InvitationRow.until >= datetime.now(UTC),
        )
        with self._database.session() as session:
            return _there(session.scalars(used.returning(InvitationRow.account_id)).first())

    def open(self) -> int:
        """How many accounts still wait for their password to be chosen."""
        waiting = select(func.count()).select_from(AccountRow).where(AccountRow.password.is_(None))
        with self._database.session() as session:
            return session.scalar(waiting.where(AccountRow.sample.is_(False))) or 0


def _there(account_id: int | None) -> int:
    if account_id is None:
        raise NotFound(
            "Dieser Link gilt nicht mehr.",
            "Jeder Link gilt einmal und eine Woche lang. Bitte lassen Sie sich neu einladen.",
        )
    return account_id
