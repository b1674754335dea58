"""Statistical honesty: how sure a rate is, whether it moved by more than noise, and when goods run out. Pure.

Standard library alone; every test and interval names its source. Small counts are computed exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from statistics import NormalDist

from console.metrics.conversion import Rate

ENOUGH_CLICKS = 30  # below, a conversion is drawn faint: its interval is wider than most differences between items
ALPHA = 0.01  # a chart is looked at all evening: at 5 % one arrow in twenty would be noise
CONFIDENCE = 0.95
LEAST_EXPECTED = 5.0  # Cochran 1954: with a smaller expected cell the normal approximation does not hold
LEAST_LEVEL_CHANGE = 0.10  # people online drift; less than a tenth is nothing to act on
_EXACT_POISSON = 200


class Trend(Enum):
    """What can be said of a movement. ``STEADY``: no more than noise; ``UNKNOWN``: too little to say anything."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """How a rate moved between two windows, and how likely noise alone does that (``p_value``; None is not tested)."""

    trend: Trend
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class SellOut:
    """Minutes until what is on sale is gone: the estimate, and the interval the pace of selling leaves open."""

    minutes: float
    soonest: float
    latest: float


def enough(clicks: float | None, least: float = ENOUGH_CLICKS) -> bool:
    """Whether a rate over so many clicks (or clickers) may be drawn as a firm line.

    >>> enough(30), enough(29.9), enough(None)
    (True, False, False)
    """
    return clicks is not None and clicks >= least


def wilson(successes: float, trials: float, confidence: float = CONFIDENCE) -> Interval | None:
    """Wilson score interval of a proportion; None without trials.

    Source: Wilson 1927, J. Am. Stat. Assoc. 22; recommended for small samples by Brown, Cai and DasGupta 2001,
    Statistical Science 16. More successes than trials (several order lines from one click) count as all of them.

    >>> [round(edge, 4) for edge in (wilson(5, 50).low, wilson(5, 50).high)]
    [0.0435, 0.2136]
    >>> wilson(0, 10).low, round(wilson(0, 10).high, 4)
    (0.0, 0.2775)
    >>> wilson(0, 0) is None
    True
    """
    if trials <= 0:
        return None
    z = _z(confidence)
    share = min(max(successes / trials, 0.0), 1.0)
    spread = z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    low = 0.0 if share == 0 else max(0.0, middle - half)
    high = 1.0 if share == 1 else min(1.0, middle + half)
    return Interval(low, high)


def interval_of(rate: Rate, confidence: float = CONFIDENCE) -> Interval | None:
    """The Wilson interval of a rate; None where its denominator is zero or unknown."""
    return None if rate.denominator is None else wilson(rate.numerator, rate.denominator, confidence)


def change(before: Rate, after: Rate, alpha: float = ALPHA) -> Change:
    """Whether ``after`` is another rate than ``before``: two windows that do not overlap.

    Test, two-sided at ``alpha``: the two-proportion z-test with pooled variance and Yates' continuity correction;
    Fisher's exact test when an expected cell is below 5 (Cochran 1954, Biometrics 10). It takes clicks as
    independent, and counts as whole numbers. Rates of different bases, and windows without clicks, are never compared.

    >>> from console.metrics.conversion import Basis, Rate
    >>> change(Rate(10, 500, Basis.COUNTS), Rate(40, 500, Basis.COUNTS)).trend
    <Trend.RISING: 'rising'>
    >>> change(Rate(10, 100, Basis.COUNTS), Rate(8, 100, Basis.COUNTS)).trend
    <Trend.STEADY: 'steady'>
    >>> change(Rate(10, 100, Basis.COUNTS), Rate(8, 100, Basis.PEOPLE)).trend
    <Trend.UNKNOWN: 'unknown'>
    """
    if before.basis is not after.basis or not before.denominator or not after.denominator:
        return Change(Trend.UNKNOWN)
    n1, n2 = round(before.denominator), round(after.denominator)
    if n1 <= 0 or n2 <= 0:
        return Change(Trend.UNKNOWN)
    x1, x2 = (min(max(round(rate.numerator), 0), n) for rate, n in ((before, n1), (after, n2)))
    p_value = two_proportions(x1, n1, x2, n2)
    if p_value >= alpha:
        # neither window could have shown anything: silence is not steadiness
        known = enough(n1) and enough(n2)
        return Change(Trend.STEADY if known else Trend.UNKNOWN, p_value)
    return Change(Trend.RISING if x2 * n1 > x1 * n2 else Trend.FALLING, p_value)


def two_proportions(x1: int, n1: int, x2: int, n2: int) -> float:
    """Two-sided p-value that ``x1`` of ``n1`` and ``x2`` of ``n2`` come of one proportion (which test: ``change``).

    >>> round(two_proportions(3, 10, 9, 10), 4)  # Fisher
    0.0198
    >>> round(two_proportions(15, 100, 30, 100), 4)  # z with continuity
    0.0178
    """
    hits, total = x1 + x2, n1 + n2
    least = min(hits, total - hits) * min(n1, n2) / total
    if least < LEAST_EXPECTED:
        return _fisher(x1, n1, x2, n2)
    share = hits / total
    width = math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2))
    distance = max(0.0, abs(x1 / n1 - x2 / n2) - (1 / n1 + 1 / n2) / 2)
    return math.erfc(distance / width / math.sqrt(2))


def _fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Fisher's exact test, two-sided: all tables of these margins that are no likelier than the one seen."""
    hits = x1 + x2
    whole = _log_choose(n1 + n2, hits)

    def log_chance(hits1: int) -> float:
        return _log_choose(n1, hits1) + _log_choose(n2, hits - hits1) - whole

    seen = log_chance(x1) + 1e-7  # equal chances differ in their last digits
    chances = (log_chance(each) for each in range(max(0, hits - n2), min(hits, n1) + 1))
    return min(1.0, math.fsum(math.exp(chance) for chance in chances if chance <= seen))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """How a level moved; ``share`` of what it was (0.2 is a fifth more), None where it was nothing or is unknown."""

    trend: Trend
    share: float | None = None


