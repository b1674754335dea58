"""Formulas of the field, each with its denominator. A zero or unknown denominator gives None, never 0.

Source: DOMAIN, Formulas. Money is integer cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Basis(Enum):
    """What a conversion was computed from; the two are never mixed."""

    PEOPLE = "people"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio with both its sides, so that a figure can always show its denominator.

    ``value`` None means the denominator is zero or unknown. ``per``: 1000 for figures of a thousand. ``derived``: a
    side was computed from another rate and never counted.
    """

    numerator: float
    denominator: float | None
    basis: Basis | None = None
    per: int = 1
    derived: bool = False

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator * self.per if self.denominator else None


NO_RATE = Rate(0, None)


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """numerator ÷ denominator; None when either is unknown or the denominator is zero.

    >>> ratio(3, 4)
    0.75
    >>> ratio(3, 0) is None
    True
    """
    return numerator / denominator if denominator and numerator is not None else None


def conversion(*, buyers: float | None, click_users: float | None, orders: float | None, clicks: float | None) -> Rate:
    """点击-成交转化率: buyers ÷ clickers (people); when only counts exist, order lines ÷ clicks.

    ``orders``: order lines, or orders counted by eye where no lines come.

    >>> conversion(buyers=5, click_users=50, orders=9, clicks=90).value
    0.1
    >>> conversion(buyers=None, click_users=50, orders=9, clicks=90).basis
    <Basis.COUNTS: 'counts'>
    >>> conversion(buyers=None, click_users=None, orders=9, clicks=None).value is None
    True
    >>> conversion(buyers=None, click_users=None, orders=None, clicks=90).value is None
    True
    """
    if buyers is not None and click_users is not None:
        return Rate(buyers, click_users, Basis.PEOPLE)
    if orders is None:
        return NO_RATE
    if clicks is not None:
        return Rate(orders, clicks, Basis.COUNTS)
    return Rate(orders, None, None)


def gpm(gmv: int, views: float | None) -> float | None:
    """千次观看成交金额: GMV ÷ views (times, not people) × 1000, in cents.

    >>> gpm(10000, 500)
    20000.0
    """
    value = ratio(gmv, views)
    return None if value is None else value * 1000


def uv_value(gmv: int, viewers: float | None) -> float | None:
    """UV 价值: GMV ÷ viewers (people), in cents.

    >>> uv_value(10000, 400), uv_value(10000, 0)
    (25.0, None)
    """
    return ratio(gmv, viewers)


def round_yield(gmv: int, minutes: float) -> float | None:
    """段效: the round's GMV ÷ the round's minutes, in cents per minute.

    >>> round_yield(60000, 5)
    12000.0
    """
    return ratio(gmv, minutes)


def sell_through(sold: int, released: int | None) -> float | None:
    """售罄率: sold ÷ released.

    >>> sell_through(30, 40), sell_through(0, 0), sell_through(3, None)
    (0.75, None, None)
    """
    return ratio(sold, released)


def sell_out_minutes(remaining: int | None, units_last_minutes: int, minutes: float = 5.0) -> float | None:
    """售罄 ETA: remaining ÷ units per minute over the last minutes; None while nothing sells.

    >>> sell_out_minutes(84, 140)
    3.0
    """
    if remaining is None or units_last_minutes <= 0:
        return None
    return remaining / (units_last_minutes / minutes)


def click_rate(
    *, exposures: float | None, clicks: float | None, exposure_users: float | None, click_users: float | None
) -> Rate:
    """曝光-点击率 CTR: clickers ÷ people shown it; when those are not known, clicks ÷ exposures; never mixed.

    >>> click_rate(exposures=1000, clicks=80, exposure_users=500, click_users=50)
    Rate(numerator=50, denominator=500, basis=<Basis.PEOPLE: 'people'>, per=1, derived=False)
    >>> click_rate(exposures=1000, clicks=80, exposure_users=None, click_users=50).value
    0.08
    >>> click_rate(exposures=None, clicks=80, exposure_users=500, click_users=None).value is None
    True
    """
    if exposure_users is not None and click_users is not None:
        return Rate(click_users, exposure_users, Basis.PEOPLE)
    if exposures is not None and clicks is not None:
        return Rate(clicks, exposures, Basis.COUNTS)
    return NO_RATE


def derived_exposures(clicks: float | None, told_rate: float | None) -> float | None:
    """Exposures an export leaves out: clicks ÷ the click rate it tells. What is made of it is ``derived``.

    >>> derived_exposures(80, 0.08), derived_exposures(80, 0), derived_exposures(None, 0.08)
    (1000.0, None, None)
    """
    return ratio(clicks, told_rate)


def exposure_value(
    gmv: int, exposures: float | None, *, clicks: float | None = None, rate: float | None = None
) -> Rate:
    """千次曝光成交金额: item GMV ÷ item exposures (times) × 1000, in cents.

    Without exposures they are taken as ``clicks`` ÷ ``rate`` (the click rate an export tells), and the figure says so.

    >>> exposure_value(5000, 2000).value
    2500.0
    >>> figure = exposure_value(5000, None, clicks=100, rate=0.05)
    >>> figure.value, figure.derived
    (2500.0, True)
    >>> exposure_value(5000, None).value is None
    True
    """
    if exposures is not None:
        return Rate(gmv, exposures, Basis.COUNTS, per=1000)
    made = derived_exposures(clicks, rate)
    return Rate(gmv, None, None, per=1000) if made is None else Rate(gmv, made, Basis.COUNTS, per=1000, derived=True)


def per_order(gmv: int, orders: int) -> float | None:
    """客单价: GMV ÷ orders, in cents. An order of several lines is one order.

    >>> per_order(9000, 3), per_order(0, 0)
    (3000.0, None)
    """
    return ratio(gmv, orders)


def per_unit(gmv: int, units: int) -> float | None:
    """件单价: GMV ÷ units, in cents.

    >>> per_unit(9000, 6)
    1500.0
    """
    return ratio(gmv, units)


def net(gmv: int, refunded: int) -> int:
    """GMV less what was given back, in cents.

    >>> net(9000, 1500)
    7500
    """
    return gmv - refunded


def refund_rate(gmv: int, refunded: int) -> Rate:
    """退款率: refunded money ÷ GMV (money on both sides).

    >>> refund_rate(9000, 900).value
    0.1
    """
    return Rate(refunded, gmv)


def comment_rate(comments: float | None, views: float | None) -> Rate:
    """互动率: comments ÷ views (times on both sides).

    >>> comment_rate(120, 4000).value
    0.03
    >>> comment_rate(None, 4000).value is None
    True
    """
    return NO_RATE if comments is None else Rate(comments, views, Basis.COUNTS)


def stay(watch_seconds: float | None, viewers: float | None) -> Rate:
    """停留: total watch time ÷ viewers (people), in seconds a person.

    >>> stay(90_000, 1500).value
    60.0
    """
    return NO_RATE if watch_seconds is None else Rate(watch_seconds, viewers, Basis.PEOPLE)
