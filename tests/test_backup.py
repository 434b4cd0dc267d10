"""A backup is whole, taken while others write, and only a whole one is read back."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer import Database, DatabaseError, Store
from indexer.backup import check_backup, read_back, set_aside, write_backup
from indexer.errors import FileRefused
from tests.workshop import published

BEFORE = "0010"
"""The revision before the newest one; `back_to_the_shape_before` follows the newest, too."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'anker.sqlite'}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    database.migrate()
    yield database
    database.close()


def titles(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM records ORDER BY id")]


def back_to_the_shape_before(file: Path) -> None:
    """Undo the newest migration, whatever it did."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE event_questions")
        connection.execute("UPDATE alembic_version SET version_num = ?", (BEFORE,))
        connection.commit()


def test_a_backup_holds_what_was_committed_and_only_its_owner_reads_it(
    url: str, database: Database, tmp_path: Path
) -> None:
    Store(database).put(published("p1", "Pegel"))
    file = tmp_path / "safe" / "anker.backup"
    write_backup(url, file)
    assert titles(file) == ["Pegel"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["anker.backup"]


def test_a_new_database_its_journals_and_all_its_copies_are_readable_by_their_owner_alone(
    url: str, database: Database, tmp_path: Path
) -> None:
    store = Store(database)
    store.put(published("p1"))
    assert store.get("p1") is not None
    write_backup(url, tmp_path / "one.backup")
    back_to_the_shape_before(tmp_path / "anker.sqlite")
    with closing(sqlite3.connect(tmp_path / "anker.sqlite")) as connection:
        connection.execute("SELECT count(*) FROM records").fetchone()
        database.migrate()
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*") if file.is_file()}
    kept = ("anker.sqlite", "anker.sqlite-wal", "anker.sqlite-shm", "one.backup", f"anker-{BEFORE}.sqlite")
    assert files == dict.fromkeys(kept, 0o600)


def test_the_mode_that_somebody_gave_a_database_stays(url: str, database: Database, tmp_path: Path) -> None:
    (tmp_path / "anker.sqlite").chmod(0o640)
    with closing(Database(url)) as other:
        assert other.change_number() == database.change_number()
    assert stat.S_IMODE((tmp_path / "anker.sqlite").stat().st_mode) == 0o640


def test_a_backup_is_taken_while_somebody_writes(url: str, database: Database, tmp_path: Path) -> None:
    over = threading.Event()

    def write() -> None:
        store, number = Store(database), 0
        while not over.is_set():
            store.put(published(f"p{(number := number + 1)}"))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(5):
            write_backup(url, tmp_path / f"{number}.backup")
            check_backup(url, tmp_path / f"{number}.backup")
    finally:
        over.set()
        writing.join(60)


def test_a_backup_is_read_back_under_open_connections(url: str, database: Database, tmp_path: Path) -> None:
    store = Store(database)
    store.put(published("p1"))
    write_backup(url, tmp_path / "one.backup")
    store.put(published("p2"))
    assert store.get("p2") is not None
    read_back(url, tmp_path / "one.backup")
    assert store.get("p2") is None
    assert store.get("p1") is not None


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 5000])
def test_what_is_no_backup_is_refused(url: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "some.file"
    file.write_bytes(content)
    with pytest.raises(FileRefused, match="keine Sicherung"):
        check_backup(url, file)


def test_half_a_backup_is_refused(url: str, database: Database, tmp_path: Path) -> None:
    for number in range(50):
        Store(database).put(published(f"p{number}"))
    whole, half = tmp_path / "whole", tmp_path / "half"
    write_backup(url, whole)
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(FileRefused):
        check_backup(url, half)


def test_another_database_is_refused(url: str, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE records (id)")
    with pytest.raises(FileRefused):
        check_backup(url, other)


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        write_backup(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "x.backup")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_database_is_moved_aside(url: str, tmp_path: Path) -> None:
    (tmp_path / "anker.sqlite").write_bytes(b"broken")
    (tmp_path / "anker.sqlite-wal").write_bytes(b"")
    assert set_aside(url) == tmp_path / "anker.broken"
    assert [each.name for each in tmp_path.iterdir()] == ["anker.broken"]
    assert set_aside(url) is None


def test_a_migration_keeps_the_shape_before(database: Database, tmp_path: Path) -> None:
    Store(database).put(published("p1", "Pegel"))
    assert not (tmp_path / "backups").exists()
    database.migrate()
    assert not (tmp_path / "backups").exists()
    back_to_the_shape_before(tmp_path / "anker.sqlite")
    database.migrate()
    assert titles(tmp_path / "backups" / f"anker-{BEFORE}.sqlite") == ["Pegel"]
    assert Store(database).get("p1") is not None
