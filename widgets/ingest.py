"""Platform exports into the open show: kept whole or not at all, and told in the strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.feeds.clipboard import copied_grid
from console.feeds.exports import MOST_ROWS, ExportRead
from console.feeds.grid import SheetRefused
from console.imports import Import, Outcome, Way
from console.intake import OrdersTaken
from console.listeners import Notice
from console.mappings import MappingStore
from console.sheet_words import refusal_text, told_text
from console.store.database import StoreFailed
from console.wording import say
from widgets.context import Context
from widgets.ingest_reading import About, Read, Source, beside, read_source, sort_of
from widgets.ingest_together import Together
from widgets.orders_dialog import OrdersRefusedDialog
from widgets.plan_import import import_plan_files

Tell = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class CameIn:
    """Announced of every table that came in, whatever became of it."""

    entry: Import
    source: Source


def take_files(context: Context, paths: Sequence[Path], parent: QWidget | None) -> None:
    """Files dropped on the window: exports go into the open show, run orders and catalogues to be looked over; what a
    table nobody knows is, is asked."""
    mappings = MappingStore(context.console.workspace.mappings).all()

    def sort() -> Callable[[], None]:
        told = [(path, sort_of(path, mappings)) for path in paths]

        def take() -> None:
            show_open = context.console.show is not None
            exports = [path for path, kind in told if kind.export or (kind.unknown and show_open)]
            goods = [path for path, kind in told if kind.catalogue]
            plans = [path for path, _ in told if path not in (*exports, *goods)]
            if exports:
                ingest_files(context, exports, parent, Way.DROPPED)
            if plans:
                import_plan_files(context, plans, parent)
            if goods:
                from widgets.catalogue_import import CatalogueImportDialog

                for path in goods:
                    CatalogueImportDialog(context, path, parent).show()

        return take

    beside(context, sort)


def ingest_files(context: Context, paths: Sequence[Path], parent: QWidget | None = None, way: Way = Way.CHOSEN) -> None:
    """Read exports and take their figures into the open show. A file with a bad cell is kept out whole."""
    ingest(context, [Source.of_file(path, way) for path in paths], parent)


def ingest(context: Context, sources: Sequence[Source], parent: QWidget | None = None) -> None:
    """Read what came in and take its figures into the open show."""
    show = context.console.show
    if show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    about = About.of(context, show)

    def read() -> Callable[[], None]:
        found = [read_source(source, about) for source in sources]
        return lambda: take(context, show.show_id, found, parent)

    beside(context, read)


def paste(context: Context, parent: QWidget | None = None) -> None:
    """A table copied from a web page or a spreadsheet, through the same readers as a file."""
    held = QGuiApplication.clipboard().mimeData()
    name = QCoreApplication.translate("Ingest", "剪贴板")
    try:
        grid = copied_grid(name, held.text(), held.html() if held.hasHtml() else "", MOST_ROWS)
    except SheetRefused as refused:
        words = refusal_text(context.console.settings.lang, refused)
        context.tell(Notice(code="orders_refused", level="error", data={"words": words}))
        return
    if grid is None:
        context.tell(Notice(code="paste_no_table", level="warning"))
        return
    ingest(context, [Source(name=name, way=Way.PASTED, grids=(grid,), written=datetime.now(UTC))], parent)


def take(context: Context, show_id: str, found: Sequence[Read], parent: QWidget | None = None) -> None:
    """Take in what was read, when the show it was read for is still the open one. What nobody knows is asked."""
    show = context.console.show
    if show is None or show.show_id != show_id:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    unknown: list[Source] = []
    together = Together.of(context, [read.export for read in found if read.export is not None])
    for read in found:
        if read.export is not None:
            _keep(context, read, read.export, together)
            continue
        if (read.unknown or read.plan) and read.source.way is not Way.WATCHED:
            unknown.append(read.source)  # a run order chosen as numbers: perhaps it only looks like one
        elif read.unknown:  # nobody is at it: a dialog would take the keys of a show on air
            data = {"file": read.source.name, "source": read.source.without_tables()}
            context.tell(Notice(code="mapping.unknown", level="warning", data=data))
            _came(context, read.source, Outcome.UNKNOWN)
        elif read.plan:
            _came(context, read.source, Outcome.PLAN)
        elif read.problems and read.source.way is Way.WATCHED:
            data = {"file": read.source.name, "count": len(read.problems), "source": read.source}
            context.tell(Notice(code="mapping.cells", level="error", data=data))
            _came(context, read.source, Outcome.REFUSED)
        elif read.problems:
            _show_refused(context, read, parent)
            _came(context, read.source, Outcome.REFUSED)
        else:
            data = {"words": read.words, "source": read.source.without_tables()}
            context.tell(Notice(code="orders_refused", level="error", data=data))
            _came(context, read.source, Outcome.REFUSED, problem=read.words)
    if unknown:
        from widgets.mapping_asking import map_sources

        map_sources(context, unknown, parent)


def _show_refused(context: Context, read: Read, parent: QWidget | None) -> None:
    def look() -> None:
        from widgets.mapping_asking import map_again

        map_again(context, read.source, parent)

    OrdersRefusedDialog(context, read.source.name, read.problems, parent, look=look).show()


def _keep(context: Context, read: Read, export: ExportRead, together: Together | None) -> None:
    """One of the two, or both: what an export holds is told once it is on disk."""
    show = context.console.show
    assert show is not None
    tell = context.tell if together is None else together.add
    kept: list[Future[Any]] = []
    by = show.intake.import_of(read.source.name)
    source = replace(read.source, number=by.number if export.lines or export.readings else 0)
    if export.lines or not export.readings:
        orders = show.intake.orders(export.lines, by)
        orders.add_done_callback(_teller(context, source, export, tell))
        kept.append(orders)
    if export.readings:
        readings = show.intake.readings(export.readings, by)
        readings.add_done_callback(_readings_teller(context, source, export, tell))
        kept.append(readings)
    if together is not None:
        for future in kept:
            future.add_done_callback(together.done)


def _came(context: Context, source: Source, outcome: Outcome, **about: Any) -> None:
    entry = Import(
        at=context.console.clock.now(),
        file=source.name,
        path="" if source.path is None else str(source.path),
        way=source.way,
        outcome=outcome,
        number=source.number if outcome in (Outcome.TAKEN, Outcome.PARTLY) else 0,
        **about,
    )
    context.console.listeners.announce(CameIn(entry, source.without_tables()))


def _failed(context: Context, done: Future[Any], kind: str) -> bool:
    error = done.exception()
    if isinstance(error, StoreFailed):
        data = {"code": error.code, "detail": error.detail, "kinds": [kind]}
        code = "not_counted" if error.code == "not_counted" else "not_written"
        context.tell(Notice(code=code, level="error", data=data))
    return isinstance(error, StoreFailed)


def _said(context: Context, source: Source, read: ExportRead) -> dict[str, Any]:
    """What every notice of a file holds: what it was taken for, and its reader's remarks."""
    lang = context.console.settings.lang
    remarks = " ".join(told_text(lang, item, "ingest") for item in read.told)
    taken_for = say(lang, f"kind.{read.kind.value}")
    if read.mapping:
        taken_for = say(lang, "mapping.taken_for", kind=taken_for, name=read.mapping)
    return {"file": source.name, "taken_for": taken_for, "remarks": remarks, "source": source}


