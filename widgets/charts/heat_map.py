"""Every item by every minute at once: pieces sold as brightness. One 8-bit picture, scaled by whole pixels."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.metrics.conversion import Basis
from console.metrics.freshness import STALE_AFTER
from console.metrics.trends import conversion_curve
from console.open_show import OpenShow
from console.show.sales import Metric
from console.show.timing import zone
from widgets.charts.items import ItemNames
from widgets.charts.parts import HoverBox, age_text, yuan
from widgets.charts.span import Span
from widgets.charts.time_axis import LEFT_WIDTH, RIGHT_WIDTH, wall_clock
from widgets.figures import margin_text
from widgets.keyed_button import mixed
from widgets.labels import CENTER, RIGHT
from widgets.metric_words import origin
from widgets.theme import Theme, font

SHADES = 64
NAMES_FROM = 11  # pixels a row: below, row numbers would overlap


def counted(product_minutes: Mapping[int, int], minutes: range) -> NDArray[np.int64]:
    """One item's pieces, a number a minute."""
    row = np.zeros(max(1, len(minutes)), dtype=np.int64)
    for minute, units in product_minutes.items():
        if minute in minutes:
            row[minute - minutes.start] = max(0, units)
    return row


def moved_on(counts: NDArray[np.int64] | None, known: range | None, minutes: range, rows: int) -> NDArray[np.int64]:
    """The counts of ``known`` minutes as those of ``minutes``: what both hold stays, the rest is 0 until counted."""
    new = np.zeros((max(1, rows), max(1, len(minutes))), dtype=np.int64)
    if counts is not None and known is not None:
        first, last = max(known.start, minutes.start), min(known.stop, minutes.stop)
        if first < last:
            new[:, first - minutes.start : last - minutes.start] = counts[:, first - known.start : last - known.start]
    return new


