"""The columns of a run order sheet: how each is called, which field of an entry it fills, how roles are written."""

from __future__ import annotations

from dataclasses import dataclass

from console.feeds.table import Column, Vocabulary, header_key
from console.show.plan import Role

SHEET_NAMES = {"zh_CN": "排品表", "en": "Run order"}
_SHEET_KEYS = frozenset(map(header_key, ("排品", "排品表", "run order", "runorder")))


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column. ``field`` is the Entry's, "" for the row's place; ``width`` in characters of the written sheet."""

    key: str
    zh: str
    en: str
    synonyms: tuple[str, ...]
    field: str
    width: int


COLUMNS = (
    PlanColumn("no", "序号", "no", ("顺序", "No.", "次序", "排序", "order"), "", 6),
    PlanColumn(
        "link_no",
        "链接号",
        "link_no",
        ("购物车序号", "几号链接", "链接序号", "小黄车序号", "链接", "link"),
        "link_no",
        8,
    ),
    PlanColumn("role", "角色", "role", ("款型", "类型", "货品定位", "商品定位", "定位", "款式定位"), "role", 10),
    PlanColumn(
        "product_id",
        "商品ID",
        "product_id",
        ("商品编号", "SKU", "货号", "商品编码", "SKU ID", "product"),
        "product_id",
        22,
    ),
    PlanColumn(
        "name",
        "商品名称",
        "name",
        ("品名", "商品", "环节名称", "商品名", "产品名称", "产品", "名称", "环节", "SKU名称", "product name", "item"),
        "name",
        28,
    ),
    PlanColumn("spec", "规格", "spec", ("specification",), "spec", 14),
    PlanColumn("brand", "品牌", "brand", (), "brand", 12),
    PlanColumn("category", "类目", "category", ("品类", "分类"), "category", 12),
    PlanColumn("picture", "图片", "picture", ("主图", "商品图", "image", "photo"), "picture", 14),
    PlanColumn("list_price", "划线价", "list_price", ("原价", "日常价", "吊牌价", "市场价"), "list_price", 10),
    PlanColumn("live_price", "直播价", "live_price", ("到手价", "活动价", "直播间价", "price"), "live_price", 10),
    PlanColumn("cost", "成本价", "cost", ("成本", "cost price"), "cost", 10),
    PlanColumn("coupon", "优惠券", "coupon", ("满减",), "coupon", 16),
    PlanColumn("offer", "机制", "offer", ("优惠机制", "赠品", "直播机制"), "offer", 24),
    PlanColumn("selling_points", "卖点", "selling_points", ("核心卖点", "points"), "selling_points", 32),
    PlanColumn("stock", "库存", "stock", ("备货", "锁库存", "备货量"), "stock", 8),
    PlanColumn("first_release", "首放", "first_release", ("首批放单", "首次放单", "首批"), "first_release", 8),
    PlanColumn("waves", "波次", "waves", ("放单波次", "分批放单", "后续放单"), "waves", 24),
    PlanColumn("minutes", "时长", "minutes", ("讲解时长", "分钟", "讲解分钟", "length", "duration"), "planned", 8),
    PlanColumn("hard_start", "开始时间", "hard_start", ("整点", "start time"), "hard_start", 10),
    PlanColumn("scene", "场景", "scene", ("OBS场景", "OBS scene"), "scene", 14),
    PlanColumn("host", "主播", "host", (), "host", 10),
    PlanColumn("script", "话术", "script", ("口播", "脚本"), "script", 40),
    PlanColumn("note", "备注", "note", ("remark", "remarks"), "note", 24),
)

VOCABULARY = Vocabulary(
    tuple(
        Column(key=column.key, names=(column.zh, column.en, *column.synonyms), required=column.key == "name")
        for column in COLUMNS
    ),
    loose=True,
)

SHEET_FIELDS = tuple(column.field for column in COLUMNS if column.field)
TEXT_FIELDS = (
    "spec",
    "brand",
    "category",
    "coupon",
    "offer",
    "selling_points",
    "scene",
    "host",
    "script",
    "note",
    "link_no",
)

ROLE_NAMES = {
    "zh_CN": {
        Role.TRAFFIC: "引流款",
        Role.HERO: "主推款",
        Role.SECONDARY: "次推款",
        Role.PROFIT: "利润款",
        Role.IMAGE: "形象款",
        Role.SEGMENT: "环节",
    },
    "en": {role: role.value for role in Role},
}

_ROLE_SYNONYMS = {
    Role.TRAFFIC: ("引流款", "引流", "福利款", "福利", "宠粉款", "宠粉", "秒杀款", "traffic"),
    Role.HERO: ("主推款", "主推", "爆款", "主打款", "主打", "hero"),
    Role.SECONDARY: ("次推款", "次推", "常规款", "常规", "平销款", "平销", "secondary"),
    Role.PROFIT: ("利润款", "利润", "profit"),
    Role.IMAGE: ("形象款", "形象", "image"),
    Role.SEGMENT: ("环节", "流程", "互动环节", "segment"),
}
_ROLES = {header_key(name): role for role, names in _ROLE_SYNONYMS.items() for name in names}


def role_named(name: str) -> Role | None:
    """The role a sheet's word means; None when it is none we know.

    >>> role_named(" 宠粉款 "), role_named("HERO"), role_named("压轴款")
    (<Role.TRAFFIC: 'traffic'>, <Role.HERO: 'hero'>, None)
    """
    return _ROLES.get(header_key(name))


def is_plan_sheet(sheet_name: str) -> bool:
    """True for a sheet whose name says that it is the run order."""
    return header_key(sheet_name) in _SHEET_KEYS
