"""Takes an import back: what it brought counts no more, as if the show had never seen the file.

The journal leads. That it is taken back is durable first; then its rows go a part at a time, each part with its
movements of stock in one transaction, and each is counted when it is on disk, so that the window answers in between.
What a crash left undone the next opening of the show does.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from console.desk import Receipt
from console.listeners import FiguresChanged, Listeners, Notice, StockChanged, TakingBack
from console.metrics.counters import Counters
from console.show import commands as cmd
from console.show import events as ev
from console.show.rundown import Refused
from console.show.sales import NO_ITEM, OrderLine
from console.store import brought, line_copies, reading_copies, sales
from console.store.database import Database, StoreFailed
from console.store.line_copies import LineWithdrawn
from console.store.reading_copies import ReadingWithdrawn
from console.store.writer import Writer
from inventory import ledger
from inventory.stock import Kind, Movement

log = logging.getLogger(__name__)
T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
ROWS_A_JOB = 500
JOBS_WAITING = 3  # so that the writer never waits for the window, nor a feed for all of this


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What taking an import back came to: rows that went, and rows that are again what they were without it."""

    lines_gone: int = 0
    lines_before: int = 0
    readings_gone: int = 0
    readings_before: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Rows that are no more, and rows that are as before."""
        return {"gone": self.lines_gone + self.readings_gone, "before": self.lines_before + self.readings_before}

    @property
    def code(self) -> str:
        """What to tell: of nothing the show knew by this import alone, of rows that went, of rows that changed too."""
        if self.counts["before"]:
            return "import_taken_back_changed"
        return "import_taken_back" if self.counts["gone"] else "import_taken_back_same"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows an import has a say in."""

    lines: Sequence[line_copies.Key]
    readings: Sequence[reading_copies.Key]

    def __len__(self) -> int:
        return len(self.lines) + len(self.readings)


@dataclass(frozen=True, slots=True)
class _Part:
    lines: Sequence[LineWithdrawn] = ()
    readings: Sequence[ReadingWithdrawn] = ()


