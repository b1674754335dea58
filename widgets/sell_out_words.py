"""How long what is on sale will last, in words: the estimate in minutes and the interval beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from widgets.on_air_view import LASTING_MINUTES, Selling


def minutes_range(soonest: float, latest: float) -> str:
    """Whole minutes that hold the interval; without an end worth a number from where it begins.

    >>> minutes_range(2.54, 3.57), minutes_range(0.4, 0.9), minutes_range(61.2, 3000.0)
    ('2–4', '0–1', '61+')
    """
    low = math.floor(soonest)
    return f"{low:,}+" if latest >= LASTING_MINUTES else f"{low:,}–{math.ceil(latest):,}"


def about(found: Selling) -> str:
    """As short as it can be said."""
    words = QCoreApplication.translate("SellOutWords", "约 {n} 分钟（{range}）")
    return words.format(n=_minutes(found), range=minutes_range(found.soonest, found.latest))


def gone_in(found: Selling) -> str:
    """As a sentence without its end."""
    words = QCoreApplication.translate("SellOutWords", "约 {n} 分钟（{range}）后售罄")
    return words.format(n=_minutes(found), range=minutes_range(found.soonest, found.latest))


def eta_tip(found: Selling, words: str) -> str:
    """``words``, and what the minutes in brackets are."""
    what = QCoreApplication.translate(
        "SellOutWords", "按近 5 分钟的卖速，开卖不到 5 分钟按开卖以来；括号里是 95% 置信区间（泊松，Garwood）"
    )
    return f"{words}\n{what}"


def _minutes(found: Selling) -> str:
    return "<1" if found.minutes < 1 else f"{found.minutes:,.0f}"
