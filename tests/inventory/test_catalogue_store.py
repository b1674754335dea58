"""The catalogue on disk: what is written is read back, one id names one product, and nobody overwrites another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from inventory.catalogue import Certificate, Evidence, Paper, PlatformId, Price, Product, Variant
from inventory.catalogue_difference import merged
from inventory.catalogue_store import CatalogueFailed, CatalogueRefused, CatalogueStore
from inventory.opening import address_of, engine_at
from tests.inventory.test_catalogue import MASK, make_product

WHOLE = replace(
    MASK,
    category="护肤",
    spec="大盒",
    list_price=12900,
    cost=10**12,
    note="第一行\n第二行",
    pictures=("pictures/a.png", "pictures/b.png"),
    aliases=("old",),
    variants=(Variant(sku_id="s1", spec="红", barcode="69", live_price=1, list_price=2, cost=3), Variant(sku_id="s2")),
    evidence=(Evidence(price=Price.LIVE, cents=5990, source="店", on=date(2026, 10, 8), file="evidence/x.png"),),
    certificates=(
        Certificate(kind=Paper.TEST_REPORT, name="报告", number="1", expires=date(2027, 1, 1), file="http://x"),
        Certificate(permanent=True, name="长期"),
    ),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store, on a file and on a server."""
    if request.param == "sqlite":
        return address_of(tmp_path / "inventory.db")
    found: str = request.getfixturevalue("postgres").emptied()
    return found


@pytest.fixture
def store(address: str) -> Iterator[CatalogueStore]:
    made = CatalogueStore(engine_at(address))
    made.open()
    yield made
    made.close()


def read(store: CatalogueStore) -> dict[str, Product]:
    return {each.product_id: each for each in store.load()[1]}


def test_everything_of_a_product_is_read_back(store: CatalogueStore) -> None:
    store.write([WHOLE])
    assert read(store) == {"p1": replace(WHOLE, version=1)}


def test_a_platform_may_call_a_product_by_its_own_id(store: CatalogueStore) -> None:
    same = make_product(1, platform_ids=(PlatformId("douyin", "p1"),), variants=(Variant(sku_id="p1"),))
    store.write([same])
    assert read(store) == {"p1": replace(same, version=1)}


def test_every_writing_is_another_revision(store: CatalogueStore) -> None:
    assert (store.revision(), store.write([MASK]), store.write([make_product(2)])) == (0, 1, 2)


def test_what_was_taken_out_of_a_product_is_gone(store: CatalogueStore) -> None:
    store.write([WHOLE])
    bare = make_product(1, version=1)
    store.write([bare])
    assert read(store) == {"p1": replace(bare, version=2)}
    store.write([make_product(2, aliases=("s1", "old"))])  # and its ids are free


def test_two_rooms_that_change_one_product_do_not_overwrite_each_other(store: CatalogueStore, address: str) -> None:
    store.write([MASK])
    here, there = read(store)["p1"], read(store)["p1"]
    other = CatalogueStore(engine_at(address))
    other.write([replace(there, live_price=1)])
    other.close()
    with pytest.raises(CatalogueRefused) as refused:
        store.write([replace(here, live_price=2)])
    assert refused.value.code == "changed_meanwhile"
    assert read(store)["p1"].live_price == 1


def test_an_id_of_another_product_is_refused_and_nothing_is_written(store: CatalogueStore) -> None:
    store.write([MASK])
    with pytest.raises(CatalogueRefused) as refused:
        store.write([make_product(3), make_product(2, aliases=("s30",))])
    assert (refused.value.code, refused.value.data["id"], refused.value.data["name"]) == ("id_taken", "s30", MASK.name)
    assert set(read(store)) == {"p1"}
    assert store.revision() == 1


def test_a_new_product_with_a_known_id_is_refused(store: CatalogueStore) -> None:
    store.write([MASK])
    with pytest.raises(CatalogueRefused):
        store.write([make_product(1)])


def test_a_merged_product_takes_the_ids_of_the_one_that_goes(store: CatalogueStore) -> None:
    store.write([MASK, make_product(2, platform_ids=(PlatformId("taobao", "t2"),))])
    known = read(store)
    store.write([merged(known["p1"], [known["p2"]])], gone=[known["p2"]])
    (whole,) = read(store).values()
    assert set(whole.ids()) == {"p1", "d1", "s10", "s30", "p2", "t2"}


def test_the_ids_of_products_with_several_are_told_with_the_own_first(store: CatalogueStore) -> None:
    store.write([MASK, make_product(2)])
    found = store.ids()
    assert set(found) == {"p1", "d1", "s10", "s30"}
    assert found["s30"][0] == "p1"


@pytest.mark.parametrize(
    ("product", "code"),
    [
        (make_product(1, product_id=" "), "no_id"),
        (make_product(1, name=" "), "no_name"),
        (make_product(1, aliases=("",)), "empty_id"),
    ],
)
def test_a_product_without_id_or_name_is_refused(store: CatalogueStore, product: Product, code: str) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        store.write([product])
    assert refused.value.code == code


def test_thousands_of_products_go_in_and_come_out(store: CatalogueStore) -> None:
    many = [make_product(n, variants=(Variant(sku_id=f"s{n}"),)) for n in range(1500)]
    store.write(many)
    store.write([replace(each, brand="新") for each in read(store).values()])
    assert {each.brand for each in read(store).values()} == {"新"}
    assert len(read(store)) == 1500


def test_a_copy_is_as_the_other_store_is_versions_and_all(store: CatalogueStore, tmp_path: Path) -> None:
    copy = CatalogueStore(engine_at(address_of(tmp_path / "copy.db")))
    copy.open()

    def follow() -> None:
        copy.copy(*store.load())
        assert copy.load() == store.load()
        assert copy.ids() == store.ids()

    store.write([WHOLE, make_product(2)])
    follow()
    known = read(store)
    store.write([replace(known["p1"], variants=(), brand="新")], gone=[known["p2"]])
    store.write([make_product(2, variants=(Variant(sku_id="s2"),))])  # another one of that id, and of an id set free
    follow()
    follow()
    copy.close()


def test_opening_a_store_again_changes_nothing(store: CatalogueStore) -> None:
    store.write([MASK])
    store.open()
    assert (store.revision(), len(read(store))) == (1, 1)


def test_a_file_that_is_no_database_is_told_as_failed(tmp_path: Path) -> None:
    (tmp_path / "inventory.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CatalogueFailed):
        CatalogueStore(engine_at(address_of(tmp_path / "inventory.db"))).open()


def test_one_id_is_one_product_in_the_database_too(store: CatalogueStore, address: str) -> None:
    store.write([MASK])
    engine = engine_at(address)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO product_known_id VALUES ('s10', 'p2', 'sku', '', 0)"))
    engine.dispose()