class Withdrawals:
    """The imports of one show that are being taken back. Main thread only; the rows are looked up on another.

    ``ask`` is the desk's. ``recount`` counts the show anew from the file, and the ledger by it.
    """

    def __init__(
        self,
        *,
        show_id: str,
        database: Database,
        writer: Writer,
        counters: Counters,
        post: Post,
        listeners: Listeners,
        ask: Callable[[cmd.Command, str], Future[Receipt]],
        recount: Callable[[ev.Event], Future[None]],
    ) -> None:
        self._show_id = show_id
        self._database = database
        self._writer = writer
        self._counters = counters
        self._post = post
        self._listeners = listeners
        self._ask = ask
        self._recount = recount
        self._asked: dict[int, tuple[_Rows, Future[TakenBack]]] = {}
        self._running: dict[int, _Withdrawal] = {}
        self._closed = False

    def take_back(self, number: int, file: str, actor: str) -> Future[TakenBack]:
        """Take import ``number`` back. Fails with Refused (``import_unknown``, ``import_taken_back``, ``show_closed``)
        or StoreFailed; nothing has changed then, unless it fails once the journal has it: the rest then follows when
        the show is opened next."""
        whole: Future[TakenBack] = Future()

        def found(rows: _Rows | None, error: Exception | None) -> None:
            if error is None and rows is None:
                error = Refused("import_unknown", file=file)
            if error is None and number in self._asked:
                error = Refused("import_taken_back", file=file)
            if isinstance(error, StoreFailed):
                data = {"code": error.code, "detail": error.detail, "kinds": [ev.ImportTakenBack.kind]}
                self._listeners.announce(Notice(code="not_written", level="error", data=data))
            if error is not None or rows is None:
                whole.set_exception(error or Refused("import_unknown", file=file))
                return
            self._asked[number] = (rows, whole)
            command = cmd.TakeBackImport(number=number, file=file, lines=len(rows.lines), readings=len(rows.readings))
            self._ask(command, actor).add_done_callback(answered)

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            if error is not None:
                self._asked.pop(number, None)
                whole.set_exception(error)

        self._look_up(number, file, found)
        return whole

    def begin(self, event: ev.Event, what: ev.ImportTakenBack) -> None:
        """It is in the journal: take its rows out."""
        rows, whole = self._asked.pop(what.number, (None, Future()))

        def found(rows: _Rows | None, error: Exception | None) -> None:
            if rows is None:
                whole.set_exception(error or Refused("import_unknown", file=what.file))
                return
            self._run(event, what, rows, whole, again=False)

        if rows is None:  # asked for elsewhere
            self._look_up(what.number, what.file, found)
        else:
            found(rows, None)

    def go_on(self, events: Iterable[ev.Event], owed: Sequence[int]) -> None:
        """Finish what was in the journal and not yet out when the show was opened."""
        for event in events:
            what = event.payload
            if isinstance(what, ev.ImportTakenBack) and what.number in owed:
                self._go_on(event, what)

    def _go_on(self, event: ev.Event, what: ev.ImportTakenBack) -> None:
        def found(rows: _Rows | None, error: Exception | None) -> None:
            if rows is not None:
                self._run(event, what, rows, Future(), again=True)
            elif error is not None:
                self._failed(what, error)
            else:  # it was written out since the show was read
                self._recount(event)

        self._look_up(what.number, what.file, found)

    @property
    def busy(self) -> frozenset[int]:
        """The numbers of those that are on their way out, or asked for."""
        return frozenset(self._running) | frozenset(self._asked)

    def close(self) -> None:
        """Count nothing more. What is begun is written by the time the writer ends."""
        self._closed = True
        for each in tuple(self._running.values()):
            each.hurry()

    def _run(
        self, event: ev.Event, what: ev.ImportTakenBack, rows: _Rows, whole: Future[TakenBack], *, again: bool
    ) -> None:
        def over(error: BaseException | None, told: TakenBack) -> None:
            self._running.pop(what.number, None)
            self._listeners.announce(
                TakingBack(number=what.number, file=what.file, done=len(rows), of=len(rows), over=True)
            )
            if error is None:
                self._listeners.announce(Notice(code=told.code, data={"file": what.file, **told.counts}))
                whole.set_result(told)
            else:
                self._failed(what, error)
                whole.set_exception(error)

        run = self._running[what.number] = _Withdrawal(self, event, what, rows, over, again=again)
        run.start()

    def _failed(self, what: ev.ImportTakenBack, error: BaseException) -> None:
        failed = error if isinstance(error, StoreFailed) else StoreFailed("store_failed", str(error))
        data = {"code": failed.code, "detail": failed.detail, "kinds": [], "file": what.file}
        self._listeners.announce(Notice(code="import_not_out_yet", level="error", data=data))

    def _look_up(self, number: int, file: str, found: Callable[[_Rows | None, Exception | None], None]) -> None:
        """Find an import's rows once all that came before is written; None when the show has had no such import."""
        show_id, database = self._show_id, self._database

        def told(rows: _Rows | None, error: Exception | None) -> None:
            self._post(lambda: found(None, Refused("show_closed")) if self._closed else found(rows, error))

        def look() -> None:
            try:
                with database.connect() as connection:
                    rows = None
                    if brought.known(connection, show_id, number, file):
                        lines = line_copies.keys_of(connection, show_id, number)
                        rows = _Rows(lines, reading_copies.keys_of(connection, show_id, number))
            except StoreFailed as error:
                told(None, error)
                return
            except Exception as error:
                log.exception("the rows of an import were not found")
                told(None, error)
                return
            told(rows, None)

        def written(done: Future[None]) -> None:
            error = done.exception()
            if error is not None:
                told(None, error if isinstance(error, Exception) else StoreFailed("store_failed", str(error)))
            else:
                threading.Thread(target=look, name="import-rows", daemon=True).start()

        self._writer.submit(lambda connection: None).add_done_callback(written)


