"""Where the docks live: movable, tabbed, floating, and back where they first stood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from widgets.dock_frame import DockFrame
from widgets.theme import Theme

LAYOUT_VERSION = 1


class DockRoom(QMainWindow):
    """Where the docks live: movable, tabbed, floating."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setContentsMargins(6, 6, 6, 6)
        self.setDockOptions(
            QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        self.docks: dict[str, DockFrame] = {}

    def add(self, theme: Theme, name: str, title: str, body: QWidget) -> DockFrame:
        """Put a part in; where it stands is said by ``lay_out``."""
        dock = DockFrame(theme, name, title, body, self)
        self.docks[name] = dock
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        return dock

    def lay_out(self) -> None:
        """The first arrangement: run order, on air and numbers side by side, OBS and journal below."""
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["run_order"])
        self.splitDockWidget(docks["run_order"], docks["numbers"], across)
        self.splitDockWidget(docks["run_order"], docks["obs"], down)
        self.splitDockWidget(docks["numbers"], docks["journal"], down)
        self.splitDockWidget(docks["run_order"], docks["on_air"], across)
        for dock in docks.values():
            dock.show()
        self.share_out()

    def share_out(self) -> None:
        """The first proportions."""
        docks, width, height = self.docks, self.width(), self.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([docks["run_order"], docks["numbers"]], [int(width * 0.68), int(width * 0.32)], across)
        self.resizeDocks([docks["run_order"], docks["on_air"]], [int(width * 0.425), int(width * 0.25)], across)
        self.resizeDocks([docks["run_order"], docks["obs"]], [int(height * 0.785), int(height * 0.215)], down)
        self.resizeDocks([docks["numbers"], docks["journal"]], [int(height * 0.785), int(height * 0.215)], down)

    def restore(self, file: QSettings) -> None:
        """As the docks stood last time, else the first arrangement."""
        self.lay_out()
        state = file.value("window/docks")
        if isinstance(state, QByteArray) and not state.isEmpty() and not self.restoreState(state, LAYOUT_VERSION):
            self.lay_out()

    def layout_state(self) -> QByteArray:
        """How the docks stand, for ``restore``."""
        return self.saveState(LAYOUT_VERSION)

    def strip_bare(self) -> None:
        """Take every part out and end what it listens to."""
        for dock in self.docks.values():
            release: Callable[[], Any] | None = getattr(dock.body, "release", None)
            if release is not None:
                release()
            self.removeDockWidget(dock)
            dock.hide()
            dock.deleteLater()
        self.docks = {}
