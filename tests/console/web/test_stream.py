"""The stream: the state at once and on every change, never more than ten a second, and nobody held up."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from console.local_server import start_server
from console.web import stream as stream_module
from console.web.stream import SPACING_S
from tests.console.web.room import Room, order


def address(room: Room) -> str:
    return f"ws://127.0.0.1:{room.server.port}/api/v1/stream"


@contextmanager
def watching(room: Room, **headers: str) -> Iterator[ClientConnection]:
    given = {"Authorization": f"Bearer {room.token}", **headers}
    with connect(address(room), additional_headers=given, proxy=None, open_timeout=10) as socket_:
        yield socket_


def handshake(room: Room, host: str) -> bytes:
    return (
        f"GET /api/v1/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Authorization: Bearer {room.token}\r\n\r\n"
    ).encode()


def told(socket_: ClientConnection, timeout: float = 10) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(socket_.recv(timeout))
    return found


def until(socket_: ClientConnection, key: str, value: Any) -> dict[str, Any]:
    while True:
        state = told(socket_)
        if state[key] == value:
            return state


@pytest.fixture
def live(room: Room) -> Room:
    room.open_show()
    room.act("go-live")
    room.clock.wind(seconds=10)
    return room


def test_the_state_comes_at_once_and_is_the_one_that_is_asked_for(live: Room) -> None:
    with watching(live) as socket_:
        assert told(socket_) == live.state()


def test_every_change_is_pushed_takes_orders_stock_and_another_show(live: Room) -> None:
    with watching(live) as socket_:
        told(socket_)
        live.act("next")
        assert until(socket_, "on_air_entry_id", "e2")["journal_seq"] == 3
        live.http.post("/api/v1/ingest/orders", json=[order(1)])
        assert until(socket_, "gmv", "119.80")["orders"] == 1
        live.http.post("/api/v1/stock/3577000000000000002/release", json={"quantity": 7})
        until(socket_, "on_air_released", 57)
        live.do(live.console.close_show)
        until(socket_, "show_id", None)
        until_other = live.open_show()
        until(socket_, "show_id", until_other)


def test_a_second_that_turns_is_a_change_and_a_clock_that_stands_is_none(live: Room) -> None:
    with watching(live) as socket_:
        first = told(socket_)
        live.clock.wind(seconds=1)
        second = told(socket_)
        assert second["on_air_elapsed_s"] == first["on_air_elapsed_s"] + 1
        live.clock.wind(milliseconds=10)
        with pytest.raises(TimeoutError):
            socket_.recv(4 * stream_module.CLOCK_S)


def test_never_more_than_ten_a_second_however_many_changes(live: Room) -> None:
    stop = threading.Event()

    def pour() -> None:
        with live.client() as http:
            number = 0
            while not stop.is_set():
                number += 1
                http.post("/api/v1/ingest/orders", json=[order(number, amount="1")])

    pouring = threading.Thread(target=pour)
    with watching(live) as socket_:
        told(socket_)
        pouring.start()
        arrivals, states = [], []
        for _ in range(25):
            states.append(told(socket_))
            arrivals.append(time.monotonic())
        stop.set()
        pouring.join()
        assert arrivals[-1] - arrivals[0] >= 23 * SPACING_S  # one gap may shrink by what the network held back
        assert len({state["gmv"] for state in states}) == 25
        until(socket_, "gmv", live.state()["gmv"])  # the last state always comes


def test_the_state_is_made_once_for_all_clients(live: Room) -> None:
    made = 0
    real = live.server.remote.state

    def counted() -> dict[str, Any]:
        nonlocal made
        made += 1
        return real()

    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(address(live), proxy=None, open_timeout=10)) for _ in range(30)]
        for client in clients:
            client.send(json.dumps({"token": live.token}))
            told(client)
        live.server.remote.state = counted  # type: ignore[method-assign]
        live.act("next")
        for client in clients:
            until(client, "on_air_entry_id", "e2")
        assert made < 15


def test_a_client_that_does_not_read_holds_nobody_up(live: Room) -> None:
    with socket.create_connection(("127.0.0.1", live.server.port)) as raw, watching(live) as socket_:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        raw.sendall(handshake(live, "localhost"))
        for number in range(40):
            live.act("note", text=str(number))
        until(socket_, "journal_seq", live.state()["journal_seq"])


def test_the_token_may_come_as_the_first_message(live: Room) -> None:
    with connect(address(live), proxy=None) as socket_:
        socket_.send(json.dumps({"token": live.token}))
        assert told(socket_)["status"] == "live"


@pytest.mark.parametrize("first", ['{"token": "wrong"}', "{}", "[]", "token", '{"token": 5}', b"\x00\xff"])
def test_a_wrong_first_message_closes_with_4401(live: Room, first: str | bytes) -> None:
    with connect(address(live), proxy=None) as socket_:
        socket_.send(first)
        with pytest.raises(ConnectionClosed):
            socket_.recv(10)
        assert socket_.close_code == 4401


def test_a_client_that_says_nothing_is_closed_with_4401(live: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "TOKEN_WAIT_S", 0.05)
    with connect(address(live), proxy=None) as socket_:
        with pytest.raises(ConnectionClosed):
            socket_.recv(10)
        assert socket_.close_code == 4401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_handshake_that_may_not_is_answered_as_a_call_is(live: Room, headers: dict[str, str], status: int) -> None:
    with pytest.raises(InvalidStatus) as caught, watching(live, **headers):
        pass
    assert caught.value.response.status_code == status


def test_a_handshake_for_an_unknown_host_is_403(live: Room) -> None:
    with socket.create_connection(("127.0.0.1", live.server.port)) as raw:
        raw.sendall(handshake(live, "evil.example"))
        assert raw.recv(12) == b"HTTP/1.1 403"


def test_before_the_show_is_loaded_the_stream_is_503(live: Room) -> None:
    live.do(live.server.close)
    live.server = live.do(lambda: start_server(live.console, port=0, ready=False))
    with pytest.raises(InvalidStatus) as caught, watching(live):
        pass
    assert caught.value.response.status_code == 503


def test_what_a_client_says_later_is_passed_over(live: Room) -> None:
    with watching(live) as socket_:
        told(socket_)
        socket_.send('{"action": "next"}')
        socket_.send(b"\x00")
        live.act("note", text="a")
        assert until(socket_, "journal_seq", 3)["on_air_entry_id"] == "e1"


def test_streams_are_told_when_the_server_ends(live: Room) -> None:
    with watching(live) as socket_:
        told(socket_)
        live.do(live.server.close)
        with pytest.raises(ConnectionClosed), contextlib.suppress(TimeoutError):
            told(socket_)
        assert socket_.close_code == 1012
    live.server = live.do(lambda: start_server(live.console, port=0))
