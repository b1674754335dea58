"""The line over the run order: what is planned, how roles share it, what to look at, and what an undo takes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from console.show import timing
from console.show.state import State
from widgets.figures import minutes_text
from widgets.keyed_button import KeyedButton
from widgets.labels import Line
from widgets.role_mix import RoleMix
from widgets.sentences import Sentences
from widgets.theme import Theme, font


class FindLine(QLineEdit):
    """Where one types what to find. Escape clears and leaves; Enter jumps, Down goes to the rows."""

    left = Signal()
    jumped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()  # at once: a Space typed here would take nothing
            case Qt.Key.Key_Down:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.jumped.emit()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()


class FindTools(QWidget):
    """Stands in the title: the find line, how many it found, and the menu of the run order."""

    def __init__(self, theme: Theme, find_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = FindLine()
        self.line.setFont(font(12))
        self.line.setPlaceholderText(self.tr("名称 / 编号 / 拼音首字母　{key}").format(key=find_key))
        self.line.setAccessibleName(self.tr("查找"))
        self.line.setFixedHeight(24)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a text line that is first in the chain eats the take key
        self.count = Line(theme, 12, "text_soft", figures=True, grows=False)
        self.more = KeyedButton(theme, "⋯", look="quiet", high=24)
        self.more.setToolTip(self.tr("导入、导出、列"))
        self.more.setAccessibleName(self.tr("排品菜单"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.count)
        row.addWidget(self.line)
        row.addWidget(self.more)

    def fit(self, room: int) -> None:
        """Take as much of the title as there is to take."""
        self.line.setFixedWidth(max(110, min(240, room - 320)))

    def tell_count(self, found: int | None, whole: int) -> None:
        """How many were found; None says nothing."""
        self.count.set_text("" if found is None else f"{found} / {whole}", role="text_soft" if found else "late")


class PlanBar(QWidget):
    """Shows a state; asks through its signals."""

    undo_asked = Signal()
    redo_asked = Signal()
    warnings_asked = Signal()

    def __init__(self, theme: Theme, sentences: Sentences, undo_key: str, redo_key: str) -> None:
        super().__init__()
        self._sentences = sentences
        self._told: tuple[object, ...] = ()
        self._total = Line(theme, 12, "text_soft", figures=True, grows=False)
        self._mix = RoleMix(theme)
        self.warnings = KeyedButton(theme, "", look="late_row", pixels=12, high=24, round_ends=True)
        self.undo = KeyedButton(theme, "", undo_key, look="quiet", pixels=12, high=24)
        self.redo = KeyedButton(theme, "", redo_key, look="quiet", pixels=12, high=24)
        for button in (self.undo, self.redo):
            button.setMaximumWidth(280)
            button.setMinimumWidth(40)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for whole in (self._total, self.warnings):  # the buttons' words give way before these do
            whole.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(self._total)
        row.addWidget(self._mix, 1)
        row.addWidget(self.warnings)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self.warnings.clicked.connect(self.warnings_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.show_state(None, 0, [])

    def set_theme(self, theme: Theme) -> None:
        self._mix.set_theme(theme)

    def show_state(self, state: State | None, warned: int, whole: list[str], groups: Sequence[str] = ()) -> None:
        """``warned``: rows to look at, ``groups``: of what kinds; ``whole``: remarks on the plan as a whole."""
        key = (None, 0) if state is None else (state.core, state.undo, state.redo, warned, tuple(whole), tuple(groups))
        if key == self._told:
            return
        self._told = key
        self._mix.set_state(state)
        self.setVisible(state is not None)
        if state is None:
            return
        length = timing.entry_lengths(e for e in state.plan.in_order() if e.entry_id not in state.core.skipped)
        text = self.tr("{count} 行 · 计划 {length}")
        self._total.set_text(text.format(count=len(state.plan.order), length=minutes_text(length)))
        count = warned + len(whole)
        self.warnings.setVisible(bool(count))
        tip = "\n".join([*whole, *groups, self.tr("点一下到下一处提醒")])
        self.warnings.show_as(self.tr("⚠ {count}").format(count=count), tip=tip)
        self.warnings.setAccessibleName(self.tr("{count} 处提醒").format(count=count))
        undo, redo = self._sentences.undo_text(state), self._sentences.redo_text(state)
        self.undo.setEnabled(bool(undo))
        self.undo.show_as(undo or self.tr("撤销"), tip=undo)
        self.redo.setVisible(bool(redo))
        self.redo.show_as(redo or self.tr("重做"), tip=redo)
