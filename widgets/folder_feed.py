"""The watched folder of the settings: while a show is open, exports saved there go into it by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.app import ShowClosed, ShowOpened
from console.feeds.files import load
from console.feeds.grid import SheetRefused
from console.feeds.registry import recognise_file
from console.feeds.watch import FolderWatch
from console.listeners import Notice
from console.mappings import MappingStore
from widgets.context import Context
from widgets.ingest import ingest_files


class FolderFeed:
    """Watches while a show is open and a folder is set. What a file brought is told as for a dropped one."""

    def __init__(self, context: Context, parent: QWidget, take: Callable[..., None] = ingest_files) -> None:
        self._context, self._parent, self._take = context, parent, take
        self.watch: FolderWatch | None = None
        listeners = context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self.renew()),
            listeners.subscribe(ShowClosed, lambda told: self._end()),
        ]
        self.renew()

    def renew(self) -> None:
        """Watch the folder the settings name now."""
        self._end()
        console = self._context.console
        if not console.settings.watch_folder or console.show is None:
            return
        self.watch = FolderWatch(
            Path(console.settings.watch_folder), self._on_found, readable=self._readable, missing=self._on_missing
        )
        self.watch.start()

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._end()

    def _end(self) -> None:
        if self.watch is not None:
            self.watch.stop()
            self.watch = None

    # -- on the watch's thread ------------------------------------------------------------------------

    def _readable(self, path: Path) -> bool:
        try:
            load(path)
            recognise_file(path, mappings=MappingStore(self._context.console.workspace.mappings).all())
        except (SheetRefused, OSError):
            return False
        return True

    def _on_found(self, path: Path) -> None:
        self._context.console.post(lambda: self._on_main(path))

    def _on_missing(self, error: OSError) -> None:
        folder = self._context.console.settings.watch_folder
        data = {"folder": folder, "detail": error.strerror or str(error)}
        self._context.console.post(lambda: self._context.tell(Notice(code="watch.away", level="warning", data=data)))

    # -- on the window's ------------------------------------------------------------------------------

    def _on_main(self, path: Path) -> None:
        if self.watch is not None and self._context.console.show is not None:
            self._take(self._context, [path], self._parent)
