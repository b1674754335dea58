"""Many rooms at one stock, as processes that are killed while the server falls over: no piece is sold twice or lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import SQLModel

from inventory.opening import address_of, engine_at
from inventory.stock import Kind, Movement, Short
from inventory.warehouse import TABLES, Warehouse
from tests.real_postgres import RealPostgres, binaries, running

ROOMS, ATTEMPTS = 16, 2_000
PIECES = 20_000
PATIENCE = 240.0
PROCESSES = multiprocessing.get_context("forkserver")  # it has the libraries loaded before it forks
PROCESSES.set_forkserver_preload(["tests.end_to_end.test_many_rooms"])
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def attempts(address: str, room: str, products: list[str], how_many: int) -> None:
    """One room's process: draws, sells, gives back; tries anything again that the world did not let it end.

    Killed and started anew it goes through the same attempts: those that were applied are known by their cause.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warehouse = Warehouse(engine_at(address, pool_size=1))
    rng = random.Random(room)
    for number in range(how_many):
        product = rng.choice(products)
        kind = rng.choice((Kind.ALLOT, Kind.ALLOT, Kind.SELL, Kind.RETURN))
        movement = Movement(f"{room}:{number}", product, kind, rng.randint(1, 3), NOW)
        if kind is Kind.SELL:
            # a room sells what it has: the drawing comes first under a cause of its own
            act: Callable[[], object] = partial(_draw_and_sell, warehouse, room, movement)
        else:
            act = partial(warehouse.move, room, movement)
        _until_done(act)
    os._exit(0)


def _draw_and_sell(warehouse: Warehouse, room: str, sale: Movement) -> None:
    draw = sale._replace(kind=Kind.ALLOT, cause=f"{sale.cause}:draw")
    warehouse.move_all(room, (draw, sale))


def _until_done(act: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            act()
            return
        except Short:
            return  # sold out, or nothing to give back
        except (DBAPIError, PoolTimeout):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def filled(address: str, products: list[str]) -> Iterator[Warehouse]:
    engine = engine_at(address)
    tables = [table.__table__ for table in TABLES]  # type: ignore[attr-defined]
    with engine.begin() as connection:
        SQLModel.metadata.drop_all(connection, tables=tables)
        SQLModel.metadata.create_all(connection, tables=tables)
    warehouse = Warehouse(engine)
    for product in products:
        warehouse.move("", Movement(f"in:{product}", product, Kind.RECEIVE, PIECES // len(products), NOW))
    yield warehouse
    engine.dispose()


def start(address: str, number: int, products: list[str], how_many: int) -> BaseProcess:
    process = PROCESSES.Process(target=attempts, args=(address, f"room-{number:02d}", products, how_many), daemon=True)
    process.start()
    return process


def run_rooms(
    address: str, products: list[str], *, rooms: int, how_many: int, upset: Callable[[], None], kills: int
) -> None:
    """Let the rooms run, kill some at random and start them anew, upset the server once in the middle."""
    rng = random.Random(7)
    processes = [start(address, number, products, how_many) for number in range(rooms)]
    try:
        for turn in range(kills):
            time.sleep(rng.uniform(0.3, 0.8))
            number = rng.randrange(rooms)
            processes[number].kill()
            processes[number].join()
            processes[number] = start(address, number, products, how_many)
            if turn == kills // 2:
                upset()
        for process in processes:
            process.join(PATIENCE)
            assert process.exitcode == 0
    finally:
        for process in processes:
            process.kill()


def assert_nothing_was_lost_or_sold_twice(warehouse: Warehouse, products: list[str], rooms: int) -> None:
    shares = warehouse.shares(NOW)
    assert len({each.room_id for each in shares}) == rooms
    for product in products:
        shelf, its = warehouse.shelf(product), [each.share for each in shares if each.product_id == product]
        assert shelf is not None
        assert shelf.received == PIECES // len(products)
        sold, left = sum(each.sold for each in its), sum(each.left for each in its)
        assert sold + left + shelf.free == shelf.received, product
        assert all(each.oversold == 0 for each in its)
        again, rebuilt = warehouse.rebuilt(product)
        assert again == shelf
        assert rebuilt == {each.room_id: each.share for each in shares if each.product_id == product}
    assert sum(each.share.sold for each in shares) > 0


@pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed; `make test` installs it")
@pytest.mark.parametrize("items", [1, 100])
@pytest.mark.timeout(600)
def test_sixteen_rooms_at_one_postgresql_that_is_killed_and_restarted(items: int) -> None:
    products = [f"p{number}" for number in range(items)]
    with running() as server, filled(server.address, products) as warehouse:
        run_rooms(
            server.address,
            products,
            rooms=ROOMS,
            how_many=ATTEMPTS,
            upset=partial(_fall_over, server, hard=items == 1),
            kills=12,
        )
        assert_nothing_was_lost_or_sold_twice(warehouse, products, ROOMS)


def _fall_over(server: RealPostgres, *, hard: bool) -> None:
    if hard:
        server.kill()
        server.start()
    else:
        server.restart()


@pytest.mark.timeout(600)
def test_four_consoles_at_one_sqlite_file(tmp_path: Path) -> None:
    products = ["hot", "cold"]
    address = address_of(tmp_path / "inventory.db")
    with filled(address, products) as warehouse:
        run_rooms(address, products, rooms=4, how_many=ATTEMPTS, upset=lambda: None, kills=6)
        assert_nothing_was_lost_or_sold_twice(warehouse, products, 4)
