"""How the on-air dock is put together while something is on air, and its foot: the next entry and the big button."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.show.plan import Entry
from widgets.alerts import PIN_PRESSES
from widgets.figures import hour_text, minutes_text
from widgets.keyed_button import KeyedButton
from widgets.labels import CENTER, RIGHT, Line
from widgets.on_air_actions import ActionChips, CueLine, ReleaseRow
from widgets.on_air_item import FigureRow, ItemCard, RoleChip
from widgets.on_air_messages import MessageBox
from widgets.on_air_view import Pin, money_text
from widgets.picture import PictureLoader
from widgets.suggestion_line import SUGGESTION_HIGH
from widgets.theme import Theme
from widgets.waves_line import WaveLine

ROOMY = 710  # pixels of height below which everything has to be small
TIGHT = 486  # below this, as on a notebook with the system's bar, smaller still
AMPLE = 840  # from here on there is room for the selling points and for captions too


class Band(QWidget):
    """A strip that says what does not count; hidden while everything does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = Line(theme, 13, "late", bold=True, figures=True, align=CENTER)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.words)
        self.setFixedHeight(SUGGESTION_HIGH)  # a rehearsal has no suggestions: it stands in their place
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("late"))
        painter.setBrush(self._theme.color("late_row"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def say(self, text: str, short: str = "") -> None:
        """Show ``text``, or ``short`` where it does not fit; "" hides the band."""
        self.words.set_text(text, short=short)
        self.setVisible(bool(text))


class RunningPage(QScrollArea):
    """Everything about the entry on air; scrolls when the dock is low."""

    def __init__(
        self, theme: Theme, pictures: PictureLoader, keys: dict[str, str], lang: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.card = ItemCard(theme, pictures)
        self.figures = FigureRow(theme)
        self.waves = WaveLine(theme, keys["waves"])
        self.actions_caption = Line(theme, 13, "text_soft")
        self.actions_caption.set_text(self.tr("平台动作"))
        self.checklist = ActionChips(theme)
        self.release = ReleaseRow(theme, keys)
        self.messages = MessageBox(theme, keys)
        self.cue = CueLine(theme, lang)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        for widget in (
            self.card,
            self.figures,
            self.cue,
            self.actions_caption,
            self.checklist,
            self.waves,
            self.release,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.addWidget(self.messages)  # where the hand finds them, whatever stands above
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.fit(roomy=True)

    def fit(self, *, roomy: bool, ample: bool = True, tight: bool = False) -> None:
        """More or less room for it; ``tight`` is the least."""
        self._ample = roomy and ample
        self._column.setSpacing(7 if roomy else 2 if tight else 3)
        self.card.fit(roomy=roomy, ample=self._ample)
        self.checklist.fit(roomy=roomy, tight=tight)
        self.figures.fit(roomy=roomy, tight=tight)
        self.waves.fit(roomy=roomy)
        self.release.fit(roomy=roomy, tight=tight)
        self.messages.fit(roomy=roomy, ample=self._ample, tight=tight)
        self._show_captions()

    def show_goods(self, *, actions: bool, stock: bool) -> None:
        """Leave out what an entry without goods or platform actions has no use for."""
        self.checklist.setVisible(actions)
        self.waves.setVisible(stock)
        self.release.setVisible(stock)
        self._show_captions()

    def _show_captions(self) -> None:
        self.actions_caption.setVisible(self._ample and not self.checklist.isHidden())


class Foot(QWidget):
    """The next entry and the big button, always in sight; over them ``above``, which speak now and then."""

    def __init__(self, theme: Theme, above: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = Line(theme, 13, "text_soft", grows=False)
        self.number = Line(theme, 14, "next", bold=True, figures=True, grows=False)
        self.chip = RoleChip(theme, 20)
        self.pin = Line(theme, 14, "late", bold=True, figures=True, grows=False)
        self.name = Line(theme, 14)
        self.price = Line(theme, 14, figures=True, grows=False)
        self.scene = Line(theme, 12, "text_soft", align=RIGHT)
        self.button = KeyedButton(theme, "", "", look="next", pixels=23, high=54, bold=True)
        self.caption.set_text(self.tr("下一个"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.caption)
        row.addWidget(self.number)
        row.addWidget(self.chip)
        row.addWidget(self.pin)
        row.addWidget(self.name, 6)
        row.addWidget(self.price)
        row.addWidget(self.scene, 4)
        self.next_row = QWidget()
        self.next_row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setAutoFillBackground(True)
        palette = rule.palette()
        palette.setColor(rule.backgroundRole(), theme.color("line"))
        rule.setPalette(palette)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in above:
            column.addWidget(one)
        column.addWidget(rule)
        column.addWidget(self.next_row)
        column.addWidget(self.button)

    def fit(self, *, roomy: bool, tight: bool = False) -> None:
        """More or less room for it."""
        self.button.set_high(54 if roomy else 36 if tight else 40, 23 if roomy else 20)
        self._column.setSpacing(8 if roomy else 4)
        self.scene.setVisible(roomy)  # the name comes first

    def show_pin(self, pin: Pin | None) -> None:
        """The hard start of the next entry, counted down once it is near; it waits for a hand all the same."""
        self.pin.setVisible(pin is not None)
        if pin is None:
            return
        clock = hour_text(pin.clock)
        if pin.left is None:
            self.pin.set_text(self.tr("明天 {clock}").format(clock=clock) if pin.days == 1 else clock, "late")
            return
        seconds = math.ceil(pin.left.total_seconds())
        length = minutes_text(timedelta(seconds=abs(seconds)))
        words = self.tr("{clock} 还有 {length}") if seconds > 0 else self.tr("{clock} 已过 {length}")
        self.pin.set_text(words.format(clock=clock, length=length), "late" if pin.left > PIN_PRESSES else "bad")

    def show_next(self, entry: Entry | None, number: str, scene: str | None) -> None:
        """The entry a take would put on air; None says that there is none."""
        self.chip.setVisible(entry is not None)
        self.number.set_text(number)
        self.chip.set_role(None if entry is None else entry.role)
        self.name.set_text(self.tr("没有了，这是最后一款") if entry is None else entry.name)
        price = entry.live_price if entry is not None else None
        self.price.set_text("" if price is None else money_text(price))
        self.scene.set_text("" if scene is None else self.tr("场景 {scene}").format(scene=scene), short=scene or "")
