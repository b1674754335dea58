"""Opening the room's SQLite file: tables, pragmas, version, and the errors a disk can give."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import SQLModel

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

ROWS_AT_ONCE = 20_000

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
)
# what tables of older files lack; a row written then was brought by nothing that can be taken back
ADDED = {"order_line": "brought TEXT NOT NULL DEFAULT ''", "reading": "brought TEXT NOT NULL DEFAULT ''"}


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
    words = str(getattr(error, "orig", None) or error)
    lowered = words.lower()
    codes = {
        "disk is full": "disk_full",
        "database or disk is full": "disk_full",
        "readonly": "read_only",
        "read-only": "read_only",
        "unable to open": "cannot_open",
        "malformed": "damaged",
        "not a database": "damaged",
        "locked": "locked",
        "disk i/o": "disk_error",
    }
    code = next((code for mark, code in codes.items() if mark in lowered), "store_failed")
    return StoreFailed(code, words)


class Database:
    """The file and its connections. ``tables``: further tables that live in this file, by their owners."""

    def __init__(self, path: Path, tables: Sequence[type[SQLModel]] = ()) -> None:
        self.path = path
        self._tables = (*OURS, *tables)
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
        """Make or check the tables. Raises StoreFailed (``newer_program`` when the file is ahead of us)."""
        try:
            with self.engine.connect() as connection:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                if version > SCHEMA_VERSION:
                    raise StoreFailed("newer_program", str(version))
                if version < SCHEMA_VERSION:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    SQLModel.metadata.create_all(connection, tables=[t.__table__ for t in self._tables])  # type: ignore[attr-defined]
                    _add_columns(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
                    connection.exec_driver_sql("COMMIT")
        except (OperationalError, DatabaseError) as error:
            raise failure(error) from error

    def connect(self) -> Connection:
        """A connection of the caller's own. Raises StoreFailed."""
        try:
            return self.engine.connect()
        except (OperationalError, DatabaseError) as error:
            raise failure(error) from error

    def close(self) -> None:
        self.engine.dispose()


def _add_columns(connection: Connection) -> None:
    for table, column in ADDED.items():
        have = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}
        if column.split()[0] not in have:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")


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
