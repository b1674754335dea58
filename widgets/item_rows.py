"""An item's figures in the words of one row, and which of them are read how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject

from console.metrics.conversion import Basis, Rate
from console.metrics.figures import ItemFigures
from console.open_show import OpenShow
from console.show.plan import Entry
from console.show.sales import Metric
from widgets.figures import UNKNOWN, whole_money
from widgets.theme import ROLE_GLYPHS


class Column(IntEnum):
    """What is shown of an item, left to right."""

    NUMBER = 0
    ITEM = 1
    EXPOSURES = 2
    CLICKS = 3
    CVR = 4
    ORDERS = 5
    UNITS = 6
    GMV = 7
    REFUNDED = 8
    LEFT = 9
    OVERSOLD = 10


NAMED_BY_CAPTION = (Column.EXPOSURES, Column.CLICKS)
COUNTED = (Column.EXPOSURES, Column.CLICKS, Column.CVR)
ORDER_COLUMNS: frozenset[int] = frozenset({Column.ORDERS, Column.UNITS, Column.GMV, Column.REFUNDED})


def metrics_of(column: int, basis: Basis | None = None) -> tuple[Metric, ...]:
    """The counters behind a column, the one that is shown first; of orders and stock there are none."""
    match column:
        case Column.EXPOSURES if basis is Basis.PEOPLE:
            return Metric.EXPOSURE_USERS, Metric.EXPOSURES
        case Column.EXPOSURES:
            return Metric.EXPOSURES, Metric.EXPOSURE_USERS
        case Column.CLICKS if basis is Basis.PEOPLE:
            return Metric.CLICK_USERS, Metric.CLICKS
        case Column.CLICKS:
            return Metric.CLICKS, Metric.CLICK_USERS
        case Column.CVR:
            return (Metric.CLICKS,) if basis is Basis.COUNTS else (Metric.BUYERS, Metric.CLICK_USERS)
    return ()


def basis_of(figures: ItemFigures) -> Basis:
    """What an item's row counts: what its conversion does, else people where they alone are known to have clicked."""
    if figures.cvr.basis is not None:
        return figures.cvr.basis
    if figures.clicks is None and figures.click_users is not None:
        return Basis.PEOPLE
    return Basis.COUNTS


@dataclass(slots=True)
class Row:
    """One item: what its cells say, what they sort by, and which text colours differ from the usual."""

    product: str
    texts: tuple[str, ...]
    keys: tuple[Any, ...]
    colors: dict[int, str]
    tips: dict[int, str]
    on_air: bool
    heard: dict[int, datetime | None]  # when the counters behind a cell were last read
    bases: dict[int, Basis]  # whether a cell counts people or times
    stale: frozenset[int] = frozenset()  # cells too old to be shown as true


class ItemRows(QObject):
    """Words one item after the other. ``agreed``: what a column counts in all rows, which its caption says then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.agreed: dict[int, Basis | None] = dict.fromkeys(NAMED_BY_CAPTION)

    def row(self, show: OpenShow, product: str, number: int | None, entry: Entry | None, *, heard: bool) -> Row:
        """An item as it is now. ``heard``: orders or readings came, so that nothing sold is a fact."""
        state, figures, balance = show.state, show.counters.item(product), show.balance(product)
        on_air = state.on_air is not None and state.on_air.product_id == product
        name = self.tr("{id} · 不在排品中").format(id=product)
        if entry is not None:
            name = f"{ROLE_GLYPHS[entry.role]} {entry.name}"
        cvr, tip = self._conversion(figures.cvr)
        basis = basis_of(figures)
        bases: dict[int, Basis] = {}
        exposures, exposed = _one_of(figures.exposures, figures.exposure_users, basis)
        clicks, clicked = _one_of(figures.clicks, figures.click_users, basis)
        for column, of in ((Column.EXPOSURES, exposed), (Column.CLICKS, clicked)):
            if of is not None:
                bases[column] = of
        orders, units, gmv = (figures.orders, figures.units, figures.gmv) if heard else (None, None, None)
        left = balance.remaining if balance.released else None
        keys = (
            number,
            name,
            exposures,
            clicks,
            figures.cvr.value,
            orders,
            units,
            gmv,
            figures.refunded or None,
            left,
            balance.oversold or None,
        )
        texts = (
            "" if number is None else f"{number:02d}",
            name,
            self.counted(Column.EXPOSURES, exposures, exposed),
            self.counted(Column.CLICKS, clicks, clicked),
            cvr,
            _count(orders),
            _count(units),
            UNKNOWN if gmv is None else whole_money(gmv),
            whole_money(figures.refunded) if figures.refunded else "",
            _count(left) if balance.released or balance.allotted is None else self.tr("未放"),
            _count(balance.oversold) if balance.oversold else "",
        )
        colors = {
            Column.NUMBER: "on_air" if on_air else None,
            Column.ITEM: "late" if entry is None else None,
            Column.LEFT: "bad" if left == 0 else None,
            Column.OVERSOLD: "bad" if balance.uncovered else "late" if balance.oversold else None,
        }
        return Row(
            product=product,
            texts=texts,
            keys=keys,
            colors={column: color for column, color in colors.items() if color is not None},
            tips={Column.CVR: tip} if tip else {},
            on_air=on_air,
            heard=_heard_of(show, product, basis),
            bases=bases,
        )

    def counted(self, column: int, value: float | None, basis: Basis | None) -> str:
        """A figure, with what it counts unless the caption says it."""
        if basis is None or basis is self.agreed[column]:
            return _count(value)
        return f"{_count(value)} {self.unit(basis)}"

    def unit(self, basis: Basis | None) -> str:
        """What both sides of a rate count."""
        return self.tr("人") if basis is Basis.PEOPLE else self.tr("次")

    def _conversion(self, rate: Rate) -> tuple[str, str]:
        """The rate with its basis, and both its sides."""
        if rate.value is None:
            return UNKNOWN, ""
        unit = self.unit(rate.basis)
        return f"{rate.value:.1%} {unit}", f"{rate.numerator:,.0f} / {rate.denominator:,.0f} {unit}"


def _heard_of(show: OpenShow, product: str, basis: Basis | None) -> dict[int, datetime | None]:
    """When the counters behind the cells of an item were last read; nothing of what nobody tells."""
    found: dict[int, datetime | None] = {}
    for column in COUNTED:
        tallies = (show.counters.tally(metric, product) for metric in metrics_of(column, basis))
        tally = next((each for each in tallies if each is not None), None)
        if tally is not None:
            found[column] = tally.last_at
    counted = show.counters.tally(Metric.ORDERS, product)
    if counted is not None and show.counters.orders_by_count:
        found[Column.ORDERS] = counted.last_at
    return found


def _one_of(counts: float | None, people: float | None, wanted: Basis) -> tuple[float | None, Basis | None]:
    """What is shown of a figure that is told as times or as people: of its row's basis where that is known."""
    both = ((people, Basis.PEOPLE), (counts, Basis.COUNTS))
    for value, basis in both if wanted is Basis.PEOPLE else reversed(both):
        if value is not None:
            return value, basis
    return None, None


def _count(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:,.0f}"
