"""The room's side of the stock that rooms share: it draws, gives back, tells what it sold, and never waits for it.

What is asked of the server is first a row of the room's file (``console.store.owed``), then sent by one worker thread,
applied there once by its cause, and what it means for the show is an event of the journal. What the show lets go is in
the journal first, so that nobody sells it meanwhile. Main thread only.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.desk import Receipt
from console.files import WorkspaceUnusable
from console.listeners import Applied, Notice, StockChanged
from console.open_show import OpenShow
from console.room_id import room_id
from console.secrets import INVENTORY_PASSWORD, Secrets
from console.settings import Settings
from console.shared_stock_books import FROM, RoomBooks
from console.shared_stock_worker import Link, SharedStatus, Worker
from console.show import commands as cmd
from console.show.plan import ProductId
from console.show.ruling import Refused
from console.show.stock_rulings import spare
from console.store.owed import Owed
from inventory.stock import Kind

if TYPE_CHECKING:
    from console.app import Console
    from inventory.company import Company, SharedStore
    from inventory.requests import Request


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
        self._books: RoomBooks | None = None
        self._told_of: set[str] = set()  # requests the user was told of
        self._watchers = 0
        self.room_id = ""
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
        from inventory.opening import BadAddress, checked

        try:
            checked(address)
            self.room_id = room_id(workspace, settings)
        except BadAddress as bad:
            self._bad = SharedStatus(link=Link.GONE, since=self._console.clock.now(), detail=f"{bad.code}: {bad.held}")
        except WorkspaceUnusable as unusable:
            self._bad = SharedStatus(link=Link.GONE, since=self._console.clock.now(), detail=unusable.code)
            self._console.listeners.announce(Notice(code=unusable.code, level="error", data=dict(unusable.data)))
        else:
            self._begin(address, settings.room_name or self.room_id)

    def _begin(self, address: str, name: str) -> None:
        from console.app import ShowClosed, ShowOpened  # it builds this

        console, room = self._console, self.room_id

        def store() -> SharedStore:
            from inventory.company import SharedStore

            return SharedStore(address, Secrets(console.workspace).get(INVENTORY_PASSWORD) or "", room, name)

        books = self._books = RoomBooks(console, room, wake=self._wake, changed=self._announce)
        hear = console.listeners.subscribe
        self._unsubscribe = [
            hear(ShowOpened, lambda told: books.on_opened(told.show)),
            hear(ShowClosed, lambda _: books.on_closed()),
            hear(Applied, books.on_applied),
            hear(StockChanged, lambda _: books.mark()),
        ]
        self._worker = Worker(
            make_store=store,
            database=console.database,
            writer=console.writer,
            clock=console.clock,
            post=console.post,
            answered=books.on_answered,
            looked=self._on_looked,
            tick=books.on_tick,
            poll=self._poll,
        )
        self._worker.watched = self._watchers > 0
        if console.show is not None:
            books.on_opened(console.show)

    def _wake(self) -> None:
        """Any thread: what is on disk may be sent."""
        worker = self._worker
        if worker is not None:
            worker.owing()

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
        self._worker = self._books = self._bad = self.company = None
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

    @property
    def refused(self) -> dict[str, int]:
        """Items of the open show a draw was refused of, and what was left."""
        return {} if self._books is None else self._books.refused

    def wanted(self) -> dict[str, int]:
        """Pieces the open show's plan wants of each item, beyond those drawn and those asked for."""
        return {} if self._books is None else self._books.wanted()

    def under_way(self, product_id: str) -> int:
        """Pieces of an item asked for and not answered."""
        return 0 if self._books is None else self._books.under_way(product_id)

    def spare(self, product_id: str) -> int:
        """Pieces of an item the room could let go now."""
        show = self._console.show
        return 0 if show is None else spare(show.state, ProductId(product_id), show.counters.sold(product_id))

    def to_answer(self) -> list[Request]:
        """What other rooms ask of this one."""
        requests = () if self.company is None else self.company.requests
        mine = [each for each in requests if each.giver == self.room_id and each.state == "asked"]
        return [each for each in mine if self._books is None or each.cause not in self._books.answered]

    # -- asking -------------------------------------------------------------------------------------

    def draw_plan(self, *, actor: str) -> int:
        """Draw what the plan wants of every item; answers of how many. Raises Refused."""
        self._must_be_on()
        wanted = self.wanted()
        if not wanted:
            raise Refused("nothing_to_draw")
        self._must_be_on().owe([self._draw_row(product, pieces, actor) for product, pieces in wanted.items()])
        return len(wanted)

    def draw(self, product_id: str, quantity: int, *, actor: str) -> None:
        """Draw more of one item. Raises Refused."""
        self._show()
        self._must_be_on().owe([self._draw_row(product_id, quantity, actor)])

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
        self._must_be_on().owe(
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
        books, request = self._must_be_on(), self._request(cause)
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
                books.answered.add(cause)
                self._announce()

        asked.add_done_callback(consented)
        return asked

    def decline(self, cause: str, *, actor: str) -> None:
        """Keep what a room asked for, or ask for it no more. Raises Refused."""
        books, request = self._must_be_on(), self._request(cause)
        kind = "refuse" if request.giver == self.room_id else "withdraw"
        books.answered.add(cause)
        self._must_be_on().owe(
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
        self._must_be_on().owe(
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

    # -- hearing of the server ----------------------------------------------------------------------

    def _on_looked(self, company: Company) -> None:
        books = self._books
        if books is None:
            return
        self.company = company
        for request in self.to_answer():
            if request.cause not in self._told_of:
                self._told_of.add(request.cause)
                data = {
                    "room": company.rooms.get(request.taker, request.taker),
                    "quantity": request.quantity,
                    "name": books.name_of(request.product_id),
                }
                self._console.listeners.announce(Notice(code="shared_asked", level="warning", data=data))
        books.take_given(company)
        self._announce()

    # -- how ----------------------------------------------------------------------------------------

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

    def _must_be_on(self) -> RoomBooks:
        if self._books is None:
            raise Refused("shared_stock_off")
        return self._books

    def _show(self) -> OpenShow:
        show = self._console.show
        if show is None:
            raise Refused("no_show")
        if show.state.info.practice:
            raise Refused("practice_show")
        return show

    def _announce(self) -> None:
        self._console.listeners.announce(SharedStockChanged(company=self.company))
