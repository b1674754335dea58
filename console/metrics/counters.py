"""Counters of one show: order lines and readings added up per item and minute. Lives on the main thread.

Order lines come as changes (before, after), so a merged copy moves a figure by the difference and a replay
moves nothing; which source of a reading counts is the reading book's. Minutes are whole minutes since 1970 UTC.

Order lines of which no item is known (``NO_ITEM``) are the room's money and no item's: they are in the room's figures
and its minutes, never among ``products``, and take nothing out of stock.

Orders of an item counted by eye (``Metric.ORDERS``) count while no order line names any item, or when the user chose
their source: then they make the item's orders and its conversion by counts. They tell no money, no pieces and no stock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from console.metrics.conversion import Rate, conversion
from console.metrics.figures import ItemFigures, RoomFigures
from console.metrics.freshness import STALE_AFTER, Provenance, provenance
from console.metrics.line_columns import LineColumns, micros_of, order_key
from console.metrics.line_sums import GMV, LINES, MICROS_A_MINUTE, UNITS, ItemTally, LineSums, OrderSource
from console.metrics.reading_book import ROOM, ReadingBook, Tallies
from console.metrics.readings import Tally
from console.metrics.window import Restock, Window
from console.show.sales import NO_ITEM, Metric, OrderLine, Reading

ORDER_LINES = "order_lines"  # the source of an item's orders while its order lines tell them


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970 UTC."""
    return int(at.timestamp() // 60)


class Counters:
    """Adds up; answers in figures. Nothing here does I/O."""

    def __init__(
        self,
        window: Window | None = None,
        restock: Restock = Restock.BEFORE_SHIPPING,
        sources: Mapping[Metric, str] | None = None,
    ) -> None:
        """``sources``: the feed the user wants to count for a metric; it does once it has reported it."""
        self.window = window or Window()
        self.restock = restock
        self._book = ReadingBook(sources)
        self._items: dict[str, ItemTally] = {}
        self._orders: dict[int, int] = {}
        self.line_columns = LineColumns()  # what is joined to rounds
        self._outside = 0
        self._order_sources: dict[str, OrderSource] = {}
        self._last_heard: datetime | None = None

    def clear(self) -> None:
        """Forget everything counted; the window and the rule for returns stay."""
        self._items.clear()
        self._orders.clear()
        self._outside = 0
        self._order_sources.clear()
        self.line_columns.clear()
        self.clear_readings()

    def clear_readings(self) -> None:
        """Forget the readings; what order lines say stays."""
        self._book.clear()

    # -- adding -------------------------------------------------------------------------------------

    def lines_changed(self, changes: Iterable[tuple[OrderLine | None, OrderLine | None]]) -> set[str]:
        """Count new (before None), changed and withdrawn (after None) order lines; answers the items touched."""
        touched: set[str] = set()
        by_count = self.orders_by_count
        for before, after in changes:
            if before is not None:
                self._line(before, -1)
                touched.add(before.product_id)
                self._order_sources[before.source].add(-1, before.status_time)
            if after is not None:
                self._line(after, +1)
                touched.add(after.product_id)
                self._told(after)
        for product in touched:
            item = self._items.get(product)
            if item is not None and not item.lines:  # nobody ever sold it
                del self._items[product]
                self.line_columns.forget(product)
        if by_count is not self.orders_by_count:
            touched |= self._book.items_of(Metric.ORDERS)
        return touched

    def _told(self, line: OrderLine) -> None:
        source = self._order_sources.get(line.source)
        if source is None:
            source = self._order_sources[line.source] = OrderSource()
        source.lines += 1
        at = line.status_at or line.at
        if source.last is None or at > source.last:
            source.last = at

    def adopt(self, sums: LineSums) -> None:
        """Stand on order lines added up elsewhere, in this window and by this rule for returns; none counted before."""
        self._items, self._orders, self.line_columns = sums.items, sums.orders, sums.columns
        self._outside = sums.outside
        self._order_sources = sums.sources
        if sums.last_heard is not None:
            self.heard(sums.last_heard)

    def adopt_readings(self, tallies: Tallies) -> None:
        """Stand on readings added up elsewhere, in this window; none counted before."""
        self._book.adopt(tallies)
        if self._book.last_at is not None:
            self.heard(self._book.last_at)

    def _line(self, line: OrderLine, sign: int) -> None:
        whole = line.whole
        if not (whole and line.amount) and not line.ever_paid:  # most are whole: money came, and none went back
            return
        at = line.paid_at or line.at
        if at not in self.window:
            self._outside += sign
            return
        product = line.product_id
        item = self._items.get(product)
        if item is None:
            item = self._items[product] = ItemTally()
        amount, quantity = sign * line.amount, sign * line.quantity
        refunded = returned = back = 0
        if not whole:
            refunded, returned = sign * line.refunded, sign * line.units_returned
            back = returned if self._comes_back(line) else 0
            item.refunded += refunded
            item.units_returned += returned
        item.gmv += amount
        item.units += quantity
        item.lines += sign
        if product != NO_ITEM:
            item.sold += quantity - back
        micros, order = micros_of(at), order_key(line.source, line.order_id)
        self.line_columns.add_at(product, micros, order, sign, amount, quantity, refunded)
        minute = micros // MICROS_A_MINUTE
        gmv, units, lines = item.minutes
        gmv[minute] = gmv.get(minute, 0) + amount
        units[minute] = units.get(minute, 0) + quantity
        lines[minute] = lines.get(minute, 0) + sign
        if not lines[minute]:
            del gmv[minute], units[minute], lines[minute]
        _count(item.orders, order, sign)
        _count(self._orders, order, sign)

    def _comes_back(self, line: OrderLine) -> bool:
        if self.restock is Restock.BEFORE_SHIPPING:
            return not line.shipped
        return self.restock is Restock.ALWAYS

    def sold_by(self, line: OrderLine) -> int:
        """Pieces a line takes out of stock: sold, less what came back to sale; 0 outside the show."""
        if line.product_id == NO_ITEM or (line.paid_at or line.at) not in self.window:
            return 0
        if line.whole and line.amount:
            return line.quantity
        if not line.ever_paid:
            return 0
        return line.quantity - (line.units_returned if not line.whole and self._comes_back(line) else 0)

    def readings_added(self, readings: Iterable[Reading]) -> set[str]:
        """Count readings; answers the items touched ('' is the room)."""
        return self._book.add(readings, self.window)

    def readings_withdrawn(self, changes: Iterable[tuple[Reading, Reading | None]]) -> set[str]:
        """Let go of readings, or of the value that came last (before, after); answers the items touched."""
        by_count = self.orders_by_count
        touched = self._book.withdraw(changes, self.window)
        return touched if by_count is self.orders_by_count else touched | self._book.items_of(Metric.ORDERS)

    def prefer(self, metric: Metric, source: str | None) -> set[str]:
        """Let ``source`` count for ``metric`` from now on (None: the earliest); answers the items touched."""
        by_count = self.orders_by_count
        touched = self._book.prefer(metric, source)
        return touched if by_count is self.orders_by_count else touched | self._book.items_of(Metric.ORDERS)

    def heard(self, at: datetime) -> None:
        """A feed brought something at ``at``."""
        if self._last_heard is None or at > self._last_heard:
            self._last_heard = at

    def heard_by(self, now: datetime) -> None:
        """What is told for an instant ahead of ``now`` has another clock: it came now at the latest."""
        if self._last_heard is not None:
            self._last_heard = min(self._last_heard, now)

    def last_line_at(self, at: datetime | None) -> None:
        """What came last was withdrawn: of the order lines left, ``at`` is the latest; of readings it is known here."""
        self._last_heard = max((each for each in (self._book.last_at, at) if each is not None), default=None)

    # -- answering ----------------------------------------------------------------------------------

    @property
    def products(self) -> set[str]:
        """Items anything is known of, in the plan or not."""
        return {p for p in self._items if p != NO_ITEM} | self._book.items

    def source_of(self, metric: Metric, product: str | None = None) -> str | None:
        """The feed whose readings of ``metric`` count, for an item or the room; for nobody named, for either.

        ``ORDER_LINES`` for orders that somebody counted, while order lines tell them.
        """
        if metric is Metric.ORDERS and product != ROOM and self._counted and not self.orders_by_count:
            return ORDER_LINES
        if product is not None:
            return self._book.source_of(metric, product == ROOM)
        return self._book.source_of(metric, False) or self._book.source_of(metric, True)

    @property
    def _counted(self) -> bool:
        return self._book.source_of(Metric.ORDERS, False) is not None

    @property
    def orders_by_count(self) -> bool:
        """Whether an item's orders are those a feed of readings counted, and not its order lines."""
        return self._counted and (self._book.is_chosen(Metric.ORDERS, False) or not self._lines_of_items())

    def _lines_of_items(self) -> bool:
        return any(item.lines for product, item in self._items.items() if product != NO_ITEM)

    def order_minutes(self, product_id: str) -> Mapping[int, float]:
        """Orders of an item per minute as its conversion by counts takes them: order lines, or those counted."""
        return self._steps(Metric.ORDERS, product_id) if self.orders_by_count else self.line_minutes(product_id)

    @property
    def last_heard(self) -> datetime | None:
        """When any feed last brought anything."""
        return self._last_heard

    def tally(self, metric: Metric, product: str = ROOM) -> Tally | None:
        """The counting source's tally of a metric, or None when it never reported it."""
        source = self.source_of(metric, product)
        return None if source is None else self._book.all_of(metric, product).get(source)

    @property
    def order_sources(self) -> dict[str, datetime | None]:
        """Who told the order lines there are, and the latest status each told, by name."""
        return {name: each.last for name, each in sorted(self._order_sources.items()) if each.lines}

    def all_of(self, metric: Metric, product: str = ROOM) -> Mapping[str, Tally]:
        """What every source says of a metric, the one that counts among them."""
        return self._book.all_of(metric, product)

    def others(self, metric: Metric, product: str = ROOM) -> dict[str, Tally]:
        """What other sources say of the same metric: shown beside, never added."""
        chosen = self.source_of(metric, product)
        return {s: t for s, t in self.all_of(metric, product).items() if s != chosen}

    def sources_of(self, metric: Metric) -> list[str]:
        """Every source that reported ``metric``, the earliest first: what the user can choose from."""
        told = self._book.sources_of(metric)
        return [ORDER_LINES, *told] if metric is Metric.ORDERS and told and self._lines_of_items() else told

    def age(self, metric: Metric, product: str, now: datetime) -> timedelta | None:
        """How long ago the counting source last told a metric of an item; None when it never did."""
        found = self.provenance(metric, product, now)
        return None if found is None else found.age

    def provenance(
        self, metric: Metric, product: str, now: datetime, stale_after: timedelta = STALE_AFTER
    ) -> Provenance | None:
        """Source, age and rivals of a figure; None when nobody told it."""
        source, tally = self.source_of(metric, product), self.tally(metric, product)
        if source is None or tally is None or tally.last_at is None:
            return None
        return provenance(source, tally.last_at, now, others=self.others(metric, product), stale_after=stale_after)

    def total(self, metric: Metric, product: str = ROOM) -> float | None:
        tally = self.tally(metric, product)
        return None if tally is None else tally.total

    def sold(self, product_id: str) -> int:
        item = self._items.get(product_id)
        return 0 if item is None else item.sold

    def sold_all(self) -> dict[str, int]:
        return {product: item.sold for product, item in self._items.items() if product != NO_ITEM}

    def item(self, product_id: str) -> ItemFigures:
        item = self._items.get(product_id) or ItemTally()

        def total(metric: Metric) -> float | None:
            return None if product_id == NO_ITEM else self.total(metric, product_id)  # else it would be the room's

        clicks, click_users, buyers = total(Metric.CLICKS), total(Metric.CLICK_USERS), total(Metric.BUYERS)
        by_count = product_id != NO_ITEM and self.orders_by_count
        orders = total(Metric.ORDERS) if by_count else float(item.lines)
        return ItemFigures(
            product_id=product_id,
            orders=(None if orders is None else round(orders)) if by_count else len(item.orders),
            units=item.units,
            lines=item.lines,
            gmv=item.gmv,
            refunded=item.refunded,
            units_returned=item.units_returned,
            sold=item.sold,
            exposures=total(Metric.EXPOSURES),
            exposure_users=total(Metric.EXPOSURE_USERS),
            clicks=clicks,
            click_users=click_users,
            buyers=buyers,
            cvr=conversion(buyers=buyers, click_users=click_users, orders=orders, clicks=clicks),
            by_count=by_count,
        )

    def room(self) -> RoomFigures:
        items = self._items.values()
        without = self._items.get(NO_ITEM) or ItemTally()
        return RoomFigures(
            gmv=sum(item.gmv for item in items),
            orders=len(self._orders),
            units=sum(item.units for item in items),
            refunded=sum(item.refunded for item in items),
            units_returned=sum(item.units_returned for item in items),
            without_item=without.gmv,
            lines_without_item=without.lines,
            outside_lines=self._outside,
            readings={metric: self.total(metric) for metric in Metric},
            last_heard=self._last_heard,
        )

    def gmv_minutes(self, product_id: str | None = None) -> dict[int, int]:
        """Cents per minute, of one item or of the room."""
        return self._minutes(GMV, product_id)

    def unit_minutes(self, product_id: str | None = None) -> dict[int, int]:
        return self._minutes(UNITS, product_id)

    def line_minutes(self, product_id: str | None = None) -> dict[int, int]:
        return self._minutes(LINES, product_id)

    def _minutes(self, which: int, product_id: str | None) -> dict[int, int]:
        if product_id is not None:
            item = self._items.get(product_id)
            return {} if item is None else item.minutes[which].copy()
        total: dict[int, int] = {}
        for item in self._items.values():
            for minute, value in item.minutes[which].items():
                total[minute] = total.get(minute, 0) + value
        return total

    def conversion_series(self, product_id: str, minutes: Sequence[int], span: int = 5) -> list[Rate]:
        """Conversion of an item at each minute, over the ``span`` minutes that end there.

        ``minutes`` must be consecutive. The basis is that of the item's whole-show conversion.
        """
        basis = self.item(product_id).cvr.basis
        if basis is None or not minutes:
            return [Rate(0, None, None) for _ in minutes]
        if basis.value == "people":
            top, bottom = self._steps(Metric.BUYERS, product_id), self._steps(Metric.CLICK_USERS, product_id)
        else:
            top = self.order_minutes(product_id)
            bottom = self._steps(Metric.CLICKS, product_id)
        above = below = 0.0
        for minute in range(minutes[0] - span + 1, minutes[0]):
            above += top.get(minute, 0)
            below += bottom.get(minute, 0)
        rates = []
        for minute in minutes:
            above += top.get(minute, 0)
            below += bottom.get(minute, 0)
            rates.append(Rate(max(0.0, above), max(0.0, below), basis))  # a corrected counter may step back
            above -= top.get(minute - span + 1, 0)
            below -= bottom.get(minute - span + 1, 0)
        return rates

    def _steps(self, metric: Metric, product_id: str) -> Mapping[int, float]:
        tally = self.tally(metric, product_id)
        return {} if tally is None else tally.minutes


def _count(counts: dict[int, int], key: int, sign: int) -> None:
    left = counts.get(key, 0) + sign
    if left:
        counts[key] = left
    else:
        del counts[key]
