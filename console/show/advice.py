"""What should come next: a ranking of what is to come and what could return, each with its reasons. Never acts.

Input is plain values of one instant; who counts them is not this module's business. Each reason moves the score by
the points of ``POINTS``; performance reasons are measured against the median of what is known, in doublings: twice the
median is one full measure, half of it one full measure down. What cannot be sold, or is pinned to a later clock time,
is not suggested at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from statistics import median
from types import MappingProxyType

from console.show.plan import HERO_UNSEEN_LIMIT, EntryId, Role

ZERO = timedelta(0)
RESTING = timedelta(minutes=20)  # an item shown so lately has mostly sold to who wants it
LONG_UNSEEN = timedelta(minutes=45)
PIN_LEAD = timedelta(minutes=2)  # a pinned entry is due from here on
PIN_OVER = timedelta(minutes=-15)  # what is so late is no longer waited for
FEWEST_PIECES = 5
MOST_DOUBLINGS = 2.0
NOTABLE = 0.4  # doublings from the median at which a figure is worth a word
LEAST_KNOWN = 3  # items whose figure is known before a median says anything
SAID = 3  # reasons in one line


class Online(Enum):
    """Where the number of people in the room is going."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNKNOWN = "unknown"


class Code(Enum):
    """Why; each has a sentence ``advice.reason.<code>`` in both languages."""

    PINNED_SOON = "pinned_soon"
    PINNED_DUE = "pinned_due"
    PINNED_LATE = "pinned_late"
    PLANNED_NEXT = "planned_next"
    CONVERTS_WELL = "converts_well"
    CONVERTS_POORLY = "converts_poorly"
    EARNS_WELL = "earns_well"
    EARNS_POORLY = "earns_poorly"
    YIELDS_WELL = "yields_well"
    YIELDS_POORLY = "yields_poorly"
    STOCK_LEFT = "stock_left"
    LITTLE_STOCK = "little_stock"
    SELLS_OUT_SOON = "sells_out_soon"
    HERO_UNSEEN = "hero_unseen"
    TRAFFIC_PAIR = "traffic_pair"
    PROFIT_AFTER_OPENING = "profit_after_opening"
    ROLE_SHORT = "role_short"
    ONLINE_FALLING = "online_falling"
    ONLINE_RISING = "online_rising"
    SHOWN_LATELY = "shown_lately"
    LONG_UNSEEN = "long_unseen"
    NEVER_SHOWN = "never_shown"


