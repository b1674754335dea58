"""Watches what waves and holds of the open show wait for, and asks the desk when it is there.

What is asked twice, or too late, the rundown refuses: a wave goes on sale once, whatever this console has missed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.clock import Clock
from console.comments import CommentList, CommentsChanged, folded
from console.desk import Receipt
from console.listeners import Applied, FiguresChanged, Listeners, Notice, StockChanged
from console.metrics.readings import Tally
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show import wave_rules
from console.show.plan import ProductId
from console.show.rundown import Refused
from console.show.sales import Metric
from console.show.state import Status
from console.show.wave_rules import Due, Progress
from console.show.waves import OF_COMMENTS, Condition, When, written
from console.wave_words import condition_text, seen_text

log = logging.getLogger(__name__)
ACTOR = "console"
ROOM = ""


@dataclass(slots=True)
class _Heard:
    """Comments that hold a word since an instant; ``last``: the number of the last one looked at."""

    since: datetime
    word: str
    last: int = 0
    count: int = 0
    people: set[str] = field(default_factory=set)

    def take(self, comments: CommentList) -> None:
        for comment in comments.after(self.last):
            self.last = comment.number
            if comment.at >= self.since and (not self.word or self.word in folded(comment.text)):
                self.count += 1
                self.people.add(comment.name)


class WaveWatch:
    """What is due is asked for as soon as a figure, a comment or the time says so. Main thread only.

    ``look`` is asked about once a second by whoever has a clock; everything else is heard.
    """

    def __init__(
        self,
        *,
        listeners: Listeners,
        comments: CommentList,
        clock: Clock,
        stale_after: Callable[[], timedelta],
        lang: Callable[[], str],
    ) -> None:
        self._listeners = listeners
        self._comments = comments
        self._clock = clock
        self._stale_after = stale_after
        self._lang = lang
        self._show: OpenShow | None = None
        self._heard: dict[tuple[datetime, str], _Heard] = {}
        self._asked: dict[ProductId, Future[Receipt]] = {}  # on their way to the file
        self._told: set[tuple[ProductId, str, int]] = set()  # said once: a hand is wanted, or pieces are
        for kind in (Applied, FiguresChanged, StockChanged, CommentsChanged):
            listeners.subscribe(kind, lambda _told: self.look())

    def bind(self, show: OpenShow | None) -> None:
        """Watch this show from now on."""
        self._show = show
        self._heard.clear()
        self._asked.clear()
        self._told.clear()

    # -- what is counted --------------------------------------------------------------------------

    def sold(self, product_id: ProductId) -> int:
        return 0 if self._show is None else self._show.counters.sold(product_id)

    def counted(self, condition: Condition, product_id: ProductId, since: datetime) -> int | None:
        """See wave_rules.Counts. People online are told for a while only; what was counted stays true."""
        if self._show is None:
            return None
        counters = self._show.counters
        match condition.when:
            case When.ONLINE:
                found = counters.provenance(Metric.ONLINE, ROOM, self._clock.now(), self._stale_after())
                return None if found is None or found.stale else _whole(counters.tally(Metric.ONLINE, ROOM))
            case When.VIEWERS:
                return _whole(counters.tally(Metric.VIEWERS, ROOM) or counters.tally(Metric.VIEWS, ROOM))
            case When.CLICKS:
                return _whole(counters.tally(Metric.CLICKS, product_id))
            case _ if condition.when in OF_COMMENTS:
                heard = self._heard_since(since, condition.word)
                return len(heard.people) if condition.when is When.PEOPLE else heard.count
        return None

    def _heard_since(self, since: datetime, word: str) -> _Heard:
        key = (since, folded(word.strip()))
        heard = self._heard.get(key)
        if heard is None:
            heard = self._heard[key] = _Heard(*key)
        heard.take(self._comments)
        return heard

    def progress(self, product_id: ProductId, condition: Condition, *, of_hold: bool = False) -> Progress | None:
        """How far a condition of a product is now: of a wave, or of its hold."""
        show = self._show
        if show is None:
            return None
        hold = show.state.stock_of(product_id).held if of_hold else None
        return wave_rules.progress(show.state, product_id, condition, self._clock.now(), self, hold)

    # -- what is due ------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for what is due, and tell what a hand has to do."""
        show = self._show
        if show is None or show.state.status is not Status.LIVE:
            return
        now = self._clock.now()
        for product_id in wave_rules.watched(show.state):
            if product_id in self._asked:
                continue  # what is on its way decides what comes next
            for due in wave_rules.due(show.state, product_id, now, self):
                if due.by_itself and not due.missing:
                    self._ask(show, due)
                    break
                self._tell_once(show, due)

    def _ask(self, show: OpenShow, due: Due) -> None:
        command: cmd.Command
        if due.wave is not None:
            command = cmd.ReleaseWave(product_id=due.product_id, wave=due.wave.key, by_itself=True, seen=due.seen)
        else:
            assert due.hold is not None
            command = cmd.ReleaseHeld(product_id=due.product_id, since=due.hold.since, seen=due.seen)
        future = show.ask(command, actor=ACTOR)
        self._asked[due.product_id] = future
        future.add_done_callback(lambda done: self._answered(show, due, done))

    def _answered(self, show: OpenShow, due: Due, done: Future[Receipt]) -> None:
        if self._asked.get(due.product_id) is done:
            del self._asked[due.product_id]
        error = done.exception()
        if show is not self._show:
            return
        if error is None:
            self._say(show, "waves.released_hold" if due.wave is None else "waves.released", "info", due)
            self.look()
        elif isinstance(error, Refused) and error.code == "beyond_allotment":
            left = error.data.get("left", 0)
            self._tell_short(show, due, due.quantity - int(left))
        else:
            log.info("%s of %s did not go on sale: %s", _which(due), due.product_id, error)

    def _tell_once(self, show: OpenShow, due: Due) -> None:
        if due.missing:
            self._tell_short(show, due, due.missing)
            return
        if self._is_news(due, 0):
            self._say(show, "waves.by_hand", "warning", due)

    def _tell_short(self, show: OpenShow, due: Due, missing: int) -> None:
        if self._is_news(due, missing):
            code = "waves.short_hold" if due.wave is None else "waves.short"
            self._say(show, code, "error", due, missing=missing, left=max(0, due.quantity - missing))

    def _is_news(self, due: Due, missing: int) -> bool:
        told = (due.product_id, _which(due), missing)
        new = told not in self._told
        self._told.add(told)
        return new

    def _say(self, show: OpenShow, code: str, level: str, due: Due, **more: int) -> None:
        lang = self._lang()
        entry = show.state.plan.products().get(due.product_id)
        data = {
            "name": due.product_id if entry is None else entry.name,
            "quantity": due.quantity,
            "when": condition_text(lang, due.condition, of_hold=due.wave is None),
            "seen": seen_text(lang, due.condition, due.seen),
            "number": 0 if due.wave is None else due.wave.number,
            **more,
        }
        self._listeners.announce(Notice(code=code, level=level, data=data))


def _whole(tally: Tally | None) -> int | None:
    return None if tally is None else int(tally.total)


def _which(due: Due) -> str:
    if due.wave is not None:
        return f"wave {due.wave.key}"
    return f"hold until {written(due.condition)}"
