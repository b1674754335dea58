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

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.feeds.grid import CellProblem, SheetRefused
from console.feeds.kinds import Kind, recognise_file
from console.feeds.orders_export import MOST_ROWS, OrdersRead, OrdersRefused, read_orders
from console.intake import OrdersTaken
from console.listeners import Notice
from console.sheet_words import refusal_text, told_text
from console.show.timing import zone
from console.store.database import StoreFailed
from widgets.context import Context
from widgets.orders_dialog import OrdersRefusedDialog
from widgets.plan_import import import_plan_files


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one export: its lines, or its bad cells, or ``words`` for what is wrong with the whole."""

    path: Path
    orders: OrdersRead | None = None
    problems: tuple[CellProblem, ...] = ()
    words: str = ""


def take_files(context: Context, paths: Sequence[Path], parent: QWidget) -> None:
    """Files dropped on the window: order exports go into the open show, everything else is tried as a run order."""

    def sort() -> Callable[[], None]:
        orders: list[Path] = []
        plans: list[Path] = []
        for path in paths:
            (orders if _is_orders(path) else plans).append(path)

        def take() -> None:
            if orders:
                ingest_files(context, orders, parent)
            if plans:
                import_plan_files(context, plans, parent)

        return take

    _beside(context, sort)


def ingest_files(context: Context, paths: Sequence[Path], parent: QWidget | None = None) -> None:
    """Read order exports and take their lines into the open show. A file with a bad cell is kept out whole."""
    show = context.console.show
    if show is None:
        context.tell(Notice(code="orders_need_show", level="warning"))
        return
    lang, here = context.console.settings.lang, zone(show.state.info.time_zone)

    def read() -> Callable[[], None]:
        found = [_read(path, here, lang) for path in paths]
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
    show, lang = context.console.show, context.console.settings.lang
    here = zone(show.state.info.time_zone)
    folder = Path(tempfile.mkdtemp(prefix="zhongkong-paste-"))
    name = QCoreApplication.translate("Ingest", "剪贴板")
    path = folder / f"{name}.csv"
    rows = csv.reader(text.splitlines(), delimiter="\t" if "\t" in text else ",")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    def read() -> Callable[[], None]:
        try:
            found = [_read(path, here, lang)]
        finally:
            path.unlink(missing_ok=True)
            folder.rmdir()
        return lambda: _take(context, show.show_id, found, parent)

    _beside(context, read)


def _is_orders(path: Path) -> bool:
    try:
        return recognise_file(path, most_rows=MOST_ROWS) is Kind.DOUDIAN_ORDERS
    except (SheetRefused, OSError):
        return False  # the reader of run orders says what is wrong with it


def _read(path: Path, here: tzinfo, lang: str) -> Read:
    try:
        return Read(path, orders=read_orders(path, here))
    except OrdersRefused as refused:
        return Read(path, problems=refused.problems)
    except SheetRefused as refused:
        return Read(path, words=refusal_text(lang, refused))
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
        elif read.orders is not None:
            taken = show.intake.orders(read.orders.lines)
            taken.add_done_callback(_teller(context, read.path.name, read.orders))


def _teller(context: Context, file: str, read: OrdersRead) -> Callable[[Future[OrdersTaken]], None]:
    lang = context.console.settings.lang

    def told(done: Future[OrdersTaken]) -> None:
        error = done.exception()
        if isinstance(error, StoreFailed):
            data = {"code": error.code, "detail": error.detail, "kinds": ["orders"]}
            context.tell(Notice(code="not_written", level="error", data=data))
            return
        taken, show = done.result(), context.console.show
        outside = 0
        if show is not None:
            outside = sum(1 for n in read.lines if n.ever_paid and n.counted_at not in show.counters.window)
        remarks = " ".join(told_text(lang, item, "orders") for item in read.told)
        counts = {"new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged, "outside": outside}
        code = "orders_taken_outside" if outside else "orders_taken"
        context.tell(Notice(code=code, data={"file": file, "remarks": remarks, **counts}))

    return told
