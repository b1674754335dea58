"""Orders of every platform become lines: paid, given back in part or whole, without an item, without pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.registry import read_export
from console.show.sales import OrderLine, OrderStatus, merge
from tests.builders_orders import (
    AFTER_SALES_HEADER,
    PINDUODUO_HEADER,
    PINDUODUO_ORDER,
    SHOPIFY_HEADER,
    SHOPIFY_ORDER,
    SYCM_ORDER,
    SYCM_ORDERS_HEADER,
    TAOBAO_LINE,
    TAOBAO_LINES_HEADER,
    TAOBAO_ORDER,
    TAOBAO_ORDERS_HEADER,
    XIAOHONGSHU_HEADER,
    XIAOHONGSHU_ORDER,
    after_sales_row,
)
from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv, write_xlsx
from tests.builders_tables import ITEM, row, write_xls

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(path: Path) -> ExportRead:
    return read_export(path, zone=SHANGHAI)


def told(export: ExportRead) -> dict[str, dict[str, str | int]]:
    return {item.code: dict(item.data) for item in export.told}


def orders(tmp_path: Path, header: Sequence[str], known: Mapping[str, object], *changes: Mapping[str, object]):
    rows = [row(header, known, **change) for change in changes]
    return read(write_csv(tmp_path / "orders.csv", [header, *rows]))


def bought(tmp_path: Path) -> OrderLine:
    (line,) = read(write_csv(tmp_path / "bought.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)])).lines
    return line


def refunds(tmp_path: Path, *rows: list[object]) -> ExportRead:
    return read(write_csv(tmp_path / "after.csv", [AFTER_SALES_HEADER, *rows]))


# -- 抖店 after-sales ---------------------------------------------------------------------------------


def test_a_refund_alone_counts_nowhere_and_joined_either_way_it_is_the_same(tmp_path) -> None:
    (notice,) = refunds(tmp_path, after_sales_row(**{"退商品金额（元）": "100.00"})).lines
    order = bought(tmp_path)
    assert not notice.ever_paid
    assert (notice.refunded, notice.units_returned) == (0, 0)
    for line in (merge(order, notice), merge(notice, order), merge(merge(order, notice), notice)):
        assert (line.status, line.amount, line.quantity, line.refunded) == (OrderStatus.REFUNDED, 111980, 2, 10000)
        assert (line.paid_at, line.at, line.units_returned) == (order.paid_at, order.at, 0)
        assert line.status_at == datetime(2026, 9, 7, 13, 30, tzinfo=UTC)


def test_a_refund_of_everything_returns_the_pieces(tmp_path) -> None:
    (notice,) = refunds(tmp_path, after_sales_row()).lines
    line = merge(bought(tmp_path), notice)
    assert (line.refunded, line.units_returned) == (111980, 2)


def test_refunds_of_one_line_add_up_and_never_beyond_what_was_to_be_paid(tmp_path) -> None:
    parts = [after_sales_row(1, case, **{"退商品金额（元）": "400", "退运费金额（元）": "10"}) for case in (1, 2, 2)]
    export = refunds(tmp_path, *parts)
    assert [line.refunded_amount for line in export.lines] == [82000]
    assert told(export)["cases_repeated"]["rows"] == "4"
    beyond = refunds(tmp_path, *(after_sales_row(1, case, **{"退支付优惠（元）": "900"}) for case in (1, 2)))
    assert [line.refunded_amount for line in beyond.lines] == [111980]


@pytest.mark.parametrize("standing", ["售后关闭", "退款失败", "已取消"])
def test_a_case_that_came_to_nothing_is_no_refund(tmp_path, standing: str) -> None:
    assert refunds(tmp_path, after_sales_row(售后状态=standing)).lines == ()


def test_a_case_still_open_or_without_money_is_said(tmp_path) -> None:
    waiting = after_sales_row(售后状态="待商家处理", 商家退款时间="")
    exchange = after_sales_row(1, 2, 售后状态="退款成功", **{"退商品金额（元）": "0"})
    export = refunds(tmp_path, waiting, exchange)
    assert export.lines == ()
    assert told(export)["after_sales_open"] == {"values": "待商家处理 ×1"}
    assert told(export)["nothing_refunded"]["rows"] == "3"


# -- 淘宝 ---------------------------------------------------------------------------------------------


def test_a_taobao_line(tmp_path) -> None:
    export = orders(tmp_path, TAOBAO_LINES_HEADER, TAOBAO_LINE, {})
    assert export.lines == (
        OrderLine(
            source="taobao",
            line_id="4400000000000000011",
            order_id="4400000000000000010",
            product_id="680000000001",
            quantity=3,
            amount=9900,
            status=OrderStatus.PAID,
            at=datetime(2026, 9, 7, 12, 10, tzinfo=UTC),
            status_at=datetime(2026, 9, 7, 12, 11, tzinfo=UTC),
            paid_at=datetime(2026, 9, 7, 12, 11, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("values", "status", "refunded"),
    [
        ({"退款状态": "退款成功", "退款金额": "99.00"}, OrderStatus.REFUNDED, 9900),
        ({"退款状态": "退款成功", "退款金额": "33.00"}, OrderStatus.REFUNDED, 3300),
        ({"订单状态": "交易关闭", "退款状态": "退款成功", "退款金额": "无退款申请"}, OrderStatus.REFUNDED, 9900),
        ({"订单状态": "交易成功"}, OrderStatus.PAID, 0),
        ({"订单状态": "交易关闭", "订单付款时间": ""}, OrderStatus.CANCELLED, 0),
    ],
)
def test_taobao_states(tmp_path, values, status: OrderStatus, refunded: int) -> None:
    (line,) = orders(tmp_path, TAOBAO_LINES_HEADER, TAOBAO_LINE, values).lines
    assert (line.status, line.refunded) == (status, refunded)


def test_a_refund_that_grew_to_all_of_it_is_all_of_it_in_either_order(tmp_path) -> None:
    part, whole = (
        orders(tmp_path, TAOBAO_LINES_HEADER, TAOBAO_LINE, {"退款状态": "退款成功", "退款金额": money}).lines[0]
        for money in ("33.00", "99.00")
    )
    later = replace(whole, status_at=whole.status_time + timedelta(hours=1))
    for line in (merge(part, whole), merge(part, later), merge(later, part)):
        assert (line.refunded, line.units_returned) == (9900, 3)


def test_a_taobao_order_of_one_item_waits_for_its_item_and_several_items_are_left_out(tmp_path) -> None:
    export = orders(
        tmp_path,
        TAOBAO_ORDERS_HEADER,
        TAOBAO_ORDER,
        {},
        {"订单编号": '="4400000000000000031"', "宝贝种类": "2", "买家实际支付金额": "200"},
        {"订单编号": "4400000000000000041", "订单状态": "等待买家付款", "订单付款时间 ": ""},
    )
    (line,) = export.lines
    assert (line.line_id, line.product_id, line.quantity, line.amount) == ("4400000000000000021", "", 2, 5990)
    assert told(export)["several_items"]["rows"] == "3"
    assert told(export)["several_items_money"] == {"amount": "200.00"}
    assert told(export)["unpaid_skipped"]["rows"] == "4"
    assert "items_unknown" in told(export)
    known = TAOBAO_LINE | {
        "子订单编号": line.line_id,
        "主订单编号": line.line_id,
        "买家实付金额": "59.90",
        "购买数量": "2",
    }
    (told_item,) = orders(tmp_path, TAOBAO_LINES_HEADER, known, {}).lines
    assert merge(line, told_item).product_id == merge(told_item, line).product_id == "680000000001"


def test_a_sycm_order_has_no_pieces_and_takes_them_from_the_sellers_table(tmp_path) -> None:
    export = read(write_xls(tmp_path / "a.xls", [SYCM_ORDERS_HEADER, row(SYCM_ORDERS_HEADER, SYCM_ORDER)]))
    (line,) = export.lines
    assert (line.source, line.quantity, line.amount) == ("taobao", 0, 9900)
    assert {"pieces_unknown", "refunds_unseen"} <= set(told(export))
    (full,) = orders(tmp_path, TAOBAO_LINES_HEADER, TAOBAO_LINE, {}).lines
    assert merge(line, full).quantity == merge(full, line).quantity == 3


# -- 拼多多, 小红书, Shopify ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, OrderStatus.PAID),
        ({"订单状态": "已发货，待签收"}, OrderStatus.PAID),
        ({"订单状态": "未发货，退款成功", "售后状态": "退款成功"}, OrderStatus.REFUNDED),
        ({"订单状态": "已取消", "售后状态": "无售后或售后取消"}, OrderStatus.CANCELLED),
    ],
)
def test_pinduoduo_states(tmp_path, values, status: OrderStatus) -> None:
    (line,) = orders(tmp_path, PINDUODUO_HEADER, PINDUODUO_ORDER, values).lines
    assert (line.line_id, line.product_id, line.quantity, line.amount) == (
        "260907-111122223333444",
        "55667788",
        2,
        1990,
    )
    assert line.status is status
    assert line.paid_at == datetime(2026, 9, 7, 12, 15, tzinfo=UTC)


def test_a_pinduoduo_order_nobody_dated_is_left_out_with_its_money(tmp_path) -> None:
    export = orders(
        tmp_path,
        PINDUODUO_HEADER,
        PINDUODUO_ORDER,
        {"订单成交时间": "\t"},
        {"订单成交时间": "", "订单状态": "待付款", "订单号": "260907-2"},
        {"订单成交时间": "", "订单状态": "已取消", "订单号": "260907-3"},
        {"订单成交时间": "", "售后状态": "退款成功", "订单号": "260907-4"},  # it was sold, or nothing was given back
    )
    assert export.lines == ()
    assert told(export)["no_time"]["rows"] == "2, 5"
    assert told(export)["no_time_money"] == {"amount": "39.80"}
    assert told(export)["unpaid_skipped"]["rows"] == "3-4"


def test_a_xiaohongshu_line_is_known_by_its_order_and_spec(tmp_path) -> None:
    second = {"规格ID": "65f0a1b2c3d4e5f609999999", "商家应收金额(元)（支付金额）": "10.01"}
    export = orders(tmp_path, XIAOHONGSHU_HEADER, XIAOHONGSHU_ORDER, {}, second)
    assert [(line.line_id, line.order_id, line.amount) for line in export.lines] == [
        ("P802335189951019482:65f0a1b2c3d4e5f601234567", "P802335189951019482", 32499),
        ("P802335189951019482:65f0a1b2c3d4e5f609999999", "P802335189951019482", 1001),
    ]


def shopify(tmp_path: Path, *rows: Mapping[str, object]) -> ExportRead:
    blank = dict.fromkeys(SHOPIFY_ORDER, "")
    lines = [row(SHOPIFY_HEADER, SHOPIFY_ORDER if "Subtotal" in r or not r else blank, **r) for r in rows]
    return read(write_csv(tmp_path / "orders.csv", [SHOPIFY_HEADER, *lines]))


SECOND = {"Name": "#1001", "Lineitem quantity": "1", "Lineitem name": "Tea", "Lineitem price": "50.01"}


def test_a_shopify_order_spreads_its_discount_and_loses_no_cent(tmp_path) -> None:
    export = shopify(tmp_path, {"Subtotal": "100.00"}, SECOND)
    assert [(line.line_id, line.product_id, line.quantity, line.amount) for line in export.lines] == [
        ("5500000000001:1", "CAKE-1", 2, 5454),
        ("5500000000001:2", "Tea", 1, 4546),
    ]
    assert {line.paid_at for line in export.lines} == {datetime(2026, 9, 7, 12, 20, tzinfo=UTC)}
    assert sum(line.amount for line in export.lines) == 10000


def test_shopify_refunds(tmp_path) -> None:
    part = shopify(
        tmp_path, {"Subtotal": "100", "Financial Status": "partially_refunded", "Refunded Amount": "10"}, SECOND
    )
    assert sum(line.refunded for line in part.lines) == 1000
    assert {line.status for line in part.lines} == {OrderStatus.REFUNDED}
    whole = shopify(tmp_path, {"Subtotal": "100", "Financial Status": "refunded", "Refunded Amount": "108"}, SECOND)
    assert [merge(*copies).refunded for copies in zip(part.lines, whole.lines, strict=True)] == [5454, 4546]
    assert [(line.refunded, line.units_returned) for line in whole.lines] == [(5454, 2), (4546, 1)]


def test_what_shopify_was_not_paid_in_yuan_is_passed_over(tmp_path) -> None:
    unpaid = {"Subtotal": "100", "Financial Status": "pending", "Paid at": ""}
    export = shopify(tmp_path, unpaid, {"Subtotal": "100", "Name": "#1002", "Currency": "USD"})
    assert export.lines == ()
    assert told(export)["unpaid_orders"] == {"values": "pending ×1"}
    assert told(export)["other_currency"] == {"values": "USD ×1"}


def test_a_slipped_row_of_any_platform_is_refused_unquoted(tmp_path) -> None:
    good = row(TAOBAO_LINES_HEADER, TAOBAO_LINE)
    path = write_csv(tmp_path / "a.csv", [TAOBAO_LINES_HEADER, good, [*good[:2], "一个没有引号的", "逗号", *good[2:]]])
    with pytest.raises(ExportRefused) as refused:
        read(path)
    assert [(p.row, p.code, p.held) for p in refused.value.problems] == [(3, "row_slipped", "")]


def test_the_same_lines_come_of_every_form_of_file(tmp_path) -> None:
    rows: list[Sequence[object]] = [ORDER_HEADER_A, *(order_row(ORDER_HEADER_A, line) for line in range(1, 4))]
    forms = [write_csv(tmp_path / "a.csv", rows, "gbk"), write_xlsx(tmp_path / "a.xlsx", rows)]
    forms.append(write_xls(tmp_path / "a.xls", rows))
    assert len({read(path).lines for path in forms}) == 1
    assert read(forms[0]).lines[0].product_id == ITEM
