"""Metrics, and where a figure comes from, in the window's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from console.metrics.counters import Counters
from console.metrics.readings import Tally
from console.show.sales import Metric
from console.source_words import source_text
from widgets.charts.parts import age_text


def metric_name(metric: Metric) -> str:
    """What a metric is called on the screen."""
    translate = QCoreApplication.translate
    return {
        Metric.EXPOSURES: translate("Metric", "曝光次数"),
        Metric.EXPOSURE_USERS: translate("Metric", "曝光人数"),
        Metric.CLICKS: translate("Metric", "点击次数"),
        Metric.CLICK_USERS: translate("Metric", "点击人数"),
        Metric.BUYERS: translate("Metric", "成交人数"),
        Metric.VIEWS: translate("Metric", "观看次数"),
        Metric.VIEWERS: translate("Metric", "观看人数"),
        Metric.ONLINE: translate("Metric", "在线人数"),
        Metric.ENTERS: translate("Metric", "进房"),
        Metric.LEAVES: translate("Metric", "离开"),
        Metric.COMMENTS: translate("Metric", "评论"),
        Metric.LIKES: translate("Metric", "点赞"),
        Metric.FOLLOWS: translate("Metric", "关注"),
        Metric.WATCH_SECONDS: translate("Metric", "停留总秒数"),
        Metric.ORDERS: translate("Metric", "订单数"),
    }[metric]


def sold_name(counters: Counters) -> str:
    """What stands over clicks in a conversion by counts: lines of orders, or orders somebody counted."""
    if counters.orders_by_count:
        return metric_name(Metric.ORDERS)
    return QCoreApplication.translate("Metric", "订单行")


def sold_origin(counters: Counters, product: str, now: datetime, lang: str, stale_after: timedelta) -> list[str]:
    """Where ``sold_name`` comes from and how old it is, and beside order lines what was counted; a line each."""
    if counters.orders_by_count:
        return origin(counters, Metric.ORDERS, product, now, lang, stale_after)
    translate = QCoreApplication.translate
    lines, heard = counters.item(product).lines, counters.room().last_heard
    said = []
    if lines and heard is not None:
        said.append(translate("Metric", "取自 {n} 行订单 · {age}").format(n=f"{lines:,}", age=age_text(heard, now)))
    counted = counters.all_of(Metric.ORDERS, product)
    return said + [_beside(source, counted[source], now, lang) for source in sorted(counted)]


def money_origin(counters: Counters, now: datetime) -> str:
    """Where the money of a show comes from and how old it is; "" before anything came."""
    if counters.last_heard is None:
        return ""
    words = QCoreApplication.translate("Metric", "成交金额：来自订单，按付款时间，退款不扣 · {age}")
    return words.format(age=age_text(counters.last_heard, now))


def origin(
    counters: Counters, metric: Metric, product: str, now: datetime, lang: str, stale_after: timedelta
) -> list[str]:
    """Where a figure comes from, how old it is, and what others say of it: a line each; none when nobody told it."""
    found = counters.provenance(metric, product, now, stale_after)
    if found is None:
        return []
    translate = QCoreApplication.translate
    name = metric_name(metric)
    total = counters.total(metric, product)
    words = translate("Metric", "{metric} {value}：来源 {source} · {age}")
    if found.stale:
        words = translate("Metric", "{metric} {value}：来源 {source} · {age}，已过时")
    lines = [
        words.format(
            metric=name,
            value="" if total is None else f"{total:,.0f}",
            source=source_text(lang, found.source),
            age=age_text(found.at, now),
        )
    ]
    others = sorted(counters.others(metric, product).items())
    return lines + [_beside(source, tally, now, lang) for source, tally in others]


def _beside(source: str, tally: Tally, now: datetime, lang: str) -> str:
    words = QCoreApplication.translate("Metric", "　{source} 说 {value}（{age}），不相加")
    return words.format(source=source_text(lang, source), value=f"{tally.total:,.0f}", age=age_text(tally.last_at, now))


def sources_said(lang: str, sources: Iterable[str]) -> str:
    """Names of sources, one after the other."""
    between = QCoreApplication.translate("Metric", "、", "between the parts of a list")
    return between.join(source_text(lang, source) for source in sources)
