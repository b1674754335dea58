"""Platform exports into the open show: read on a thread of their own, kept whole or not at all, told in the strip."""

from __future__ import annotations

import csv
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.grid import CellProblem, SheetRefused
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping
from console.feeds.registry import read_export, recognise_file
from console.feeds.times import ShowWindow
from console.intake import OrdersTaken
from console.listeners import Notice
from console.mappings import MappingStore
from console.open_show import OpenShow
from console.sheet_words import refusal_text, told_text
from console.show.timing import zone
from console.store.database import StoreFailed
from console.wording import say
from widgets.context import Context
from widgets.orders_dialog import OrdersRefusedDialog
from widgets.plan_import import import_plan_files


@dataclass(frozen=True, slots=True)
class About:
    """What a reader on its own thread is given of the show."""

    lang: str
    zone: tzinfo
    window: ShowWindow
    mappings: tuple[Mapping, ...]

    @classmethod
    def of(cls, context: Context, show: OpenShow) -> About:
        state, console = show.state, context.console
        window = ShowWindow(start=state.started_at or state.info.start, end=state.ended_at)
        mappings = MappingStore(console.workspace.mappings).all()
        return cls(console.settings.lang, zone(state.info.time_zone), window, mappings)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one export: its figures, or its bad cells, or ``words`` for what is wrong with the whole."""

    path: Path
    export: ExportRead | None = None
    problems: tuple[CellProblem, ...] = ()
    words: str = ""


def take_files(context: Context, paths: Sequence[Path], parent: QWidget) -> None:
    """Files dropped on the window: exports go into the open show, everything else is tried as a run order."""

    mappings = MappingStore(context.console.workspace.mappings).all()

    def sort() -> Callable[[], None]:
        exports: list[Path] = []
        plans: list[Path] = []
        for path in paths:
            (exports if _is_export(path, mappings) else plans).append(path)

        def take() -> None:
            if exports:
                ingest_files(context, exports, parent)
            if plans:
                import_plan_files(context, plans, parent)

        return take

    _beside(context, sort)


def ingest_files(context: Context, paths: Sequence[Path], parent: QWidget | None = None) -> None:
    """Read exports and take their figures into the open show. A file with a bad cell is kept out whole."""
    show = context.console.show
    if show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    about = About.of(context, show)

    def read() -> Callable[[], None]:
        found = [_read(path, about) for path in paths]
        return lambda: _take(context, show.show_id, found, parent)

    _beside(context, read)


def paste(context: Context, parent: QWidget | None = None) -> None:
    """A table copied from a web page or a spreadsheet, through the same readers as a file."""
    text = QGuiApplication.clipboard().text()
    if "\t" not in text and "," not in text:
        context.tell(Notice(code="paste_no_table", level="warning"))
        return
    if context.console.show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    show = context.console.show
    about = About.of(context, show)
    folder = Path(tempfile.mkdtemp(prefix="zhongkong-paste-"))
    name = QCoreApplication.translate("Ingest", "剪贴板")
    path = folder / f"{name}.csv"
    rows = csv.reader(text.splitlines(), delimiter="\t" if "\t" in text else ",")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    def read() -> Callable[[], None]:
        try:
            found = [_read(path, about)]
        finally:
            path.unlink(missing_ok=True)
            folder.rmdir()
        return lambda: _take(context, show.show_id, found, parent)

    _beside(context, read)


def _is_export(path: Path, mappings: Sequence[Mapping]) -> bool:
    try:
        return recognise_file(path, mappings=mappings) not in (None, Kind.RUN_ORDER)
    except (SheetRefused, OSError):
        return False  # the reader of run orders says what is wrong with it


def _read(path: Path, about: About) -> Read:
    try:
        read = read_export(path, zone=about.zone, show_window=about.window, mappings=about.mappings)
        return Read(path, export=read)
    except ExportRefused as refused:
        return Read(path, problems=refused.problems)
    except SheetRefused as refused:
        return Read(path, words=refusal_text(about.lang, refused))
    except OSError as error:
        return Read(path, words=f"{path.name}: {error.strerror or error}")


def _beside(context: Context, work: Callable[[], Callable[[], None]]) -> None:
    """Run ``work`` on a thread of its own and what it answers on the window's."""
    post = context.console.post

    def run() -> None:
        then = work()
        post(then)

    threading.Thread(target=run, name="orders-reader", daemon=True).start()


def _take(context: Context, show_id: str, found: Sequence[Read], parent: QWidget | None) -> None:
    show = context.console.show
    if show is None or show.show_id != show_id:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    for read in found:
        if read.words:
            context.tell(Notice(code="orders_refused", level="error", data={"words": read.words}))
        elif read.problems:
            OrdersRefusedDialog(context, read.path.name, read.problems, parent).show()
        elif read.export is not None:
            if read.export.lines or not read.export.readings:
                taken = show.intake.orders(read.export.lines)
                taken.add_done_callback(_teller(context, read.path.name, read.export))
            if read.export.readings:
                kept = show.intake.readings(read.export.readings)
                kept.add_done_callback(_readings_teller(context, read.path.name, read.export))


def _failed(context: Context, done: Future[Any], kind: str) -> bool:
    error = done.exception()
    if isinstance(error, StoreFailed):
        data = {"code": error.code, "detail": error.detail, "kinds": [kind]}
        context.tell(Notice(code="not_written", level="error", data=data))
    return isinstance(error, StoreFailed)


def _said(context: Context, file: str, read: ExportRead) -> dict[str, Any]:
    """What every notice of a file holds: what it was taken for, and its reader's remarks."""
    lang = context.console.settings.lang
    remarks = " ".join(told_text(lang, item, "ingest") for item in read.told)
    return {"file": file, "taken_for": say(lang, f"kind.{read.kind.value}"), "remarks": remarks}


def _teller(context: Context, file: str, read: ExportRead) -> Callable[[Future[OrdersTaken]], None]:
    def told(done: Future[OrdersTaken]) -> None:
        if _failed(context, done, "orders"):
            return
        taken, show = done.result(), context.console.show
        outside = 0
        if show is not None:
            outside = sum(1 for n in read.lines if n.ever_paid and n.counted_at not in show.counters.window)
        counts = {"new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged, "outside": outside}
        code = "orders_taken_outside" if outside else "orders_taken"
        context.tell(Notice(code=code, data={**_said(context, file, read), **counts}))

    return told


def _readings_teller(context: Context, file: str, read: ExportRead) -> Callable[[Future[int]], None]:
    def told(done: Future[int]) -> None:
        if _failed(context, done, "readings"):
            return
        show = context.console.show
        outside = 0 if show is None else sum(1 for n in read.readings if n.at not in show.counters.window)
        counts = {"count": len(read.readings), "kept": done.result(), "outside": outside}
        code = "readings_taken_outside" if outside else "readings_taken"
        context.tell(Notice(code=code, data={**_said(context, file, read), **counts}))

    return told
