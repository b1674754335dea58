"""Where a table's names stand and what its columns probably mean: what a mapping is begun from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from console.feeds.grid import Grid, Row
from console.feeds.guesses import GUESSES, METRICS, ORDER_FIELDS, READING_FIELDS
from console.feeds.mapping import MONEY, Mapped, Mapping, Target, Unit, column_names, lettered, units_for
from console.feeds.order_lines import platform_id
from console.feeds.plan_columns import VOCABULARY as PLAN
from console.feeds.table import HEADER_WITHIN, Header, find_header, header_key, two_levels
from console.feeds.times import instant
from console.feeds.values import Raw, ValueRefused, cents, counted, text, whole

NO_HEADER = -1  # the place of a header that is not there
_ONLY_PLANNED = frozenset({"link_no", "role", "list_price", "live_price", "stock", "first_release", "minutes"}) | {
    *("hard_start", "scene", "host", "script", "offer", "selling_points", "cost", "picture")
}
_FIGURE = re.compile(r"[¥￥$+-]?\d[\d\s.,:/%+E年月日时分秒千万亿元件个-]*")
_RATES = ("率", "占比", "rate", "ratio")  # a plan may well say how an item did before


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A table as it is shown to whoever maps it: its names, and its first rows under them.

    ``rows`` keep the number the spreadsheet gives them; ``headerless`` when the names are letters.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    headerless: bool = False

    @property
    def cells(self) -> list[tuple[Raw, ...]]:
        """The rows' cells, each as wide as the names."""
        return [tuple(row.cell(column) for column in range(len(self.headers))) for row in self.rows]


def preview(grid: Grid, most: int = 50, header: Header | None = None) -> Preview | None:
    """A table under ``header``, else under the likeliest one: the row that names the most known things, else the
    first full row. None for a grid that has no row at all."""
    header = header or likeliest(grid)
    if header is None:
        return None
    rows = grid.rows[header.index + 1 : header.index + 1 + most]
    headerless = header.index == NO_HEADER
    names = header.names if headerless else column_names(header.names)
    return Preview(sheet=grid.sheet, headers=names, rows=rows, headerless=headerless)


def likeliest(grid: Grid) -> Header | None:
    """The row that names the most known things, else the first full one; none at all where every row holds figures, as
    when rows were copied without their header."""
    return find_header(grid, GUESSES, at_least=2) or _fullest(grid)


def headers_of(grid: Grid) -> tuple[Header, ...]:
    """Every row that could hold the names, alone or with the one below as a second level, and no row at all."""
    offered: list[Header] = []
    for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = tuple(text(cell) if isinstance(cell, str) else "" for cell in row.cells)
        if any(names):
            offered.append(Header(index, names, len(set(names))))
        both = two_levels(grid, index) if index + 1 < min(len(grid.rows), HEADER_WITHIN) else None
        if both is not None and both != names:
            offered.append(Header(index + 1, both, len(set(both))))
    offered.append(Header(NO_HEADER, lettered(_width(grid)), 0))
    return tuple(offered)


def _width(grid: Grid) -> int:
    widths = Counter(len(row.cells) for row in grid.rows[:200])
    return max(widths, default=0)


def _fullest(grid: Grid) -> Header | None:
    best: Header | None = None
    for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = tuple(text(cell) if isinstance(cell, str) else "" for cell in row.cells)
        score = len({name for name in names if name})
        if score and (best is None or score > best.score) and not _holds_figures(row):
            best = Header(index, names, score)
    if best is None and grid.rows:
        return Header(NO_HEADER, lettered(_width(grid)), 0)
    return best


def _holds_figures(row: Row) -> bool:
    """Whether half of what stands in a row are numbers and times: nobody names columns so."""
    held = [cell for cell in row.cells if not (cell is None or cell == "")]
    figures = sum(1 for cell in held if not isinstance(cell, str) or _FIGURE.fullmatch(cell.strip()) is not None)
    return figures * 2 >= len(held)


def guess(
    headers: Sequence[str],
    rows: Sequence[Sequence[Raw]],
    *,
    name: str = "-",
    source: str = "other",
    target: Target | None = None,
) -> Mapping:
    """The likeliest mapping of a table, to be looked over; what its cells speak against is left out.

    ``target`` None: what its columns speak for. Not checked: it may well lack what is needed.
    """
    offers: dict[str, tuple[int, int]] = {}
    for index, header in enumerate(headers):
        match = GUESSES.match(header) if header else None
        if match is not None and _plausible(match[0], [row[index] for row in rows if index < len(row)]):
            key, rank = match
            offers[key] = min(offers.get(key, (rank, index)), (rank, index))
    if target is None:
        told = "amount" in offers and bool({"line_id", "order_id"} & set(offers))
        target = Target.ORDERS if told else Target.READINGS
    orders = target is Target.ORDERS
    known = ORDER_FIELDS if orders else READING_FIELDS
    if orders and "line_id" not in offers and "order_id" in offers:
        offers["line_id"] = offers.pop("order_id")
    fields = {
        key: Mapped(header=headers[index], unit=_unit(key, headers[index]))
        for key, (_, index) in offers.items()
        if key in known
    }
    return Mapping(name=name, target=target, source=source, fields=fields, headers=tuple(headers))


def speaks_of_figures(headers: Sequence[str]) -> bool:
    """Whether names that look like a run order's, as those of anything with items do, tell more of what was sold or
    counted than of what is to be shown.

    >>> speaks_of_figures(["订单号", "商品ID", "商品名称", "实付款", "支付时间"])
    True
    >>> speaks_of_figures(["序号", "商品ID", "商品名称", "直播价", "库存", "上场成交金额", "成交人数"])
    False
    """
    planned: set[str] = set()
    figures: set[str] = set()
    for header in headers:
        of_plan, of_figures = PLAN.match(header), GUESSES.match(header)
        if of_plan is not None and of_plan[0] in _ONLY_PLANNED:
            planned.add(of_plan[0])
        elif of_figures is not None and not PLAN.exact(header) and not header_key(header).endswith(_RATES):
            figures.add(of_figures[0])
    figures.discard("product_id")  # both have it
    return len(figures) >= 2 and len(figures) > len(planned)


def _plausible(key: str, cells: list[Raw]) -> bool:
    """False when most of what stands there cannot be what its name says."""
    parse: Callable[[Raw], object]
    if key in ("placed", "paid", "at"):
        parse = _some_instant
    elif key in MONEY:
        parse = cents
    elif key == "quantity":
        parse = whole
    elif key in METRICS:
        parse = counted
    elif key in ("line_id", "order_id", "product_id"):
        parse = platform_id
    else:
        return True
    bad = 0
    for cell in cells:
        try:
            parse(cell)
        except ValueRefused as refused:
            bad += refused.code != "digits_lost"  # it is an id all the same; that it is lost is told when it is read
    return bad * 2 <= len(cells)


def _some_instant(raw: Raw) -> object:
    if isinstance(raw, str) and re.fullmatch(r"(\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(:\d{2})?", raw.strip()):
        return raw
    return instant(raw, UTC)


def _unit(key: str, header: str) -> Unit:
    said = header_key(header)
    offered = units_for(key)
    for unit, words in (
        (Unit.TEN_THOUSANDS, ("(万)", "(万元)")),
        (Unit.FEN, ("(分)",)),
        (Unit.MINUTES, ("(分钟)", "(min)", "(分)")),
        (Unit.HOURS, ("(小时)",)),
    ):
        if unit in offered and any(word in said for word in words):
            return unit
    return Unit.PLAIN
