"""A live show of the real program while the server of the shared stock stands still, dies, is refused and comes back.

The program's API is called without a pause throughout; what the server has in the end is compared with sums of the
room's own journal and order lines, taken beside the program.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from console.store import owed
from console.store.owed import Owed
from inventory.opening import engine_at
from inventory.schema import bring_up_to_date
from inventory.stock import Kind, Movement, Share, Shelf
from inventory.warehouse import Warehouse
from tests.end_to_end.headless_program import Program, eventually, plan_show
from tests.real_postgres import RealPostgres, binaries, running

PRODUCTS = tuple(f"3712000000000000{number:03d}" for number in range(6))
PIECES, DRAWN, FIRST = 10_000, 500, 100
AWAY_S = 20.0  # of each kind of outage; a real one of a minute is three of them
PATIENCE = 90.0
UNDRAWN = "SELECT COUNT(*) FROM owed WHERE kind = 'allot' AND state != 'done'"

pytestmark = [
    pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed; `make test` installs it"),
    pytest.mark.timeout(400),
]


@pytest.fixture
def server() -> Iterator[RealPostgres]:
    with running() as found:
        yield found


def fill(server: RealPostgres) -> None:
    engine = engine_at(server.address)
    bring_up_to_date(engine)
    warehouse = Warehouse(engine)
    for product in PRODUCTS:
        warehouse.move("", Movement(f"in:{product}", product, Kind.RECEIVE, PIECES, datetime.now(UTC)))
    engine.dispose()


def room(root: Path, server: RealPostgres) -> str:
    """A planned show in a workspace that shares its stock; draws are owed, as the console before left them."""
    entries = tuple(
        Entry(
            entry_id=EntryId(f"e{number}"),
            name=f"商品 {number}",
            product_id=ProductId(product),
            stock=DRAWN,
            first_release=FIRST,
        )
        for number, product in enumerate(PRODUCTS)
    )
    show_id = plan_show(root, cmd.CreateShow(info=ShowInfo(name="断网专场"), entries=entries))
    settings = {"inventory": server.address, "room_id": "one", "room_name": "一号间", "returns_restock": "always"}
    (root / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    owe(root, show_id, *((product, DRAWN) for product in PRODUCTS))
    return show_id


def owe(root: Path, show_id: str, *draws: tuple[str, int]) -> None:
    """Draws as the window leaves them: on disk before anything is sent."""
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{root / 'room.db'}")
    with engine.begin() as connection:
        number = connection.exec_driver_sql("SELECT COUNT(*) FROM owed").scalar_one()
        rows = [
            Owed(
                cause=f"one:{show_id}:draw:{number + place}",
                show_id=show_id,
                product_id=product,
                kind=Kind.ALLOT.value,
                quantity=pieces,
                wanted=pieces,
                at=datetime.now(UTC),
                person="小满",
            )
            for place, (product, pieces) in enumerate(draws)
        ]
        owed.owe(connection, rows)
    engine.dispose()


class Evening:
    """Orders, refunds, releases and takes by the API, one after the other, until told to end."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._end = threading.Event()
        self.faults: list[str] = []
        self.calls = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        number = 0
        with self._program.client() as http:
            while not self._end.is_set():
                number += 1
                try:
                    self._one(http, number)
                except httpx.TransportError:
                    return  # it was killed
                self.calls += 1

    def _one(self, http: httpx.Client, number: int) -> None:
        product = PRODUCTS[number % len(PRODUCTS)]
        stamp = f"{id(self)}-{number}"
        line = {
            "source": "douyin",
            "line_id": stamp,
            "order_id": stamp,
            "product_id": product,
            "quantity": 1 + number % 3,
            "amount": "9.90",
            "status": "refunded" if number % 7 == 0 else "paid",
            "at": datetime.now(UTC).isoformat(),
        }
        answers = [http.post("/api/v1/ingest/orders", json=[line])]
        if number % 5 == 0:
            answers.append(http.post(f"/api/v1/stock/{product}/release", json={"quantity": 1}))
        if number % 4 == 0:
            answers.append(http.post("/api/v1/action/goto", json={"entry_id": f"e{number // 4 % len(PRODUCTS)}"}))
        self.faults += [each.text for each in answers if each.status_code not in (200, 409)]

    def until_called(self, times: int) -> None:
        eventually(lambda: self.calls > times, True, PATIENCE)

    def end(self) -> None:
        self._end.set()
        self._thread.join()
        assert not self.faults


