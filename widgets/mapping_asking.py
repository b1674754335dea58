"""Asks what tables are that came in: one dialog after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from console.feeds.kinds import Kind
from console.imports import Import
from console.listeners import Notice
from widgets.context import Context
from widgets.ingest_reading import Source, load
from widgets.mapping_dialog import MappingDialog


def map_sources(
    context: Context,
    sources: Sequence[Source],
    parent: QWidget | None,
    kind: Kind | None = None,
    *,
    taken: Sequence[Import] = (),
) -> None:
    """Ask what these are, one after the other. ``taken``: what the first was taken for before."""
    if not sources:
        return
    dialog = MappingDialog(context, sources[0], parent, kind=kind, taken=taken)
    rest = list(sources[1:])
    if rest:
        dialog.finished.connect(lambda _result: map_sources(context, rest, parent))
    dialog.show()


def map_again(context: Context, source: Source, parent: QWidget | None, *, taken: Sequence[Import] = ()) -> None:
    """Ask of something that came in before; a file is read anew, as it is now. ``taken``: what it was taken for."""
    if context.console.show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return

    def then(found: Source | None) -> None:
        if found is not None:
            map_sources(context, [found], parent, taken=taken)

    load(context, source, then)
