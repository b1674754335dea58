"""What the room and the server of the shared stock owe each other, between the room's file and its journal.

A draw is a row of the file before it is sent, and an event when the server has answered; what the room lets go is an
event first, so that nobody sells it meanwhile, and a row then. What was sold and put on sale is owed about once a
second as the difference to what was told. Each step finds at the next opening of the show where a crash left it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from console.desk import Receipt
from console.listeners import Applied, Notice
from console.open_show import OpenShow
from console.shared_stock_worker import Answer
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import ProductId
from console.show.state import Status
from console.store import owed
from console.store.database import StoreFailed
from console.store.owed import Owed
from console.store.tables import from_micros
from inventory.stock import Kind

if TYPE_CHECKING:
    from console.app import Console
    from inventory.company import Company

log = logging.getLogger(__name__)
ACTOR = "shared-stock"
FROM, TO = ":from", ":to"  # end the cause of what a room let go for a request, and of what it got


class RoomBooks:
    """Main thread only. ``wake`` is called, on any thread, when something can be sent; ``changed`` when it shows."""

    def __init__(
        self, console: Console, room_id: str, *, wake: Callable[[], None], changed: Callable[[], None]
    ) -> None:
        self._console, self.room_id = console, room_id
        self._wake, self._changed = wake, changed
        self.drawing: dict[str, Owed] = {}  # draws of the open show the server has not answered
        self.refused: dict[str, int] = {}  # items of the open show a draw was refused of, and what was left
        self.answered: set[str] = set()  # requests that were answered here
        self.dirty = False  # something was sold or released since it was last told
        self._short: list[dict[str, Any]] = []  # draws that were refused, to be told together

    def wanted(self) -> dict[str, int]:
        """Pieces the open show's plan wants of each item, beyond those drawn and those asked for."""
        show = self._console.show
        if show is None:
            return {}
        found = {}
        for product in show.state.plan.products():
            stated = show.state.plan.allotment(product)
            more = (stated or 0) - (show.state.stock_of(product).drawn or 0) - self.under_way(product)
            if stated is not None and more > 0:
                found[str(product)] = more
        return found

    def under_way(self, product_id: str) -> int:
        """Pieces of an item asked for and not answered."""
        return sum(row.quantity for row in self.drawing.values() if row.product_id == product_id)

    # -- hearing of the show ------------------------------------------------------------------------

    def on_opened(self, show: OpenShow) -> None:
        """What the last run did not end: draws without an answer, answers without an event, and the other way."""
        show_id = show.show_id
        self.drawing, self.refused = {}, {}
        if show.state.info.practice:
            return

        def read(connection: Any) -> list[Owed]:
            rows = [self._back_row(show_id, *each) for each in owed.let_go(connection, show_id)]
            owed.owe(connection, rows)
            return owed.of_show(connection, show_id)

        def found(done: Future[list[Owed]]) -> None:
            if done.exception() is not None:
                self._not_kept(done.exception())
                return
            for row in done.result():
                if row.state == owed.WAITING:
                    self.drawing[row.cause] = row
                elif row.state == owed.REFUSED:
                    self._take_in_again(row)
                else:
                    self._record(row)
            self.mark()
            self._wake()

        self._console.writer.submit(read).add_done_callback(lambda done: self._console.post(lambda: found(done)))

    def on_closed(self) -> None:
        self.drawing, self.refused = {}, {}

    def on_applied(self, told: Applied) -> None:
        show = self._console.show
        if show is None or show.state.info.practice:
            return
        for event in told.events:
            what = event.payload
            if isinstance(what, ev.Drawn) and what.quantity < 0:
                row = self._back_row(
                    show.show_id, what.cause, what.product_id, -what.quantity, what.other, event.at, event.actor
                )
                self.owe([row])
        if told.before.status is not Status.LIVE and told.after.status is Status.LIVE and not told.before.on_the_record:
            missing = [each for each in self.wanted() if told.after.stock_of(ProductId(each)).drawn is None]
            if missing:
                self._tell(Notice(code="shared_undrawn", level="warning", data={"n": len(missing)}))
        self.mark()

    def _back_row(
        self, show_id: str, cause: str, product: str, pieces: int, other: str, at: datetime | int, actor: str
    ) -> Owed:
        """What the journal let go, as it is owed."""
        return Owed(
            cause=cause,
            show_id=show_id,
            product_id=product,
            kind="give" if other else Kind.RETURN.value,
            quantity=pieces,
            other=cause.removesuffix(FROM) if other else "",
            at=from_micros(at) if isinstance(at, int) else at,
            person=actor,
        )

    def mark(self) -> None:
        self.dirty = True

    def on_tick(self) -> None:
        """About once a second: what was sold and put on sale since it was last told is owed."""
        show = self._console.show
        if not self.dirty or show is None or show.state.info.practice:
            return
        self.dirty = False
        drawn = [product for product, facts in show.state.stock.items() if facts.drawn is not None]
        if not drawn:
            return
        totals = {str(each): (show.counters.sold(each), show.state.stock_of(each).released) for each in drawn}
        room, show_id, now = self.room_id, show.show_id, self._console.clock.now()

        def kept(done: Future[int]) -> None:
            error = done.exception()
            if error is not None:  # the numbers are in the file already: they are told with the next
                self.dirty = True
                log.warning("what was sold is not owed yet: %s", error)

        written = self._console.writer.submit(
            lambda connection: owed.owe_totals(connection, room, show_id, totals, now)
        )
        written.add_done_callback(self._send)
        written.add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    # -- hearing of the server ----------------------------------------------------------------------

    def on_answered(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            row = answer.row
            self.drawing.pop(row.cause, None)
            if answer.state == owed.APPLIED:
                self._record(row)
            elif answer.state == owed.REFUSED:
                self._on_refused(answer)
            if row.kind in owed.TOTALS:
                self.mark()  # what was sold while it was on its way
        if not self.drawing:
            self._tell_short()
        self._changed()

    def _tell_short(self) -> None:
        """Draws that were refused, in one notice once all are answered."""
        short, self._short = self._short, []
        if len(short) == 1:
            self._tell(Notice(code="shared_short", level="warning", data=short[0]))
        elif short:
            self._tell(Notice(code="shared_short_many", level="warning", data={"n": len(short), **short[0]}))

    def _on_refused(self, answer: Answer) -> None:
        row, show = answer.row, self._console.show
        data: dict[str, Any] = {"name": self.name_of(row.product_id), "product_id": row.product_id}
        data |= {"quantity": row.quantity, "left": answer.left}
        if row.kind == Kind.ALLOT.value:
            self._short.append(data)
            if show is not None and show.show_id == row.show_id:
                self.refused[row.product_id] = answer.left
                if show.state.stock_of(ProductId(row.product_id)).drawn is None:
                    self._record(replace(row, quantity=0), keep=False)  # the room knows now that it has none
        elif row.kind in (Kind.RETURN.value, "give"):
            self.answered.discard(row.other)
            self._tell(Notice(code="shared_refused", level="error", data=data))
            self._take_in_again(row)
        elif row.kind in owed.TOTALS:
            log.error("the server refused what was sold: %s", answer)
        else:
            self._tell(Notice(code="shared_short_warehouse", level="warning", data=data))

    def _take_in_again(self, row: Owed) -> None:
        """What the room let go and the server would not take is the room's again."""
        self._record(replace(row, other=""), cause=f"{row.cause}:back")

    def _record(self, row: Owed, *, keep: bool = True, cause: str = "") -> None:
        """What the server moved to the room, in the journal of its show; done when it stands there."""
        show = self._console.show
        if show is None or show.show_id != row.show_id:
            return  # told when its show is opened
        command = cmd.RecordDrawn(
            product_id=ProductId(row.product_id),
            quantity=row.quantity,
            cause=cause or row.cause.removesuffix(TO),
            wanted=row.wanted,
            other=row.other,
        )

        def written(done: Future[Receipt]) -> None:
            if done.exception() is not None:
                log.error("a draw is not in the journal yet: %s", done.exception())
            elif keep:
                self._console.writer.submit(lambda connection: owed.answered(connection, row, owed.DONE))

        if row.quantity:
            self.refused.pop(row.product_id, None)
        show.ask(command, actor=row.person or ACTOR, key=f"shared:{command.cause}").add_done_callback(written)

    def take_given(self, company: Company) -> None:
        """What other rooms gave this one belongs to the show that is open; it stays given until one is."""
        show = self._console.show
        if show is None or show.state.info.practice:
            return
        given = [each for each in company.requests if each.taker == self.room_id and each.state == "given"]
        if not given:
            return
        names = company.rooms
        rows = [
            Owed(
                cause=f"{each.cause}{TO}",  # this room may have asked by that cause itself
                show_id=show.show_id,
                product_id=each.product_id,
                kind="take",
                quantity=each.given,
                wanted=each.quantity,
                other=names.get(each.giver, each.giver),
                at=self._console.clock.now(),
                person=each.person,
                state=owed.APPLIED,
            )
            for each in given
        ]
        done_rows = [
            replace(row, cause=f"{each.cause}:taken", kind="taken", other=each.cause, state=owed.WAITING)
            for row, each in zip(rows, given, strict=True)
        ]

        def keep(connection: Any) -> list[Owed]:
            known = owed.known(connection, [row.cause for row in rows])
            fresh = [row for row in rows if row.cause not in known]
            owed.owe(connection, [*fresh, *done_rows])
            return fresh

        def kept(done: Future[list[Owed]]) -> None:
            if done.exception() is not None:
                self._not_kept(done.exception())
                return
            for row in done.result():
                self._record(row)
            if done.result():
                self._wake()

        self._console.writer.submit(keep).add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    # -- how ----------------------------------------------------------------------------------------

    def owe(self, rows: Sequence[Owed]) -> None:
        """On disk first; then the worker is told."""
        for row in rows:
            if row.kind == Kind.ALLOT.value:
                self.drawing[row.cause] = row
                self.refused.pop(row.product_id, None)

        def kept(done: Future[None]) -> None:
            if done.exception() is not None:
                for row in rows:
                    self.drawing.pop(row.cause, None)
                self._not_kept(done.exception())
            self._changed()

        written = self._console.writer.submit(lambda connection: owed.owe(connection, rows), urgent=True)
        written.add_done_callback(self._send)
        written.add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    def _send(self, kept: Future[Any]) -> None:
        """What is on disk may be sent. The writer's thread calls: it waits for nothing the window does."""
        if kept.exception() is None and kept.result() != 0:
            self._wake()

    def name_of(self, product_id: str) -> str:
        show = self._console.show
        entry = None if show is None else show.state.plan.products().get(ProductId(product_id))
        return product_id if entry is None else entry.name

    def _tell(self, notice: Notice) -> None:
        self._console.listeners.announce(notice)

    def _not_kept(self, error: BaseException | None) -> None:
        detail = error.detail if isinstance(error, StoreFailed) else str(error)
        self._tell(Notice(code="shared_not_kept", level="error", data={"detail": detail}))
