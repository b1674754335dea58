"""One good file of every known kind of platform export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console.feeds.kinds import Kind
from tests.builders_counts import (
    LIVE_LIST_HEADER,
    PRODUCTS_HEADER,
    QIANCHUAN_HEADER,
    ROOM_HEADER,
    SCREEN_HEADER,
    SYCM_ITEMS_HEADER,
    SYCM_SESSIONS_HEADER,
    XHS_LIVE_HEADER,
    live_list_row,
    products_row,
    session_workbook,
)
from tests.builders_orders import AFTER_SALES_HEADER, ORDER_ROWS, after_sales_row
from tests.builders_sheets import ORDER_HEADER_A, order_row, write_csv, write_xlsx
from tests.builders_tables import END, ITEM, dated, row, write_xls


def every_kind(folder: Path) -> dict[str, Path]:
    """One good file of each kind, by the kind's name; all of the show from START to END."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = ("时段开始", "时段结束", *SCREEN_HEADER[1:])

    def good(kind: Kind) -> list[Sequence[object]]:
        header, known = ORDER_ROWS[kind]
        return [header, row(header, known)]

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
        "sycm_orders": write_xls(folder / "l.xls", good(Kind.SYCM_ORDERS)),
        "taobao_lines": write_csv(folder / "m.csv", good(Kind.TAOBAO_LINES), "gbk"),
        "taobao_orders": write_csv(folder / "n.csv", good(Kind.TAOBAO_ORDERS), "gbk"),
        "pinduoduo_orders": write_csv(folder / "o.csv", good(Kind.PINDUODUO_ORDERS)),
        "xiaohongshu_orders": write_xlsx(folder / "p.xlsx", good(Kind.XIAOHONGSHU_ORDERS)),
        "xiaohongshu_live_list": write_xlsx(
            folder / "q.xlsx",
            [XHS_LIVE_HEADER, ("小桂", "2026-09-07 20:01:00", "900", "1200", "1500", "300", "40", "44")],
        ),
        "shopify_orders": write_csv(folder / "r.csv", good(Kind.SHOPIFY_ORDERS)),
    }
    return {kind: dated(path, END) for kind, path in files.items()}
