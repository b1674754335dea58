"""Small parts the number panels are made of: quiet buttons, the hover box, ages in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from console.metrics.freshness import STALE_AFTER
from widgets.theme import Theme, font

ASIDE = 14  # pixels between the mouse and what it reads
LATE_SHARE = 2 / 3  # of the age at which figures turn grey


class QuietButton(QToolButton):
    """A text button that answers to Enter and leaves Space to the window."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFont(font(12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(
            "QToolButton {{ color: {soft}; background: transparent; border: 1px solid transparent;"
            " border-radius: 4px; padding: 1px 6px; }}"
            "QToolButton:hover {{ color: {text}; background: {raised}; }}"
            "QToolButton:checked {{ color: {text}; background: {raised}; border-color: {line}; }}"
            "QToolButton:focus {{ border-color: {focus}; }}"
            "QToolButton:disabled {{ color: {faint}; }}"
            "QToolButton::menu-indicator {{ image: none; }}".format(
                soft=theme.hex("text_soft"),
                text=theme.hex("text"),
                raised=theme.hex("raised"),
                line=theme.hex("line"),
                focus=theme.hex("focus"),
                faint=theme.hex("text_faint"),
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyReleaseEvent(event)


class HoverBox(QLabel):
    """What is under the mouse: a line through the minute, and a box beside it. The box is laid over the whole window:
    a small plot would cut off the sources at its foot."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._line = QFrame(over)
        for widget in (self, self._line):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            widget.hide()
        over.installEventFilter(self)
        over.destroyed.connect(self.deleteLater)
        self._line.setStyleSheet(f"background: {theme.hex('text_faint')};")
        self.setFont(font(11, figures=True))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setStyleSheet(
            f"QLabel {{ color: {theme.hex('text')}; background: {theme.hex('raised')};"
            f" border: 1px solid {theme.hex('line')}; border-radius: 4px; padding: 4px 6px; }}"
        )

    def show_at(self, html: str, x: float, at: QPointF, area: QRect) -> None:
        """``x``: where the line stands, ``at``: the mouse; the box keeps off both, inside the window.

        It stays over its own panel: beside it are the figures that are read from afar. Where neither side of the
        mouse has room there, it stands under the chart, or over it.
        """
        window = self._over.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        for other in window.findChildren(HoverBox, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self:
                other.leave()  # what the keyboard reads there gives way to what the mouse reads here
        if html != self.text():
            self.setText(html)
            self.adjustSize()
        mouse, panel = self._over.mapTo(window, at.toPoint()), self._over.rect()
        panel.moveTopLeft(self._over.mapTo(window, QPoint(0, 0)))
        left, top = mouse.x() + ASIDE, mouse.y() - self.height() // 2
        if left + self.width() > panel.right():
            left = mouse.x() - ASIDE - self.width()
        if left < panel.left():
            left = min(mouse.x() - self.width() // 2, panel.right() - self.width())
            left = max(left, min(panel.left(), window.width() - self.width()))
            top = panel.bottom() + 4
            if top + self.height() > window.height():
                top = panel.top() - 4 - self.height()
        self.move(max(0, left), max(0, min(top, window.height() - self.height())))
        self._line.setGeometry(round(x), area.top(), 1, area.height())
        for widget in (self._line, self):
            widget.show()
            widget.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and "_line" in vars(self):  # at the end the box may be taken apart first
            self.leave()
        return False

    def leave(self) -> None:
        """Nothing is under the mouse."""
        self.hide()
        self._line.hide()


def age_text(at: datetime | None, now: datetime) -> str:
    """How long ago, short: 3 seconds, 4 minutes, 2 hours."""
    if at is None:
        return QCoreApplication.translate("Age", "尚无数据")
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < 60:
        return QCoreApplication.translate("Age", "{n} 秒前").format(n=seconds)
    if seconds < 3600:
        return QCoreApplication.translate("Age", "{n} 分钟前").format(n=seconds // 60)
    return QCoreApplication.translate("Age", "{n} 小时前").format(n=seconds // 3600)


def is_stale(at: datetime | None, now: datetime, stale_after: timedelta = STALE_AFTER) -> bool:
    """Whether figures of that age are shown grey."""
    return at is None or now - at > stale_after


def age_role(at: datetime | None, now: datetime, stale_after: timedelta = STALE_AFTER) -> str:
    """The colour role of an age: soft while fresh, amber when late, grey when stale."""
    if at is None or is_stale(at, now, stale_after):
        return "stale"
    return "late" if now - at > stale_after * LATE_SHARE else "text_soft"


def cut(text: str, longest: int) -> str:
    """The text, or so much of it that it is seen to go on."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def yuan(cents: float) -> str:
    """Whole yuan, thousands parted: ¥17,064."""
    return f"¥{cents / 100:,.0f}"


def row_of(title: QWidget, about: QWidget) -> QHBoxLayout:
    """A chart's caption and what stands beside it."""
    row = QHBoxLayout()
    row.setContentsMargins(12, 4, 8, 2)
    row.setSpacing(12)
    row.addWidget(title, 2)
    row.addWidget(about, 3)
    return row


def part_of(head: QHBoxLayout, body: QWidget, foot: QWidget | None = None) -> QWidget:
    """A chart under its caption."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(body, 1)
    if foot is not None:
        below = QHBoxLayout()
        below.setContentsMargins(12, 2, 8, 2)
        below.addWidget(foot)
        column.addLayout(below)
    return whole
