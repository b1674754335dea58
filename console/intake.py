"""Numbers on their way in: order lines and readings are made durable, then counted, then announced."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from console.clock import Clock
from console.listeners import FeedHeard, FiguresChanged, Listeners, StockChanged
from console.metrics.counters import Counters
from console.show.sales import NO_ITEM, OrderLine, Reading
from console.store import sales
from console.store.brought import Brought
from console.store.database import StoreFailed
from console.store.writer import Writer
from inventory import ledger
from inventory.stock import Kind, Movement

log = logging.getLogger(__name__)
R = TypeVar("R")
T = TypeVar("T")
V = TypeVar("V")
Post = Callable[[Callable[[], None]], None]
ROWS_A_JOB = 1_000  # a bigger batch would hold the window for more than a frame when it is counted


@dataclass(frozen=True, slots=True)
class OrdersTaken:
    """What a batch of order lines came to."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


class Intake:
    """The second way into a show. Asked on the main thread; futures are done there once durable and counted."""

    def __init__(
        self,
        *,
        show_id: str,
        writer: Writer,
        counters: Counters,
        clock: Clock,
        post: Post,
        listeners: Listeners,
        recount: Callable[[], Future[None]],
        last_import: int = 0,
        as_planned: Callable[[Sequence[OrderLine]], Sequence[OrderLine]] = list,
    ) -> None:
        """``recount``: count the show anew from the file, for when counting what came in went wrong half-way.

        ``last_import``: the number of the last one the show has had. ``as_planned``: order lines under the ids the
        plan names their products by, where they name a SKU or another id of one.
        """
        self.counters = counters
        self._show_id = show_id
        self._writer = writer
        self._clock = clock
        self._post = post
        self._listeners = listeners
        self._recount = recount
        self._last_import = last_import
        self._as_planned = as_planned

    def import_of(self, file: str) -> Brought:
        """A file or a pasted table is about to be taken in: what it is known by, to be taken back if it was wrong."""
        self._last_import += 1
        return Brought(number=self._last_import, file=file, at=self._clock.now())

    def orders(self, lines: Sequence[OrderLine], by: Brought | None = None) -> Future[OrdersTaken]:
        """Take order lines in. Each is counted once, whatever road its copies come by. Fails with StoreFailed.

        ``by``: the import that brings them; None when they cannot be taken back.
        A part that cannot be written takes nothing away from the parts that were: those are on disk, and count.
        """
        self._hear(frozenset(line.source for line in lines), orders=True)

        def taken(parts: list[sales.Upserted]) -> OrdersTaken:
            return OrdersTaken(
                sum(part.new for part in parts),
                sum(part.updated for part in parts),
                sum(part.unchanged for part in parts),
            )

        return self._in_parts(self._as_planned(lines), lambda part: self._put(part, by), self._count, taken)

    def readings(self, readings: Sequence[Reading], by: Brought | None = None) -> Future[int]:
        """Take counter readings in; the answer is how many were new or changed. ``by``: as with ``orders``. Fails with
        StoreFailed."""
        show_id = self._show_id
        self._hear(frozenset(reading.source for reading in readings), orders=False)

        def put(part: Sequence[Reading]) -> Callable[[Connection], sales.ReadingsPut]:
            return lambda connection: sales.put_readings(connection, show_id, part, by)

        return self._in_parts(readings, put, self._count_readings, lambda parts: sum(part.kept for part in parts))

    def _in_parts(
        self,
        rows: Sequence[R],
        put: Callable[[Sequence[R]], Callable[[Connection], T]],
        count: Callable[[T], None],
        told: Callable[[list[T]], V],
    ) -> Future[V]:
        """Write rows a part at a time and count each part once it is durable, so that the window answers in between.

        A part that cannot be counted is in the file all the same, and half of it may be in the figures: then all is
        counted anew from the file before the caller is answered, with ``not_counted`` when even that fails.
        """
        whole: Future[V] = Future()
        parts = [rows[at : at + ROWS_A_JOB] for at in range(0, len(rows), ROWS_A_JOB)]
        results: list[T] = []
        failed: BaseException | None = None
        miscounted = False
        left = len(parts)
        if not parts:
            whole.set_result(told(results))

        def counted(done: Future[T]) -> None:
            nonlocal failed, left, miscounted
            left -= 1
            error = done.exception()
            if error is None:
                results.append(done.result())
                try:
                    count(results[-1])
                except Exception:
                    log.exception("what came in is in the file and could not be counted")
                    miscounted = True
            failed = failed or error
            if left:
                return
            if miscounted:
                self._recount().add_done_callback(recounted)
            else:
                answer()

        def recounted(done: Future[None]) -> None:
            nonlocal failed
            error = done.exception()
            if error is not None:
                failed = failed or StoreFailed("not_counted", str(error))
            answer()

        def answer() -> None:
            if failed is None:
                whole.set_result(told(results))
            else:
                whole.set_exception(failed)

        for part in parts:
            self._post_when_done(self._writer.submit(put(part)), counted)
        return whole

    def _hear(self, sources: frozenset[str], *, orders: bool) -> None:
        if sources:
            self._listeners.announce(FeedHeard(sources=sources, orders=orders, at=self._clock.now()))

    def _post_when_done(self, written: Future[T], then: Callable[[Future[T]], None]) -> None:
        written.add_done_callback(lambda done: self._post(lambda: then(done)))

    def _put(self, lines: Sequence[OrderLine], by: Brought | None) -> Callable[[Connection], sales.Upserted]:
        show_id, sold_by = self._show_id, self.counters.sold_by

        def put(connection: Connection) -> sales.Upserted:
            result = sales.put_orders(connection, show_id, lines, by)
            ledger.record(connection, show_id, list(movements(result.changes, sold_by)))
            return result

        return put

    def _count(self, result: sales.Upserted) -> None:
        if not result.changes:
            return
        touched = frozenset(self.counters.lines_changed((before, after) for before, after, _ in result.changes))
        self.counters.heard(self._clock.now())
        self._listeners.announce(FiguresChanged(products=touched))
        self._listeners.announce(StockChanged(products=touched - {NO_ITEM}))

    def _count_readings(self, result: sales.ReadingsPut) -> None:
        self.counters.heard(self._clock.now())
        touched = self.counters.readings_added((*result.new, *result.changed))
        if touched:
            self._listeners.announce(FiguresChanged(products=frozenset(touched)))


def movements(changes: Iterable[sales.LineChange], sold_by: Callable[[OrderLine], int]) -> Iterable[Movement]:
    """What order lines do to stock: the difference each change makes, keyed by the line and its version."""
    for old, line, version in changes:
        cause = f"order:{line.source}:{line.line_id}:{version}"
        before, after = 0, sold_by(line)
        if old is not None:
            before = sold_by(old)
            if old.product_id != line.product_id:
                if before:
                    yield _sale(f"{cause}:from", old.product_id, -before, line)
                before = 0
        if after > before:
            yield Movement(cause, line.product_id, Kind.SELL, after - before, line.status_at or line.at)
        elif after < before:
            yield _sale(cause, line.product_id, after - before, line)


def _sale(cause: str, product_id: str, pieces: int, line: OrderLine) -> Movement:
    kind = Kind.SELL if pieces > 0 else Kind.RESTOCK
    return Movement(cause=cause, product_id=product_id, kind=kind, quantity=abs(pieces), at=line.status_time)