def shades(counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Pieces as brightness: 0 nothing … SHADES−1 the most sold."""
    most = int(counts.max(initial=0))
    if not most:
        return np.zeros(counts.shape, dtype=np.uint8)
    scaled = np.sqrt(counts / most) * (SHADES - 1)  # small sales stay visible beside a rush
    return np.where(counts > 0, np.maximum(scaled, 6), 0).astype(np.uint8)


class HeatMap(QWidget):
    """Told what to show by its dock."""

    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, lang: str = "zh_CN") -> None:
        super().__init__(parent)
        self._theme = theme
        self._lang = lang
        self.stale_after = STALE_AFTER
        self._names = ItemNames()
        self._show: OpenShow | None = None
        self._span: Span | None = None
        self._image: QImage | None = None
        self._cells: NDArray[np.uint8] | None = None
        self._counts: NDArray[np.int64] = np.zeros((1, 1), dtype=np.int64)
        self._products: list[str] = []
        self._colors = _ramp(theme.color("dock"), theme.color("hero"))
        self._box = HoverBox(theme, self)
        self.setFont(font(10, figures=True))
        self.setMouseTracking(True)
        self.setMinimumHeight(40)

    def bind(self, show: OpenShow | None) -> None:
        """Show another show, or none."""
        self._show, self._span, self._image = show, None, None
        self.update()

    def refresh(self, span: Span, changed: frozenset[str] | None = None) -> None:
        """Bring the picture up to the counters: the rows of ``changed``, or all when None or when minutes moved on.

        Items that sold stand in the run order's order, those outside it last.
        """
        if self._show is None:
            return
        counters, names = self._show.counters, self._names.of(self._show.state.plan)
        sold = counters.sold_all()  # an item that never sold would be an empty row among two hundred
        products = [p for p in names if p in sold] + sorted(p for p in sold if p not in names)
        known = None if self._span is None or products != self._products else self._span.minutes
        whole = changed is None or known is None or known.start > span.minutes.start
        rows = [(row, product) for row, product in enumerate(products) if whole or product in (changed or ())]
        if not rows and known == span.minutes:
            return
        self._counts = moved_on(None if whole else self._counts, known, span.minutes, len(products))
        self._products, self._span = products, span
        for row, product in rows:
            self._counts[row] = counted(counters.unit_minutes(product), span.minutes)
        self._draw()

    def _draw(self) -> None:
        rows, columns = self._counts.shape
        padded = np.zeros((rows, -(-columns // 4) * 4), dtype=np.uint8)  # lines of a QImage are whole words
        padded[:, :columns] = shades(self._counts)
        self._cells = padded  # the picture looks into it
        self._image = QImage(padded.data, columns, rows, padded.shape[1], QImage.Format.Format_Indexed8)
        self._image.setColorTable(self._colors)
        self.update()

    def _area(self) -> QRect:
        return self.rect().adjusted(LEFT_WIDTH, 2, -RIGHT_WIDTH, -4)

    def _target(self) -> QRect:
        """Where the minutes stand, on the same axis as the charts above."""
        area, span = self._area(), self._span
        assert span is not None
        share = len(span.minutes) * 60 / (span.last - span.first)
        return QRect(area.left(), area.top(), max(1, round(area.width() * share)), area.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None or self._span is None or not self._products:
            painter.setPen(self._theme.color("text_faint"))
            painter.drawText(self.rect(), CENTER, self.tr("还没有成交；有订单后，每款每分钟卖出多少在这里变亮"))
            return
        target = self._target()
        painter.drawImage(target, self._image)
        painter.setPen(self._theme.color("text_faint"))
        high = target.height() / len(self._products) if self._products else 0
        if self._show is None or high <= 0:
            return
        names = self._names.of(self._show.state.plan)
        on_air = self._show.state.on_air
        current = None if on_air is None else on_air.product_id
        taken = target.top() - float(NAMES_FROM)
        marked = self._products.index(current) * high + target.top() if current in self._products else -1e9
        for row, product in enumerate(self._products):
            top = target.top() + row * high
            is_current = product == current
            clear = top - taken >= NAMES_FROM and (abs(top - marked) >= NAMES_FROM or is_current)
            if product not in names or not (clear or is_current):
                continue
            taken = top
            painter.setPen(self._theme.color("on_air" if is_current else "text_faint"))
            tall = max(NAMES_FROM, round(high))
            place = QRect(0, min(round(top), self.height() - tall), LEFT_WIDTH - 6, tall)
            painter.drawText(place, RIGHT, f"{names[product][0]:02d}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._image is None or self._span is None or self._show is None or not self._products:
            return
        at, target = event.position(), self._target()
        if not target.contains(at.toPoint()):
            self._box.leave()
            return
        minute = self._span.minutes.start + int((at.x() - target.left()) / target.width() * len(self._span.minutes))
        row = min(int((at.y() - target.top()) / target.height() * len(self._products)), len(self._products) - 1)
        self._box.show_at(self.told_at(row, minute), at.x(), QPointF(at), target)

    def told_at(self, row: int, minute: int) -> str:
        """What a cell says."""
        assert self._show is not None
        product = self._products[row]
        number, entry = self._names.of(self._show.state.plan).get(product, (None, None))
        name = product if entry is None else f"{number:02d} {entry.name}"
        counters, now = self._show.counters, self._show.clock.now()
        clock = wall_clock(minute * 60.0, zone(self._show.state.info.time_zone))
        sold = self.tr("成交 {n} 件 · {lines} 行 · {money}").format(
            n=f"{counters.unit_minutes(product).get(minute, 0):,}",
            lines=f"{counters.line_minutes(product).get(minute, 0):,}",
            money=yuan(counters.gmv_minutes(product).get(minute, 0)),
        )
        feet = [self.tr("取自订单 · {age}").format(age=age_text(counters.room().last_heard, now))]
        told = [f"<b>{clock}</b> {escape(name)}", escape(sold)]
        rate = conversion_curve(counters, product, range(minute, minute + 1))[0]
        if rate.value is not None and rate.basis is not None:
            people = rate.basis is Basis.PEOPLE
            words = self.tr("近 5 分钟转化 {value} = {above}/{below} 人") if people else ""
            words = words or self.tr("近 5 分钟转化 {value} = {above}/{below} 次")
            sides = {"above": f"{rate.numerator:,.0f}", "below": f"{rate.denominator:,.0f}"}
            told.append(escape(words.format(value=f"{rate.value:.1%} {margin_text(rate)}", **sides)))
            metric = Metric.CLICK_USERS if people else Metric.CLICKS
            feet += origin(counters, metric, product, now, self._lang, self.stale_after)
        soft = self._theme.hex("text_faint")
        return "<br>".join([*told, *(f"<span style='color:{soft}'>{escape(foot)}</span>" for foot in feet)])

    def leaveEvent(self, event: object) -> None:
        self._box.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())
        event.accept()


def _ramp(low: QColor, high: QColor) -> list[int]:
    steps = []
    for at in range(SHADES):
        share = at / (SHADES - 1)
        steps.append(mixed(low, high, share).rgb())
    return steps
