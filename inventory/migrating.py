"""Bringing the tables of a store to their newest revision: which one it has, the copy before, and Alembic in between.

A store is a set of tables with a version table of its own, so that two stores may live in one database. Which revision
it has is asked in plain SQL; Alembic is imported when a migration is due and not before: it costs a start a third of
what the store's own library does. Whoever calls holds the transaction: what is done here is done whole or not at all.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, inspect, text
from sqlmodel import SQLModel

log = logging.getLogger(__name__)


class NewerSchema(Exception):
    """A newer program wrote this store; it is left alone. ``found``: the revision it has."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is a newer program's; this one knows {known}")
        self.found = found


class BackupFailed(Exception):
    """No copy of the store could be kept, so it was left as it is. The cause is what the disk or SQLite said."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done to a store that had tables. ``backup``: the copy made before; None where a server keeps its own."""

    found: int
    now: int
    backup: Path | None

    @property
    def data(self) -> dict[str, object]:
        """For a sentence."""
        return {"found": self.found, "now": self.now, "backup": self.backup or ""}


@dataclass(frozen=True, slots=True)
class Scheme:
    """The revisions of a store: where their modules are, the table that says which one it has, and the newest."""

    folder: Path
    version_table: str
    newest: int


def name_of(revision: int) -> str:
    """The revision as Alembic knows it.

    >>> name_of(3)
    '0003'
    """
    return f"{revision:04d}"


def revision_of(connection: Connection, scheme: Scheme) -> int | None:
    """The revision a store has; None when its version table is not there. Raises NewerSchema."""
    if not inspect(connection).has_table(scheme.version_table):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {scheme.version_table}")).scalar_one_or_none()  # noqa: S608
    if found is None:
        return None
    number = int(found)
    if number > scheme.newest:
        raise NewerSchema(number, scheme.newest)
    return number


def make(connection: Connection, scheme: Scheme, tables: Sequence[type[SQLModel]]) -> None:
    """The tables of an empty store, as they are at the newest revision."""
    SQLModel.metadata.create_all(connection, tables=[_table(each) for each in tables])
    stamp(connection, scheme, scheme.newest)


def stamp(connection: Connection, scheme: Scheme, revision: int) -> None:
    """A store without a version table has this revision."""
    name = scheme.version_table
    connection.execute(
        text(
            f"CREATE TABLE IF NOT EXISTS {name}"
            f" (version_num VARCHAR(32) NOT NULL, CONSTRAINT {name}_pkc PRIMARY KEY (version_num))"
        )
    )
    if revision:
        connection.execute(text(f"INSERT INTO {name} (version_num) VALUES (:name)"), {"name": name_of(revision)})  # noqa: S608


def migrate(connection: Connection, scheme: Scheme, to: int | None = None) -> None:
    """Run the revisions a store lacks, up to the newest or ``to``, in the transaction open on ``connection``."""
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # it lists what it is made of
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(scheme.folder, version_locations=[scheme.folder])
    context = MigrationContext.configure(
        connection,
        opts={
            "version_table": scheme.version_table,
            "transactional_ddl": True,  # the caller's transaction
            "script": script,
            "fn": lambda heads, _context: script._upgrade_revs(name_of(to or scheme.newest), heads),
        },
    )
    with Operations.context(context):
        context.run_migrations()


# -- the copy before ------------------------------------------------------------------------------------------------


def back_up(file: Path, revision: int) -> Path:
    """A copy of a SQLite file in ``backups`` beside it, whole and on disk when this returns. Raises BackupFailed.

    The file may be open and in a transaction: the copy holds what was committed. A copy that could not be finished is
    taken away again.
    """
    folder = file.parent / "backups"
    part = folder / f"{file.name}.part"
    try:
        folder.mkdir(exist_ok=True)
        _clear(part)  # of a program that died over it
        target = _free_name(folder, f"{file.stem}-v{revision}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}", file.suffix)
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            copied(source, part).close()
        _on_disk(part)
        part.replace(target)
        _on_disk(folder)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            _clear(part)
        raise BackupFailed(str(error)) from error
    log.info("schema %s of %s is kept as %s", revision, file, target)
    return target


def copied(source: sqlite3.Connection, to: Path | str = "") -> sqlite3.Connection:
    """A copy of what is committed, through SQLite itself; '' is one that goes with its connection."""
    target = sqlite3.connect(to, isolation_level=None, check_same_thread=False)
    try:
        target.execute("PRAGMA journal_mode=OFF")  # half a copy is no copy
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, that opens where nothing can be written too
    except BaseException:
        target.close()
        raise
    return target


def forget(migrated: Migrated) -> None:
    """The store was not changed after all: the copy stands for nothing, and its room may be what was missing."""
    if migrated.backup is not None:
        with contextlib.suppress(OSError):
            migrated.backup.unlink(missing_ok=True)


def _clear(part: Path) -> None:
    """With the logs SQLite had beside it: they would be laid over the next one."""
    for each in (part, *(part.with_name(f"{part.name}{log}") for log in ("-journal", "-wal", "-shm"))):
        each.unlink(missing_ok=True)


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    found, number = folder / f"{stem}{suffix}", 1
    while found.exists():
        number += 1
        found = folder / f"{stem}-{number}{suffix}"
    return found


def _on_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # folders cannot be opened there, and their names need no asking
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _table(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table
