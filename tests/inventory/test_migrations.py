"""The inventory store's tables: made once however many start at once, kept with all they hold, and never taken back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.exc import DBAPIError

from inventory import migrating, schema
from inventory.catalogue import Product
from inventory.catalogue_store import CatalogueFailed, CatalogueStore
from inventory.catalogue_tables import CATALOGUE_TABLES
from inventory.company import Gone, SharedStore
from inventory.ledger import EPOCH
from inventory.migrating import BackupFailed, Migrated, NewerSchema
from inventory.opening import address_of, engine_at
from inventory.schema import ALL, SCHEMA_VERSION, SCHEME, bring_up_to_date
from inventory.stock import Kind, Movement, Share, Shelf
from inventory.warehouse import Warehouse
from tests.doomed import Doomed

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store, on a file and on a server."""
    if request.param == "sqlite":
        return address_of(tmp_path / "inventory.db")
    found: str = request.getfixturevalue("postgres").emptied()
    return found


@pytest.fixture
def store(address: str) -> Iterator[Engine]:
    made = engine_at(address)
    yield made
    made.dispose()


def without_revisions(engine: Engine) -> None:
    """As the first programs made it: the catalogue alone, and nothing says which revision it is."""
    tables = [each.__table__ for each in CATALOGUE_TABLES]  # type: ignore[attr-defined]
    with engine.begin() as connection:
        for table in tables:
            table.create(connection)
        connection.execute(text('INSERT INTO catalogue_revision ("only", revision) VALUES (1, 7)'))
        connection.execute(
            text(
                "INSERT INTO product (product_id, name, brand, category, spec, barcode, live_price, note, version)"
                " VALUES ('p1', '面膜', '花西', '', '', '', 5990, '', 3)"
            )
        )
        connection.execute(text("INSERT INTO product_known_id VALUES ('p1', 'p1', 'own', '', 0)"))


def of_revision(engine: Engine, revision: int) -> None:
    """As the program of that revision left it: a piece sold in a room, and what is there beside it."""
    with engine.begin() as connection:
        migrating.stamp(connection, SCHEME, 0)
        migrating.migrate(connection, SCHEME, to=revision)
        for statement in (
            "INSERT INTO goods_stock (product_id, received, damaged, free) VALUES ('p1', 10, 0, 4)",
            "INSERT INTO goods_share (room_id, product_id, allotted, released, sold, told_at)"
            " VALUES ('r1', 'p1', 6, 3, 2, 99)",
            "INSERT INTO goods_movement (cause, room_id, product_id, kind, quantity, at, person, reason)"
            " VALUES ('c1', '', 'p1', 'receive', 10, 1, '阿宁', '到货'), ('c2', 'r1', 'p1', 'allot', 6, 2, '', ''),"
            " ('c3', 'r1', 'p1', 'release', 3, 3, '', ''), ('c4', 'r1', 'p1', 'sell', 2, 4, '', '')",
        ):
            connection.execute(text(statement))


def differences(engine: Engine) -> list[Any]:
    """What Alembic would still have to do for the tables to be what the models say."""
    metadata = MetaData()
    for each in ALL:
        each.__table__.to_metadata(metadata)  # type: ignore[attr-defined]
    ours = set(metadata.tables)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _parents: kind != "table" or name in ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def described(engine: Engine) -> dict[str, Any]:
    """The tables as the database sees them."""
    found = inspect(engine)
    return {
        table: (
            sorted((each["name"], str(each["type"]), each["nullable"], each["default"]) for each in columns),
            found.get_pk_constraint(table)["constrained_columns"],
            sorted((each["name"], tuple(each["column_names"])) for each in found.get_indexes(table)),
            sorted(str(each["name"]) for each in found.get_check_constraints(table)),
        )
        for table in found.get_table_names()
        for columns in [found.get_columns(table)]
        if table != "goods_turn"
    }


def kept_revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT version_num FROM goods_schema")).scalar_one())


def test_an_empty_store_gets_its_tables_and_nothing_is_told(store: Engine) -> None:
    assert bring_up_to_date(store) is None
    assert kept_revision(store) == migrating.name_of(SCHEMA_VERSION)
    assert differences(store) == []
    assert bring_up_to_date(store) is None
    assert CatalogueStore(store).revision() == 0


