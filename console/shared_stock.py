"""The room's side of the stock that rooms share: it draws, gives back, tells what it sold, and never waits for it.

What is asked of the server is first a row of the room's file (``console.store.owed``), then sent by one worker thread,
applied there once by its cause, and what it means for the show is an event of the journal. What the show lets go is in
the journal first, so that nobody sells it meanwhile. Main thread only.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from console.desk import Receipt
from console.listeners import Applied, Notice, StockChanged
from console.open_show import OpenShow
from console.room_id import room_id
from console.secrets import INVENTORY_PASSWORD, Secrets
from console.settings import Settings
from console.shared_stock_worker import Answer, Link, SharedStatus, Worker
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import ProductId
from console.show.ruling import Refused
from console.show.state import Status
from console.show.stock_rulings import spare
from console.store import owed
from console.store.database import StoreFailed
from console.store.owed import Owed
from console.store.tables import from_micros
from inventory.stock import Kind

if TYPE_CHECKING:
    from console.app import Console
    from inventory.company import Company, SharedStore
    from inventory.requests import Request

log = logging.getLogger(__name__)
ACTOR = "shared-stock"
FROM, TO = ":from", ":to"  # end the cause of what a room let go for a request, and of what it got


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStockChanged:
    """The warehouse, the rooms' shares or their requests are others than they were, or the way there is."""

    company: Company | None


