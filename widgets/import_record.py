"""Keeps the record of what came into the open show: each table, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from console.app import ShowClosed, ShowOpened
from console.imports import Import, ImportLog, Ingested
from console.listeners import TakingBack
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
            listeners.subscribe(Ingested, self._on_ingested),
            listeners.subscribe(TakingBack, lambda told: self._tell_changed() if told.over else None),
        ]
        self._open()

    def release(self) -> None:
        """Everything is written, and nothing more heard."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._close()

    def standing(self, source: Source) -> tuple[Import, ...]:
        """What of a table counts, the newest first: all that it brought when it was taken for the same thing."""
        show = self._context.console.show
        if self.log is None or show is None:
            return ()
        path = "" if source.path is None else str(source.path)
        found = [
            each
            for each in self.log.entries
            if each.brought_something
            and each.number not in show.state.taken_back
            and (each.path == path if path else bool(source.number) and each.number == source.number)
        ]
        newest = next((each for each in found if each.number == source.number), found[0] if found else None)
        return tuple(
            each for each in found if newest is not None and (each.kind, each.mapping) == (newest.kind, newest.mapping)
        )

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
        self._tell_changed()

    def _on_ingested(self, told: Ingested) -> None:
        if self.log is not None:
            self.log.add(told.entry)
            self._tell_changed()

    def _tell_changed(self) -> None:
        for call in tuple(self.changed):
            call()
