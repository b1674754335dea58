"""The barrage bridge of the settings: what it hears becomes readings of the open show and a list of comments.

Its source is ``barrage:NAME``. Only numbers are kept; comments stay in memory, capped, and are gone with the program.
The end of a live is told to the user and ends nothing. Nothing is ever sent to the bridge.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from console.app import Console
from console.comments import Comment, CommentList
from console.feeds.bridges.adapters import ADAPTERS
from console.feeds.bridges.collector import Batch, Collector, LinkState
from console.feeds.bridges.heard import Adapter
from console.listeners import Notice
from console.settings import Settings
from console.show.sales import Metric, Reading
from console.wording import say

__all__ = [
    "BRIDGES",
    "Bridge",
    "BridgeStatus",
    "Comment",
    "CommentList",
    "LinkState",
    "Trial",
    "problem_said",
    "source_of",
    "try_bridge",
    "usual_address",
]

log = logging.getLogger(__name__)
BRIDGES = tuple(ADAPTERS)  # the names a user can choose from
TRIAL_S, MORE_S = 6.0, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeStatus:
    """Announced whenever anything came or changed. ``problem`` is a code for ``problem_said``.

    ``again_at``: when a link that was lost is tried again. ``room``: the key of the room listened to, ``rooms``: every
    room heard, key → name; ``elsewhere``: messages of other rooms, ``unread``: messages that were nonsense, both passed
    over.
    """

    name: str = ""
    url: str = ""
    state: LinkState = LinkState.OFF
    problem: str = ""
    detail: str = ""
    again_at: datetime | None = None
    last_heard: datetime | None = None
    comments_per_minute: int = 0
    comments: int = 0  # since the bridge was chosen, with those that fell out of the list
    ended: bool = False  # the live is over, as the bridge says
    room: str = ""
    rooms: dict[str, str] = field(default_factory=dict)
    unread: int = 0
    elsewhere: int = 0


class Client(Protocol):
    """What listens; see BridgeClient."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


MakeClient = Callable[[str, Adapter, Collector, Callable[[], None]], Client]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying an address. ``problem`` "": connected. ``heard`` messages were read, ``unread`` were not."""

    problem: str = ""
    detail: str = ""
    heard: int = 0
    unread: int = 0
    online: int | None = None
    rooms: dict[str, str] = field(default_factory=dict)


def usual_address(name: str) -> str:
    """Where a bridge listens by itself; "" for an unknown one."""
    adapter = ADAPTERS.get(name)
    return "" if adapter is None else adapter.url


def try_bridge(
    name: str,
    url: str,
    on_result: Callable[[Trial], None],
    post: Callable[[Callable[[], None]], None],
    *,
    seconds: float = TRIAL_S,
    make: MakeClient | None = None,
) -> Callable[[], None]:
    """Connect once, listen until somebody spoke, at most ``seconds``, and leave; nothing of it is kept.

    ``on_result`` comes through ``post``, unless what is answered was called before: it ends the trial unheard.
    """
    adapter = ADAPTERS[name]
    collector, news, ended = Collector(), threading.Event(), threading.Event()
    client = (make or _client)(url.strip() or adapter.url, adapter, collector, news.set)

    def listen() -> None:
        found = _Trying()
        client.start()
        try:
            deadline = time.monotonic() + seconds
            while not ended.is_set() and not found.settled and time.monotonic() < deadline:
                news.wait(0.1)
                news.clear()
                found.take(collector.take())
            if found.settled and not found.trial.problem:
                ended.wait(min(seconds, MORE_S))  # the number of people comes seldomer than comments
                found.take(collector.take())
        finally:
            client.stop()
        if not ended.is_set():
            post(lambda: None if ended.is_set() else on_result(found.trial))

    threading.Thread(target=listen, name="bridge-trial", daemon=True).start()
    return ended.set


class _Trying:
    """Adds up what a trial heard until it says enough."""

    def __init__(self) -> None:
        self._connected, self._problem, self._detail = False, "", ""
        self._heard = self._unread = 0
        self._online: int | None = None
        self._rooms: dict[str, str] = {}

    def take(self, batch: Batch) -> None:
        self._connected = self._connected or batch.state is LinkState.CONNECTED
        if batch.state is LinkState.WAITING:
            self._problem, self._detail = batch.problem, batch.detail
        self._heard += batch.heard
        self._unread = batch.unread
        self._online = batch.totals.get(Metric.ONLINE, self._online)
        self._rooms |= batch.rooms

    @property
    def settled(self) -> bool:
        return bool(self._heard or self._problem)

    @property
    def trial(self) -> Trial:
        problem = self._problem if not self._heard else ""
        if not self._connected and not problem:
            problem = "unreachable"
        return Trial(
            problem=problem,
            detail=self._detail if problem else "",
            heard=self._heard,
            unread=self._unread,
            online=self._online,
            rooms=dict(self._rooms),
        )


def _client(url: str, adapter: Adapter, collector: Collector, ring: Callable[[], None]) -> Client:
    from console.feeds.bridges.client import BridgeClient  # its library is not wanted where no bridge is chosen

    return BridgeClient(url, adapter, collector, ring)


def source_of(name: str) -> str:
    """The source of a bridge's readings."""
    return f"barrage:{name}"


