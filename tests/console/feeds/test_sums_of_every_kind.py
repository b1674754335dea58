"""Of every kind of export the sums are those another library makes of the same rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from console.feeds.exports import ExportRead
from console.feeds.kinds import EXPORT_KINDS, Kind
from console.feeds.mapping import Mapped, Target, Unit
from console.feeds.mapping import Mapping as ColumnMapping
from console.feeds.registry import read_export
from console.feeds.times import ShowWindow
from console.metrics.counters import Counters
from console.show.sales import Metric
from tests.builders_counts import (
    LIVE_LIST_HEADER,
    PRODUCTS_HEADER,
    QIANCHUAN_HEADER,
    ROOM_HEADER,
    SCREEN_HEADER,
    SYCM_ITEMS_HEADER,
    SYCM_SESSIONS_HEADER,
    XHS_LIVE_HEADER,
    session_workbook,
)
from tests.builders_orders import ORDER_ROWS
from tests.builders_sheets import write_csv, write_xlsx
from tests.builders_tables import END, START, dated, row, write_xls

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOW = ShowWindow(start=START, end=END)
ROWS = 600
ITEMS = [f"6800000000{place:02}" for place in range(20)]


def read(path: Path, **options: object) -> ExportRead:
    return read_export(dated(path, END), zone=SHANGHAI, show_window=SHOW, **options)  # type: ignore[arg-type]


def frame(header: Sequence[str], rows: Sequence[Sequence[object]]) -> pl.DataFrame:
    """The rows as text, as whoever else opens the file sees them."""
    names = [name.strip() for name in header]
    return pl.DataFrame([dict(zip(names, map(str, cells), strict=True)) for cells in rows])


def plain(column: str) -> pl.Expr:
    """A column of numbers as people write them."""
    text = pl.col(column).str.replace_all(r"[¥,\s]", "")
    tens = pl.when(text.str.ends_with("万")).then(10_000).otherwise(1)
    return text.str.strip_chars_end("万").replace({"-": "0", "": "0"}).cast(pl.Decimal(20, 4)) * tens


def written(chance: random.Random, most: int) -> tuple[str, int]:
    """A count as an export may write it, and what it is."""
    value = chance.randrange(most)
    if value % 100 == 0 and value >= 10_000:
        return f"{value / 10_000:.2f}万", value
    return (f"{value:,}" if chance.random() < 0.5 else str(value)), value


# -- order lines -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How the rows of one kind are made, and where they hold what is summed."""

    columns: tuple[str, str, str, str, str]  # line, amount, paid, pieces, item; "" where the kind has none
    number: Callable[[int], str] = lambda place: f"44000000000000{place:05}"
    write: Callable[[Path, list[Sequence[object]]], Path] = write_csv
    paid_time: str = "%Y-%m-%d %H:%M:%S"
    unpaid: Mapping[str, object] = field(default_factory=dict)

    line = property(lambda self: self.columns[0])
    amount = property(lambda self: self.columns[1])
    paid = property(lambda self: self.columns[2])
    pieces = property(lambda self: self.columns[3])
    item = property(lambda self: self.columns[4])


ORDERS = {
    Kind.TAOBAO_LINES: Orders(
        columns=("子订单编号", "买家实付金额", "订单付款时间", "购买数量", "商品ID"),
        unpaid={"订单状态": "等待买家付款"},
    ),
    Kind.TAOBAO_ORDERS: Orders(
        columns=("订单编号", "买家实际支付金额", "订单付款时间 ", "宝贝总数量", ""),
        unpaid={"订单状态": "等待买家付款"},
    ),
    Kind.SYCM_ORDERS: Orders(
        columns=("子订单", "支付金额", "支付时间", "", "商品id"),
        write=write_xls,
    ),
    Kind.PINDUODUO_ORDERS: Orders(
        columns=("订单号", "用户实付金额(元)", "订单成交时间", "商品数量(件)", "商品id"),
        number=lambda place: f"260907-{place:015}",
        unpaid={"订单状态": "待支付"},
    ),
    Kind.XIAOHONGSHU_ORDERS: Orders(
        columns=("订单号", "商家应收金额(元)（支付金额）", "支付时间", "SKU件数", "商品ID"),
        number=lambda place: f"P80233518{place:09}",
        write=write_xlsx,
        unpaid={"订单状态": "待支付"},
    ),
}


