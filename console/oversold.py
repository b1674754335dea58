"""Which order lines sold more of an item than was on sale, found beside the window while orders pour in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from console.open_show import OpenShow
from console.show.plan import ProductId
from console.show.sales import OrderLine
from console.store.database import Database
from console.store.oversold import latest_lines

log = logging.getLogger(__name__)
MOST_LINES = 500
SPARE = 50  # lines that sold nothing stand among the last ones: refunds, cancellations

Told = Callable[[ProductId, tuple[OrderLine, ...]], None]


class OversoldWatch:
    """Reads once a product and number of oversold pieces; ``told`` hears on the main thread, the last ones in first."""

    def __init__(self, database: Database, post: Callable[[Callable[[], None]], None], told: Told) -> None:
        self._database, self._post, self._told = database, post, told
        self._worker: ThreadPoolExecutor | None = None
        self._read: dict[ProductId, int] = {}  # pieces oversold when its lines were read last, or are being read
        self._reading: set[ProductId] = set()
        self._closed = False

    def close(self) -> None:
        """Read nothing more."""
        self._closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=False, cancel_futures=True)

    def forget(self, product: ProductId | None = None) -> None:
        """It is oversold no more; None: of all of them, as of another show."""
        if product is None:
            self._read.clear()
        else:
            self._read.pop(product, None)

    def look(self, show: OpenShow, product: ProductId) -> None:
        """Read its lines unless that was done for this number of pieces."""
        excess = show.balance(product).oversold
        if self._closed or not excess or self._read.get(product) == excess or product in self._reading:
            return
        self._read[product] = excess
        self._reading.add(product)
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="oversold")
        database, show_id, most = self._database, show.show_id, min(MOST_LINES, excess + SPARE)

        def read() -> list[OrderLine]:
            with database.connect() as connection:
                return latest_lines(connection, show_id, product, most)

        reading = self._worker.submit(read)
        reading.add_done_callback(lambda done: self._post(lambda: self._heard(show, product, done)))

    def _heard(self, show: OpenShow, product: ProductId, done: Future[list[OrderLine]]) -> None:
        self._reading.discard(product)
        if self._closed or done.cancelled() or product not in self._read:
            return
        error = done.exception()
        if error is not None:
            log.error("the oversold order lines cannot be read", exc_info=error)
            return
        excess = show.balance(product).oversold
        self._told(product, tuple(beyond(done.result(), excess, show.counters.sold_by)))
        self.look(show, product)  # more came in meanwhile


def beyond(lines: Iterable[OrderLine], excess: int, pieces: Callable[[OrderLine], int]) -> list[OrderLine]:
    """Of lines with the last ones first, those that make up ``excess`` pieces."""
    found: list[OrderLine] = []
    for line in lines:
        if excess <= 0:
            break
        sold = pieces(line)
        if sold:
            found.append(line)
            excess -= sold
    return found
