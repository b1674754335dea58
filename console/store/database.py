"""Opening the room's SQLite file: tables, pragmas, version, and the errors a disk can give."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import SQLModel

from console.store import migrations
from console.store.owed import OwedRow
from console.store.tables import (
    SCHEMA_VERSION,
    ImportedRow,
    JournalRow,
    OrderCopyRow,
    OrderRow,
    ReadingCopyRow,
    ReadingRow,
    RepeatedCallRow,
    ShowRow,
    WithdrawnLineRow,
)
from inventory.migrating import (
    BackupFailed,
    Migrated,
    NewerSchema,
    Scheme,
    back_up,
    forget,
    make,
    migrate,
    revision_of,
    stamp,
)

ROWS_AT_ONCE = 20_000
MIGRATION_MS = 120_000  # how long one program waits for another that brings the file up to date
SCHEME = Scheme(Path(migrations.__file__).parent, "room_schema", SCHEMA_VERSION)

OURS: tuple[type[SQLModel], ...] = (
    ShowRow,
    JournalRow,
    RepeatedCallRow,
    OrderRow,
    ReadingRow,
    ImportedRow,
    OrderCopyRow,
    WithdrawnLineRow,
    ReadingCopyRow,
    OwedRow,
)
# what SQLite and the system say, in parts of it
CODES = {
    "disk is full": "disk_full",
    "no space left": "disk_full",
    "readonly": "read_only",
    "read-only": "read_only",
    "unable to open": "cannot_open",
    "malformed": "damaged",
    "not a database": "damaged",
    "locked": "locked",
    "disk i/o": "disk_error",
}


class StoreFailed(Exception):
    """The world failed: the file cannot be read or written. ``code`` says how, ``detail`` in SQLite's words."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def failure(error: BaseException) -> StoreFailed:
    """The StoreFailed a database error is."""
    if isinstance(error, StoreFailed):
        return error
    if isinstance(error, NewerSchema):
        return StoreFailed("newer_program", str(error.found))
    said = getattr(error, "orig", None) or (error.__cause__ if isinstance(error, BackupFailed) else error)
    words = str(said)
    if getattr(said, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":  # it takes no room for its index
        return StoreFailed("disk_full", words)
    code = next((code for mark, code in CODES.items() if mark in words.lower()), "store_failed")
    if isinstance(error, BackupFailed) and code not in ("disk_full", "read_only", "damaged", "disk_error"):
        code = "no_backup"
    return StoreFailed(code, words)


class Database:
    """The file and its connections. ``tables``: further tables that live in this file, by their owners."""

    def __init__(self, path: Path, tables: Sequence[type[SQLModel]] = ()) -> None:
        self.path = path
        self._tables = (*OURS, *tables)
        self.migrated: Migrated | None = None  # what opening did to a file of an older program
        self.engine = self._engine()

    def _engine(self) -> Engine:
        engine = create_engine(f"sqlite:///{self.path}", isolation_level="AUTOCOMMIT", pool_size=4)

        @event.listens_for(engine, "connect")
        def _prepare(connection: object, _record: object) -> None:
            cursor = connection.cursor()  # type: ignore[attr-defined]
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "temp_store=MEMORY"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine, "handle_error")
        def _tell(context: ExceptionContext) -> None:
            # whoever reads or writes hears of the world's failures in one way, in the middle of a file too
            if context.sqlalchemy_exception is not None:
                raise failure(context.sqlalchemy_exception) from context.original_exception

        return engine

    def open(self) -> None:
        """Make the tables, bring those of an older file up to date, or find them so. Raises StoreFailed.

        ``newer_program``: the file is ahead of us, and is left alone. ``no_backup``: an older file, of which no copy
        can be kept; it stays as it was, as with whatever else stops the way to the newest revision.
        """
        try:
            with self.engine.connect() as connection:
                if version_of(connection) < SCHEMA_VERSION:
                    self._bring_up_to_date(connection)
        except (StoreFailed, OperationalError, DatabaseError, BackupFailed) as error:
            known = failure(error)
            if known.code == "cannot_open" and self.path.exists() and not os.access(self.path.parent, os.W_OK):
                known = StoreFailed("read_only", known.detail)
            raise known from error

    def _bring_up_to_date(self, connection: Connection) -> None:
        """In one transaction: a program killed in it leaves the file as it was, one that waited finds it done."""
        waits = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={MIGRATION_MS}")
        with _transaction(connection):
            found = version_of(connection)
            if found == 0:
                make(connection, SCHEME, self._tables)
            elif found < SCHEMA_VERSION:
                self.migrated = Migrated(found, SCHEMA_VERSION, back_up(self.path, found))
                try:
                    bring_up_to_date(connection, found)
                except BaseException:
                    forget(self.migrated)
                    self.migrated = None
                    raise
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={waits}")

    def connect(self) -> Connection:
        """A connection of the caller's own. Raises StoreFailed."""
        try:
            return self.engine.connect()
        except (OperationalError, DatabaseError) as error:
            raise failure(error) from error

    def close(self) -> None:
        self.engine.dispose()


def version_of(connection: Connection) -> int:
    """The revision a file has; 0 is an empty one. Raises StoreFailed ``newer_program``."""
    found: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found > SCHEMA_VERSION:
        raise StoreFailed("newer_program", str(found))
    return found


def bring_up_to_date(connection: Connection, found: int) -> None:
    """Run the revisions that a file of revision ``found`` lacks, in the transaction that is open."""
    if revision_of(connection, SCHEME) is None:  # files were numbered before revisions were
        stamp(connection, SCHEME, found)
    migrate(connection, SCHEME)


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            connection.exec_driver_sql("ROLLBACK")
        raise


def plain_rows(connection: Connection, sql: str, parameters: tuple[Any, ...]) -> Iterator[Sequence[Any]]:
    """The rows of a question as SQLite gives them, some thousands at a time: half of what as many ``Row`` cost."""
    result = connection.exec_driver_sql(sql, parameters)
    try:
        while rows := result.cursor.fetchmany(ROWS_AT_ONCE):
            yield rows
    except sqlite3.Error as error:
        raise failure(error) from error
    finally:
        result.close()
