"""The watched folder: each new or rewritten export once, when it has stopped growing."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from console.feeds.watch import STEADY_S, TRIES, FolderWatch, Known


class Watched:
    """A folder, its watch, and what was handed on."""

    def __init__(self, folder: Path, known: Known | None = None) -> None:
        self.now = 0.0
        self.kept: list[Known] = []
        self.found: list[str] = []
        self.looks: list[list[str]] = []
        self.readable = True
        self.missing: list[OSError] = []
        self.watch = FolderWatch(
            folder,
            self._hand_on,
            readable=lambda path: self.readable,
            missing=self.missing.append,
            known=known,
            keep=self.kept.append,
            clock=lambda: self.now,
        )

    def _hand_on(self, paths: Sequence[Path]) -> None:
        self.looks.append([path.name for path in paths])
        self.found += self.looks[-1]

    def pass_time(self, looks: int = 2) -> list[str]:
        for _ in range(looks):
            self.watch.look()
            self.now += STEADY_S
        return self.found


def test_a_new_file_is_handed_on_once_when_it_is_steady(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    (tmp_path / "orders.csv").write_text("a")
    watched.watch.look()
    assert watched.found == []
    (tmp_path / "orders.csv").write_text("a and more")
    watched.now += STEADY_S
    watched.watch.look()
    assert watched.found == [], "it grew"
    assert watched.pass_time(5) == ["orders.csv"]


def test_what_came_at_once_is_handed_on_at_once(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    for number in range(30):
        (tmp_path / f"{number:02}.csv").write_text(str(number))
    watched.pass_time(3)
    assert watched.looks == [[f"{number:02}.csv" for number in range(30)]]


def test_what_was_there_is_old_until_it_is_rewritten(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_text("1")
    watched = Watched(tmp_path)
    assert watched.pass_time(4) == []
    (tmp_path / "old.xlsx").write_text("22")
    assert watched.pass_time(3) == ["old.xlsx"]
    (tmp_path / "old.xlsx").write_text("333")
    assert watched.pass_time(3) == ["old.xlsx", "old.xlsx"]


def test_the_same_content_is_handed_on_once_whatever_its_name(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    (tmp_path / "orders.csv").write_text("a")
    watched.pass_time(3)
    (tmp_path / "orders (1).csv").write_text("a")
    assert watched.pass_time(4) == ["orders.csv"]


def test_a_broken_file_is_tried_again_and_then_handed_on_to_be_told(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.readable = False
    (tmp_path / "half.xlsx").write_text("PK")
    assert watched.pass_time(TRIES) == []
    assert watched.pass_time(1) == ["half.xlsx"]
    assert watched.pass_time(5) == ["half.xlsx"]


def test_a_half_written_file_is_taken_when_it_is_whole(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.readable = False
    (tmp_path / "half.xlsx").write_text("PK")
    assert watched.pass_time(3) == []
    (tmp_path / "half.xlsx").write_text("PK whole")
    watched.readable = True
    assert watched.pass_time(3) == ["half.xlsx"]


def test_a_locked_file_is_told_once_and_taken_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(tmp_path)
    export = tmp_path / "orders.csv"
    export.write_text("a")
    read, locked = Path.read_bytes, True

    def read_bytes(path: Path) -> bytes:
        if path == export and locked:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert watched.pass_time(TRIES + 1) == ["orders.csv"]
    assert watched.pass_time(3 * TRIES) == ["orders.csv"], "it was said once"
    assert all("orders.csv" not in known.files for known in watched.kept), "nobody is done with it"
    locked = False  # not rewritten: a spreadsheet program only closed it
    assert watched.pass_time(3) == ["orders.csv", "orders.csv"]
    assert watched.pass_time(3 * TRIES) == ["orders.csv", "orders.csv"]


@pytest.mark.parametrize("name", ["~$orders.xlsx", ".orders.csv", "notes.txt", "orders.csv.crdownload"])
def test_what_is_no_export_is_left_alone(tmp_path: Path, name: str) -> None:
    watched = Watched(tmp_path)
    (tmp_path / name).write_text("a")
    assert watched.pass_time(4) == []


def test_a_folder_that_is_away_is_told_once_and_takes_nothing_again_when_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    watched = Watched(folder)
    (folder / "a.csv").write_text("a")
    assert watched.pass_time(3) == ["a.csv"]
    folder.rename(tmp_path / "away")
    watched.pass_time(3)
    assert len(watched.missing) == 1
    (tmp_path / "away").rename(folder)
    assert watched.pass_time(3) == ["a.csv"]


def test_it_looks_by_itself_on_a_thread_and_stops(tmp_path: Path) -> None:
    found = threading.Event()
    times = iter(range(0, 10_000, 5))
    watch = FolderWatch(tmp_path, lambda path: found.set(), clock=lambda: float(next(times)))
    watch.start()
    (tmp_path / "orders.csv").write_text("a")
    assert found.wait(20)
    watch.stop()


def test_a_watch_goes_on_from_what_the_one_before_it_knew(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("0")
    watched = Watched(tmp_path)
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "lost.csv").write_text("b")
    assert watched.pass_time(3) == ["a.csv", "lost.csv"]
    watched.watch.settle(tmp_path / "a.csv")
    (tmp_path / "new.csv").write_text("c")
    (tmp_path / "again.csv").write_text("a")
    after = Watched(tmp_path, watched.kept[-1])
    assert after.pass_time(4) == ["lost.csv", "new.csv"], "the first was never settled, the second came in between"
    assert Watched(tmp_path).pass_time(4) == [], "a watch that knows nothing takes what lies there for old"


def test_what_came_while_the_same_content_was_known_is_not_handed_on(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    (tmp_path / "a.csv").write_text("a")
    watched.pass_time(3)
    watched.watch.settle(tmp_path / "a.csv")
    (tmp_path / "a.csv").unlink()
    (tmp_path / "copy.csv").write_text("a")
    assert Watched(tmp_path, watched.kept[-1]).pass_time(4) == []


def test_a_folder_that_was_away_at_the_start_is_old_when_it_comes(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    watched = Watched(folder)
    assert watched.pass_time(2) == []
    folder.mkdir()
    (folder / "old.csv").write_text("a")
    assert watched.pass_time(4) == []
    (folder / "new.csv").write_text("b")
    assert watched.pass_time(3) == ["new.csv"]
    assert len(watched.missing) == 1
