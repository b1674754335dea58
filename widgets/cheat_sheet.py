"""Every key on one sheet, over the window. Any key or click lets it go; the show's keys work through it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.keys import KEYS, Group, Key, KeyMap
from widgets.theme import Theme, font

COLUMNS: tuple[tuple[Group, ...], ...] = (
    (Group.RUN, Group.OBS),
    (Group.HOST, Group.VIEW),
    (Group.PLAN, Group.STOCK),
)


class CheatSheet(QWidget):
    """Covers its parent while it is shown."""

    def __init__(self, theme: Theme, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(30, 14, 30, 14)
        column.setSpacing(8)
        top = QHBoxLayout()
        heading = QLabel(self.tr("按键表"))
        heading.setFont(font(20, bold=True))
        top.addWidget(heading)
        top.addStretch(1)
        leave = QLabel(self.tr("按 Esc 或点一下关闭 · 在“设置 → 按键”里可以改"))
        leave.setProperty("faint", True)
        top.addWidget(leave)
        column.addLayout(top)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        for groups in COLUMNS:
            columns.addLayout(self._column(groups, keys))
        column.addLayout(columns)
        row = QHBoxLayout(self)
        row.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._sheet)
        middle.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())

    def _column(self, groups: tuple[Group, ...], keys: KeyMap) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for group in groups:
            heading = QLabel(group.title)
            heading.setFont(font(13, bold=True))
            heading.setProperty("soft", True)
            column.addWidget(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            for row, (shown, words) in enumerate(_lines(group, keys)):
                cap = QLabel(shown)
                cap.setProperty("cap", True)
                cap.setFont(font(12, bold=True, figures=True))
                grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(QLabel(words), row, 1)
            column.addLayout(grid)
            column.addSpacing(6)
        column.addStretch(1)
        return column

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = self._theme.color("window")
        shade.setAlpha(200)
        painter.fillRect(self.rect(), shade)
        painter.setBrush(self._theme.color("dock"))
        painter.setPen(self._theme.color("line"))
        painter.drawRoundedRect(QRectF(self._sheet.geometry()), 10, 10)


def _lines(group: Group, keys: KeyMap) -> list[tuple[str, str]]:
    """(key, what it does); a run of numbered keys is one line while it has its default keys."""
    lines: list[tuple[str, str]] = []
    numbered: dict[str, list[Key]] = {}
    for key in KEYS:
        if key.group is not group:
            continue
        if key.number and key.action not in keys.chosen:
            run = numbered.setdefault(key.source, [])
            run.append(key)
            if len(run) == 1:
                lines.append(("", key.source))
            continue
        shown = keys.shown(key.action)
        if shown:
            lines.append((shown, key.title))
    return [_run(numbered[words], keys) if words in numbered else (shown, words) for shown, words in lines]


def _run(run: list[Key], keys: KeyMap) -> tuple[str, str]:
    first, last = run[0], run[-1]
    return f"{keys.shown(first.action)} – {keys.shown(last.action)}", first.title.replace("1", "").strip()
