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
    """A ratio with both its sides. ``value`` None means the denominator is zero or unknown."""

    numerator: float
    denominator: float | None
    basis: Basis | None = None

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """numerator ÷ denominator; None when either is unknown or the denominator is zero.

    >>> ratio(3, 4)
    0.75
    >>> ratio(3, 0) is None
    True
    """
    return numerator / denominator if denominator and numerator is not None else None


def conversion(*, buyers: float | None, click_users: float | None, order_lines: float, clicks: float | None) -> Rate:
    """点击-成交转化率: buyers ÷ clickers (people); when only counts exist, order lines ÷ clicks.

    >>> conversion(buyers=5, click_users=50, order_lines=9, clicks=90).value
    0.1
    >>> conversion(buyers=None, click_users=50, order_lines=9, clicks=90).basis
    <Basis.COUNTS: 'counts'>
    >>> conversion(buyers=None, click_users=None, order_lines=9, clicks=None).value is None
    True
    """
    if buyers is not None and click_users is not None:
        return Rate(buyers, click_users, Basis.PEOPLE)
    if clicks is not None:
        return Rate(order_lines, clicks, Basis.COUNTS)
    return Rate(order_lines, None, None)


def gpm(gmv: int, views: float | None) -> float | None:
    """千次观看成交金额: GMV ÷ views (times, not people) × 1000, in cents.

    >>> gpm(10000, 500)
    20000.0
    """
    value = ratio(gmv, views)
    return None if value is None else value * 1000


def uv_value(gmv: int, viewers: float | None) -> float | None:
    """UV 价值: GMV ÷ viewers (people), in cents."""
    return ratio(gmv, viewers)


def round_yield(gmv: int, minutes: float) -> float | None:
    """段效: the round's GMV ÷ the round's minutes, in cents per minute."""
    return ratio(gmv, minutes)


def sell_through(sold: int, released: int | None) -> float | None:
    """售罄率: sold ÷ released."""
    return ratio(sold, released)


def sell_out_minutes(remaining: int | None, units_last_minutes: int, minutes: float = 5.0) -> float | None:
    """售罄 ETA: remaining ÷ units per minute over the last minutes; None while nothing sells.

    >>> sell_out_minutes(84, 140)
    3.0
    """
    if remaining is None or units_last_minutes <= 0:
        return None
    return remaining / (units_last_minutes / minutes)
