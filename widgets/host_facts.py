"""The left of the host's window: price, stock and what makes the offer, in as many lines as there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.show.plan import Entry
from inventory.stock import Balance
from widgets.labels import Line, Paragraph
from widgets.on_air_item import LEVEL_ROLES, Figure
from widgets.on_air_view import LASTING_MINUTES, Selling, money_text
from widgets.sell_out_words import gone_in
from widgets.theme import Theme

LINES = ((8, 6), (6, 5), (4, 4), (3, 3), (2, 3), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0))  # of points and mechanism


def offer_of(entry: Entry) -> str:
    """The coupon and each part of the mechanism, a line each."""
    return "\n".join(part for part in (entry.coupon, entry.offer.replace("；", "\n")) if part.strip())  # not shown


class HostFacts(QWidget):
    """Of the entry on air."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("host_facts")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#host_facts {{ background: {theme.hex('field')}; }}")
        self.price = Figure(theme, 58)
        self.list_price = Line(theme, 26, "text_soft", figures=True, struck=True)
        self.stock_caption = Line(theme, 18, "text_soft")
        self.stock = Figure(theme, 62)
        self.lasts = Line(theme, 22, "late", figures=True)
        self.offer_caption = Line(theme, 18, "text_soft")
        self.offer = Paragraph(theme, 22, lines=5)
        self.points_caption = Line(theme, 18, "text_soft")
        self.points = Paragraph(theme, 22, lines=7)
        self.stock_caption.set_text(self.tr("剩余"))
        self.offer_caption.set_text(self.tr("机制"))
        self.points_caption.set_text(self.tr("卖点"))
        self._column = QVBoxLayout(self)
        for widget in (
            self.price,
            self.list_price,
            self.stock_caption,
            self.stock,
            self.lasts,
            self.offer_caption,
            self.offer,
            self.points_caption,
            self.points,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def show_entry(self, entry: Entry, *, words: bool = True) -> None:
        """``words``: whether the mechanism and the selling points stand here, not in the large letters beside."""
        self.price.set_text("" if entry.live_price is None else money_text(entry.live_price), "price")
        listed = entry.list_price if entry.list_price != entry.live_price else None
        text = "" if listed is None else self.tr("划线 {price}").format(price=money_text(listed))
        self.list_price.set_text(text)
        self.offer.set_text(offer_of(entry) if words else "")
        self.points.set_text(entry.selling_points if words else "")
        self.price.setVisible(entry.live_price is not None)
        self.list_price.setVisible(listed is not None)
        for widget in (self.stock_caption, self.stock, self.lasts):
            widget.setVisible(entry.product_id is not None)
        self.fit()

    def instead_of_script(self, entry: Entry) -> str:
        """What there is to say of an entry nobody wrote a script for, written as a script is."""
        found = (self.tr("机制"), offer_of(entry)), (self.tr("卖点"), entry.selling_points.strip())
        parts = [f"【{heading}】\n{words}" for heading, words in found if words]  # not shown: the script's own bracket
        return "\n\n".join(parts) or self.tr("［没有话术］")

    def show_stock(self, balance: Balance, low: int) -> None:
        left = balance.remaining
        role = LEVEL_ROLES.get(balance.level(low), "text")
        self.stock.set_text("—" if left is None else f"{left:,}", role)

    def show_selling(self, found: Selling | None, *, paused: bool) -> None:
        """How long the stock will last; nothing while nothing sells."""
        if paused:
            words = self.tr("休息中")
        elif found is None:
            words = ""
        elif found.lasts:
            words = self.tr("够卖 {n} 小时以上").format(n=LASTING_MINUTES // 60)
        else:
            words = gone_in(found)
        self.lasts.set_text(words, "late" if paused or (found is not None and found.minutes <= 5) else "text_soft")

    def scale(self, px: Callable[[float], int]) -> None:
        """Everything as large as ``px`` makes the sizes of the drawn window."""
        for line, size in (
            (self.list_price, 26),
            (self.stock_caption, 18),
            (self.lasts, 22),
            (self.offer_caption, 18),
            (self.points_caption, 18),
        ):
            line.set_pixels(px(size))
        for paragraph in (self.offer, self.points):
            paragraph.set_pixels(px(22))
        self.price.set_pixels(px(58))
        self.stock.set_pixels(px(62))
        self._column.setContentsMargins(px(28), px(18), px(18), px(10))
        self._column.setSpacing(px(6))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def fit(self) -> None:
        """Fewer lines of selling points, then of the mechanism, where the window is low."""
        for points, offer in LINES:
            self.points.set_lines(points)
            self.offer.set_lines(offer)
            self.points_caption.setVisible(bool(points and self.points.text))
            self.offer_caption.setVisible(bool(offer and self.offer.text))
            self._column.invalidate()
            if self._column.minimumSize().height() <= self.height():
                return
