"""A catalogue sheet on its way in: read beside the window, what it would do is shown before anything changes."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.catalogue import Catalogue, Goods, keep_file
from console.feeds.catalogue_sheet import CatalogueSheetRefused, SheetCatalogue, read_catalogue
from console.feeds.grid import SheetRefused
from console.files import WorkspaceUnusable
from console.sheet_words import place_text, refusal_text, remedy_text, told_text, wrong_text
from console.store.database import StoreFailed
from console.wording import say
from console.workspace import Workspace
from inventory.catalogue import Price, Product
from inventory.catalogue_difference import CatalogueDifference, difference
from widgets.context import Context
from widgets.figures import read_price
from widgets.import_notes import ImportNotes
from widgets.lines_table import LinesTable, Words
from widgets.theme import font

PRICES = tuple(price.value for price in Price)
TEXTS = ("name", "brand", "category", "spec", "barcode", "note")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a sheet. ``words`` is the sentence for a whole file that could not be read."""

    sheet: SheetCatalogue | None = None
    found: CatalogueDifference | None = None
    refused: CatalogueSheetRefused | None = None
    words: str = ""


def read(path: Path, workspace: Workspace, catalogue: Catalogue, lang: str) -> Reading:
    """Read one sheet; whatever is wrong with it is the answer. Any thread."""
    try:
        known = catalogue.read().by_id
        sheet = read_catalogue(
            path,
            known=known,
            picture_sink=keep_file(workspace, workspace.pictures),
            file_sink=keep_file(workspace, workspace.evidence),
            root=workspace.root,
        )
    except CatalogueSheetRefused as refused:
        return Reading(refused=refused)
    except SheetRefused as refused:
        return Reading(words=refusal_text(lang, refused))
    except WorkspaceUnusable as failed:
        return Reading(words=say(lang, failed.code, **failed.data))
    except StoreFailed as failed:
        return Reading(words=say(lang, f"store.{failed.code}", detail=failed.detail))
    except OSError as error:
        return Reading(words=f"{path.name}: {error.strerror or error}")
    return Reading(sheet=sheet, found=difference(known, sheet.products))


