"""The barrage bridge of the settings: what it hears becomes readings of the open show and a list of comments.

Its source is ``barrage:NAME``. Only numbers are kept; comments stay in memory, capped, and are gone with the program.
The end of a live is told to the user and ends nothing. Nothing is ever sent to the bridge.
"""

from __future__ import annotations

import itertools
import logging
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from console.app import Console
from console.feeds.bridges.adapters import ADAPTERS
from console.feeds.bridges.client import BridgeClient
from console.feeds.bridges.collector import Batch, Collector, LinkState
from console.feeds.bridges.heard import Adapter, Said
from console.listeners import Notice
from console.settings import Settings
from console.show.sales import Metric, Reading
from console.wording import say

__all__ = ["BRIDGES", "Bridge", "BridgeStatus", "Comment", "CommentList", "LinkState", "problem_said", "source_of"]

log = logging.getLogger(__name__)
BRIDGES = tuple(ADAPTERS)  # the names a user can choose from
MOST_COMMENTS = 5000
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it came; ``number`` counts from 1."""

    number: int
    at: datetime
    name: str
    text: str


class CommentList:
    """The latest comments, the oldest falling out. Main thread only."""

    def __init__(self, most: int = MOST_COMMENTS) -> None:
        self._kept: deque[tuple[Comment, str]] = deque(maxlen=most)
        self.total = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Comment]:
        """Oldest first."""
        return (comment for comment, _ in self._kept)

    def add(self, at: datetime, said: Iterable[Said]) -> None:
        """Keep comments that came at ``at``."""
        for each in said:
            self.total += 1
            comment = Comment(self.total, at, each.name, each.text)
            self._kept.append((comment, _folded(f"{each.text}\n{each.name}")))

    def after(self, number: int) -> list[Comment]:
        """Those that came after the one with ``number``, oldest first: what a list on screen has to add."""
        newest_first = itertools.takewhile(lambda kept: kept[0].number > number, reversed(self._kept))
        return [comment for comment, _ in newest_first][::-1]

    def search(self, words: str, most: int = 500) -> list[Comment]:
        """Those that hold every one of ``words`` in text or name, newest first; width and case make no difference."""
        wanted = _folded(words).split()
        found = (comment for comment, held in reversed(self._kept) if all(word in held for word in wanted))
        return list(itertools.islice(found, most))

    def clear(self) -> None:
        """Forget all; numbers go on."""
        self._kept.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeStatus:
    """Announced whenever anything came or changed. ``problem`` is a code for ``problem_said``.

    ``room``: the key of the room listened to, ``rooms``: every room heard, key → name; ``elsewhere``: messages of other
    rooms, ``unread``: messages that were nonsense, both passed over.
    """

    name: str = ""
    url: str = ""
    state: LinkState = LinkState.OFF
    problem: str = ""
    detail: str = ""
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


def source_of(name: str) -> str:
    """The source of a bridge's readings."""
    return f"barrage:{name}"


def problem_said(lang: str, status: BridgeStatus) -> str:
    """What is wrong with the link, as a sentence; "" for nothing."""
    return say(lang, f"bridge.problem.{status.problem}", detail=status.detail) if status.problem else ""


class Bridge:
    """Listens as the settings say. Main thread only."""

    def __init__(self, console: Console, make: MakeClient = BridgeClient) -> None:
        self._console = console
        self._make = make
        self._client: Client | None = None
        self._collector = Collector()
        self._chosen: tuple[str, str, str] | None = None
        self._spoken: deque[tuple[datetime, int]] = deque()  # comments by the instant they were taken
        self._totals: dict[Metric, int] = {}  # as they were last given to the show
        self._show_id = ""
        self._last_at: datetime | None = None
        self._loss_told = False
        self.status = BridgeStatus()
        self.comments = CommentList()

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
        self._totals, self._spoken = {}, deque()
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
        self.comments.add(now, batch.comments)
        if spoken:
            self._spoken.append((now, spoken))
        self._keep(batch, now)
        self._say(
            BridgeStatus(
                name=before.name,
                url=before.url,
                state=batch.state,
                problem=batch.problem,
                detail=batch.detail,
                last_heard=now if batch.heard else before.last_heard,
                comments_per_minute=self.comments_per_minute(now),
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

    def comments_per_minute(self, now: datetime) -> int:
        """How many comments came within the last minute."""
        while self._spoken and self._spoken[0][0] <= now - MINUTE:
            self._spoken.popleft()
        return sum(count for _, count in self._spoken)

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


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