@pytest.mark.parametrize("kind", ORDERS)
def test_order_lines(tmp_path: Path, kind: Kind) -> None:
    form, chance = ORDERS[kind], random.Random(kind.value)
    header, known = ORDER_ROWS[kind]
    rows = []
    for place in range(ROWS):
        at = (START + timedelta(seconds=chance.randrange(5 * 3600))).astimezone(SHANGHAI)
        cents = chance.randrange(1, 10**6)
        paid = chance.random() < 0.9
        values: dict[str, object] = {
            form.line: form.number(place),
            form.amount: f"{'¥' if place % 7 == 0 else ''}{cents // 100:,}.{cents % 100:02}",
            form.paid: at.strftime(form.paid_time) if paid else "",
        }
        if form.pieces:
            values[form.pieces] = str(chance.randrange(1, 9))
        if form.item:
            values[form.item] = chance.choice(ITEMS)
        rows.append(row(header, known, **values, **({} if paid else form.unpaid)))
    rows += rows[::40]  # an export that overlaps itself
    export = read(form.write(tmp_path / f"a{'.xls' if form.write is write_xls else '.csv'}", [header, *rows]))
    assert export.kind is kind
    counters = Counters()
    counters.lines_changed((None, line) for line in export.lines)

    other = frame(header, rows).unique(form.line, keep="last").filter(pl.col(form.paid.strip()) != "")
    money = (plain(form.amount) * 100).cast(pl.Int64)
    assert counters.room().gmv == other.select(money.sum()).item()
    if form.pieces:
        assert sum(line.quantity for line in export.lines) == other.select(plain(form.pieces).sum()).item()
    if form.item:
        by_item = other.group_by(form.item).agg(gmv=money.sum())
        assert {item: counters.item(item).gmv for item in ITEMS} == dict(by_item.iter_rows())


def test_shopify_orders(tmp_path: Path) -> None:
    header, known = ORDER_ROWS[Kind.SHOPIFY_ORDERS]
    chance, rows, subtotals = random.Random(5), [], []
    for place in range(ROWS):
        lines = [
            (chance.choice(ITEMS), chance.randrange(1, 4), chance.randrange(100, 9900)) for _ in range(1 + place % 3)
        ]
        subtotal = sum(count * price for _, count, price in lines) - chance.randrange(100)
        subtotals.append(subtotal)
        for number, (sku, count, price) in enumerate(lines):
            values: dict[str, object] = {
                "Name": f"#{1000 + place}",
                "Id": str(5500000000000 + place),
                "Lineitem sku": sku,
                "Lineitem quantity": str(count),
                "Lineitem price": f"{price / 100:.2f}",
                "Subtotal": f"{subtotal / 100:.2f}",
            }
            first = row(header, known, **values)
            rest = row(header, {name: held for name, held in values.items() if name[:4] in ("Name", "Line")})
            rows.append(first if number == 0 else rest)
    export = read(write_csv(tmp_path / "s.csv", [header, *rows]))
    other = frame(header, rows)
    assert sum(line.amount for line in export.lines) == other.select((plain("Subtotal") * 100).sum()).item()
    assert sum(line.quantity for line in export.lines) == other.select(plain("Lineitem quantity").sum()).item()
    assert len(export.lines) == other.height


