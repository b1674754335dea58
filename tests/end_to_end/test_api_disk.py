"""A disk that is full or takes nothing: said clearly, nothing changed, and the show goes on when it is well again."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from console.workspace import Workspace
from tests.console.web.room import Room, order, plan, running
from tests.end_to_end.headless_program import ROOT, Program, command, plan_show

WORLD_FAILED = 4


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Room]:
    with running(tmp_path / "workspace") as room:
        room.open_show()
        room.act("go-live")
        room.clock.wind(seconds=1)
        yield room


def pragma(room: Room, words: str) -> Any:
    """Set something on the writer's own connection."""

    def work(connection: Connection) -> Any:
        done = connection.exec_driver_sql(f"PRAGMA {words}")
        return done.scalar() if done.returns_rows else None

    return room.console.writer.submit(work).result(20)


CALLS = [
    ("action/next", {}),
    ("action/note", {"text": "满" * 4000}),
    ("stock/3577000000000000001/release", {"quantity": 1}),
    ("ingest/orders", [order(number) for number in range(500)]),
]


@pytest.mark.parametrize(("path", "body"), CALLS)
def test_a_full_disk_is_told_changes_nothing_and_the_same_call_works_later(live: Room, path: str, body: Any) -> None:
    pragma(live, f"max_page_count={pragma(live, 'page_count')}")
    fill(live)
    before, state = live.facts(), live.state()
    for _ in range(2):
        answer = live.http.post(f"/api/v1/{path}", json=body, headers={"Idempotency-Key": "k1"})
        assert (answer.status_code, answer.json()["error"]) == (503, "disk_full")
        assert "disk" in answer.json()["message"]
    assert live.facts() == before
    assert live.state() == state
    pragma(live, "max_page_count=1000000")
    assert live.http.post(f"/api/v1/{path}", json=body, headers={"Idempotency-Key": "k1"}).status_code == 200
    assert live.facts() != before


def fill(room: Room) -> None:
    """Notes until no page is left, then shorter ones until none fits."""
    for length in (4000, 1000, 200, 1):
        while room.http.post("/api/v1/action/note", json={"text": "x" * length}).status_code == 200:
            pass


@pytest.mark.parametrize(("path", "body"), CALLS)
def test_a_database_that_takes_no_writing_is_told_and_changes_nothing(live: Room, path: str, body: Any) -> None:
    before, state = live.facts(), live.state()
    pragma(live, "query_only=1")
    answer = live.http.post(f"/api/v1/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]) == (503, "read_only")
    assert live.facts() == before
    assert live.state() == state
    assert live.http.get("/api/v1/items").status_code == 200


def run(root: Path, *arguments: str, preexec: Any = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, *arguments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=preexec,
    )


def no_file_grows() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_program_whose_disk_takes_nothing_says_so_and_leaves_with_4(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    plan_show(root, plan())
    before = contents(root)
    ended = run(root, preexec=no_file_grows)
    assert (ended.returncode, ended.stdout) == (WORLD_FAILED, "")
    assert str(root) in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert contents(root) == before


def test_a_read_only_workspace_is_told_with_its_path_and_status_4(tmp_path: Path) -> None:
    root = Path("/sys/zhongkong") if os.geteuid() == 0 else tmp_path / "workspace"
    if os.geteuid():
        root.mkdir(mode=0o500)
    ended = run(root, "--lang", "en")
    assert (ended.returncode, ended.stdout) == (WORLD_FAILED, "")
    assert str(root) in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_database_that_is_none_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path / "workspace")
    workspace.prepare()
    workspace.database.write_bytes(b"not a database " * 1000)
    ended = run(workspace.root)
    assert ended.returncode == WORLD_FAILED
    assert len(ended.stderr.strip().splitlines()) == 1
    assert workspace.database.read_bytes() == b"not a database " * 1000


def test_an_unknown_show_and_a_second_console_are_refused_with_3(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    show_id = plan_show(root, plan())
    assert run(root, "--show", "nobody").returncode == 3
    program = Program(root, "--show", show_id)
    program.wait_until_up()
    second = run(root)
    assert (second.returncode, second.stdout) == (3, "")
    assert str(program.process.pid) in second.stderr
    assert program.end() == 0


def test_a_taken_port_is_told_with_status_4(tmp_path: Path) -> None:
    with running(tmp_path / "first") as room:
        ended = run(tmp_path / "second", "--api-port", str(room.server.port))
    assert ended.returncode == WORLD_FAILED
    assert str(room.server.port) in ended.stderr


def test_wrong_usage_is_status_2(tmp_path: Path) -> None:
    assert run(tmp_path / "workspace", "--api-port", "many").returncode == 2
