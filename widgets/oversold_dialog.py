"""The order lines that sold more of an item than was on sale, the last ones in first, to be put right by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.show.plan import ProductId
from console.show.sales import OrderLine
from console.show.timing import zone
from widgets.charts.taking_away import as_mime
from widgets.context import Context
from widgets.figures import plain_price
from widgets.theme import font


class OversoldDialog(QDialog):
    """Reads the lines when it opens. An order is a fact: nothing here refuses one."""

    def __init__(self, context: Context, product_id: ProductId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._product = product_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("超卖的订单"))
        self.resize(560, 360)
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setFont(font(12, figures=True))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = self.buttons.addButton(self.tr("复制"), QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setMimeData(as_mime(self.rows())))
        self._fill()

    def _fill(self) -> None:
        show = self._context.console.show
        if show is None:
            return
        entry = show.state.plan.products().get(self._product)
        name = str(self._product) if entry is None else entry.name
        excess = show.balance(self._product).oversold
        text = self.tr("{name} 超卖 {n} 件。最后进来的订单在最上面：补库存、联系买家换货，或在平台后台退款。")
        self.head.setText(text.format(name=name, n=excess))
        lines = show.oversold_lines(self._product)
        captions = (self.tr("付款时间"), self.tr("订单号"), self.tr("件数"), self.tr("金额"), self.tr("来源"))
        self.table.setColumnCount(len(captions))
        self.table.setHorizontalHeaderLabels(captions)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(self._cells(line, show.state.info.time_zone)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        for column, width in enumerate((84, 190, 56, 84, 90)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _cells(self, line: OrderLine, zone_name: str) -> tuple[str, ...]:
        at = line.counted_at.astimezone(zone(zone_name))
        return (f"{at:%H:%M:%S}", line.order_id, str(line.quantity), f"¥{plain_price(line.amount)}", line.source)

    def rows(self) -> list[list[str]]:
        """What the table shows, captions first."""
        columns = range(self.table.columnCount())
        heads = [self.table.horizontalHeaderItem(column) for column in columns]
        rows = [["" if head is None else head.text() for head in heads]]
        for row in range(self.table.rowCount()):
            cells = [self.table.item(row, column) for column in columns]
            rows.append(["" if cell is None else cell.text() for cell in cells])
        return rows
