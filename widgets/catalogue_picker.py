"""Choosing one product of the catalogue: type, arrows, Enter."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.catalogue import Goods
from inventory.catalogue import Product
from widgets.catalogue_list import CatalogueList, today_in
from widgets.context import Context


class CataloguePicker(QDialog):
    """``picked``: the product that was chosen; ``but``: one that cannot be."""

    picked = Signal(object)

    def __init__(
        self, context: Context, title: str, parent: QWidget | None = None, *, but: Product | None = None
    ) -> None:
        super().__init__(parent)
        self._but = but
        self._lang = context.console.settings.lang
        self.setWindowTitle(title)
        self.resize(720, 480)
        self.list = CatalogueList(context.theme, today_in(context.console.clock.now()), filtered=False)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("soft", True)
        self.pick_button = QPushButton(self.tr("就用它 Enter"))
        self.pick_button.setProperty("primary", True)
        self.cancel_button = QPushButton(self.tr("取消"))
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        for button in (self.cancel_button, self.pick_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.list.picked.connect(self._pick)
        self.list.chosen.connect(self._on_chosen)
        self.pick_button.clicked.connect(lambda: self._pick(self.list.current))
        self.cancel_button.clicked.connect(self.reject)
        catalogue = context.console.catalogue
        self._show(catalogue.goods)
        catalogue.refresh().add_done_callback(self._on_read)
        self.list.line.setFocus()

    def _on_read(self, done: Future[Goods]) -> None:
        from widgets.catalogue_words import failure_text

        error = done.exception()
        if error is not None:
            self.told.setText(failure_text(self._lang, error))
        else:
            self._show(done.result())

    def _show(self, goods: Goods) -> None:
        self.list.show_goods(goods)
        empty = goods.revision >= 0 and not goods.products
        self.told.setText(self.tr("商品库还是空的：先在“场次 → 商品库…”里导入或新建") if empty else "")
        self._on_chosen(self.list.current)

    def _on_chosen(self, product: Product | None) -> None:
        self.pick_button.setEnabled(self._takes(product))

    def _takes(self, product: Product | None) -> bool:
        return product is not None and (self._but is None or product.product_id != self._but.product_id)

    def _pick(self, product: Product | None) -> None:
        if self._takes(product):
            self.accept()
            self.picked.emit(product)
