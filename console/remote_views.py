"""The show as the local API tells it: plain JSON. An unknown number is null, money is decimal text, ids are text.

Times carry the offset of the room's time zone; lengths are whole seconds, elapsed rounded down and remaining up.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any, Protocol

from console.open_show import OpenShow
from console.show import timing
from console.show.plan import CueKind, Entry, effective_cues


class ObsView(Protocol):
    """What is told of OBS."""

    @property
    def connected(self) -> bool: ...

    @property
    def program_scene(self) -> str | None: ...


STATE_KEYS = (
    "show_id",
    "show_name",
    "status",
    "entry_index",
    "entry_count",
    "on_air_entry_id",
    "on_air_product_id",
    "on_air_name",
    "on_air_role",
    "on_air_elapsed_s",
    "on_air_remaining_s",
    "next_entry_id",
    "next_name",
    "over_under_s",
    "projected_end",
    "online",
    "gmv",
    "orders",
    "on_air_stock_remaining",
    "on_air_released",
    "on_air_sold",
    "on_air_cvr",
    "obs_connected",
    "obs_scene",
    "obs_scene_wanted",
    "feed_age_s",
    "journal_seq",
)


def state_view(show: OpenShow | None, obs: ObsView | None, now: datetime) -> dict[str, Any]:
    """The flat state object; without an open show everything but OBS is null."""
    told: dict[str, Any] = dict.fromkeys(STATE_KEYS)
    told["obs_connected"] = obs is not None and obs.connected
    told["obs_scene"] = obs.program_scene if obs is not None and obs.connected else None
    if show is None:
        return told
    state = show.state
    room = show.counters.room()
    schedule = timing.schedule(state, now)
    entry, coming = state.on_air, state.next_entry()
    told.update(
        show_id=show.show_id,
        show_name=state.info.name,
        status=state.status.value,
        entry_count=len(state.plan.order),
        next_entry_id=None if coming is None else coming.entry_id,
        next_name=None if coming is None else coming.name.strip(),
        over_under_s=_whole_seconds(schedule.over_under),
        projected_end=time_text(schedule.projected_end, state.info.time_zone),
        online=number(room.online),
        gmv=money_text(room.gmv),
        orders=room.orders,
        obs_scene_wanted=state.core.scene_wanted,
        feed_age_s=None if room.last_heard is None else max(0, _whole_seconds(now - room.last_heard) or 0),
        journal_seq=state.seq,
    )
    if entry is not None:
        told.update(_on_air(show, entry, now))
    return told


def _on_air(show: OpenShow, entry: Entry, now: datetime) -> dict[str, Any]:
    state = show.state
    remaining = timing.on_air_remaining(state, now)
    told: dict[str, Any] = {
        "entry_index": state.plan.index(entry.entry_id) + 1,
        "on_air_entry_id": entry.entry_id,
        "on_air_product_id": entry.product_id,
        "on_air_name": entry.name.strip(),
        "on_air_role": entry.role.value,
        "on_air_elapsed_s": _whole_seconds(timing.on_air_elapsed(state, now)),
        "on_air_remaining_s": None if remaining is None else math.ceil(remaining.total_seconds()),
    }
    if entry.product_id is not None:
        balance = show.balance(entry.product_id)
        told["on_air_stock_remaining"] = balance.remaining
        told["on_air_released"] = None if balance.allotted is None else balance.released
        told["on_air_sold"] = balance.sold
        told["on_air_cvr"] = _rate(show.counters.item(entry.product_id).cvr.value)
    return told


def run_order_view(show: OpenShow, now: datetime) -> list[dict[str, Any]]:
    """Every entry in order; ``index`` counts from 1, ``planned_start`` is known once a start is."""
    state = show.state
    zone_name = state.info.time_zone
    slots = timing.schedule(state, now).slots
    actual = timing.actual(state, now)
    rows = []
    for index, entry in enumerate(state.plan.in_order(), start=1):
        slot = slots.get(entry.entry_id)
        rows.append(
            {
                "entry_id": entry.entry_id,
                "index": index,
                "product_id": entry.product_id,
                "link_no": entry.link_no or None,
                "name": entry.name.strip(),
                "role": entry.role.value,
                "status": state.entry_status(entry.entry_id).value,
                "live_price": money_text(entry.live_price),
                "list_price": money_text(entry.list_price),
                "planned_s": _whole_seconds(entry.planned),
                "actual_s": _whole_seconds(actual.get(entry.entry_id)),
                "planned_start": None if slot is None else time_text(slot.planned_start, zone_name),
                "hard_start": _hard_start(entry, None if slot is None else slot.pinned, zone_name),
                "scene": _scene(show, entry),
                "host": entry.host or None,
            }
        )
    return rows


def items_view(show: OpenShow) -> list[dict[str, Any]]:
    """Planned products in their order, then what was sold or counted without being planned, by id."""
    planned = show.state.plan.products()
    known = show.counters.products | set(show.state.stock)
    unplanned = sorted(product for product in known if product not in planned)
    rows = [_item(show, product, entry) for product, entry in planned.items()]
    return rows + [_item(show, product, None) for product in unplanned]


def _item(show: OpenShow, product_id: str, entry: Entry | None) -> dict[str, Any]:
    figures, balance = show.counters.item(product_id), show.balance(product_id)
    stated = balance.allotted is not None
    return {
        "product_id": product_id,
        "name": None if entry is None else entry.name.strip(),
        "role": None if entry is None else entry.role.value,
        "in_plan": entry is not None,
        "exposures": number(figures.exposures),
        "clicks": number(figures.clicks),
        "buyers": number(figures.buyers),
        "orders": figures.orders,
        "units": figures.units,
        "units_returned": figures.units_returned,
        "gmv": money_text(figures.gmv),
        "refunded": money_text(figures.refunded),
        "cvr": _rate(figures.cvr.value),
        "cvr_basis": None if figures.cvr.basis is None else figures.cvr.basis.value,
        "cvr_denominator": number(figures.cvr.denominator),
        "stock_allotted": balance.allotted,
        "stock_released": balance.released if stated else None,
        "stock_sold": balance.sold,
        "stock_remaining": balance.remaining,
        "oversold": balance.oversold if stated else None,
    }


def money_text(cents: int | None) -> str | None:
    """Yuan as decimal text.

    >>> money_text(-1205)
    '-12.05'
    """
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def time_text(at: datetime | None, zone_name: str) -> str | None:
    """ISO-8601 to the second with the room's offset."""
    return None if at is None else at.astimezone(timing.zone(zone_name)).isoformat(timespec="seconds")


def number(value: float | None) -> int | float | None:
    """A count without a needless fraction."""
    if value is None:
        return None
    return int(value) if value == int(value) else value


def _rate(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _whole_seconds(length: timedelta | None) -> int | None:
    return None if length is None else math.floor(length.total_seconds())


def _scene(show: OpenShow, entry: Entry) -> str | None:
    cues = effective_cues(show.state.plan, entry).on_take
    return next((cue.target for cue in cues if cue.kind is CueKind.SCENE and cue.target), None)


def _hard_start(entry: Entry, pinned: datetime | None, zone_name: str) -> str | None:
    """The instant it is pinned to; while no start is known only its clock time."""
    if entry.hard_start is None:
        return None
    return time_text(pinned, zone_name) or entry.hard_start.isoformat()