class SharedStock:
    """Draws, returns, sales and requests of one room. Without an address in the settings it does nothing."""

    def __init__(self, console: Console, *, poll: float | None = None) -> None:
        self._console = console
        self._poll = poll
        self._worker: Worker | None = None
        self._followed: tuple[str, str, str] | None = None
        self._bad: SharedStatus | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._drawing: dict[str, Owed] = {}  # draws of the open show the server has not answered
        self._told_of: set[str] = set()  # requests the user was told of
        self._answered: set[str] = set()  # and those that were answered here
        self._short: list[dict[str, Any]] = []  # draws that were refused, to be told together
        self._dirty = False
        self._watchers = 0
        self.room_id = ""
        self.refused: dict[str, int] = {}  # items of the open show a draw was refused of, and what was left
        self.company: Company | None = None

    # -- following the settings ---------------------------------------------------------------------

    def follow(self, settings: Settings) -> None:
        """Use the server the settings name, or none."""
        workspace = self._console.workspace
        address = "" if workspace.is_practice else settings.inventory
        chosen = (address, settings.room_id, settings.room_name)
        if chosen == self._followed:
            return
        self._let_go()
        self._followed = chosen
        if not address:
            return
        from console.app import ShowClosed, ShowOpened
        from inventory.opening import BadAddress, checked

        try:
            checked(address)
        except BadAddress as bad:
            self._bad = SharedStatus(link=Link.GONE, since=self._console.clock.now(), detail=f"{bad.code}: {bad.held}")
            return
        self.room_id = room_id(workspace, settings)
        name = settings.room_name or self.room_id
        hear = self._console.listeners.subscribe
        self._unsubscribe = [
            hear(ShowOpened, lambda told: self._on_opened(told.show)),
            hear(ShowClosed, lambda _: self._on_closed()),
            hear(Applied, self._on_applied),
            hear(StockChanged, lambda _: self._mark()),
        ]
        self._begin(address, name)

    def _begin(self, address: str, name: str) -> None:
        console, room = self._console, self.room_id

        def store() -> SharedStore:
            from inventory.company import SharedStore

            return SharedStore(address, Secrets(console.workspace).get(INVENTORY_PASSWORD) or "", room, name)

        self._worker = Worker(
            make_store=store,
            database=console.database,
            writer=console.writer,
            clock=console.clock,
            post=console.post,
            answered=self._on_answered,
            looked=self._on_looked,
            tick=self._on_tick,
            poll=self._poll,
        )
        self._worker.watched = self._watchers > 0
        if console.show is not None:
            self._on_opened(console.show)

    def close(self) -> None:
        """Send nothing more; what is owed is sent at the next start."""
        self._let_go()
        self._followed = None

    def _let_go(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []
        if self._worker is not None:
            self._worker.close()
        self._worker = self._bad = self.company = None
        self._drawing, self.refused = {}, {}
        self._told_of = set()

    # -- what is known ------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether the settings name a server."""
        return bool(self._followed and self._followed[0])

    @property
    def status(self) -> SharedStatus:
        """How the way to the server stands now."""
        if self._bad is not None:
            return self._bad
        if self._worker is not None:
            return self._worker.status
        return SharedStatus(link=Link.CONNECTING) if self.on else SharedStatus()

    def watch(self) -> Callable[[], None]:
        """Somebody looks at every room: keep all their shares fresh until the answer is called."""
        self._watchers += 1
        if self._worker is not None:
            self._worker.watched = True
            self._worker.look()

        def over() -> None:
            self._watchers -= 1
            if self._worker is not None:
                self._worker.watched = self._watchers > 0

        return over

    def wanted(self) -> dict[str, int]:
        """Pieces the open show's plan wants of each item, beyond those drawn and those asked for."""
        show = self._console.show
        if show is None:
            return {}
        state = show.state
        asked: dict[str, int] = {}
        for row in self._drawing.values():
            asked[row.product_id] = asked.get(row.product_id, 0) + row.quantity
        found = {}
        for product in state.plan.products():
            stated = state.plan.allotment(product)
            more = (stated or 0) - (state.stock_of(product).drawn or 0) - asked.get(product, 0)
            if stated is not None and more > 0:
                found[str(product)] = more
        return found

    def under_way(self, product_id: str) -> int:
        """Pieces of an item asked for and not answered."""
        return sum(row.quantity for row in self._drawing.values() if row.product_id == product_id)

    def spare(self, product_id: str) -> int:
        """Pieces of an item the room could let go now."""
        show = self._console.show
        return 0 if show is None else spare(show.state, ProductId(product_id), show.counters.sold(product_id))

    def to_answer(self) -> list[Request]:
        """What other rooms ask of this one."""
        requests = () if self.company is None else self.company.requests
        mine = [each for each in requests if each.giver == self.room_id and each.state == "asked"]
        return [each for each in mine if each.cause not in self._answered]

    # -- asking -------------------------------------------------------------------------------------

    def draw_plan(self, *, actor: str) -> int:
        """Draw what the plan wants of every item; answers of how many. Raises Refused."""
        self._must_be_on()
        wanted = self.wanted()
        if not wanted:
            raise Refused("nothing_to_draw")
        self._owe([self._draw_row(product, pieces, actor) for product, pieces in wanted.items()])
        return len(wanted)

    def draw(self, product_id: str, quantity: int, *, actor: str) -> None:
        """Draw more of one item. Raises Refused."""
        self._must_be_on()
        self._show()
        self._owe([self._draw_row(product_id, quantity, actor)])

    def give_back(self, product_id: str, quantity: int, *, actor: str) -> Future[Receipt]:
        """Let pieces go back to the warehouse. The future fails with Refused. Raises Refused."""
        self._must_be_on()
        command = cmd.GiveBack(product_id=ProductId(product_id), quantity=quantity, cause=self._cause("return"))
        return self._show().ask(command, actor=actor)

    def give_back_rest(self, *, actor: str) -> int:
        """Let go whatever the room could of every item; answers of how many. Raises Refused."""
        self._must_be_on()
        show = self._show()
        found = {product: self.spare(product) for product in show.state.stock}
        for product, pieces in found.items():
            if pieces:
                self.give_back(product, pieces, actor=actor)
        if not any(found.values()):
            raise Refused("nothing_to_give_back")
        return sum(1 for pieces in found.values() if pieces)

    def ask_room(self, giver: str, product_id: str, quantity: int, *, actor: str, taker: str = "") -> None:
        """Ask room ``giver`` for pieces, for this room or ``taker``. Raises Refused."""
        self._must_be_on()
        self._owe(
            [
                Owed(
                    cause=self._cause("ask"),
                    show_id="",
                    product_id=product_id,
                    kind="ask",
                    quantity=quantity,
                    other=giver,
                    reason=taker or self.room_id,
                    at=self._console.clock.now(),
                    person=actor,
                )
            ]
        )

    def consent(self, cause: str, *, actor: str) -> Future[Receipt]:
        """Hand over what a room asked for, as far as there is any. The future fails with Refused. Raises Refused."""
        request = self._request(cause)
        pieces = min(request.quantity, self.spare(request.product_id))
        if not pieces:
            raise Refused("beyond_spare", quantity=request.quantity, left=0)
        names: Mapping[str, str] = {} if self.company is None else self.company.rooms
        command = cmd.GiveBack(
            product_id=ProductId(request.product_id),
            quantity=pieces,
            cause=f"{cause}{FROM}",
            other=names.get(request.taker, request.taker),
        )
        asked = self._show().ask(command, actor=actor, key=f"shared:{cause}{FROM}")

        def consented(done: Future[Receipt]) -> None:
            if done.exception() is None:
                self._answered.add(cause)
                self._announce()

        asked.add_done_callback(consented)
        return asked

    def decline(self, cause: str, *, actor: str) -> None:
        """Keep what a room asked for, or ask for it no more. Raises Refused."""
        request = self._request(cause)
        kind = "refuse" if request.giver == self.room_id else "withdraw"
        self._answered.add(cause)
        self._owe(
            [
                Owed(
                    cause=f"{cause}:{kind}",
                    show_id="",
                    product_id=request.product_id,
                    kind=kind,
                    quantity=request.quantity,
                    other=cause,
                    at=self._console.clock.now(),
                    person=actor,
                )
            ]
        )

    def book(self, kind: Kind, product_id: str, quantity: int, *, reason: str, actor: str) -> None:
        """Receive into the warehouse, write off, or correct its count. Raises Refused."""
        self._must_be_on()
        self._owe(
            [
                Owed(
                    cause=self._cause(kind.value),
                    show_id="",
                    product_id=product_id,
                    kind=kind.value,
                    quantity=quantity,
                    at=self._console.clock.now(),
                    person=actor,
                    reason=reason,
                )
            ]
        )

    # -- hearing of the show ------------------------------------------------------------------------

    def _on_opened(self, show: OpenShow) -> None:
        """What the last run did not end: draws without an answer, answers without an event, and the other way."""
        show_id = show.show_id
        self._drawing, self.refused = {}, {}
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
                    self._drawing[row.cause] = row
                elif row.state == owed.REFUSED:
                    self._take_in_again(row)
                else:
                    self._record(row)
            self._mark()
            if self._worker is not None:
                self._worker.owing()

        self._console.writer.submit(read).add_done_callback(lambda done: self._console.post(lambda: found(done)))

    def _on_closed(self) -> None:
        self._drawing, self.refused = {}, {}

    def _on_applied(self, told: Applied) -> None:
        show = self._console.show
        if show is None or show.state.info.practice:
            return
        for event in told.events:
            what = event.payload
            if isinstance(what, ev.Drawn) and what.quantity < 0:
                row = self._back_row(
                    show.show_id, what.cause, what.product_id, -what.quantity, what.other, event.at, event.actor
                )
                self._owe([row])
        if told.before.status is not Status.LIVE and told.after.status is Status.LIVE and not told.before.on_the_record:
            missing = [each for each in self.wanted() if told.after.stock_of(ProductId(each)).drawn is None]
            if missing:
                self._tell(Notice(code="shared_undrawn", level="warning", data={"n": len(missing)}))
        self._mark()

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

    def _mark(self) -> None:
        self._dirty = True

    def _on_tick(self) -> None:
        """About once a second: what was sold and put on sale since it was last told is owed."""
        show = self._console.show
        if self._worker is None or not self._dirty or show is None or show.state.info.practice:
            return
        self._dirty = False
        drawn = [product for product, facts in show.state.stock.items() if facts.drawn is not None]
        if not drawn:
            return
        totals = {str(each): (show.counters.sold(each), show.state.stock_of(each).released) for each in drawn}
        room, show_id, now = self.room_id, show.show_id, self._console.clock.now()

        def kept(done: Future[int]) -> None:
            error = done.exception()
            if error is not None:  # the numbers are in the file already: they are told with the next
                self._dirty = True
                log.warning("what was sold is not owed yet: %s", error)

        written = self._console.writer.submit(
            lambda connection: owed.owe_totals(connection, room, show_id, totals, now)
        )
        written.add_done_callback(self._send)
        written.add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    # -- hearing of the server ----------------------------------------------------------------------

    def _on_answered(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            row = answer.row
            self._drawing.pop(row.cause, None)
            if answer.state == owed.APPLIED:
                self._record(row)
            elif answer.state == owed.REFUSED:
                self._on_refused(answer)
            if row.kind in owed.TOTALS:
                self._mark()  # what was sold while it was on its way
        if not self._drawing:
            self._tell_short()
        self._announce()

    def _tell_short(self) -> None:
        """Draws that were refused, in one notice once all are answered."""
        short, self._short = self._short, []
        if len(short) == 1:
            self._tell(Notice(code="shared_short", level="warning", data=short[0]))
        elif short:
            self._tell(Notice(code="shared_short_many", level="warning", data={"n": len(short), **short[0]}))

    def _on_refused(self, answer: Answer) -> None:
        row, show = answer.row, self._console.show
        data: dict[str, Any] = {"name": self._name(row.product_id), "product_id": row.product_id}
        data |= {"quantity": row.quantity, "left": answer.left}
        if row.kind == Kind.ALLOT.value:
            self._short.append(data)
            if show is not None and show.show_id == row.show_id:
                self.refused[row.product_id] = answer.left
                if show.state.stock_of(ProductId(row.product_id)).drawn is None:
                    self._record(replace(row, quantity=0), keep=False)  # the room knows now that it has none
        elif row.kind in (Kind.RETURN.value, "give"):
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

    def _on_looked(self, company: Company) -> None:
        if self._worker is None:
            return
        self.company = company
        for request in self.to_answer():
            if request.cause not in self._told_of:
                self._told_of.add(request.cause)
                data = {
                    "room": company.rooms.get(request.taker, request.taker),
                    "quantity": request.quantity,
                    "name": self._name(request.product_id),
                }
                self._tell(Notice(code="shared_asked", level="warning", data=data))
        self._take_given()
        self._announce()

    def _take_given(self) -> None:
        """What other rooms gave this one belongs to the show that is open; it stays given until one is."""
        show = self._console.show
        if self.company is None or show is None or show.state.info.practice:
            return
        given = [each for each in self.company.requests if each.taker == self.room_id and each.state == "given"]
        if not given:
            return
        names = self.company.rooms
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
            if done.result() and self._worker is not None:
                self._worker.owing()

        self._console.writer.submit(keep).add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    # -- how ----------------------------------------------------------------------------------------

    def _owe(self, rows: Sequence[Owed]) -> None:
        """On disk first; then the worker is told."""
        for row in rows:
            if row.kind == Kind.ALLOT.value:
                self._drawing[row.cause] = row
                self.refused.pop(row.product_id, None)

        def kept(done: Future[None]) -> None:
            if done.exception() is not None:
                for row in rows:
                    self._drawing.pop(row.cause, None)
                self._not_kept(done.exception())
            self._announce()

        written = self._console.writer.submit(lambda connection: owed.owe(connection, rows), urgent=True)
        written.add_done_callback(self._send)
        written.add_done_callback(lambda done: self._console.post(lambda: kept(done)))

    def _send(self, kept: Future[Any]) -> None:
        """What is on disk may be sent. The writer's thread calls: it waits for nothing the window does."""
        worker = self._worker
        if worker is not None and kept.exception() is None and kept.result() != 0:
            worker.owing()

    def _draw_row(self, product_id: str, quantity: int, actor: str) -> Owed:
        return Owed(
            cause=self._cause("draw"),
            show_id=self._show().show_id,
            product_id=product_id,
            kind=Kind.ALLOT.value,
            quantity=quantity,
            wanted=quantity,
            at=self._console.clock.now(),
            person=actor,
        )

    def _cause(self, what: str) -> str:
        show = self._console.show
        return ":".join((self.room_id, "" if show is None else show.show_id, what, secrets.token_hex(8)))

    def _request(self, cause: str) -> Request:
        self._must_be_on()
        requests = () if self.company is None else self.company.requests
        found = next((each for each in requests if each.cause == cause and each.state == "asked"), None)
        if found is None:
            raise Refused("no_such_request")
        return found

    def _must_be_on(self) -> None:
        if not self.on:
            raise Refused("shared_stock_off")

    def _show(self) -> OpenShow:
        show = self._console.show
        if show is None:
            raise Refused("no_show")
        if show.state.info.practice:
            raise Refused("practice_show")
        return show

    def _name(self, product_id: str) -> str:
        show = self._console.show
        entry = None if show is None else show.state.plan.products().get(ProductId(product_id))
        return product_id if entry is None else entry.name

    def _announce(self) -> None:
        self._console.listeners.announce(SharedStockChanged(company=self.company))

    def _tell(self, notice: Notice) -> None:
        self._console.listeners.announce(notice)

    def _not_kept(self, error: BaseException | None) -> None:
        detail = error.detail if isinstance(error, StoreFailed) else str(error)
        self._tell(Notice(code="shared_not_kept", level="error", data={"detail": detail}))
