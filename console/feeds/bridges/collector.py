"""Between a bridge's thread and the main thread: messages become sums, so a flood is as light as a trickle."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import Enum

from console.feeds.bridges.heard import Heard, Said
from console.show.sales import Metric

MOST_COMMENTS = 1000  # of one batch; the others are counted
MOST_ROOMS = 20
REMEMBERED = 5000  # messages whose second copy is known


class LinkState(Enum):
    """How it stands with a bridge."""

    OFF = "off"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"  # until it is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came since the last one. ``totals`` are the latest, ``steps`` sums; the counts below are since the start.

    ``again_s``: a wait of so many seconds before the next try began.
    """

    state: LinkState = LinkState.OFF
    problem: str = ""
    detail: str = ""
    again_s: float | None = None
    heard: int = 0
    totals: dict[Metric, int] = field(default_factory=dict)
    steps: dict[Metric, int] = field(default_factory=dict)
    comments: tuple[Said, ...] = ()
    ended: bool = False
    room: str = ""
    rooms: dict[str, str] = field(default_factory=dict)
    unread: int = 0
    elsewhere: int = 0


class Collector:
    """Adds messages up until they are taken. Any thread. ``room``: whose, by key or name; "" is the first heard."""

    def __init__(self, room: str = "") -> None:
        self._lock = threading.Lock()
        self._wanted = room
        self._room = ""
        self._rooms: dict[str, str] = {}
        self._seen: OrderedDict[str, str] = OrderedDict()
        self._unread = self._elsewhere = 0
        self._state, self._problem, self._detail = LinkState.OFF, "", ""
        self._changed = False
        self._clear()

    def _clear(self) -> None:
        self._again_s: float | None = None
        self._heard = 0
        self._totals: dict[Metric, int] = {}
        self._steps: dict[Metric, int] = {}
        self._comments: deque[Said] = deque(maxlen=MOST_COMMENTS)
        self._ended = False

    @property
    def has_news(self) -> bool:
        """Whether anything came since the last ``take``."""
        return self._changed

    def stands(self, state: LinkState, problem: str = "", detail: str = "") -> None:
        """The link is in another state. Trying again after a failure is still the failure, until it is over."""
        with self._lock:
            if state is LinkState.CONNECTING and self._problem:
                return
            self._state, self._problem, self._detail = state, problem, detail
            self._changed = True

    def waits(self, seconds: float) -> None:
        """The next try comes after so long."""
        with self._lock:
            self._again_s = seconds
            self._changed = True

    def not_read(self) -> None:
        """A message was nonsense."""
        with self._lock:
            self._unread += 1
            self._changed = True

    def add(self, heard: Heard) -> None:
        """A message was read."""
        with self._lock:
            self._changed = True
            if not self._is_ours(heard):
                self._elsewhere += 1
            elif not self._is_copy(heard):
                self._count(heard)

    def take(self) -> Batch:
        """What came since the last time."""
        with self._lock:
            batch = Batch(
                state=self._state,
                problem=self._problem,
                detail=self._detail,
                again_s=self._again_s,
                heard=self._heard,
                totals=self._totals,
                steps=self._steps,
                comments=tuple(self._comments),
                ended=self._ended,
                room=self._room,
                rooms=dict(self._rooms),
                unread=self._unread,
                elsewhere=self._elsewhere,
            )
            self._clear()
            self._changed = False
            return batch

    def _is_ours(self, heard: Heard) -> bool:
        """Numbers of two rooms are never mixed: the first heard is listened to unless one was chosen."""
        if not heard.room:
            return True
        if heard.room not in self._rooms and len(self._rooms) < MOST_ROOMS:
            self._rooms[heard.room] = heard.room_name
        if not self._room and self._wanted in ("", heard.room, heard.room_name):
            self._room = heard.room
        return heard.room == self._room

    def _is_copy(self, heard: Heard) -> bool:
        """A room open in two programs is told by both: the first program to tell a message is heard."""
        if not heard.message_id or not heard.via:
            return False
        first = self._seen.setdefault(heard.message_id, heard.via)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return first != heard.via

    def _count(self, heard: Heard) -> None:
        self._heard += 1
        self._ended = self._ended or heard.ended
        for each in heard.counts:
            if each.cumulative:
                self._totals[each.metric] = each.value
            else:
                self._steps[each.metric] = self._steps.get(each.metric, 0) + each.value
        if heard.said is not None and heard.said.text:
            self._comments.append(heard.said)
