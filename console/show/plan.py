"""The plan of a show: its entries, their order, what OBS does for each, and warnings about roles.

Everything here is an immutable value. Money is integer cents (分), lengths are ``timedelta``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NewType

from console.show.shifts import Shift
from console.show.waves import Wave

EntryId = NewType("EntryId", str)
ProductId = NewType("ProductId", str)

DEFAULT_TIME_ZONE = "Asia/Shanghai"
USUAL_ACTIONS = ("show_card", "open_price", "add_stock")
HERO_UNSEEN_LIMIT = timedelta(minutes=30)


class Role(Enum):
    """What an entry is for (DOMAIN: 款型)."""

    TRAFFIC = "traffic"
    HERO = "hero"
    SECONDARY = "secondary"
    PROFIT = "profit"
    IMAGE = "image"
    SEGMENT = "segment"


class CueKind(Enum):
    """One thing OBS can be asked to do when an entry is taken or left."""

    SCENE = "scene"  # target: scene name
    TEXT = "text"  # target: text input; value: template
    SHOW = "show"  # target: source; scene: the scene holding it, "" = the scene the take switches to
    HIDE = "hide"
    MEDIA_RESTART = "media_restart"  # target: media input
    CHAPTER = "chapter"  # value: template


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue. ``value`` is a template over ``{name} {link_no} {live_price} {list_price} {stock}``.

    ``off`` stands in a role's or an entry's list to take away what a wider level asks for.
    """

    kind: CueKind
    target: str = ""
    scene: str = ""
    value: str = ""
    off: bool = False

    @property
    def slot(self) -> tuple[str, str, str]:
        """What this cue decides: two cues with one slot are alternatives, the narrower level wins."""
        match self.kind:
            case CueKind.SCENE | CueKind.CHAPTER:
                return (self.kind.value, "", "")
            case CueKind.SHOW | CueKind.HIDE:
                return ("visible", self.scene, self.target)
            case _:
                return (self.kind.value, "", self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSheet:
    """Cues fired when an entry is taken, and when it is left."""

    on_take: tuple[Cue, ...] = ()
    on_leave: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the run order. A product may stand in many entries; a segment has no product."""

    entry_id: EntryId
    name: str
    role: Role = Role.SECONDARY
    product_id: ProductId | None = None
    link_no: str = ""
    spec: str = ""
    brand: str = ""
    category: str = ""
    picture: str = ""  # path relative to the workspace
    list_price: int | None = None
    live_price: int | None = None
    cost: int | None = None
    coupon: str = ""
    offer: str = ""
    selling_points: str = ""
    stock: int | None = None
    first_release: int | None = None
    waves: tuple[Wave, ...] = ()  # after the first release
    planned: timedelta = timedelta(minutes=5)
    hard_start: time | None = None  # wall clock of the room
    scene: str = ""
    host: str = ""
    script: str = ""
    note: str = ""
    actions: tuple[str, ...] | None = None  # platform actions to tick; None = the usual ones
    cues: CueSheet = field(default_factory=CueSheet)

    @property
    def checklist(self) -> tuple[str, ...]:
        """Platform actions a take of this entry needs, as codes or the user's own words."""
        if self.actions is not None:
            return self.actions
        return () if self.product_id is None else USUAL_ACTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowInfo:
    """What is written on the show's first line. ``start`` is the planned start, aware, or None."""

    name: str
    room: str = ""
    account: str = ""
    date: date | None = None
    start: datetime | None = None
    target_gmv: int | None = None
    hosts: tuple[str, ...] = ()
    time_zone: str = DEFAULT_TIME_ZONE
    role_mix: tuple[tuple[Role, int], ...] = ()  # share of time wanted per role, in parts
    practice: bool = False


@dataclass(frozen=True, slots=True)
class _Goods:
    """What a plan first says of each product."""

    entries: dict[ProductId, Entry] = field(default_factory=dict)
    stocks: dict[ProductId, int] = field(default_factory=dict)
    first_releases: dict[ProductId, int] = field(default_factory=dict)
    waves: dict[ProductId, tuple[Wave, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The run order. ``order`` is apart from ``entries``: a move names ids, never row numbers."""

    info: ShowInfo
    entries: Mapping[EntryId, Entry] = field(default_factory=dict)
    order: tuple[EntryId, ...] = ()
    cues: CueSheet = field(default_factory=CueSheet)
    role_cues: tuple[tuple[Role, CueSheet], ...] = ()
    shifts: tuple[Shift, ...] = ()  # by when they begin
    # asked for each product at every order line, so looked up once for each plan
    _goods: _Goods | None = field(default=None, init=False, repr=False, compare=False)

    def in_order(self) -> tuple[Entry, ...]:
        """Entries in the order they will be shown."""
        return tuple(self.entries[entry_id] for entry_id in self.order)

    def index(self, entry_id: EntryId) -> int:
        """Place of an entry in the order, from 0. Raises ValueError when it is not there."""
        return self.order.index(entry_id)

    def products(self) -> dict[ProductId, Entry]:
        """The first entry of each product, in order."""
        return dict(self._looked_up().entries)

    def allotment(self, product_id: ProductId) -> int | None:
        """Stock the plan gives a product: its first stated stock; None when no row states one."""
        return self._looked_up().stocks.get(product_id)

    def _looked_up(self) -> _Goods:
        if self._goods is None:
            goods = _Goods()
            for entry in self.in_order():
                if entry.product_id is not None:
                    goods.entries.setdefault(entry.product_id, entry)
                    if entry.stock is not None:
                        goods.stocks.setdefault(entry.product_id, entry.stock)
                    if entry.first_release is not None:
                        goods.first_releases.setdefault(entry.product_id, entry.first_release)
                    if entry.waves:
                        goods.waves.setdefault(entry.product_id, entry.waves)
            object.__setattr__(self, "_goods", goods)
        assert self._goods is not None
        return self._goods

    def first_release(self, product_id: ProductId) -> int | None:
        """What goes on sale at the product's first take; empty in the sheet means the whole allotment."""
        goods = self._looked_up()
        return goods.first_releases.get(product_id, goods.stocks.get(product_id))

    def waves(self, product_id: ProductId) -> tuple[Wave, ...]:
        """What goes on sale after that, as the first entry of the product that says so has it."""
        return self._looked_up().waves.get(product_id, ())


def effective_cues(plan: Plan, entry: Entry) -> CueSheet:
    """The cues of one entry after its levels are laid over each other: show < role < entry's scene < entry."""
    role = next((sheet for role, sheet in plan.role_cues if role is entry.role), CueSheet())
    scene = (Cue(kind=CueKind.SCENE, target=entry.scene),) if entry.scene else ()
    return CueSheet(
        on_take=_overlay(plan.cues.on_take, role.on_take, scene, entry.cues.on_take),
        on_leave=_overlay(plan.cues.on_leave, role.on_leave, entry.cues.on_leave),
    )


def _overlay(*levels: Iterable[Cue]) -> tuple[Cue, ...]:
    slots: dict[tuple[str, str, str], Cue] = {}
    for level in levels:
        for cue in level:
            slots[cue.slot] = cue
    wanted = [cue for cue in slots.values() if not cue.off]
    return tuple(sorted(wanted, key=lambda cue: cue.kind is not CueKind.SCENE))  # scene first, rest as written


class WarningKind(Enum):
    """Role rules worth a word, never a refusal (DOMAIN: Roles of an entry)."""

    TRAFFIC_PAIR = "traffic_pair"
    HERO_UNSEEN = "hero_unseen"
    PROFIT_AFTER_OPENING = "profit_after_opening"
    ROLE_MIX = "role_mix"
    PRICE_ABOVE_LIST = "price_above_list"
    PRICE_BELOW_COST = "price_below_cost"
    NO_LENGTH = "no_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWarning:
    """A remark beside a row; ``entry_id`` None is about the whole plan. ``data`` fills the sentence."""

    kind: WarningKind
    entry_id: EntryId | None = None
    data: Mapping[str, str | int | float] = field(default_factory=dict)


ROLE_MIX_TOLERANCE = 0.15


def warnings(plan: Plan, skipped: frozenset[EntryId] = frozenset()) -> tuple[PlanWarning, ...]:
    """All remarks about a plan, in row order, then those about the whole."""
    found: list[PlanWarning] = []
    rows = [entry for entry in plan.in_order() if entry.entry_id not in skipped]
    since_hero: timedelta | None = None
    traffic = 0  # how many in a row: a run of them is one thing to look at
    for before, entry in zip([None, *rows], rows, strict=False):
        traffic = traffic + 1 if entry.role is Role.TRAFFIC else 0
        if traffic == 2:
            found.append(PlanWarning(kind=WarningKind.TRAFFIC_PAIR, entry_id=entry.entry_id))
        if entry is not rows[0] and entry.role is Role.PROFIT and before is rows[0] and before.role is Role.SEGMENT:
            found.append(PlanWarning(kind=WarningKind.PROFIT_AFTER_OPENING, entry_id=entry.entry_id))
        if entry.role is Role.HERO:
            since_hero = timedelta(0)
        elif since_hero is not None:
            already = since_hero > HERO_UNSEEN_LIMIT
            since_hero += entry.planned
            if since_hero > HERO_UNSEEN_LIMIT and not already:
                data = {"minutes": int(since_hero.total_seconds() // 60)}
                found.append(PlanWarning(kind=WarningKind.HERO_UNSEEN, entry_id=entry.entry_id, data=data))
        found.extend(_price_warnings(entry))
    found.extend(_mix_warnings(plan, rows))
    return tuple(found)


def _price_warnings(entry: Entry) -> list[PlanWarning]:
    found = []
    if entry.planned <= timedelta(0):
        found.append(PlanWarning(kind=WarningKind.NO_LENGTH, entry_id=entry.entry_id))
    if entry.live_price is None:
        return found
    if entry.list_price is not None and entry.live_price > entry.list_price:
        found.append(PlanWarning(kind=WarningKind.PRICE_ABOVE_LIST, entry_id=entry.entry_id))
    if entry.cost is not None and entry.live_price < entry.cost:
        found.append(PlanWarning(kind=WarningKind.PRICE_BELOW_COST, entry_id=entry.entry_id))
    return found


def role_shares(entries: Iterable[Entry]) -> dict[Role, float]:
    """Share of planned time per role, goods only (segments left out); empty when nothing is planned."""
    seconds: dict[Role, float] = {}
    for entry in entries:
        if entry.role is not Role.SEGMENT:
            seconds[entry.role] = seconds.get(entry.role, 0.0) + entry.planned.total_seconds()
    total = sum(seconds.values())
    return {role: value / total for role, value in seconds.items()} if total else {}


def _mix_warnings(plan: Plan, rows: list[Entry]) -> list[PlanWarning]:
    parts = dict(plan.info.role_mix)
    total = sum(parts.values())
    shares = role_shares(rows)
    if not total or not shares:
        return []
    found = []
    for role, part in parts.items():
        wanted, is_now = part / total, shares.get(role, 0.0)
        if abs(wanted - is_now) > ROLE_MIX_TOLERANCE:
            data = {"role": role.value, "wanted": round(wanted * 100), "now": round(is_now * 100)}
            found.append(PlanWarning(kind=WarningKind.ROLE_MIX, data=data))
    return found


def with_entries(plan: Plan, entries: Iterable[Entry]) -> Plan:
    """The same plan with these entries' values put in place of those with the same ids."""
    return replace(plan, entries={**plan.entries, **{entry.entry_id: entry for entry in entries}})
