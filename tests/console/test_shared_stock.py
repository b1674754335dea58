"""Rooms at one real server: they draw, sell, give back and ask each other, and the server may go at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import SQLModel

from console.app import Console, bootstrap
from console.listeners import Notice
from console.main_loop import MainLoop
from console.open_show import OpenShow
from console.room_id import room_id
from console.settings import Settings, save_settings
from console.shared_stock_doctor import shared_stock
from console.shared_stock_worker import Link
from console.show import commands as cmd
from console.show.plan import ProductId, ShowInfo
from console.show.ruling import Refused
from console.show.sales import OrderLine, OrderStatus
from console.store import owed
from console.wording import say
from console.workspace import Workspace
from inventory.opening import address_of, engine_at
from inventory.stock import Kind, Movement, Share, Shelf
from inventory.warehouse import TABLES, Warehouse
from tests.builders import make_entry
from tests.real_postgres import RealPostgres, binaries, running

A, B = make_entry(1, stock=100, first_release=50), make_entry(2, stock=40, first_release=None)
PRODUCT, OTHER = str(A.product_id), str(B.product_id)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEVER = 3600.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[RealPostgres]:
    if binaries() is None:
        pytest.skip("PostgreSQL's server is not installed; `make test` installs it where apt can")
    with running() as server:
        yield server


@pytest.fixture
def address(postgres: RealPostgres) -> str:
    """An empty store."""
    with_tables(postgres.address)
    return postgres.address


def with_tables(address: str) -> None:
    engine = engine_at(address)
    tables = [table.__table__ for table in TABLES]  # type: ignore[attr-defined]
    with engine.begin() as connection:
        SQLModel.metadata.drop_all(connection, tables=tables)
        SQLModel.metadata.create_all(connection, tables=tables)
    engine.dispose()


class Room:
    """A console with an open show, and what it told the user."""

    def __init__(
        self, root: Path, address: str, name: str, *, loop: MainLoop, poll: float = NEVER, show_id: str = ""
    ) -> None:
        self.loop = loop
        workspace = Workspace.at(root / name)
        workspace.prepare()
        settings = Settings(inventory=address, room_id=name, room_name=f"{name} 号间", operator="小满")
        self.console: Console = bootstrap(workspace, settings, post=self.loop.post)
        self.console.shared._poll = poll
        self.told: list[Notice] = []
        self.console.listeners.subscribe(Notice, self.told.append)
        if not show_id:
            planned = cmd.CreateShow(info=ShowInfo(name=f"{name} 的一场"), entries=(A, B))
            show_id, created = self.console.create(planned)
            self.loop.result(created)
        self.console.open(show_id)
        self.console.shared.follow(settings)
        self._lines = 0

    @property
    def shared(self) -> Any:
        return self.console.shared

    @property
    def show(self) -> OpenShow:
        assert self.console.show is not None
        return self.console.show

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 40), (self.shared.status, self.told)

    def drawn(self, product: str = PRODUCT) -> int | None:
        return self.show.state.stock_of(ProductId(product)).drawn

    def settled(self) -> bool:
        """Nothing is owed and the server knows what was sold."""
        with self.console.database.connect() as connection:
            waiting = owed.how_many(connection)
        return not waiting and not self.shared._books.dirty and not self.console.writer.waiting

    def sell(self, pieces: int, product: str = PRODUCT) -> OrderLine:
        self._lines += 1
        line = OrderLine(
            source="douyin",
            line_id=f"{self.shared.room_id}-{self._lines}",
            order_id=str(self._lines),
            product_id=product,
            quantity=pieces,
            amount=100 * pieces,
            status=OrderStatus.PAID,
            at=datetime.now(UTC),
        )
        self.loop.result(self.show.intake.orders([line]))
        return line

    def codes(self) -> list[str]:
        return [notice.code for notice in self.told]

    def close(self) -> None:
        self.console.close()


@pytest.fixture
def rooms(tmp_path: Path, address: str) -> Iterator[Callable[..., Room]]:
    opened: list[Room] = []
    loop = MainLoop()

    def make(name: str, **given: Any) -> Room:
        opened.append(Room(tmp_path, given.pop("address", address), name, loop=loop, **given))
        return opened[-1]

    yield make
    for room in opened:
        room.close()


@pytest.fixture
def warehouse(address: str) -> Iterator[Warehouse]:
    engine = engine_at(address)
    yield Warehouse(engine)
    engine.dispose()


def receive(warehouse: Warehouse, pieces: int, product: str = PRODUCT) -> None:
    warehouse.move("", Movement(f"in:{product}:{pieces}", product, Kind.RECEIVE, pieces, NOW))


def test_what_the_plan_wants_is_drawn_and_stands_in_the_journal(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 500)
    receive(warehouse, 500, OTHER)
    room = rooms("one")
    assert room.shared.wanted() == {PRODUCT: 100, OTHER: 40}
    assert room.shared.draw_plan(actor="小满") == 2
    assert room.shared.wanted() == {}
    room.until(lambda: room.drawn() == 100 and room.drawn(OTHER) == 40)
    assert warehouse.share("one", PRODUCT) == Share(100, 0, 0)
    assert warehouse.shelf(PRODUCT) == Shelf(500, 0, 400)
    assert room.show.balance(PRODUCT).allotted == 100
    with pytest.raises(Refused, match="nothing_to_draw"):
        room.shared.draw_plan(actor="小满")


def test_a_room_that_comes_late_is_told_what_is_left_and_has_none(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 130)
    first, second = rooms("one"), rooms("two")
    first.shared.draw(PRODUCT, 100, actor="小满")
    first.until(lambda: first.drawn() == 100)
    second.shared.draw(PRODUCT, 100, actor="阿宁")
    second.until(lambda: second.drawn() == 0)
    notice = next(each for each in second.told if each.code == "shared_short")
    assert (notice.data["quantity"], notice.data["left"]) == (100, 30)
    assert second.shared.refused == {PRODUCT: 30}
    assert second.show.balance(PRODUCT).allotted == 0
    second.shared.draw(PRODUCT, 30, actor="阿宁")
    second.until(lambda: second.drawn() == 30)
    assert warehouse.shelf(PRODUCT) == Shelf(130, 0, 0)


def test_what_is_sold_is_told_as_it_changes_and_a_refund_takes_it_back(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 500)
    room = rooms("one")
    room.shared.draw(PRODUCT, 100, actor="小满")
    room.until(lambda: room.drawn() == 100)
    room.loop.result(room.show.ask(cmd.GoLive(), actor="小满"))
    line = room.sell(7)
    room.until(lambda: warehouse.share("one", PRODUCT) == Share(100, 50, 7))
    refunded = replace(line, status=OrderStatus.REFUNDED, status_at=datetime.now(UTC))
    room.loop.result(room.show.intake.orders([refunded]))
    room.until(lambda: warehouse.share("one", PRODUCT) == Share(100, 50, 0))
    kinds = [(movement.kind, movement.quantity) for _, movement in warehouse.movements(PRODUCT)]
    assert (Kind.SELL, 7) in kinds
    assert (Kind.RESTOCK, 7) in kinds
    with room.console.database.connect() as connection:
        kept = connection.exec_driver_sql("SELECT COUNT(*) FROM owed WHERE kind IN ('sell', 'restock')").scalar_one()
    assert kept == 1


def test_only_what_is_neither_sold_nor_on_sale_goes_back_before_the_end(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 100)
    room = rooms("one")
    room.shared.draw(PRODUCT, 100, actor="小满")
    room.until(lambda: room.drawn() == 100)
    room.loop.result(room.show.ask(cmd.GoLive(), actor="小满"))
    room.sell(20)
    with pytest.raises(Refused, match="beyond_spare"):
        room.loop.result(room.shared.give_back(PRODUCT, 51, actor="小满"))
    room.loop.result(room.shared.give_back(PRODUCT, 50, actor="小满"))
    room.until(lambda: warehouse.share("one", PRODUCT) == Share(50, 50, 20))
    room.loop.result(room.show.ask(cmd.EndShow(), actor="小满"))
    assert room.shared.give_back_rest(actor="小满") == 1
    room.until(lambda: warehouse.shelf(PRODUCT) == Shelf(100, 0, 80))
    room.until(lambda: warehouse.share("one", PRODUCT) == Share(20, 20, 20))


def test_a_room_asks_another_which_hands_over_with_one_key(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 100)
    giver, taker = rooms("one"), rooms("two")
    giver.shared.draw(PRODUCT, 100, actor="小满")
    giver.until(lambda: giver.drawn() == 100)
    taker.shared.ask_room("one", PRODUCT, 30, actor="阿宁")
    giver.until(lambda: len(giver.shared.to_answer()) == 1)  # the notice brings it: nobody polls here
    told = next(each for each in giver.told if each.code == "shared_asked")
    assert told.data == {"room": "two 号间", "name": "商品 1", "quantity": 30}
    giver.loop.result(giver.shared.consent(giver.shared.to_answer()[0].cause, actor="小满"))
    assert giver.shared.to_answer() == []
    assert giver.drawn() == 70
    taker.until(lambda: taker.drawn() == 30)
    giver.until(giver.settled)
    taker.until(taker.settled)
    assert (warehouse.share("one", PRODUCT), warehouse.share("two", PRODUCT)) == (Share(70), Share(30))
    assert warehouse.shelf(PRODUCT) == Shelf(100, 0, 0)
    taker.until(lambda: taker.shared.company is not None and not taker.shared.company.requests)


def test_a_request_that_was_declined_moves_nothing(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 100)
    giver, taker = rooms("one"), rooms("two")
    giver.shared.draw(PRODUCT, 100, actor="小满")
    giver.until(lambda: giver.drawn() == 100)
    taker.shared.ask_room("one", PRODUCT, 30, actor="阿宁")
    giver.until(lambda: len(giver.shared.to_answer()) == 1)
    giver.shared.decline(giver.shared.to_answer()[0].cause, actor="小满")
    taker.until(lambda: bool(taker.shared.company and taker.shared.company.at))
    giver.until(lambda: not giver.shared.company.requests)
    assert warehouse.share("one", PRODUCT) == Share(100)
    assert taker.drawn() is None


def test_the_warehouse_is_booked_with_person_and_reason(rooms: Any, warehouse: Warehouse) -> None:
    room = rooms("one")
    room.shared.book(Kind.RECEIVE, PRODUCT, 100, reason="到货 3 箱", actor="小满")
    room.shared.book(Kind.DAMAGE, PRODUCT, 3, reason="压坏", actor="小满")
    room.shared.book(Kind.COUNT, PRODUCT, -2, reason="盘点", actor="阿宁")
    room.until(lambda: warehouse.shelf(PRODUCT) == Shelf(98, 3, 95))
    booked = {(each.kind, each.quantity, each.person, each.reason) for _, each in warehouse.movements(PRODUCT)}
    assert (Kind.DAMAGE, 3, "小满", "压坏") in booked
    assert (Kind.COUNT, -2, "阿宁", "盘点") in booked
    room.shared.book(Kind.DAMAGE, PRODUCT, 96, reason="写错", actor="小满")
    room.until(lambda: "shared_short_warehouse" in room.codes())


@pytest.fixture
def askers() -> Iterator[list[str]]:
    """The threads that asked a server, in their order."""
    found: list[str] = []

    def note(connection: Any, *_rest: object) -> None:
        if connection.dialect.name == "postgresql":
            found.append(threading.current_thread().name)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_the_main_thread_never_asks_the_server(rooms: Any, warehouse: Warehouse, askers: list[str]) -> None:
    receive(warehouse, 500)
    giver, taker = rooms("one"), rooms("two")
    askers.clear()
    for room in (giver, taker):
        room.shared.draw(PRODUCT, 100, actor="小满")
        room.until(lambda room=room: room.drawn() == 100)
        room.loop.result(room.show.ask(cmd.GoLive(), actor="小满"))
        room.sell(3)
    taker.shared.ask_room("one", PRODUCT, 5, actor="阿宁")
    giver.until(lambda: bool(giver.shared.to_answer()))
    giver.loop.result(giver.shared.consent(giver.shared.to_answer()[0].cause, actor="小满"))
    taker.shared.book(Kind.RECEIVE, OTHER, 10, reason="到货", actor="小满")
    taker.until(lambda: taker.drawn() == 105)
    giver.until(lambda: giver.settled() and taker.settled())
    assert set(askers) - {"catalogue_0"} == {"shared-stock"}


def test_a_server_that_stands_still_holds_nobody_up_and_gets_everything_once(
    rooms: Any, warehouse: Warehouse, postgres: RealPostgres
) -> None:
    receive(warehouse, 500)
    room = rooms("one", poll=0.5)
    room.shared.draw(PRODUCT, 100, actor="小满")
    room.until(lambda: room.drawn() == 100)
    room.loop.result(room.show.ask(cmd.GoLive(), actor="小满"))
    room.until(lambda: room.shared.status.link is Link.CONNECTED and room.settled())
    postgres.freeze()
    try:
        room.shared.draw(PRODUCT, 11, actor="小满")
        room.sell(5)
        room.until(lambda: room.shared.status.link is Link.SLOW)
        room.loop.result(room.show.ask(cmd.Next(), actor="小满"))  # the show goes on meanwhile
        room.sell(6)
        room.until(lambda: room.shared.status.link is Link.GONE)
        assert room.shared.status.owed >= 1
        assert room.shared.under_way(PRODUCT) == 11
        assert room.drawn() == 100
    finally:
        postgres.thaw()
    room.until(lambda: room.drawn() == 111)
    room.until(lambda: warehouse.share("one", PRODUCT) == Share(111, 50, 11))
    assert warehouse.shelf(PRODUCT) == Shelf(500, 0, 389)
    room.until(lambda: room.shared.status.link is Link.CONNECTED and not room.shared.status.owed)


def test_what_was_owed_when_the_console_died_is_paid_once_by_the_next(
    tmp_path: Path, rooms: Any, warehouse: Warehouse, postgres: RealPostgres
) -> None:
    receive(warehouse, 500)
    room = rooms("one", address=postgres.address.replace(str(postgres.port), "9"))  # nobody listens there
    room.until(lambda: room.shared.status.link is Link.GONE)
    room.shared.draw(PRODUCT, 60, actor="小满")
    room.until(lambda: room.shared.status.owed == 1)
    show_id = room.show.show_id
    room.close()
    again = rooms("one", show_id=show_id)
    again.until(lambda: again.drawn() == 60)
    again.until(again.settled)
    assert warehouse.share("one", PRODUCT) == Share(60)
    assert again.shared.wanted() == {PRODUCT: 40, OTHER: 40}


def test_rooms_may_share_a_file(tmp_path: Path, rooms: Any) -> None:
    address = address_of(tmp_path / "shared.db")
    with_tables(address)
    engine = engine_at(address)
    receive(Warehouse(engine), 10)
    one, two = rooms("one", address=address, poll=0.05), rooms("two", address=address, poll=0.05)
    one.shared.draw(PRODUCT, 8, actor="小满")
    one.until(lambda: one.drawn() == 8)
    two.until(lambda: two.shared.company is not None and two.shared.company.shelves[PRODUCT].free == 2)
    engine.dispose()


def test_without_an_address_nothing_is_different(tmp_path: Path) -> None:
    with closing(Room(tmp_path, "", "one", loop=MainLoop())) as room:
        assert not room.shared.on
        assert room.shared.status.link is Link.OFF
        assert room.show.balance(PRODUCT).allotted == 100
        with pytest.raises(Refused, match="shared_stock_off"):
            room.shared.draw_plan(actor="小满")


def test_what_the_server_will_not_take_back_is_the_rooms_again(rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 100)
    room = rooms("one")
    room.shared.draw(PRODUCT, 100, actor="小满")
    room.until(lambda: room.drawn() == 100)
    warehouse.move("one", Movement("elsewhere", PRODUCT, Kind.SELL, 90, NOW))  # the server knows better
    room.loop.result(room.shared.give_back(PRODUCT, 50, actor="小满"))
    assert room.drawn() == 50
    room.until(lambda: room.drawn() == 100)
    assert "shared_refused" in room.codes()
    assert warehouse.share("one", PRODUCT) == Share(100, 0, 90)
    room.until(room.settled)


def test_what_the_journal_let_go_before_a_crash_is_owed_when_the_show_is_opened(
    rooms: Any, warehouse: Warehouse
) -> None:
    receive(warehouse, 100)
    room = rooms("one")
    room.shared.draw(PRODUCT, 100, actor="小满")
    room.until(lambda: room.drawn() == 100)
    show_id = room.show.show_id
    room.shared.close()  # the crash falls between the event and its row
    room.loop.result(
        room.show.ask(cmd.GiveBack(product_id=ProductId(PRODUCT), quantity=40, cause="one:x"), actor="小满")
    )
    room.close()
    again = rooms("one", show_id=show_id)
    again.until(lambda: warehouse.share("one", PRODUCT) == Share(60))
    assert again.drawn() == 60


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", None),
        ("mysql://x/y", "doctor.shared_stock_bad"),
        ("postgresql+psycopg://x@127.0.0.1:9/goods", "doctor.shared_stock_away"),
    ],
)
def test_doctor_says_how_the_shared_stock_stands(tmp_path: Path, address: str, key: str | None) -> None:
    workspace = Workspace.at(tmp_path)
    workspace.prepare()
    save_settings(workspace.settings_file, Settings(inventory=address))
    found = shared_stock(workspace)
    assert (found and found[0]) == key
    if found is not None:
        words = {name.removesuffix("_key"): value for name, value in found[2].items()}
        assert say("en", found[0], **words)


def test_doctor_counts_rooms_and_items_and_what_is_owed(tmp_path: Path, rooms: Any, warehouse: Warehouse) -> None:
    receive(warehouse, 10)
    room = rooms("one")
    room.until(lambda: room.shared.company is not None)
    save_settings(room.console.workspace.settings_file, room.console.settings)
    found = shared_stock(room.console.workspace)
    assert found is not None
    assert found[:2] == ("doctor.shared_stock", True)
    assert (found[2]["rooms"], found[2]["products"], found[2]["owed"]) == (1, 1, 0)


def test_a_room_keeps_the_id_that_was_made_for_it(tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path)
    workspace.prepare()
    made = room_id(workspace, Settings())
    assert made.startswith("room-")
    assert room_id(workspace, Settings()) == made
    assert room_id(workspace, Settings(room_id="二号")) == "二号"
