"""Which waves of a product are still to come, how far each is, and which of them is due. Pure.

While pieces of a product are held back its waves wait: whoever holds decides. A wave goes on sale by itself in a live
show alone, once, and never beyond the allotment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from console.show import timing
from console.show.plan import Entry, EntryId, ProductId
from console.show.state import Hold, Round, State, Status, Tick
from console.show.stock_rulings import unreleased
from console.show.waves import Condition, Wave, When, keys

ADD_STOCK = "add_stock"
ZERO = timedelta(0)


class Counts(Protocol):
    """What outsiders count. None: nobody told it, or so long ago that it says nothing of now."""

    def sold(self, product_id: ProductId) -> int: ...

    def counted(self, condition: Condition, product_id: ProductId, since: datetime) -> int | None:
        """People, clicks or comments; comments since ``since``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A wave of the plan. ``number`` counts from 1; ``done``: it went on sale."""

    number: int
    key: str
    wave: Wave
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a condition is: ``have`` of ``want``, or the time that is ``left``; what nobody knows is None."""

    met: bool
    have: int | None = None
    want: int | None = None
    left: timedelta | None = None


def planned(state: State, product_id: ProductId) -> tuple[Planned, ...]:
    """The waves of a product, in their order."""
    waves, done = state.plan.waves(product_id), state.stock_of(product_id).waves
    return tuple(
        Planned(number=number, key=key, wave=wave, done=key in done)
        for number, (key, wave) in enumerate(zip(keys(waves), waves, strict=True), 1)
    )


def find(state: State, product_id: ProductId, key: str) -> Planned | None:
    return next((one for one in planned(state, product_id) if one.key == key), None)


def next_wave(state: State, product_id: ProductId) -> Planned | None:
    """The wave that is told as the next: the first that was not released."""
    return next((one for one in planned(state, product_id) if not one.done), None)


def next_by_key(state: State, product_id: ProductId) -> Planned | None:
    """The wave that a key releases: the first that waits for a hand, else the next of any kind."""
    waiting = [one for one in planned(state, product_id) if not one.done]
    return next((one for one in waiting if not one.wave.by_itself), waiting[0] if waiting else None)


def first_round(state: State, product_id: ProductId) -> Round | None:
    """The product's first take in this run."""
    entries = state.plan.entries
    for one in state.core.rounds:
        entry: Entry | None = entries.get(EntryId(one.entry_id))
        if entry is not None and entry.product_id == product_id:
            return one
    return None


def free_for_waves(state: State, product_id: ProductId) -> int | None:
    """Pieces a wave may put on sale; None when the allotment was never stated."""
    left, held = unreleased(state, product_id), state.stock_of(product_id).held
    return left if left is None else max(0, left - (0 if held is None else held.quantity))


def sold_out(state: State, product_id: ProductId, sold: int) -> bool:
    """Whether all that was put on sale is gone."""
    released = state.stock_of(product_id).released
    return 0 < released <= sold


def progress(
    state: State,
    product_id: ProductId,
    condition: Condition,
    now: datetime,
    counts: Counts,
    hold: Hold | None = None,
) -> Progress:
    """How far a wave's condition is, or that of ``hold``."""
    round_ = first_round(state, product_id)
    match condition.when:
        case When.SOLD_OUT:
            sold, released = counts.sold(product_id), state.stock_of(product_id).released
            return Progress(met=sold_out(state, product_id, sold), have=min(sold, released), want=released)
        case When.CLOCK:
            instant = None if hold is None and state.started_at is None else _instant(state, condition, hold)
            left = None if instant is None else instant - now
        case When.AFTER:
            assert condition.after is not None
            left = None
            if hold is not None:
                left = hold.since + condition.after - now
            elif round_ is not None:
                passed = now - round_.started_at - timing.paused_within(state.pauses, round_.started_at, now)
                left = condition.after - passed
        case _:
            since = hold.since if hold is not None else None if round_ is None else round_.started_at
            have = None if since is None else counts.counted(condition, product_id, since)
            return Progress(met=have is not None and have >= condition.count, have=have, want=condition.count)
    return Progress(met=left is not None and left <= ZERO, left=left)


