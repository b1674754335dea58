"""The scenes of OBS as buttons: which one is on air, which one should be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from console.obs.status import ObsStatus
from widgets.context import Context
from widgets.keyed_button import KeyedButton
from widgets.keys import SCENE_KEYS, KeyMap

SCENE_WIDTH = 190


class SceneGrid(QScrollArea):
    """The scenes of OBS, in OBS's order; the first eight have a key."""

    asked = Signal(str)

    def __init__(self, context: Context, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._keys = keys
        self._names: tuple[str, ...] = ()
        self.buttons: list[KeyedButton] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._columns = 1
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_scenes(self, status: ObsStatus, wanted: str | None) -> None:
        """``wanted``: the scene that should be on air and is not."""
        if status.scenes != self._names:
            self._rebuild(status.scenes)
        for button, name in zip(self.buttons, self._names, strict=True):
            look = "plain"
            tip = name
            if name == status.program_scene and status.connected:
                look, tip = "air_row", self.tr("{scene}：正在播出").format(scene=name)
            elif name == wanted:
                look, tip = "late_row", self.tr("{scene}：应该在播出").format(scene=name)
            button.show_as(name, look=look, tip=tip)
            button.setEnabled(status.connected)

    def _rebuild(self, names: tuple[str, ...]) -> None:
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._names = names
        self.buttons = []
        for number, name in enumerate(names, 1):
            key = self._keys.shown(f"scene_{number}") if number <= SCENE_KEYS else ""
            button = KeyedButton(self._context.theme, name, key, pixels=13, high=34, left=True)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            self.buttons.append(button)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(2, self.viewport().width() // SCENE_WIDTH)
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // self._columns, place % self._columns)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
