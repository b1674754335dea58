"""The order lines that sold more of an item than was on sale, the last ones in first, to be put right by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.show.plan import ProductId
from console.show.sales import OrderLine
from console.show.timing import zone
from console.source_words import source_text
from widgets.context import Context
from widgets.lines_table import LinesTable, Words
from widgets.on_air_view import money_text
from widgets.theme import font


class OversoldDialog(QDialog):
    """Reads the lines when it opens. An order is a fact: nothing here refuses one."""

    def __init__(self, context: Context, product_id: ProductId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._product = product_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("超卖的订单"))
        self.resize(680, 400)
        self.head = QLabel()
        self.head.setFont(font(16, bold=True))
        self.head.setWordWrap(True)
        self.words = QLabel(self.tr("最后进来的订单在最上面：补库存、联系买家换货，或在平台后台退款。"))
        self.words.setWordWrap(True)
        self.words.setProperty("soft", True)
        self.table = LinesTable(context.theme, self)
        self.table.setFont(font(12, figures=True))
        self.copy_button = QPushButton(self.tr("复制"))
        self.close_button = QPushButton(self.tr("关闭"))
        self.close_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.copy_button.clicked.connect(self.table.copy)
        self.close_button.clicked.connect(self.reject)
        self.close_button.setFocus()
        self._fill()

    def _fill(self) -> None:
        show = self._context.console.show
        if show is None:
            return
        entry = show.state.plan.products().get(self._product)
        name = str(self._product) if entry is None else entry.name
        balance = show.balance(self._product)
        over, early = f"{balance.uncovered:,}", f"{balance.early:,}"
        if not balance.uncovered:
            self.setWindowTitle(self.tr("未放先卖的订单"))
            self.head.setText(self.tr("{name} 未放先卖 {n} 件").format(name=name, n=early))
            self.words.setText(self.tr("最后进来的订单在最上面。都在本场库存之内，把这些件数放出来就对上了。"))
        elif balance.early:
            text = self.tr("{name} 超卖 {n} 件，另有 {m} 件未放先卖")
            self.head.setText(text.format(name=name, n=over, m=early))
        else:
            self.head.setText(self.tr("{name} 超卖 {n} 件").format(name=name, n=over))
        headers = (self.tr("付款时间"), self.tr("订单号"), self.tr("件数"), self.tr("金额"), self.tr("来源"))
        zone_name = show.state.info.time_zone
        rows = [self._line(line, zone_name) for line in show.oversold_lines(self._product)]
        self.table.show_lines(headers, rows, (90, 190, 64, 96, 90), 1, (2, 3))

    def _line(self, line: OrderLine, zone_name: str) -> Words:
        at = line.counted_at.astimezone(zone(zone_name))
        source = source_text(self._context.console.settings.lang, line.source)
        cells = f"{at:%H:%M:%S}", line.order_id, f"{line.quantity:,}", money_text(line.amount), source
        return Words(cells, tip=f"{at:%Y-%m-%d %H:%M:%S}  {line.order_id}  {source}")
