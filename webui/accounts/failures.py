"""How often a sign-in may fail: for one account from one network, for a network, for an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import delete, select

from indexer import Database, TooManyTries
from webui.accounts.keys import keyed
from webui.accounts.tables import FailureRow


@dataclass(frozen=True)
class Limit:
    """So many failures within so many minutes."""

    most: int
    minutes: int


TOGETHER = Limit(5, 15)
"""One account from one network: five slips of the finger, then a break."""

NETWORK = Limit(20, 15)
"""Any accounts from one network: somebody tries names. Whoever always comes from there is let through."""

ACCOUNT = Limit(50, 60)
"""One account from anywhere: many machines try together. Its owner is let through from where he always comes."""

LONGEST = max(limit.minutes for limit in (TOGETHER, NETWORK, ACCOUNT))


@dataclass(frozen=True)
class Attempt:
    """Who tries to sign in, by what was typed and from which network."""

    mailbox: str
    network: str


class Failures:
    """The failed sign-ins of the last hour. Names that nobody has are counted like all others."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._secret = secret

    def check(self, attempt: Attempt, usual: bool) -> None:
        """Raises TooManyTries with the seconds to wait; `usual`: he has come from this network before."""
        together, network, account = self._keys(attempt)
        limits = ((together, TOGETHER),) if usual else ((together, TOGETHER), (network, NETWORK), (account, ACCOUNT))
        now = datetime.now(UTC)
        wait = max(self._wait(key, limit, now) for key, limit in limits)
        if wait > timedelta(0):
            minutes = ceil(wait / timedelta(minutes=1))
            raise TooManyTries(
                "Zu viele Versuche, sich anzumelden.",
                f"Bitte warten Sie {'eine Minute' if minutes == 1 else f'{minutes} Minuten'} und versuchen Sie es dann "
                "noch einmal.",
                ceil(wait.total_seconds()),
            )

    def note(self, attempt: Attempt) -> None:
        """Count a failure; what is too old to matter goes at the same moment."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.when < now - timedelta(minutes=LONGEST)))
            session.add_all(FailureRow(key=key, when=now) for key in self._keys(attempt))

    def forget(self, attempt: Attempt) -> None:
        """The sign-in went well: earlier slips of this account in this network no longer count."""
        with self._database.session() as session:
            session.execute(delete(FailureRow).where(FailureRow.key == self._keys(attempt)[0]))

    def _keys(self, attempt: Attempt) -> tuple[str, str, str]:
        return (
            keyed(self._secret, "together", attempt.mailbox, attempt.network),
            keyed(self._secret, "network", attempt.network),
            keyed(self._secret, "account", attempt.mailbox),
        )

    def _wait(self, key: str, limit: Limit, now: datetime) -> timedelta:
        """How long until there is room for one more."""
        window = timedelta(minutes=limit.minutes)
        newest = select(FailureRow.when).where(FailureRow.key == key, FailureRow.when > now - window)
        with self._database.session() as session:
            times = list(session.scalars(newest.order_by(FailureRow.when.desc()).limit(limit.most)))
        return times[-1] + window - now if len(times) == limit.most else timedelta(0)
