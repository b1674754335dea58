"""What the catalogue's window calls things: prices, papers, platforms, and how a paper stands in words and colour."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from console.store.database import StoreFailed
from console.wording import say
from inventory.catalogue import Certificate, Paper, Price, Product, Standing
from inventory.catalogue_difference import Likeness
from inventory.catalogue_store import CatalogueRefused

COLOURS = {Standing.EXPIRED: "bad", Standing.SOON: "late", Standing.UNKNOWN: "late", Standing.FINE: "good"}
MARKS = {Standing.EXPIRED: "✗", Standing.SOON: "!", Standing.UNKNOWN: "?", Standing.FINE: "✓"}
PLATFORM_KEYS = ("douyin", "taobao", "pinduoduo", "xiaohongshu", "kuaishou", "channels")


def price_name(price: Price) -> str:
    translate = QCoreApplication.translate
    return {
        Price.LIST: translate("CatalogueWords", "划线价"),
        Price.LIVE: translate("CatalogueWords", "直播价"),
        Price.COST: translate("CatalogueWords", "成本价"),
    }[price]


def paper_name(paper: Paper) -> str:
    translate = QCoreApplication.translate
    return {
        Paper.CERTIFICATE: translate("CatalogueWords", "证书"),
        Paper.AUTHORISATION: translate("CatalogueWords", "授权"),
        Paper.TEST_REPORT: translate("CatalogueWords", "检测报告"),
    }[paper]


def platform_name(platform: str) -> str:
    """A platform as people call it; one we do not know as it was written."""
    translate = QCoreApplication.translate
    return {
        "douyin": translate("CatalogueWords", "抖音"),
        "taobao": translate("CatalogueWords", "淘宝 / 天猫"),
        "pinduoduo": translate("CatalogueWords", "拼多多"),
        "xiaohongshu": translate("CatalogueWords", "小红书"),
        "kuaishou": translate("CatalogueWords", "快手"),
        "channels": translate("CatalogueWords", "视频号"),
    }.get(platform, platform)


def platform_of(written: str) -> str:
    """What a platform's name is kept as."""
    plain = written.strip()
    return next((key for key in PLATFORM_KEYS if plain.casefold() in (key, platform_name(key).casefold())), plain)


def likeness_name(likeness: Likeness) -> str:
    translate = QCoreApplication.translate
    return {
        Likeness.BARCODE: translate("CatalogueWords", "条码相同"),
        Likeness.ID: translate("CatalogueWords", "ID 只差大小写或空格"),
        Likeness.NAME: translate("CatalogueWords", "名称相同"),
    }[likeness]


def standing_text(paper: Certificate, today: date) -> str:
    """How a document stands, in a word or two."""
    translate = QCoreApplication.translate
    standing = paper.standing(today)
    if paper.permanent:
        return translate("CatalogueWords", "长期有效")
    if standing is Standing.UNKNOWN or paper.expires is None:
        return translate("CatalogueWords", "没填有效期")
    days = (paper.expires - today).days
    if standing is Standing.EXPIRED:
        return translate("CatalogueWords", "过期 {n} 天").format(n=-days)
    if days == 0:
        return translate("CatalogueWords", "今天到期")
    if standing is Standing.SOON:
        return translate("CatalogueWords", "还有 {n} 天").format(n=days)
    return translate("CatalogueWords", "至 {day}").format(day=paper.expires.isoformat())


def papers_text(product: Product, today: date) -> str:
    """How the documents of a product stand: the worst of them, with its mark; "" without any."""
    standing = product.standing(today)
    if standing is None:
        return ""
    worst = min(
        (each for each in product.certificates if each.standing(today) is standing),
        key=lambda each: each.expires or date.max,
    )
    return f"{MARKS[standing]} {standing_text(worst, today)}"


def failure_text(lang: str, error: BaseException) -> str:
    """Why the catalogue was not written or read. Raises what is a bug."""
    if isinstance(error, CatalogueRefused):
        return say(lang, f"catalogue.refused.{error.code}", **error.data)
    if isinstance(error, StoreFailed):
        return say(lang, f"store.{error.code}", detail=error.detail)
    raise error
