"""The 生意参谋 live exports (legacy .xls): by item, by session, and the orders of a session."""

from __future__ import annotations

from console.feeds.counter_tables import Counted, CounterFormat, counter_kind
from console.feeds.exports import TableKind
from console.feeds.kinds import Kind
from console.feeds.order_lines import OrderFormat, read_lines
from console.feeds.table import Column, Vocabulary
from console.feeds.taobao import SOURCE as TAOBAO
from console.show.sales import Metric

SOURCE = "sycm"
_SOLD = ("成交件数", "成交笔数", "成交金额", "种草成交件数", "种草成交笔数", "种草成交金额")

SYCM_ITEMS = counter_kind(
    CounterFormat(
        kind=Kind.SYCM_ITEMS,
        source=SOURCE,
        item=("商品id",),
        name=("商品标题",),
        start=("开播时间",),
        counted=(
            Counted(Metric.CLICK_USERS, "商品点击人数"),
            Counted(Metric.CLICKS, "商品点击次数"),
            Counted(Metric.BUYERS, "成交人数", "种草成交人数"),
        ),
        uncounted=("加购商品件数", "加购人数", "加购件数", *_SOLD),
        also=("直播标题", "场次id"),
        needs=("商品id", "场次id", "商品点击次数"),
    )
)

SYCM_SESSIONS = counter_kind(
    CounterFormat(
        kind=Kind.SYCM_SESSIONS,
        source=SOURCE,
        start=("开播时间",),
        counted=(
            Counted(Metric.VIEWS, "直播间观看次数", "直播间浏览次数"),
            Counted(Metric.VIEWERS, "直播间观看人数", "直播间访问人数"),
            Counted(Metric.FOLLOWS, "新增粉丝数"),
            Counted(Metric.CLICK_USERS, "商品点击人数"),
            Counted(Metric.CLICKS, "商品点击次数"),
            Counted(Metric.BUYERS, "成交人数", "种草成交人数"),
        ),
        uncounted=(
            *("转粉率", "商品点击率", "商品加购人数", "商品加购件数", "成交转化率", "互动率", "互助率"),
            *_SOLD,
        ),
        also=("直播标题", "场次id"),
        needs=("场次id", "开播时间", "直播间观看次数"),
    )
)

_ORDERS = OrderFormat(
    kind=Kind.SYCM_ORDERS,
    source=TAOBAO,  # the platform's lines: the seller's export of them is the same lines
    vocabulary=Vocabulary(
        (
            Column(key="line_id", names=("子订单",), required=True),
            Column(key="order_id", names=("父订单",), required=True),
            Column(key="product_id", names=("商品id",), required=True),
            Column(key="amount", names=("支付金额",), required=True),
            Column(key="placed", names=("下单时间",)),
            Column(key="paid", names=("支付时间",), required=True),
            Column(key="completed", names=("确认收货时间",)),
        ),
        loose=False,
    ),
)
SYCM_ORDERS = TableKind(
    kind=Kind.SYCM_ORDERS,
    vocabulary=_ORDERS.vocabulary,
    needs=("line_id", "order_id", "product_id"),
    read=lambda table, about: read_lines(table, _ORDERS, about),
)
