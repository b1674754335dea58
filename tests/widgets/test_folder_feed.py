"""The watched folder in the window: an export saved there goes into the open show, once, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from console.feeds import watch
from console.imports import Import, Outcome, Way
from tests.builders import make_entry
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.folder_feed import FolderFeed
from widgets.import_record import ImportRecord
from widgets.ingest import CameIn
from widgets.ingest_reading import Source

# ruff: noqa: F811


@pytest.fixture
def taken() -> list[Source]:
    return []


@pytest.fixture
def feed(
    stage: Stage, qtbot: Any, tmp_path: Path, taken: list[Source], monkeypatch: pytest.MonkeyPatch
) -> Iterator[FolderFeed]:
    monkeypatch.setattr(watch, "EVERY_S", 0.01)
    monkeypatch.setattr(watch, "STEADY_S", 0.05)
    monkeypatch.setattr(watch, "TRIES", 10_000)  # no file is given up on because the machine is slow
    folder = tmp_path / "exports"
    folder.mkdir()
    stage.room.console.settings = replace(stage.room.console.settings, watch_folder=str(folder))
    parent = QWidget()
    qtbot.addWidget(parent)
    record = ImportRecord(stage.context)
    made = FolderFeed(
        stage.context, parent, lambda: record.log, lambda _context, sources, _parent: taken.extend(sources)
    )
    yield made
    made.release()
    record.release()


def test_an_export_saved_there_is_taken_once_while_a_show_is_open(
    stage: Stage, feed: FolderFeed, taken: list[Source], tmp_path: Path, qtbot: Any
) -> None:
    assert feed.watch is None, "no show is open"
    stage.room.open_show([make_entry(1)])
    assert feed.watch is not None
    export = tmp_path / "exports" / "orders.csv"
    export.write_text("子订单编号,商品ID\n1,2\n", encoding="utf-8")
    qtbot.waitUntil(lambda: [source.path for source in taken] == [export], timeout=10000)
    assert taken[0].way is Way.WATCHED
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


def test_what_was_taken_is_not_taken_again_when_the_show_is_opened_again(
    stage: Stage, feed: FolderFeed, taken: list[Source], tmp_path: Path, qtbot: Any
) -> None:
    show = stage.room.open_show([make_entry(1)])
    first, second = tmp_path / "exports" / "first.csv", tmp_path / "exports" / "second.csv"
    first.write_text("子订单编号,商品ID\n1,2\n", encoding="utf-8")
    qtbot.waitUntil(lambda: len(taken) == 1, timeout=10000)
    entry = Import(at=stage.room.clock.now(), file="first.csv", path=str(first), way=Way.WATCHED, outcome=Outcome.TAKEN)
    stage.room.console.listeners.announce(CameIn(entry, taken[0]))
    stage.room.console.close_show()
    second.write_text("子订单编号,商品ID\n3,4\n", encoding="utf-8")
    taken.clear()
    stage.room.console.open(show.show_id)
    qtbot.waitUntil(lambda: [source.path for source in taken] == [second], timeout=10000)


def test_a_text_that_ends_in_the_middle_of_a_line_is_waited_for(
    stage: Stage, feed: FolderFeed, taken: list[Source], tmp_path: Path, qtbot: Any
) -> None:
    stage.room.open_show([make_entry(1)])
    export = tmp_path / "exports" / "orders.csv"
    export.write_text("子订单编号,商品ID\n1,2", encoding="utf-8")
    assert feed.watch is not None
    assert not feed._readable(export)
    export.write_text("子订单编号,商品ID\n1,23\n", encoding="utf-8")
    assert feed._readable(export)
    qtbot.waitUntil(lambda: [source.path for source in taken] == [export], timeout=10000)


def test_a_file_found_for_a_show_that_was_closed_meanwhile_goes_into_no_other(
    stage: Stage, feed: FolderFeed, taken: list[Source], tmp_path: Path, qtbot: Any
) -> None:
    first = stage.room.open_show([make_entry(1)])
    ended = feed.watch
    assert ended is not None
    stage.room.console.close_show()
    stage.room.open_show([make_entry(2)])
    assert stage.room.show.show_id != first.show_id
    assert feed.watch not in (None, ended)
    ended._found([tmp_path / "exports" / "of the first.csv"])
    export = tmp_path / "exports" / "of the second.csv"
    export.write_text("子订单编号,商品ID\n1,2\n", encoding="utf-8")
    qtbot.waitUntil(lambda: bool(taken), timeout=10000)
    assert [source.path for source in taken] == [export]
