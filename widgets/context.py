"""What every dock is given: the console, the theme, and how to ask the desk and tell the user."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from console.app import Console
from console.desk import Receipt
from console.listeners import Notice
from console.show import commands as cmd
from console.show.rundown import BadValue, Refused
from console.store.database import StoreFailed
from console.venue import Venue
from widgets.theme import Theme


class Context:
    """Handed to widgets at construction. Nothing in it is global."""

    def __init__(self, console: Console, theme: Theme, venue: Venue | None = None) -> None:
        self.console = console
        self.theme = theme
        self.venue = venue
        self.keeper: Callable[[Mapping[str, Any]], None] | None = None  # saves settings; the program's business

    def ask(self, command: cmd.Command, *, quiet: tuple[str, ...] = ()) -> Future[Receipt] | None:
        """Ask the open show's desk. A refusal is told in the strip, unless its code is in ``quiet``.

        None when no show is open. The future is done, on this thread, once the event is durable.
        """
        show = self.console.show
        if show is None:
            self.tell(Notice(code="no_show", level="warning"))
            return None
        future = show.ask(command, actor=self.console.actor)

        def told(done: Future[Receipt]) -> None:
            error = done.exception()
            if isinstance(error, Refused) and error.code not in quiet:
                self.tell(Notice(code=f"refused.{error.code}", level="warning", data=error.data))
            elif isinstance(error, BadValue):
                data = {**error.data, "field": error.field}
                self.tell(Notice(code=f"refused.{error.code}", level="warning", data=data))
            elif error is not None and not isinstance(error, Refused | StoreFailed):
                raise error

        future.add_done_callback(told)
        return future

    def keep(self, **changes: Any) -> None:
        """Change settings from a dock: they are saved and used at once. Without a keeper they last for this run."""
        if self.keeper is not None:
            self.keeper(changes)
            return
        settings = self.console.settings = replace(self.console.settings, **changes)
        if self.console.show is not None:
            self.console.show.count_from(settings.sources)

    def tell(self, notice: Notice) -> None:
        """Show a strip."""
        self.console.listeners.announce(notice)
