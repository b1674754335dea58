"""The next-item suggestion of an open show: its figures as plain values for the advice, and the advice in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from console.metrics.attribution import TAIL, Joined, join_rounds
from console.metrics.conversion import Basis, exposure_value
from console.metrics.counters import Counters, minute_of
from console.metrics.statistics import LevelChange, SellOut, Trend, enough, level_change, sell_out
from console.open_show import OpenShow
from console.show import timing
from console.show.advice import FARTHEST, Candidate, Online, Reason, Situation, Suggestion, suggest
from console.show.plan import Entry, EntryId, Role
from console.show.sales import Metric
from console.show.state import State, Status
from console.wording import say

PACE = timedelta(minutes=5)  # the pace of selling is taken over so long (DOMAIN: sell-out ETA)
SHORTEST_PACE = timedelta(minutes=1)  # the first seconds of an item say nothing of a minute
TREND_MINUTES = 5
ENOUGH_EXPOSURES = 300
LEAST_ON_AIR = timedelta(minutes=2)  # below, sales per minute on air are those of a moment
CLEARLY = 0.3  # points by which something beats the run order before a word is said of it
STICKS = 0.3  # and by which another beats what is being suggested, so that the line does not flicker
ZERO = timedelta(0)


def suggestions(show: OpenShow, now: datetime, limit: int = 3, tail: timedelta = TAIL) -> tuple[Suggestion, ...]:
    """What could come next, best first; nothing unless the show is live or paused."""
    state = show.state
    if state.status not in (Status.LIVE, Status.PAUSED):
        return ()
    joined = join_rounds(state, show.counters, now, tail=tail)
    return suggest(situation(state, show.counters, now), candidates(show, joined, now), limit)


def instead(show: OpenShow, now: datetime, held: EntryId | None = None, tail: timedelta = TAIL) -> Suggestion | None:
    """What would clearly be better than what the run order puts next; None when it agrees or nothing speaks for it.

    ``held``: what was suggested last; it stays until something is clearly better than it.
    """
    ranked = suggestions(show, now, len(show.state.plan.order), tail)
    if not ranked:
        return None
    by_id = {one.entry_id: one for one in ranked}
    best = ranked[0]
    if held in by_id and best.score - by_id[held].score < STICKS:
        best = by_id[held]
    coming = show.state.next_entry()
    planned = None if coming is None else by_id.get(coming.entry_id)
    if coming is not None and best.entry_id == coming.entry_id:
        return None
    if planned is not None and best.score - planned.score < CLEARLY:
        return None
    return best if any(reason.points > 0 for reason in best.reasons) else None


def line(lang: str, suggestion: Suggestion) -> str:
    """One suggestion with its reasons in one line."""
    key = "advice.line_returns" if suggestion.returns else "advice.line"
    return say(lang, key, name=suggestion.name, reasons=why(lang, suggestion))


def why(lang: str, suggestion: Suggestion) -> str:
    """The weightiest reasons of a suggestion, one after the other."""
    words = [worded(lang, reason) for reason in suggestion.said]
    return say(lang, "advice.between").join(words) or say(lang, "advice.no_reason")


def worded(lang: str, reason: Reason) -> str:
    """One reason in words."""
    if reason.data.get("of_people"):
        return say(lang, f"advice.reason.{reason.code.value}.of_people", **reason.data)
    return say(lang, f"advice.reason.{reason.code.value}", **reason.data)


# -- the room -----------------------------------------------------------------------------------------


def situation(state: State, counters: Counters, now: datetime) -> Situation:
    """The room as the advice sees it."""
    on_air, rounds = state.on_air, state.core.rounds
    role = None if on_air is None else on_air.role
    online = online_change(counters, now)
    return Situation(
        on_air=None if on_air is None else on_air.entry_id,
        on_air_product=None if on_air is None else on_air.product_id,
        on_air_role=role,
        opening=len(rounds) == 1 and role is Role.SEGMENT,
        hero_unseen=None if role is Role.HERO else _hero_unseen(state, now),
        online=Online(online.trend.value),
        online_share=online.share,
        short_roles=short_roles(state, now),
    )


def online_change(counters: Counters, now: datetime) -> LevelChange:
    """People online over the last five minutes against the five before (rule: ``statistics.level_change``)."""
    tally = counters.tally(Metric.ONLINE)
    if tally is None:
        return LevelChange(Trend.UNKNOWN)
    levels, last = tally.minutes, minute_of(now)

    def known(first: int) -> list[float]:
        return [levels[minute] for minute in range(first, first + TREND_MINUTES) if minute in levels]

    recent = last - TREND_MINUTES + 1
    return level_change(known(recent - TREND_MINUTES), known(recent))


def short_roles(state: State, now: datetime) -> dict[Role, float]:
    """Share of time on air a role lacks against the target, by role; the plan's target, goods only."""
    parts = {role: part for role, part in state.info.role_mix if part > 0}
    had: dict[Role, float] = {}
    for item in state.core.rounds:
        entry = state.plan.entries.get(item.entry_id)
        if entry is not None and entry.role is not Role.SEGMENT:
            seconds = timing.length_of(item, state.pauses, now).total_seconds()
            had[entry.role] = had.get(entry.role, 0.0) + seconds
    whole, wanted = sum(had.values()), sum(parts.values())
    if not whole or not wanted:
        return {}
    lacking = {role: part / wanted - had.get(role, 0.0) / whole for role, part in parts.items()}
    return {role: share for role, share in lacking.items() if share > 0}


