"""What needs a hand now: OBS gone, hard starts, stock that runs out, cues that failed, actions not ticked, feeds.

Each alert has a key, so that the same trouble is told once, and goes by itself when the trouble does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from console.app import ShowClosed, ShowOpened
from console.feed_alarm import lengths_of
from console.listeners import Applied, Notice, StockChanged
from console.metrics.counters import minute_of
from console.open_show import OpenShow
from console.oversold import OversoldWatch, beyond
from console.sell_out_alarm import SellOutAlarm
from console.show import events as ev
from console.show.plan import EntryId, ProductId
from console.show.sales import OrderLine
from console.show.state import State, Status
from console.show.timing import PIN_AHEAD, due
from inventory.stock import Balance, Level
from widgets.context import Context
from widgets.on_air_view import actions
from widgets.sell_out_words import minutes_range

TICK_MS = 1000
SAID_IDS = 2  # orders of an item oversold
SILENT_AFTER = timedelta(minutes=3)
PIN_PRESSES = timedelta(minutes=1)  # before a hard start
TROUBLED = frozenset({"failed", "timed_out", "not_connected"})


class Trouble(Enum):
    """Kinds of alerts, worst first."""

    OBS = "obs"
    PIN_NOW = "pin_now"  # a hard start within a minute, or past
    CUE = "cue"
    OVERSOLD = "oversold"
    OUT = "out"
    PIN_SOON = "pin_soon"
    EARLY = "early"
    SELLING_OUT = "selling_out"  # gone within minutes
    LOW = "low"
    UNTICKED = "unticked"
    QUIET = "quiet"
    SILENT = "silent"


STOCK_TROUBLES = {
    Level.OVERSOLD: Trouble.OVERSOLD,
    Level.EARLY: Trouble.EARLY,
    Level.OUT: Trouble.OUT,
    Level.LOW: Trouble.LOW,
}
SERIOUS = frozenset({Trouble.OVERSOLD, Trouble.CUE, Trouble.OBS, Trouble.OUT, Trouble.PIN_NOW})
RANKS = {trouble: place for place, trouble in enumerate(Trouble)}
ELSEWHERE = len(RANKS)  # stock of an item that is not on air comes after everything that hurts now


@dataclass(frozen=True, slots=True)
class Alert:
    """One trouble: since when, about what. ``data`` fills its sentence."""

    key: tuple[str, str]
    trouble: Trouble
    at: datetime
    product_id: ProductId | None = None
    entry_id: EntryId | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Alerts(QObject):
    """``changed``: the alerts are others, or say something else."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._alerts: dict[tuple[str, str], Alert] = {}
        self._sell_out = SellOutAlarm()
        self._oversold = OversoldWatch(context.console.database, context.console.post, self._on_oversold)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        subscribe = context.console.listeners.subscribe
        self._unsubscribe: list[Callable[[], None]] = [
            subscribe(ShowOpened, lambda told: self._bind(told.show)),
            subscribe(ShowClosed, lambda told: self._bind(None)),
            subscribe(Applied, self._on_applied),
            subscribe(StockChanged, lambda told: self._look_at_stock(told.products)),
        ]
        self._bind(context.console.show)

    def release(self) -> None:
        """End the subscriptions."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()
        self._timer.stop()
        self._oversold.close()

    def now(self) -> list[Alert]:
        """What hurts now first – OBS, a hard start, the item on air –, then the others; of a kind the newest first."""
        on_air = None if self._show is None else self._show.state.on_air
        product = None if on_air is None else on_air.product_id

        def rank(alert: Alert) -> tuple[int, float, tuple[str, str]]:
            away = alert.product_id is not None and alert.product_id != product
            return RANKS[alert.trouble] + ELSEWHERE * away, -alert.at.timestamp(), alert.key

        # an item that is gone in minutes is low as well, and need not say so twice
        soon = {alert.product_id for alert in self._alerts.values() if alert.trouble is Trouble.SELLING_OUT}
        shown = (one for one in self._alerts.values() if one.trouble is not Trouble.LOW or one.product_id not in soon)
        return sorted(shown, key=rank)

    def remember(self, events: Iterable[ev.Event]) -> None:
        """What the journal knows of troubles that began before this was made, the oldest event first."""
        show = self._show
        if show is None or not show.state.running:
            return
        for event in events:
            match event.payload:
                case ev.ObsLost() | ev.ObsConnected():
                    self._look_at_obs(event)
                case ev.CueDone() as done if show.state.outcomes.get(done.entry_id or EntryId("")) == done:
                    self._look_at_outcome(show.state, done, event.at)

    # -- told ---------------------------------------------------------------------------------------

    @property
    def _show(self) -> OpenShow | None:
        return self._context.console.show

    def _bind(self, show: OpenShow | None) -> None:
        self._alerts.clear()
        self._sell_out.forget()
        self._oversold.forget()
        if show is None:
            self._timer.stop()
        else:
            self._timer.start()
            state = show.state
            current = None if state.on_air is None else state.on_air.entry_id
            begun = state.core.round
            if current is not None and begun is not None and current in state.outcomes:
                self._look_at_outcome(state, state.outcomes[current], begun.started_at)  # its own time: remember()
            self._look_at_stock(frozenset(state.plan.products()) | show.counters.products)
            self._on_tick()
        self.changed.emit()

    def _on_applied(self, told: Applied) -> None:
        before, after = told.before.core.round, told.after.core.round
        if before is not after:
            gone = [key for key in self._alerts if key[0] in ("cue", "unticked")]
            self._drop(*gone)
        for event in told.events:
            match event.payload:
                case ev.CueDone():
                    self._look_at_outcome(told.after, event.payload, event.at)
                case ev.ObsLost() | ev.ObsConnected():
                    self._look_at_obs(event)
        if told.after.status is Status.ENDED:
            self._drop(("obs", ""))
        if told.before.status is not told.after.status and self._show is not None:
            self._look_at_stock(frozenset(told.after.plan.products()) | self._show.counters.products)
        self._on_tick()

    def _on_tick(self) -> None:
        show = self._show
        if show is None:
            return
        now = self._context.console.clock.now()
        self._look_at_actions(show.state, now)
        self._look_at_pins(show.state, now)
        self._look_at_feeds(show, now)
        self._look_at_sell_out(show, now)

    # -- looking ------------------------------------------------------------------------------------

    def _look_at_obs(self, event: ev.Event) -> None:
        if isinstance(event.payload, ev.ObsLost):
            self._put(Alert(("obs", ""), Trouble.OBS, event.at, data={"reason": event.payload.reason}))
        else:
            self._drop(("obs", ""))

    def _look_at_pins(self, state: State, now: datetime) -> None:
        """Hard starts that come or are past; each goes once its entry was taken or skipped."""
        near = due(state, now)
        wanted = {("pin", str(entry_id)) for entry_id in near}
        self._drop(*[key for key in self._alerts if key[0] == "pin" and key not in wanted])
        for entry_id, at in near.items():
            key, left = ("pin", str(entry_id)), at - now
            trouble = Trouble.PIN_NOW if left <= PIN_PRESSES else Trouble.PIN_SOON
            data = {"pinned": at, "seconds": math.ceil(left.total_seconds())}
            known = self._alerts.get(key)
            since = max(at - PIN_AHEAD, state.started_at or at)
            self._put(Alert(key, trouble, since, entry_id=entry_id, data=data))
            if known is not None and known.trouble is Trouble.PIN_SOON and trouble is Trouble.PIN_NOW:
                name = state.plan.entries[entry_id].name
                self._context.tell(Notice(code="hard_start_near", level="warning", data={"name": name}))

    def _look_at_stock(self, products: frozenset[str] | frozenset[ProductId]) -> None:
        show = self._show
        if show is None:
            return
        now = self._context.console.clock.now()
        for product in products:
            key = ("stock", str(product))
            balance = show.balance(product)
            level = balance.level(self._context.console.settings.low_stock)
            trouble = STOCK_TROUBLES.get(level)
            ended = show.state.status is Status.ENDED
            if trouble is None or not show.state.on_the_record or (ended and trouble is not Trouble.OVERSOLD):
                self._drop(key)  # what is left after the show can no longer be sold in it
                self._oversold.forget(ProductId(str(product)))
                continue
            data: dict[str, Any] = {
                "left": balance.remaining,
                "early": balance.early,
                "uncovered": balance.uncovered,
                "unreleased": balance.unreleased or 0,
            }
            known = self._alerts.get(key)
            if trouble is Trouble.OVERSOLD:
                data["lines"] = () if known is None else known.data.get("lines", ())
                self._oversold.look(show, ProductId(str(product)))
            else:
                self._oversold.forget(ProductId(str(product)))
            same = known is not None and known.trouble is trouble
            at = known.at if known is not None and same else self._began(show, product, balance, level, now)
            self._put(Alert(key, trouble, at, product_id=ProductId(str(product)), data=data))

    def _on_oversold(self, product: ProductId, lines: tuple[OrderLine, ...]) -> None:
        """Which orders did it: in the alarm's sentence, and told once while it lasts."""
        key = ("stock", str(product))
        known, show = self._alerts.get(key), self._show
        if known is None or known.trouble is not Trouble.OVERSOLD or show is None or not lines:
            return
        if not known.data["lines"] and show.state.status is not Status.ENDED:
            entry = show.state.plan.products().get(product)
            name = str(product) if entry is None else entry.name
            uncovered = beyond(lines, known.data["uncovered"], show.counters.sold_by)
            ids = list(dict.fromkeys(line.order_id for line in uncovered))
            data = {"name": name, "n": known.data["uncovered"], "orders": len(ids), "ids": ids[:SAID_IDS]}
            self._context.tell(Notice(code="oversold", level="error", data=data))
        self._put(replace(known, data={**known.data, "lines": lines}))

    def _look_at_sell_out(self, show: OpenShow, now: datetime) -> None:
        """Items that are gone in minutes; each threshold is told once a wave."""
        live = show.state.status is Status.LIVE
        thresholds = self._context.console.settings.sell_out_minutes
        near = self._sell_out.look(show, now, thresholds) if live else []
        wanted = {("sell_out", str(each.product_id)) for each in near}
        self._drop(*[key for key in self._alerts if key[0] == "sell_out" and key not in wanted])
        for each in near:
            balance = show.balance(each.product_id)
            data = {
                "minutes": round(each.eta.minutes),
                "range": minutes_range(each.eta.soonest, each.eta.latest),
                "left": balance.remaining or 0,
                "unreleased": balance.unreleased or 0,
            }
            key = ("sell_out", str(each.product_id))
            self._put(Alert(key, Trouble.SELLING_OUT, each.since, product_id=each.product_id, data=data))
            if each.fresh:
                entry = show.state.plan.products().get(each.product_id)
                name = str(each.product_id) if entry is None else entry.name
                self._context.tell(Notice(code="sell_out_near", level="warning", data={"name": name, **data}))

    def _began(self, show: OpenShow, product: str, balance: Balance, level: Level, now: datetime) -> datetime:
        """Since when the level is this one: the minute in which the piece that made it so was sold."""
        low = self._context.console.settings.low_stock
        most = {  # pieces sold with which the level was still a better one
            Level.OVERSOLD: max(balance.allotted or 0, balance.released),
            Level.EARLY: balance.released,
            Level.OUT: balance.released - 1,
            Level.LOW: balance.released - balance.low_at(low) - 1,
        }[level]
        sold = balance.sold
        for minute, units in sorted(show.counters.unit_minutes(product).items(), reverse=True):
            sold -= units
            if sold <= most:
                return now if minute >= minute_of(now) else datetime.fromtimestamp(minute * 60, UTC)
        return now

    def _look_at_outcome(self, state: State, done: ev.CueDone, at: datetime) -> None:
        current = state.on_air
        if done.entry_id is None or current is None or current.entry_id != done.entry_id:
            return
        key = ("cue", str(done.entry_id))
        if done.state in TROUBLED:
            self._put(Alert(key, Trouble.CUE, at, entry_id=done.entry_id, data={"outcome": done}))
        elif done.state == "done":
            self._drop(key)

    def _look_at_actions(self, state: State, now: datetime) -> None:
        entry = state.on_air
        if entry is None or state.status is not Status.LIVE:
            self._drop(*[key for key in self._alerts if key[0] == "unticked"])
            return
        key = ("unticked", str(entry.entry_id))
        limit = timedelta(seconds=self._context.console.settings.late_action_s)
        late = [one for one in actions(state, now, limit) if one.late]
        if not late:
            self._drop(key)
            return
        longest = max(one.after for one in late)
        data = {"actions": tuple(one.code for one in late), "seconds": int(longest.total_seconds()) // 10 * 10}
        known = self._alerts.get(key)
        at = now - (longest - limit) if known is None else known.at
        self._put(Alert(key, Trouble.UNTICKED, at, entry_id=entry.entry_id, data=data))

    def _look_at_feeds(self, show: OpenShow, now: datetime) -> None:
        """One alert a feed that stopped; nothing at all, from nobody known, is an alert of its own."""
        quiet = {("quiet", f"{each.feed.brings.value}:{each.feed.source}"): each for each in show.feeds.look(now)}
        self._drop(*[key for key in self._alerts if key[0] == "quiet" and key not in quiet])
        for key, each in quiet.items():
            data = {"feed": each.feed, **lengths_of(each)}
            self._put(Alert(key, Trouble.QUIET, each.last, data=data))
        key = ("feed", "")
        if quiet:
            self._drop(key)
            return
        started = show.state.started_at
        if show.state.status is not Status.LIVE or started is None:
            self._drop(key)
            return
        heard = show.counters.room().last_heard
        silent = now - max(heard or started, started)
        if silent < SILENT_AFTER:
            self._drop(key)
            return
        since = heard or started
        self._put(Alert(key, Trouble.SILENT, since, data={"minutes": int(silent.total_seconds() // 60), "ever": heard}))

    # -- keeping ------------------------------------------------------------------------------------

    def _put(self, alert: Alert) -> None:
        if self._alerts.get(alert.key) != alert:
            self._alerts[alert.key] = alert
            self.changed.emit()

    def _drop(self, *keys: tuple[str, str]) -> None:
        gone = [self._alerts.pop(key) for key in keys if key in self._alerts]
        if gone:
            self.changed.emit()