class _Withdrawal:
    """One import on its way out."""

    def __init__(
        self,
        owner: Withdrawals,
        event: ev.Event,
        what: ev.ImportTakenBack,
        rows: _Rows,
        over: Callable[[BaseException | None, TakenBack], None],
        *,
        again: bool,
    ) -> None:
        """``again``: the show was opened while it was half out, and what was counted then may have gone since."""
        self._owner, self._event, self._what, self._rows, self._over = owner, event, what, rows, over
        self._again = again
        self._told = TakenBack()
        self._done = self._waiting = 0
        self._error: BaseException | None = None
        self._miscounted = False
        lines, readings = rows.lines, rows.readings
        self._jobs: list[tuple[int, Callable[[Connection], _Part]]] = [
            *((len(part), self._lines(part)) for part in _parts(lines)),
            *((len(part), self._readings(part)) for part in _parts(readings)),
        ]
        self._jobs.reverse()

    def start(self) -> None:
        while self._jobs and self._waiting < JOBS_WAITING:
            self._submit()
        if not self._jobs and not self._waiting:
            self._finish()

    def hurry(self) -> None:
        """The show is closing: hand over all that is left."""
        while self._jobs:
            self._submit()
        self._owner._writer.submit(self._finished_unheard)

    def _submit(self) -> None:
        count, work = self._jobs.pop()
        self._waiting += 1

        post = self._owner._post
        self._owner._writer.submit(work).add_done_callback(lambda done: post(lambda: self._written(count, done)))

    def _written(self, count: int, done: Future[_Part]) -> None:
        if self._owner._closed:
            return
        self._waiting -= 1
        self._done += count
        error = done.exception()
        if error is not None:
            self._error = self._error or error
            self._jobs.clear()
        else:
            self._count(done.result())
        what = self._what
        self._owner._listeners.announce(
            TakingBack(number=what.number, file=what.file, done=self._done, of=len(self._rows))
        )
        self.start()

    def _count(self, part: _Part) -> None:
        counters, listeners = self._owner._counters, self._owner._listeners
        lines_gone = sum(1 for _, after, _ in part.lines if after is None)
        readings_gone = sum(1 for _, after in part.readings if after is None)
        told = self._told
        self._told = TakenBack(
            lines_gone=told.lines_gone + lines_gone,
            lines_before=told.lines_before + len(part.lines) - lines_gone,
            readings_gone=told.readings_gone + readings_gone,
            readings_before=told.readings_before + len(part.readings) - readings_gone,
        )
        try:
            touched = counters.lines_changed((before, after) for before, after, _ in part.lines)
            read = counters.readings_withdrawn(part.readings)
        except Exception:
            log.exception("what was taken back is out of the file and could not be counted")
            self._miscounted = True
            return
        if touched or read:
            listeners.announce(FiguresChanged(products=frozenset(touched | read)))
        if touched:
            listeners.announce(StockChanged(products=frozenset(touched - {NO_ITEM})))

    def _finish(self) -> None:
        if self._error is not None:
            self._over(self._error, self._told)
            return
        post = self._owner._post
        self._owner._writer.submit(self._finished).add_done_callback(lambda done: post(lambda: self._settle(done)))

    def _finished(self, connection: Connection) -> datetime | None:
        brought.finish(connection, self._owner._show_id, self._what.number)
        return sales.last_line_at(connection, self._owner._show_id)

    def _finished_unheard(self, connection: Connection) -> None:
        """With nobody left to hear whether each part was written: it is over when nothing is left."""
        show_id, number = self._owner._show_id, self._what.number
        left = line_copies.keys_of(connection, show_id, number) or reading_copies.keys_of(connection, show_id, number)
        if not left:
            brought.finish(connection, show_id, number)

    def _settle(self, done: Future[datetime | None]) -> None:
        if self._owner._closed:
            return
        if done.exception() is not None:
            self._over(done.exception(), self._told)
        elif self._again or self._miscounted:
            counted = self._owner._recount(self._event)
            counted.add_done_callback(lambda counted: self._over(counted.exception(), self._told))
        else:
            self._owner._counters.last_line_at(done.result())
            self._owner._listeners.announce(FiguresChanged(everything=True))
            self._over(None, self._told)

    def _lines(self, keys: Sequence[line_copies.Key]) -> Callable[[Connection], _Part]:
        show_id, number, event = self._owner._show_id, self._what.number, self._event
        sold_by = self._owner._counters.sold_by

        def withdraw(connection: Connection) -> _Part:
            changes = line_copies.withdraw(connection, show_id, keys, number)
            ledger.record(connection, show_id, list(movements(changes, sold_by, event, self._what.file)))
            return _Part(lines=changes)

        return withdraw

    def _readings(self, keys: Sequence[reading_copies.Key]) -> Callable[[Connection], _Part]:
        show_id, number = self._owner._show_id, self._what.number
        return lambda connection: _Part(readings=reading_copies.withdraw(connection, show_id, keys, number))


def movements(
    changes: Iterable[LineWithdrawn], sold_by: Callable[[OrderLine], int], event: ev.Event, file: str
) -> Iterable[Movement]:
    """What lines that went or are again as before do to stock: the opposite of what the import did."""
    for before, after, version in changes:
        moved: dict[str, int] = {before.product_id: -sold_by(before)}
        if after is not None:
            moved[after.product_id] = moved.get(after.product_id, 0) + sold_by(after)
        for product, pieces in moved.items():
            if pieces:
                yield Movement(
                    cause=f"order:{before.source}:{before.line_id}:{version}:{product}",
                    product_id=product,
                    kind=Kind.SELL if pieces > 0 else Kind.RESTOCK,
                    quantity=abs(pieces),
                    at=event.at,
                    person=event.actor,
                    reason=file,
                )


def _parts(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    return (rows[at : at + ROWS_A_JOB] for at in range(0, len(rows), ROWS_A_JOB))
