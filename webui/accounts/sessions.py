"""Sessions in a table: signing out ends them for every copy of the cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, update

from indexer import Database
from webui.accounts.keys import new_token, token_hash
from webui.accounts.model import Account, SignedIn
from webui.accounts.tables import AccountRow, PersonRow, SessionRow

IDLE = timedelta(hours=1)
"""A desk that was left is closed after an hour."""

LONGEST = timedelta(hours=12)
"""A working day; the next morning everybody signs in anew."""

SEEN_EVERY = timedelta(minutes=1)
"""How exact `seen` is: not every page view writes to the database."""


@dataclass(frozen=True)
class Session:
    """One session as its owner sees it."""

    id: int
    started: datetime
    seen: datetime


class Sessions:
    """The open sessions of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, account_id: int) -> str:
        """Open a session and return its token, which is kept nowhere here; dead sessions go at the same moment."""
        token, now = new_token(), datetime.now(UTC)
        with self._database.session() as session:
            dead = or_(SessionRow.seen < now - IDLE, SessionRow.started < now - LONGEST)
            session.execute(delete(SessionRow).where(dead))
            session.add(SessionRow(token_hash=token_hash(token), account_id=account_id, started=now, seen=now))
        return token

    def find(self, token: str) -> SignedIn | None:
        """Who holds this token, or None when it never was, was ended, or is too old."""
        now = datetime.now(UTC)
        wanted = (
            select(SessionRow, AccountRow, PersonRow)
            .join(AccountRow, AccountRow.id == SessionRow.account_id)
            .join(PersonRow, PersonRow.id == AccountRow.person_id)
            .where(SessionRow.token_hash == token_hash(token))
            .where(SessionRow.seen >= now - IDLE, SessionRow.started >= now - LONGEST)
        )
        with self._database.session() as session:
            found = session.execute(wanted).first()
            if found is None:
                return None
            row, account, person = found
            if row.seen < now - SEEN_EVERY:
                session.execute(update(SessionRow).where(SessionRow.id == row.id).values(seen=now))
            return SignedIn(row.id, account_from(account, person))

    def of(self, account_id: int) -> tuple[Session, ...]:
        """The open sessions of an account, newest first."""
        now = datetime.now(UTC)
        wanted = select(SessionRow).where(SessionRow.account_id == account_id)
        wanted = wanted.where(SessionRow.seen >= now - IDLE, SessionRow.started >= now - LONGEST)
        with self._database.session() as session:
            rows = session.scalars(wanted.order_by(SessionRow.id.desc()))
            return tuple(Session(row.id, row.started, row.seen) for row in rows)

    def end(self, session_id: int, account_id: int) -> bool:
        """End one session if it belongs to the account; returns whether it did."""
        own = delete(SessionRow).where(SessionRow.id == session_id, SessionRow.account_id == account_id)
        with self._database.session() as session:
            return session.scalars(own.returning(SessionRow.id)).first() is not None

    def end_all(self, account_id: int) -> None:
        """End every session of an account."""
        with self._database.session() as session:
            session.execute(delete(SessionRow).where(SessionRow.account_id == account_id))


def account_from(row: AccountRow, person: PersonRow) -> Account:
    """The value of two rows that belong together."""
    return Account(
        id=row.id,
        role=row.role,  # type: ignore[arg-type] # only NewAccount writes it, and its type names the roles
        mailbox=person.mailbox,
        name=person.name,
        ags=row.ags,
        invited=row.password is None,
        sample=row.sample,
        created=row.created,
    )
