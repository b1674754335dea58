"""The upper half of the on-air dock: what is on air, its price, its words, the time and the stock left."""

from __future__ import annotations

import math
from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.show.plan import Entry, Role
from inventory.stock import Balance, Level
from widgets.keyed_button import KeyedButton
from widgets.labels import CENTER, LEFT, RIGHT, Line, Paragraph
from widgets.on_air_view import LASTING_MINUTES, Selling, clock_text, money_text
from widgets.picture import PictureLoader, PictureView
from widgets.sell_out_words import about, eta_tip, gone_in
from widgets.show_words import role_name
from widgets.theme import ROLE_GLYPHS, Theme, font

LEVEL_ROLES = {
    Level.LOW: "late",
    Level.OUT: "bad",
    Level.EARLY: "late",
    Level.OVERSOLD: "bad",
    Level.UNKNOWN: "text_faint",
}
CARD_AMPLE, CARD_ROOMY, CARD_SMALL = 196, 144, 62  # pixels of height of the card


class RoleChip(QWidget):
    """An entry's role as glyph in a box of its colour."""

    def __init__(self, theme: Theme, side: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role: Role | None = None
        self.set_side(side)

    def set_side(self, side: int) -> None:
        self.setFixedSize(side, side)

    def set_role(self, role: Role | None) -> None:
        """Show this role; None shows nothing."""
        if role is not self._role:
            self._role = role
            words = "" if role is None else role_name(role)
            self.setToolTip(words)
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._role is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.role_color(self._role)
        painter.setPen(QPen(colour, 1.4))
        side = self.width()
        painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 4, 4)
        painter.setFont(font(round(side * 0.6), bold=True))
        painter.drawText(self.rect(), CENTER, ROLE_GLYPHS[self._role])


