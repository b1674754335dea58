"""The strip under the header: what happened, what was kept, and the button that helps. It blocks and moves nothing."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from console.listeners import Notice
from widgets.labels import Line
from widgets.strip_words import sentence
from widgets.theme import Theme, font

HEIGHT = 24
BUTTON_HIGH = 20
TEXT_PX = 13
INFO_MS = 5_000
WARNING_MS = 12_000
MOST_WAITING = 50
LOOKS = {"info": ("raised", "text"), "warning": ("late", "late_text"), "error": ("on_air_fill", "on_air_text")}
LOG_LEVELS = {"warning": logging.WARNING, "error": logging.ERROR}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Help:
    """The button that helps; ``about`` is given the notice it stands beside."""

    text: str
    act: Callable[[], None] = lambda: None
    about: Callable[[Notice], None] = lambda notice: None


@dataclass(slots=True)
class _Told:
    notice: Notice
    text: str
    times: int = 1


class Strip(QWidget):
    """Shows one notice at a time, the newest of the gravest first. Infos go by themselves, errors stay."""

    def __init__(self, theme: Theme, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lang = lang
        self._helpers: dict[str, Help] = {}
        self._queue: deque[_Told] = deque(maxlen=MOST_WAITING)
        self._shown: _Told | None = None
        self._help: Help | None = None
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._text = Line(theme, TEXT_PX, bold=True)
        self._count = Line(theme, 12, grows=False)
        self._button = QPushButton()
        self._dismiss = QPushButton(self.tr("知道了"))
        for button in (self._button, self._dismiss):
            button.setProperty("low", True)
            button.setFont(font(12))
            button.setFixedHeight(BUTTON_HIGH)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._count)
        row.addWidget(self._button)
        row.addWidget(self._dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._dismiss.clicked.connect(self.dismiss)
        self._button.clicked.connect(self._on_help)
        self.hide()

    def offer(self, code: str, help_: Help) -> None:
        """Stand a helping button beside every notice with this code (or the codes that begin with it and a dot)."""
        self._helpers[code] = help_

    def tell(self, notice: Notice, help_: Help | None = None) -> None:
        """Show ``notice`` now or after graver ones; the same again only counts."""
        text = sentence(self._lang, notice)
        for told in (self._shown, *self._queue):
            if told is not None and told.text == text and told.notice.level == notice.level:
                told.times += 1
                if told is self._shown:
                    self._show(told, self._help)
                return
        told = _Told(notice, text)
        if notice.level in LOG_LEVELS:
            log.log(LOG_LEVELS[notice.level], "told: %s: %s", notice.code, text)
        if help_ is not None:
            self.offer(f"#{id(told)}", help_)
        if self._shown is not None and _grave(self._shown) > _grave(told):
            self._queue.append(told)
            self._show_count()
            return
        if self._shown is not None and self._shown.notice.level == "error":
            self._queue.appendleft(self._shown)  # unread
        self._show(told, help_ or self._helper(notice.code))

    def dismiss(self) -> None:
        """Go on to the next one waiting."""
        self._timer.stop()
        self._shown = None
        if not self._queue:
            self.hide()
            return
        told = max(self._queue, key=_grave)
        self._queue.remove(told)
        self._show(told, self._helpers.get(f"#{id(told)}") or self._helper(told.notice.code))

    def let_go(self, over: Callable[[Notice], bool]) -> None:
        """Forget what is so no more, read or not."""
        self._queue = deque((told for told in self._queue if not over(told.notice)), maxlen=MOST_WAITING)
        if self._shown is not None and over(self._shown.notice):
            self.dismiss()
        else:
            self._show_count()

    def clear(self) -> None:
        """Forget everything that was told."""
        self._queue.clear()
        self.dismiss()

    @property
    def text(self) -> str:
        """What is shown; "" when nothing is."""
        return "" if self._shown is None else self._shown.text

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def help_button(self) -> QPushButton:
        return self._button

    def _helper(self, code: str) -> Help | None:
        while code:
            if code in self._helpers:
                return self._helpers[code]
            code = code.rpartition(".")[0]
        return None

    def _show(self, told: _Told, help_: Help | None) -> None:
        self._shown, self._help = told, help_
        times = f" ×{told.times}" if told.times > 1 else ""
        self._text.set_text(told.text + times, colour=self._ink())
        self._button.setVisible(help_ is not None)
        if help_ is not None:
            self._button.setText(help_.text)
        self._show_count()
        self.setAccessibleName(told.text)
        self.show()
        self.update()
        self._timer.stop()
        if told.notice.level != "error":
            brief = told.notice.level == "info" and help_ is None  # a button wants to be seen before it can be pressed
            self._timer.start(INFO_MS if brief else WARNING_MS)

    def _show_count(self) -> None:
        waiting = len(self._queue)
        self._count.setVisible(bool(waiting))
        self._count.set_text(self.tr("还有 {n} 条").format(n=waiting), colour=self._ink())

    def _ink(self) -> QColor:
        level = "info" if self._shown is None else self._shown.notice.level
        return self.theme.color(LOOKS[level][1])

    def _on_help(self) -> None:
        help_, told = self._help, self._shown
        self.dismiss()
        if help_ is not None and told is not None:
            help_.act()
            help_.about(told.notice)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        level = "info" if self._shown is None else self._shown.notice.level
        painter.fillRect(self.rect(), self.theme.color(LOOKS[level][0]))
        if level == "info":
            painter.fillRect(QRectF(0, 0, 6, self.height()), self.theme.color("info"))


def _grave(told: _Told) -> int:
    return ("info", "warning", "error").index(told.notice.level)
