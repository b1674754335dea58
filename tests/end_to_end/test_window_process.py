"""The window as a process among others: the second one, the one told to end, wrong arguments, and the practice room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders_sheets import PLAN_HEADER, write_xlsx
from tests.program import Cover, Program
from tests.real_obs import XDisplay

CUP = "3712000000000000007"
SHEET = (
    PLAN_HEADER,
    (1, "环节", None, "开场预热", None, None, 3),
    (2, "主推款", CUP, "316L 保温杯", 79, 600, 8),
)
REFUSED, ENDED = 3, 0


@pytest.fixture
def own_display(tmp_path: Path) -> Iterator[str]:
    """A display of the test's own, so nothing else has its keyboard."""
    display = XDisplay(tmp_path)
    yield display.name
    display.stop()


@pytest.fixture
def program(tmp_path: Path, own_display: str) -> Iterator[Program]:
    with Program(tmp_path / "workspace", own_display) as program:
        yield program


@pytest.fixture
def show_id(program: Program, tmp_path: Path) -> str:
    return program.run(
        "import-plan", str(write_xlsx(tmp_path / "tonight.xlsx", SHEET)), "--name", "今晚"
    ).stdout.strip()


def go_live(program: Program, show_id: str) -> None:
    program.start("--show", show_id, "--api-port", "0")
    program.wait_state(show_id=show_id)
    program.api.post("/action/go-live")
    program.wait_state(status="live")


def test_a_second_console_says_who_runs_and_brings_it_to_the_front(program: Program, show_id: str) -> None:
    program.start("--show", show_id, "--api-port", "0")
    program.focus()
    with Cover(program.display) as cover:
        program.wait(lambda: program.xdotool("getwindowfocus", "getwindowpid") == str(cover.pid), what="it is covered")
        second = program.run("--api-port", "0", status=REFUSED)
        assert str(program.pid) in second.stderr
        assert "Traceback" not in second.stderr
        assert second.stdout == ""
        program.wait(lambda: program.has_focus, what="the first console is in front")
    assert program.api.state()["show_id"] == show_id


def test_told_to_end_while_live_it_ends_in_order_and_the_next_one_resumes(program: Program, show_id: str) -> None:
    go_live(program, show_id)
    program.api.post("/action/next")
    journal = program.api.journal()
    assert program.terminate() == ENDED
    assert program.stderr == ""
    assert not (program.workspace / "console.json").exists(), "it left a note as if it still ran"
    assert not program.workspace.joinpath("room.db-wal").exists(), "it did not close the file"
    program.start("--api-port", "0")
    state = program.wait_state(show_id=show_id, status="live", entry_index=2)
    assert state["on_air_product_id"] == CUP
    assert program.api.journal()[: len(journal)] == journal


def test_killed_the_workspace_is_free_for_the_next_one(program: Program, show_id: str) -> None:
    go_live(program, show_id)
    program.kill()
    assert (program.workspace / "console.json").exists()
    program.start("--api-port", "0")
    program.wait_state(show_id=show_id, status="live", entry_index=1)


def test_a_show_there_is_none_of_opens_no_other(program: Program, show_id: str) -> None:
    api = program.start("--show", "20990101-nothere", "--api-port", "0")
    assert api.state()["show_id"] is None
    program.api.post("/action/next", status=409)
    assert [show["show_id"] for show in json.loads(program.run("shows", "--json").stdout)] == [show_id]


def test_the_practice_room_is_live_within_ten_seconds_its_numbers_move_and_it_is_apart(program: Program) -> None:
    practice = program.workspace / "practice"
    program.start("--practice", "--api-port", "0", data=practice)
    state = program.wait_state(status="live", seconds=10)
    assert program.windows("练习"), "the window does not say that this is practice"
    first = float(state["gmv"])
    program.wait(lambda: float(program.api.state()["gmv"]) > first, seconds=60, what="the audience buys")
    assert program.api.state()["online"]
    assert program.run("shows", "--json").stdout.strip() == "[]"
    assert not (program.workspace / "room.db").exists() or not (program.workspace / "console.json").exists()
    assert (practice / "room.db").exists()


def test_practice_and_a_real_show_run_side_by_side(program: Program, show_id: str) -> None:
    go_live(program, show_id)
    with Program(program.workspace, program.display) as beside:
        beside.start("--practice", "--api-port", "0", data=program.workspace / "practice")
        assert beside.wait_state(status="live", seconds=20)["show_id"] != show_id
        beside.api.post("/action/next")
        assert program.api.state()["entry_index"] == 1
        assert beside.terminate() == ENDED
    assert program.running