class Figure(QWidget):
    """Digits read from one metre: as large as ``pixels``, smaller only when they would not fit."""

    def __init__(
        self, theme: Theme, pixels: int, parent: QWidget | None = None, *, align: Qt.AlignmentFlag = LEFT
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels = pixels
        self._align = align
        self._text = ""
        self._role = "text"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    @property
    def role(self) -> str:
        return self._role

    def set_pixels(self, pixels: int) -> None:
        if pixels != self._pixels:
            self._pixels = pixels
            self.updateGeometry()
            self.update()

    def set_text(self, text: str, role: str = "text") -> None:
        """Show these digits; the same ones repaint nothing."""
        if (text, role) != (self._text, self._role):
            self._text, self._role = text, role
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._pixels * 3, round(self._pixels * 1.16))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._pixels, round(self._pixels * 1.16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        made = font(self._pixels, bold=True, figures=True)
        wide = QFontMetrics(made).horizontalAdvance(self._text)
        if wide > self.width():
            made = font(max(12, self._pixels * self.width() // wide), bold=True, figures=True)
        painter.setFont(made)
        painter.setPen(self._theme.color(self._role))
        painter.drawText(self.rect(), self._align | Qt.TextFlag.TextDontClip, self._text)


class StockBar(QWidget):
    """How much of what was released is left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = None
        self._role = "bar"
        self.setFixedHeight(4)

    def set_share(self, share: float | None, role: str) -> None:
        share = None if share is None else round(max(0.0, min(1.0, share)), 3)
        if (share, role) != (self._share, self._role):
            self._share, self._role = share, role
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bar_track"))
        painter.drawRoundedRect(self.rect(), 2, 2)
        if self._share:
            painter.setBrush(self._theme.color(self._role))
            painter.drawRoundedRect(QRectF(0, 0, max(4.0, self.width() * self._share), self.height()), 2, 2)


class TitleTools(QWidget):
    """What stands in the dock's title: role and round, and the way to the script."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chip = RoleChip(theme, 20)
        self.round = Line(theme, 13, bold=True, grows=False)
        self.script = KeyedButton(theme, self.tr("话术"), look="quiet", pixels=12, high=22)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.chip)
        row.addWidget(self.round)
        row.addWidget(self.script)
        self._said: tuple[Entry, int, int] | None = None
        self._room = 0

    def fit(self, room: int) -> None:
        """What of the title's width is for it."""
        if room != self._room:
            self._room = room
            self._say()

    def show_entry(self, entry: Entry, round_no: int, script_length: int) -> None:
        """Of the entry on air: which presentation of it this is, and how much there is to say."""
        self.chip.set_role(entry.role)
        self._said = (entry, round_no, script_length)
        self._say()

    def _say(self) -> None:
        """As much as there is room for: the role stands in its chip too."""
        if self._said is None:
            return
        entry, round_no, script_length = self._said
        colour = QColor(self._theme.role_color(entry.role))
        long = self.tr("{role} · 第 {n} 轮").format(role=role_name(entry.role), n=round_no)
        short = self.tr("第 {n} 轮").format(n=round_no)
        script = self.tr("话术")
        todo = script if script_length else self.tr("写话术")
        tip = self.tr("编辑话术，现在 {n} 字").format(n=script_length)
        for words, button, gap in ((long, todo, 8), (long, script, 8), (short, todo, 8), (short, script, 5)):
            self.round.set_text(words, colour=colour)
            self.script.show_as(button, tip=tip)
            self._row.setSpacing(gap)
            if self._row.sizeHint().width() <= self._room:
                break
        self.round.setMinimumWidth(self.round.sizeHint().width())
        self.script.setMinimumWidth(self.script.sizeHint().width())


class ItemCard(QWidget):
    """Picture, name, prices, mechanism and selling points of the entry on air, its link and who presents it."""

    def __init__(self, theme: Theme, pictures: PictureLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.picture = PictureView(theme, pictures)
        self.name = Paragraph(theme, 20, bold=True, lines=2)
        self.price = Line(theme, 24, "price", bold=True, figures=True, grows=False)
        self.list_price = Line(theme, 14, "text_soft", figures=True, struck=True, grows=False)
        self.offer = Paragraph(theme, 14, lines=2)
        self.points = Paragraph(theme, 13, "text_soft", lines=3)
        self.who = Line(theme, 13, "text_soft", figures=True)
        self.link = Line(theme, 12, "text_soft", figures=True, align=RIGHT)  # where there is no line for ``who``
        prices = QHBoxLayout()
        prices.setSpacing(10)
        prices.addWidget(self.price)
        prices.addWidget(self.list_price)
        prices.addWidget(self.link, 1)
        prices.addStretch(0)
        words = self._words = QVBoxLayout()
        words.addWidget(self.name)
        words.addLayout(prices)
        words.addWidget(self.offer)
        words.addWidget(self.points)
        words.addWidget(self.who)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._link = ""
        self.fit(roomy=True)

    def fit(self, *, roomy: bool, ample: bool = True) -> None:
        """More or less room for it."""
        side = 116 if ample else 92 if roomy else 60
        self.picture.setFixedSize(side, side)
        # of the same height whatever is on air, so that a take moves no button
        self.setMinimumHeight(CARD_AMPLE if ample else CARD_ROOMY if roomy else CARD_SMALL)
        self._ample = ample
        self.name.set_pixels(20 if roomy else 14)
        self.name.set_lines(2 if ample else 1)
        self.price.set_pixels(24 if roomy else 16)
        self.list_price.set_pixels(14 if roomy else 12)
        self.offer.set_pixels(14 if roomy else 12)
        self.offer.set_lines(2 if roomy else 1)
        self.points.set_lines(3 if ample else 2 if roomy else 0)
        self._words.setSpacing(4 if roomy else 0)
        self._show_who()

    def _show_who(self) -> None:
        self.who.setVisible(self._ample and bool(self.who.text))
        self.link.setVisible(not self._ample and bool(self.link.text))

    def show_entry(self, entry: Entry) -> None:
        self.picture.set_entry(entry)
        self.name.set_text(entry.name)
        self.price.set_text("" if entry.live_price is None else money_text(entry.live_price))
        shown = entry.list_price is not None and entry.list_price != entry.live_price
        self.list_price.set_text(money_text(entry.list_price) if shown and entry.list_price is not None else "")
        offered = [part.strip() for part in (entry.coupon, entry.offer) if part.strip()]
        between = self.tr("；", "between sentences")
        self.offer.set_text(between.join(" ".join(part.split()) for part in offered))
        points = entry.selling_points
        self.points.set_text(points if self._ample else " · ".join(points.split("\n")))
        self._link = self.tr("{n} 号链接").format(n=entry.link_no) if entry.link_no.strip() else ""

    def show_host(self, host: str, due: str = "") -> None:
        """Who is in front of the camera beside the item's link; ``due``: whose shift has begun, and nobody said so."""
        told = [self._link, self.tr("主播 {host}").format(host=host) if host else ""]
        brief, least = [self._link, host], self._link or host
        if due:
            least = self.tr("该换 {host}").format(host=due)
            told.append(least)
            brief = [least]
        role = "late" if due else "text_soft"
        self.who.set_text(" · ".join(filter(None, told)), role)
        self.link.set_text(" · ".join(filter(None, brief)), role, short=least)
        self._show_who()


class FigureRow(QWidget):
    """Time left and stock left, each with a caption above and a remark below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time_caption = Line(theme, 13, "text_soft")
        self.time = Figure(theme, 56)
        self.time_note = Line(theme, 13, "text_soft", figures=True)
        self.stock_caption = Line(theme, 13, "text_soft", figures=True)
        self.stock = Figure(theme, 56)
        self.bar = StockBar(theme)
        self.stock_note = Line(theme, 13, "text_soft", figures=True)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.time_caption, 0, 0)
        grid.addWidget(self.time, 1, 0)
        grid.addWidget(self.time_note, 3, 0)
        grid.addWidget(self.stock_caption, 0, 1)
        grid.addWidget(self.stock, 1, 1)
        grid.addWidget(self.bar, 2, 1)
        grid.addWidget(self.stock_note, 3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def fit(self, *, roomy: bool, tight: bool = False) -> None:
        """More or less room for it."""
        for figure in (self.time, self.stock):
            figure.set_pixels(50 if roomy else 28 if tight else 33)
        for line in (self.time_caption, self.stock_caption, self.time_note, self.stock_note):
            line.set_pixels(13 if roomy else 12)
        self._grid.setVerticalSpacing(2 if roomy else 1)

    def show_time(self, remaining: timedelta, planned: timedelta, *, paused: timedelta | None) -> None:
        """``paused``: how long the clocks have been standing; None while they run."""
        over = remaining < timedelta(0)
        role = "late" if paused is not None else "on_air" if over else "text"
        self.time.set_text(clock_text(remaining), role)
        if paused is not None:
            self.time_caption.set_text(self.tr("休息中 {time}").format(time=clock_text(paused)), "late")
        elif over:
            self.time_caption.set_text(self.tr("超时"), "on_air")
        else:
            self.time_caption.set_text(self.tr("剩余时间"), "text_soft")
        note = self.tr("计划 {planned} · 已讲 {passed}")
        # the two agree with the time left to the second
        left = timedelta(seconds=math.ceil(remaining.total_seconds()))
        passed = clock_text(max(planned - left, timedelta(0)))
        short = self.tr("已讲 {passed}").format(passed=passed)
        self.time_note.set_text(note.format(planned=clock_text(planned), passed=passed), short=short)

    def show_stock(self, balance: Balance | None, low: int, *, told: str = "", old: bool = False) -> None:
        """Pieces left of those released; None for an entry without goods. ``told``: how old the orders are they are
        counted by, ``old``: too old to stand as true."""
        tip = "" if balance is None or balance.allotted is None else self.tr("剩余 = 已放 {released} − 已售 {sold}")
        if tip and balance is not None:
            tip = "\n".join([tip.format(released=f"{balance.released:,}", sold=f"{balance.sold:,}"), told]).strip()
        self.stock.setToolTip(tip)
        if balance is None:
            self.stock_caption.set_text(self.tr("剩余库存"))
            self.stock.set_text("—", "text_faint")
            self.bar.set_share(None, "bar")
            return
        level = balance.level(low)
        role = LEVEL_ROLES.get(level, "stale" if old else "text")
        left = balance.remaining
        self.stock.set_text("—" if left is None else f"{left:,}", role)
        self.stock_caption.set_text(self.tr("剩余库存 / 已放 {n}").format(n=f"{balance.released:,}"))
        share = None if left is None or not balance.released else left / balance.released
        self.bar.set_share(share, role if role in ("late", "bad") else "bar")

    def show_selling(self, balance: Balance | None, found: Selling | None, low: int) -> None:
        """The remark under the stock: oversold before everything else, then how long it will last."""
        if balance is None:
            self.stock_note.set_text(self.tr("环节，没有商品"), "text_faint")
        elif balance.uncovered:
            self.stock_note.set_text(self.tr("超卖 {n} 件").format(n=f"{balance.uncovered:,}"), "bad")
        elif balance.early:
            self.stock_note.set_text(self.tr("未放先卖 {n} 件").format(n=f"{balance.early:,}"), "late")
        elif balance.allotted is None:
            self.stock_note.set_text(self.tr("没有填库存"), "text_faint")
        elif found is not None:
            pace = f"{found.per_minute:.0f}" if found.per_minute >= 10 else f"{found.per_minute:.1f}"
            if found.lasts:
                short = self.tr("够卖 {n} 小时以上").format(n=LASTING_MINUTES // 60)
            else:
                short = about(found)
            words = self.tr("{lasts} · {pace} 件/分").format(lasts=short if found.lasts else gone_in(found), pace=pace)
            self.stock_note.set_text(words, "late" if found.minutes <= 5 else "text_soft", short=short)
            self.stock_note.setToolTip(eta_tip(found, words))
        elif balance.level(low) is Level.OUT:
            self.stock_note.set_text(self.tr("已售罄"), "bad")
        else:
            sold, rest = f"{balance.sold:,}", f"{balance.unreleased or 0:,}"
            words = self.tr("已售 {sold} · 未放 {rest}").format(sold=sold, rest=rest)
            self.stock_note.set_text(words, "text_soft", short=self.tr("未放 {rest}").format(rest=rest))
