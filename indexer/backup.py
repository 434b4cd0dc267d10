"""Backups of the database: taken while it is in use, checked before they are read back.

SQLite copies itself page by page; a PostgreSQL database is copied by its own tools, where they are installed.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from indexer.errors import DatabaseError, FileRefused

DUMP_SECONDS = 3600
OWNER_ONLY = 0o600  # a backup holds mailboxes


def write_backup(url: str, file: Path) -> None:
    """Copy the database into a file; one that stood there is replaced once the copy is whole. Raises DatabaseError."""
    parsed = make_url(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        aside.touch(OWNER_ONLY)
        if parsed.get_backend_name() == "sqlite":
            _copy_out(_path(parsed), aside)
        else:
            _tool("pg_dump", parsed, "--format=custom", f"--file={aside}")
        aside.replace(file)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(
            f"Die Sicherung ist nicht gelungen ({error}).", "Ist Platz, und stimmen die Rechte?"
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def read_back(url: str, file: Path) -> None:
    """Put a backup in the place of the database, at once for everybody; raises FileRefused, DatabaseError."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        _tool("pg_restore", parsed, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))
        return
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(_path(parsed), timeout=60)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise DatabaseError(f"Das Zurückspielen ist nicht gelungen ({error}).") from error


def check_backup(url: str, file: Path) -> None:
    """Raise FileRefused unless the file is a whole backup of an Anker database."""
    if make_url(url).get_backend_name() != "sqlite":
        return  # pg_restore checks by itself, and takes all or nothing
    refused = FileRefused(f"{file.name} ist keine Sicherung von Anker.", "Bitte eine Datei von ./run backup angeben.")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            source.execute("SELECT version_num FROM alembic_version").fetchone()
            source.execute("SELECT count(*) FROM records").fetchone()
            whole = source.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise refused from error
    if not whole:
        raise refused


def set_aside(url: str) -> Path | None:
    """Move a SQLite file that cannot be read out of the way, with its journal; returns where it lies now."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not _path(parsed).exists():
        return None
    broken = _path(parsed).with_suffix(".broken")
    for ending in ("-wal", "-shm"):
        _path(parsed).with_name(_path(parsed).name + ending).unlink(missing_ok=True)
    return _path(parsed).replace(broken)


def _copy_out(path: Path, file: Path) -> None:
    if not path.exists():
        raise DatabaseError("Es gibt noch keine Datenbank.", "Bitte zuerst ./run aufrufen.")
    with closing(sqlite3.connect(path, timeout=60)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # so that the backup is one file


def _path(parsed: URL) -> Path:
    return Path(parsed.database or "")


def _tool(name: str, parsed: URL, *words: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes by the environment, where no list of processes shows it."""
    environment = {**os.environ, "PGPASSWORD": str(parsed.password or "")}
    address = parsed.set(drivername="postgresql").difference_update_query(["password"])
    where = address.set(password=None).render_as_string() if parsed.password else address.render_as_string()
    try:
        subprocess.run(  # noqa: S603  # our own words and an address of the settings, no shell
            [name, f"--dbname={where}", *words], env=environment, check=True, capture_output=True, timeout=DUMP_SECONDS
        )
    except FileNotFoundError as error:
        raise DatabaseError(f"{name} ist nicht installiert.", "Unter Debian: apt install postgresql-client") from error
    except subprocess.SubprocessError as error:
        told = getattr(error, "stderr", b"") or b""
        raise DatabaseError(f"{name} meldet: {told.decode(errors='replace').strip()[-300:]}") from error
