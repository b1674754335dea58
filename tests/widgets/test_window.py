"""Where the window stands when it comes up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRect, QSettings, QSize
from PySide6.QtGui import QScreen

from widgets.theme import Theme
from widgets.window import FIRST_SIZE, Window

FORMAT = (0x1D9D0CB, 3, 0)  # of QWidget.saveGeometry


def saved(place: QRect, screen_width: int) -> QByteArray:
    """What Qt keeps of a window that stood at ``place`` of a screen so wide."""
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(QDataStream.Version.Qt_4_0)
    stream.writeUInt32(FORMAT[0])
    for number in FORMAT[1:]:
        stream.writeUInt16(number)
    for _ in ("frame", "normal"):
        stream << place
    stream.writeInt32(0)
    stream.writeUInt8(0)
    stream.writeUInt8(0)
    stream.writeInt32(screen_width)
    stream << place
    return data


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> QSize:
    """The size of the only screen."""
    size = QSize(1366, 768)
    monkeypatch.setattr(QScreen, "availableSize", lambda _: size)
    return size


@pytest.mark.parametrize("kept", [True, False])
def test_a_place_kept_from_a_much_wider_screen_gives_way_to_all_there_is_room_for(
    qtbot: Any, tmp_path: Path, notebook: QSize, kept: bool
) -> None:
    window = Window(Theme("dark"))
    qtbot.addWidget(window)
    file = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    if kept:
        file.setValue("window/geometry", saved(QRect(0, 0, 1920, 1080), 9 * window.screen().size().width()))
    assert not window.restore(file)
    assert window.size() == FIRST_SIZE.boundedTo(notebook)
