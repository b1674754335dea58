"""Rows of the order exports of every platform, written as the platforms write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.feeds.kinds import Kind
from console.feeds.mapping import Mapped, Target, Unit
from console.feeds.mapping import Mapping as ColumnMapping
from tests.builders_tables import ITEM, row

AFTER_SALES_HEADER = (
    *("售后单号", "订单号", "商品单号", "商品名称", "商品ID", "应付金额（元）", "商品运费（元）", "支付优惠（元）"),
    *("商品税费（元）", "商品发货状态", "售后类型", "退商品金额（元）", "退运费金额（元）", "退支付优惠（元）"),
    *("退税费金额（元）", "售后状态", "售后申请时间", "退款方式", "是否已上传退款凭证", "售后原因", "售后原因标签"),
    *("退货物流单号", "退货异常", "退货发货时间", "退货物流公司", "自动处理截止时间", "同意售后申请时间"),
    *("商家退款时间", "用户到账时间", "售后关闭时间"),
)
SYCM_ORDERS_HEADER = (
    *(
        "直播标题",
        "开播时间",
        "场次id",
        "代播主播名称",
        "会员名",
        "直播间粉丝层级",
        "商品id",
        "商品标题",
        "商品一级类目",
    ),
    *("父订单", "子订单", "下单时间", "支付时间", "支付金额", "确认收货时间", "确认收货金额", "代播id"),
)
TAOBAO_LINES_HEADER = (
    *(
        "子订单编号",
        "主订单编号",
        "商品标题",
        "商品价格",
        "购买数量",
        "商品属性",
        "订单状态",
        "买家实付金额",
        "退款状态",
    ),
    *("退款金额", "订单创建时间", "订单付款时间", "商品ID", "发货时间", "商家备注"),
)
TAOBAO_ORDERS_HEADER = (
    *(
        "订单编号",
        "买家会员名",
        "买家支付宝账号",
        "买家应付货款",
        "买家应付邮费",
        "总金额",
        "买家实际支付金额",
        "订单状态",
    ),
    *("买家留言", "收货人姓名", "收货地址 ", "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类"),
    *("宝贝总数量", "店铺名称", "订单关闭原因"),
)
PINDUODUO_HEADER = (
    *("订单成交时间", "商品", "订单号", "订单状态", "商品总价(元)", "邮费(元)", "店铺优惠折扣(元)", "用户实付金额(元)"),
    *(
        "商家实收金额(元)",
        "商品数量(件)",
        "发货时间",
        "确认收货时间",
        "商品id",
        "商品规格",
        "商家备注",
        "售后状态",
        "快递单号",
    ),
)
XIAOHONGSHU_HEADER = (
    *(
        "订单号",
        "订单状态",
        "售后状态",
        "订单类型",
        "收件人姓名",
        "收件人电话",
        "规格ID",
        "SKU名称",
        "SKU规格",
        "SKU件数",
    ),
    *("商品总价(元)", "用户应付金额(元)", "商家应收金额(元)（支付金额）", "支付时间", "订单创建时间", "订单发货时间"),
    *("订单完成时间", "商家编码", "商品ID", "商品名称"),
)
SHOPIFY_HEADER = (
    *("Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency", "Subtotal"),
    *("Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Created at", "Lineitem quantity"),
    *("Lineitem name", "Lineitem price", "Lineitem sku", "Billing Name", "Shipping Phone", "Cancelled at"),
    *("Refunded Amount", "Id", "Lineitem discount"),
)
TAOBAO_LINE = {
    "子订单编号": "4400000000000000011",
    "主订单编号": "4400000000000000010",
    "购买数量": "3",
    "订单状态": "买家已付款,等待卖家发货",
    "买家实付金额": "99.00",
    "退款状态": "没有申请退款",
    "退款金额": "无退款申请",
    "订单创建时间": "2026-09-07 20:10:00",
    "订单付款时间": "2026-09-07 20:11:00",
    "商品ID": "680000000001",
    "商家备注": "老客人多送一份",
}
TAOBAO_ORDER = {
    "订单编号": '="4400000000000000021"',
    "买家会员名": "tb秦无衣",
    "买家应付邮费": "0.00",
    "买家实际支付金额": "59.90",
    "订单状态": "买家已付款,等待卖家发货",
    "收货人姓名": "秦无衣",
    "联系手机": "'13800000000",
    "订单创建时间": "2026-09-07 20:10:00",
    "订单付款时间 ": "2026-09-07 20:11:00",
    "宝贝种类": "1",
    "宝贝总数量": "2",
}
SYCM_ORDER = {
    "会员名": "tb秦无衣",
    "商品id": "680000000001",
    "父订单": "4400000000000000010",
    "子订单": "4400000000000000011",
    "开播时间": "2026-09-07 20:00:00",
    "下单时间": "2026-09-07 20:10:00",
    "支付时间": "2026-09-07 20:11:00",
    "支付金额": "99.00",
}
PINDUODUO_ORDER = {
    "订单成交时间": "2026-09-07 20:15:00\t",
    "订单号": "260907-111122223333444",
    "订单状态": "待发货",
    "用户实付金额(元)": "19.90",
    "商家实收金额(元)": "21.90",
    "商品数量(件)": "2",
    "商品id": "55667788",
    "售后状态": "无售后或售后取消",
    "商家备注": "老客人多送一份",
}
XIAOHONGSHU_ORDER = {
    "订单号": "P802335189951019482",
    "订单状态": "待配货",
    "售后状态": "无售后",
    "收件人姓名": "秦无衣",
    "规格ID": "65f0a1b2c3d4e5f601234567",
    "SKU件数": "1",
    "商家应收金额(元)（支付金额）": "324.99",
    "支付时间": "2026-09-07 20:20:00",
    "订单创建时间": "2026-09-07 20:19:00",
    "商品ID": "65f0a1b2c3d4e5f600000001",
}
SHOPIFY_ORDER = {
    "Name": "#1001",
    "Email": "qin@example.com",
    "Financial Status": "paid",
    "Paid at": "2026-09-07 20:20:00 +0800",
    "Fulfillment Status": "unfulfilled",
    "Currency": "CNY",
    "Subtotal": "100.00",
    "Created at": "2026-09-07 20:19:00 +0800",
    "Lineitem quantity": "2",
    "Lineitem name": "Cake",
    "Lineitem price": "30.00",
    "Lineitem sku": "CAKE-1",
    "Billing Name": "秦无衣",
    "Refunded Amount": "0.00",
    "Id": "5500000000001",
}


def after_sales_row(line: int = 1, case: int = 1, /, **values: object) -> list[object]:
    known = {
        "售后单号": f"70000000000000{case:05}",
        "订单号": f"69200000000000{line:05}",
        "商品单号": f"69210000000000{line:05}",
        "商品ID": ITEM,
        "应付金额（元）": "1,119.80",
        "商品发货状态": "未发货",
        "退商品金额（元）": "1,119.80",
        "退运费金额（元）": "0",
        "售后状态": "退款成功",
        "售后申请时间": "2026-09-07 21:00:00",
        "商家退款时间": "2026-09-07 21:30:00",
    }
    return row(AFTER_SALES_HEADER, known, **values)


# Of each kind with one row a line: its header, and a good row by the names in it.
ORDER_ROWS: dict[Kind, tuple[Sequence[str], Mapping[str, object]]] = {
    Kind.TAOBAO_LINES: (TAOBAO_LINES_HEADER, TAOBAO_LINE),
    Kind.TAOBAO_ORDERS: (TAOBAO_ORDERS_HEADER, TAOBAO_ORDER),
    Kind.SYCM_ORDERS: (SYCM_ORDERS_HEADER, SYCM_ORDER),
    Kind.PINDUODUO_ORDERS: (PINDUODUO_HEADER, PINDUODUO_ORDER),
    Kind.XIAOHONGSHU_ORDERS: (XIAOHONGSHU_HEADER, XIAOHONGSHU_ORDER),
    Kind.SHOPIFY_ORDERS: (SHOPIFY_HEADER, SHOPIFY_ORDER),
}

MAPPED_HEADER = ("单据行", "货", "数目", "钱(分)", "何时")


def order_mapping(name: str, *, headers: tuple[str, ...] = (), **more: str) -> ColumnMapping:
    """A user's mapping of a table of orders nobody knows. ``more``: further fields by the names of their columns."""
    named = dict(zip(("line_id", "product_id", "quantity", "amount", "paid"), MAPPED_HEADER, strict=True)) | more
    units = {"amount": Unit.FEN}
    fields = {key: Mapped(header=header, unit=units.get(key, Unit.PLAIN)) for key, header in named.items()}
    return ColumnMapping(name=name, target=Target.ORDERS, source="kuaishou", fields=fields, headers=headers)
