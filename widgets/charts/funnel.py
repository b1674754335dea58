"""The funnel of the round on air: exposed, clicked, bought, each step with its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.theme import Theme, font

GAP = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One step: caption, figure, what share of the step before it is, and how sure that is."""

    caption: str
    figure: str
    share: str = ""
    strong: bool = False
    tip: str = ""


class Funnel(QWidget):
    """Cards side by side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: Sequence[Step] = ()
        self._stale = False
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._small = font(11, figures=True)
        self._big = font(17, bold=True, figures=True)

    @property
    def steps(self) -> Sequence[Step]:
        return self._steps

    def show_steps(self, steps: Sequence[Step], stale: bool, empty: str = "") -> None:
        """``empty``: what to say instead when there are no steps."""
        if (steps, stale, empty) != (self._steps, self._stale, self._empty):
            self._steps, self._stale, self._empty = steps, stale, empty
            self.setAccessibleName(" ".join(f"{step.caption} {step.figure} {step.share}" for step in steps) or empty)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 54)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._steps:
            painter.setFont(self._small)
            painter.setPen(self._theme.color("text_faint"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(flags), self._empty)
            return
        for place, step in enumerate(self._steps):
            self._card(painter, step, self._place(place))

    def _place(self, number: int) -> QRectF:
        width = (self.width() - GAP * (len(self._steps) - 1)) / len(self._steps)
        return QRectF(number * (width + GAP), 0, width, self.height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = event.pos().toPointF()
            tip = next((step.tip for n, step in enumerate(self._steps) if self._place(n).contains(at)), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def _card(self, painter: QPainter, step: Step, card: QRectF) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("late_row" if step.strong else "raised"))
        painter.drawRoundedRect(card, 5, 5)
        inner = card.adjusted(9, 5, -6, -4)
        painter.setFont(self._small)
        painter.setPen(theme.color("text_soft"))
        caption = step.caption if not step.share else f"{step.caption} · {step.share}"
        shown = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setFont(self._big)
        painter.setPen(theme.color("stale" if self._stale else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, step.figure)
