"""The tables of the inventory store, made or brought to their newest revision before anybody asks them anything.

Several consoles may start at once on one store: they take turns at a row that each must write, in the transaction that
also migrates, so that one does the work and the others find it done. No advisory lock and no lock of a whole table:
the same holds on what speaks like PostgreSQL.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from inventory import migrations
from inventory.catalogue_tables import CATALOGUE_TABLES
from inventory.ledger import EPOCH, MICROSECOND
from inventory.migrating import Migrated, Scheme, back_up, forget, make, migrate, revision_of, stamp
from inventory.warehouse import TABLES

log = logging.getLogger(__name__)
SCHEMA_VERSION = 2  # the last revision of ``migrations``, where the way to a new one is told
SCHEME = Scheme(Path(migrations.__file__).parent, "goods_schema", SCHEMA_VERSION)
ALL: tuple[type[SQLModel], ...] = (*CATALOGUE_TABLES, *TABLES)
WAITS_S = 15  # for the console that migrates; then the store counts as gone, until it is tried again
LONGEST_S = 600  # of one statement of a migration
# SQLSTATE: what two who make the same table at once may hear, a transaction beside another's, and who waits for a lock
RACED = frozenset({"23505", "42P07", "42710", "XX000", "40001", "40P01", "55P03"})

_TURN = text("CREATE TABLE IF NOT EXISTS goods_turn (place INTEGER NOT NULL PRIMARY KEY, at BIGINT NOT NULL)")
_TAKE_TURN = text(
    "INSERT INTO goods_turn (place, at) VALUES (1, :at) ON CONFLICT (place) DO UPDATE SET at = excluded.at"
)
_FIRST = text('INSERT INTO catalogue_revision ("only", revision) VALUES (1, 0) ON CONFLICT ("only") DO NOTHING')


def bring_up_to_date(engine: Engine) -> Migrated | None:
    """Make the tables or migrate them; answers what was migrated, None when nothing had to be.

    Any thread; blocks on the database. Raises NewerSchema, BackupFailed, DBAPIError; the store is as it was then.
    """
    with engine.connect() as connection:
        if revision_of(connection, SCHEME) == SCHEMA_VERSION:
            return None
    until = time.monotonic() + WAITS_S
    while True:
        try:
            with _turn(engine) as connection:
                return _migrated(connection)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in RACED or time.monotonic() > until:
                raise
            time.sleep(0.1)


def _migrated(connection: Connection) -> Migrated | None:
    found = revision_of(connection, SCHEME)
    if found == SCHEMA_VERSION:
        return None
    if found is None and not _has_tables(connection):
        make(connection, SCHEME, ALL)
        connection.execute(_FIRST)
        return None
    done = Migrated(found or 0, SCHEMA_VERSION, _back_up(connection, found or 0))
    try:
        if found is None:  # stores were made before revisions were
            stamp(connection, SCHEME, 0)
        migrate(connection, SCHEME)
        return done
    except BaseException:
        forget(done)
        raise


def _has_tables(connection: Connection) -> bool:
    return not {each.__tablename__ for each in ALL}.isdisjoint(inspect(connection).get_table_names())


def _back_up(connection: Connection, found: int) -> Path | None:
    file = connection.engine.url.database
    if connection.dialect.name == "sqlite":
        return back_up(Path(file), found) if file and file != ":memory:" else None
    log.info(
        "the inventory store is brought from schema %s to %s in one transaction; to go back to what was before there is"
        " only the server's own backup (pg_dump)",
        *(found, SCHEMA_VERSION),
    )
    return None


@contextmanager
def _turn(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else is in his: theirs begin when this one is over."""
    with engine.connect() as connection:
        take = _take_file if connection.dialect.name == "sqlite" else _take_server
        try:
            take(connection)
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.invalidate()  # it had its own patience


def _take_file(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * LONGEST_S}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_server(connection: Connection) -> None:
    if not inspect(connection).has_table("goods_turn"):
        connection.execute(_TURN)
        connection.commit()
    connection.execute(_TAKE_TURN, {"at": (datetime.now(UTC) - EPOCH) // MICROSECOND})
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{LONGEST_S}s'")
    connection.connection.driver_connection.longest_s = float(LONGEST_S)  # type: ignore[union-attr]  # see ``silence.py``
