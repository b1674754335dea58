"""The 拼多多 order export: one row an order, which holds one item."""

from __future__ import annotations

from console.feeds.exports import TableKind
from console.feeds.kinds import Kind
from console.feeds.order_lines import OrderFormat, Words, read_lines
from console.feeds.table import Column, Vocabulary

_FORMAT = OrderFormat(
    kind=Kind.PINDUODUO_ORDERS,
    source="pinduoduo",
    vocabulary=Vocabulary(
        (
            Column(key="line_id", names=("订单号",), required=True),
            Column(key="product_id", names=("商品id",), required=True),
            Column(key="quantity", names=("商品数量(件)", "商品数量"), required=True),
            Column(key="amount", names=("用户实付金额(元)", "商家实收金额(元)"), required=True),
            Column(key="paid", names=("订单成交时间", "支付时间"), required=True),
            Column(key="shipped", names=("发货时间",)),
            Column(key="completed", names=("确认收货时间",)),
            Column(key="status", names=("订单状态",)),
            Column(key="after_sales", names=("售后状态",)),
        ),
        loose=False,
    ),
    words=Words(no_after_sales=frozenset({"", "-", "--", "无", "无售后", "无售后或售后取消"})),
)

PINDUODUO_ORDERS = TableKind(
    kind=Kind.PINDUODUO_ORDERS,
    vocabulary=_FORMAT.vocabulary,
    needs=("line_id", "product_id", "paid", "quantity"),
    read=lambda table, about: read_lines(table, _FORMAT, about),
)