POINTS: Mapping[Code, float] = MappingProxyType(
    {
        Code.PINNED_SOON: 10.0,  # a promise to the audience
        Code.PINNED_DUE: 10.0,
        Code.PINNED_LATE: 10.0,
        Code.PLANNED_NEXT: 1.0,  # the plan was made with thought; it takes a reason to leave it
        Code.CONVERTS_WELL: 1.0,  # a doubling
        Code.CONVERTS_POORLY: 1.0,
        Code.EARNS_WELL: 1.0,
        Code.EARNS_POORLY: 1.0,
        Code.YIELDS_WELL: 0.7,  # who was in the room then moves it too
        Code.YIELDS_POORLY: 0.7,
        Code.STOCK_LEFT: 0.3,
        Code.LITTLE_STOCK: -1.0,
        Code.SELLS_OUT_SOON: -0.7,
        Code.HERO_UNSEEN: 2.0,
        Code.TRAFFIC_PAIR: -2.0,
        Code.PROFIT_AFTER_OPENING: -2.0,
        Code.ROLE_SHORT: 0.6,
        Code.ONLINE_FALLING: 1.5,
        Code.ONLINE_RISING: 0.5,
        Code.SHOWN_LATELY: -2.0,  # just gone; less as it rests
        Code.LONG_UNSEEN: 0.4,
        Code.NEVER_SHOWN: 0.3,
    }
)
RETURNING = -0.4  # leaving the plan costs attention
FARTHER = 0.1  # for every entry that would be jumped over
FARTHEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that could be taken next. Money in cents; None is unknown.

    ``jumped``: how many entries to come stand before it (0 is the plan's next); None when it was on air before and
    would return. ``cvr`` only where its denominator is large enough to mean something; ``of_people``: it is of people
    and not of clicks, and is measured against those of people alone. ``remaining``: pieces on sale;
    ``unreleased``: pieces that could be put on sale. ``pinned_in``: until its hard start, negative when it is past.
    """

    entry_id: EntryId
    name: str
    role: Role
    product_id: str | None
    jumped: int | None
    planned: timedelta = timedelta(minutes=5)
    pinned_in: timedelta | None = None
    cvr: float | None = None
    clicks: float | None = None  # what ``cvr`` is a share of
    of_people: bool = False
    per_thousand: float | None = None  # GMV per thousand exposures of the item
    round_yield: float | None = None  # cents per minute on air
    remaining: int | None = None
    unreleased: int | None = None
    sell_out: timedelta | None = None
    since_shown: timedelta | None = None  # None: never on air


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The room at one instant. ``hero_unseen``: since a hero left the air, None before the first and while one is on.

    ``short_roles``: share of time wanted less share had, for roles that are behind the target, from 0 to 1.
    """

    on_air: EntryId | None = None
    on_air_product: str | None = None
    on_air_role: Role | None = None
    opening: bool = False  # on air is the first round, and it is a segment
    hero_unseen: timedelta | None = None
    online: Online = Online.UNKNOWN
    online_share: float | None = None  # by which part of itself the number of people moved
    short_roles: Mapping[Role, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason. ``points`` above 0 speak for it; ``data`` fills the sentence."""

    code: Code
    points: float
    data: Mapping[str, float | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A candidate, its score, and its reasons, the weightiest first."""

    entry_id: EntryId
    name: str
    score: float
    returns: bool
    reasons: tuple[Reason, ...]

    @property
    def said(self) -> tuple[Reason, ...]:
        """The reasons for one line: what speaks for it, then the weightiest objection."""
        good = [reason for reason in self.reasons if reason.points > 0]
        bad = [reason for reason in self.reasons if reason.points < 0]
        return (*good[: SAID - bool(bad)], *bad[:1])


def suggest(situation: Situation, candidates: Sequence[Candidate], limit: int = 3) -> tuple[Suggestion, ...]:
    """The best candidates, best first. Equal ones stay in the order given.

    An entry of the product on air is no candidate, and a product is suggested once, by its best entry.
    """
    possible = [one for one in candidates if _possible(situation, one)]
    medians = _Medians.of(candidates)
    ranked = sorted((_judged(situation, one, medians) for one in possible), key=lambda each: -each[0].score)
    found: list[Suggestion] = []
    products: set[str] = set()
    for suggestion, product in ranked:
        if product is not None:
            if product in products:
                continue
            products.add(product)
        found.append(suggestion)
    return tuple(found[:limit])


def replacements(situation: Situation, candidates: Sequence[Candidate], limit: int = 3) -> tuple[Suggestion, ...]:
    """What could stand in for the item on air now that it is gone: of its role and known to be in stock, best first."""
    role = situation.on_air_role
    alike = {one.entry_id for one in candidates if one.role is role and one.product_id is not None and _in_stock(one)}
    ranked = suggest(situation, candidates, len(candidates))
    return tuple(one for one in ranked if one.entry_id in alike)[:limit]


def _in_stock(one: Candidate) -> bool:
    return (one.remaining or 0) + (one.unreleased or 0) > 0


def _possible(situation: Situation, one: Candidate) -> bool:
    if one.entry_id == situation.on_air or (one.product_id is not None and one.product_id == situation.on_air_product):
        return False
    if one.pinned_in is not None and one.pinned_in > PIN_LEAD:
        return False
    if one.product_id is None:
        return one.jumped == 0 or one.pinned_in is not None
    if one.remaining is None and one.unreleased is None:
        return True
    return _in_stock(one)


@dataclass(frozen=True, slots=True)
class _Medians:
    """The middle of each figure over all candidates of which it is known; None while too few are."""

    cvr: Mapping[bool, float | None]  # of people, and of clicks: the two are never compared
    per_thousand: float | None
    round_yield: float | None

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> _Medians:
        by_product = {one.product_id: one for one in candidates if one.product_id is not None}

        def middle(values: list[float]) -> float | None:
            return median(values) or None if len(values) >= LEAST_KNOWN else None

        goods = by_product.values()
        return cls(
            {
                people: middle([one.cvr for one in goods if one.cvr is not None and one.of_people is people])
                for people in (False, True)
            },
            middle([one.per_thousand for one in goods if one.per_thousand is not None]),
            middle([one.round_yield for one in goods if one.round_yield is not None]),
        )


def _judged(situation: Situation, one: Candidate, medians: _Medians) -> tuple[Suggestion, str | None]:
    reasons = [
        *_of_plan(one),
        *_of_figures(one, medians),
        *_of_stock(one),
        *_of_role(situation, one),
        *_of_rest(one),
    ]
    score = sum(reason.points for reason in reasons)
    score += RETURNING if one.jumped is None else -FARTHER * min(one.jumped, FARTHEST)
    reasons.sort(key=lambda reason: -abs(reason.points))
    suggestion = Suggestion(
        entry_id=one.entry_id, name=one.name, score=score, returns=one.jumped is None, reasons=tuple(reasons)
    )
    return suggestion, one.product_id


def _reason(code: Code, weight: float = 1.0, **data: float | int | str) -> Reason:
    return Reason(code=code, points=POINTS[code] * weight, data=data)


def _of_plan(one: Candidate) -> list[Reason]:
    if one.jumped is not None and one.pinned_in is not None and one.pinned_in >= PIN_OVER:
        return [_of_pin(one.pinned_in)]
    return [_reason(Code.PLANNED_NEXT)] if one.jumped == 0 else []


def _of_pin(pinned_in: timedelta) -> Reason:
    """Its clock time, counted in minutes begun before and in minutes over after: the line changes once a minute."""
    seconds = pinned_in.total_seconds()
    if seconds > 0:
        return _reason(Code.PINNED_SOON, minutes=math.ceil(seconds / 60))
    late = int(-seconds // 60)
    return _reason(Code.PINNED_LATE, minutes=late) if late else _reason(Code.PINNED_DUE)


def _of_figures(one: Candidate, medians: _Medians) -> list[Reason]:
    found: list[Reason] = []

    def measure(good: Code, bad: Code, value: float | None, middle: float | None, **data: float) -> None:
        if value is None or middle is None:
            return
        doublings = MOST_DOUBLINGS * -1 if value <= 0 else math.log2(value / middle)
        doublings = max(-MOST_DOUBLINGS, min(MOST_DOUBLINGS, doublings))
        if abs(doublings) >= NOTABLE:
            found.append(_reason(good if doublings > 0 else bad, doublings, **data))

    if one.cvr is not None:
        data = {"cvr": one.cvr, "clicks": one.clicks or 0.0, "of_people": one.of_people}
        measure(Code.CONVERTS_WELL, Code.CONVERTS_POORLY, one.cvr, medians.cvr[one.of_people], **data)
    if one.per_thousand is not None and medians.per_thousand is not None:
        yuan = one.per_thousand / 100
        measure(Code.EARNS_WELL, Code.EARNS_POORLY, one.per_thousand, medians.per_thousand, yuan=yuan)
    elif one.round_yield is not None:
        yuan = one.round_yield / 100
        measure(Code.YIELDS_WELL, Code.YIELDS_POORLY, one.round_yield, medians.round_yield, yuan=yuan)
    return found


def _of_stock(one: Candidate) -> list[Reason]:
    if one.product_id is None or (one.remaining is None and one.unreleased is None):
        return []
    pieces = (one.remaining or 0) + (one.unreleased or 0)
    if pieces < FEWEST_PIECES:
        return [_reason(Code.LITTLE_STOCK, pieces=pieces)]
    # what can be released makes up for what runs out, so only goods that are all on sale can be gone too soon
    if one.sell_out is not None and one.sell_out < one.planned and not one.unreleased:
        return [_reason(Code.SELLS_OUT_SOON, minutes=one.sell_out.total_seconds() / 60)]
    return [_reason(Code.STOCK_LEFT, pieces=pieces)] if one.jumped is None else []


def _of_role(situation: Situation, one: Candidate) -> list[Reason]:
    found = []
    unseen = situation.hero_unseen
    if one.role is Role.HERO and unseen is not None and unseen > HERO_UNSEEN_LIMIT:
        found.append(_reason(Code.HERO_UNSEEN, minutes=int(unseen.total_seconds() // 60)))
    if one.role is Role.TRAFFIC and situation.on_air_role is Role.TRAFFIC:
        found.append(_reason(Code.TRAFFIC_PAIR))
    if one.role is Role.PROFIT and situation.opening:
        found.append(_reason(Code.PROFIT_AFTER_OPENING))
    moved = {} if situation.online_share is None else {"percent": round(abs(situation.online_share) * 100)}
    if situation.online is Online.FALLING and moved and one.role in (Role.TRAFFIC, Role.PROFIT, Role.IMAGE):
        found.append(_reason(Code.ONLINE_FALLING, 1.0 if one.role is Role.TRAFFIC else -0.4, **moved))
    if situation.online is Online.RISING and moved and one.role in (Role.HERO, Role.PROFIT):
        found.append(_reason(Code.ONLINE_RISING, **moved))
    short = situation.short_roles.get(one.role, 0.0)
    if short > 0:
        found.append(_reason(Code.ROLE_SHORT, min(1.0, short * 4), percent=round(short * 100)))
    return found


def _of_rest(one: Candidate) -> list[Reason]:
    if one.product_id is None:
        return []
    if one.since_shown is None:
        return [_reason(Code.NEVER_SHOWN)] if one.jumped is not None else []
    minutes = int(one.since_shown.total_seconds() // 60)
    if one.since_shown < RESTING:
        return [_reason(Code.SHOWN_LATELY, 1 - max(ZERO, one.since_shown) / RESTING, minutes=minutes)]
    return [_reason(Code.LONG_UNSEEN, minutes=minutes)] if one.since_shown >= LONG_UNSEEN else []