def test_a_store_from_before_revisions_keeps_what_it_holds_and_gets_what_it_lacks(store: Engine) -> None:
    without_revisions(store)
    done = bring_up_to_date(store)
    assert done is not None
    assert (done.found, done.now) == (0, SCHEMA_VERSION)
    assert kept_revision(store) == migrating.name_of(SCHEMA_VERSION)
    assert differences(store) == []
    catalogue = CatalogueStore(store)
    revision, (product,) = catalogue.load()
    assert (revision, product.name, product.live_price, product.version) == (7, "面膜", 5990, 3)
    catalogue.write([Product(product_id="p2", name="口红")])
    assert catalogue.revision() == 8


def test_revisions_make_what_the_models_say(store: Engine) -> None:
    without_revisions(store)
    bring_up_to_date(store)
    by_revisions = described(store)
    with store.begin() as connection:
        for table in by_revisions:
            connection.execute(text(f"DROP TABLE {table}"))
    bring_up_to_date(store)
    assert described(store) == by_revisions


@pytest.mark.parametrize("revision", range(1, SCHEMA_VERSION + 1))
def test_stock_of_every_revision_is_kept_to_the_piece_and_moves_on(store: Engine, revision: int) -> None:
    of_revision(store, revision)
    done = bring_up_to_date(store)
    assert done is None if revision == SCHEMA_VERSION else (done is not None and done.found == revision)
    assert differences(store) == []
    warehouse = Warehouse(store)
    assert warehouse.shelf("p1") == Shelf(10, 0, 4)
    assert warehouse.share("r1", "p1") == Share(6, 3, 2)
    assert warehouse.rebuilt("p1") == (Shelf(10, 0, 4), {"r1": Share(6, 3, 2)})
    assert [movement.cause for _, movement in warehouse.movements("p1")] == ["c1", "c2", "c3", "c4"]
    again = Movement("c4", "p1", Kind.SELL, 2, EPOCH)
    assert not warehouse.move("r1", again)
    assert warehouse.move("r1", again._replace(cause="c5", quantity=1))
    assert warehouse.share("r1", "p1").sold == 3
    with pytest.raises(DBAPIError), store.begin() as connection:
        connection.execute(text("UPDATE goods_share SET sold = -1"))


def test_no_key_of_a_shared_store_comes_from_a_sequence(store: Engine) -> None:
    bring_up_to_date(store)
    if store.dialect.name == "postgresql":
        assert inspect(store).get_sequence_names() == []


def test_the_revisions_are_one_line_and_end_where_the_program_is() -> None:
    script = ScriptDirectory(SCHEME.folder, version_locations=[SCHEME.folder])
    names = [each.revision for each in script.walk_revisions()]
    assert names == [migrating.name_of(number) for number in range(SCHEMA_VERSION, 0, -1)]
    assert not any(hasattr(each.module, "downgrade") for each in script.walk_revisions())


def test_a_copy_of_the_file_is_kept_that_holds_what_was_before(tmp_path: Path) -> None:
    engine = engine_at(address_of(tmp_path / "inventory.db"))
    without_revisions(engine)
    done = bring_up_to_date(engine)
    engine.dispose()
    (backup,) = (tmp_path / "backups").iterdir()
    assert done == Migrated(0, SCHEMA_VERSION, backup)
    assert backup.name.startswith("inventory-v0-20")
    plain = sqlite3.connect(backup)
    assert plain.execute("SELECT name FROM product").fetchall() == [("面膜",)]
    assert not plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'goods_schema'").fetchall()
    plain.close()


