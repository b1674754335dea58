"""The line kept free under the header: what is told comes and goes in it, and nothing below is moved by that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.practice_band import PracticeBand
from widgets.strip import HEIGHT, Strip

ASIDE = 12  # pixels between a notice and the band's buttons


class NoticeLine(QWidget):
    """As high with a notice as without one. A practice show's band lies in it, its buttons beside every notice."""

    def __init__(self, band: PracticeBand, strip: Strip) -> None:
        super().__init__()
        self._band, self._strip = band, strip
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for part in (band, strip):
            part.setParent(self)
            part.hide()
            part.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown_or_not = event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if shown_or_not or (watched is self._band and event.type() == QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        whole = QRect(0, 0, self.width(), HEIGHT)
        self._band.setGeometry(whole)
        taken = 0 if self._band.isHidden() else self._band.buttons_wide + ASIDE
        self._strip.setGeometry(whole.adjusted(0, 0, -taken, 0))
        self._strip.raise_()
