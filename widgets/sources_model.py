"""Metrics by source, as rows: what counts, its value and age, and what others say beside it, never added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.metrics.attribution import Joined
from console.metrics.freshness import Brings
from console.metrics.line_columns import Sales
from console.metrics.sources import Compared, Told, compared
from console.open_show import OpenShow
from console.settings import Settings
from console.show.sales import Metric
from console.show.state import Status
from console.source_words import source_text
from widgets.charts.parts import age_text, yuan
from widgets.figures import UNKNOWN
from widgets.metric_words import metric_name, sources_said
from widgets.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Column(IntEnum):
    """What is said of a metric, left to right."""

    METRIC = 0
    SOURCE = 1
    VALUE = 2
    AGE = 3
    OTHERS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One metric. ``sources``: what the user can choose from; ``stale``: its figure is grey; ``told``: it is amber."""

    key: str
    texts: tuple[str, ...]
    tip: str = ""
    stale: bool = False
    noted: bool = False
    metric: Metric | None = None
    sources: tuple[str, ...] = ()


class SourcesModel(QAbstractTableModel):
    """Rows keep their places; what differs is announced."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[Row] = []
        self._caption_font = font(11)

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def put(self, rows: list[Row]) -> None:
        """Show these rows; the same ones as before keep the selection."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            if old != new:
                self._rows[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.texts[column]
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column in (Column.VALUE, Column.AGE) else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                if row.noted and column in (Column.METRIC, Column.VALUE):
                    return self._theme.color("late")
                if row.stale and column in (Column.VALUE, Column.AGE):
                    return self._theme.color("stale")
                return self._theme.color("text_soft") if column in (Column.AGE, Column.OTHERS) else None
            case Qt.ItemDataRole.ToolTipRole:
                return row.tip or row.texts[column]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.captions()[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if section in (Column.VALUE, Column.AGE) else LEFT
            case Qt.ItemDataRole.FontRole:
                return self._caption_font
        return None

    def captions(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return (self.tr("数字"), self.tr("计数的来源"), self.tr("数值"), self.tr("更新"), self.tr("其他来源（不相加）"))

    def as_table(self) -> list[list[str]]:
        """Captions and cells, as shown."""
        return [list(self.captions()), *(list(row.texts) for row in self._rows)]

    # -- rows ---------------------------------------------------------------------------------------

    def rows_of(self, show: OpenShow, settings: Settings, joined: Joined, now: datetime) -> list[Row]:
        """Orders first, then what no item or no round can claim, then every metric anybody told."""
        ended = show.state.status is Status.ENDED
        rows = [self._orders(show, settings, now)]
        if joined.without_item.lines:
            tip = self.tr(
                "平台推送的订单没有写商品：金额已算进整场，库存和每款的数字还没有它。导入订单表后，同一笔订单会补上商品。"
            )
            rows.append(self._rest("no_item", self.tr("没有商品的金额"), joined.without_item, tip))
        if joined.rounds:
            tip = self.tr("不在任何一轮讲解里成交的：没讲就卖的、讲完超过 {n} 分钟才付的、没有商品的。").format(
                n=settings.round_tail_minutes
            )
            rows.append(self._rest("elsewhere", self.tr("讲解时段之外"), joined.elsewhere, tip))
        rows += [
            self._metric(each, settings, now, None if ended else settings.stale_after)
            for each in compared(show.counters)
        ]
        return rows

    def _orders(self, show: OpenShow, settings: Settings, now: datetime) -> Row:
        room = show.counters.room()
        lines = show.counters.line_columns.totals()
        told = show.counters.order_sources
        for feed in show.feeds.watch.feeds:  # a feed that brings what is known already was heard too
            heard = show.feeds.watch.last(feed)
            if feed.brings is Brings.ORDERS and feed.source in told and heard is not None:
                told[feed.source] = max(heard, told[feed.source] or heard)
        at = max((at for at in told.values() if at is not None), default=None)
        ages = [f"{source_text(settings.lang, source)} {age_text(at, now)}" for source, at in told.items()]
        refunded = self.tr("退款 {money}").format(money=yuan(room.refunded)) if room.refunded else ""
        outside = self.tr("时段外 {n} 行").format(n=f"{room.outside_lines:,}") if room.outside_lines else ""
        texts = (
            self.tr("成交金额"),
            sources_said(settings.lang, told) or UNKNOWN,
            yuan(room.gmv) if lines.lines else UNKNOWN,
            age_text(at, now),
            " · ".join(part for part in (refunded, outside) if part),
        )
        tip = self.tr("{lines} 行订单，{orders} 单。每个店铺的每行订单只算一次，不论从哪条路来。").format(
            lines=f"{lines.lines:,}", orders=f"{room.orders:,}"
        )
        return Row("orders", texts, "\n".join([tip, *ages]))

    def _rest(self, key: str, name: str, sales: Sales, tip: str) -> Row:
        lines = self.tr("{n} 行").format(n=f"{sales.lines:,}")
        return Row(key, (name, self.tr("整场"), yuan(sales.gmv), "", lines), tip, noted=key == "no_item")

    def _metric(self, each: Compared, settings: Settings, now: datetime, stale_after: timedelta | None) -> Row:
        counted, lang = each.counted, settings.lang
        chosen = settings.sources.get(each.metric) == counted.source
        source = source_text(lang, counted.source)
        if chosen:
            source = f"{source} ✓"
        name = metric_name(each.metric)
        if not each.of_room:
            name = self.tr("{metric} · {n} 款").format(metric=name, n=counted.items)
        others = "、".join(self._other(told, lang, now) for told in each.others)  # every language
        stale = stale_after is not None and (counted.at is None or now - counted.at > stale_after)
        lines = [f"{name} {counted.value:,.0f} · {source} · {age_text(counted.at, now)}"]
        lines += [self._other(told, lang, now) for told in each.others]
        if counted.resets:
            lines.append(self.tr("它清零重来过 {n} 次，之前的仍算在内").format(n=counted.resets))
        if chosen:
            lines.append(self.tr("✓ 由你选定"))
        elif each.others:
            lines.append(self.tr("自动：最早来的那个来源"))
        if each.others:
            lines.append(self.tr("Enter 或双击换一个来源来计数"))
        return Row(
            key=f"{each.metric.value}:{'room' if each.of_room else 'items'}",
            texts=(name, source, f"{counted.value:,.0f}", age_text(counted.at, now), others),
            tip="\n".join(lines),
            stale=stale,
            metric=each.metric,
            sources=(counted.source, *(told.source for told in each.others)),
        )

    def _other(self, told: Told, lang: str, now: datetime) -> str:
        text = f"{source_text(lang, told.source)} {told.value:,.0f}"
        if told.items is not None:
            text = self.tr("{told}（{n} 款）").format(told=text, n=told.items)
        return f"{text} {age_text(told.at, now)}"
