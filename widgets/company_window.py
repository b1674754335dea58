"""The stock of the whole company: every item in every room, and what this room draws, gives back and asks for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.desk import Receipt
from console.listeners import Applied, FiguresChanged
from console.shared_stock import SharedStockChanged
from console.show.plan import ProductId
from console.show.ruling import BadValue, Refused
from console.store.database import StoreFailed
from console.wording import say
from inventory.company import Company
from widgets.charts.parts import age_text
from widgets.company_form import WarehouseForm
from widgets.company_model import CompanyModel, Row, rows_of
from widgets.company_words import lamp_state, status_sentence
from widgets.context import Context
from widgets.form import padded
from widgets.frame import Coalescer
from widgets.theme import font

TICK_MS = 1000
MOST = 1_000_000
WIDTHS = {1: 190, 2: 130, 3: 84, 4: 84, 5: 104, 6: 96, 7: 104}


class CompanyDialog(QDialog):
    """Not modal: a show goes on behind it. It shows what the server last said, and asks; it waits for nothing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shared = context.console.shared
        self._lang = context.console.settings.lang
        self._chosen: tuple[str, str] | None = None
        self.setWindowTitle(self.tr("全公司库存"))
        self.resize(1120, 660)
        self._build()
        self._lay_out()
        self._connect()
        listeners = context.console.listeners
        self._frame = Coalescer(self._show_all, self)
        self._unsubscribe: list[Callable[[], None]] = [
            listeners.subscribe(kind, lambda _told: self._frame.ask())
            for kind in (SharedStockChanged, ShowOpened, ShowClosed, Applied, FiguresChanged)
        ]
        self._unsubscribe.append(self._shared.watch())
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._show_all)
        self._clock.start()
        self._show_all()

    def _build(self) -> None:
        theme = self._context.theme
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.asked = QLabel()
        self.asked.setWordWrap(True)
        self.asked.setFont(font(14, bold=True))
        self.consent_button = QPushButton()
        self.consent_button.setProperty("primary", True)
        self.consent_button.setToolTip("Ctrl+Enter")
        self.consent_key = QShortcut(QKeySequence("Ctrl+Return"), self)
        self.decline_button = QPushButton(self.tr("不让"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("找商品：名称或商品ID"))
        self.search.setClearButtonEnabled(True)
        self.model = CompanyModel(theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(30)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        self.empty = QLabel(self.table.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("soft", True)
        self.what = QLabel()
        self.what.setProperty("soft", True)
        self.quantity = padded(QSpinBox())
        self.quantity.setRange(1, MOST)
        self.quantity.setSuffix(self.tr(" 件"))
        self.quantity.setMinimumWidth(120)
        self.draw_button = QPushButton(self.tr("领"))
        self.return_button = QPushButton(self.tr("退"))
        self.ask_button = QPushButton(self.tr("向它要"))
        self.plan_button = QPushButton()
        self.plan_button.setProperty("primary", True)
        self.rest_button = QPushButton(self.tr("退回没用上的"))
        self.warehouse_button = QPushButton(self.tr("入库、报损、盘点…"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("wrong", True)
        self.close_button = QPushButton(self.tr("关闭"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.search)
        self.search.setFixedWidth(240)
        self.request_row = QWidget()
        request = QHBoxLayout(self.request_row)
        request.setContentsMargins(12, 8, 12, 8)
        request.addWidget(self.asked, 1)
        request.addWidget(self.consent_button)
        request.addWidget(self.decline_button)
        self.request_row.setObjectName("request")
        colour = self._context.theme.color("late").name()
        self.request_row.setStyleSheet(f"#request {{ border: 1px solid {colour}; border-radius: 6px; }}")
        item = QHBoxLayout()
        item.addWidget(self.what, 1)
        for widget in (self.quantity, self.draw_button, self.return_button, self.ask_button):
            item.addWidget(widget)
        foot = QHBoxLayout()
        for button in (self.plan_button, self.rest_button, self.warehouse_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.request_row)
        column.addWidget(self.table, 1)
        column.addLayout(item)
        column.addWidget(self.told)
        column.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.model.search)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.modelReset.connect(self._choose_again)
        self.plan_button.clicked.connect(self._draw_plan)
        self.rest_button.clicked.connect(self._give_back_rest)
        self.draw_button.clicked.connect(self._draw)
        self.return_button.clicked.connect(self._give_back)
        self.ask_button.clicked.connect(self._ask)
        self.consent_button.clicked.connect(self._consent)
        self.consent_key.activated.connect(self.consent_button.click)
        self.decline_button.clicked.connect(self._decline)
        self.warehouse_button.clicked.connect(self._book)
        self.close_button.clicked.connect(self.close)

    # -- showing ------------------------------------------------------------------------------------

    def _names(self) -> dict[str, str]:
        console = self._context.console
        names = {product: each.name for product, each in console.catalogue.goods.by_id.items()}
        if console.show is not None:
            names |= {str(product): entry.name for product, entry in console.show.state.plan.products().items()}
        return names

    def _show_all(self) -> None:
        console, shared = self._context.console, self._shared
        now = console.clock.now()
        status = shared.status
        _words, tone, _extra = lamp_state(status, 0, now)
        self.state.setText(status_sentence(status, now))
        colour = tone.value if tone.value in ("bad", "late") else "text_soft"
        self.state.setStyleSheet(f"color: {self._context.theme.color(colour).name()};")
        self.model.own_room = shared.room_id
        show = console.show
        wanted = [] if show is None else [str(product) for product in show.state.plan.products()]
        company = shared.company or Company()
        names = self._names()
        rows = rows_of(company, names, wanted, self.tr("仓库"), shared.room_id) if shared.on else []
        self.model.show(rows, now)
        self._show_empty()
        self._show_request()
        plan = shared.wanted()
        self.plan_button.setText(
            self.tr("按排品领货（{n} 款）").format(n=len(plan)) if plan else self.tr("排品的都领了")
        )
        self.plan_button.setEnabled(shared.on and bool(plan))
        self.rest_button.setEnabled(shared.on and show is not None and any(map(shared.spare, show.state.stock)))
        self.warehouse_button.setEnabled(shared.on)
        self._show_chosen()

    def _show_empty(self) -> None:
        words = ""
        if not self._shared.on:
            words = status_sentence(self._shared.status, self._context.console.clock.now())
        elif not self.model.rowCount():
            words = self.tr("仓库还没有货：用“入库”记下到货的件数。")
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.empty.setGeometry(self.table.viewport().rect())

    def _show_request(self) -> None:
        shared = self._shared
        waiting = shared.to_answer()
        self.request_row.setVisible(bool(waiting))
        if not waiting:
            return
        first = waiting[0]
        company = shared.company or Company()
        room = company.rooms.get(first.taker, first.taker)
        name = self._names().get(first.product_id, first.product_id)
        age = age_text(first.at, self._context.console.clock.now())
        words = self.tr("{room}（{person}）想要「{name}」{n} 件 · {age}").format(
            room=room, person=first.person or "—", name=name, n=f"{first.quantity:,}", age=age
        )
        more = len(waiting) - 1
        self.asked.setText(words if not more else self.tr("{words} · 还有 {n} 个").format(words=words, n=more))
        pieces = min(first.quantity, shared.spare(first.product_id))
        self.consent_button.setText(self.tr("让出 {n} 件").format(n=f"{pieces:,}") if pieces else self.tr("没有可让的"))
        self.consent_button.setEnabled(bool(pieces))

    def _row(self) -> Row | None:
        return self.model.row(self.table.currentIndex().row())

    def _on_row(self) -> None:
        row = self._row()
        if row is None or row.key == self._chosen:
            return
        self._chosen = row.key
        self.told.clear()
        more = self._shared.wanted().get(row.product_id, 0)
        refused = self._shared.refused.get(row.product_id)
        self.quantity.setValue(max(1, refused if refused else more))
        self._show_chosen()

    def _choose_again(self) -> None:
        """The rows are others; the one that was chosen stays chosen."""
        if self._chosen is not None and (place := self.model.place_of(self._chosen)) >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)

    def _show_chosen(self) -> None:
        row, shared, show = self._row(), self._shared, self._context.console.show
        other = row is not None and row.room_id not in ("", shared.room_id)
        for widget in (self.quantity, self.draw_button, self.return_button):
            widget.setEnabled(row is not None and show is not None)
        self.ask_button.setVisible(other)
        self.draw_button.setVisible(not other)
        self.return_button.setVisible(not other)
        if row is None:
            self.what.setText(self.tr("选一行：领、退，或向别的直播间要。") if self.model.rowCount() else "")
            return
        spare, under_way = shared.spare(row.product_id), shared.under_way(row.product_id)
        self.return_button.setEnabled(bool(spare))
        parts = [row.name if not other else f"{row.name} · {row.place}"]
        if not other and show is not None:
            drawn = show.state.stock_of(ProductId(row.product_id)).drawn
            parts.append(self.tr("本场领了 {n}").format(n="—" if drawn is None else f"{drawn:,}"))
            parts.append(self.tr("可退 {n}").format(n=f"{spare:,}"))
        if under_way:
            parts.append(self.tr("在路上 {n}").format(n=f"{under_way:,}"))
        refused = shared.refused.get(row.product_id)
        if refused is not None:
            parts.append(self.tr("没领到：仓库只剩 {n}").format(n=f"{refused:,}"))
        self.what.setText(" · ".join(parts))

    # -- asking -------------------------------------------------------------------------------------

    def _try(self, act: Callable[[], object]) -> None:
        """Do it; what is refused is said here, where it was asked."""
        self.told.clear()
        try:
            done = act()
        except (Refused, BadValue) as refused:
            self._refused(refused)
            return
        if isinstance(done, Future):
            done.add_done_callback(self._answered)
        self._show_all()

    def _answered(self, done: Future[Receipt]) -> None:
        error = done.exception()
        if isinstance(error, Refused | BadValue):
            self._refused(error)
        elif error is not None and not isinstance(error, StoreFailed):  # a disk that fails is told in the strip
            raise error

    def _refused(self, refused: Refused | BadValue) -> None:
        self.told.setText(say(self._lang, f"refused.{refused.code}", **refused.data))

    @property
    def _actor(self) -> str:
        return self._context.console.actor

    def _draw_plan(self) -> None:
        self._try(lambda: self._shared.draw_plan(actor=self._actor))

    def _give_back_rest(self) -> None:
        self._try(lambda: self._shared.give_back_rest(actor=self._actor))

    def _draw(self) -> None:
        if (row := self._row()) is not None:
            self._try(lambda: self._shared.draw(row.product_id, self.quantity.value(), actor=self._actor))

    def _give_back(self) -> None:
        if (row := self._row()) is not None:
            self._try(lambda: self._shared.give_back(row.product_id, self.quantity.value(), actor=self._actor))

    def _ask(self) -> None:
        row = self._row()
        if row is not None and row.room_id:
            pieces = self.quantity.value()
            self._try(lambda: self._shared.ask_room(row.room_id, row.product_id, pieces, actor=self._actor))

    def _consent(self) -> None:
        if waiting := self._shared.to_answer():
            self._try(lambda: self._shared.consent(waiting[0].cause, actor=self._actor))

    def _decline(self) -> None:
        if waiting := self._shared.to_answer():
            self._try(lambda: self._shared.decline(waiting[0].cause, actor=self._actor))

    def _book(self) -> None:
        row = self._row()
        company = self._shared.company or Company()
        names = self._names()
        known = {product: names.get(product, product) for product in (*names, *company.shelves)}
        form = WarehouseForm(self._context, known, "" if row is None else row.product_id, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and no other: none here is pressed by accident."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(button, QPushButton):
                button.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def release(self) -> None:
        """Look at nothing more."""
        self._clock.stop()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    def done(self, result: int) -> None:
        self.release()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)
