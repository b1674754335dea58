"""What a change of price came with, in one line: conversion before and after it, and whether that is noise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from console.metrics.conversion import Basis, Rate
from console.metrics.counters import Counters
from console.metrics.movement import Around, conversion_around
from console.metrics.statistics import Trend
from widgets.charts.rounds import Pin, PinKind


class PriceWords(QObject):
    """Words alone; the test is ``movement.conversion_around``."""

    def around(self, counters: Counters, product: str, pin: Pin, pins: Sequence[Pin], now: datetime) -> str:
        """What became of an item's conversion; ``pins``: all of the show, so that no other price is in a window."""
        others = sorted(each.at for each in pins if each.kind is PinKind.PRICE and product in each.products)
        since = max((at for at in others if at < pin.at), default=None)
        until = min((at for at in others if at > pin.at), default=None)
        found = conversion_around(
            counters,
            product,
            datetime.fromtimestamp(pin.at, UTC),
            now,
            since=None if since is None else datetime.fromtimestamp(since, UTC),
            until=None if until is None else datetime.fromtimestamp(until, UTC),
        )
        if found is None:
            return self.tr("改价前后还没有整分钟可比")
        text = self.tr("转化：前 {m} 分钟 {before} → 后 {n} 分钟 {after}，{verdict}")
        return text.format(
            m=found.minutes_before,
            n=found.minutes_after,
            before=self._said(found.before),
            after=self._said(found.after),
            verdict=self._verdict(found),
        )

    def _said(self, rate: Rate) -> str:
        if rate.value is None:
            return self.tr("没有点击")
        text = self.tr("{value}（{above}/{below} 次）")
        if rate.basis is Basis.PEOPLE:
            text = self.tr("{value}（{above}/{below} 人）")
        above, below = f"{rate.numerator:,.0f}", f"{rate.denominator:,.0f}"
        return text.format(value=f"{rate.value:.1%}", above=above, below=below)

    def _verdict(self, found: Around) -> str:
        if found.gap:
            return self.tr("其间有几分钟没读数，不作比较")
        return {
            Trend.RISING: self.tr("升了，不是偶然（99%）"),
            Trend.FALLING: self.tr("降了，不是偶然（99%）"),
            Trend.STEADY: self.tr("相差没有超出偶然"),
            Trend.UNKNOWN: self.tr("点击太少，说不准"),
        }[found.change.trend]
