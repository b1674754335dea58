"""The watched folder in the window: an export saved there goes into the open show, once, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from console.feeds import watch
from tests.builders import make_entry
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.folder_feed import FolderFeed

# ruff: noqa: F811


@pytest.fixture
def taken() -> list[list[Path]]:
    return []


@pytest.fixture
def feed(
    stage: Stage, qtbot: Any, tmp_path: Path, taken: list[list[Path]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[FolderFeed]:
    monkeypatch.setattr(watch, "EVERY_S", 0.01)
    monkeypatch.setattr(watch, "STEADY_S", 0.05)
    folder = tmp_path / "exports"
    folder.mkdir()
    stage.room.console.settings = replace(stage.room.console.settings, watch_folder=str(folder))
    parent = QWidget()
    qtbot.addWidget(parent)
    made = FolderFeed(stage.context, parent, lambda _context, paths, _parent: taken.append(paths))
    yield made
    made.release()


def test_an_export_saved_there_is_taken_once_while_a_show_is_open(
    stage: Stage, feed: FolderFeed, taken: list[list[Path]], tmp_path: Path, qtbot: Any
) -> None:
    assert feed.watch is None, "no show is open"
    stage.room.open_show([make_entry(1)])
    assert feed.watch is not None
    export = tmp_path / "exports" / "orders.csv"
    export.write_text("子订单编号,商品ID\n1,2\n", encoding="utf-8")
    qtbot.waitUntil(lambda: taken == [[export]], timeout=10000)
    stage.room.console.close_show()
    assert feed.watch is None


def test_a_folder_that_cannot_be_opened_is_told(stage: Stage, feed: FolderFeed, tmp_path: Path, qtbot: Any) -> None:
    stage.room.console.settings = replace(stage.room.console.settings, watch_folder=str(tmp_path / "nowhere"))
    stage.room.open_show([make_entry(1)])
    qtbot.waitUntil(lambda: stage.told() == ["watch.away"], timeout=10000)


def test_without_a_folder_nothing_is_watched(stage: Stage, feed: FolderFeed) -> None:
    stage.room.open_show([make_entry(1)])
    stage.room.console.settings = replace(stage.room.console.settings, watch_folder="")
    feed.renew()
    assert feed.watch is None
