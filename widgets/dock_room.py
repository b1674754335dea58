"""Where the docks live: movable, tabbed, floating, and back where they first stood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from widgets.dock_frame import DockFrame
from widgets.theme import Theme

LAYOUT_VERSION = 1
READABLE = {"run_order": 380, "on_air": 300, "numbers": 400, "journal": 360, "comments": 360}  # pixels; less cuts words
SHARES = {"run_order": 0.425, "on_air": 0.25, "numbers": 0.32, "journal": 0.32, "comments": 0.32}  # of the room's width
FIRST_DOCKS = ("run_order", "on_air", "obs", "journal", "numbers")  # those of layouts that name none
PUT_AWAY = ("comments",)  # at first: not every room has a bridge, and a notebook has no room to spare
LEEWAY = 0.9  # in a room too narrow for all of them, this much of the first share will do


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
        """The first arrangement: run order, on air and numbers side by side, OBS and journal below, comments away."""
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
        for name, dock in docks.items():
            if name not in PUT_AWAY:
                dock.show()
        self.share_out()
        self._put_away()

    def _put_away(self) -> None:
        """Behind the journal, where they come up when they are wanted."""
        for name in PUT_AWAY:
            dock = self.docks[name]
            dock.setFloating(False)
            self.tabifyDockWidget(self.docks["journal"], dock)
            dock.hide()
        self.docks["journal"].raise_()

    def share_out(self) -> None:
        """The first proportions."""
        docks, width, height = self.docks, self.width(), self.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        left, right = 1 - SHARES["numbers"], SHARES["numbers"]
        self.resizeDocks([docks["run_order"], docks["numbers"]], [int(width * left), int(width * right)], across)
        sides = [int(width * SHARES[name]) for name in ("run_order", "on_air")]
        self.resizeDocks([docks["run_order"], docks["on_air"]], sides, across)
        self.resizeDocks([docks["run_order"], docks["obs"]], [int(height * 0.785), int(height * 0.215)], down)
        self.resizeDocks([docks["numbers"], docks["journal"]], [int(height * 0.785), int(height * 0.215)], down)

    def restore(self, file: QSettings) -> None:
        """As the docks stood last time, else the first arrangement."""
        self.lay_out()
        self._put_back(file)

    def settle(self, file: QSettings) -> None:
        """Once the room has its size: proportions put back before that are of another room."""
        if not self._put_back(file):
            self.share_out()
        elif self.cramped:
            self.refit()

    def refit(self) -> None:
        """The first arrangement again, without the parts that were put away and with those that float left floating."""
        away = [dock for dock in self.docks.values() if dock.isHidden()]
        out = [self.docks[name] for name in PUT_AWAY if not self.docks[name].isHidden()]
        afloat = [(dock, dock.geometry()) for dock in self.docks.values() if dock.isFloating()]
        self.lay_out()
        for dock in out:
            dock.show()
        for dock, place in afloat:
            dock.setFloating(True)
            dock.setGeometry(place)
        for dock in away:
            dock.hide()
        self.share_out()

    @property
    def cramped(self) -> bool:
        """Whether a part in sight is narrower than can be read."""
        return any(
            dock.width() < min(READABLE[name], int(self.width() * SHARES[name] * LEEWAY))
            for name, dock in self.docks.items()
            if name in READABLE and dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty()
        )

    def save(self, file: QSettings) -> None:
        """Keep how the docks stand, and the screen they were put up for."""
        file.setValue("window/docks", self.saveState(LAYOUT_VERSION))
        file.setValue("window/docks_screen", self.screen().size())
        file.setValue("window/docks_known", list(self.docks))

    def _put_back(self, file: QSettings) -> bool:
        """False: nothing is saved, or for another screen, or by another version; then nothing has moved."""
        state = file.value("window/docks")
        if not isinstance(state, QByteArray) or state.isEmpty():
            return False
        if file.value("window/docks_screen") != self.screen().size():
            return False
        if not self.restoreState(state, LAYOUT_VERSION):
            return False
        known = file.value("window/docks_known") or FIRST_DOCKS
        if not set(self.docks) <= set(known):
            self._put_away()  # saved before they were made
        return True

    def strip_bare(self) -> None:
        """Take every part out and end what it listens to."""
        for dock in self.docks.values():
            release: Callable[[], Any] | None = getattr(dock.body, "release", None)
            if release is not None:
                release()
            self.removeDockWidget(dock)
            dock.hide()
            dock.setObjectName("")  # an arrangement is put back by names: it is not to find one that goes
            dock.deleteLater()
        self.docks = {}
