"""One console per workspace, and a disk that fails is told and not guessed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from console.files import replace_file
from console.workspace import ConsoleRuns, RunningConsole, Workspace, WorkspaceUnusable

HOLDER = """
import sys
import threading
from pathlib import Path
from console.workspace import Workspace
lock = Workspace(Path(sys.argv[1])).lock()
lock.announce(api_host="127.0.0.1", api_port=8765)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def workspace(workspace_dir: Path) -> Workspace:
    workspace = Workspace(workspace_dir)
    workspace.prepare()
    return workspace


@pytest.fixture
def holder(workspace: Workspace):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait(10)
    process.stdin.close()
    process.stdout.close()


def test_a_second_console_learns_who_runs_and_where_it_listens(workspace: Workspace, holder) -> None:
    with pytest.raises(ConsoleRuns) as refused:
        workspace.lock()
    running = refused.value.running
    assert (running.pid, running.api_host, running.api_port) == (holder.pid, "127.0.0.1", 8765)
    assert running.token_file == workspace.api_token
    assert running.started is not None
    assert running.started.utcoffset() is not None
    assert workspace.running() == running


def test_a_killed_console_holds_nothing(workspace: Workspace, holder) -> None:
    holder.kill()
    holder.wait(10)
    assert workspace.running() is None
    with workspace.lock():
        running = workspace.running()
        assert running is not None
        assert running.pid == os.getpid()


def test_a_child_of_the_console_does_not_keep_the_lock_of_its_dead_parent(workspace: Workspace) -> None:
    lock = workspace.lock()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    lock.release()
    try:
        assert workspace.running() is None
    finally:
        child.communicate(b"\n", timeout=10)


def test_a_verb_that_looks_for_a_console_does_not_keep_one_from_starting(workspace: Workspace) -> None:
    handle = workspace._try_lock()  # as running() does, for an instant
    assert handle is not None
    released = threading.Timer(0.05, os.close, [handle])
    released.start()
    with workspace.lock():
        released.join()
        assert workspace.running() is not None


def test_a_console_that_has_not_said_who_it_is_still_counts(workspace: Workspace, holder) -> None:
    (workspace.root / "console.json").unlink()
    assert workspace.running() == RunningConsole()


def test_the_practice_workspace_is_apart_and_has_a_lock_of_its_own(workspace: Workspace, holder) -> None:
    practice = workspace.practice()
    assert practice.database.parent != workspace.database.parent
    assert practice.root.is_relative_to(workspace.root)
    assert practice.practice() is practice
    practice.prepare()
    with practice.lock():
        assert practice.running() is not None


def test_a_summons_is_heard_once(workspace: Workspace) -> None:
    workspace.summon()
    with workspace.lock() as lock:
        assert not lock.summoned()  # it was meant for an earlier console
        workspace.summon()
        workspace.summon()
        assert lock.summoned()
        assert not lock.summoned()


def test_looking_for_a_console_makes_no_folder(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "nowhere")
    assert workspace.running() is None
    assert not workspace.root.exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceUnusable) as failed:
        Workspace(tmp_path / "file").prepare()
    assert failed.value.code == "workspace.not_a_folder"
    assert failed.value.data["path"] == str(tmp_path / "file")


def test_a_full_disk_is_told_when_the_workspace_is_opened(workspace: Workspace) -> None:
    (workspace.root / f".probe-{os.getpid()}").symlink_to("/dev/full")
    with pytest.raises(WorkspaceUnusable) as failed:
        workspace.prepare()
    assert failed.value.code == "workspace.full"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EROFS, "workspace.read_only"),
        (errno.EACCES, "workspace.no_permission"),
        (errno.ENOSPC, "workspace.full"),
        (errno.EIO, "workspace.failed"),
    ],
)
def test_a_write_that_fails_leaves_the_old_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    replace_file(workspace.settings_file, b"old")

    def fails(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(WorkspaceUnusable) as failed:
        replace_file(workspace.settings_file, b"new")
    assert failed.value.code == code
    assert workspace.settings_file.read_bytes() == b"old"
    assert not list(workspace.root.glob(".settings*"))


def test_the_default_place_is_the_platform_s_own() -> None:
    root = Workspace.at().root
    assert root.name == "zhongkong"
    assert root.is_relative_to(os.environ["HOME"])
