"""The accounts of one database: made, found, listed, removed with everything personal."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Select, delete, select, update

from indexer import Database, InputError, NotFound
from webui.accounts.audit import audit_row
from webui.accounts.model import Account, NewAccount, checked, mailbox_from
from webui.accounts.sessions import account_from
from webui.accounts.tables import AccountRow, PersonRow, SessionRow


class Accounts:
    """Every account. Raises NotFound where there is none, InputError where one cannot be made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewAccount, password: str | None, actor: int | None) -> Account:
        """Make an account; `password` is its hash, or None where an invitation follows."""
        new = checked(new)
        with self._database.session() as session:
            if session.scalar(select(PersonRow).where(PersonRow.mailbox == new.mailbox)) is not None:
                raise InputError("Unter dieser Adresse gibt es schon einen Zugang.", "Bitte nehmen Sie eine andere.")
            person = PersonRow(name=new.name, mailbox=new.mailbox)
            session.add(person)
            session.flush()
            row = AccountRow(
                person_id=person.id,
                role=new.role,
                ags=new.ags,
                password=password,
                sample=new.sample,
                created=datetime.now(UTC),
            )
            session.add(row)
            session.flush()
            session.add(audit_row("added account", actor, f"account {row.id}"))
            return account_from(row, person)

    def named(self, mailbox: str) -> Account | None:
        """The account of a mailbox, or None."""
        return next(iter(self._found(_joined().where(PersonRow.mailbox == mailbox_from(mailbox)))), None)

    def get(self, account_id: int) -> Account:
        """One account; raises NotFound."""
        found = self._found(_joined().where(AccountRow.id == account_id))
        if not found:
            raise NotFound("Diesen Zugang gibt es nicht.")
        return found[0]

    def every(self) -> tuple[Account, ...]:
        """All accounts by role and mailbox."""
        return self._found(_joined().order_by(AccountRow.role, PersonRow.mailbox))

    def password_of(self, account_id: int) -> str | None:
        """The kept hash, or None where no password was chosen yet."""
        with self._database.session() as session:
            return session.scalar(select(AccountRow.password).where(AccountRow.id == account_id))

    def set_password(self, account_id: int, hashed: str, kept_session: int | None = None) -> None:
        """Keep the hash of a new password; every other session of the account ends."""
        ended = delete(SessionRow).where(SessionRow.account_id == account_id)
        if kept_session is not None:
            ended = ended.where(SessionRow.id != kept_session)
        with self._database.session() as session:
            session.execute(update(AccountRow).where(AccountRow.id == account_id).values(password=hashed))
            session.execute(ended)
            session.add(audit_row("chose password", account_id, f"account {account_id}"))

    def rehash(self, account_id: int, hashed: str) -> None:
        """Keep the same password under today's parameters."""
        with self._database.session() as session:
            session.execute(update(AccountRow).where(AccountRow.id == account_id).values(password=hashed))

    def remove(self, account_id: int, actor: int | None) -> None:
        """Erase an account with its person, sessions and invitations; raises NotFound."""
        with self._database.session() as session:
            row = session.get(AccountRow, account_id)
            if row is None:
                raise NotFound("Diesen Zugang gibt es nicht.")
            session.execute(delete(PersonRow).where(PersonRow.id == row.person_id))
            session.add(audit_row("removed account", actor, f"account {account_id}"))

    def _found(self, statement: Select[AccountRow, PersonRow]) -> tuple[Account, ...]:
        with self._database.session() as session:
            return tuple(account_from(row, person) for row, person in session.execute(statement))


def _joined() -> Select[AccountRow, PersonRow]:
    return select(AccountRow, PersonRow).join(PersonRow, PersonRow.id == AccountRow.person_id)
