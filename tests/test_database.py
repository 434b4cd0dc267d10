"""One database: made where it is missing, migrated, shared by threads, honest about trouble."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from indexer.database import Base, Database
from indexer.errors import DatabaseError
from indexer.tables import WithdrawnRow

DECLARING = (
    "indexer.tables",
    "indexer.journal",
    "indexer.sources.feeds",
    "indexer.alarm",
    "indexer.duplicates.tables",
    "indexer.erasures",
    "indexer.runs",
    "indexer.meaning.vectors",
    "matcher.challenges",
    "webui.accounts.tables",
)

MANY_ROWS = (
    "CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) SELECT i FROM n"
)


def _execute(database: Database, *statements: str) -> None:
    with database.session() as session:
        for statement in statements:
            session.execute(text(statement))


def _count_and_fail(database: Database) -> None:
    with database.session() as session:
        database.bump(session)
        raise ZeroDivisionError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "anker.sqlite"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{path}")
    database.migrate()
    yield database
    database.close()


def test_the_folder_is_made_and_migrating_twice_changes_nothing(database: Database, path: Path) -> None:
    assert path.exists()
    database.migrate()
    assert database.change_number() == 0


def test_migrations_and_declared_tables_agree(database: Database, path: Path) -> None:
    for module in DECLARING:
        importlib.import_module(module)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()
    assert database.change_number() == 0


def test_sqlite_runs_with_a_write_ahead_log_and_foreign_keys(database: Database) -> None:
    with database.session() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_session_commits_and_takes_back_on_an_error(database: Database) -> None:
    with database.session() as session:
        database.bump(session)
    with pytest.raises(ZeroDivisionError):
        _count_and_fail(database)
    assert database.change_number() == 1


def test_threads_count_every_change_once(database: Database) -> None:
    def count(_: int) -> int:
        with database.session() as session:
            return database.bump(session)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(count, range(40))) == list(range(1, 41))


def test_two_processes_can_migrate_at_once(path: Path) -> None:
    databases = [Database(f"sqlite:///{path}") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.migrate, databases))
    assert [database.change_number() for database in databases] == [0, 0, 0, 0]
    for database in databases:
        database.close()


def test_moments_come_back_in_utc(database: Database) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    with database.session() as session:
        session.add(WithdrawnRow(id="p1", when=noon))
    with database.session() as session:
        row = session.get(WithdrawnRow, "p1")
        assert row is not None
        assert row.when == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_a_fault_of_ours_is_not_dressed_up(database: Database) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        session.execute(text("INSERT INTO record_places (record_id, key) VALUES ('none', '06531')"))


def test_a_full_disk_is_said_in_german(database: Database) -> None:
    with pytest.raises(DatabaseError, match="Datenträger der Datenbank ist voll"):
        _execute(database, "PRAGMA max_page_count = 1", MANY_ROWS)


def test_a_locked_database_is_said_in_german(database: Database, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError, match="gerade belegt"):
        _execute(database, "PRAGMA busy_timeout = 1", "UPDATE change SET number = 2")
    other.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "anker.sqlite"
    broken.write_text("Das ist ein Text. " * 200)
    with pytest.raises(DatabaseError, match="keine Anker-Datenbank"):
        Database(f"sqlite:///{broken}").migrate()


def test_a_missing_table_names_the_remedy(path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"Bitte \./run aufrufen"):
        Database(f"sqlite:///{path}").change_number()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseError, match="lässt sich nicht anlegen"):
        Database(f"sqlite:///{tmp_path / 'file' / 'anker.sqlite'}")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="lässt sich nicht öffnen"):
        Database(f"sqlite:///{tmp_path}").migrate()


@pytest.mark.parametrize("url", ["no address", "oracle://x/y", "mysql+nothing://x/y"])
def test_an_address_nobody_can_read_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError, match="Die Adresse der Datenbank"):
        Database(url)


def test_a_postgresql_server_that_is_away_is_said_in_german() -> None:
    with pytest.raises(DatabaseError, match="nicht erreichbar"):
        Database("postgresql://anker@127.0.0.1:9/anker?connect_timeout=2").migrate()
