"""Rooms drawing from one PostgreSQL: sixteen processes, one hot item and a hundred, against the bare statement."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg
from sqlmodel import SQLModel

from inventory.opening import engine_at
from inventory.stock import Kind, Movement
from inventory.warehouse import TABLES, Warehouse
from tests.benchmarks.report import Report
from tests.real_postgres import RealPostgres

ROOMS = 16
DRAWS = 150  # a room, in one turn
TURNS = 3
PIECES = 10_000_000
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BARE = "UPDATE bare_stock SET free = free - 1 WHERE product_id = %s AND free >= 1"

Room = Callable[[Barrier, int, int], None]


def run(report: Report) -> None:
    # on disk, with its commits made sure of, as a company's server has it
    with tempfile.TemporaryDirectory(prefix="zhongkong-pg-") as folder:
        server = RealPostgres(Path(folder))
        try:
            server.start()
            prepare(server)
            for items in (1, 100):
                measure(report, server, items)
        finally:
            server.stop()


def prepare(server: RealPostgres) -> None:
    engine = engine_at(server.address)
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection, tables=[each.__table__ for each in TABLES])  # type: ignore[attr-defined]
    warehouse = Warehouse(engine)
    server.query("CREATE TABLE bare_stock (product_id TEXT PRIMARY KEY, free BIGINT NOT NULL CHECK (free >= 0))")
    for number in range(100):
        warehouse.move("", Movement(f"in:{number}", f"p{number}", Kind.RECEIVE, PIECES, NOW))
        server.query(f"INSERT INTO bare_stock VALUES ('p{number}', {PIECES})")  # noqa: S608
    engine.dispose()


def measure(report: Report, server: RealPostgres, items: int) -> None:
    ours = theirs = 0.0
    for turn in range(TURNS):
        ours += together(partial(draw, server.address, items, turn))
        theirs += together(partial(draw_bare, server.bare, items))
    draws = ROOMS * DRAWS * TURNS
    what = "one hot item" if items == 1 else f"{items} items"
    report.ratio(f"{ROOMS} rooms draw from {what}", draws / ours, draws / theirs, "draws/s", "≥ 60 %")


def together(room: Room) -> float:
    """Seconds from the moment all rooms begin until the last is done."""
    processes = multiprocessing.get_context("forkserver")
    barrier = processes.Barrier(ROOMS + 1)
    rooms = [processes.Process(target=room, args=(barrier, number)) for number in range(ROOMS)]
    for process in rooms:
        process.start()
    barrier.wait()
    began = time.perf_counter()
    barrier.wait()
    took = time.perf_counter() - began
    for process in rooms:
        process.join()
        assert process.exitcode == 0
    return took


def draw(address: str, items: int, turn: int, barrier: Barrier, number: int) -> None:
    """One room as our program draws: journalled by its cause, its share kept, refused when nothing is left."""
    engine = engine_at(address, pool_size=1)
    warehouse, room = Warehouse(engine), f"room-{number:02d}"
    warehouse.seen(room, room, NOW)
    barrier.wait()
    for at in range(DRAWS):
        cause = f"{items}:{turn}:{room}:{at}"
        warehouse.move(room, Movement(cause, f"p{(number + at) % items}", Kind.ALLOT, 1, NOW))
    barrier.wait()
    engine.dispose()


def draw_bare(address: str, items: int, barrier: Barrier, number: int) -> None:
    """The one conditional statement through the driver alone."""
    with psycopg.connect(address) as connection:
        barrier.wait()
        for at in range(DRAWS):
            done = connection.execute(BARE, (f"p{(number + at) % items}",))
            assert done.rowcount == 1
            connection.commit()
        barrier.wait()
