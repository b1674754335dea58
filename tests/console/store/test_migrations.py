"""Files of older programs: brought up to date with all they hold, a copy kept before, and never half-way."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from console.app import bootstrap
from console.listeners import Notice
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.settings import Settings
from console.show import commands as cmd
from console.store import journal, sales
from console.store.database import SCHEME, Database, StoreFailed
from console.store.snapshot import snapshot
from console.store.tables import SCHEMA_VERSION
from console.workspace import Workspace
from inventory import migrating, schema
from inventory.ledger import MovementRow
from inventory.opening import address_of, engine_at
from inventory.schema import bring_up_to_date
from tests import builders
from tests.console.store.old_files import (
    OLDEST_AND_LAST,
    VERSIONS,
    backups,
    kept,
    old_file,
    old_workspace,
    opened,
    rows,
    version,
)
from widgets.bring_up import Brought, NotBrought, bring_up

ROOT = Path(__file__).parents[3]


def scheme(path: Path) -> dict[str, Any]:
    """What the tables are, whatever words made them."""
    plain = sqlite3.connect(path)
    found: dict[str, Any] = {}
    for name, kind in plain.execute("SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall():
        if kind == "table":
            columns = plain.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            without_rowid = plain.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (name,)).fetchone()
            found[name] = ({column[1:] for column in columns}, without_rowid)
        else:
            columns = plain.execute(f'PRAGMA index_xinfo("{name}")').fetchall()
            partial = plain.execute(
                "SELECT sql LIKE '%WHERE key IS NOT NULL' FROM sqlite_master WHERE name = ?", (name,)
            )
            found[name] = (columns, partial.fetchone())
    plain.close()
    return found


# -- all that was there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", VERSIONS)
def test_every_row_of_an_older_file_is_kept(tmp_path: Path, old: int) -> None:
    path = old_file(tmp_path / "room.db", old)
    before = rows(path)
    assert before["journal"]
    assert before["order_line"]
    database = opened(path)
    database.close()
    assert kept(before, rows(path))
    assert version(path) == SCHEMA_VERSION
    assert rows(path)["room_schema"] == [{"version_num": migrating.name_of(SCHEMA_VERSION)}]
    assert database.migrated is not None
    assert (database.migrated.found, database.migrated.now) == (old, SCHEMA_VERSION)


@pytest.mark.parametrize("old", VERSIONS)
def test_a_show_on_air_in_an_older_file_goes_on(tmp_path: Path, old: int) -> None:
    workspace = old_workspace(tmp_path, old)
    before = rows(workspace.database)
    loop = MainLoop()
    console = bootstrap(workspace, Settings(), post=loop.post, clock=builders.FakeClock())
    try:
        live = console.live_show()
        assert live is not None
        show: OpenShow = console.open(live.show_id)
        assert show.state.seq == len(before["journal"])
        orders = {row["order_id"] for row in before["order_line"]}
        assert show.counters.room().orders == len(orders)
        assert any("老文件" in str(each.payload) for each in _events(console.database, live.show_id))
        moved = sum(row["quantity"] for row in before["stock_movement"] if row["kind"] == "sell")
        sold = sum(show.balance(product).sold for product in show.counters.products)
        returned = sum(row["quantity"] for row in before["stock_movement"] if row["kind"] == "restock")
        assert sold == moved - returned
        loop.result(show.ask(cmd.AddNote(text="weiter"), actor="tester"))
        assert show.state.seq == len(before["journal"]) + 1
    finally:
        console.close()


def _events(database: Database, show_id: str) -> list[Any]:
    with database.connect() as connection:
        return journal.load(connection, show_id)


@pytest.mark.parametrize("old", VERSIONS)
def test_a_file_brought_up_to_date_is_what_a_new_one_is(tmp_path: Path, old: int) -> None:
    opened(old_file(tmp_path / "old.db", old)).close()
    opened(tmp_path / "new.db").close()
    assert scheme(tmp_path / "old.db") == scheme(tmp_path / "new.db")


def test_the_revisions_are_one_line_and_end_where_the_program_is() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(SCHEME.folder, version_locations=[SCHEME.folder])
    names = [each.revision for each in script.walk_revisions()]
    assert names == [migrating.name_of(number) for number in range(SCHEMA_VERSION, 0, -1)]
    assert not any(hasattr(each.module, "downgrade") for each in script.walk_revisions())


# -- the copy before --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", VERSIONS)
def test_a_copy_is_kept_that_holds_what_was_before(tmp_path: Path, old: int) -> None:
    path = old_file(tmp_path / "room.db", old)
    before = rows(path)
    database = opened(path)
    database.close()
    (backup,) = backups(path)
    assert database.migrated is not None
    assert database.migrated.backup == backup
    assert backup.name.startswith(f"room-v{old}-20")
    assert (rows(backup), version(backup)) == (before, old)


def test_what_another_program_had_written_and_not_yet_settled_is_in_the_copy(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    other = sqlite3.connect(path)
    other.execute("UPDATE show SET name = '还没落定'")
    other.commit()  # in the log beside the file, not in the file
    opened(path).close()
    other.close()
    assert rows(backups(path)[0])["show"][0]["name"] == "还没落定"


def test_a_file_that_is_up_to_date_is_opened_without_a_copy_and_without_alembic(tmp_path: Path) -> None:
    look = (
        "import sys\nfrom pathlib import Path\nfrom console.store.database import Database\n"
        "from inventory.ledger import MovementRow\n"
        "for _ in range(2):\n"
        "    database = Database(Path(sys.argv[1]), (MovementRow,))\n    database.open()\n    database.close()\n"
        "    assert database.migrated is None\n"
        "print('alembic' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", look, str(tmp_path / "room.db")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
    assert backups(tmp_path / "room.db") == []


def test_two_copies_within_a_second_are_two_files(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    assert len({migrating.back_up(path, 1) for _ in range(3)}) == 3


@pytest.mark.parametrize("old", VERSIONS)
def test_the_copy_opens_in_place_of_the_file(tmp_path: Path, old: int) -> None:
    path = old_file(tmp_path / "room.db", old)
    before = rows(path)
    opened(path).close()
    (copy,) = backups(path)
    copy.replace(path)
    opened(path).close()
    assert kept(before, rows(path))


def test_two_stores_in_one_file_have_each_a_version_of_their_own(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    before = rows(path)
    engine = engine_at(address_of(path))
    bring_up_to_date(engine)
    assert version(path) == 1
    opened(path).close()
    assert bring_up_to_date(engine) is None
    engine.dispose()
    after = rows(path)
    assert kept(before, after)
    assert after["room_schema"] == [{"version_num": migrating.name_of(SCHEMA_VERSION)}]
    assert after["goods_schema"] == [{"version_num": migrating.name_of(schema.SCHEMA_VERSION)}]


def test_a_room_is_made_in_a_file_that_has_the_goods_already(tmp_path: Path) -> None:
    engine = engine_at(address_of(tmp_path / "both.db"))
    bring_up_to_date(engine)
    engine.dispose()
    opened(tmp_path / "both.db").close()
    opened(tmp_path / "alone.db").close()
    both, alone = scheme(tmp_path / "both.db"), scheme(tmp_path / "alone.db")
    assert {name: both[name] for name in alone} == alone
    assert backups(tmp_path / "both.db") == []


# -- several at once --------------------------------------------------------------------------------------------------


def test_programs_that_open_an_older_file_at_once_migrate_it_once(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    before = rows(path)
    databases = [Database(path, tables=(MovementRow,)) for _ in range(6)]
    start = threading.Barrier(len(databases))

    def open_it(database: Database) -> None:
        start.wait()
        database.open()
        database.close()

    with ThreadPoolExecutor(len(databases)) as threads:
        for ended in [threads.submit(open_it, each) for each in databases]:
            ended.result()
    assert sum(each.migrated is not None for each in databases) == 1
    assert len(backups(path)) == 1
    assert kept(before, rows(path))


# -- a newer file -----------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(tmp_path: Path) -> Workspace:
    """A workspace of a program of the future."""
    workspace = old_workspace(tmp_path, VERSIONS[-1])
    opened(workspace.database).close()
    plain = sqlite3.connect(workspace.database)
    plain.executescript(
        "CREATE TABLE of_the_future (x); UPDATE room_schema SET version_num = '0099'; PRAGMA user_version = 99;"
    )
    plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
    for each in backups(workspace.database):
        each.unlink()
    return workspace


def test_a_newer_file_is_refused_and_left_alone(newer: Workspace) -> None:
    before = rows(newer.database)
    for attempt in (lambda: opened(newer.database), lambda: _first(newer.database)):
        with pytest.raises(StoreFailed) as refused:
            attempt()
        assert (refused.value.code, refused.value.detail) == ("newer_program", "99")
    assert rows(newer.database) == before
    assert backups(newer.database) == []


def _first(path: Path) -> Any:
    with snapshot(path) as connection:
        return journal.shows(connection)


@pytest.mark.parametrize("verb", [["shows"], ["export-plan", "s", "-o", "x.xlsx"], ["report", "s", "-o", "x.xlsx"]])
def test_a_verb_says_that_a_file_is_newer(newer: Workspace, verb: list[str]) -> None:
    ran = run(newer, *verb)
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "newer version" in ran.stderr
    assert "99" in ran.stderr


def test_the_console_without_a_window_says_that_a_file_is_newer(newer: Workspace) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "console.headless", "--workspace", str(newer.root), "--api-port", "0", "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 4
    assert "newer version" in ran.stderr


def brought_up(workspace: Workspace) -> Brought | NotBrought:
    found: list[Brought | NotBrought] = []
    loop = MainLoop()
    bring_up(workspace, Settings(), loop.post, found.append).join()
    assert loop.run(lambda: bool(found))
    return found[0]


def test_the_window_is_told_that_a_file_is_newer(newer: Workspace) -> None:
    told = brought_up(newer)
    assert isinstance(told, NotBrought)
    assert (told.code, told.data) == ("store.newer_program", {"detail": "99"})


def test_the_window_is_told_what_was_brought_up_to_date_and_where_the_copy_is(tmp_path: Path) -> None:
    workspace = old_workspace(tmp_path, 2)
    brought = brought_up(workspace)
    assert isinstance(brought, Brought)
    brought.console.close()
    (copy,) = backups(workspace.database)
    told = brought.notices[0]
    assert told == Notice(code="room_migrated", level="info", data={"found": 2, "now": SCHEMA_VERSION, "backup": copy})


# -- verbs ------------------------------------------------------------------------------------------------------------


def run(workspace: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "--workspace", str(workspace.root), "--lang", "en", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(params=OLDEST_AND_LAST)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    return old_workspace(tmp_path / "workspace", request.param)


def test_a_verb_that_reads_reads_an_older_file_and_writes_nothing(old: Workspace, tmp_path: Path) -> None:
    content, before = old.database.read_bytes(), version(old.database)
    listed = run(old, "shows", "--json")
    assert listed.returncode == 0, listed.stderr
    (show,) = json.loads(listed.stdout)
    for verb in (["export-plan", show["show_id"], "-o"], ["report", show["show_id"], "-o"]):
        target = tmp_path / f"{verb[0]}.xlsx"
        ran = run(old, *verb, str(target))
        assert (ran.returncode, ran.stdout.strip()) == (0, str(target)), ran.stderr
        assert target.stat().st_size > 4000
    assert old.database.read_bytes() == content
    assert (version(old.database), backups(old.database)) == (before, [])


def test_a_verb_that_writes_brings_the_file_up_to_date_and_says_so_beside_its_result(
    old: Workspace, tmp_path: Path
) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text("商品名称,直播价\n口红,19.9\n", encoding="utf-8")
    before, found = rows(old.database), version(old.database)
    ran = run(old, "import-plan", str(sheet), "--name", "neu")
    assert ran.returncode == 0, ran.stderr
    (copy,) = backups(old.database)
    assert str(copy) in ran.stderr
    assert f"from schema {found} to {SCHEMA_VERSION}" in ran.stderr
    after = rows(old.database)
    assert {row["show_id"] for row in after["show"]} == {before["show"][0]["show_id"], ran.stdout.strip()}
    assert rows(copy) == before


def test_doctor_names_an_older_file_and_does_not_touch_it(old: Workspace) -> None:
    found = version(old.database)
    ran = run(old, "doctor", "--json")
    told = {item["check"]: item for item in json.loads(ran.stdout)}
    assert told["doctor.database"]["ok"] is True
    assert (told["doctor.older_database"]["found"], told["doctor.older_database"]["now"]) == (found, SCHEMA_VERSION)
    assert (version(old.database), backups(old.database)) == (found, [])


def test_doctor_says_that_a_file_is_newer(newer: Workspace) -> None:
    ran = run(newer, "doctor", "--json")
    assert ran.returncode == 4
    assert any(item["check"] == "store.newer_program" and item["ok"] is False for item in json.loads(ran.stdout))


def test_reading_an_older_file_answers_as_after_the_migration(tmp_path: Path) -> None:
    path = old_file(tmp_path / "room.db", 1)
    with snapshot(path) as connection:
        (show,) = journal.shows(connection)
        through_a_copy = list(sales.orders(connection, show.show_id))
    database = opened(path)
    with database.connect() as connection:
        assert list(sales.orders(connection, show.show_id)) == through_a_copy
    database.close()
