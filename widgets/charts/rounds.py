"""What happened when, as stretches and marks on a time axis: rounds, pauses, and pins of single events. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.show import events as ev
from console.show.plan import EntryId, Plan, Role
from console.show.state import State

DRAW_WORDS = ("福袋", "抽奖", "lucky", "draw")  # not shown: how rooms name a lucky draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One round as a stretch of seconds since 1970."""

    start: float
    end: float
    number: int
    entry_id: EntryId
    role: Role
    name: str
    product_id: str | None
    on_air: bool


def bands(state: State, now: datetime) -> list[Band]:
    """The rounds there were, oldest first; the one on air lasts to ``now``. A take that was undone left none."""
    found = []
    for item in state.core.rounds:
        entry = state.plan.entries.get(item.entry_id)
        if entry is None:
            continue
        end = item.ended_at or now
        found.append(
            Band(
                start=item.started_at.timestamp(),
                end=max(end, item.started_at).timestamp(),
                number=state.plan.index(item.entry_id) + 1,
                entry_id=item.entry_id,
                role=entry.role,
                name=entry.name,
                product_id=entry.product_id,
                on_air=item.ended_at is None,
            )
        )
    return found


def pauses(state: State, now: datetime) -> list[tuple[float, float]]:
    """Stretches in which the show stood still."""
    return [(p.started_at.timestamp(), (p.ended_at or now).timestamp()) for p in state.pauses]


def band_at(found: Sequence[Band], at: float) -> Band | None:
    """The round on air at an instant."""
    return next((band for band in reversed(found) if band.start <= at and (at < band.end or band.on_air)), None)


class PinKind(Enum):
    """Single events worth a mark on the axis, the weightiest first: it gives a crowd of them its glyph."""

    PRICE = "price"
    SOLD_OUT = "sold_out"
    DRAW = "draw"
    RELEASE = "release"
    SCENE = "scene"
    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A mark at an instant. ``products``: the items it is about, none for the whole room; ``event`` None: derived."""

    kind: PinKind
    at: float
    products: frozenset[str] = frozenset()
    event: ev.Event | None = None


class Marks:
    """What a journal leaves on the axis, kept up event by event: pins, and when pieces of each item went on sale.

    ``steps``: per item the instants and pieces, negative when they came off again.
    """

    def __init__(self) -> None:
        self._pins: dict[int, Pin] = {}
        self._undone: dict[int, Pin] = {}
        self._waves: dict[int, tuple[str, int]] = {}
        self._released: set[str] = set()
        self.steps: dict[str, list[tuple[float, int]]] = {}

    @property
    def pins(self) -> list[Pin]:
        """The marks that stand; what was undone has none."""
        return list(self._pins.values())

    def add(self, event: ev.Event, plan: Plan) -> str | None:
        """Take one more event in; ``plan`` names the items of its entries. Answers the item whose steps moved."""
        pin = pin_of(event, plan)
        if pin is not None:
            self._pins[event.seq] = pin
        match event.payload:
            case (
                ev.Taken(entry_id=entry_id, first_release=pieces) | ev.WentLive(entry_id=entry_id, first_release=pieces)
            ):
                entry = plan.entries.get(entry_id)
                if entry is not None and entry.product_id is not None and entry.product_id not in self._released:
                    return self._step(event, entry.product_id, pieces)
            case ev.Released(product_id=product, quantity=pieces):
                self._waves[event.seq] = (product, pieces)
                return self._step(event, product, pieces)
            case ev.Undone(of=of):
                self._move(of, self._pins, self._undone)
                return self._turn(event, of, -1)
            case ev.Redone(of=of):
                self._move(of, self._undone, self._pins)
                return self._turn(event, of, +1)
        return None

    def _step(self, event: ev.Event, product: str, pieces: int) -> str:
        self._released.add(product)
        if pieces:
            self.steps.setdefault(product, []).append((event.at.timestamp(), pieces))
        return product

    def _turn(self, event: ev.Event, of: int, sign: int) -> str | None:
        if of not in self._waves:
            return None
        product, pieces = self._waves[of]
        return self._step(event, product, sign * pieces)

    @staticmethod
    def _move(seq: int, here: dict[int, Pin], there: dict[int, Pin]) -> None:
        pin = here.pop(seq, None)
        if pin is not None:
            there[seq] = pin


def pin_of(event: ev.Event, plan: Plan) -> Pin | None:
    """The mark of one event, or None when it needs none."""
    at = event.at.timestamp()
    match event.payload:
        case ev.Released(product_id=product):
            return Pin(kind=PinKind.RELEASE, at=at, products=frozenset({product}), event=event)
        case ev.EntriesEdited(fields=fields, entries=entries) if "live_price" in fields:
            products = frozenset(entry.product_id for entry in entries if entry.product_id is not None)
            return Pin(kind=PinKind.PRICE, at=at, products=products, event=event)
        case ev.SceneAsked() | ev.SceneSeen():
            return Pin(kind=PinKind.SCENE, at=at, event=event)
        case ev.MessageSent():
            return Pin(kind=PinKind.MESSAGE, at=at, event=event)
        case ev.Noted():
            return Pin(kind=PinKind.NOTE, at=at, event=event)
        case ev.Ticked(action=action) if is_draw(action):
            return Pin(kind=PinKind.DRAW, at=at, event=event)
        case ev.Taken(entry_id=entry_id) | ev.WentLive(entry_id=entry_id):
            entry = plan.entries.get(entry_id)
            if entry is not None and entry.product_id is None and is_draw(entry.name):
                return Pin(kind=PinKind.DRAW, at=at, event=event)
    return None


def is_draw(name: str) -> bool:
    """Whether an action or segment of this name is a lucky draw."""
    lowered = name.lower()
    return any(word in lowered for word in DRAW_WORDS)


def sold_out_pins(
    products: Iterable[str],
    releases: Mapping[str, Sequence[tuple[float, int]]],
    unit_minutes: Callable[[str], Mapping[int, int]],
) -> list[Pin]:
    """When items sold everything that was on sale, to the minute.

    ``releases``: per item the instants at which pieces went on sale (negative: came off), oldest first.
    """
    found = []
    for product in products:
        steps = releases.get(product, ())
        sales = sorted(unit_minutes(product).items())
        if not steps or not sales:
            continue
        sold = released = taken = 0
        was_out = False
        for minute, units in sales:
            end = (minute + 1) * 60.0
            while taken < len(steps) and steps[taken][0] < end:
                released += steps[taken][1]
                was_out = was_out and released <= sold
                taken += 1
            sold += units
            is_out = 0 < released <= sold
            if is_out and not was_out:
                found.append(Pin(kind=PinKind.SOLD_OUT, at=minute * 60.0 + 30, products=frozenset({product})))
            was_out = is_out
    return found
