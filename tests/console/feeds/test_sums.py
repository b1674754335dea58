"""The sums of an import equal those another library makes of the same file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from console.feeds.registry import read_export
from console.feeds.times import ShowWindow
from console.metrics.counters import Counters
from console.show.sales import Metric, OrderLine, merge
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_orders import AFTER_SALES_HEADER, after_sales_row
from tests.builders_sheets import ORDER_HEADER_A, ORDER_HEADER_B, order_row, write_csv, write_xlsx
from tests.builders_tables import END, START, dated, write_xls

SHANGHAI = ZoneInfo("Asia/Shanghai")
LINES = 3_000
SHARE = "商品曝光-点击率（人数）"
ITEMS = [f"37123456789012345{place:02}" for place in range(30)]
YUAN = pl.col("订单应付金额").str.replace_all(r"[¥,]", "").str.to_decimal(scale=2)


def order_rows(header: list[str], seed: int) -> list[list[object]]:
    chance = random.Random(seed)
    rows: list[list[object]] = []
    for line in range(1, LINES + 1):
        at = START + timedelta(seconds=chance.randrange(5 * 3600))
        paid = chance.random() > 0.1
        local = at.astimezone(SHANGHAI)
        amount = chance.randrange(1, 10**6)
        state = chance.choice(["待发货", "已发货", "已完成"]) if paid else "待支付"
        after = chance.choice(["-", "-", "-", "退款成功", "退款中"]) if paid else "-"
        rows.append(
            order_row(
                header,
                line,
                商品ID=chance.choice(ITEMS),
                商品数量=str(chance.randrange(1, 9)),
                订单应付金额=f"{'¥' if line % 7 == 0 else ''}{amount // 100:,}.{amount % 100:02}",
                订单提交时间=local.strftime("%Y-%m-%d %H:%M:%S"),
                支付完成时间=local.strftime("%Y-%m-%d %H:%M:%S") if paid else "",
                订单状态="已关闭" if after == "退款成功" else state,
                售后状态=after,
            )
        )
    return [*rows, *rows[::50]]  # some stand twice, as in exports that overlap


def counted_by(lines: tuple[OrderLine, ...]) -> Counters:
    counters = Counters()
    counters.lines_changed((None, line) for line in lines)
    return counters


@pytest.mark.parametrize("form", ["csv", "gb18030", "xlsx", "xls"])
@pytest.mark.parametrize("header", [ORDER_HEADER_A, ORDER_HEADER_B], ids=["73 columns", "75 columns"])
def test_orders(tmp_path, header: list[str], form: str) -> None:
    rows: list[Sequence[object]] = [header, *order_rows(header, seed=len(header))]
    plain = write_csv(tmp_path / "plain.csv", rows)
    path = {
        "csv": lambda: write_csv(tmp_path / "a.csv", rows, bom=True),
        "gb18030": lambda: write_csv(tmp_path / "a.csv", rows, "gb18030"),
        "xlsx": lambda: write_xlsx(tmp_path / "a.xlsx", rows),
        "xls": lambda: write_xls(tmp_path / "a.xls", rows),
    }[form]()
    export = read_export(path, zone=SHANGHAI)
    counters = counted_by(export.lines)

    other = pl.read_csv(plain, infer_schema=False).unique("子订单编号", keep="last", maintain_order=True)
    other = other.filter(pl.col("支付完成时间").fill_null("") != "").with_columns(cents=(YUAN * 100).cast(pl.Int64))
    by_item = other.group_by("商品ID").agg(
        gmv=pl.col("cents").sum(),
        units=pl.col("商品数量").cast(pl.Int64).sum(),
        orders=pl.col("主订单编号").n_unique(),
        refunded=pl.col("cents").filter(pl.col("售后状态") == "退款成功").sum(),
    )
    assert by_item.height == len(ITEMS)
    for item, gmv, units, orders, refunded in by_item.iter_rows():
        figures = counters.item(item)
        assert (figures.gmv, figures.units, figures.orders, figures.refunded) == (gmv, units, orders, refunded)
    room = counters.room()
    assert (room.gmv, room.units, room.orders) == (
        other["cents"].sum(),
        other["商品数量"].cast(pl.Int64).sum(),
        other["主订单编号"].n_unique(),
    )
    assert export.rows == len(rows) - 1


def test_refunds_joined_to_orders(tmp_path) -> None:
    chance = random.Random(7)
    orders: list[Sequence[object]] = [ORDER_HEADER_A, *(order_row(ORDER_HEADER_A, line) for line in range(1, 501))]
    cases = [
        after_sales_row(
            line := chance.randrange(1, 700),  # some of orders that are not here
            case,
            售后状态=chance.choice(["退款成功", "退款成功", "售后关闭", "待商家处理"]),
            商家退款时间="",
            **{"退商品金额（元）": f"{chance.randrange(0, 90000) / 100:.2f}", "应付金额（元）": "1,119.80"},
        )
        for case in range(1, 401)
    ]
    del line
    path = write_csv(tmp_path / "after.csv", [AFTER_SALES_HEADER, *cases])
    bought = {line.key: line for line in read_export(write_csv(tmp_path / "a.csv", orders), zone=SHANGHAI).lines}
    notices = read_export(path, zone=SHANGHAI).lines
    for notice in notices:
        known = bought.get(notice.key)
        bought[notice.key] = notice if known is None else merge(known, notice)
    room = counted_by(tuple(bought.values())).room()

    other = pl.read_csv(path, infer_schema=False).filter(pl.col("售后状态") == "退款成功")
    money = pl.col("退商品金额（元）").str.to_decimal(scale=2) * 100
    by_line = other.group_by("商品单号").agg(back=money.cast(pl.Int64).sum().clip(upper_bound=111980))
    here = by_line.filter(pl.col("商品单号") <= f"69210000000000{500:05}")
    assert room.refunded == here["back"].sum()
    assert (room.gmv, room.orders) == (500 * 111980, 500)


def test_item_counters(tmp_path) -> None:
    chance = random.Random(11)
    rows = [
        products_row(
            item, 商品点击人数=f"{chance.randrange(1, 10**6):,}", **{SHARE: f"{chance.randrange(1, 9999) / 100}%"}
        )
        for item in ITEMS
    ]
    path: Path = dated(write_xlsx(tmp_path / "a.xlsx", [PRODUCTS_HEADER, *rows]), END)
    readings = read_export(path, zone=SHANGHAI, show_window=ShowWindow(start=START, end=END)).readings

    other = pl.DataFrame([dict(zip(PRODUCTS_HEADER, map(str, row), strict=True)) for row in rows])
    clicks = pl.col("商品点击人数").str.replace_all(",", "").cast(pl.Int64)
    assert sum(r.value for r in readings if r.metric is Metric.CLICK_USERS) == other.select(clicks.sum()).item()
    share = pl.col(SHARE).str.strip_chars("%")
    for item, count, percents in other.select("商品ID", clicks, share).iter_rows():
        (derived,) = [r.value for r in readings if r.product_id == item and r.metric is Metric.EXPOSURE_USERS]
        assert abs(Decimal(derived) - Decimal(count) * 100 / Decimal(percents)) <= Decimal("0.5")
