"""The watched folder of the settings: while a show is open, exports saved there go into it by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.app import ShowClosed, ShowOpened
from console.feeds.files import Form, form_of, load
from console.feeds.grid import SheetRefused
from console.feeds.registry import recognise_file
from console.feeds.watch import FolderWatch
from console.file_words import unopened_why
from console.imports import ImportLog, Outcome, Way
from console.listeners import Notice
from console.mappings import MappingStore
from widgets.context import Context
from widgets.ingest import CameIn, ingest
from widgets.ingest_reading import Source

Take = Callable[[Context, Sequence[Source], QWidget | None], None]


class FolderFeed:
    """Watches while a show is open and a folder is set. What a file brought is told as for a dropped one.

    ``log`` answers the record of the open show: what a watch before this one was done with is not taken again.
    """

    def __init__(
        self, context: Context, parent: QWidget | None, log: Callable[[], ImportLog | None], take: Take = ingest
    ) -> None:
        self._context, self._parent, self._log, self._take = context, parent, log, take
        self.watch: FolderWatch | None = None
        listeners = context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self.renew()),
            listeners.subscribe(ShowClosed, lambda told: self._end()),
            listeners.subscribe(CameIn, self._on_came_in),
        ]
        self.renew()

    def renew(self) -> None:
        """Watch the folder the settings name now."""
        self._end()
        console, log = self._context.console, self._log()
        if not console.settings.watch_folder or console.show is None or log is None:
            return
        folder = Path(console.settings.watch_folder)
        watch = self.watch = FolderWatch(
            folder,
            lambda paths: console.post(lambda: self._on_main(watch, paths)),
            readable=self._readable,
            missing=self._on_missing,
            known=log.known(folder),
            keep=lambda known: log.keep(folder, known),
        )
        watch.start()

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
            data = load(path)
            if form_of(path, data) is Form.TEXT and not data.endswith((b"\n", b"\r", b"\0")):
                return False  # cut in its last line, or an export that ends without one: then it has to wait
            recognise_file(path, mappings=MappingStore(self._context.console.workspace.mappings).all())
        except (SheetRefused, OSError):
            return False
        return True

    def _on_missing(self, error: OSError) -> None:
        folder = self._context.console.settings.watch_folder
        data = {"folder": folder, "detail": unopened_why(self._context.console.settings.lang, error)}
        self._context.console.post(lambda: self._context.tell(Notice(code="watch.away", level="warning", data=data)))

    # -- on the window's ------------------------------------------------------------------------------

    def _on_main(self, watch: FolderWatch, paths: Sequence[Path]) -> None:
        if self.watch is watch:  # what a watch that ended still hands on was found for another show
            self._take(self._context, [Source.of_file(path, Way.WATCHED) for path in paths], self._parent)

    def _on_came_in(self, told: CameIn) -> None:
        """It is on disk, or was refused for good."""
        if told.entry.outcome is Outcome.PARTLY:
            return  # the next start tries again
        if self.watch is not None and told.source.way is Way.WATCHED and told.source.path is not None:
            self.watch.settle(told.source.path)