def rows(root: Path, query: str, *given: object) -> list[Any]:
    with closing(sqlite3.connect(f"file:{root / 'room.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(query, given).fetchall()


def books(root: Path, show_id: str) -> dict[str, Share]:
    """What the server must have, from the room's journal and order lines alone."""
    drawn: Counter[str] = Counter()
    released: Counter[str] = Counter()
    for kind, data in rows(root, "SELECT kind, data FROM journal WHERE show_id = ? ORDER BY seq", show_id):
        told = json.loads(data)
        if kind == "drawn":
            drawn[told["product_id"]] += told["quantity"]
        elif kind == "released":
            released[told["product_id"]] += told["quantity"]
        elif kind in ("taken", "went_live"):
            released[PRODUCTS[int(told["entry_id"][1:])]] += told.get("first_release", 0)
    sold: Counter[str] = Counter()
    for product, pieces in rows(root, "SELECT product_id, quantity FROM order_line WHERE status = 'paid'"):
        sold[product] += pieces
    return {product: Share(drawn[product], released[product], sold[product]) for product in PRODUCTS}


def assert_paid(root: Path, show_id: str, server: RealPostgres, drawn: int) -> None:
    eventually(lambda: rows(root, "SELECT COUNT(*) FROM owed WHERE state = 'waiting'"), [(0,)], PATIENCE)
    expected = books(root, show_id)
    assert {share.allotted for share in expected.values()} == {drawn}
    engine = engine_at(server.address)  # connections from before an outage are dead
    try:
        warehouse = Warehouse(engine)
        eventually(lambda: {product: warehouse.share("one", product) for product in PRODUCTS}, expected, PATIENCE)
        for product in PRODUCTS:
            assert warehouse.shelf(product) == Shelf(PIECES, 0, PIECES - drawn)
            shelf, shares = warehouse.rebuilt(product)
            assert (shelf, shares["one"]) == (warehouse.shelf(product), expected[product])
    finally:
        engine.dispose()


def while_away(http: httpx.Client, evening: Evening) -> None:
    """The show goes on for as long as the server is away, and each take is answered."""
    until, calls = time.monotonic() + AWAY_S, evening.calls
    while time.monotonic() < until:
        assert http.get("/api/v1/state").status_code == 200
    assert evening.calls > calls


def test_a_live_show_goes_on_through_every_outage_and_pays_once(tmp_path: Path, server: RealPostgres) -> None:
    root = tmp_path / "workspace"
    show_id = room(root, server)
    fill(server)
    program = Program(root, "--show", show_id)
    try:
        program.wait_until_up()
        with program.client() as http:
            eventually(lambda: all(share.allotted == DRAWN for share in books(root, show_id).values()), True, PATIENCE)
            assert http.post("/api/v1/action/go-live").status_code == 200
            evening = Evening(program)
            outages: tuple[Callable[[], None], ...] = (server.freeze, server.kill)
            for place, outage in enumerate(outages):
                outage()
                owe(root, show_id, *((product, 7) for product in PRODUCTS))
                while_away(http, evening)
                (server.start if place else server.thaw)()
                eventually(lambda: rows(root, UNDRAWN), [(0,)], PATIENCE)
            evening.end()
        assert_paid(root, show_id, server, DRAWN + 14)
        assert program.end() == 0
    finally:
        if program.process.poll() is None:
            program.kill()


def test_a_console_killed_while_it_owes_pays_once_when_it_is_back(tmp_path: Path, server: RealPostgres) -> None:
    root = tmp_path / "workspace"
    show_id = room(root, server)
    fill(server)
    program = Program(root, "--show", show_id)
    try:
        program.wait_until_up()
        eventually(lambda: all(share.allotted == DRAWN for share in books(root, show_id).values()), True, PATIENCE)
        with program.client() as http:
            assert http.post("/api/v1/action/go-live").status_code == 200
        for outage, back in ((server.freeze, server.thaw), (server.kill, server.start)):
            outage()
            evening = Evening(program)
            evening.until_called(50)
            program.kill()
            evening.end()
            back()
            program = Program(root)  # it finds the live show by itself
            program.wait_until_up()
        assert_paid(root, show_id, server, DRAWN)
        assert program.end() == 0
    finally:
        if program.process.poll() is None:
            program.kill()