def test_a_mapped_table(tmp_path: Path) -> None:
    chance, header = random.Random(6), ("行", "分", "何时")
    rows = [(str(place), str(chance.randrange(10**6)), "2026-09-07 20:15:00") for place in range(ROWS)]
    fields = {
        "line_id": Mapped(header="行"),
        "amount": Mapped(header="分", unit=Unit.FEN),
        "paid": Mapped(header="何时"),
    }
    mapping = ColumnMapping(name="m", target=Target.ORDERS, source="m", fields=fields)
    export = read(write_csv(tmp_path / "m.csv", [header, *rows]), mapping=mapping)
    assert sum(line.amount for line in export.lines) == frame(header, rows).select(plain("分").sum()).item()


# -- readings --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Which columns of a kind count what, and what else its rows hold: ``rows`` of them, one a moment or an item."""

    header: Sequence[str]
    counted: Mapping[str, Metric]
    known: Mapping[str, object] = field(default_factory=dict)
    times: Mapping[str, Callable[[int], str]] = field(default_factory=dict)
    when: tuple[str, ...] = ()  # the column of the show's time, ours, another show's: nothing of that one counts
    item: str = ""
    rows: int = 1
    write: Callable[[Path, list[Sequence[object]]], Path] = write_csv

    def cells(self, place: int, when: str) -> dict[str, object]:
        """What a row holds beside its figures."""
        held = {**self.known, **{column: at(place) for column, at in self.times.items()}}
        held |= {self.when[0]: when} if when else {}
        return {**held, self.item: ITEMS[place]} if self.item else held


def at(place: int) -> str:
    return (START + timedelta(minutes=5 * place)).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


SCREEN = {
    "实时在线人数": Metric.ONLINE,
    "直播间整体观看人数": Metric.VIEWERS,
    "直播间商品曝光次数": Metric.EXPOSURES,
    "直播间商品点击次数": Metric.CLICKS,
}
COUNTS = {
    Kind.COMPASS_PRODUCTS: Counts(
        header=PRODUCTS_HEADER,
        counted={"商品点击人数": Metric.CLICK_USERS},
        known={"商品名称": "桂花糕"},
        item="商品ID",
        rows=len(ITEMS),
        write=write_xlsx,
    ),
    Kind.COMPASS_LIVE_LIST: Counts(
        header=LIVE_LIST_HEADER,
        counted={
            "直播间观看人数": Metric.VIEWERS,
            "直播间观看次数": Metric.VIEWS,
            "评论次数": Metric.COMMENTS,
            "直播间商品点击人数": Metric.CLICK_USERS,
            "直播间成交人数": Metric.BUYERS,
        },
        known={"主播昵称": "小桂", "直播间成交金额": "9"},
        when=("直播开始时间", "2026/09/07 20:00:37", "2026/09/05 20:00:00"),
        write=write_xlsx,
    ),
    Kind.QIANCHUAN_PRODUCTS: Counts(
        header=QIANCHUAN_HEADER,
        counted={"整体展示次数": Metric.EXPOSURES, "整体点击次数": Metric.CLICKS},
        when=("日期", "2026-09-07", "2026-09-01"),
        item="商品ID",
        rows=len(ITEMS),
        write=lambda path, rows: write_csv(path, rows, "gbk"),
    ),
    Kind.QIANCHUAN_ROOM: Counts(
        header=ROOM_HEADER, counted={}, known={"抖音号名称": "小桂", "整体消耗": "9"}, when=("日期", "2026-09-07")
    ),
    Kind.QIANCHUAN_SCREEN: Counts(
        header=SCREEN_HEADER, counted=SCREEN, known={"主播": "小桂"}, times={"采集时间": at}, rows=60
    ),
    Kind.QIANCHUAN_SCREEN_STEPS: Counts(
        header=("时段开始", "时段结束", *SCREEN_HEADER[1:]),
        counted=SCREEN,
        times={"时段开始": lambda place: at(place)[11:16], "时段结束": lambda place: at(place + 1)[11:16]},
        rows=59,
    ),
    Kind.SYCM_ITEMS: Counts(
        header=SYCM_ITEMS_HEADER,
        counted={"商品点击人数": Metric.CLICK_USERS, "商品点击次数": Metric.CLICKS, "成交人数": Metric.BUYERS},
        known={"场次id": "1"},
        when=("开播时间", "2026-09-07 20:00:00", "2026-09-03 20:00:00"),
        item="商品id",
        rows=len(ITEMS),
        write=write_xls,
    ),
    Kind.SYCM_SESSIONS: Counts(
        header=SYCM_SESSIONS_HEADER,
        counted={
            "直播间观看次数": Metric.VIEWS,
            "直播间观看人数": Metric.VIEWERS,
            "新增粉丝数": Metric.FOLLOWS,
            "商品点击人数": Metric.CLICK_USERS,
        },
        known={"场次id": "1"},
        when=("开播时间", "2026-09-07 20:00:00", "2026-09-03 20:00:00"),
        write=write_xls,
    ),
    Kind.XIAOHONGSHU_LIVE_LIST: Counts(
        header=XHS_LIVE_HEADER,
        counted={
            "直播间观看人数": Metric.VIEWERS,
            "直播间观看次数": Metric.VIEWS,
            "商品点击人数": Metric.CLICK_USERS,
            "支付人数": Metric.BUYERS,
        },
        known={"主播昵称": "小桂", "支付订单数": "4"},
        when=("直播开始时间", "2026-09-07 20:01:00", "2026-09-02 20:01:00"),
        write=write_xlsx,
    ),
}


