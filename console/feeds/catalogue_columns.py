"""The columns of a catalogue sheet: how each is called, and what its words of choice mean."""

from __future__ import annotations

from dataclasses import dataclass

from console.feeds.table import Column, Vocabulary, header_key
from inventory.catalogue import Paper, Price

SHEET_NAMES = {"zh_CN": "商品库", "en": "Catalogue"}
_SHEET_KEYS = frozenset(map(header_key, ("商品库", "商品目录", "货盘", "catalogue", "catalog", "products")))
PLATFORMS = ("douyin", "taobao", "pinduoduo", "xiaohongshu", "kuaishou", "channels")
OTHER_IDS = "other_ids"


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    """One column. ``kind``: id, text, money, day or choice; ``width`` in characters of the written sheet."""

    key: str
    zh: str
    en: str
    synonyms: tuple[str, ...]
    kind: str
    width: int


COLUMNS = (
    CatalogueColumn(
        "product_id",
        "商品ID",
        "product_id",
        ("商品编号", "商品编码", "货号", "款号", "产品编号", "product", "product no", "item no"),
        "id",
        22,
    ),
    CatalogueColumn(
        "name",
        "商品名称",
        "name",
        ("品名", "商品名", "产品名称", "产品", "名称", "商品", "product name", "item", "title"),
        "text",
        28,
    ),
    CatalogueColumn("brand", "品牌", "brand", ("品牌名称",), "text", 12),
    CatalogueColumn("category", "类目", "category", ("品类", "分类", "商品类目"), "text", 12),
    CatalogueColumn(
        "sku_id", "SKU ID", "sku_id", ("SKU", "SKU编码", "SKU编号", "规格ID", "规格编码", "商家编码"), "id", 20
    ),
    CatalogueColumn("spec", "规格", "spec", ("规格名称", "SKU名称", "SKU规格", "specification", "variant"), "text", 14),
    CatalogueColumn("barcode", "条码", "barcode", ("条形码", "69码", "商品条码", "EAN", "UPC", "GTIN"), "id", 16),
    CatalogueColumn("list_price", "划线价", "list_price", ("原价", "日常价", "吊牌价", "市场价"), "money", 10),
    CatalogueColumn("live_price", "直播价", "live_price", ("到手价", "活动价", "直播间价", "price"), "money", 10),
    CatalogueColumn("cost", "成本价", "cost", ("成本", "进价", "供货价", "cost price"), "money", 10),
    CatalogueColumn("picture", "图片", "picture", ("主图", "商品图", "image", "photo"), "text", 14),
    CatalogueColumn("douyin", "抖音商品ID", "douyin_id", ("抖店商品ID", "抖音ID", "抖店ID", "抖音商品编号"), "id", 22),
    CatalogueColumn(
        "taobao", "淘宝商品ID", "taobao_id", ("天猫商品ID", "淘宝ID", "天猫ID", "宝贝ID", "tmall_id"), "id", 18
    ),
    CatalogueColumn("pinduoduo", "拼多多商品ID", "pinduoduo_id", ("拼多多ID", "pdd_id"), "id", 18),
    CatalogueColumn("xiaohongshu", "小红书商品ID", "xiaohongshu_id", ("小红书ID", "rednote_id"), "id", 26),
    CatalogueColumn("kuaishou", "快手商品ID", "kuaishou_id", ("快手ID",), "id", 18),
    CatalogueColumn("channels", "视频号商品ID", "channels_id", ("视频号ID", "微信小店商品ID"), "id", 18),
    CatalogueColumn(
        OTHER_IDS, "其他平台ID", "other_ids", ("平台ID", "平台商品ID", "其他ID", "platform_id"), "text", 20
    ),
    CatalogueColumn("evidence_source", "价格依据", "evidence", ("依据来源", "价格来源", "evidence_source"), "text", 20),
    CatalogueColumn("evidence_price", "依据哪个价", "evidence_price", ("依据价格", "依据类型"), "choice", 12),
    CatalogueColumn("evidence_amount", "依据金额", "evidence_amount", ("依据价",), "money", 10),
    CatalogueColumn("evidence_on", "依据日期", "evidence_date", ("取证日期",), "day", 12),
    CatalogueColumn("evidence_file", "依据文件", "evidence_file", ("依据截图", "依据链接"), "text", 20),
    CatalogueColumn(
        "paper", "证照类型", "certificate_kind", ("资质类型", "证书类型", "certificate_type"), "choice", 12
    ),
    CatalogueColumn(
        "paper_name",
        "证照名称",
        "certificate",
        ("证照", "资质", "资质名称", "证书", "证书名称", "授权", "授权书", "品牌授权书", "检测报告"),
        "text",
        20,
    ),
    CatalogueColumn(
        "paper_number",
        "证照编号",
        "certificate_no",
        ("资质编号", "证书编号", "备案号", "certificate_number"),
        "text",
        20,
    ),
    CatalogueColumn(
        "paper_expires",
        "有效期至",
        "certificate_expires",
        ("到期日", "到期日期", "有效期", "失效日期", "expires", "expiry", "valid until"),
        "day",
        12,
    ),
    CatalogueColumn("paper_file", "证照文件", "certificate_file", ("资质文件", "证书文件"), "text", 20),
    CatalogueColumn(
        "other_names", "曾用ID", "other_names", ("合并前ID", "别名ID", "former_ids", "aliases"), "text", 20
    ),
    CatalogueColumn("note", "备注", "note", ("remark", "remarks"), "text", 24),
)

