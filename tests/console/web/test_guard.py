"""Who may speak to the local server."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.local_server import CannotListen, start_server
from console.web.guard import host_name
from tests.console.web.room import Room, plan, running


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x", "Bearer é"]
)
def test_a_missing_or_wrong_token_is_401(room: Room, header: str) -> None:
    given = [(b"Authorization", header.format(token=room.token).encode())] if header else []
    for method, path in (("GET", "/api/v1/state"), ("POST", "/api/v1/action/next"), ("GET", "/api/v1/nothing")):
        answer = httpx.request(method, f"{room.server.address}{path}", headers=given, trust_env=False)
        assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_scheme_of_the_token_is_read_in_any_case(room: Room) -> None:
    assert room.client(Authorization=f"bearer {room.token}").get("/api/v1/state").status_code == 200


def test_only_the_user_may_read_the_token(room: Room) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(room.workspace.api_token.stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "studio.lan"])
def test_a_known_host_is_answered_with_any_port(tmp_path: Path, host: str) -> None:
    with running(tmp_path / "workspace", allowed_hosts=("Studio.lan",)) as room:
        for name in (host, f"{host}:{room.server.port}", f"{host}:1"):
            assert room.client(Host=name).get("/api/v1/state").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil", "192.168.1.5", "", "[::1", "::1"]
)
def test_an_unknown_host_is_403_before_the_token_and_on_the_page_too(room: Room, host: str) -> None:
    for path in ("/api/v1/state", "/api"):
        answer = httpx.get(f"{room.server.address}{path}", headers={"Host": host}, trust_env=False)
        assert (answer.status_code, answer.json()["error"]) == (403, "bad_host")


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost:3000", "file://", "https://127.0.0.1", "{host}", "x://{host}"],
)
def test_a_page_of_another_origin_is_403(room: Room, origin: str) -> None:
    here = f"127.0.0.1:{room.server.port}"
    answer = room.client(Origin=origin.format(host=here)).post("/api/v1/action/next")
    assert (answer.status_code, answer.json()["error"]) == (403, "bad_origin")


def test_a_page_of_this_server_may_ask(room: Room) -> None:
    origin = f"http://127.0.0.1:{room.server.port}"
    assert room.client(Origin=origin).get("/api/v1/state").status_code == 200


def test_two_hosts_are_as_none(room: Room) -> None:
    with socket.create_connection(("127.0.0.1", room.server.port)) as raw:
        raw.sendall(b"GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\nConnection: close\r\n\r\n")
        assert raw.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 403"))


def test_on_the_lan_the_address_the_call_came_by_is_a_known_host(tmp_path: Path) -> None:
    with running(tmp_path / "workspace", api_lan=True) as room:
        other = "127.0.0.2"  # any address of the machine but the usual one
        answer = httpx.get(
            f"http://{other}:{room.server.port}/api/v1/state",
            headers={"Authorization": f"Bearer {room.token}"},
            trust_env=False,
        )
        assert answer.status_code == 200
        assert room.client(Host="127.0.0.3").get("/api/v1/state").status_code == 403


def test_without_the_lan_setting_only_loopback_is_bound(room: Room) -> None:
    assert [each.getsockname()[0] for each in room.server._web._sockets] in (["127.0.0.1", "::1"], ["127.0.0.1"])


def test_until_the_show_is_loaded_every_call_is_503(room: Room) -> None:
    room.do(room.server.close)
    room.server = room.do(lambda: start_server(room.console, port=0, ready=False))
    http = room.client()
    for ask in (lambda: http.get("/api/v1/state"), lambda: http.post("/api/v1/action/next")):
        answer = ask()
        assert (answer.status_code, answer.json()["error"], answer.headers["retry-after"]) == (503, "starting", "1")
    assert http.get("/api").status_code == 200
    assert httpx.get(f"{room.server.address}/api/v1/state", trust_env=False).status_code == 401
    room.open_show(plan())
    room.do(room.server.show_is_loaded)
    assert http.get("/api/v1/state").status_code == 200


def test_a_port_that_is_taken_is_told(room: Room) -> None:
    with pytest.raises(CannotListen) as caught:
        room.do(lambda: start_server(room.console, port=room.server.port))
    assert (caught.value.code, caught.value.data["port"]) == ("port_in_use", room.server.port)


def test_other_processes_learn_where_it_listens(tmp_path: Path) -> None:
    with running(tmp_path / "workspace") as room, room.workspace.lock() as lock:
        server = room.do(lambda: start_server(room.console, port=0, lock=lock))
        told = room.workspace.running()
        assert told is not None
        assert (told.api_host, told.api_port, told.token_file) == ("127.0.0.1", server.port, room.workspace.api_token)
        room.do(server.close)
        told = room.workspace.running()
        assert told is not None
        assert told.api_port is None


def test_the_server_ends_while_the_main_thread_waits_for_it(room: Room) -> None:
    port = room.server.port
    room.do(room.server.close)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/api", trust_env=False)
    room.server = room.do(lambda: start_server(room.console, port=port))  # its address is free again at once
    assert room.client().get("/api").status_code == 200


@pytest.mark.parametrize(
    ("header", "name"), [("a", "a"), ("A:80", "a"), ("a.", "a"), ("a:x", ""), ("[::1]:8", "::1"), ("[::1]x", "")]
)
def test_the_name_in_a_host_header(header: str, name: Any) -> None:
    assert host_name(header) == name
