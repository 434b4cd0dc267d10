"""How often a form may be used in a day, by whatever it is counted: a sender, a network, a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from indexer import Database, TooManyTries
from matcher.desk.tables import UseRow

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """A keyed hash of what is counted, and how often it may come in a day."""

    key: str
    most: int


class Quota:
    """The uses of the last day; older ones are gone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, counted: Iterable[Counted]) -> None:
        """Count one use under every key; raises TooManyTries, and then counts none."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(UseRow).where(UseRow.when < now - DAY))
            for each in counted:
                session.add(UseRow(key=each.key, when=now))
                session.flush()  # the write comes first, so that two at once count each other
                if (session.scalar(select(func.count()).where(UseRow.key == each.key)) or 0) > each.most:
                    raise TooManyTries(
                        "Für heute sind genug Nachrichten dieser Art unterwegs.",
                        "Bitte versuchen Sie es morgen wieder oder rufen Sie die Geschäftsstelle an.",
                        int(DAY.total_seconds()),
                    )
