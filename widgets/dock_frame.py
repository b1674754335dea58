"""A dock with a thin title: drag it, double-click or press its button to float it on another monitor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.theme import Theme, font

TITLE_HEIGHT = 32


class DockFrame(QDockWidget):
    """Holds one of the window's parts. Its title follows the part's window title."""

    def __init__(self, theme: Theme, name: str, title: str, body: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"dock_{name}")
        self.body = body
        self.setAllowedAreas(Qt.DockWidgetArea.AllDockWidgetAreas)
        bar = _TitleBar(theme, self)
        self.setTitleBarWidget(bar)
        frame = QFrame()
        frame.setObjectName("dock_body")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 0, 1, 1)
        inside.setSpacing(0)
        tools = getattr(body, "title_tools", None)
        if isinstance(tools, QWidget):
            bar.add_tools(tools)
        inside.addWidget(body)
        self.setWidget(frame)
        body.windowTitleChanged.connect(self._on_title)
        if body.windowTitle():
            self._on_title(body.windowTitle())

    def _on_title(self, title: str) -> None:
        self.setWindowTitle(title)


class _TitleBar(QWidget):
    def __init__(self, theme: Theme, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setObjectName("dock_title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TITLE_HEIGHT)
        self._label = QLabel(dock.windowTitle())
        self._label.setFont(font(13, bold=True))
        self._label.setProperty("soft", True)
        self._label.setMinimumWidth(30)
        self._float = _Mark(theme, "float", self.tr("浮动 / 放回"))
        self._close = _Mark(theme, "close", self.tr("收起（在“视图”里再打开）"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 6, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._label)
        self._row.addWidget(self._float)  # left of the gap: as they come and go under the pointer, no tool moves
        self._row.addWidget(self._close)
        self._row.addStretch(1)
        for mark in (self._float, self._close):
            mark.setVisible(False)
        dock.windowTitleChanged.connect(self._label.setText)
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close.clicked.connect(dock.close)

    def add_tools(self, tools: QWidget) -> None:
        """Stand ``tools`` at the right of the title."""
        self._row.addWidget(tools)

    def sizeHint(self) -> QSize:
        return QSize(120, TITLE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, TITLE_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        for mark in (self._float, self._close):
            mark.setVisible(True)

    def leaveEvent(self, event: QEvent) -> None:
        for mark in (self._float, self._close):
            mark.setVisible(False)


class _Mark(QAbstractButton):
    """A small drawn sign."""

    def __init__(self, theme: Theme, sign: str, tip: str) -> None:
        super().__init__()
        self._theme, self._sign = theme, sign
        self.setFixedSize(22, 22)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("line"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("text_soft"), 1.4))
        if self._sign == "close":
            painter.drawLine(QPointF(7.5, 7.5), QPointF(14.5, 14.5))
            painter.drawLine(QPointF(14.5, 7.5), QPointF(7.5, 14.5))
        else:
            painter.drawRoundedRect(QRectF(6.5, 8.5, 7, 7), 1, 1)
            painter.drawPolyline([QPointF(9.5, 6.5), QPointF(15.5, 6.5), QPointF(15.5, 12.5)])


def frame_of(widget: QObject | None) -> DockFrame | None:
    """The dock a widget stands in."""
    while widget is not None and not isinstance(widget, DockFrame):
        widget = widget.parent()
    return widget
