"""What the columns of tables nobody knows are usually called: the fields a mapping may fill, and their names."""

from __future__ import annotations

from console.feeds.table import Column, Vocabulary
from console.show.sales import Metric

METRICS = {metric.value: metric for metric in Metric}

_NAMES: dict[str, tuple[str, ...]] = {
    "line_id": (
        *("子订单编号", "子订单号", "子单号", "商品单号", "订单行号", "单据行号", "单据流水", "流水号"),
        *("line id", "line item id", "sub order id"),
    ),
    "order_id": (
        *("订单编号", "订单号", "主订单编号", "主订单号", "父订单", "线上订单号", "原始单号", "内部订单号", "交易单号"),
        *("单据编号", "单号", "order id", "order no", "order"),
    ),
    "product_id": (
        "商品ID",
        "商品编号",
        "产品ID",
        "宝贝ID",
        "货品ID",
        "商品编码",
        "宝贝编码",
        "货品编码",
        "SKU",
        "货号",
        "商家编码",
        "product id",
        "item id",
    ),
    "quantity": (
        *("商品数量", "购买数量", "数量", "件数", "成交数量", "成交件数", "商品件数", "购买件数", "SKU件数"),
        *("quantity", "qty", "units"),
    ),
    "amount": (
        *("订单应付金额", "应付金额", "实付金额", "买家实付金额", "用户实付金额", "支付金额", "成交金额", "金额"),
        *("实付款", "买家实付", "买家付款", "付款金额", "实付", "实收金额", "实收", "订单金额", "订单总额"),
        *("商家应收金额", "应收金额", "amount", "paid amount", "total"),
    ),
    "placed": (
        *("下单时间", "订单提交时间", "订单创建时间", "创建时间", "下单日期", "订单下单时间"),
        *("created at", "order time", "placed"),
    ),
    "paid": (
        *("支付完成时间", "支付时间", "付款时间", "订单付款时间", "订单支付时间", "付款日期", "成交时间"),
        *("paid at", "paid time", "paid"),
    ),
    "status": ("订单状态", "状态", "status"),
    "after_sales": ("售后状态", "退款状态", "after sales", "refund status"),
    "refunded": ("退款金额", "退商品金额", "已退金额", "refunded amount", "refunded"),
    "at": (
        "时间",
        "采集时间",
        "采集时刻",
        "统计时间",
        "数据时间",
        "时刻",
        "分钟",
        "记录时间",
        "time",
        "at",
        "timestamp",
    ),
    "exposures": (
        "商品曝光次数",
        "曝光次数",
        "曝光量",
        "曝光数",
        "累计曝光",
        "商品曝光",
        "曝光",
        "展示次数",
        "exposures",
        "impressions",
    ),
    "exposure_users": ("商品曝光人数", "曝光人数", "exposure users"),
    "clicks": (
        "商品点击次数",
        "点击次数",
        "点击量",
        "商品点击量",
        "点击数",
        "累计点击",
        "商品点击",
        "点击",
        "clicks",
        "product_clicks",
    ),
    "click_users": ("商品点击人数", "点击人数", "click users"),
    "buyers": ("成交人数", "支付人数", "购买人数", "买家数", "buyers"),
    "orders": ("成交订单数", "支付订单数", "成交单数", "订单数", "单数", "orders"),
    "views": ("观看次数", "直播间观看次数", "观看人次", "看播次数", "views"),
    "viewers": ("观看人数", "直播间观看人数", "累计观看人数", "看播人数", "累计观看", "viewers"),
    "online": ("在线人数", "实时在线人数", "当前在线人数", "当前在线", "在线", "online"),
    "enters": ("进入人数", "进房人数", "enters"),
    "leaves": ("离开人数", "离房人数", "leaves"),
    "comments": ("评论次数", "评论数", "评论条数", "累计评论数", "comments"),
    "likes": ("点赞次数", "点赞数", "累计点赞数", "likes"),
    "follows": ("新增粉丝数", "新增关注人数", "新增关注", "涨粉数", "follows", "followers"),
    "watch_seconds": ("总观看时长", "观看总时长", "累计观看时长", "watch seconds", "watch time"),
}
ORDER_FIELDS = (
    *("line_id", "order_id", "product_id", "quantity", "amount", "placed", "paid", "status", "after_sales", "refunded"),
)
READING_FIELDS = ("product_id", "at", *METRICS)
GUESSES = Vocabulary(tuple(Column(key=key, names=names) for key, names in _NAMES.items()), loose=True)
