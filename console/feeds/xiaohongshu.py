"""The 小红书 exports: the 千帆 order list with one row a spec of an order, and the live list."""

from __future__ import annotations

from console.feeds.counter_tables import Counted, CounterFormat, counter_kind
from console.feeds.exports import TableKind
from console.feeds.kinds import Kind
from console.feeds.order_lines import OrderFormat, Words, read_lines
from console.feeds.table import Column, Vocabulary
from console.show.sales import Metric

SOURCE = "xiaohongshu"

_FORMAT = OrderFormat(
    kind=Kind.XIAOHONGSHU_ORDERS,
    source=SOURCE,
    line_id=("order_id", "spec_id"),  # no line has a number of its own
    vocabulary=Vocabulary(
        (
            Column(key="order_id", names=("订单号",), required=True),
            Column(key="spec_id", names=("规格ID",), required=True),
            Column(key="product_id", names=("商品ID",), required=True),
            Column(key="quantity", names=("SKU件数",), required=True),
            Column(key="amount", names=("商家应收金额(元)（支付金额）", "商家应收金额(元)"), required=True),
            Column(key="placed", names=("订单创建时间",)),
            Column(key="paid", names=("支付时间",), required=True),
            Column(key="shipped", names=("订单发货时间",)),
            Column(key="completed", names=("订单完成时间",)),
            Column(key="status", names=("订单状态",)),
            Column(key="after_sales", names=("售后状态",)),
        ),
        loose=False,
    ),
    words=Words(unpaid=("待支付", "待付款", "未支付")),
)
XIAOHONGSHU_ORDERS = TableKind(
    kind=Kind.XIAOHONGSHU_ORDERS,
    vocabulary=_FORMAT.vocabulary,
    needs=("order_id", "spec_id", "quantity"),
    read=lambda table, about: read_lines(table, _FORMAT, about),
)

XIAOHONGSHU_LIVE_LIST = counter_kind(
    CounterFormat(
        kind=Kind.XIAOHONGSHU_LIVE_LIST,
        source=SOURCE,
        start=("直播开始时间",),
        counted=(
            Counted(Metric.VIEWERS, "直播间观看人数"),
            Counted(Metric.VIEWS, "直播间观看次数"),
            Counted(Metric.EXPOSURE_USERS, "商品曝光人数"),
            Counted(Metric.EXPOSURES, "商品曝光次数"),
            Counted(Metric.CLICK_USERS, "商品点击人数"),
            Counted(Metric.CLICKS, "商品点击次数"),
            Counted(Metric.BUYERS, "支付人数"),
            Counted(Metric.FOLLOWS, "新增粉丝数"),
        ),
        uncounted=(
            *("支付金额", "退款金额", "直播间曝光人数", "直播间曝光次数", "平均在线人数", "人均停留时长", "互动人数"),
            *("评论人数", "支付订单数", "支付件数", "退款订单数", "退款人数"),
        ),
        needs=("主播昵称", "直播开始时间", "支付订单数"),
        also=("主播昵称",),
    )
)
