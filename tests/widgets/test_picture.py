"""Pictures of goods: read off the paint path, from the workspace alone, and drawn when there is none."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

import widgets.picture
from console.show.plan import Role
from tests.builders import make_entry
from widgets.bridge import Bridge
from widgets.picture import PictureLoader, PictureView, read_picture
from widgets.theme import Theme

SIZE = QSize(60, 40)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<rect width="100" height="100" fill="#ff0000"/></svg>"""


@pytest.fixture
def loader(qtbot: Any, tmp_path: Path) -> Iterator[PictureLoader]:
    bridge = Bridge()
    made = PictureLoader(tmp_path / "room", bridge.post)
    (tmp_path / "room").mkdir()
    yield made
    made.release()


def draw(path: Path, colour: str, wide: int = 300, high: int = 100) -> None:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))


@pytest.mark.parametrize("name", ["cup.png", "cup.jpg", "杯子.svg"])
def test_a_picture_comes_scaled_and_cut(loader: PictureLoader, qtbot: Any, tmp_path: Path, name: str) -> None:
    file = tmp_path / "room" / name
    if name.endswith(".svg"):
        file.write_text(SVG, encoding="utf-8")
    else:
        draw(file, "#ff0000")
    with qtbot.waitSignal(loader.loaded):
        assert loader.get(name, SIZE, 2.0) is None
    found = loader.get(name, SIZE, 2.0)
    assert found is not None
    assert found.size() == QSize(120, 80)
    assert found.devicePixelRatio() == 2.0
    assert QColor(found.toImage().pixel(60, 40)).red() > 240


def test_reading_is_not_on_the_window_s_thread(
    loader: PictureLoader, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "room" / "cup.png", "#00ff00")
    threads: list[int] = []

    def read(file: Path, size: QSize) -> QImage:
        threads.append(threading.get_ident())
        return read_picture(file, size)

    monkeypatch.setattr(widgets.picture, "read_picture", read)
    with qtbot.waitSignal(loader.loaded):
        loader.get("cup.png", SIZE)
    loader.get("cup.png", SIZE)
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


def test_a_picture_that_changed_is_read_again(loader: PictureLoader, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "room" / "cup.png"
    draw(file, "#ff0000")
    with qtbot.waitSignal(loader.loaded):
        loader.get("cup.png", SIZE)
    draw(file, "#0000ff")
    os.utime(file, ns=(1, 1))
    with qtbot.waitSignal(loader.loaded):
        loader.get("cup.png", SIZE)
    found = loader.get("cup.png", SIZE)
    assert found is not None
    assert QColor(found.toImage().pixel(30, 20)).blue() > 240


@pytest.mark.parametrize("path", ["", "none.png", "../outside.png", "/etc/hostname", "a\0b", "folder"])
def test_what_is_no_picture_of_the_workspace_is_none(
    loader: PictureLoader, qtbot: Any, tmp_path: Path, path: str
) -> None:
    draw(tmp_path / "outside.png", "#ff0000")
    (tmp_path / "room" / "folder").mkdir()
    assert loader.get(path, SIZE) is None
    loader.release()
    assert loader.get(path, SIZE) is None


def test_a_broken_file_leaves_the_drawn_stand_in(loader: PictureLoader, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "room" / "cup.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    view = PictureView(Theme("dark"), loader)
    qtbot.addWidget(view)
    view.setFixedSize(80, 80)
    view.set_entry(make_entry(1, picture="cup.png", role=Role.HERO))
    with qtbot.waitSignal(loader.loaded):
        view.show()
    image = view.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 80, 4) for y in range(0, 80, 4)}
    assert len(colours) > 2


def test_a_picture_that_arrives_after_its_dock_has_gone_is_let_go(qtbot: Any, tmp_path: Path) -> None:
    posted: list[Any] = []
    loader = PictureLoader(tmp_path, posted.append)
    draw(tmp_path / "cup.png", "#ff0000")
    loader.get("cup.png", SIZE)
    qtbot.waitUntil(lambda: bool(posted), timeout=5000)
    loader.release()
    heard: list[str] = []
    loader.loaded.connect(heard.append)
    for arrived in posted:
        arrived()
    assert heard == []
