"""Files of the room as programs of each schema version wrote them, in a show on air, and what is in them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from console.store.database import SCHEME, Database
from console.store.tables import SCHEMA_VERSION
from console.workspace import Workspace
from inventory import migrating
from inventory.ledger import MovementRow

OLD = Path(__file__).parent / "old"
VERSIONS = tuple(range(1, SCHEMA_VERSION))
OLDEST_AND_LAST = (VERSIONS[0], VERSIONS[-1])

File = dict[str, list[dict[str, Any]]]


def old_file(path: Path, version: int) -> Path:
    """A file of the room as the program of that version left it; where none was kept, by the revisions up to it."""
    written = max(each for each in range(1, version + 1) if (OLD / f"room-v{each}.sql").exists())
    plain = sqlite3.connect(path)
    plain.executescript((OLD / f"room-v{written}.sql").read_text(encoding="utf-8"))
    plain.execute("PRAGMA journal_mode=WAL")
    plain.close()
    if written != version:
        database = Database(path)
        with database.connect() as connection:
            migrating.migrate(connection, SCHEME, to=version)
            connection.exec_driver_sql(f"PRAGMA user_version={version}")
        database.close()
    return path


def old_workspace(root: Path, version: int) -> Workspace:
    workspace = Workspace.at(root)
    workspace.prepare()
    old_file(workspace.database, version)
    return workspace


def opened(path: Path) -> Database:
    database = Database(path, tables=(MovementRow,))
    database.open()
    return database


def rows(path: Path) -> File:
    """Every row of every table as SQLite alone reads it."""
    plain = sqlite3.connect(path)
    plain.row_factory = sqlite3.Row
    tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {table: [dict(row) for row in plain.execute(f'SELECT * FROM "{table}"')] for table in tables}  # noqa: S608
    plain.close()
    return found


def version(path: Path) -> int:
    plain = sqlite3.connect(path)
    found: int = plain.execute("PRAGMA user_version").fetchone()[0]
    plain.close()
    return found


def kept(before: File, after: File) -> bool:
    """Whether every row and column of ``before`` is in ``after``, and nothing else in its tables."""
    return all(
        [{name: row[name] for name in old[0]} for row in after[table]] == old
        for table, old in before.items()
        if old and table != "room_schema"
    )


def backups(path: Path) -> list[Path]:
    """The copies kept beside a file."""
    folder = path.parent / "backups"
    return sorted(folder.iterdir()) if folder.is_dir() else []
