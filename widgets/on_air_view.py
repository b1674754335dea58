"""What the screen says of the entry on air, worked out from a show at one instant. No widget and no words here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from console.advising import sell_out_of
from console.open_show import OpenShow
from console.show import timing, wave_rules
from console.show.plan import CueKind, Entry, Plan, Role, effective_cues
from console.show.state import State
from inventory.stock import Balance
from widgets.run_order_rows import days_to_pins

USUAL_WAVE = 50
LATE_ACTION = timedelta(seconds=30)
LASTING_MINUTES = 240
ZERO = timedelta(0)


def clock_text(length: timedelta) -> str:
    """``MM:SS``, or ``H:MM:SS`` from an hour on; a negative length counts up behind a ``+``.

    >>> clock_text(timedelta(seconds=161)), clock_text(timedelta(seconds=-12)), clock_text(timedelta(hours=1))
    ('02:41', '+00:12', '1:00:00')
    """
    seconds = length.total_seconds()
    whole = -int(-seconds // 1) if seconds >= 0 else int(-seconds)  # 2:40.2 left is 02:41, 0.2 over is +00:00
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"
    return text if seconds >= 0 else f"+{text}"


def short_clock(length: timedelta) -> str:
    """``M:SS`` of time that has passed.

    >>> short_clock(timedelta(seconds=38.9))
    '0:38'
    """
    minutes, seconds = divmod(int(max(ZERO, length).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def money_text(cents: int) -> str:
    """Cents as a price with both its digits.

    >>> money_text(7900), money_text(1234567)
    ('¥79.00', '¥12,345.67')
    """
    return f"{'-' if cents < 0 else ''}¥{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def number_of(plan: Plan, entry: Entry) -> str:
    """The entry's place as it is called, from 01."""
    return f"{plan.index(entry.entry_id) + 1:02d}"


def round_number(state: State) -> int:
    """Which presentation of its item is on air, from 1: a product that returns in a later entry goes on counting."""
    entry = state.on_air
    if entry is None:
        return 0

    def same(other: Entry) -> bool:
        return other.entry_id == entry.entry_id or (
            entry.product_id is not None and other.product_id == entry.product_id
        )

    entries = state.plan.entries
    return sum(1 for one in state.core.rounds if one.entry_id in entries and same(entries[one.entry_id]))


def scene_of_take(plan: Plan, entry: Entry) -> str | None:
    """The program scene a take of this entry asks for; None leaves the scene as it is."""
    cues = effective_cues(plan, entry).on_take
    return next((cue.target for cue in cues if cue.kind is CueKind.SCENE and cue.target), None)


def waves(entry: Entry, balance: Balance) -> tuple[int, int]:
    """Pieces of a small and of a big release: the plan's first release and twice it, never more than there is.

    0 means nothing can be released.
    """
    wave = entry.first_release or USUAL_WAVE
    free = balance.unreleased
    return (wave, 2 * wave) if free is None else (min(wave, free), min(2 * wave, free))


@dataclass(frozen=True, slots=True)
class Selling:
    """How fast an item sells: ``minutes`` until what is on sale is gone, and from ``soonest`` to ``latest`` the 95 %
    interval its pace leaves open (``statistics.sell_out``: Garwood 1936, of the order lines of five minutes)."""

    minutes: float
    per_minute: float
    soonest: float
    latest: float

    @property
    def lasts(self) -> bool:
        """So long that the minutes say nothing."""
        return self.minutes >= LASTING_MINUTES


def selling(show: OpenShow, entry: Entry, now: datetime) -> Selling | None:
    """Sell-out ETA of an entry's product from its units of the last five minutes; None while nothing sells."""
    if entry.product_id is None:
        return None
    found = sell_out_of(show, entry.product_id, now)  # as the suggestion has it
    if found is None:
        return None
    pace = (show.balance(entry.product_id).remaining or 0) / found.minutes
    return Selling(found.minutes, pace, found.soonest, found.latest)


@dataclass(frozen=True, slots=True)
class Action:
    """One platform action of the round on air. ``after`` is when it was ticked, or how long it has been waiting.

    ``of_wave``: a release by itself asked for it, and its time is counted from then.
    """

    code: str
    done: bool
    after: timedelta
    of_wave: bool = False
    limit: timedelta = LATE_ACTION  # waiting longer it is late

    @property
    def late(self) -> bool:
        return not self.done and self.after >= self.limit


def actions(state: State, now: datetime, limit: timedelta = LATE_ACTION) -> tuple[Action, ...]:
    """The checklist of the entry on air. ``limit``: how long an action may wait for its tick."""
    entry, current = state.on_air, state.core.round
    if entry is None or current is None:
        return ()
    ticked = {tick.action: tick.seconds for tick in state.ticks if tick.round_id == current.round_id}
    waited = timing.length_of(current, state.pauses, now)
    asked = {one.action: one for one in wave_rules.asked(state)}
    found = (
        _asked_again(state, asked[code], ticked.get(code), now)
        if code in asked
        else Action(code, code in ticked, timedelta(seconds=ticked[code]) if code in ticked else waited)
        for code in dict.fromkeys((*entry.checklist, *asked))
    )
    return tuple(replace(one, limit=limit) for one in found)


def _asked_again(state: State, asked: wave_rules.Asked, ticked: float | None, now: datetime) -> Action:
    """What a release by itself asks for, counted from it."""
    if asked.done_at is not None and ticked is not None:
        return Action(asked.action, True, timedelta(seconds=ticked), of_wave=True)
    waited = timedelta(seconds=wave_rules.seconds_since(state, asked.since, now))
    return Action(asked.action, False, waited, of_wave=True)


@dataclass(frozen=True, slots=True)
class Pin:
    """The hard start of an entry: its clock time, days from today, and how long until then once it is near."""

    clock: time
    days: int = 0
    left: timedelta | None = None


def pin_of(state: State, entry: Entry | None, now: datetime) -> Pin | None:
    """When an entry is pinned to; ``left`` from five minutes before on, negative when it is past."""
    if entry is None or entry.hard_start is None:
        return None
    near = timing.due(state, now).get(entry.entry_id)
    days = days_to_pins(state, now).get(entry.entry_id, 0)
    return Pin(entry.hard_start, days, None if near is None else near - now)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a plan lacks before it goes live. ``count`` entries lack it, ``first`` is the first of them."""

    code: str
    count: int = 0
    first: str = ""


def gaps(plan: Plan) -> Iterator[Gap]:
    """What nobody entered: never a refusal, worth a look while there is time."""
    if not plan.order:
        yield Gap("entries")
        return
    goods = [entry for entry in plan.in_order() if entry.role is not Role.SEGMENT and entry.product_id is not None]
    allotted = {product for product in plan.products() if plan.allotment(product) is not None}
    for code, lacking in (
        ("product", [e for e in plan.in_order() if e.role is not Role.SEGMENT and e.product_id is None]),
        ("price", [e for e in goods if e.live_price is None]),
        ("stock", [e for e in goods if e.product_id not in allotted]),
        ("length", [e for e in plan.in_order() if e.planned <= ZERO]),
        ("script", [e for e in goods if not e.script.strip()]),
        ("scene", [e for e in plan.in_order() if scene_of_take(plan, e) is None]),
    ):
        if lacking:
            yield Gap(code, len(lacking), lacking[0].name)
