"""How often a form may be used in a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer import Database, TooManyTries
from matcher.desk import Counted
from matcher.desk.quota import DAY, Quota
from matcher.desk.tables import UseRow


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def test_the_day_is_full_after_so_many(database: Database) -> None:
    quota, mine, other = Quota(database), Counted("mine", 2), Counted("other", 9)
    quota.take([mine, other])
    quota.take([mine])
    for _ in range(3):
        with pytest.raises(TooManyTries):
            quota.take([other, mine])
    with database.session() as session:
        assert len(session.scalars(select(UseRow).where(UseRow.key == "other")).all()) == 1  # a refusal counts nothing


def test_the_next_day_is_another_one(database: Database) -> None:
    quota, mine = Quota(database), Counted("mine", 1)
    quota.take([mine])
    with database.session() as session:
        for row in session.scalars(select(UseRow)):
            row.when -= DAY + timedelta(seconds=1)
    quota.take([mine])
    with database.session() as session:
        assert len(session.scalars(select(UseRow)).all()) == 1
