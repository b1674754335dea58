"""The show that is open: its desk, its numbers and its stock, brought up from the room's file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from console.clock import Clock
from console.desk import Desk, Receipt
from console.feed_alarm import ACTOR as QUIET_ACTOR
from console.feed_alarm import REMEMBERED, FeedAlarm
from console.intake import Intake
from console.listeners import Applied, FiguresChanged, Listeners, Notice, StockChanged
from console.metrics import line_sums, readings
from console.metrics.counters import Counters
from console.metrics.freshness import STALE_AFTER
from console.metrics.line_sums import LineSums
from console.metrics.readings import Tally
from console.metrics.window import Restock, Window, show_window
from console.show import commands as cmd
from console.show import events as ev
from console.show.fold import fold
from console.show.plan import ProductId
from console.show.rundown import Refused
from console.show.sales import Metric, OrderLine, Reading
from console.show.state import State, StockFacts
from console.store import brought, journal, sales
from console.store.brought import Imports
from console.store.database import Database, StoreFailed
from console.store.writer import Writer
from console.taking_back import TakenBack, Withdrawals
from inventory import ledger
from inventory.stock import Balance, Kind, Movement

Post = Callable[[Callable[[], None]], None]
AsPlanned = Callable[[Sequence[OrderLine], Container[str]], Sequence[OrderLine]]  # lines, the ids of the plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A show's order lines and readings, read from the file and added up."""

    lines: LineSums
    readings: dict[tuple[Metric, str], dict[str, Tally]]

    @property
    def last_heard(self) -> datetime | None:
        """The latest instant any of them tells of."""
        told = [tally.last_at for by_source in self.readings.values() for tally in by_source.values()]
        return max((at for at in (*told, self.lines.last_heard) if at is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A show's records as read from the file, its numbers added up: the window has little left to do."""

    events: Sequence[ev.Event]
    numbers: Numbers
    recent: Sequence[Reading] = ()  # the last readings, oldest first: how often its feeds came
    repeated: Mapping[str, int] = field(default_factory=dict)
    imports: Imports = field(default_factory=Imports)


class NoSuchShow(Exception):
    """No show has this id."""

    def __init__(self, show_id: str) -> None:
        super().__init__(show_id)
        self.show_id = show_id


def load(database: Database, show_id: str, tail: timedelta, restock: Restock) -> Loaded:
    """Read a show from the file; may run on any thread. Raises NoSuchShow, StoreFailed, UnknownEvent."""
    with database.connect() as connection:
        events = journal.load(connection, show_id)
        if not events:
            raise NoSuchShow(show_id)
        state = fold(events)
        imports = brought.imports(connection, show_id, state.taken_back)  # before the numbers: what is out by now is
        window = show_window(state.started_at, state.ended_at, tail)
        numbers = add_up(connection, show_id, window, restock)
        recent = sales.last_readings(connection, show_id, REMEMBERED)
        repeated = journal.repeated(connection, show_id)
        return Loaded(events=events, numbers=numbers, recent=recent, repeated=repeated, imports=imports)


def add_up(connection: Connection, show_id: str, window: Window, restock: Restock) -> Numbers:
    """What a show's order lines and readings come to, from the file."""
    with _no_collection():
        return Numbers(
            lines=line_sums.add_up(sales.order_rows(connection, show_id), window, restock),
            readings=readings.add_up(sales.reading_rows(connection, show_id), window),
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows by the hundred thousand, none of which points at another: looking for cycles takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class OpenShow:
    """Desk, intake, counters and balances of one show. Main thread only."""

    def __init__(
        self,
        *,
        show_id: str,
        loaded: Loaded,
        database: Database,
        writer: Writer,
        clock: Clock,
        post: Post,
        listeners: Listeners,
        tail: timedelta,
        restock: Restock = Restock.BEFORE_SHIPPING,
        sources: Mapping[Metric, str] | None = None,
        stale_after: timedelta = STALE_AFTER,
        as_planned: AsPlanned = lambda lines, _planned: lines,
    ) -> None:
        self.show_id = show_id
        self.clock = clock
        self.listeners = listeners
        self._database = database
        self._writer = writer
        self._post = post
        self._tail = tail
        self._owed: list[Movement] = []
        moves: list[Movement] = []
        self.desk = Desk(
            show_id=show_id,
            writer=writer,
            clock=clock,
            post=post,
            listeners=listeners,
            sold=lambda: self.counters.sold_all(),
            events=loaded.events,
            repeated=loaded.repeated,
            replayed=lambda before, after, event: moves.extend(stock_moves(show_id, before, after, event)),
        )
        state = self.desk.state
        self.counters = Counters(show_window(state.started_at, state.ended_at, tail), restock, sources)
        self._stand_on(loaded.numbers)
        self.feeds = FeedAlarm(
            listeners, lambda: self.state, lambda command: self.desk.ask(command, actor=QUIET_ACTOR), stale_after
        )
        self.feeds.remember(loaded.recent, clock.now())
        self.intake = Intake(
            show_id=show_id,
            writer=writer,
            counters=self.counters,
            clock=clock,
            post=post,
            listeners=listeners,
            recount=self.count_anew,
            last_import=loaded.imports.last,
            as_planned=lambda lines: as_planned(lines, self.state.plan.products()),
        )
        self.withdrawals = Withdrawals(
            show_id=show_id,
            database=database,
            writer=writer,
            counters=self.counters,
            post=post,
            listeners=listeners,
            ask=lambda command, actor: self.desk.ask(command, actor=actor),
            recount=self._count_and_settle,
        )
        self._replay_ledger(loaded, moves)
        self._unsubscribe = listeners.subscribe(Applied, self._on_applied)
        self.withdrawals.go_on(loaded.events, loaded.imports.owed)

    def close(self) -> None:
        self._unsubscribe()
        self.withdrawals.close()
        self.feeds.release()

    @property
    def state(self) -> State:
        return self.desk.state

    def ask(self, command: cmd.Command, *, actor: str, key: str | None = None) -> Future[Receipt]:
        """See Desk.ask."""
        return self.desk.ask(command, actor=actor, key=key)

    def balance(self, product_id: str) -> Balance:
        """Stock of one product: decided by the journal, sold by the order lines."""
        state = self.state
        product = ProductId(product_id)
        facts = state.stock.get(product, StockFacts())
        held = facts.held
        return Balance(
            allotted=state.allotted(product),
            released=facts.released,
            sold=self.counters.sold(product_id),
            held=0 if held is None else held.quantity,
            wave=state.plan.first_release(product),
        )

    def oversold_lines(self, product_id: str) -> list[OrderLine]:
        """The order lines that sold beyond what was on sale, newest first: the last ones in."""
        excess = self.balance(product_id).oversold
        if not excess:
            return []
        with self._database.connect() as connection:
            lines = [line for line, _ in sales.orders(connection, self.show_id) if line.product_id == product_id]
        found: list[OrderLine] = []
        for line in sorted(lines, key=lambda item: item.counted_at, reverse=True):
            if excess <= 0:
                break
            pieces = self.counters.sold_by(line)
            if pieces:
                found.append(line)
                excess -= pieces
        return found

    # -- numbers ------------------------------------------------------------------------------------

    def count_from(self, sources: Mapping[Metric, str]) -> None:
        """Let these sources count from now on; of a metric that is not named the earliest."""
        moved = {product for metric in Metric for product in self.counters.prefer(metric, sources.get(metric))}
        if moved:
            self.listeners.announce(FiguresChanged(products=frozenset(moved)))

    def take_back(self, number: int, file: str, *, actor: str) -> Future[TakenBack]:
        """Let nothing that import ``number`` brought count any more. See Withdrawals.take_back."""
        if number in self.state.taken_back:
            refused: Future[TakenBack] = Future()
            refused.set_exception(Refused("import_taken_back", file=file))
            return refused
        return self.withdrawals.take_back(number, file, actor)

    def _stand_on(self, numbers: Numbers) -> None:
        self.counters.adopt(numbers.lines)
        self.counters.adopt_readings(numbers.readings)
        self.counters.heard_by(self.clock.now())

    def _on_applied(self, told: Applied) -> None:
        self._move_stock(told)
        for event in told.events:
            if isinstance(event.payload, ev.ImportTakenBack):
                self.withdrawals.begin(event, event.payload)
        if told.before.started_at != told.after.started_at or told.before.ended_at != told.after.ended_at:
            self._recount(told.events[-1])

    def _recount(self, event: ev.Event) -> None:
        """The show's window moved: what belongs to it is counted anew from the file."""
        state = self.state
        self.counters.window = show_window(state.started_at, state.ended_at, self._tail)

        def told(done: Future[None]) -> None:
            error = done.exception()
            if error is not None:
                self._tell("not_recounted", error)

        self._count_and_settle(event).add_done_callback(told)

    def _count_and_settle(self, event: ev.Event) -> Future[None]:
        """Count anew, and let the ledger say the same, with ``event`` as the cause."""
        found: list[Numbers] = []
        show_id = self.show_id
        counted = self.count_anew(found)

        # apart from the reading: on a full disk the figures are right all the same. Nothing comes between the two,
        # and lines that come later move the ledger by themselves
        def settled(connection: Connection) -> None:
            for numbers in found[-1:]:  # none: the reading failed, and that is told
                settle(connection, show_id, numbers.lines.sold, event)

        self._keep(settled)
        return counted

    def count_anew(self, found: list[Numbers] | None = None) -> Future[None]:
        """Stand on what the file holds and nothing else. ``found`` is given it on the writer's thread."""
        show_id, window, restock = self.show_id, self.counters.window, self.counters.restock
        counted: Future[None] = Future()

        def read(connection: Connection) -> Numbers:
            numbers = add_up(connection, show_id, window, restock)
            if found is not None:
                found.append(numbers)
            return numbers

        def stand(done: Future[Numbers]) -> None:
            error = done.exception()
            if error is not None:
                counted.set_exception(error)
                return
            self.counters.clear()
            self._stand_on(done.result())
            self.listeners.announce(FiguresChanged(everything=True))
            self.listeners.announce(StockChanged(products=frozenset(self.counters.products)))
            counted.set_result(None)

        self._writer.submit(read).add_done_callback(lambda done: self._post(lambda: stand(done)))
        return counted

    # -- the ledger ---------------------------------------------------------------------------------

    def _move_stock(self, told: Applied) -> None:
        moves = stock_moves(self.show_id, told.before, told.after, told.events[-1])
        if moves:
            self._record(moves)
        products = frozenset(move.product_id for move in moves)
        if products or told.before.stock is not told.after.stock:
            changed = {p for p, facts in told.after.stock.items() if told.before.stock.get(p) != facts}
            self.listeners.announce(StockChanged(products=products | frozenset(changed)))

    def _record(self, moves: Sequence[Movement]) -> None:
        show_id, owed = self.show_id, [*self._owed, *moves]
        self._owed = []
        self._keep(lambda connection: ledger.record(connection, show_id, owed), owed)

    def _keep(self, work: Callable[[Connection], None], moves: Iterable[Movement] = ()) -> None:
        """Write to the ledger. Moves it did not take go with the next; at the latest the next start moves them."""

        def kept(done: Future[None]) -> None:
            error = done.exception()
            if error is not None:
                self._owed += moves
                self._tell("ledger_behind", error)

        self._writer.submit(work).add_done_callback(lambda done: self._post(lambda: kept(done)))

    def _tell(self, code: str, error: BaseException) -> None:
        failed = error if isinstance(error, StoreFailed) else StoreFailed("store_failed", str(error))
        data = {"code": failed.code, "detail": failed.detail, "kinds": []}
        self.listeners.announce(Notice(code=code, level="warning", data=data))

    def _replay_ledger(self, loaded: Loaded, moves: Sequence[Movement]) -> None:
        """The journal leads: what a crash kept from the ledger is moved now, by cause, and nothing twice."""
        self._record(moves)
        if loaded.events:
            sold, last = self.counters.sold_all(), loaded.events[-1]
            self._keep(lambda connection: settle(connection, self.show_id, sold, last))


def settle(connection: Connection, show_id: str, sold: Mapping[str, int], event: ev.Event) -> None:
    """Bring the ledger's sold pieces to what the show's window says, with ``event`` as the cause."""
    sums, counts = ledger.sums(connection, show_id), ledger.counts(connection, show_id)
    moves = []
    for product in sorted(set(sold) | {product for product, _ in sums}):
        have = sums.get((product, Kind.SELL), 0) - sums.get((product, Kind.RESTOCK), 0)
        delta = sold.get(product, 0) - have
        if delta:
            kind = Kind.SELL if delta > 0 else Kind.RESTOCK
            place = counts.get(product, 0)  # one event may be settled after more than once
            cause = f"journal:{event.seq}:window:{product}:{place}"
            moves.append(Movement(cause=cause, product_id=product, kind=kind, quantity=abs(delta), at=event.at))
    ledger.record(connection, show_id, moves)


def stock_moves(show_id: str, before: State, after: State, event: ev.Event) -> list[Movement]:
    """What an event does to stock, as movements with the event as cause."""
    if before.stock is after.stock and before.plan is after.plan:
        return []
    if before.plan is after.plan:
        products = {product for product, facts in after.stock.items() if before.stock.get(product) is not facts}
    else:
        products = set(before.plan.products()) | set(after.plan.products()) | set(after.stock)
    moves = []
    for product in sorted(products):
        reason = getattr(event.payload, "reason", "")
        for kind, was, is_now in (
            (Kind.ALLOT, before.allotted(product) or 0, after.allotted(product) or 0),
            (Kind.RELEASE, before.stock_of(product).released, after.stock_of(product).released),
        ):
            if was != is_now:
                moves.append(
                    Movement(
                        cause=f"journal:{event.seq}:{kind.value}:{product}",
                        product_id=product,
                        kind=kind,
                        quantity=is_now - was,
                        at=event.at,
                        person=event.actor,
                        reason=reason,
                    )
                )
    return moves
