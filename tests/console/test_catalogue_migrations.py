"""The catalogue of an older or a newer program: told, refused in words, and never in the way of a show."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from console import catalogue_verbs
from console.catalogue import Catalogue
from console.listeners import Notice
from console.main_loop import MainLoop
from console.store.database import StoreFailed
from console.workspace import Workspace
from inventory.catalogue_store import CatalogueStore
from inventory.opening import address_of, engine_at
from inventory.schema import SCHEMA_VERSION
from tests.builders import make_entry, make_room, run_show
from tests.builders_sheets import write_xlsx
from tests.inventory.test_catalogue import make_product


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One whose catalogue the first programs wrote, which knew no revisions."""
    found = Workspace.at(tmp_path / "workspace")
    found.prepare()
    store = CatalogueStore(engine_at(address_of(found.inventory)))
    store.open()
    store.write([make_product(1)])
    store.close()
    change(
        found.inventory, "SELECT 'DROP TABLE ' || name FROM sqlite_master WHERE name LIKE 'goods_%' AND type = 'table'"
    )
    return found


def change(file: Path, asks: str, *statements: str) -> None:
    plain = sqlite3.connect(file)
    for statement in [*(row[0] for row in plain.execute(asks).fetchall()), *statements]:
        plain.execute(statement)
    plain.commit()
    plain.close()


def newer(workspace: Workspace) -> None:
    change(
        workspace.inventory,
        "SELECT 'CREATE TABLE goods_schema (version_num VARCHAR(32) NOT NULL PRIMARY KEY)'",
        "INSERT INTO goods_schema VALUES ('0099')",
    )


def heard_by(workspace: Workspace, work: Callable[[Catalogue], object]) -> list[object]:
    heard: list[object] = []
    catalogue = Catalogue(workspace.inventory, post=lambda work: work(), announce=heard.append)
    try:
        work(catalogue)
    finally:
        catalogue.close()
    return heard


def copies(workspace: Workspace) -> list[Path]:
    return list(workspace.backups.iterdir())


def test_an_older_catalogue_is_read_and_the_copy_from_before_is_named(workspace: Workspace) -> None:
    heard = heard_by(workspace, lambda catalogue: [each.product_id for each in catalogue.read().products])
    (copy,) = copies(workspace)
    assert heard == [
        Notice(code="goods_migrated", level="info", data={"found": 0, "now": SCHEMA_VERSION, "backup": copy})
    ]
    assert heard_by(workspace, lambda catalogue: catalogue.read()) == []


def test_a_newer_catalogue_is_refused_in_words_and_left_alone(workspace: Workspace) -> None:
    newer(workspace)
    content = workspace.inventory.read_bytes()
    with pytest.raises(StoreFailed) as failed:
        heard_by(workspace, lambda catalogue: catalogue.read())
    assert (failed.value.code, failed.value.detail) == ("newer_program", "99")
    assert (workspace.inventory.read_bytes(), copies(workspace)) == (content, [])


def test_a_show_opens_beside_a_newer_catalogue(workspace: Workspace) -> None:
    newer(workspace)
    loop = MainLoop()

    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    room = make_room(workspace.root, loop.post, pump)
    try:
        room.open_show([make_entry(1)])
        run_show(room, 1)
        assert room.show.state.core.aired
    finally:
        room.close()


def test_the_verbs_say_what_was_brought_up_to_date(workspace: Workspace, tmp_path: Path) -> None:
    done = catalogue_verbs.export_catalogue(workspace, tmp_path / "out.xlsx", "en")
    (copy,) = copies(workspace)
    assert done.told == (("notice.goods_migrated", {"found": 0, "now": SCHEMA_VERSION, "backup": copy}),)
    assert done.data == {"count": 1}
    sheet = write_xlsx(tmp_path / "goods.xlsx", [("商品ID", "商品名称"), ("p9", "杯")])
    assert catalogue_verbs.import_catalogue(workspace, sheet).told == ()
