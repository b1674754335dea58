"""A migration that is broken off, by a full disk or a killed program, leaves a file that opens."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from console.store.database import Database, StoreFailed
from console.store.tables import SCHEMA_VERSION
from inventory import migrating
from inventory.ledger import MovementRow
from tests.console.store.old_files import OLDEST_AND_LAST, File, backups, kept, old_file, opened, rows, version
from tests.doomed import Doomed

ROOT = Path(__file__).parents[3]

# -- a disk that fails ------------------------------------------------------------------------------------------------


def unharmed(path: Path, before: File, old: int) -> None:
    assert rows(path) == before
    assert version(path) == old
    opened(path).close()
    assert kept(before, rows(path))


def bounded(path: Path, pragma: str) -> Database:
    database = Database(path, tables=(MovementRow,))

    @event.listens_for(database.engine, "connect")
    def _bound(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    return database


@pytest.mark.parametrize("old", OLDEST_AND_LAST)
@pytest.mark.parametrize(("pragma", "code"), [("max_page_count=1", "disk_full"), ("query_only=ON", "read_only")])
def test_a_file_that_cannot_grow_or_be_written_stays_as_it_was(
    tmp_path: Path, old: int, pragma: str, code: str
) -> None:
    path = old_file(tmp_path / "room.db", old)
    before = rows(path)
    database = bounded(path, pragma)
    with pytest.raises(StoreFailed) as failed:
        database.open()
    database.close()
    assert failed.value.code == code
    assert database.migrated is None
    assert backups(path) == []  # the copy's room may be what is missing
    unharmed(path, before, old)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device"), "disk_full"),
        (OSError(30, "Read-only file system"), "read_only"),
        (PermissionError(13, "Permission denied"), "no_backup"),
        (sqlite3.OperationalError("database or disk is full"), "disk_full"),
        (sqlite3.OperationalError("unable to open database file"), "no_backup"),
        (sqlite3.OperationalError("disk I/O error"), "disk_error"),
    ],
)
def test_without_a_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    path = old_file(tmp_path / "room.db", 1)
    before = rows(path)

    def failing(_path: Path) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(migrating, "_on_disk", failing)
        database = Database(path, tables=(MovementRow,))
        with pytest.raises(StoreFailed) as failed:
            database.open()
        database.close()
    assert failed.value.code == code
    assert backups(path) == []
    unharmed(path, before, 1)


def test_where_no_folder_for_copies_can_be_made_nothing_is_changed(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    (tmp_path / "backups").write_text("a file in its place", encoding="utf-8")
    before = rows(path)
    with pytest.raises(StoreFailed) as failed:
        opened(path)
    assert failed.value.code == "no_backup"
    (tmp_path / "backups").unlink()
    unharmed(path, before, 1)


def test_a_revision_that_fails_half_way_leaves_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path / "room.db", 1)
    before = rows(path)

    def failing(*arguments: Any) -> None:
        migrating.migrate(*arguments)
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("console.store.database.migrate", failing)
        with pytest.raises(ZeroDivisionError):
            opened(path)
    assert backups(path) == []
    unharmed(path, before, 1)


MOUNTS = """
set -e
mount -t tmpfs -o size={size}k tmpfs {disk}
cp {source} {disk}/room.db
{more}
{python} -c '{program}' {disk}/room.db
cp {disk}/room.db* {after}
"""
OPEN = """
import sys
from pathlib import Path
from console.store.database import Database, StoreFailed
from inventory.ledger import MovementRow
database = Database(Path(sys.argv[1]), (MovementRow,))
try:
    database.open()
    print("opened")
except StoreFailed as failed:
    print(failed.code)
database.close()
"""


class SmallDisk:
    """A disk of a program's own, on which it opens an old file of the room."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._alone = next((each for each in self._ways() if not _run([*each, "true"]).returncode), None)
        if self._alone is None:
            pytest.skip("this machine gives nobody a disk of his own")
        (folder / "disk").mkdir()
        self._source = old_file(folder / "source.db", 1)
        self.file = rows(self._source)
        self.kilobytes = self._source.stat().st_size // 1024

    @staticmethod
    def _ways() -> list[list[str]]:
        unshare = shutil.which("unshare")
        return [] if unshare is None else [[unshare, "--user", "--map-root-user", "--mount"], [unshare, "--mount"]]

    def open(self, kilobytes: int, more: str = "") -> tuple[str, Path]:
        """What opening came to on a disk of this size, and the file as it is afterwards."""
        after = self._folder / "after"
        shutil.rmtree(after, ignore_errors=True)
        after.mkdir()
        places = {"disk": self._folder / "disk", "source": self._source, "after": after, "python": sys.executable}
        program = OPEN.replace("'", '"')
        script = MOUNTS.format(size=kilobytes, program=program, more=more.format(**places), **places)
        assert self._alone is not None
        ran = _run([*self._alone, "sh", "-c", script])
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip(), after / "room.db"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def disk(tmp_path: Path) -> SmallDisk:
    return SmallDisk(tmp_path)


