"""The database: one SQLite file by default, PostgreSQL by URL, the truth for everything."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    String,
    TypeDecorator,
    create_engine,
    event,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from indexer.backup import OWNER_ONLY, write_backup
from indexer.errors import DatabaseError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 15  # how long a writer waits for another one; a run's own transaction stays below
BACKUPS = "backups"  # beside the database: one file for each shape it had
MIGRATION_LOCK = 4_217_001  # any number, the same in every process: PostgreSQL's advisory lock around migrations

_CAUSES = (
    ("disk is full", "Der Datenträger der Datenbank ist voll.", "Bitte Platz schaffen und neu starten."),
    ("no space left", "Der Datenträger der Datenbank ist voll.", "Bitte Platz schaffen und neu starten."),
    ("readonly database", "Die Datenbank darf nicht beschrieben werden.", "Bitte die Rechte am Datenordner prüfen."),
    ("unable to open", "Die Datenbank lässt sich nicht öffnen.", "Bitte die Rechte am Datenordner prüfen."),
    ("database is locked", "Die Datenbank ist gerade belegt.", "Bitte in einer Minute noch einmal versuchen."),
    ("not a database", "Die Datei ist keine Anker-Datenbank.", "Bitte einen anderen Datenordner angeben."),
    ("malformed", "Die Datenbank ist beschädigt.", "Bitte die letzte Sicherung zurückspielen."),
    ("no such table", "Der Datenbank fehlen Tabellen.", "Bitte ./run aufrufen, das richtet sie ein."),
    ("connection", "Die Datenbank ist nicht erreichbar.", "Bitte Adresse und Dienst prüfen."),
)


class Base(DeclarativeBase):
    """What every declared table stands on; each package declares the tables it owns."""


class ChangeRow(Base):
    """One row whose number grows with every change that somebody can see."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer)
    index_name: Mapped[str | None] = mapped_column(String(120))  # the index that belongs to the records as they are


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC; SQLite forgets the zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 # SQLAlchemy's signature
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 # SQLAlchemy's signature
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Database:
    """Sessions, migrations and the change number of one database.

    Raises DatabaseError where the database is not there or refuses.
    """

    def __init__(self, url: str) -> None:
        self._engine = _open(url)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at the end and takes everything back on an error."""
        with _translated(), self._sessions.begin() as session:
            yield session

    def migrate(self) -> None:
        """Bring all tables to the newest shape; two processes at once wait for each other."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with _translated():
            self._keep_before(ScriptDirectory.from_config(config).get_current_head())
        with _translated(), self._engine.begin() as connection:
            _lock_for_migration(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _keep_before(self, head: str | None) -> None:
        """A backup of a SQLite database that is about to change its shape, named by the shape it has."""
        file = self._engine.url.database
        if self._engine.dialect.name != "sqlite" or not file or file == ":memory:":
            return
        with self._engine.connect() as connection:
            shape = MigrationContext.configure(connection).get_current_revision()
        if shape is not None and shape != head:
            write_backup(str(self._engine.url), Path(file).parent / BACKUPS / f"anker-{shape}.sqlite")

    def change_number(self) -> int:
        """The number that grows with every visible change."""
        with self.session() as session:
            return session.scalars(select(ChangeRow.number)).one()

    def bump(self, session: Session) -> int:
        """Count one visible change inside the session's transaction; returns the new number."""
        counted = update(ChangeRow).values(number=ChangeRow.number + 1).returning(ChangeRow.number)
        return session.scalars(counted).one()

    @contextmanager
    def exclusive(self, name: str) -> Iterator[bool]:
        """Hold a name among all hosts that share this PostgreSQL; yields False when somebody else holds it.

        SQLite lies on one host, where a file is lock enough: there it yields True.
        """
        if self._engine.dialect.name == "sqlite":
            yield True
            return
        key = {"key": zlib.crc32(name.encode())}
        with _translated(), self._engine.connect() as connection:  # the lock lives and dies with this connection
            connection.execution_options(isolation_level="AUTOCOMMIT")
            held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
            try:
                yield held
            finally:
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def _open(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        if parsed.get_backend_name() != "sqlite":
            raise DatabaseError(
                "Die Adresse der Datenbank nennt weder SQLite noch PostgreSQL.", "Bitte config.toml prüfen."
            )
        if parsed.database and parsed.database != ":memory:":
            _make_private(Path(parsed.database))
        # IMMEDIATE: a writer takes the lock when it begins to write and waits; reads stay outside of transactions.
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "isolation_level": "IMMEDIATE"})
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError("Die Adresse der Datenbank ist nicht lesbar.", "Bitte config.toml prüfen.") from error
    except OSError as error:
        raise DatabaseError(
            f"Der Datenordner lässt sich nicht anlegen ({error.strerror}).",
            "Bitte die Rechte prüfen oder --data angeben.",
        ) from error
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """A new database is readable by its own user alone; SQLite gives its journals the mode that the database has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(OWNER_ONLY)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")  # WAL keeps the file whole; only the last second can be lost
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten in the file; Debian's default anyway
    cursor.close()


def _lock_for_migration(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise  # a fault of ours, to be seen as it is
    except DBAPIError as error:
        raise _database_error(str(error.orig).lower()) from error


def _database_error(message: str) -> DatabaseError:
    for mark, thing, remedy in _CAUSES:
        if mark in message:
            return DatabaseError(thing, remedy)
    return DatabaseError("Die Datenbank hat einen Fehler gemeldet.", "Einzelheiten stehen im Protokoll.")
