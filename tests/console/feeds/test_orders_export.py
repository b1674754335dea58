"""The 抖店 order export, in any of its column sets, becomes order lines and nothing personal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.feeds.grid import SheetRefused
from console.feeds.orders_export import OrdersRead, OrdersRefused, read_orders
from console.feeds.registry import ExportRead, Kind, read_export, recognise_file
from console.feeds.times import ShowWindow
from console.show.sales import OrderLine, OrderStatus, merge
from tests.builders_sheets import (
    ORDER_HEADER_A,
    ORDER_HEADER_B,
    PERSONAL_VALUES,
    PLAN_HEADER,
    order_row,
    write_csv,
    write_xlsx,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
A_PLUS = [*ORDER_HEADER_A[:48], "序列号", *ORDER_HEADER_A[48:]]


def export(tmp_path: Path, *rows: Mapping[str, object], header=ORDER_HEADER_A) -> Path:
    lines = [order_row(header, number, **values) for number, values in enumerate(rows, 1)]
    return write_csv(tmp_path / "orders.csv", [header, *lines], bom=True)


def read(path: Path) -> OrdersRead:
    return read_orders(path, SHANGHAI)


def line(tmp_path: Path, **values: object) -> OrderLine:
    (only,) = read(export(tmp_path, values)).lines
    return only


def told(orders: OrdersRead) -> dict[str, Any]:
    return {item.code: dict(item.data) for item in orders.told}


@pytest.mark.parametrize("header", [ORDER_HEADER_A, A_PLUS, ORDER_HEADER_B])
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_both_column_sets_give_the_same_line(tmp_path, header, write) -> None:
    path = write(tmp_path / "orders", [header, order_row(header)])
    assert recognise_file(path, most_rows=10) is Kind.DOUDIAN_ORDERS
    assert read(path).lines == (
        OrderLine(
            source="douyin",
            line_id="6921000000000000001",
            order_id="6920000000000000001",
            product_id="3712345678901234567",
            quantity=2,
            amount=111980,
            status=OrderStatus.PAID,
            at=datetime(2026, 9, 7, 12, 15, 30, tzinfo=UTC),
            status_at=datetime(2026, 9, 7, 12, 15, 42, tzinfo=UTC),
            paid_at=datetime(2026, 9, 7, 12, 15, 42, tzinfo=UTC),
        ),
    )


def test_headers_drift_and_only_the_columns_that_count_are_needed(tmp_path) -> None:
    header = [
        "子订单编号 ",
        "主订单编号",
        "定制商品",
        "商品id",
        "商品数量",
        "订单应付金额（元）",
        "订单提交时间",
        "支付完成时间",
    ]
    row = ["1", "2", "糕", "3", "1", "9.9", "2026/09/07 20:15", "2026/09/07 20:16:00"]
    orders = read(write_csv(tmp_path / "a.csv", [header, row], "gbk"))
    assert [(o.line_id, o.product_id, o.amount) for o in orders.lines] == [("1", "3", 990)]
    assert told(orders)["status_unknown"] == {"columns": "订单状态、售后状态"}


def test_a_date_split_from_its_time_is_put_together(tmp_path) -> None:
    header = [
        "子订单编号",
        "主订单编号",
        "商品ID",
        "商品数量",
        "订单应付金额",
        "订单提交日期",
        "订单提交时间",
        "支付完成时间",
    ]
    row = ["1", "2", "3", "1", "9.9", "2026-09-07", "20:15:30", "2026-09-07 20:16:00"]
    whole = [*row[:6], "2026-09-07 20:15:30", row[7]]
    orders = read(write_csv(tmp_path / "a.csv", [header, row, ["9", *whole[1:]]]))
    assert {order.at for order in orders.lines} == {datetime(2026, 9, 7, 12, 15, 30, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("values", "status", "ever_paid"),
    [
        ({}, OrderStatus.PAID, True),
        ({"订单状态": "已完成", "售后状态": "售后关闭"}, OrderStatus.PAID, True),
        ({"订单状态": "已关闭", "售后状态": "退款成功"}, OrderStatus.REFUNDED, True),
        ({"订单状态": "已完成", "售后状态": "已全额退款"}, OrderStatus.REFUNDED, True),
        ({"订单状态": "已发货", "售后状态": "退款中"}, OrderStatus.PAID, True),
        ({"订单状态": "已发货", "售后状态": "待商家处理"}, OrderStatus.PAID, True),
        ({"订单状态": "已关闭"}, OrderStatus.CANCELLED, True),
        ({"订单状态": "已取消", "支付完成时间": ""}, OrderStatus.CANCELLED, False),
        ({"订单状态": "已关闭", "支付完成时间": "-", "售后状态": "退款成功"}, OrderStatus.CANCELLED, False),
    ],
)
def test_states_become_paid_refunded_or_cancelled(tmp_path, values, status, ever_paid) -> None:
    order = line(tmp_path, **values)
    assert (order.status, order.ever_paid) == (status, ever_paid)


def test_an_open_order_nobody_paid_is_skipped_and_said(tmp_path) -> None:
    orders = read(export(tmp_path, {}, {"支付完成时间": "", "订单状态": "待支付"}))
    assert (len(orders.lines), orders.rows) == (1, 2)
    assert told(orders)["unpaid_skipped"] == {"rows": "3", "count": 1}


def test_a_part_refund_without_amounts_stays_paid_and_is_said(tmp_path) -> None:
    orders = read(export(tmp_path, {"售后状态": "部分退款成功"}))
    assert orders.lines[0].status is OrderStatus.PAID
    assert told(orders)["partly_refunded"] == {"rows": "2", "count": 1}


def test_what_is_still_open_after_sales_is_said_once_with_its_count(tmp_path) -> None:
    orders = read(export(tmp_path, {"售后状态": "退款中"}, {"售后状态": "换货成功"}, {"售后状态": "换货成功"}))
    assert told(orders)["after_sales_open"] == {"values": "换货成功 ×2、退款中 ×1"}


@pytest.mark.parametrize(
    "values", [{"发货时间": "2026-09-08 09:00:00"}, {"订单状态": "已发货"}, {"订单状态": "已完成"}]
)
def test_a_sent_parcel_is_known_as_sent(tmp_path, values) -> None:
    assert line(tmp_path, **values).shipped
    assert not line(tmp_path).shipped


def test_a_refund_in_a_later_export_wins_whatever_times_the_earlier_one_had(tmp_path) -> None:
    shipped = line(tmp_path, 订单状态="已发货", 发货时间="2026-09-08 09:00:00", 订单完成时间="2026-09-09 09:00:00")
    without_times = line(tmp_path, 订单状态="已关闭", 售后状态="退款成功")
    assert merge(shipped, without_times).status is OrderStatus.REFUNDED
    assert merge(without_times, shipped).status is OrderStatus.REFUNDED
    assert merge(merge(without_times, shipped), shipped).status is OrderStatus.REFUNDED


def test_the_last_of_two_copies_in_one_file_is_taken(tmp_path) -> None:
    again = {"子订单编号": "6921000000000000001", "订单状态": "已关闭", "售后状态": "退款成功"}
    orders = read(export(tmp_path, {}, {}, again))
    assert [(o.line_id[-1], o.status.value) for o in orders.lines] == [("2", "paid"), ("1", "refunded")]
    assert told(orders)["lines_repeated"] == {"rows": "4", "count": 1}


def test_times_are_the_rooms_and_not_the_machines(tmp_path) -> None:
    path = export(tmp_path, {})
    assert read_orders(path, ZoneInfo("America/New_York")).lines[0].at == datetime(2026, 9, 8, 0, 15, 30, tzinfo=UTC)


def test_total_rows_are_skipped_and_said(tmp_path) -> None:
    rows: list[Sequence[object]] = [ORDER_HEADER_A, order_row(ORDER_HEADER_A), ["合计", "", "", "", "2"]]
    orders = read(write_csv(tmp_path / "a.csv", rows))
    assert told(orders)["total_rows"] == {"rows": "3", "count": 1}


def test_no_personal_value_comes_out_whichever_way(tmp_path) -> None:
    for header in (ORDER_HEADER_A, ORDER_HEADER_B):
        orders = read(export(tmp_path, {}, {"售后状态": "退款中"}, header=header))
        said = repr([astuple(order) for order in orders.lines]) + repr(orders.told)
        assert not [value for value in PERSONAL_VALUES.values() if value in said]
        kept = [name for name in PERSONAL_VALUES if name in header]
        assert told(orders)["personal_dropped"]["count"] == len(kept) == 9
        assert set(str(told(orders)["personal_dropped"]["columns"]).split("、")) == set(kept)


def test_no_personal_value_is_named_by_a_problem_even_when_cells_have_slipped(tmp_path) -> None:
    good = order_row(ORDER_HEADER_A)
    comma = [*good[:2], "一个没有引号的", "逗号", *good[2:]]
    before, after = good[:29], ["后半句留言", *good[29:]]
    path = write_csv(tmp_path / "a.csv", [ORDER_HEADER_A, good, comma, before, after])
    with pytest.raises(OrdersRefused) as refused:
        read(path)
    assert [(p.row, p.code, p.held) for p in refused.value.problems] == [(n, "row_slipped", "") for n in (3, 4, 5)]


def test_a_message_under_an_id_is_not_quoted(tmp_path) -> None:
    row = order_row(ORDER_HEADER_A, 主订单编号="请放门口的石缸里")
    with pytest.raises(OrdersRefused) as refused:
        read(write_xlsx(tmp_path / "a.xlsx", [ORDER_HEADER_A, row]))
    assert [(p.header, p.code, p.held) for p in refused.value.problems] == [("主订单编号", "strange_id", "")]


def test_a_comma_at_the_end_of_every_row_slips_nothing(tmp_path) -> None:
    rows: list[Sequence[object]] = [ORDER_HEADER_A, *([*order_row(ORDER_HEADER_A, number), ""] for number in (1, 2))]
    assert len(read(write_csv(tmp_path / "a.csv", rows)).lines) == 2


def test_empty_cells_dropped_at_the_end_of_rows_together_slip_nothing(tmp_path) -> None:
    rows = [order_row(ORDER_HEADER_A, number) for number in range(1, 41)]
    blocks: list[Sequence[object]] = [
        ORDER_HEADER_A,
        *(row if place < 15 else row[:60] for place, row in enumerate(rows)),
    ]
    assert len(read(write_csv(tmp_path / "a.csv", blocks)).lines) == 40
    alone: list[Sequence[object]] = [
        ORDER_HEADER_A,
        *(row[:60] if place == 15 else row for place, row in enumerate(rows)),
    ]
    with pytest.raises(OrdersRefused) as refused:
        read(write_csv(tmp_path / "b.csv", alone))
    assert [(problem.row, problem.code) for problem in refused.value.problems] == [(17, "row_slipped")]
    known = ORDER_HEADER_A.index("发货时间")  # rows cut before it lack what is read of them
    cut: list[Sequence[object]] = [ORDER_HEADER_A, *(row[:known] for row in rows[:3])]
    with pytest.raises(OrdersRefused):
        read(write_csv(tmp_path / "c.csv", [*cut, *rows[3:]]))


def test_a_day_without_its_year_is_the_shows_and_a_bare_hour_is_no_time_of_an_order(tmp_path) -> None:
    def orders(placed: str, window: ShowWindow) -> ExportRead:
        row = order_row(ORDER_HEADER_A, 订单提交时间=placed, 支付完成时间="01-01 00:02")
        path = write_csv(tmp_path / "a.csv", [ORDER_HEADER_A, row])
        return read_export(path, zone=SHANGHAI, show_window=window)

    show = ShowWindow(start=datetime(2026, 12, 31, 12, tzinfo=UTC))
    (line,) = orders("12-31 23:59:30", show).lines
    assert (line.at, line.paid_at) == (
        datetime(2026, 12, 31, 15, 59, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 16, 2, tzinfo=UTC),
    )
    for placed, window, code in (("23:59", show, "not_instant"), ("12-31 23:59", ShowWindow(), "year_unknown")):
        with pytest.raises(OrdersRefused) as refused:
            orders(placed, window)
        assert refused.value.problems[0].code == code


def test_dates_whose_format_was_lost_are_dates_midnight_too(tmp_path) -> None:
    row = order_row(ORDER_HEADER_A, 订单提交时间=46272.75, 支付完成时间=46273)
    (line,) = read(write_xlsx(tmp_path / "a.xlsx", [ORDER_HEADER_A, row])).lines
    assert line.at == datetime(2026, 9, 7, 10, tzinfo=UTC)
    assert line.paid_at == datetime(2026, 9, 7, 16, tzinfo=UTC)


@pytest.mark.parametrize("said", ["合计（共1条）", "总计:", "共 1 条", "Total (1)"])
def test_a_line_of_sums_may_count_what_it_adds_up(tmp_path, said: str) -> None:
    rows: list[Sequence[object]] = [
        ORDER_HEADER_A,
        order_row(ORDER_HEADER_A),
        [said, *([""] * (len(ORDER_HEADER_A) - 1))],
    ]
    assert len(read(write_csv(tmp_path / "a.csv", rows)).lines) == 1


def test_every_bad_cell_of_an_export_is_listed(tmp_path) -> None:
    path = export(
        tmp_path,
        {"子订单编号": "6.921E+18"},
        {"商品ID": "", "商品数量": "0"},
        {"订单应付金额": "面议", "订单提交时间": "昨晚"},
    )
    with pytest.raises(OrdersRefused) as refused:
        read(path)
    assert [(p.row, p.header, p.held, p.code) for p in refused.value.problems] == [
        (2, "子订单编号", "6.921E+18", "digits_lost"),
        (3, "商品数量", "0", "no_pieces"),
        (3, "商品ID", "", "empty"),
        (4, "订单应付金额", "面议", "not_money"),
        (4, "订单提交时间", "昨晚", "not_instant"),
    ]


def test_ids_a_spreadsheet_cut_short_are_refused(tmp_path) -> None:
    row = order_row(ORDER_HEADER_A, 商品ID=3.7123456789012346e18)
    with pytest.raises(OrdersRefused) as refused:
        read(write_xlsx(tmp_path / "a.xlsx", [ORDER_HEADER_A, row]))
    assert [p.code for p in refused.value.problems] == ["digits_lost"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([PLAN_HEADER, (1, "爆款", "1", "糕", 1, 1, 1)], "not_orders"),
        ([["子订单编号", "主订单编号", "商品ID", "商品数量"], ["1", "2", "3", "1"]], "columns_missing"),
    ],
)
def test_what_is_no_order_export_says_so(tmp_path, rows, code: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(write_csv(tmp_path / "a.csv", rows))
    assert refused.value.code == code


def test_the_missing_columns_are_named(tmp_path) -> None:
    header = ["子订单编号", "主订单编号", "商品ID", "商品数量"]
    with pytest.raises(SheetRefused) as refused:
        read(write_csv(tmp_path / "a.csv", [header, ["1", "2", "3", "1"]]))
    assert refused.value.data["columns"] == "订单应付金额、支付完成时间、订单提交时间"


def test_kinds_are_told_apart_by_their_headers(tmp_path) -> None:
    plan = write_csv(tmp_path / "p.csv", [("今晚",), PLAN_HEADER, (1, "爆款", "1", "糕", 1, 1, 1)])
    other = write_csv(tmp_path / "o.csv", [("售后单号", "订单号", "商品单号"), ("1", "2", "3")])
    assert recognise_file(plan, most_rows=10) is Kind.RUN_ORDER
    assert recognise_file(other, most_rows=10) is None


def test_ten_thousand_lines_are_read(tmp_path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [ORDER_HEADER_B, *(order_row(ORDER_HEADER_B, number) for number in range(10_000))]
    )
    assert len({order.key for order in read(path).lines}) == 10_000
