"""Builds every object of a running console once. Every edge – clock, post, OBS – can be replaced.

The story of a start: the workspace is prepared and locked by the caller; ``bootstrap`` opens the room's file and
starts its one writer; the caller shows its window, then ``Console.open`` brings up a show (its journal is folded,
its numbers are counted) and announces it; OBS and the local server are started by the caller when the window is up.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta

from console.catalogue import catalogue_of
from console.clock import Clock, SystemClock
from console.comments import CommentList
from console.desk import Desk, Receipt
from console.listeners import Listeners
from console.metrics.window import Restock
from console.open_show import Loaded, OpenShow, load
from console.readiness import Readiness
from console.roster import RosterBook
from console.settings import Settings
from console.shared_stock import SharedStock
from console.show import commands as cmd
from console.store import journal
from console.store.database import Database
from console.store.journal import ShowSummary
from console.store.writer import Writer
from console.waves import WaveWatch
from console.workspace import Workspace
from inventory.ledger import MovementRow

Post = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class ShowOpened:
    """A show is open: listeners bind to it."""

    show: OpenShow


@dataclass(frozen=True, slots=True)
class ShowClosed:
    """No show is open."""

    show_id: str


class Console:
    """What runs on one workspace. Main thread only."""

    def __init__(
        self, *, workspace: Workspace, settings: Settings, database: Database, writer: Writer, clock: Clock, post: Post
    ) -> None:
        self.workspace = workspace
        self.settings = settings
        self.database = database
        self.writer = writer
        self.clock = clock
        self.post = post
        self.listeners = Listeners()
        self.comments = CommentList(announce=self.listeners.announce)
        self.catalogue = catalogue_of(workspace, lambda: self.settings, post=post, announce=self.listeners.announce)
        self.roster = RosterBook(workspace.roster, self.listeners.announce)
        self.shared = SharedStock(self)
        self.show: OpenShow | None = None
        self.readiness = Readiness(self)
        self.waves = WaveWatch(
            listeners=self.listeners,
            comments=self.comments,
            clock=clock,
            stale_after=lambda: self.settings.stale_after,
            lang=lambda: self.settings.lang,
        )

    @property
    def actor(self) -> str:
        """Whose name the journal carries for what is done at this console."""
        return self.settings.operator or "console"

    def shows(self) -> list[ShowSummary]:
        """All shows of the workspace, newest first."""
        with self.database.connect() as connection:
            return journal.shows(connection)

    def create(self, command: cmd.CreateShow, *, actor: str | None = None) -> tuple[str, Future[Receipt]]:
        """Plan a new show; the id is known at once, the future is done when it is durable."""
        show_id = new_show_id(self.clock)
        desk = Desk(show_id=show_id, writer=self.writer, clock=self.clock, post=self.post, listeners=Listeners())
        return show_id, desk.ask(command, actor=actor or self.actor)

    @property
    def _tail(self) -> timedelta:
        return timedelta(minutes=self.settings.tail_minutes)

    @property
    def _restock(self) -> Restock:
        return Restock(self.settings.returns_restock.value)

    def load(self, show_id: str) -> Loaded:
        """Read a show from the file; may run on any thread. Raises NoSuchShow, StoreFailed, UnknownEvent."""
        self.catalogue.read_ids()
        return load(self.database, show_id, self._tail, self._restock)

    def open(self, show_id: str, loaded: Loaded | None = None) -> OpenShow:
        """Open a show, closing the one that is open. ``loaded``: what ``load`` read, when it ran elsewhere.

        The show that is open stays as it is: events may be on their way to the file that a reading of it lacks.
        """
        if self.show is not None and self.show.show_id == show_id:
            return self.show
        loaded = loaded or self.load(show_id)
        self.close_show()
        self.show = self.bring_up(show_id, loaded, self.listeners)
        self.waves.bind(self.show)
        self.listeners.announce(ShowOpened(self.show))
        self.readiness.refresh()
        return self.show

    def bring_up(self, show_id: str, loaded: Loaded, listeners: Listeners) -> OpenShow:
        """A show with its numbers, told to ``listeners``; it is not the open one unless ``open`` makes it so."""
        return OpenShow(
            show_id=show_id,
            loaded=loaded,
            database=self.database,
            writer=self.writer,
            clock=self.clock,
            post=self.post,
            listeners=listeners,
            tail=self._tail,
            restock=self._restock,
            sources=self.settings.sources,
            stale_after=self.settings.stale_after,
            as_planned=self.catalogue.as_planned,
        )

    def close_show(self) -> None:
        """Close the open show, if any; its records stay."""
        if self.show is not None:
            closed, self.show = self.show, None
            self.waves.bind(None)
            closed.close()
            self.listeners.announce(ShowClosed(closed.show_id))

    def live_show(self) -> ShowSummary | None:
        """The show that was live when the program last ran, to be resumed."""
        return next((show for show in self.shows() if show.status in ("live", "paused")), None)

    def close(self) -> None:
        """Write what is waiting and let go of the file."""
        self.close_show()
        self.readiness.close()
        self.shared.close()
        self.catalogue.close()
        self.writer.close()
        self.database.close()


def bootstrap(workspace: Workspace, settings: Settings, *, post: Post, clock: Clock | None = None) -> Console:
    """Open the room's file in a prepared workspace. Raises StoreFailed."""
    database = Database(workspace.database, tables=(MovementRow,))
    database.open()
    return Console(
        workspace=workspace,
        settings=settings,
        database=database,
        writer=Writer(database),
        clock=clock or SystemClock(),
        post=post,
    )


def new_show_id(clock: Clock) -> str:
    """An id that sorts by day and can be read aloud."""
    return f"{clock.now():%Y%m%d}-{secrets.token_hex(3)}"


def new_entry_id() -> str:
    """An id for a new entry."""
    return f"e{secrets.token_hex(6)}"
