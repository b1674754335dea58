"""商品明细: one row a product, what was counted as figures and what follows from it as live formulas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.report.book import Book, Sheet
from console.report.captions import Captions
from console.report.cells import Cell, Row, days, moment
from console.report.figures import Item, ItemTotals, Summary
from console.report.table import (
    FIRST,
    Band,
    Column,
    Layout,
    Value,
    bars,
    cell,
    dress,
    head_rows,
    mark_bad,
    mark_warn,
)
from console.report.words import Words

COLUMNS = (
    Column(key="link_no", kind="label", width=7, group="goods"),
    Column(key="name", kind="text", width=30, group="goods"),
    Column(key="product_id", kind="text", width=21, group="goods"),
    Column(key="role", kind="label", width=9, group="goods"),
    Column(key="live_price", kind="money", width=11, group="goods"),
    Column(key="rounds", kind="count", width=6, group="on_air"),
    Column(key="time_on_air", kind="length", width=9, group="on_air"),
    Column(key="first_on_air", kind="stamp", width=15, group="on_air"),
    Column(key="exposures", kind="count", width=9, group="conversion"),
    Column(key="clicks", kind="count", width=9, group="conversion"),
    Column(key="ctr_basis", kind="label", width=6, group="conversion"),
    Column(key="ctr", kind="rate", width=8, group="conversion"),
    Column(key="buyers", kind="count", width=8, group="conversion"),
    Column(key="clickers", kind="count", width=9, group="conversion"),
    Column(key="cvr_basis", kind="label", width=6, group="conversion"),
    Column(key="cvr", kind="rate", width=8, group="conversion"),
    Column(key="orders", kind="count", width=7, group="sales"),
    Column(key="units", kind="count", width=7, group="sales"),
    Column(key="gmv", kind="money", width=13, group="sales"),
    Column(key="refunded", kind="money", width=11, group="sales"),
    Column(key="net", kind="money", width=13, group="sales"),
    Column(key="refund_rate", kind="rate", width=8, group="sales"),
    Column(key="allotted", kind="count", width=8.5, group="stock"),
    Column(key="released", kind="count", width=8.5, group="stock"),
    Column(key="sold", kind="count", width=8.5, group="stock"),
    Column(key="left", kind="count", width=8.5, group="stock"),
    Column(key="oversold", kind="count", width=8.5, group="stock"),
    Column(key="sell_through", kind="rate", width=8, group="stock"),
    Column(key="round_gmv", kind="money", width=13, group="yield"),
    Column(key="round_yield", kind="money", width=11, group="yield"),
    Column(key="rank", kind="count", width=6, group="yield"),
)

_RATE = 'IFERROR({%s}/{%s},"—")'
_SUM = 'IF(COUNT({%s:all})=0,"—",SUM({%s:all}))'
_SUM_PAIRED = 'SUMIFS({%s:all},{%s:all},">=0")'  # only where both sides of a rate are known
_SUMMED = ("rounds", "time_on_air", "units", "gmv", "refunded", "allotted", "released", "sold", "left", "oversold")


def layout_of(summary: Summary) -> Layout:
    return Layout(columns=COLUMNS, count=len(summary.items))


def write(book: Book, sheet: Sheet, summary: Summary, captions: Captions, words: Words, band: Band) -> None:
    """Give ``sheet`` its rows and its look."""
    layout = layout_of(summary)
    notes = [captions.say(f"workbook.items.note_{number}") for number in ("orders", "rates", "yield")]

    def rows() -> Iterator[Row]:
        yield from head_rows(book, sheet, layout, band, captions, "items")
        for number, item in enumerate(summary.items, FIRST):
            yield Row(number, _cells(book, layout, number, _values(layout, number, item, words)), 18)
        yield Row(layout.total, _cells(book, layout, layout.total, _totals(layout, summary, captions), ".total"), 21)
        for place, note in enumerate(notes, layout.total + 2):
            yield Row(place, [Cell(3, note, book.styles["note"])], 15)

    sheet.rows = rows
    sheet.count = layout.total + 4
    practice = bool(band.practice)
    last = layout.total + 1 + len(notes)
    dress(sheet, layout, keep=2, practice=practice, print_to=last)
    for place in range(layout.total + 2, last + 1):
        sheet.merge(f"C{place}:P{place}")
    if summary.items:
        _colours(sheet, layout)


def _colours(sheet: Sheet, layout: Layout) -> None:
    oversold, left = layout.letter("oversold"), layout.letter("left")
    mark_bad(sheet, layout.area("oversold"), f"AND(ISNUMBER({oversold}{FIRST}),{oversold}{FIRST}>0)")
    released = layout.letter("released")
    mark_warn(
        sheet,
        layout.area("left"),
        f"AND(ISNUMBER({left}{FIRST}),{left}{FIRST}=0,ISNUMBER({released}{FIRST}),{released}{FIRST}>0)",
    )
    refund = layout.letter("refund_rate")
    mark_bad(sheet, layout.area("refund_rate"), f"AND(ISNUMBER({refund}{FIRST}),{refund}{FIRST}>0.3)")
    bars(sheet, layout.area("gmv"))
    bars(sheet, layout.area("round_yield"))


def _cells(book: Book, layout: Layout, row: int, values: dict[str, Value], suffix: str = "") -> list[Cell]:
    return [
        cell(book.styles, number, column.kind, values.get(column.key), suffix)
        for number, column in enumerate(layout.columns, 1)
    ]


def _yuan(cents: float | None) -> float | None:
    return None if cents is None else cents / 100


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _values(layout: Layout, row: int, item: Item, words: Words) -> dict[str, Value]:
    made = layout.formula
    return {
        "link_no": item.link_no,
        "product_id": item.product_id,
        "name": item.name if item.in_plan else words.unplanned(item.name),
        "role": None if item.role is None else words.role(item.role),
        "live_price": _yuan(item.live_price),
        "rounds": item.rounds,
        "time_on_air": days(item.time_on_air),
        "first_on_air": _moment(words, item.first_on_air),
        "exposures": _whole(item.seen.bottom),
        "clicks": _whole(item.seen.top),
        "ctr_basis": words.basis(item.seen),
        "ctr": made(_RATE % ("clicks", "exposures"), row, item.ctr.value),
        "buyers": _whole(item.bought.top),
        "clickers": _whole(item.bought.bottom),
        "cvr_basis": words.basis(item.bought, counted=item.by_count),
        "cvr": made(_RATE % ("buyers", "clickers"), row, item.cvr.value),
        "orders": item.orders,
        "units": item.units,
        "gmv": item.gmv / 100,
        "refunded": item.refunded / 100,
        "net": made("{gmv}-{refunded}", row, item.net / 100),
        "refund_rate": made(_RATE % ("refunded", "gmv"), row, item.refund_rate),
        "allotted": item.allotted,
        "released": item.released,
        "sold": item.sold,
        "left": None if item.left is None else made("MAX(0,{released}-{sold})", row, item.left),
        "oversold": None if item.oversold is None else made("MAX(0,{sold}-{released})", row, item.oversold),
        "sell_through": made(_RATE % ("sold", "released"), row, item.sell_through),
        "round_gmv": _yuan(item.round_gmv),
        "round_yield": made('IFERROR({round_gmv}/({time_on_air}*1440),"—")', row, _yuan(item.round_yield)),
        "rank": made('IF({gmv}>0,RANK({gmv},{gmv:all}),"—")', row, item.rank),
    }


def _moment(words: Words, at: datetime | None) -> float | None:
    return None if at is None else moment(words.here(at))


def _totals(layout: Layout, summary: Summary, captions: Captions) -> dict[str, Value]:
    totals, row = summary.totals, layout.total
    known = _known(totals)
    values: dict[str, Value] = {"link_no": "", "product_id": "", "role": "", "live_price": "", "rank": ""}
    values |= {"name": captions.say("workbook.total"), "first_on_air": "", "ctr_basis": "", "cvr_basis": ""}
    values["orders"] = totals.orders
    if not summary.items:
        return values | {key: value for key, value in known.items() if value is not None}
    for key in (*_SUMMED, "round_gmv"):
        values[key] = layout.formula(_SUM % (key, key), row, known[key])
    for top, bottom, rate, key in (
        ("clicks", "exposures", totals.ctr, "ctr"),
        ("buyers", "clickers", totals.cvr, "cvr"),
    ):
        if rate.basis is not None:  # people and counts are never added up together
            values[top] = layout.formula(_SUM_PAIRED % (top, bottom), row, _whole(rate.numerator))
            values[bottom] = layout.formula(_SUM_PAIRED % (bottom, top), row, _whole(rate.denominator))
            values[key] = layout.formula(_RATE % (top, bottom), row, rate.value)
    values["net"] = layout.formula("{gmv}-{refunded}", row, totals.net / 100)
    values["refund_rate"] = layout.formula(_RATE % ("refunded", "gmv"), row, totals.refund_rate)
    values["sell_through"] = layout.formula(_RATE % ("sold", "released"), row, totals.sell_through)
    values["round_yield"] = layout.formula(
        'IFERROR({round_gmv}/({time_on_air}*1440),"—")', row, _yuan(totals.round_yield)
    )
    return values


def _known(totals: ItemTotals) -> dict[str, float | int | None]:
    return {
        "rounds": totals.rounds,
        "time_on_air": days(totals.time_on_air),
        "units": totals.units,
        "gmv": totals.gmv / 100,
        "refunded": totals.refunded / 100,
        "net": totals.net / 100,
        "allotted": totals.allotted,
        "released": totals.released,
        "sold": totals.sold,
        "left": totals.left,
        "oversold": totals.oversold,
        "round_gmv": _yuan(totals.round_gmv),
    }
