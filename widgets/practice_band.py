"""The band that marks a practice show over the whole width of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from widgets.theme import Theme, font

HEIGHT = 24


class PracticeBand(QWidget):
    """Striped and in the way of the eye: what happens here is practice. Its buttons make the audience faster."""

    speed_asked = Signal(int)
    leave_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._speeds = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._leave = _BandButton(theme, self.tr("离开练习"))
        self._row.addWidget(self._leave)
        self._leave.clicked.connect(self.leave_asked)
        self._speeds.idClicked.connect(self.speed_asked)
        self.text = self.tr("练习场次 · 数据由程序模拟，与真实场次分开存放")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text)
        self.hide()

    def offer_speeds(self, speeds: Sequence[int], chosen: int) -> None:
        """How many times as fast the audience may be."""
        for button in self._speeds.buttons():
            self._speeds.removeButton(button)
            button.deleteLater()
        for place, speed in enumerate(speeds):
            button = _BandButton(self.theme, f"{speed}×")
            button.setCheckable(True)
            button.setChecked(speed == chosen)
            button.setToolTip(self.tr("观众 {n} 倍速").format(n=speed))
            self._speeds.addButton(button, speed)
            self._row.insertWidget(place + 1, button)

    @property
    def buttons_wide(self) -> int:
        """How far in from the right its buttons reach."""
        shown = [*self._speeds.buttons(), self._leave]
        gaps, margin = self._row.spacing() * len(shown), self._row.contentsMargins().right()
        return sum(button.width() for button in shown) + gaps + margin

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in self.findChildren(_BandButton):
            button.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("late_row"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("late"))
        painter.setOpacity(0.28)
        height = self.height()
        for left in range(-height, self.width() + height, 32):
            painter.drawPolygon(_slanted(left, height))
        painter.setOpacity(1)
        painter.setFont(font(13, bold=True))
        width = painter.fontMetrics().horizontalAdvance(self.text) + 40
        middle = QRectF((self.width() - width) / 2, 0, width, height)
        painter.fillRect(middle, self.theme.color("late_row"))
        painter.setPen(self.theme.color("late"))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self.text)


class _BandButton(QAbstractButton):
    """Small, on the band's own colour."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.theme = theme
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        width = QFontMetrics(font(12, bold=True)).horizontalAdvance(text) + 18
        self.setFixedSize(width, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        late = self.theme.color("late")
        painter.setPen(QPen(late, 2 if self.hasFocus() else 1))
        painter.setBrush(late if self.isChecked() or self.isDown() else self.theme.color("late_row"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(font(12, bold=True))
        painter.setPen(self.theme.color("late_text") if self.isChecked() or self.isDown() else late)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def _slanted(left: int, height: int) -> list[QPointF]:
    return [
        QPointF(left, height),
        QPointF(left + height, 0),
        QPointF(left + height + 14, 0),
        QPointF(left + 14, height),
    ]
