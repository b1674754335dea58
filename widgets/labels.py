"""Painted text that never moves what stands beside it: one elided line, and a paragraph of a few lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme, font

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Line(QWidget):
    """One line of text that elides. Setting the text it has repaints nothing."""

    def __init__(
        self,
        theme: Theme,
        pixels: int,
        role: str = "text",
        *,
        bold: bool = False,
        figures: bool = False,
        struck: bool = False,
        align: Qt.AlignmentFlag = LEFT,
        grows: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._bold, self._figures, self._struck = bold, figures, struck
        self._align = align
        self._text = self._short = ""
        self._colour: QColor | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        across = QSizePolicy.Policy.Ignored if grows else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_pixels(pixels)

    @property
    def text(self) -> str:
        return self._text

    @property
    def role(self) -> str:
        return self._role

    def set_pixels(self, pixels: int) -> None:
        """Another size of the letters."""
        self.setFont(font(pixels, bold=self._bold, figures=self._figures))
        self.updateGeometry()
        self.update()

    def set_text(self, text: str, role: str | None = None, colour: QColor | None = None, short: str = "") -> None:
        """Show ``text``, or ``short`` where it does not fit; ``role`` or ``colour`` change how."""
        role = role or self._role
        text = " ".join(text.split())
        if (text, short, role, colour) == (self._text, self._short, self._role, self._colour):
            return
        resized = (
            len(text) != len(self._text) and self.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored
        )
        self._text, self._short, self._role, self._colour = text, short, role, colour
        self.setAccessibleName(text)
        if resized:
            self.updateGeometry()
        self._tell_whole()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance(self._text) + 2, metrics.height() * 3), metrics.height())

    def resizeEvent(self, event: object) -> None:
        self._tell_whole()

    def _tell_whole(self) -> None:
        cut = QFontMetrics(self.font()).horizontalAdvance(self._text) > self.width()
        self.setToolTip(self._text if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        shown = self.font()
        shown.setStrikeOut(self._struck)
        painter.setFont(shown)
        painter.setPen(self._colour or self._theme.color(self._role))
        metrics = QFontMetrics(shown)
        text = self._text
        if self._short and metrics.horizontalAdvance(text) > self.width():
            text = self._short
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._align | Qt.TextFlag.TextSingleLine, text)


class Paragraph(QWidget):
    """Text over at most ``lines`` lines, the last one elided; as high as it needs, 0 when empty."""

    def __init__(
        self,
        theme: Theme,
        pixels: int,
        role: str = "text",
        *,
        lines: int = 3,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._lines = lines
        self._text = ""
        self._bold = bold
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(font(pixels, bold=bold))

    @property
    def text(self) -> str:
        return self._text

    def set_pixels(self, pixels: int) -> None:
        self.setFont(font(pixels, bold=self._bold))
        self._fit()

    def set_lines(self, lines: int) -> None:
        """At most so many lines from now on."""
        if lines != self._lines:
            self._lines = lines
            self._fit()

    def set_text(self, text: str, role: str | None = None) -> None:
        """Show ``text``; line breaks stay."""
        role = role or self._role
        text = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
        if (text, role) == (self._text, self._role):
            return
        self._text, self._role = text, role
        self.setAccessibleName(text)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._text or self._lines <= 0:
            return 0
        return len(self._broken(width)) * self._step()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 200))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(self.width() or 200))

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        height = self.heightForWidth(max(1, self.width()))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
        self.setToolTip(self._text if self._cut(max(1, self.width())) else "")
        self.update()

    def _step(self) -> int:
        return round(QFontMetrics(self.font()).height() * 1.12)

    def _all_lines(self, width: int) -> list[str]:
        found: list[str] = []
        for part in self._text.split("\n"):
            layout = QTextLayout(part, self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                found.append(part[line.textStart() : line.textStart() + line.textLength()])
                if len(found) > self._lines:
                    break
            layout.endLayout()
            if len(found) > self._lines:
                break
        return found

    def _cut(self, width: int) -> bool:
        return len(self._all_lines(width)) > self._lines

    def _broken(self, width: int) -> list[str]:
        found = self._all_lines(width)
        if len(found) <= self._lines:
            return found
        last = f"{found[self._lines - 1].rstrip()}…"
        elided = QFontMetrics(self.font()).elidedText(last, Qt.TextElideMode.ElideRight, width)
        return [*found[: self._lines - 1], elided]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(self._role))
        metrics = QFontMetrics(self.font())
        for number, line in enumerate(self._broken(self.width())):
            painter.drawText(QPointF(0, number * self._step() + metrics.ascent()), line)


def draw_key(painter: QPainter, box: QRect, key: str, colour: QColor) -> None:
    """A key cap: ``key`` in a thin box, right in ``box``."""
    painter.save()
    painter.setFont(font(max(10, min(12, box.height() - 4)), figures=True))
    painter.setPen(colour)
    painter.drawRoundedRect(box, 3, 3)
    painter.drawText(box, CENTER, key)
    painter.restore()