def level_change(before: Sequence[float], after: Sequence[float]) -> LevelChange:
    """Whether a level (people online) rose or fell from one stretch of readings to the next, and by how much.

    The means differ by at least a tenth and by more than three standard deviations of a Poisson count of that size.
    It is a threshold, no significance test: readings of a level follow each other and are not independent.

    >>> moved = level_change([1000, 990, 1010], [840, 850])
    >>> moved.trend, round(moved.share, 3)
    (<Trend.FALLING: 'falling'>, -0.155)
    >>> level_change([1000, 1000], [960, 970]).trend, level_change([], [3])
    (<Trend.STEADY: 'steady'>, LevelChange(trend=<Trend.UNKNOWN: 'unknown'>, share=None))
    """
    if not before or not after:
        return LevelChange(Trend.UNKNOWN)
    was, is_now = math.fsum(before) / len(before), math.fsum(after) / len(after)
    share = is_now / was - 1 if was > 0 else None
    if abs(is_now - was) <= max(LEAST_LEVEL_CHANGE * was, 3 * math.sqrt(max(was, 0.0))):
        return LevelChange(Trend.STEADY, share)
    return LevelChange(Trend.RISING if is_now > was else Trend.FALLING, share)


# -- selling out --------------------------------------------------------------------------------------


def sell_out(
    remaining: int | None,
    units: int,
    minutes: float = 5.0,
    *,
    lines: int | None = None,
    confidence: float = CONFIDENCE,
) -> SellOut | None:
    """售罄 ETA with its interval: remaining ÷ units per minute; None while nothing sells or the stock is unknown.

    The interval is Garwood's exact one for the pace. Sales come as order lines: with ``lines``, the order lines
    behind ``units``, those are counted as independent, each of the mean number of units, and the interval is honest
    for orders of several pieces. It says what a steady pace leaves open, not that the pace stays.

    >>> eta = sell_out(84, 140)
    >>> eta.minutes, round(eta.soonest, 2), round(eta.latest, 2)
    (3.0, 2.54, 3.57)
    >>> wide = sell_out(84, 140, lines=14)
    >>> wide.minutes, round(wide.soonest, 2), round(wide.latest, 2)
    (3.0, 1.79, 5.49)
    >>> sell_out(84, 0) is None, sell_out(None, 10) is None
    (True, True)
    """
    if remaining is None or units <= 0 or minutes <= 0:
        return None
    events = units if lines is None or not 0 < lines <= units else lines
    pace = garwood(events, confidence)
    a_unit = remaining * minutes * events / units
    return SellOut(remaining * minutes / units, a_unit / pace.high, a_unit / pace.low)


@lru_cache(maxsize=1024)
def garwood(events: int, confidence: float = CONFIDENCE) -> Interval:
    """Exact interval of a Poisson mean of which ``events`` were seen.

    Source: Garwood 1936, Biometrika 28: the means at which the tails beyond ``events`` hold half the doubt each, that
    is half the chi-square quantiles at 2k and 2k + 2 degrees of freedom. Solved on the Poisson sum up to 200 events;
    above by Wilson and Hilferty's cube root (1931), there within 0.01 % of the exact edges.

    >>> [(round(i.low, 3), round(i.high, 3)) for i in (garwood(0), garwood(1), garwood(5), garwood(10))]
    [(0.0, 3.689), (0.025, 5.572), (1.623, 11.668), (4.795, 18.39)]
    >>> round(garwood(1000).low, 1), round(garwood(1000).high, 1)
    (939.0, 1064.0)
    """
    doubt = (1 - confidence) / 2
    if events > _EXACT_POISSON:
        z = _z(confidence)
        return Interval(_half_chi_square(events, -z), _half_chi_square(events + 1, z))
    low = 0.0 if events == 0 else _mean_where(events - 1, 1 - doubt)
    return Interval(low, _mean_where(events, doubt))


def _mean_where(events: int, chance: float) -> float:
    """The mean at which at most ``events`` are seen with ``chance``; bisection, the sum falls as the mean grows."""
    low, high = 0.0, events + 10 * math.sqrt(events + 1) + 10
    for _ in range(80):
        middle = (low + high) / 2
        if poisson_at_most(events, middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def poisson_at_most(events: int, mean: float) -> float:
    """Chance of seeing at most ``events`` where ``mean`` are expected.

    >>> round(poisson_at_most(2, 3.0), 4)
    0.4232
    """
    if mean <= 0:
        return 1.0
    logs = (each * math.log(mean) - mean - math.lgamma(each + 1) for each in range(events + 1))
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _half_chi_square(shape: int, z: float) -> float:
    """Half the chi-square quantile at 2 × ``shape`` degrees, after Wilson and Hilferty."""
    return float(shape * (1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))) ** 3)


@lru_cache(maxsize=16)
def _z(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)
