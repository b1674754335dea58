"""Keeps the record of what came into the open show: each table, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from console.app import ShowClosed, ShowOpened
from console.imports import Import, ImportLog, Outcome
from widgets.context import Context
from widgets.ingest import CameIn
from widgets.ingest_reading import Source

MOST_COPIED = 5  # copied tables that can be looked at again: they are in no file


class ImportRecord:
    """``log`` is that of the open show. ``changed`` is called on the window's thread at each entry."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.log: ImportLog | None = None
        self.copied: list[Source] = []
        self.changed: list[Callable[[], None]] = []
        listeners = context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self._open()),
            listeners.subscribe(ShowClosed, lambda told: self._close()),
            listeners.subscribe(CameIn, self._on_came_in),
        ]
        self._open()

    def release(self) -> None:
        """Everything is written, and nothing more heard."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._close()

    def orders_of(self, source: Source) -> Import | None:
        """What the orders of a table were taken for the last time, None when none were."""
        path = "" if source.path is None else str(source.path)
        if self.log is None or not path:
            return None
        return next((e for e in self.log.entries if e.path == path and e.outcome is Outcome.TAKEN and e.lines), None)

    def _open(self) -> None:
        self._close()
        show = self._context.console.show
        if show is not None:
            self.log = ImportLog(self._context.console.workspace.imports / f"{show.show_id}.json")

    def _close(self) -> None:
        if self.log is not None:
            self.log.close()
        self.log = None
        self.copied.clear()

    def _on_came_in(self, told: CameIn) -> None:
        if self.log is None:
            return
        self.log.add(told.entry)
        if told.source.path is None:
            self.copied = [told.source, *self.copied][:MOST_COPIED]
        for call in tuple(self.changed):
            call()
