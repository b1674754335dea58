"""Reading the room's file beside the program that writes it: read-only, and one instant however long it takes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from console.store.database import StoreFailed, bring_up_to_date, failure, version_of
from console.store.tables import SCHEMA_VERSION
from inventory.migrating import copied


@contextmanager
def snapshot(path: Path) -> Iterator[Connection]:
    """A read-only connection whose every answer is of the same instant. Raises StoreFailed.

    ``cannot_open``: there is no such file. ``newer_program``: a newer program wrote it. A file of an older program is
    read from a copy that is brought up to date and goes when this is over: who reads, writes nothing.
    """
    if not path.is_file():
        raise StoreFailed("cannot_open", str(path))
    uri = f"{path.absolute().as_uri()}?{_mode(path)}"
    with _reading(lambda: sqlite3.connect(uri, uri=True, timeout=5, check_same_thread=False)) as connection:
        found = version_of(connection)
        if found == SCHEMA_VERSION:
            yield connection
            return
        copy = copied(connection.connection.driver_connection)  # type: ignore[arg-type]
    with _reading(lambda: copy, prepare=lambda connection: bring_up_to_date(connection, found)) as connection:
        yield connection


@contextmanager
def _reading(
    connect: Callable[[], sqlite3.Connection], prepare: Callable[[Connection], None] | None = None
) -> Iterator[Connection]:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            if prepare is not None:
                prepare(connection)
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.exec_driver_sql("ROLLBACK")
    except DatabaseError as error:
        raise failure(error) from error
    finally:
        engine.dispose()


def _mode(path: Path) -> str:
    """In a folder that cannot be written SQLite cannot make its index; without a log the file stands still anyway."""
    log = path.with_name(f"{path.name}-wal")
    stands_still = not (log.exists() and log.stat().st_size)
    return "mode=ro&immutable=1" if stands_still and not os.access(path.parent, os.W_OK) else "mode=ro"
