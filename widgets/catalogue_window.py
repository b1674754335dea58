"""The catalogue: a list that is searched, one product beside it, and sheets in and out."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.catalogue import CatalogueChanged, Goods
from inventory.catalogue import Product
from widgets.catalogue_form import ProductForm, Wrong
from widgets.catalogue_list import ENTER, CatalogueList, today_in
from widgets.catalogue_sheets import CatalogueSheets
from widgets.catalogue_words import failure_text
from widgets.context import Context
from widgets.picture import PictureLoader
from widgets.theme import font

SHEETS = ".xlsx", ".xlsm", ".csv"


class CatalogueDialog(QDialog):
    """Not modal: a show goes on behind it. Ctrl+N begins a product, Ctrl+Enter keeps it, Ctrl+F goes to the search."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lang = context.console.settings.lang
        self._catalogue = context.console.catalogue
        self._today = today_in(context.console.clock.now())
        self._edited = False
        self._shown: Product | None = None
        self._new = False
        self.setWindowTitle(self.tr("商品库"))
        self.resize(1240, 690)
        self.setAcceptDrops(True)
        self._loader = PictureLoader(context.console.workspace.root, context.console.post, self)
        self.list = CatalogueList(context.theme, self._today)
        self.form = ProductForm(context.theme, context.console.workspace, self._loader, self._today, self._lang)
        self._sheets = CatalogueSheets(context, self, self._tell)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_goods(self._catalogue.goods)
        self._look()
        self.list.line.setFocus()

    # -- building -----------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.new_button = QPushButton(self.tr("新商品 Ctrl+N"))
        self.import_button = QPushButton(self.tr("导入表…"))
        self.export_button = QPushButton(self.tr("导出表…"))
        self.template_button = QPushButton(self.tr("空白表…"))
        self.doubles_button = QPushButton()
        self.delete_button = QPushButton(self.tr("删除"))
        self.merge_button = QPushButton(self.tr("并到别的商品…"))
        self.revert_button = QPushButton(self.tr("还原"))
        self.save_button = QPushButton(self.tr("保存 Ctrl+Enter"))
        self.save_button.setProperty("primary", True)
        self.close_button = QPushButton(self.tr("关闭"))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.told = QLabel()
        self.told.setWordWrap(True)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        sheets = QHBoxLayout()
        for button in (self.new_button, self.import_button, self.export_button, self.template_button):
            button.setAutoDefault(False)
            sheets.addWidget(button)
        sheets.addStretch(1)
        column.addLayout(sheets)
        column.addWidget(self.doubles_button)
        self.doubles_button.setAutoDefault(False)
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setFont(font(14))
        self.empty.setProperty("soft", True)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self.form)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.faces, 1)
        column.addWidget(self.told)
        foot = QHBoxLayout()
        for button in (self.delete_button, self.merge_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.revert_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([560, 680])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 14)
        whole.addWidget(halves)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.picked.connect(lambda _product: self.form.lines["name"].setFocus())
        self.form.edited.connect(self._on_edited)
        self.form.refused.connect(lambda words: self._tell(words, wrong=True))
        self.new_button.clicked.connect(self.begin_product)
        self.import_button.clicked.connect(self._choose_sheet)
        self.export_button.clicked.connect(self._sheets.export)
        self.template_button.clicked.connect(self._sheets.template)
        self.doubles_button.clicked.connect(self._open_doubles)
        self.delete_button.clicked.connect(self._delete)
        self.merge_button.clicked.connect(self._merge)
        self.revert_button.clicked.connect(self._revert)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close)
        listeners = self._context.console.listeners
        self._unsubscribe = listeners.subscribe(CatalogueChanged, lambda _told: self._show_goods(self._catalogue.goods))
        self.finished.connect(lambda _result: self._release())

    def _release(self) -> None:
        self._unsubscribe()
        self._loader.release()

    # -- what is known ------------------------------------------------------------------------------

    def _look(self) -> None:
        """See what other rooms and programs wrote."""

        def answer(done: Future[Goods]) -> None:
            error = done.exception()
            if error is not None:
                self._tell(failure_text(self._lang, error), wrong=True)
            else:
                self._show_goods(done.result())

        self._catalogue.refresh().add_done_callback(answer)

    def _show_goods(self, goods: Goods) -> None:
        self.list.show_goods(goods)
        count = len(goods.doubles)
        self.doubles_button.setText(self.tr("{n} 组可能是同一个商品，看看…").format(n=count))
        self.doubles_button.setVisible(bool(count))
        self.export_button.setEnabled(bool(goods.products))
        if self._shown is not None and not self._edited:
            now = goods.by_id.get(self._shown.product_id)
            if now is None or now.product_id != self._shown.product_id:
                self._show(None)
            elif now != self._shown:
                self._show(now)
        self._show_buttons()

    def _show(self, product: Product | None, *, new: bool = False) -> None:
        self._shown, self._new, self._edited = product, new, False
        self.form.show_product(product)
        self._show_buttons()

    def _show_buttons(self) -> None:
        known, goods = self._shown is not None, self._catalogue.goods
        self.faces.setCurrentWidget(self.form if known or self._new else self.empty)
        if goods.products:
            self.empty.setText(self.tr("左边选一个商品，或按 Ctrl+N 新建"))
        elif self._catalogue.loaded:
            self.empty.setText(
                self.tr("商品库还是空的。\n导入一张表（“空白表…”里有样子），或按 Ctrl+N 新建第一个商品。")
            )
        else:
            self.empty.setText(self.tr("正在读商品库…"))
        self.delete_button.setEnabled(known)
        self.merge_button.setEnabled(known and len(goods.products) > 1)
        self.revert_button.setEnabled(self._edited)
        self.save_button.setEnabled(self._edited)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.told.setText(words)
        self.told.setProperty("wrong", wrong)
        self.told.setProperty("soft", not wrong)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    # -- one product --------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        if not self._edited:
            self._edited = True
            self._tell("")
            self._show_buttons()

    def _on_chosen(self, product: Product | None) -> None:
        if product is not None and self._shown is not None and product.product_id == self._shown.product_id:
            return
        if not self.may_leave():
            self.list.choose("" if self._shown is None else self._shown.product_id)
            return
        self._tell("")
        self._show(product)

    def begin_product(self) -> None:
        """Begin a new product."""
        if not self.may_leave():
            return
        self._edited = False
        self.list.choose("")
        self._tell("")
        self._show(None, new=True)
        self.form.tabs.setCurrentIndex(0)
        self.form.lines["name"].setFocus()

    def save(self) -> None:
        """Keep what is in the fields."""
        if not self._edited:
            return
        try:
            product = self.form.product()
        except Wrong as wrong:
            self._tell(str(wrong), wrong=True)
            return
        self.save_button.setEnabled(False)

        def saved() -> None:
            now = self._catalogue.goods.by_id.get(product.product_id)
            self._show(now)
            self.list.choose(product.product_id)
            self._tell(self.tr("“{name}”已保存").format(name=product.name))

        self._write((product,), (), saved)

    def _write(self, products: tuple[Product, ...], gone: tuple[Product, ...], then: object) -> None:
        def answer(done: Future[Goods]) -> None:
            error = done.exception()
            if error is not None:
                self._tell(failure_text(self._lang, error), wrong=True)
                self._show_buttons()
            else:
                assert callable(then)
                then()

        self._catalogue.write(products, gone).add_done_callback(answer)

    def _revert(self) -> None:
        self._show(self._shown, new=self._new)
        self._tell("")

    def _delete(self) -> None:
        product = self._shown
        if product is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("从商品库里删除“{name}”？").format(name=product.name))
        box.setInformativeText(self.tr("排好的场次不受影响。它的 SKU 和各平台的 ID 就不再认得。"))
        delete = QPushButton(self.tr("删除"))
        delete.setProperty("danger", True)
        box.addButton(delete, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("留着"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is not delete:
            return
        self._edited = False

        def deleted() -> None:
            self._tell(self.tr("“{name}”已删除").format(name=product.name))

        self._write((), (product,), deleted)

    def may_leave(self) -> bool:
        """Whether the product in the fields may be put away: kept, or its changes given up."""
        if not self._edited:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("改过的还没有保存"))
        save = box.addButton(self.tr("保存"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("放弃修改"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("接着改"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is save:
            self.save()
            return False
        if box.clickedButton() is not drop:
            return False
        self._edited = False
        return True

    # -- merging ------------------------------------------------------------------------------------

    def _open_doubles(self) -> None:
        from widgets.catalogue_merge import MergeDialog

        if self.may_leave():
            self._show(self._shown, new=self._new)
            MergeDialog(self._context, self._catalogue.goods.doubles, self).open()

    def _merge(self) -> None:
        from widgets.catalogue_merge import MergeDialog, as_one
        from widgets.catalogue_picker import CataloguePicker

        product = self._shown
        if product is None or not self.may_leave():
            return

        def picked(other: Product) -> None:
            if other.product_id != product.product_id:
                MergeDialog(self._context, [as_one(other, product)], self).open()

        picker = CataloguePicker(
            self._context, self.tr("“{name}”并到哪个商品？").format(name=product.name), self, but=product
        )
        picker.picked.connect(picked)
        picker.open()

    # -- sheets -------------------------------------------------------------------------------------

    def import_sheet(self, path: Path) -> None:
        """Read a sheet and show what it would do."""
        from widgets.catalogue_import import CatalogueImportDialog

        if self.may_leave():
            self._show(self._shown, new=self._new)
            CatalogueImportDialog(self._context, path, self).open()

    def _choose_sheet(self) -> None:
        kinds = self.tr("商品库表 (*.xlsx *.xlsm *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选商品库表"), str(Path.home()), kinds)
        if name:
            self.import_sheet(Path(name))

    # -- events -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.isAutoRepeat():
            return
        if control and event.key() in ENTER:
            self.save()
        elif control and event.key() == Qt.Key.Key_N:
            self.begin_product()
        elif control and event.key() == Qt.Key.Key_F:
            self.list.line.setFocus()
            self.list.line.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._catalogue.loaded:
            self._look()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_sheet(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((each for each in paths if each.suffix.lower() in SHEETS), None)
