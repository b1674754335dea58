"""The thread that talks to the server of the shared stock: sends what is owed, looks at what is there, comes back.

It alone waits for the network. What it finds reaches the main thread through ``post``; the room's file is written by
its one writer. The server may be slow, gone or another one at any moment: what is owed stays owed until it answered.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from console.clock import Clock
from console.store import owed
from console.store.database import Database, StoreFailed
from console.store.owed import Owed
from console.store.writer import Writer
from inventory.stock import Kind, Movement, Short

if TYPE_CHECKING:  # brings the database's library
    from inventory.company import Company, SharedStore

log = logging.getLogger(__name__)
Post = Callable[[Callable[[], None]], None]

TICK_S = 1.0  # sold pieces are told so often
LOOK_EVERY_S = 0.5  # however many notices come
SEEN_EVERY_S = 20.0
SLOW_S = 2.0  # a call that takes longer is told
AGAIN_LEAST_S, AGAIN_MOST_S = 1.0, 15.0
WRITTEN_S = 30.0


class Link(Enum):
    """How the server stands."""

    OFF = "off"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    SLOW = "slow"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStatus:
    """How the way to the shared stock stands. ``since``: when it got so; ``owed``: rows the server lacks."""

    link: Link = Link.OFF
    since: datetime | None = None
    owed: int = 0
    detail: str = ""
    rtt_ms: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server said to one owed row. ``state`` as in ``console.store.owed``; ``left``: what it could have."""

    row: Owed
    state: str
    left: int = 0
    detail: str = ""


