"""Subscribe and announce: how the screen, OBS, stock and the server hear of what became true.

Announcements are values; who listens is looked up by their type. Everything here runs on the main thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from console.show.events import Event
from console.show.state import State

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Events that are durable and were applied, and the state before and after them."""

    events: tuple[Event, ...]
    before: State
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresChanged:
    """Counters moved: for which products (the room's own figures may always have moved)."""

    products: frozenset[str] = frozenset()
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHeard:
    """Something came in, new or known before: from which sources, and whether it was order lines or readings."""

    sources: frozenset[str]
    orders: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBack:
    """What an import brought is on its way out: ``done`` of ``of`` rows. ``over``: with the last of it, or for now."""

    number: int
    file: str
    done: int
    of: int
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChanged:
    """Balances of these products moved."""

    products: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell the user in a strip. ``level``: info, warning, error; ``code`` is worded by the screen."""

    code: str
    level: str = "info"
    data: dict[str, Any] = field(default_factory=dict)


class Listeners:
    """Who wants to hear what. A listener that fails is logged and told, and the others still hear."""

    def __init__(self) -> None:
        self._by_type: dict[type[Any], list[Callable[[Any], None]]] = {}

    def subscribe(self, kind: type[T], listener: Callable[[T], None]) -> Callable[[], None]:
        """Call ``listener`` with every announcement of type ``kind``; the answer ends the subscription."""
        listeners = self._by_type.setdefault(kind, [])
        listeners.append(listener)

        def unsubscribe() -> None:
            if listener in listeners:
                listeners.remove(listener)

        return unsubscribe

    def announce(self, message: object) -> None:
        """Tell everyone who subscribed to the message's type, in the order they subscribed."""
        for listener in tuple(self._by_type.get(type(message), ())):
            try:
                listener(message)
            except Exception as error:
                log.exception("a listener of %s failed", type(message).__name__)
                if not isinstance(message, Notice):
                    self.announce(
                        Notice(
                            code="listener_failed", level="error", data={"error": f"{type(error).__name__}: {error}"}
                        )
                    )
