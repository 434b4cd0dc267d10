from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import Database, NotFound
from matcher.challenges import DAYS_KEPT, ChallengeRow, Challenges


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def test_a_challenge_is_kept_as_it_was_typed(database: Database) -> None:
    challenges = Challenges(database)
    kept = challenges.get(challenges.keep("Laternen\nbrennen", "06535016", ("a",), ("b", "c")))
    assert (kept.text, kept.ags, kept.without, kept.extra) == ("Laternen\nbrennen", "06535016", ("a",), ("b", "c"))
    assert kept.until == date.today() + timedelta(days=DAYS_KEPT)


def test_the_same_text_twice_has_two_addresses_that_cannot_be_guessed(database: Database) -> None:
    challenges = Challenges(database)
    ids = {challenges.keep("gleich", None) for _ in range(50)}
    assert len(ids) == 50
    assert all(len(id) >= 20 for id in ids)


def test_after_its_time_it_is_gone_and_the_next_one_sweeps_it_away(database: Database) -> None:
    challenges = Challenges(database)
    id = challenges.keep("alt", None)
    with database.session() as session:
        session.execute(update(ChallengeRow).values(until=date.today() - timedelta(days=1)))
    with pytest.raises(NotFound):
        challenges.get(id)
    challenges.keep("neu", None)
    with database.session() as session:
        assert session.get(ChallengeRow, id) is None


def test_deleting_is_at_once_and_twice_is_no_fault(database: Database) -> None:
    challenges = Challenges(database)
    id = challenges.keep("weg", None)
    challenges.forget(id)
    challenges.forget(id)
    with pytest.raises(NotFound):
        challenges.get(id)