class Worker:
    """Runs until ``close``. ``answered``, ``looked`` and ``tick`` are called on the main thread."""

    def __init__(
        self,
        *,
        make_store: Callable[[], SharedStore],
        database: Database,
        writer: Writer,
        clock: Clock,
        post: Post,
        answered: Callable[[Sequence[Answer]], None],
        looked: Callable[[Company], None],
        tick: Callable[[], None],
        poll: float | None = None,
    ) -> None:
        self._make_store = make_store
        self._database, self._writer, self._clock, self._post = database, writer, clock, post
        self._answered, self._looked, self._on_tick = answered, looked, tick
        self._poll = poll
        self._store: SharedStore | None = None
        self._notices: Any = None
        self._wake = threading.Event()
        self._ended = False
        self._owing = self._look = True
        self._recount = False
        self._next_look = self._next_try = self._next_seen = 0.0
        self._failures = 0
        self._busy_since: float | None = None
        self._status = SharedStatus(link=Link.CONNECTING, since=clock.now())
        self.watched = False
        self._thread = threading.Thread(target=self._run, name="shared-stock", daemon=True)
        self._thread.start()

    # -- any thread ---------------------------------------------------------------------------------

    @property
    def status(self) -> SharedStatus:
        """How it stands at this moment; a call under way for long is told before it fails."""
        status, busy = self._status, self._busy_since
        waited = 0.0 if busy is None else time.monotonic() - busy
        if status.link is Link.CONNECTED and waited > SLOW_S:
            since = self._clock.now() - timedelta(seconds=waited)
            return replace(status, link=Link.SLOW, since=since, rtt_ms=waited * 1000)
        return status

    def owing(self) -> None:
        """Something is owed: send it."""
        self._owing = self._recount = True
        self._wake.set()

    def look(self) -> None:
        """Somebody moved goods, or wants to see them."""
        self._look = True
        self._wake.set()

    def close(self, wait: float = 0.2) -> None:
        """End; a call to the server that is under way ends by itself."""
        self._ended = True
        self._wake.set()
        self._thread.join(wait)

    # -- its own thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        next_tick = 0.0
        while not self._ended:
            now = time.monotonic()
            if now >= next_tick:
                next_tick = now + TICK_S
                self._post(self._on_tick)
            if now >= self._next_try:
                self._round()
            elif self._recount:
                self._status = replace(self._status, owed=self._count())
            self._wake.wait(self._pause(next_tick))
            self._wake.clear()
        self._let_go()

    def _let_go(self) -> None:
        if self._notices is not None:
            self._notices.close()
        if self._store is not None:
            self._store.close()
        self._notices = self._store = None

    def _pause(self, next_tick: float) -> float:
        now = time.monotonic()
        until = [next_tick]
        if self._store is not None and self._store.hint_in is not None and now >= self._next_try:
            until.append(now + self._store.hint_in)
        if self._look:
            until.append(max(self._next_look, self._next_try))
        return max(0.01, min(until) - now)

    def _round(self) -> None:
        from inventory.company import Gone

        self._busy_since = time.monotonic()
        try:
            self._talk()
        except Gone as gone:
            self._lost(gone.detail)
        except StoreFailed as failed:  # the room's own file; what is owed is still in it, or lost with it
            log.error("what is owed cannot be read or written: %s", failed)
            self._next_try = time.monotonic() + AGAIN_LEAST_S
            self._owing = True
        except Exception as error:
            log.exception("the shared stock")  # a bug must not end the thread that pays
            self._lost(f"{type(error).__name__}: {error}")
        finally:
            self._busy_since = None

    def _talk(self) -> None:
        store = self._connected()
        asked = self._status.link is not Link.CONNECTED
        if self._owing or asked:
            self._owing = False
            asked = self._send(store) or asked
        if (self._look or asked) and time.monotonic() >= self._next_look:
            self._look = False
            begun = time.monotonic()
            company = store.look(self._clock.now(), all_rooms=self.watched)
            self._next_look = time.monotonic() + LOOK_EVERY_S
            self._came((time.monotonic() - begun) * 1000)
            self._post(lambda: self._looked(company))
        elif asked:
            self._look = True
        if store.hint_in == 0.0:
            store.hint()

    def _connected(self) -> SharedStore:
        from inventory.company import Notices

        if self._store is None:
            self._store = self._make_store()
        if time.monotonic() >= self._next_seen or self._status.link is not Link.CONNECTED:
            self._store.prepare(self._clock.now())
            self._next_seen = time.monotonic() + SEEN_EVERY_S
        if self._notices is None:
            given = {} if self._poll is None else {"poll": self._poll}
            self._notices = Notices(self._store.engine, self.look, **given)
        return self._store

    def _came(self, ms: float) -> None:
        self._failures = 0
        since = self._status.since if self._status.link is Link.CONNECTED else self._clock.now()
        if self._status.link is not Link.CONNECTED:
            log.info("the shared stock is connected")
        self._status = SharedStatus(link=Link.CONNECTED, since=since, owed=self._count(), rtt_ms=ms)

    def _lost(self, detail: str) -> None:
        began, self._owing, self._look = self._busy_since or time.monotonic(), True, True
        if self._status.link is not Link.GONE:
            log.warning("the shared stock is gone: %s", detail)
            since = self._clock.now() - timedelta(seconds=time.monotonic() - began)
        else:
            since = self._status.since or self._clock.now()
        self._failures += 1
        self._let_go()  # the next try reads the password anew, and finds whoever answers at the address then
        self._status = SharedStatus(link=Link.GONE, since=since, owed=self._count(), detail=detail)
        pause = min(AGAIN_MOST_S, AGAIN_LEAST_S * 2 ** min(self._failures - 1, 6))
        self._next_try = time.monotonic() + pause * random.uniform(0.7, 1.0)

    def _count(self) -> int:
        self._recount = False
        try:
            with self._database.connect() as connection:
                return owed.how_many(connection)
        except StoreFailed:
            return self._status.owed

    # -- sending ------------------------------------------------------------------------------------

    def _send(self, store: SharedStore) -> bool:
        """Send all that is owed, in its order; whether there was anything."""
        sent = False
        while not self._ended:
            with self._database.connect() as connection:
                rows = owed.waiting(connection)
            if not rows:
                return sent
            sent = True
            place = 0
            while place < len(rows):
                together = _together(rows[place:])
                answers = self._offer(store, together)
                self._keep(answers)
                place += len(together)
        return sent

    def _offer(self, store: SharedStore, rows: Sequence[Owed]) -> list[Answer]:
        """What the server says to rows that go in one transaction; refused together, each is asked alone."""
        from inventory.company import Answered, Unbookable

        try:
            self._book(store, rows)
        except (Short, Unbookable, Answered, ValueError) as refused:
            if len(rows) > 1:
                return [answer for row in rows for answer in self._offer(store, (row,))]
            left = refused.left if isinstance(refused, Short) else 0
            if isinstance(refused, Answered) and rows[0].kind != "give":
                return [Answer(row=rows[0], state=owed.DONE, detail=refused.state)]
            log.warning("the shared stock refused %s: %s", rows[0].cause, refused)
            return [Answer(row=rows[0], state=owed.REFUSED, left=left, detail=str(refused))]
        return [Answer(row=row, state=owed.APPLIED if row.kind == Kind.ALLOT.value else owed.DONE) for row in rows]

    def _book(self, store: SharedStore, rows: Sequence[Owed]) -> None:
        from inventory.requests import Request

        row = rows[0]
        match row.kind:
            case "ask":
                store.ask(
                    Request(
                        cause=row.cause,
                        giver=row.other,
                        taker=row.reason,
                        product_id=row.product_id,
                        quantity=row.quantity,
                        at=row.at,
                        person=row.person,
                    )
                )
            case "give":
                store.give(row.other, row.quantity, row.at, row.person)
            case "refuse":
                store.refuse(row.other, row.at, row.person)
            case "taken":
                store.taken(row.other)
            case "withdraw":
                store.withdraw(row.other, row.at, row.person)
            case _:
                kind = Kind(row.kind)
                of_room = kind not in (Kind.RECEIVE, Kind.DAMAGE, Kind.COUNT)
                store.move(store.room_id if of_room else "", [_movement(each) for each in rows])

    def _keep(self, answers: Sequence[Answer]) -> None:
        """The answers on disk before anybody hears of them. Raises StoreFailed, and they are asked for again."""

        def keep(connection: Any) -> None:
            for each in answers:
                owed.answered(connection, each.row, each.state, each.left)

        written = self._writer.submit(keep, urgent=True)
        written.result(WRITTEN_S)
        self._post(lambda: self._answered(answers))


def _together(rows: Sequence[Owed]) -> Sequence[Owed]:
    """The first row, and those after it that may go in one transaction: facts, which nobody refuses."""
    if rows[0].kind not in owed.TOTALS:
        return rows[:1]
    count = next((n for n, row in enumerate(rows) if row.kind not in owed.TOTALS), len(rows))
    return rows[:count]


def _movement(row: Owed) -> Movement:
    return Movement(row.cause, row.product_id, Kind(row.kind), row.quantity, row.at, row.person, row.reason)