def problem_said(lang: str, status: BridgeStatus | Trial) -> str:
    """What is wrong with the link, as a sentence; "" for nothing."""
    return say(lang, f"bridge.problem.{status.problem}", detail=status.detail) if status.problem else ""


def _again(before: BridgeStatus, batch: Batch, now: datetime) -> datetime | None:
    if batch.state is not LinkState.WAITING:
        return None
    return before.again_at if batch.again_s is None else now + timedelta(seconds=batch.again_s)


class Bridge:
    """Listens as the settings say. Main thread only."""

    def __init__(self, console: Console, make: MakeClient | None = None) -> None:
        self._console = console
        self._make = make or _client
        self._client: Client | None = None
        self._collector = Collector()
        self._chosen: tuple[str, str, str] | None = None
        self._totals: dict[Metric, int] = {}  # as they were last given to the show
        self._show_id = ""
        self._last_at: datetime | None = None
        self._loss_told = False
        self.status = BridgeStatus()

    @property
    def comments(self) -> CommentList:
        """The console's: what it heard last."""
        return self._console.comments

    def follow(self, settings: Settings) -> None:
        """Listen to the bridge the settings name; to none in a practice workspace, whose numbers are made up."""
        name = "" if self._console.workspace.is_practice else settings.bridge
        chosen = (name, settings.bridge_url.strip(), settings.bridge_room.strip())
        if chosen == self._chosen:
            return
        self.stop()
        self._chosen = chosen
        adapter = ADAPTERS.get(name)
        if adapter is None:
            self._say(BridgeStatus(name=name, problem="unknown_bridge" if name else ""))
            return
        url = chosen[1] or adapter.url
        collector = self._collector = Collector(chosen[2])
        self._totals = {}
        self.comments.clear()
        self.status = BridgeStatus(name=name, url=url, state=LinkState.CONNECTING)
        self._client = self._make(url, adapter, collector, lambda: self._console.post(lambda: self._take(collector)))
        self._client.start()

    def stop(self) -> None:
        """Listen no more; what was heard until now is kept."""
        if self._client is not None:
            self._client.stop()
            self._take(self._collector)
            self._client = None
            self._say(BridgeStatus(name=self.status.name, url=self.status.url, comments=self.status.comments))
        self._chosen = None

    # -- what was heard -----------------------------------------------------------------------------------------------

    def _take(self, collector: Collector) -> None:
        """Everything the bridge brought since the last time; a bridge no longer listened to is not asked."""
        if self._client is None or collector is not self._collector or not collector.has_news:
            return
        before, batch, now = self.status, collector.take(), self._now()
        spoken = batch.steps.get(Metric.COMMENTS, 0)
        self.comments.add(now, batch.comments, spoken)
        self._keep(batch, now)
        self._say(
            BridgeStatus(
                name=before.name,
                url=before.url,
                state=batch.state,
                problem=batch.problem,
                detail=batch.detail,
                again_at=_again(before, batch, now),
                last_heard=now if batch.heard else before.last_heard,
                comments_per_minute=self.comments.per_minute(now),
                comments=before.comments + spoken,
                ended=batch.ended or (before.ended and Metric.ONLINE not in batch.totals),
                room=batch.room,
                rooms=batch.rooms,
                unread=batch.unread,
                elsewhere=batch.elsewhere,
            )
        )
        if self.status.ended and not before.ended:
            self._notice("bridge_live_ended", "warning", name=before.name)
        if batch.heard:
            self._loss_told = False
        lost = before.state is LinkState.CONNECTED and batch.state is LinkState.WAITING
        if lost and not self.status.ended and not self._loss_told:
            self._loss_told = True  # once, however often it comes and goes without a word
            self._notice("bridge_lost", "warning", name=before.name)

    def _now(self) -> datetime:
        """An instant after the last: of two readings at one instant the later would replace the other."""
        now = self._console.clock.now()
        if self._last_at is not None and now <= self._last_at:
            now = self._last_at + timedelta(microseconds=1)
        self._last_at = now
        return now

    def _keep(self, batch: Batch, now: datetime) -> None:
        show = self._console.show
        if show is None or now not in show.counters.window:
            return  # before the show is planned or after its tail nobody waits for these numbers
        if show.show_id != self._show_id:
            self._show_id, self._totals = show.show_id, {}
        # an online count told again is news: it is as old as it was last told
        totals = {m: v for m, v in batch.totals.items() if m is Metric.ONLINE or self._totals.get(m) != v}
        self._totals |= totals
        source = source_of(self.status.name)
        readings = [
            Reading(source=source, product_id=None, metric=metric, value=float(value), cumulative=cumulative, at=now)
            for found, cumulative in ((totals, True), (batch.steps, False))
            for metric, value in found.items()
        ]
        if readings:
            show.intake.readings(readings).add_done_callback(self._kept)

    def _kept(self, done: Future[int]) -> None:
        error = done.exception()
        if error is not None:
            log.error("readings of the bridge were not kept", exc_info=error)
            self._notice("bridge_not_kept", "error", name=self.status.name, detail=str(error))

    def _say(self, status: BridgeStatus) -> None:
        self.status = status
        self._console.listeners.announce(status)

    def _notice(self, code: str, level: str, **data: str) -> None:
        self._console.listeners.announce(Notice(code=code, level=level, data=data))
