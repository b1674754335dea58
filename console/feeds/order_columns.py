"""The columns of the 抖店 order export that are read; every other column, the personal ones above all, is not."""

from __future__ import annotations

from console.feeds.table import Column, Vocabulary

ORDERS = Vocabulary(
    (
        Column(key="line_id", names=("子订单编号", "子订单号"), required=True),
        Column(key="order_id", names=("主订单编号", "主订单号", "订单编号"), required=True),
        Column(key="product_id", names=("商品ID",), required=True),
        Column(key="quantity", names=("商品数量",), required=True),
        Column(key="amount", names=("订单应付金额", "应付金额"), required=True),
        Column(key="placed", names=("订单提交时间", "下单时间")),
        Column(key="placed_date", names=("订单提交日期", "下单日期")),
        Column(key="paid", names=("支付完成时间", "支付时间"), required=True),
        Column(key="shipped", names=("发货时间",)),
        Column(key="completed", names=("订单完成时间",)),
        Column(key="status", names=("订单状态",)),
        Column(key="after_sales", names=("售后状态",)),
    ),
    loose=False,
)