def _hero_unseen(state: State, now: datetime) -> timedelta | None:
    """Since the last hero left the air, or since the show began when there was none; pauses left out."""
    entries = state.plan.entries
    heroes = [r for r in state.core.rounds if r.entry_id in entries and entries[r.entry_id].role is Role.HERO]
    since = (heroes[-1].ended_at if heroes else state.started_at) or now
    return now - since - timing.paused_within(state.pauses, since, now)


# -- the candidates -----------------------------------------------------------------------------------


def candidates(show: OpenShow, joined: Joined, now: datetime) -> list[Candidate]:
    """Every entry to come, those that were jumped over, and each product that was on air and is not to come."""
    state = show.state
    coming, passed, aired = _by_standing(state)
    shown = _last_shown(joined, now)
    yields = _yields(joined)
    start = state.started_at or now
    found = []
    ahead = {entry.product_id for entry in coming if entry.product_id is not None}
    last_aired = {entry.product_id: entry for entry in aired if entry.product_id is not None}
    chosen: list[tuple[Entry, int | None]] = [
        *((entry, place) for place, entry in enumerate(coming)),
        *((entry, FARTHEST) for entry in passed if entry.role is not Role.SEGMENT),
        *((entry, None) for product, entry in last_aired.items() if product not in ahead),
    ]
    for entry, jumped in chosen:
        pinned = None
        if entry.hard_start is not None and jumped is not None:
            pinned = timing.pinned_instant(entry.hard_start, start, state.info.time_zone) - now
        found.append(_candidate(show, entry, jumped, pinned, shown, yields, now))
    return found


def sell_out_of(show: OpenShow, product_id: str, now: datetime) -> SellOut | None:
    """When what is on sale of an item is gone, with the interval of its pace over the last five minutes.

    Of an item that is on sale for less, the pace since then: five minutes it could not be bought in would halve it.
    """
    remaining = show.balance(product_id).remaining
    if not remaining:
        return None
    length = paced_over(show, product_id, now)
    sold = show.counters.line_columns.between(product_id, now - length, None)
    return sell_out(remaining, sold.units, length.total_seconds() / 60, lines=sold.lines)


def paced_over(show: OpenShow, product_id: str, now: datetime) -> timedelta:
    """Over how long the pace of an item is taken: since its first round began, one to five minutes; five where it was
    sold before that."""
    entries = show.state.plan.entries
    rounds = (one for one in show.state.core.rounds if one.entry_id in entries)
    first = next((one for one in rounds if entries[one.entry_id].product_id == product_id), None)
    if first is None or now - first.started_at >= PACE:
        return PACE
    if show.counters.line_columns.between(product_id, None, first.started_at).lines:
        return PACE
    return max(SHORTEST_PACE, now - first.started_at)


def _by_standing(state: State) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Entries to come, entries a jump left behind, and entries that were on air; skipped ones are in none."""
    current = state.core.round
    place = -1 if current is None else state.plan.index(current.entry_id)
    aired_ids, skipped = state.core.aired, state.core.skipped
    coming: list[Entry] = []
    passed: list[Entry] = []
    aired: list[Entry] = []
    for number, entry in enumerate(state.plan.in_order()):
        if entry.entry_id in skipped:
            continue
        if number > place:
            coming.append(entry)
        elif entry.entry_id in aired_ids:
            aired.append(entry)
        else:
            passed.append(entry)
    return coming, passed, aired


def _last_shown(joined: Joined, now: datetime) -> Mapping[str, timedelta]:
    return {
        one.product_id: max(ZERO, now - (one.ended_at or now)) for one in joined.rounds if one.product_id is not None
    }


def _yields(joined: Joined) -> Mapping[str, float]:
    """Cents per minute on air of each product, all its rounds together."""
    money: dict[str, int] = {}
    length: dict[str, timedelta] = {}
    for one in joined.rounds:
        if one.product_id is not None and one.sales is not None:
            money[one.product_id] = money.get(one.product_id, 0) + one.sales.gmv
            length[one.product_id] = length.get(one.product_id, ZERO) + one.length
    return {
        product: money[product] / (lasted.total_seconds() / 60)
        for product, lasted in length.items()
        if lasted >= LEAST_ON_AIR
    }


def _candidate(
    show: OpenShow,
    entry: Entry,
    jumped: int | None,
    pinned: timedelta | None,
    shown: Mapping[str, timedelta],
    yields: Mapping[str, float],
    now: datetime,
) -> Candidate:
    plain = Candidate(
        entry_id=entry.entry_id,
        name=entry.name,
        role=entry.role,
        product_id=entry.product_id,
        jumped=jumped,
        planned=entry.planned,
        pinned_in=pinned,
    )
    product = entry.product_id
    if product is None:
        return plain
    item, balance = show.counters.item(product), show.balance(product)
    firm = item.cvr if enough(item.cvr.denominator) else None
    seen = item.exposures if enough(item.exposures, ENOUGH_EXPOSURES) else None
    eta = sell_out_of(show, product, now)
    return replace(
        plain,
        cvr=None if firm is None else firm.value,
        clicks=None if firm is None else firm.denominator,
        of_people=item.cvr.basis is Basis.PEOPLE,
        per_thousand=exposure_value(item.gmv, seen).value,
        round_yield=yields.get(product),
        remaining=balance.remaining,
        # what was sold before it went on sale is somebody's already
        unreleased=None if balance.unreleased is None else balance.unreleased - balance.early,
        sell_out=None if eta is None else timedelta(minutes=eta.minutes),
        since_shown=shown.get(product),
    )
