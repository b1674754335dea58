"""Products that may be one, group by group: which stays, and what the merged one would be."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.catalogue import Goods
from inventory.catalogue import Product
from inventory.catalogue_difference import Duplicate, Likeness, merged
from widgets.catalogue_words import likeness_name
from widgets.context import Context
from widgets.figures import read_price
from widgets.lines_table import LinesTable, Words
from widgets.theme import font


def _first(barcodes: Sequence[str]) -> str:
    return f"{barcodes[0]} +{len(barcodes) - 1}" if len(barcodes) > 1 else "".join(barcodes)


def as_one(kept: Product, other: Product) -> Duplicate:
    """Two products somebody says are one."""
    return Duplicate(Likeness.NAME, "", (kept, other))


class MergeDialog(QDialog):
    """The arrows choose which product stays, Enter merges, and the next group comes."""

    def __init__(self, context: Context, groups: Sequence[Duplicate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._lang = context.console.settings.lang
        self._groups = list(groups)
        self._all = len(self._groups)
        self.setWindowTitle(self.tr("合并商品"))
        self.resize(860, 420)
        self.title = QLabel()
        self.title.setFont(font(16, bold=True))
        self.title.setWordWrap(True)
        self.about = QLabel(
            self.tr(
                "选中的那个留下，它空着的由别的补上；别的 ID、SKU、依据和证照都归它，"
                "老的排品和订单照样认得。合并后不能拆开。"
            )
        )
        self.about.setWordWrap(True)
        self.about.setProperty("soft", True)
        self.table = LinesTable(context.theme, self)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("soft", True)
        self.merge_button = QPushButton(self.tr("合并 Enter"))
        self.merge_button.setProperty("primary", True)
        self.skip_button = QPushButton(self.tr("不是一个，看下一组"))
        self.close_button = QPushButton(self.tr("关闭"))
        foot = QHBoxLayout()
        foot.addWidget(self.skip_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.merge_button)
        for button in (self.skip_button, self.close_button, self.merge_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (self.title, self.about):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addLayout(foot)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell_result())
        self.table.doubleClicked.connect(lambda _index: self.merge())
        self.merge_button.clicked.connect(self.merge)
        self.skip_button.clicked.connect(self.skip)
        self.close_button.clicked.connect(self.close)
        self._show_group()

    @property
    def group(self) -> Duplicate:
        return self._groups[0]

    def _show_group(self) -> None:
        group = self.group
        why = likeness_name(group.likeness)
        place = self._all - len(self._groups) + 1
        if group.shared:
            words = self.tr("第 {place} 组，共 {all} 组：{why} {shared}")
            self.title.setText(words.format(place=place, all=self._all, why=why, shared=group.shared))
        else:
            self.title.setText(self.tr("哪一个留下？"))
        self.skip_button.setVisible(self._all > 1)
        rows = [
            Words(
                (
                    each.name,
                    each.product_id,
                    each.brand,
                    read_price(each.live_price),
                    _first(list(each.barcodes())),
                    str(len(each.variants)),
                    str(len(each.certificates) + len(each.evidence)),
                )
            )
            for each in group.products
        ]
        headers = (
            self.tr("商品"),
            self.tr("商品ID"),
            self.tr("品牌"),
            self.tr("直播价"),
            self.tr("条码"),
            self.tr("SKU"),
            self.tr("依据和证照"),
        )
        self.table.show_lines(headers, rows, (200, 150, 80, 70, 110, 50, 80), 0, figures={3, 5, 6})
        self.table.selectRow(0)
        self.table.setFocus()
        self._tell_result()

    def _chosen(self) -> tuple[Product, list[Product]]:
        row = max(0, self.table.currentIndex().row())
        kept = self.group.products[row]
        return kept, [each for each in self.group.products if each is not kept]

    def _tell_result(self) -> None:
        kept, others = self._chosen()
        whole = merged(kept, others)
        words = self.tr("合并后：{name}，{ids} 个 ID，{skus} 个 SKU，{proofs} 条依据，{papers} 份证照")
        self.told.setText(
            words.format(
                name=whole.name,
                ids=len(list(whole.ids())),
                skus=len(whole.variants),
                proofs=len(whole.evidence),
                papers=len(whole.certificates),
            )
        )

    def merge(self) -> None:
        """Make one product of the group."""
        from widgets.catalogue_words import failure_text

        if not self.merge_button.isEnabled():
            return
        kept, others = self._chosen()
        self.merge_button.setEnabled(False)

        def answer(done: Future[Goods]) -> None:
            self.merge_button.setEnabled(True)
            error = done.exception()
            if error is not None:
                self.told.setText(failure_text(self._lang, error))
                return
            self._keep_up(done.result())
            self.skip()

        self._context.console.catalogue.write((merged(kept, others),), others).add_done_callback(answer)

    def _keep_up(self, goods: Goods) -> None:
        """The groups that wait hold the products as they are by now; one of a single product is none."""
        waiting = []
        for group in self._groups[1:]:
            now = {p.product_id: p for each in group.products if (p := goods.by_id.get(each.product_id)) is not None}
            if len(now) > 1:
                waiting.append(Duplicate(group.likeness, group.shared, tuple(now.values())))
        self._groups[1:] = waiting
        self._all = max(self._all, len(waiting) + 1)

    def skip(self) -> None:
        """Leave this group as it is and look at the next."""
        del self._groups[0]
        if self._groups:
            self._show_group()
        else:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.merge()
            return
        super().keyPressEvent(event)
