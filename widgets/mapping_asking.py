"""Asks what tables are that came in: one dialog after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from console.feeds.grid import SheetRefused
from console.feeds.kinds import Kind
from console.listeners import Notice
from console.sheet_words import refusal_text
from widgets.context import Context
from widgets.ingest_reading import Source, beside
from widgets.mapping_dialog import MappingDialog


def map_sources(context: Context, sources: Sequence[Source], parent: QWidget | None, kind: Kind | None = None) -> None:
    """Ask what these are, one after the other."""
    if not sources:
        return
    dialog = MappingDialog(context, sources[0], parent, kind=kind)
    rest = list(sources[1:])
    if rest:
        dialog.finished.connect(lambda _result: map_sources(context, rest, parent))
    dialog.show()


def map_again(context: Context, source: Source, parent: QWidget | None) -> None:
    """Ask of something that came in before; a file is read anew, as it is now."""
    if context.console.show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    lang = context.console.settings.lang

    def read() -> Callable[[], None]:
        try:
            found = source.loaded()
        except SheetRefused as refused:
            notice = Notice(code="orders_refused", level="warning", data={"words": refusal_text(lang, refused)})
        except OSError:
            notice = Notice(code="import_gone", level="warning", data={"file": source.name})
        else:
            return lambda: map_sources(context, [found], parent)
        return lambda: context.tell(notice)

    beside(context, read)
