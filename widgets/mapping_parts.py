"""Pieces of the mapping dialog: what a table may be, what a column may be, and what an import would bring in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from console.feeds.grid import CellProblem
from console.feeds.kinds import EXPORT_KINDS, Kind
from console.feeds.mapping import Target, Unit, units_for
from console.feeds.table import Header
from console.feeds.trial import Promise
from console.mapping_words import field_text, unit_text
from console.sheet_words import place_text, remedy_text, wrong_text
from console.wording import say
from widgets.lines_table import Words
from widgets.mapping_draft import Draft
from widgets.mapping_table import Cell

LONGEST_HEADER = 46


class KindChooser(QComboBox):
    """What a table is: an own reading, one of the kinds the program knows, or a saved mapping."""

    def fill(self, lang: str, saved: Sequence[str]) -> None:
        """Everything it may be; what was chosen stays chosen."""
        chosen = self.currentData()
        blocked = self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("订单（一行一笔）"), Target.ORDERS)
        self.addItem(self.tr("数据（点击、曝光、在线…）"), Target.READINGS)
        if saved:
            self.insertSeparator(self.count())
            for name in saved:
                self.addItem(self.tr("列映射“{name}”").format(name=name), name)
        self.insertSeparator(self.count())
        for kind in sorted((Kind(name) for name in EXPORT_KINDS), key=lambda kind: kind_text(lang, kind)):
            self.addItem(kind_text(lang, kind), kind)
        self.addItem(kind_text(lang, Kind.RUN_ORDER), Kind.RUN_ORDER)
        self.choose(chosen)
        self.blockSignals(blocked)

    def choose(self, what: object) -> None:
        """Show what a table is taken for."""
        for place in range(self.count()):
            if self.itemData(place) == what and what is not None:
                self.setCurrentIndex(place)
                return


def kind_text(lang: str, kind: Kind) -> str:
    return say(lang, f"kind.{kind.value}")


def header_text(lang: str, header: Header, numbers: Sequence[int]) -> str:
    """A row that may hold the names, for a list: its number in the sheet and what it says."""
    if header.index < 0:
        return QCoreApplication.translate("MappingParts", "没有表头，第一行就是数据")
    said = " · ".join(" ".join(name.split()) for name in header.names if name)
    cut = said if len(said) <= LONGEST_HEADER else said[: LONGEST_HEADER - 1] + "…"
    return QCoreApplication.translate("MappingParts", "第 {row} 行：{names}").format(
        row=numbers[header.index], names=cut
    )


def field_words(lang: str, draft: Draft) -> dict[int, str]:
    """What stands over each column: its field, and its unit where that is not the plain one."""
    if draft.kind is not None:
        reads = QCoreApplication.translate("MappingParts", "读取")
        return dict.fromkeys(draft.read_columns, reads)
    words = {}
    for column, (key, unit) in draft.fields.items():
        name = field_text(lang, key)
        words[column] = name if unit is Unit.PLAIN else f"{name} · {unit_text(lang, key, unit)}"
    return words


def field_menu(lang: str, draft: Draft, column: int, chosen: Callable[[str, Unit], None], parent: QWidget) -> QMenu:
    """What a column may be, the present one ticked; fields that are counted in several units open a second list."""
    menu = QMenu(parent)
    group = QActionGroup(menu)
    now = draft.fields.get(column)
    elsewhere = {key for place, (key, _) in draft.fields.items() if place != column}

    def offer(to: QMenu, words: str, key: str, unit: Unit) -> QAction:
        action = to.addAction(words)
        action.setCheckable(True)
        action.setChecked(now == (key, unit) if key else now is None)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False: chosen(key, unit))
        return action

    first = offer(menu, QCoreApplication.translate("MappingParts", "不用"), "", Unit.PLAIN)
    menu.addSeparator()
    active = first
    for key in draft.offered:
        name = field_text(lang, key)
        if key in elsewhere:
            name = QCoreApplication.translate("MappingParts", "{field}（从别的列移来）").format(field=name)
        units = units_for(key)
        if len(units) == 1:
            action = offer(menu, name, key, units[0])
        else:
            inner = menu.addMenu(name)
            for unit in units:
                offer(inner, unit_text(lang, key, unit), key, unit)
            action = inner.menuAction()
        if now is not None and now[0] == key:
            active = action
    menu.setActiveAction(active)
    return menu


def promise_text(lang: str, promised: Promise, zone: tzinfo) -> str:
    """What an import would bring, in a line or two."""
    translate = QCoreApplication.translate
    parts: list[str] = []
    if promised.lines:
        text = translate("MappingParts", "{lines} 行订单，{pieces} 件，成交 ¥{amount}")
        parts.append(
            text.format(lines=f"{promised.lines:,}", pieces=f"{promised.pieces:,}", amount=money_text(promised.amount))
        )
        if promised.refunded:
            parts.append(translate("MappingParts", "其中退款 ¥{amount}").format(amount=money_text(promised.refunded)))
    if promised.readings:
        comma = "、" if lang == "zh_CN" else ", "  # every language
        names = comma.join(field_text(lang, metric.value) for metric in promised.metrics)
        text = translate("MappingParts", "{count} 个读数（{metrics}）")
        parts.append(text.format(count=f"{promised.readings:,}", metrics=names))
    if promised.items:
        parts.append(translate("MappingParts", "{count} 款商品").format(count=promised.items))
    if promised.first is not None and promised.last is not None:
        parts.append(span_text(promised.first, promised.last, zone))
    if promised.outside:
        parts.append(translate("MappingParts", "{count} 个不在本场时间内").format(count=f"{promised.outside:,}"))
    if not parts:
        return translate("MappingParts", "里面没有可以导入的行")
    return ("，" if lang == "zh_CN" else ", ").join(parts)  # every language


def money_text(cents: int) -> str:
    """Cents as yuan, in groups of three."""
    return f"{cents // 100:,}.{cents % 100:02}"


def span_text(first: datetime, last: datetime, zone: tzinfo) -> str:
    """From when to when, on the room's clock; the day said once where it is one."""
    one, other = first.astimezone(zone), last.astimezone(zone)
    begin = f"{one:%m-%d %H:%M}"
    if begin == f"{other:%m-%d %H:%M}":
        return begin
    return f"{begin} – {other:%H:%M}" if one.date() == other.date() else f"{begin} – {other:%m-%d %H:%M}"


def problem_words(lang: str, problems: Sequence[CellProblem]) -> list[Words]:
    """Bad cells as rows to read."""
    return [Words((place_text(lang, p), wrong_text(lang, p), remedy_text(lang, p)), colour="bad") for p in problems]


def wrong_cells(lang: str, problems: Sequence[CellProblem], sheet: str) -> Mapping[Cell, str]:
    """Bad cells of a sheet by their places, each with what is wrong and what would do."""
    return {
        (p.row, column_of(p.column)): f"{wrong_text(lang, p)}\n{remedy_text(lang, p)}"
        for p in problems
        if p.sheet == sheet
    }


def column_of(letters: str) -> int:
    """The place from 0 of a column by its letters; 0 for none, as of a row that is wrong as a whole.

    >>> column_of("A"), column_of("Z"), column_of("AA"), column_of("")
    (0, 25, 26, 0)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return max(0, place - 1)
