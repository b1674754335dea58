"""The kinds of tables the program knows by the names in their headers."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """Tables the program can read."""

    RUN_ORDER = "run_order"
    DOUDIAN_ORDERS = "doudian_orders"
    DOUDIAN_AFTER_SALES = "doudian_after_sales"
    COMPASS_PRODUCTS = "compass_products"
    COMPASS_LIVE_LIST = "compass_live_list"
    SESSION_WORKBOOK = "session_workbook"
    QIANCHUAN_PRODUCTS = "qianchuan_products"
    QIANCHUAN_ROOM = "qianchuan_room"
    QIANCHUAN_SCREEN = "qianchuan_screen"
    QIANCHUAN_SCREEN_STEPS = "qianchuan_screen_steps"
    SYCM_ITEMS = "sycm_items"
    SYCM_SESSIONS = "sycm_sessions"
    SYCM_ORDERS = "sycm_orders"
    TAOBAO_LINES = "taobao_lines"
    TAOBAO_ORDERS = "taobao_orders"
    PINDUODUO_ORDERS = "pinduoduo_orders"
    XIAOHONGSHU_ORDERS = "xiaohongshu_orders"
    XIAOHONGSHU_LIVE_LIST = "xiaohongshu_live_list"
    SHOPIFY_ORDERS = "shopify_orders"
    MAPPED = "mapped"


# What a user may say a file is.
EXPORT_KINDS = tuple(kind.value for kind in Kind if kind not in (Kind.RUN_ORDER, Kind.MAPPED))
# What a header may be remembered as: one table, known by its names.
REMEMBERED_KINDS = frozenset(Kind(name) for name in EXPORT_KINDS) - {Kind.SESSION_WORKBOOK}
