"""Builders of platform exports in every known kind, written as the platforms write them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlwt

from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv, write_xlsx

START = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)  # eight in the evening where the rooms are
END = datetime(2026, 9, 7, 17, 0, tzinfo=UTC)  # one o'clock the next day
ITEM = "3712345678901234567"
OTHER = "3712345678901234568"

PRODUCTS_HEADER = (
    *("商品ID", "商品名称", "讲解次数", "首次上架时间", "直播间价格", "用户支付金额", "成交件数", "预售订单数"),
    *(
        "商品点击人数",
        "商品曝光-点击率（人数）",
        "商品点击-成交转化率（人数）",
        "千次曝光用户支付金额",
        "发货前退款订单数",
    ),
)
LIVE_LIST_HEADER = (
    *("主播头像", "主播昵称", "主播抖音号", "直播开始时间", "直播结束时间", "直播时长(分钟)", "直播间曝光人数"),
    *(
        "直播间观看人数",
        "直播间观看次数",
        "最高在线人数",
        "平均在线人数",
        "人均观看时长(分钟)",
        "评论次数",
        "新增粉丝数",
    ),
    *("直播间商品曝光人数", "直播间商品点击人数", "直播间商品曝光次数", "直播间商品点击次数", "直播间成交金额"),
    *("直播间成交人数", "商品曝光-点击率(次数)"),
)
AFTER_SALES_HEADER = (
    *("售后单号", "订单号", "商品单号", "商品名称", "商品ID", "应付金额（元）", "商品运费（元）", "支付优惠（元）"),
    *("商品税费（元）", "商品发货状态", "售后类型", "退商品金额（元）", "退运费金额（元）", "退支付优惠（元）"),
    *("退税费金额（元）", "售后状态", "售后申请时间", "退款方式", "是否已上传退款凭证", "售后原因", "售后原因标签"),
    *("退货物流单号", "退货异常", "退货发货时间", "退货物流公司", "自动处理截止时间", "同意售后申请时间"),
    *("商家退款时间", "用户到账时间", "售后关闭时间"),
)
QIANCHUAN_HEADER = (
    *(
        "商品ID",
        "商品名称",
        "日期",
        "整体展示次数",
        "整体点击次数",
        "整体点击率",
        "整体消耗",
        "整体成交金额",
        "净成交金额",
    ),
    "净成交金额结算率",
)
SCREEN_HEADER = (
    *(
        "采集时间",
        "主播",
        "实时在线人数",
        "直播间整体观看人数",
        "直播间商品曝光次数",
        "直播间商品点击次数",
        "整体消耗(元)",
    ),
    "净成交金额(元)",
)
SYCM_ITEMS_HEADER = (
    *(
        "商品标题",
        "商品id",
        "直播标题",
        "场次id",
        "开播时间",
        "商品点击人数",
        "商品点击次数",
        "加购商品件数",
        "加购人数",
    ),
    *("成交人数", "成交件数", "成交笔数", "成交金额"),
)
SYCM_SESSIONS_HEADER = (
    *("直播标题", "场次id", "开播时间", "直播间观看次数", "直播间观看人数", "新增粉丝数", "转粉率", "商品点击人数"),
    *("商品点击次数", "商品点击率", "成交人数", "成交件数", "成交笔数", "成交金额", "互动率"),
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


def row(header: Sequence[str], known: Mapping[str, object], **values: object) -> list[object]:
    """One row of a table, by column name; a column nobody gave is empty."""
    held = {**known, **values}
    strange = set(held) - set(header)
    assert not strange, strange
    return [held.get(name, "") for name in header]


def products_row(item: object = ITEM, /, **values: object) -> list[object]:
    known = {
        "商品ID": item,
        "商品名称": "桂花糕",
        "直播间价格": "¥59.90",
        "用户支付金额": "¥12,345.00",
        "商品点击人数": "1,200",
        "商品曝光-点击率（人数）": "12.0%",
        "商品点击-成交转化率（人数）": "25%",
    }
    return row(PRODUCTS_HEADER, known, **values)


def live_list_row(start: str = "2026/09/07 20:00:37", /, **values: object) -> list[object]:
    known = {
        "主播昵称": "小桂",
        "直播开始时间": start,
        "直播结束时间": "2026/09/08 00:55:49",
        "直播时长(分钟)": "295",
        "直播间曝光人数": "182584",
        "直播间观看人数": "15093",
        "直播间观看次数": "2.1万",
        "平均在线人数": "24",
        "人均观看时长(分钟)": "1.07",
        "评论次数": "660",
        "新增粉丝数": "-",
        "直播间商品点击人数": "6390",
        "直播间成交金额": "61045.3",
        "直播间成交人数": "1513",
        "商品曝光-点击率(次数)": "0.1528",
    }
    return row(LIVE_LIST_HEADER, known, **values)


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


def write_xls(
    path: Path, rows: Iterable[Sequence[Any]], *, sheet: str = "Sheet1", merges: Iterable[tuple[int, ...]] = ()
) -> Path:
    """A legacy workbook. ``merges``: first row, last row, first column, last column, from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    merged = {(top, left): (top, bottom, left, right) for top, bottom, left, right in merges}
    covered = {
        (r, c)
        for top, bottom, left, right in merged.values()
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if (number, column) in merged:
                top, bottom, left, right = merged[(number, column)]
                page.write_merge(top, bottom, left, right, value)
            elif value is not None and (number, column) not in covered:
                page.write(number, column, value)
    book.save(str(path))
    return path


def dated(path: Path, at: datetime) -> Path:
    """The file as if it had been written at ``at``."""
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


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


def session_workbook(path: Path, *, start: str = "2026-09-07 20:00:10", taken: str = "2026-09-07 22:30:00") -> Path:
    """The workbook of one show, its groups merged as the tool that makes it does."""
    overview = [
        ("【基本信息】", None),
        ("房间号（room_id）", "7412345678901234567"),
        ("开播时间", start),
        ("关播时间", "-"),
        ("数据抓取时间", taken),
        ("【成交】", None),
        ("直播间成交金额", "¥61,045.30"),
    ]
    items = [
        ("产品ID", "产品名称", "商品主图", "商品点击人数", "曝光点击率", "点击成交率"),
        (ITEM, "桂花糕", "", "1200", "0.12", "0.25"),
    ]
    figures = [
        ("分组", "指标", "本期值", "上期值", "较上期"),
        ("流量", "直播间观看人数", "1.5万", "1.2万", "25%"),
        (None, "人均观看时长", "1分4秒", "-", "-"),
        ("互动", "评论次数", "660", "500", "32%"),
        (None, "直播间观看人数", "1.5万", "1.2万", "25%"),
        (None, "分享次数", "12", "-", "-"),
    ]
    return write_xlsx(
        path, figures, sheet="核心指标", merges=["A2:A3", "A4:A6"], before={"场次概览": overview, "货品明细": items}
    )


XHS_LIVE_HEADER = (
    *("主播昵称", "直播开始时间", "支付金额", "直播间观看人数", "直播间观看次数", "商品点击人数", "支付人数"),
    "支付订单数",
)
ROOM_HEADER = ("抖音号名称", "抖音号ID", "日期", "整体展示次数", "整体点击次数", "整体消耗", "整体成交金额")


def every_kind(folder: Path) -> dict[str, Path]:
    """One good file of each kind, by the kind's name; all of the show from START to END."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = ("时段开始", "时段结束", *SCREEN_HEADER[1:])
    files = {
        "doudian_orders": write_csv(folder / "a.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)], bom=True),
        "doudian_after_sales": write_csv(folder / "b.csv", [AFTER_SALES_HEADER, after_sales_row()]),
        "compass_products": write_xlsx(folder / "c.xlsx", [PRODUCTS_HEADER, products_row()]),
        "compass_live_list": write_xlsx(folder / "d.xlsx", [LIVE_LIST_HEADER, live_list_row()]),
        "session_workbook": session_workbook(folder / "e_7412345678901234567.xlsx"),
        "qianchuan_products": write_csv(
            folder / "f.csv",
            [QIANCHUAN_HEADER, (ITEM, "桂花糕", "2026-09-07", "5,000", "400", "8%", "100.00", "900.00", "800", "88%")],
            "gbk",
        ),
        "qianchuan_room": write_xlsx(
            folder / "g.xlsx", [ROOM_HEADER, ("小桂", "xg", "2026-09-07", "9000", "700", "100", "900")], sheet="推广"
        ),
        "qianchuan_screen": write_csv(
            folder / "h.csv",
            [SCREEN_HEADER, ("2026-09-07 20:30:00", "小桂", "88", "1200", "5000", "400", "99", "1")],
            bom=True,
        ),
        "qianchuan_screen_steps": write_csv(
            folder / "i.csv", [steps, ("20:30", "20:35", "小桂", "88", "100", "500", "40", "9", "1")], bom=True
        ),
        "sycm_items": write_xls(
            folder / "j.xls",
            [
                SYCM_ITEMS_HEADER,
                row(
                    SYCM_ITEMS_HEADER,
                    {"商品id": "680000000001", "场次id": "1", "开播时间": "2026-09-07 20:00:00", "商品点击人数": "300"},
                    商品点击次数="400",
                    成交人数="30",
                ),
            ],
        ),
        "sycm_sessions": write_xls(
            folder / "k.xls",
            [
                SYCM_SESSIONS_HEADER,
                row(
                    SYCM_SESSIONS_HEADER,
                    {"场次id": "1", "开播时间": "2026-09-07 20:00:00", "直播间观看次数": "8000", "新增粉丝数": "12"},
                ),
            ],
        ),
        "sycm_orders": write_xls(folder / "l.xls", [SYCM_ORDERS_HEADER, row(SYCM_ORDERS_HEADER, SYCM_ORDER)]),
        "taobao_lines": write_csv(
            folder / "m.csv", [TAOBAO_LINES_HEADER, row(TAOBAO_LINES_HEADER, TAOBAO_LINE)], "gbk"
        ),
        "taobao_orders": write_csv(
            folder / "n.csv", [TAOBAO_ORDERS_HEADER, row(TAOBAO_ORDERS_HEADER, TAOBAO_ORDER)], "gbk"
        ),
        "pinduoduo_orders": write_csv(folder / "o.csv", [PINDUODUO_HEADER, row(PINDUODUO_HEADER, PINDUODUO_ORDER)]),
        "xiaohongshu_orders": write_xlsx(
            folder / "p.xlsx", [XIAOHONGSHU_HEADER, row(XIAOHONGSHU_HEADER, XIAOHONGSHU_ORDER)]
        ),
        "xiaohongshu_live_list": write_xlsx(
            folder / "q.xlsx",
            [XHS_LIVE_HEADER, ("小桂", "2026-09-07 20:01:00", "900", "1200", "1500", "300", "40", "44")],
        ),
        "shopify_orders": write_csv(folder / "r.csv", [SHOPIFY_HEADER, row(SHOPIFY_HEADER, SHOPIFY_ORDER)]),
    }
    return {kind: dated(path, END) for kind, path in files.items()}
