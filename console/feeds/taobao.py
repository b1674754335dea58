"""The 淘宝 seller's order exports: 宝贝报表 with one row a line, and 订单报表 with one row an order, no item's id."""

from __future__ import annotations

from console.feeds.exports import TableKind
from console.feeds.kinds import Kind
from console.feeds.order_lines import OrderFormat, Words, read_lines
from console.feeds.table import Column, Vocabulary

SOURCE = "taobao"
WORDS = Words(
    shipped=("卖家已发货", "已发货", "交易成功"),
    no_after_sales=frozenset({"", "-", "--", "无", "没有申请退款", "无退款申请", "退款关闭"}),
)

_LINES = OrderFormat(
    kind=Kind.TAOBAO_LINES,
    source=SOURCE,
    vocabulary=Vocabulary(
        (
            Column(key="line_id", names=("子订单编号",), required=True),
            Column(key="order_id", names=("主订单编号", "订单编号"), required=True),
            Column(key="product_id", names=("商品ID", "宝贝ID"), required=True),
            Column(key="quantity", names=("购买数量", "宝贝数量"), required=True),
            Column(key="amount", names=("买家实付金额", "买家实际支付金额", "买家应付货款"), required=True),
            Column(key="placed", names=("订单创建时间",)),
            Column(key="paid", names=("订单付款时间",), required=True),
            Column(key="shipped", names=("发货时间",)),
            Column(key="status", names=("订单状态",)),
            Column(key="after_sales", names=("退款状态",)),
            Column(key="refunded", names=("退款金额",)),
        ),
        loose=False,
    ),
    words=WORDS,
)

_ORDERS = OrderFormat(
    kind=Kind.TAOBAO_ORDERS,
    source=SOURCE,
    vocabulary=Vocabulary(
        (
            # An order of one item has its own number for its only line: the 宝贝报表 joins it by that.
            Column(key="line_id", names=("订单编号",), required=True),
            Column(key="quantity", names=("宝贝总数量",), required=True),
            Column(key="amount", names=("买家实际支付金额", "买家实付金额"), required=True),
            Column(key="postage", names=("买家应付邮费",)),
            Column(key="placed", names=("订单创建时间",), required=True),
            Column(key="paid", names=("订单付款时间",)),
            Column(key="shipped", names=("发货时间",)),
            Column(key="status", names=("订单状态",)),
            Column(key="refunded", names=("退款金额",)),
            Column(key="kinds", names=("宝贝种类",)),
        ),
        loose=False,
    ),
    words=WORDS,
)

TAOBAO_LINES = TableKind(
    kind=Kind.TAOBAO_LINES,
    vocabulary=_LINES.vocabulary,
    needs=("line_id", "order_id", "quantity"),
    read=lambda table, about: read_lines(table, _LINES, about),
)
TAOBAO_ORDERS = TableKind(
    kind=Kind.TAOBAO_ORDERS,
    vocabulary=_ORDERS.vocabulary,
    needs=("line_id", "postage", "placed"),
    read=lambda table, about: read_lines(table, _ORDERS, about),
)
