"""The funnel of the round on air: what is exposed, clicked and bought since its take, with sides and sources."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from console.metrics.attribution import minutes_of, stretches_of
from console.metrics.conversion import NO_RATE, Rate
from console.open_show import OpenShow
from console.settings import Settings
from console.show.sales import Metric
from console.show.state import Round
from widgets.charts.funnel import Step
from widgets.figures import UNKNOWN, interval_text, margin_text, percent_text
from widgets.metric_words import origin, sold_name, sold_origin


class RoundFunnel(QObject):
    """Works out the steps; people where they are counted, else times; the two are never mixed."""

    def steps(self, show: OpenShow, product: str, current: Round, now: datetime, settings: Settings) -> list[Step]:
        """What the round has come to so far."""
        (stretch,) = stretches_of([current], [product], settings.round_tail)
        minutes = minutes_of(stretch, now, True)
        counters = show.counters

        def within(metric: Metric) -> float | None:
            tally = counters.tally(metric, product)
            return None if tally is None else sum(tally.minutes.get(minute, 0.0) for minute in minutes)

        def said(metric: Metric) -> list[str]:
            return origin(counters, metric, product, now, settings.lang, settings.stale_after)

        people = within(Metric.BUYERS) is not None and within(Metric.CLICK_USERS) is not None
        if people:
            metrics = (Metric.EXPOSURE_USERS, Metric.CLICK_USERS, Metric.BUYERS)
            figures = [within(metric) for metric in metrics]
            origins = [said(metric) for metric in metrics]
            captions = (self.tr("曝光人数"), self.tr("点击人数"), self.tr("成交人数"))
        else:
            bought: float | None = counters.line_columns.between(product, stretch.start, stretch.end).lines
            if counters.orders_by_count:
                bought = within(Metric.ORDERS)
            figures = [within(Metric.EXPOSURES), within(Metric.CLICKS), bought]
            orders = sold_origin(counters, product, now, settings.lang, settings.stale_after)
            origins = [said(Metric.EXPOSURES), said(Metric.CLICKS), orders]
            captions = (self.tr("曝光次数"), self.tr("点击次数"), sold_name(counters))
        steps = []
        for place, (caption, figure) in enumerate(zip(captions, figures, strict=True)):
            before = figures[place - 1] if place else None
            rate = NO_RATE if figure is None or not before else Rate(figure, before)
            share = "" if rate.value is None else f"{rate.value:.1%} {margin_text(rate)}"
            doubt = [] if rate.value is None else [self._doubt(rate)]
            whole = [self.tr("整场：{words}").format(words=words) for words in origins[place][:1]]
            tip = "\n".join([*doubt, *whole, *origins[place][1:]])
            shown = UNKNOWN if figure is None else f"{figure:,.0f}"
            steps.append(Step(caption, shown, share, strong=place == 2, tip=tip))
        return steps

    def _doubt(self, rate: Rate) -> str:
        text = self.tr("{top} ÷ {bottom} = {value}，95% 置信区间 {interval}（Wilson）")
        sides = {"top": f"{rate.numerator:,.0f}", "bottom": f"{rate.denominator:,.0f}"}
        return text.format(**sides, value=percent_text(rate.value), interval=interval_text(rate))

    def heard(self, show: OpenShow, product: str) -> datetime | None:
        """When what the funnel stands on was last told: its clicks, else anything."""
        for metric in (Metric.CLICK_USERS, Metric.CLICKS):
            tally = show.counters.tally(metric, product)
            if tally is not None:
                return tally.last_at
        return show.counters.room().last_heard