@pytest.mark.parametrize("kind", COUNTS)
def test_readings(tmp_path: Path, kind: Kind) -> None:
    form, chance = COUNTS[kind], random.Random(kind.value)

    def rows_of(when: str) -> list[list[object]]:
        """A row for each place, with figures of its own."""
        figures = [{name: written(chance, 10**6)[0] for name in form.counted} for _ in range(form.rows)]
        return [row(form.header, {**form.cells(place, when), **held}) for place, held in enumerate(figures)]

    _, ours, another = (*form.when, "", "", "")[:3]
    mine, others = rows_of(ours), rows_of(another) if another else []
    suffix = ".xls" if form.write is write_xls else ".xlsx" if form.write is write_xlsx else ".csv"
    export = read(form.write(tmp_path / f"a{suffix}", [form.header, *others, *mine]))
    assert export.kind is kind
    other = frame(form.header, mine)
    for name, metric in form.counted.items():
        told = [reading.value for reading in export.readings if reading.metric is metric]
        assert len(told) == form.rows
        assert sum(told) == float(other.select(plain(name).sum()).item())
    assert {reading.metric for reading in export.readings} == set(form.counted.values())


def test_the_workbook_of_a_session(tmp_path: Path) -> None:
    path = session_workbook(tmp_path / "e_7412345678901234567.xlsx")
    told = {(r.product_id, r.metric): r.value for r in read(path).readings if not r.source.endswith("derived")}
    figures = pl.read_excel(path, sheet_name="核心指标", engine="openpyxl").filter(pl.col("指标") == "直播间观看人数")
    assert told[(None, Metric.VIEWERS)] == float(figures.select(plain("本期值").first()).item())
    items = pl.read_excel(path, sheet_name="货品明细", engine="openpyxl")
    clicks = sum(value for (_, metric), value in told.items() if metric is Metric.CLICK_USERS)
    assert clicks == float(items.select(plain("商品点击人数").sum()).item())


def test_every_kind_is_summed_here_or_with_the_orders_of_doudian() -> None:
    doudian = {Kind.DOUDIAN_ORDERS, Kind.DOUDIAN_AFTER_SALES}  # test_sums.py
    alone = {Kind.SHOPIFY_ORDERS, Kind.SESSION_WORKBOOK}
    assert {kind.value for kind in {*ORDERS, *COUNTS} | doudian | alone} == set(EXPORT_KINDS)
