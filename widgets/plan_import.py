"""Run order sheets on their way in and out: read beside the window, shown before anything changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from console.app import new_entry_id
from console.catalogue import Catalogue, keep_file
from console.feeds.plan_sheet import PlanRefused, SheetPlan, SheetRefused, read_plan, write_template
from console.file_words import unopened_text
from console.files import WorkspaceUnusable
from console.listeners import Notice
from console.sheet_words import refusal_text
from console.show.plan import EntryId
from console.wording import say
from console.workspace import Workspace
from inventory.catalogue import Product
from widgets.context import Context

ORDERS = "orders_not_plan"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a sheet: its plan, or why there is none. ``words`` is the sentence for a whole file, ``goods``
    what the catalogue knew by any id."""

    path: Path
    plan: SheetPlan | None = None
    refused: PlanRefused | None = None
    words: str = ""
    orders: bool = False
    goods: Mapping[str, Product] = field(default_factory=dict)


def read_sheet(path: Path, workspace: Workspace, catalogue: Catalogue, lang: str) -> Reading:
    """Read one sheet; whatever is wrong with it is the answer. Any thread."""
    goods = catalogue.known().by_id
    try:
        plan = read_plan(
            path,
            new_id=lambda: EntryId(new_entry_id()),
            picture_sink=keep_file(workspace, workspace.pictures),
            picture_root=workspace.root,
            name_of=lambda product: goods[product].name if product in goods else "",
        )
    except PlanRefused as refused:
        return Reading(path, refused=refused)
    except SheetRefused as refused:
        return Reading(path, words=refusal_text(lang, refused), orders=refused.code == ORDERS)
    except WorkspaceUnusable as failed:
        return Reading(path, words=say(lang, failed.code, **failed.data))
    except OSError as error:
        return Reading(path, words=unopened_text(lang, path.name, error))
    return Reading(path, plan=plan, goods=goods)


class SheetReader(QObject):
    """Reads sheets on a thread of their own and answers on the window's."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        self._cancelled.set()

    def read(self, path: Path, answer: Callable[[Reading], None]) -> None:
        """Read ``path``; ``answer`` is called with what became of it, unless it was cancelled."""
        console, cancelled = self._context.console, self._cancelled
        workspace, lang, post, catalogue = console.workspace, console.settings.lang, console.post, console.catalogue

        def told(reading: Reading) -> None:
            if not cancelled.is_set():
                answer(reading)

        def work() -> None:
            reading = read_sheet(path, workspace, catalogue, lang)
            post(lambda: told(reading))

        threading.Thread(target=work, name="read-sheet", daemon=True).start()


def import_plan_files(context: Context, paths: Sequence[str | Path], parent: QWidget | None = None) -> None:
    """Open the dialog that imports run order sheets: one at a time, the next when the one before is done with."""
    from widgets.import_dialog import ImportDialog

    chosen = [Path(path) for path in paths]
    if not chosen:
        return
    dialog = ImportDialog(context, chosen[0], parent or QApplication.activeWindow())
    rest = chosen[1:]
    if rest:
        dialog.finished.connect(lambda _result: import_plan_files(context, rest, parent))
    dialog.show()


def save_template(context: Context, parent: QWidget | None = None) -> None:
    """Ask where, and write an empty run order sheet there."""
    translate = QCoreApplication.translate
    first = context.console.workspace.exports / translate("PlanImport", "排品表模板.xlsx")
    title = translate("PlanImport", "保存空白排品表")
    name, _ = QFileDialog.getSaveFileName(parent, title, str(first), "Excel (*.xlsx)")
    if name:
        write_template_to(context, Path(name).with_suffix(".xlsx"))


def write_template_to(context: Context, path: Path) -> None:
    """Write an empty run order sheet and say where it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_template(path, context.console.settings.lang, say)
    except OSError as error:
        data = {"file": path.name, "detail": error.strerror or str(error)}
        context.tell(Notice(code="template_failed", level="error", data=data))
    else:
        context.tell(Notice(code="template_saved", data={"file": str(path)}))
