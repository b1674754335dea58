"""The catalogue of a workspace: written beside the window, and what order lines and plans take from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from console.catalogue import Catalogue, CatalogueChanged
from console.main_loop import MainLoop
from console.show.sales import OrderLine, OrderStatus
from console.store.database import StoreFailed
from console.workspace import Workspace
from inventory.catalogue_difference import merged
from inventory.catalogue_store import CatalogueRefused
from inventory.opening import address_of
from tests.builders import EVENING, Room, make_entry, make_room, run_show
from tests.inventory.test_catalogue import MASK, make_product
from tests.real_postgres import binaries, running

T = TypeVar("T")
PLANNED = make_entry(1, product_id="p1", name="面膜", stock=100)


class Desk:
    """A catalogue with a main thread that is pumped."""

    def __init__(self, root: Path, server: str = "") -> None:
        self.loop = MainLoop()
        self.told: list[object] = []
        self.file = root / "inventory.db"
        self.server = server
        self.catalogue = Catalogue(
            self.file, post=self.loop.post, announce=self.told.append, server=lambda: self.server
        )

    def result(self, future: Future[T]) -> T:
        return self.loop.result(future)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.catalogue.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store that rooms share, empty."""
    if request.param == "sqlite":
        yield address_of(tmp_path / "shared.db")
        return
    if binaries() is None:
        pytest.skip("PostgreSQL's server is not installed; `make test` installs it where apt can")
    with running() as server:
        yield server.address


@pytest.fixture
def rooms(tmp_path: Path, shared: str) -> Iterator[tuple[Desk, Desk]]:
    """Two rooms that share one store."""
    both = [tmp_path / name for name in ("here", "there")]
    for root in both:
        root.mkdir()
    here, there = (Desk(root, shared) for root in both)
    yield here, there
    for each in (here, there):
        each.catalogue.close()


@pytest.fixture
def new_room(tmp_path: Path) -> Iterator[Callable[[], Room]]:
    """Opens the console of one workspace, closing the one before."""
    rooms: list[Room] = []

    def make() -> Room:
        for room in rooms:
            room.close()
        rooms.clear()
        loop = MainLoop()

        def pump(until: Callable[[], bool]) -> None:
            assert loop.run(until)

        rooms.append(make_room(tmp_path / "workspace", loop.post, pump))
        return rooms[0]

    yield make
    for room in rooms:
        room.close()


def order(room: Room, product_id: str, number: int = 1, quantity: int = 1) -> OrderLine:
    return OrderLine(
        source="douyin",
        line_id=f"L{number}",
        order_id=f"O{number}",
        product_id=product_id,
        quantity=quantity,
        amount=5990 * quantity,
        status=OrderStatus.PAID,
        at=room.clock.now(),
    )


def sold(room: Room, product_id: str) -> int:
    return room.show.balance(product_id).sold


def test_a_workspace_without_products_has_no_catalogue_file(desk: Desk) -> None:
    goods = desk.result(desk.catalogue.refresh())
    assert (goods.revision, goods.products) == (0, ())
    assert not desk.file.exists()