def _teller(context: Context, source: Source, read: ExportRead, tell: Tell) -> Callable[[Future[OrdersTaken]], None]:
    def told(done: Future[OrdersTaken]) -> None:
        about = {"kind": read.kind.value, "mapping": read.mapping, "lines": len(read.lines)}
        if _failed(context, done, "orders"):
            _came(context, source, Outcome.PARTLY, **about)
            return
        taken, show = done.result(), context.console.show
        outside = 0
        if show is not None:
            outside = sum(1 for n in read.lines if n.ever_paid and n.counted_at not in show.counters.window)
        counts = {"new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged, "outside": outside}
        code = "orders_taken_outside" if outside else "orders_taken"
        tell(Notice(code=code, data={**_said(context, source, read), **counts}))
        _came(context, source, Outcome.TAKEN, new=taken.new + taken.updated, **about)

    return told


def _readings_teller(context: Context, source: Source, read: ExportRead, tell: Tell) -> Callable[[Future[int]], None]:
    def told(done: Future[int]) -> None:
        about = {"kind": read.kind.value, "mapping": read.mapping, "readings": len(read.readings)}
        if _failed(context, done, "readings"):
            _came(context, source, Outcome.PARTLY, **about)
            return
        show = context.console.show
        outside = 0 if show is None else sum(1 for n in read.readings if n.at not in show.counters.window)
        counts = {"count": len(read.readings), "kept": done.result(), "outside": outside}
        code = "readings_taken_outside" if outside else "readings_taken"
        tell(Notice(code=code, data={**_said(context, source, read), **counts}))
        _came(context, source, Outcome.TAKEN, new=done.result(), **about)

    return told
