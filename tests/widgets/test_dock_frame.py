"""The title bar of a dock: what stands in it and what must not move."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget

from widgets.dock_frame import DockFrame
from widgets.theme import Theme


class Body(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.title_tools = QPushButton("联动…")


def test_a_tool_in_the_title_stays_where_it_is_as_the_pointer_comes(qtbot: Any) -> None:
    window, body = QMainWindow(), Body()
    qtbot.addWidget(window)
    dock = DockFrame(Theme("dark"), "obs", "OBS", body, window)
    window.setCentralWidget(dock)
    window.resize(400, 200)
    with qtbot.waitExposed(window):
        window.show()
    bar = dock.titleBarWidget()
    assert bar is not None
    before = body.title_tools.geometry()
    QApplication.sendEvent(bar, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    QApplication.sendEvent(bar, QEvent(QEvent.Type.LayoutRequest))
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    assert body.title_tools.geometry() == before