def test_what_is_written_is_announced_and_found(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    assert desk.told == [CatalogueChanged(1)]
    assert desk.catalogue.goods.by_id["s30"].name == MASK.name
    assert [each.product_id for each in desk.catalogue.goods.search.find("bsmm")] == ["p1"]


def test_what_is_refused_leaves_the_catalogue_as_it_was(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    with pytest.raises(CatalogueRefused):
        desk.result(desk.catalogue.write([make_product(2, aliases=("s30",))]))
    assert [each.product_id for each in desk.catalogue.goods.products] == ["p1"]


def test_nothing_is_written_once_the_catalogue_is_closed(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    desk.catalogue.close()
    with pytest.raises(StoreFailed) as failed:
        desk.result(desk.catalogue.write([make_product(2)]))
    assert failed.value.code == "closed"


def test_what_another_program_wrote_comes_with_the_next_look(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    other = Catalogue(desk.file, post=lambda work: work(), announce=lambda told: None)
    other.put([make_product(2)])
    other.close()
    desk.result(desk.catalogue.refresh())
    assert set(desk.catalogue.goods.by_id) >= {"p1", "p2"}


def test_a_look_that_finds_nothing_new_tells_nobody(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    desk.result(desk.catalogue.refresh())
    assert desk.told == [CatalogueChanged(1)]


def test_a_file_that_is_no_database_is_told(desk: Desk) -> None:
    desk.file.write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreFailed) as failed:
        desk.result(desk.catalogue.refresh())
    assert failed.value.code == "damaged"


def test_an_order_of_a_sku_counts_for_its_product_in_the_plan(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.wait(room.console.catalogue.write([MASK]))
    room.open_show([PLANNED])
    run_show(room, 1)
    room.wait(room.show.intake.orders([order(room, "s30", 1, 2), order(room, "p1", 2), order(room, "d1", 3)]))
    assert sold(room, "p1") == 4
    assert "s30" not in room.show.counters.sold_all()


def test_it_still_counts_after_the_program_was_started_again(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.wait(room.console.catalogue.write([MASK]))
    show_id = room.open_show([PLANNED]).show_id
    run_show(room, 1)
    room.wait(room.show.intake.orders([order(room, "s30", 1, 2)]))
    room = new_room()
    room.console.open(show_id)
    assert sold(room, "p1") == 2
    room.wait(room.show.intake.orders([order(room, "s10", 2)]))  # which ids are one product was read with the show
    assert sold(room, "p1") == 3


def test_one_line_told_by_product_and_by_sku_is_one_line(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.wait(room.console.catalogue.write([MASK]))
    room.open_show([PLANNED])
    run_show(room, 1)
    room.wait(room.show.intake.orders([order(room, "p1")]))
    taken = room.wait(room.show.intake.orders([order(room, "s30")]))
    assert (taken.unchanged, sold(room, "p1")) == (1, 1)


def test_a_line_told_again_after_its_sku_became_known_moves_to_the_product(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.open_show([PLANNED])
    run_show(room, 1)
    line = order(room, "s30")
    room.wait(room.show.intake.orders([line]))
    assert sold(room, "p1") == 0
    room.wait(room.console.catalogue.write([MASK]))
    room.clock.advance(minutes=1)
    room.wait(room.show.intake.orders([replace(line, status_at=line.at + timedelta(seconds=1))]))
    assert sold(room, "p1") == 1


def test_a_sku_that_is_planned_by_itself_is_left_alone(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.wait(room.console.catalogue.write([MASK]))
    room.open_show([PLANNED, make_entry(2, product_id="s30", name="面膜 30片")])
    run_show(room, 1)
    room.wait(room.show.intake.orders([order(room, "s30", 1), order(room, "s10", 2)]))
    assert (sold(room, "s30"), sold(room, "p1")) == (1, 1)


def test_a_plan_made_before_two_products_were_merged_goes_on_counting(new_room: Callable[[], Room]) -> None:
    room = new_room()
    room.wait(room.console.catalogue.write([MASK, make_product(2)]))
    room.open_show([make_entry(1, product_id="p2", name="旧名", stock=100)])
    run_show(room, 1)
    known = room.console.catalogue.goods.by_id
    room.wait(room.console.catalogue.write([merged(known["p1"], [known["p2"]])], gone=[known["p2"]]))
    room.wait(room.show.intake.orders([order(room, "p2", 1), order(room, "p1", 2), order(room, "s30", 3)]))
    assert sold(room, "p2") == 3


def test_without_other_ids_order_lines_are_not_even_looked_at(desk: Desk) -> None:
    desk.result(desk.catalogue.write([make_product(1)]))
    lines = [object()]
    assert desk.catalogue.as_planned(lines, {"p1"}) is lines  # type: ignore[arg-type]


def test_a_catalogue_that_cannot_be_read_does_not_keep_a_show_from_opening(
    new_room: Callable[[], Room], tmp_path: Path
) -> None:
    Workspace.at(tmp_path / "workspace").prepare()
    (tmp_path / "workspace" / "inventory.db").write_bytes(b"this is no database" * 100)
    room = new_room()
    room.open_show([PLANNED])
    run_show(room, 1)
    room.wait(room.show.intake.orders([order(room, "p1")]))
    assert sold(room, "p1") == 1


def test_rooms_that_share_a_store_share_its_catalogue(rooms: tuple[Desk, Desk]) -> None:
    here, there = rooms
    here.result(here.catalogue.write([MASK]))
    goods = there.result(there.catalogue.refresh())
    assert goods.by_id["s30"].name == MASK.name
    there.result(there.catalogue.write([replace(goods.by_id["p1"], live_price=1), make_product(2)]))
    assert here.result(here.catalogue.refresh()).by_id["p1"].live_price == 1
    assert not here.file.exists()


def test_without_the_server_a_room_starts_with_the_copy_it_kept(rooms: tuple[Desk, Desk], tmp_path: Path) -> None:
    here, there = rooms
    here.result(here.catalogue.write([MASK, make_product(2)]))
    there.result(there.catalogue.refresh())
    known = there.catalogue.goods.by_id
    there.result(there.catalogue.write([replace(known["p1"], brand="新")], gone=[known["p2"]]))
    again = Desk(tmp_path / "there", there.server)
    again.catalogue.read_ids()
    assert again.catalogue.known().products == there.catalogue.goods.products
    again.catalogue._opened = _refused  # type: ignore[method-assign]
    with pytest.raises(StoreFailed):
        again.result(again.catalogue.refresh())
    assert again.catalogue.goods.by_id["s30"].brand == "新"
    (line,) = again.catalogue.as_planned([_line("s30")], {"p1"})
    assert line.product_id == "p1"
    again.catalogue.close()


def _refused(*, make: bool = False) -> None:
    raise StoreFailed("cannot_open", "the server is gone")


def _line(product_id: str) -> OrderLine:
    return OrderLine(
        source="x",
        line_id="1",
        order_id="1",
        product_id=product_id,
        quantity=1,
        amount=1,
        status=OrderStatus.PAID,
        at=EVENING,
    )


def test_a_room_that_joins_others_keeps_its_own_catalogue_for_when_it_leaves(desk: Desk, tmp_path: Path) -> None:
    desk.result(desk.catalogue.write([MASK]))
    desk.server = address_of(tmp_path / "shared.db")
    assert desk.result(desk.catalogue.refresh()).products == ()
    desk.result(desk.catalogue.write([make_product(2)]))
    desk.server = ""
    assert [each.product_id for each in desk.result(desk.catalogue.refresh()).products] == ["p1"]


def test_the_ids_are_rows_of_the_store_and_one_names_one_product(desk: Desk) -> None:
    desk.result(desk.catalogue.write([MASK]))
    connection = sqlite3.connect(desk.file)
    rows = connection.execute("SELECT id, kind FROM product_known_id ORDER BY id").fetchall()
    connection.close()
    assert rows == [("d1", "platform"), ("p1", "own"), ("s10", "sku"), ("s30", "sku")]
