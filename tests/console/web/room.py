"""A console without a window for tests of the local API: its main thread is a thread, its clock can be wound."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx

from console.app import Console, bootstrap
from console.local_server import LocalServer, start_server
from console.main_loop import MainLoop
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, Role, ShowInfo
from console.workspace import Workspace

T = TypeVar("T")
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class WoundClock:
    """A clock that stands still until it is wound."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def wind(self, **length: float) -> None:
        self._now += timedelta(**length)


def entry(number: int, **changes: Any) -> Entry:
    """A plain item of the run order."""
    plain = Entry(
        entry_id=EntryId(f"e{number}"),
        name=f"商品 {number}",
        role=Role.HERO,
        product_id=ProductId(f"357700000000000{number:04d}"),
        link_no=str(number),
        list_price=12900,
        live_price=5990,
        stock=100,
        first_release=50,
    )
    return replace(plain, **changes)


def plan(count: int = 6, **info: Any) -> cmd.CreateShow:
    return cmd.CreateShow(
        info=ShowInfo(**{"name": "周五专场", **info}), entries=tuple(entry(n) for n in range(1, count + 1))
    )


class Room:
    """A running console with its local server."""

    def __init__(self, root: Path, settings: Settings, clock: WoundClock | None = None) -> None:
        self.clock = clock or WoundClock()
        self.loop = MainLoop()
        self._clients: list[httpx.Client] = []
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="main", daemon=True)
        self._thread.start()
        self.workspace = Workspace.at(root)
        self.workspace.prepare()
        self.console: Console = self.do(
            lambda: bootstrap(self.workspace, settings, post=self.loop.post, clock=self.clock)
        )
        self.server: LocalServer = self.do(lambda: start_server(self.console, port=0))
        self.token = self.workspace.api_token.read_text().strip()
        self.http = self.client()

    def client(self, **headers: str) -> httpx.Client:
        given = {"Authorization": f"Bearer {self.token}", **headers}
        made = httpx.Client(base_url=self.server.address, headers=given, trust_env=False, timeout=20)
        self._clients.append(made)
        return made

    def do(self, work: Callable[[], T]) -> T:
        """Run on the main thread."""
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except BaseException as error:  # noqa: BLE001 - carried to the test
                done.set_exception(error)

        self.loop.post(run)
        return done.result(20)

    def wait(self, ask: Callable[[], Future[T]]) -> T:
        """Run on the main thread what answers with a future; its result."""
        return self.do(ask).result(20)

    def open_show(self, show: cmd.CreateShow | None = None) -> str:
        show_id, planned = self.do(lambda: self.console.create(show or plan()))
        planned.result(20)
        self.do(lambda: self.console.open(show_id))
        return show_id

    def act(self, name: str, **fields: Any) -> int:
        """An action that must be carried out; the journal's seq."""
        answer = self.http.post(f"/api/v1/action/{name}", json=fields)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["journal_seq"])

    def state(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.http.get("/api/v1/state").json()
        return found

    def facts(self) -> tuple[int, int, int]:
        """What a refused call may not change: events, order lines, readings on disk."""
        self.do(lambda: None)
        self.console.writer.submit(lambda connection: None).exception(20)  # all before it is written, or was refused
        with self.console.database.connect() as connection:
            counts = [
                connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()  # noqa: S608
                for table in ("journal", "order_line", "reading")
            ]
        return counts[0], counts[1], counts[2]

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self.do(self.server.close)
        self.do(self.console.close)
        self._ended = True
        self._thread.join(10)

    def _run(self) -> None:
        while not self._ended:
            self.loop.run(lambda: self._ended, 3600)


@contextmanager
def running(root: Path, clock: WoundClock | None = None, **settings: Any) -> Iterator[Room]:
    room = Room(root, Settings(lang="en", **settings), clock)
    try:
        yield room
    finally:
        room.close()


def order(number: int, **changes: Any) -> dict[str, Any]:
    """One order line as a caller sends it."""
    return {
        "source": "douyin",
        "line_id": f"69{number:016d}",
        "order_id": f"69{number:016d}",
        "product_id": "3577000000000000001",
        "quantity": 2,
        "amount": "119.80",
        "status": "paid",
        "at": (START + timedelta(minutes=1)).isoformat(),
        **changes,
    }


def reading(**changes: Any) -> dict[str, Any]:
    """One reading as a caller sends it."""
    return {
        "source": "compass",
        "product_id": "3577000000000000001",
        "metric": "clicks",
        "value": 100,
        "cumulative": True,
        "at": (START + timedelta(minutes=1)).isoformat(),
        **changes,
    }