def _instant(state: State, condition: Condition, hold: Hold | None) -> datetime:
    """The first such time of the room's clock after the hold began, or after the show was to begin."""
    assert condition.clock is not None
    if hold is not None:
        after = hold.since
    else:
        assert state.started_at is not None
        wanted = state.info.start
        late = wanted is not None and state.started_at - timing.MOST_LATE <= wanted <= state.started_at
        after = wanted if late and wanted is not None else state.started_at
    return timing.pinned_instant(condition.clock, after, state.info.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something whose condition is met: a wave, or the hold when ``wave`` is None.

    ``missing``: pieces it would need beyond those there are; only 0 can go on sale.
    """

    product_id: ProductId
    quantity: int
    condition: Condition
    wave: Planned | None = None
    hold: Hold | None = None
    seen: int | None = None
    missing: int = 0

    @property
    def by_itself(self) -> bool:
        return self.wave is None or self.wave.wave.by_itself


def due(state: State, product_id: ProductId, now: datetime, counts: Counts) -> Iterator[Due]:
    """What of a product is due now, in the plan's order; of the waves at sell-out the first alone.

    Nothing but in a live show and once the product was taken or put on sale; no wave while pieces are held.
    """
    facts = state.stock_of(product_id)
    if state.status is not Status.LIVE or not facts.on_sale:
        return
    if facts.held is not None:
        condition = facts.held.condition
        if condition is None:
            return
        found = progress(state, product_id, condition, now, counts, facts.held)
        if found.met:
            quantity = facts.held.quantity
            yield Due(product_id=product_id, quantity=quantity, condition=condition, hold=facts.held, seen=found.have)
        return
    free, at_sell_out = free_for_waves(state, product_id), False
    for one in planned(state, product_id):
        condition = one.wave.condition
        if one.done or condition is None or (condition.when is When.SOLD_OUT and at_sell_out):
            continue
        at_sell_out = at_sell_out or condition.when is When.SOLD_OUT
        found = progress(state, product_id, condition, now, counts)
        if found.met:
            yield Due(
                product_id=product_id,
                quantity=one.wave.quantity,
                condition=condition,
                wave=one,
                seen=found.have,
                missing=0 if free is None else max(0, one.wave.quantity - free),
            )


def watched(state: State) -> tuple[ProductId, ...]:
    """Products that something may become due of."""
    return tuple(
        product
        for product, facts in state.stock.items()
        if facts.on_sale
        and (
            (facts.held is not None and facts.held.condition is not None)
            or any(not one.done and one.wave.condition is not None for one in planned(state, product))
        )
    )


# -- what a wave that went by itself asks of hands ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A platform action that a release by itself needs, from ``since`` on; ``done_at``: when it was ticked."""

    action: str
    product_id: ProductId
    since: datetime
    done_at: datetime | None = None


def stock_action(state: State, product_id: ProductId) -> str:
    """The platform action's name: of the item on air as on every checklist, of another with its id behind it."""
    on_air = state.on_air
    return ADD_STOCK if on_air is not None and on_air.product_id == product_id else f"{ADD_STOCK}:{product_id}"


def product_of_action(action: str) -> str | None:
    """The product a stock action of another item names; None for every other action.

    >>> product_of_action("add_stock:3712"), product_of_action("add_stock")
    ('3712', None)
    """
    name, mark, product_id = action.partition(":")
    return product_id if mark and name == ADD_STOCK and product_id else None


def asked(state: State) -> tuple[Asked, ...]:
    """What releases by themselves ask for, the oldest first: until it is ticked, and to the end of that round."""
    current = state.core.round
    if current is None:
        return ()
    found = []
    for product_id, facts in state.stock.items():
        if facts.asked_at is None:
            continue
        tick = next((tick for tick in state.ticks if _answers(state, tick, product_id, facts.asked_at)), None)
        if tick is None or tick.round_id == current.round_id:
            action = stock_action(state, product_id)
            # of the item on air it stands on the checklist since the take
            since = max(facts.asked_at, current.started_at) if action == ADD_STOCK else facts.asked_at
            done_at = None if tick is None else tick.at
            found.append(Asked(action=action, product_id=product_id, since=since, done_at=done_at))
    return tuple(sorted(found, key=lambda one: one.since))


def _answers(state: State, tick: Tick, product_id: ProductId, asked_at: datetime) -> bool:
    """Whether a tick was for what a product's release asked for at ``asked_at``."""
    if tick.at < asked_at:
        return False
    if tick.action == ADD_STOCK:
        entry = state.plan.entries.get(tick.entry_id)
        return entry is not None and entry.product_id == product_id
    return product_of_action(tick.action) == product_id


def seconds_since(state: State, asked_at: datetime, now: datetime) -> float:
    """How long an action has been waited for, pauses left out."""
    return max(0.0, (now - asked_at - timing.paused_within(state.pauses, asked_at, now)).total_seconds())