@pytest.mark.parametrize("more", [8, 40, 60, 100, 140, 180, 220, 260])
def test_a_disk_that_fills_up_is_told_as_full_and_the_file_is_whole(disk: SmallDisk, more: int) -> None:
    said, path = disk.open(disk.kilobytes + more)
    assert said in ("disk_full", "opened")
    assert version(path) == (SCHEMA_VERSION if said == "opened" else 1)
    assert kept(disk.file, rows(path))
    opened(path).close()
    assert kept(disk.file, rows(path))


def test_a_disk_without_room_is_told_as_full_and_one_with_room_is_not(disk: SmallDisk) -> None:
    assert disk.open(disk.kilobytes + 8)[0] == "disk_full"
    assert disk.open(disk.kilobytes * 2 + 40)[0] == "disk_full"
    assert disk.open(4096)[0] == "opened"


def test_a_disk_that_takes_nothing_is_told_as_read_only(disk: SmallDisk) -> None:
    said, path = disk.open(4096, more="mount -o remount,ro {disk}")
    assert (said, version(path)) == ("read_only", 1)
    assert rows(path) == disk.file


DYING = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from console.store.database import Database
from inventory.ledger import MovementRow
FILES = {"sqlite3.connect", "sqlite3.connect/handle", "os.rename", "os.mkdir", "os.remove"}
def work(argument, moment):
    sys.addaudithook(lambda name, _: moment() if name in FILES else None)
    fsync = os.fsync
    def synced(handle):
        moment()
        fsync(handle)
        moment()
    os.fsync = synced
    database = Database(Path(argument), (MovementRow,))
    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(database.engine, name, lambda *_: moment())
    database.open()
"""


def old_or_new(path: Path, before: File, old: int) -> int:
    """The version of a file that is one of the two, and opens."""
    found = version(path)
    assert found in (old, SCHEMA_VERSION)
    assert kept(before, rows(path)) if found > old else rows(path) == before
    for each in backups(path):
        assert each.suffix.startswith(".part") or (rows(each) == before and version(each) == old)
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()
    return found


@pytest.mark.parametrize("old", OLDEST_AND_LAST)
def test_a_program_killed_at_any_statement_leaves_a_file_that_opens_old_or_new(tmp_path: Path, old: int) -> None:
    moments, found = 0, set()
    with Doomed(DYING) as doomed:
        while True:
            path = old_file(folder(tmp_path, moments) / "room.db", old)
            before = rows(path)
            if not doomed.dies(path, at=moments + 1):
                break
            found.add(old_or_new(path, before, old))
            opened(path).close()
            assert kept(before, rows(path))
            assert version(path) == SCHEMA_VERSION
            moments += 1
    assert moments > 30
    assert found == {old, SCHEMA_VERSION}


def test_a_program_killed_at_any_time_leaves_a_file_that_opens_old_or_new(tmp_path: Path) -> None:
    source = old_file(tmp_path / "source.db", 1)
    plain = sqlite3.connect(source)
    plain.execute(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 8000)"
        " INSERT INTO order_line SELECT show_id, source, line_id || '-' || n, order_id, product_id, quantity, amount,"
        " status, at, status_at, paid_at, refunded_amount, refunded_quantity, shipped, version"
        " FROM (SELECT * FROM order_line LIMIT 1), n"
    )
    plain.commit()
    plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
    before = rows(source)
    with Doomed(DYING) as doomed:
        for number in range(16):
            path = folder(tmp_path, number) / "room.db"
            shutil.copy(source, path)
            killed = doomed.dies(path, microseconds=2_000 + number * 6_000)
            found = old_or_new(path, before, 1)
            assert killed or found == SCHEMA_VERSION
            opened(path).close()
            assert kept(before, rows(path))
            shutil.rmtree(path.parent)


def test_what_a_killed_program_left_of_a_copy_is_taken_away_by_the_next(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    (tmp_path / "backups").mkdir()
    for left in ("", "-journal", "-wal", "-shm"):
        (tmp_path / "backups" / f"room.db.part{left}").write_bytes(b"half")
    opened(path).close()
    assert [each.suffix for each in backups(path)] == [".db"]


def folder(root: Path, number: int) -> Path:
    made = root / str(number)
    made.mkdir()
    return made
