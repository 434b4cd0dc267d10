"""Where somebody usually signs in from, kept as keyed hashes for a season."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from indexer import Database
from webui.accounts.keys import keyed
from webui.accounts.tables import UsualPlaceRow

DAYS_KEPT = 90


class UsualPlaces:
    """The networks from which each account has signed in before."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._secret = secret

    def knows(self, account_id: int, network: str) -> bool:
        """Whether the account has signed in from there within the last months."""
        known = select(UsualPlaceRow).where(
            UsualPlaceRow.account_id == account_id,
            UsualPlaceRow.place == self._place(account_id, network),
            UsualPlaceRow.seen > datetime.now(UTC) - timedelta(days=DAYS_KEPT),
        )
        with self._database.session() as session:
            return session.scalar(known) is not None

    def note(self, account_id: int, network: str) -> None:
        """The account has signed in from there; old places go."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(UsualPlaceRow).where(UsualPlaceRow.seen < now - timedelta(days=DAYS_KEPT)))
            session.merge(UsualPlaceRow(account_id=account_id, place=self._place(account_id, network), seen=now))

    def _place(self, account_id: int, network: str) -> str:
        """Different for each account, so that the table does not tell who sits in one office."""
        return keyed(self._secret, "place", str(account_id), network)
