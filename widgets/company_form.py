"""Booking in the warehouse: what came in, what was lost, and what a count found, with a person and a reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from console.show.ruling import Refused
from console.wording import say
from inventory.stock import Kind
from widgets.context import Context
from widgets.form import FormDialog, padded, point_at, with_hint

MOST = 10_000_000


class WarehouseForm(FormDialog):
    """``names``: items to choose from; one that is not there is named by its id."""

    def __init__(
        self, context: Context, names: Mapping[str, str], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("仓库：入库、报损、盘点"))
        self._context = context
        self.resize(520, 300)
        self.item = QComboBox()
        self.item.setEditable(True)
        self.item.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for product, name in names.items():
            self.item.addItem(f"{name} · {product}" if name != product else product, product)
        self.item.setCurrentIndex(self.item.findData(chosen))
        if self.item.currentIndex() < 0:
            self.item.setEditText(chosen)
        self.kind = QComboBox()
        self.kind.addItem(self.tr("入库：到货的件数"), Kind.RECEIVE)
        self.kind.addItem(self.tr("报损：坏了或丢了的件数"), Kind.DAMAGE)
        self.kind.addItem(self.tr("盘点：多出来的件数，少了写负数"), Kind.COUNT)
        self.quantity = padded(QSpinBox())
        self.quantity.setRange(-MOST, MOST)
        self.quantity.setSuffix(self.tr(" 件"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        person = context.console.actor
        self.form.addRow(self.tr("商品"), with_hint(self.item, self.tr("从列表里选，或写商品ID。")))
        self.form.addRow(self.tr("记什么"), self.kind)
        self.form.addRow(self.tr("件数"), self.quantity)
        self.form.addRow(
            self.tr("理由"), with_hint(self.reason, self.tr("和“{person}”一起记在账上。").format(person=person))
        )
        self.save_button.setText(self.tr("记账"))

    def save(self) -> str:
        product, pieces, kind = self._product(), self.quantity.value(), self.kind.currentData()
        if not product:
            point_at(self.item)
            return self.tr("选一个商品，或写商品ID。")
        if not pieces or (pieces < 0 and kind is not Kind.COUNT):
            point_at(self.quantity)
            return self.tr("写大于 0 的件数；只有盘点可以是负数。")
        reason = self.reason.text().strip()
        if not reason:
            point_at(self.reason)
            return self.tr("写理由：日后有人会问。")
        console = self._context.console
        try:
            console.shared.book(kind, product, pieces, reason=reason, actor=console.actor)
        except Refused as refused:
            return say(console.settings.lang, f"refused.{refused.code}", **refused.data)
        return ""

    def _product(self) -> str:
        place = self.item.findText(self.item.currentText())
        return str(self.item.itemData(place)) if place >= 0 else self.item.currentText().strip()