VOCABULARY = Vocabulary(
    tuple(Column(key=column.key, names=(column.zh, column.en, *column.synonyms)) for column in COLUMNS), loose=True
)
# columns no run order has: a sheet with one of them beside ids and names is about what a room has, not what it shows
OF_A_CATALOGUE = frozenset(column.key for column in COLUMNS) - frozenset(
    ("product_id", "name", "brand", "category", "sku_id", "spec", "picture", "list_price", "live_price", "cost", "note")
)
OF_A_RUN_ORDER = frozenset(
    header_key(name)
    for name in ("角色", "款型", "role", "时长", "讲解时长", "minutes", "链接号", "link_no", "场景", "scene", "首放")
)

PRICE_NAMES = {
    "zh_CN": {Price.LIST: "划线价", Price.LIVE: "直播价", Price.COST: "成本价"},
    "en": {price: price.value for price in Price},
}
PAPER_NAMES = {
    "zh_CN": {Paper.CERTIFICATE: "证书", Paper.AUTHORISATION: "授权", Paper.TEST_REPORT: "检测报告"},
    "en": {paper: paper.value for paper in Paper},
}
PERMANENT = {"zh_CN": "长期", "en": "permanent"}
_PERMANENT = frozenset(map(header_key, ("长期", "长期有效", "永久", "永久有效", "permanent", "never", "no expiry")))
_PRICES = {
    **{header_key(name): price for names in PRICE_NAMES.values() for price, name in names.items()},
    **{header_key(name): Price.LIST for name in ("原价", "日常价", "吊牌价", "list")},
    **{header_key(name): Price.LIVE for name in ("到手价", "活动价", "live")},
    **{header_key(name): Price.COST for name in ("成本", "进价", "供货价")},
}
_PAPERS = {
    **{header_key(name): paper for names in PAPER_NAMES.values() for paper, name in names.items()},
    **{header_key(name): Paper.CERTIFICATE for name in ("资质", "许可证", "生产许可证", "备案", "备案凭证", "执照")},
    **{header_key(name): Paper.AUTHORISATION for name in ("授权书", "品牌授权", "authorization")},
    **{header_key(name): Paper.TEST_REPORT for name in ("质检报告", "检验报告", "质检", "test report", "report")},
}


def is_catalogue_sheet(sheet_name: str) -> bool:
    """True for a sheet whose name says that it is the catalogue."""
    return header_key(sheet_name) in _SHEET_KEYS


def price_named(word: str) -> Price | None:
    """The price a sheet's word means, None when it is none we know."""
    return _PRICES.get(header_key(word))


def paper_named(word: str) -> Paper | None:
    """The kind of document a sheet's word means, None when it is none we know.

    >>> paper_named("品牌授权"), paper_named("Test Report"), paper_named("奖状")
    (<Paper.AUTHORISATION: 'authorisation'>, <Paper.TEST_REPORT: 'test_report'>, None)
    """
    return _PAPERS.get(header_key(word))


def means_permanent(word: str) -> bool:
    """Whether the word says that a document does not expire."""
    return header_key(word) in _PERMANENT