def test_of_a_server_no_copy_is_made_and_the_servers_own_is_named(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    engine = engine_at(request.getfixturevalue("postgres").emptied())
    without_revisions(engine)
    caplog.set_level("INFO")
    assert bring_up_to_date(engine) == Migrated(0, SCHEMA_VERSION, None)
    engine.dispose()
    assert "the server's own backup (pg_dump)" in caplog.text


def test_a_newer_store_is_refused_and_left_alone(store: Engine) -> None:
    bring_up_to_date(store)
    with store.begin() as connection:
        connection.execute(text("UPDATE goods_schema SET version_num = '0099'"))
    before = described(store)
    with pytest.raises(NewerSchema) as refused:
        bring_up_to_date(store)
    assert refused.value.found == 99
    with pytest.raises(CatalogueFailed):
        CatalogueStore(store).open()
    assert (described(store), kept_revision(store)) == (before, "0099")


def test_a_room_is_told_that_the_shared_stock_is_a_newer_programs(store: Engine, address: str) -> None:
    bring_up_to_date(store)
    with store.begin() as connection:
        connection.execute(text("UPDATE goods_schema SET version_num = '0099'"))
    room = SharedStore(address, "", "r1", "一号")
    with pytest.raises(Gone, match=f"schema 99 .* {SCHEMA_VERSION}"):
        room.prepare(EPOCH)
    room.close()


def test_a_migration_that_fails_leaves_nothing_of_itself(
    store: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_revisions(store)
    before = described(store)

    def failing(*arguments: Any) -> None:
        migrating.migrate(*arguments)
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(schema, "migrate", failing)
        with pytest.raises(ZeroDivisionError):
            bring_up_to_date(store)
    assert described(store) == before
    assert not list((tmp_path / "backups").glob("*"))
    assert bring_up_to_date(store) is not None


def test_without_a_copy_of_the_file_nothing_is_changed(tmp_path: Path) -> None:
    engine = engine_at(address_of(tmp_path / "inventory.db"))
    without_revisions(engine)
    before = described(engine)
    (tmp_path / "backups").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(BackupFailed):
        bring_up_to_date(engine)
    assert described(engine) == before
    engine.dispose()


@pytest.mark.parametrize("is_new", [True, False])
def test_consoles_that_start_at_once_make_or_migrate_it_once(address: str, is_new: bool) -> None:
    engines = [engine_at(address, pool_size=1) for _ in range(8)]
    if not is_new:
        without_revisions(engines[0])
    start = Barrier(len(engines))

    def begin(engine: Engine) -> Migrated | None:
        start.wait()
        return bring_up_to_date(engine)

    with ThreadPoolExecutor(len(engines)) as threads:
        done = [each.result() for each in [threads.submit(begin, engine) for engine in engines]]
    assert sum(each is not None for each in done) == (0 if is_new else 1)
    assert differences(engines[0]) == []
    assert CatalogueStore(engines[0]).revision() == (0 if is_new else 7)
    for engine in engines:
        engine.dispose()


STARTING = """
import sys
from inventory.opening import engine_at
from inventory.schema import bring_up_to_date
engine = engine_at(sys.argv[1], pool_size=1)
print("ready", flush=True)
sys.stdin.readline()
print(bring_up_to_date(engine) is not None)
"""


def test_processes_that_start_at_once_migrate_a_server_once(request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("postgres").emptied()
    engine = engine_at(address)
    without_revisions(engine)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", STARTING, address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    answers = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        answers.append(process.communicate()[0].strip())
        assert process.returncode == 0
    assert sorted(answers) == ["False", "False", "False", "True"]
    assert differences(engine) == []
    engine.dispose()


def test_who_may_not_make_tables_uses_a_store_that_is_up_to_date(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres")
    engine = engine_at(server.emptied())
    server.query("DROP ROLE IF EXISTS clerk")
    server.query("CREATE ROLE clerk LOGIN")
    server.query("GRANT USAGE ON SCHEMA public TO clerk")
    clerk = engine_at(server.address.replace("goods@", "clerk@"))
    with pytest.raises(DBAPIError, match="permission denied"):
        bring_up_to_date(clerk)
    bring_up_to_date(engine)
    server.query("GRANT SELECT ON ALL TABLES IN SCHEMA public TO clerk")
    assert bring_up_to_date(clerk) is None
    for each in (engine, clerk):
        each.dispose()
    server.query("DROP OWNED BY clerk")
    server.query("DROP ROLE clerk")


DYING = """
from sqlalchemy import event
from inventory.opening import engine_at
from inventory.schema import bring_up_to_date
def work(argument, moment):
    engine = engine_at(argument)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, lambda *_: moment())
    bring_up_to_date(engine)
"""


def test_a_console_killed_while_it_migrates_leaves_the_store_as_it_was(store: Engine, address: str) -> None:
    without_revisions(store)
    of_revision(store, 1)
    before = described(store)
    store.dispose()
    moments = 0
    with Doomed(DYING) as doomed:
        while doomed.dies(address, at=moments + 1):
            moments += 1
            assert described(store) == before, moments
            store.dispose()
    assert moments > 20
    assert differences(store) == []
    assert CatalogueStore(store).load()[1][0].name == "面膜"
    assert Warehouse(store).share("r1", "p1") == Share(6, 3, 2)