class CatalogueImportDialog(QDialog):
    """Enter does what is shown."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._path = context, path
        self._lang = context.console.settings.lang
        self._gone = threading.Event()
        self._reading = Reading()
        self.setWindowTitle(self.tr("导入商品库 · {file}").format(file=path.name))
        self.resize(1040, 520)
        self.title = QLabel()
        self.title.setFont(font(16, bold=True))
        self.title.setWordWrap(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("soft", True)
        self.table = LinesTable(context.theme, self)
        self.notes = ImportNotes(context.theme)
        self.again_button = QPushButton(self.tr("再读一次"))
        self.copy_button = QPushButton(self.tr("复制"))
        self.cancel_button = QPushButton(self.tr("取消"))
        self.apply_button = QPushButton(self.tr("导入"))
        self.apply_button.setProperty("primary", True)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.apply_button)
        for button in (self.copy_button, self.again_button, self.cancel_button, self.apply_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        column.addLayout(foot)
        self.copy_button.clicked.connect(self.table.copy)
        self.again_button.clicked.connect(self.read_again)
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button.clicked.connect(self.apply)
        self.finished.connect(lambda _result: self._gone.set())
        self.read_again()

    # -- reading ------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the file as it is now."""
        self._reading = Reading()
        self.title.setText(self.tr("正在读…"))
        self._show_only(words="")
        console, path, lang, gone = self._context.console, self._path, self._lang, self._gone
        workspace, catalogue, post = console.workspace, console.catalogue, console.post

        def told(reading: Reading) -> None:
            if not gone.is_set():
                self._on_read(reading)

        def work() -> None:
            reading = read(path, workspace, catalogue, lang)
            post(lambda: told(reading))

        threading.Thread(target=work, name="read-catalogue", daemon=True).start()

    def _on_read(self, reading: Reading) -> None:
        self._reading = reading
        if reading.refused is not None:
            self._show_cells(reading.refused)
        elif reading.sheet is None or reading.found is None:
            self.title.setText(self.tr("这个文件没有导入，什么都没有改"))
            self._show_only(words=reading.words, again=True)
        else:
            self._show_difference(reading.sheet, reading.found)
        chosen = self.apply_button if self.apply_button.isVisibleTo(self) else self.again_button
        chosen.setFocus()

    def _show_only(self, *, words: str, table: bool = False, again: bool = False, ready: bool = False) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.table.setVisible(table)
        self.copy_button.setVisible(table)
        self.again_button.setVisible(again)
        self.apply_button.setVisible(ready)
        self.notes.setVisible(False)
        self.cancel_button.setText(self.tr("取消") if ready or not again else self.tr("关闭"))

    def _show_cells(self, refused: CatalogueSheetRefused) -> None:
        count, lang = len(refused.problems), self._lang
        self.title.setText(self.tr("这张表有 {count} 处要改，什么都没有导入").format(count=count))
        rows = [
            Words((place_text(lang, p), wrong_text(lang, p), remedy_text(lang, p)), colour="bad")
            for p in refused.problems
        ]
        headers = (self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改"))
        self.table.show_lines(headers, rows, (200, 200, 260), 2)
        self._show_only(words=self.tr("在表格软件里改好并保存，再读一次。"), table=True, again=True)

    def _show_difference(self, sheet: SheetCatalogue, found: CatalogueDifference) -> None:
        added, changed, same = len(found.added), len(found.changed), len(found.same)
        words = self.tr("新增 {added} 个，更新 {changed} 个，{same} 个没有变")
        self.title.setText(words.format(added=added, changed=changed, same=same))
        rows = [Words((self.tr("新增"), each.name, self._new(each)), colour="good") for each in found.added]
        for each in found.changed:
            told = [self._change(each.before, each.after, name) for name in each.fields]
            rows.append(Words((self.tr("更新"), each.after.name, self.tr("；").join(told)), tip="\n".join(told)))
        self.table.show_lines((self.tr("怎样"), self.tr("商品"), self.tr("是什么")), rows, (64, 260, 300), 2)
        about = self.tr("表里空着的不动，表里没有的商品、SKU 和证照也留着：导入不会删掉什么。")
        self._show_only(words=about, table=bool(rows), ready=True)
        self.apply_button.setEnabled(not found.nothing)
        notes = [told_text(self._lang, told, "plan_sheet") for told in sheet.told]
        self.notes.show_notes(notes)

    def _new(self, product: Product) -> str:
        parts = [product.product_id, product.brand, product.category, read_price(product.live_price)]
        if product.variants:
            parts.append(self.tr("{n} 个 SKU").format(n=len(product.variants)))
        if product.certificates:
            parts.append(self.tr("{n} 份证照").format(n=len(product.certificates)))
        return " · ".join(part for part in parts if part)

    def _change(self, before: Product, after: Product, name: str) -> str:
        title = say(self._lang, f"catalogue.field.{name}")
        was, now = getattr(before, name), getattr(after, name)
        if name in PRICES:
            was, now = read_price(was) or "–", read_price(now) or "–"
        elif name in TEXTS:
            was, now = was or "–", now or "–"
        else:
            was, now = str(len(was)), str(len(now))
            if was == now:
                return self.tr("{field} 有改动").format(field=title)
        return self.tr("{field} {was} → {now}").format(field=title, was=was, now=now)

    # -- doing it -----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Take in what is shown."""
        from widgets.catalogue_words import failure_text

        found = self._reading.found
        if found is None or found.nothing or not self.apply_button.isEnabled():
            return
        self.apply_button.setEnabled(False)

        def answer(done: Future[Goods]) -> None:
            if self._gone.is_set():
                return
            error = done.exception()
            if error is None:
                self.accept()
                return
            self.title.setText(self.tr("没有导入，什么都没有改"))
            self._show_only(words=failure_text(self._lang, error), again=True)

        self._context.console.catalogue.write(found.to_write).add_done_callback(answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.apply_button.isVisibleTo(self):
                self.apply()
            return
        super().keyPressEvent(event)
