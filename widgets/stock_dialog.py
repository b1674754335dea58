"""Release, hold back or correct any number of pieces of one product."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.desk import Receipt
from console.listeners import Applied, StockChanged
from console.show import commands as cmd
from console.show.plan import ProductId
from console.show.rundown import BadValue
from console.show.waves import Condition
from inventory.stock import Balance
from widgets.condition_edit import HOLD_KINDS, ConditionEdit
from widgets.context import Context
from widgets.form import grow, mark, padded, point_at, tab_through
from widgets.on_air_view import waves
from widgets.show_words import refusal_text
from widgets.theme import font
from widgets.waves_dialog import WavesDialog

MOST = 10_000_000
NAME_WIDE = 400
NO_BREAK = "\u00a0"
BESIDE_MARK = 23  # a radio button's words begin here
QUANTITY_WIDE = 130  # whatever is offered beside it


class StockDialog(QDialog):
    """What to do (release, hold, add, take away), how many, and why. It stays open with the reason when refused."""

    def __init__(self, context: Context, product_id: ProductId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._product = product_id
        self._wave = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("库存"))
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setMinimumWidth(NAME_WIDE)  # of the label: the layout asks for what the rest needs
        self.name.setFont(font(16, bold=True))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.release = QRadioButton(self.tr("放单：上架 N 件"))
        self.why_not = QLabel()
        self.why_not.setWordWrap(True)
        self.why_not.setProperty("soft", True)
        self.why_not.setIndent(BESIDE_MARK)
        self.hold = QRadioButton(self.tr("憋单：先扣住 N 件，等条件"))
        self.add = QRadioButton(self.tr("加库存：本场多分到 N 件"))
        self.less = QRadioButton(self.tr("减库存：本场少卖 N 件"))
        self._what = QButtonGroup(self)
        self.quantity = padded(QSpinBox())
        self.quantity.setRange(1, MOST)
        self.quantity.setGroupSeparatorShown(True)
        self.quantity.setMinimumWidth(QUANTITY_WIDE)
        self.until = ConditionEdit(HOLD_KINDS, self._counted, of_hold=True)
        self.until_label = QLabel(self.tr("等什么"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason_label = QLabel()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.waves_button = QPushButton(self.tr("波次…"))
        self.waves_button.setToolTip(self.tr("首放之后放几波，各等什么"))
        self.waves_button.setAutoDefault(False)
        self.cancel_button = QPushButton(self.tr("取消"))
        self.ok_button = QPushButton()
        self.ok_button.setProperty("primary", True)
        self.ok_button.setDefault(True)
        self.quick = [QPushButton() for _ in range(4)]
        self._lay_out()
        self._connect()
        self._refresh()
        (self.release if self.release.isEnabled() else self.add).setChecked(True)  # what can be done
        self._on_what()
        self.quantity.setValue(self._wave or 10)
        self.quantity.selectAll()
        self.quantity.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.name)
        column.addWidget(self.state)
        self.state.setProperty("soft", True)
        for choice in (self.release, self.hold, self.add, self.less):
            self._what.addButton(choice)
            column.addWidget(choice)
            if choice is self.release:
                column.addWidget(self.why_not)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        amounts = QHBoxLayout()
        amounts.setSpacing(6)
        amounts.addWidget(self.quantity, 1)
        for button in self.quick:
            button.setAutoDefault(False)
            amounts.addWidget(button)
        form.addRow(self.tr("件数"), amounts)
        form.addRow(self.until_label, self.until)
        form.addRow(self.reason_label, self.reason)
        column.addLayout(form)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.waves_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.ok_button)
        column.addLayout(buttons)
        tab_through(self)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(StockChanged, lambda told: self._refresh()),
            listeners.subscribe(Applied, lambda told: self._refresh()),
            listeners.subscribe(ShowClosed, lambda told: self.reject()),
        ]
        self.finished.connect(self._on_finished)
        self._what.buttonToggled.connect(self._on_what)
        self.until.changed.connect(self._on_what)
        self.waves_button.clicked.connect(self._open_waves)
        self.ok_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)
        for button in self.quick:
            button.clicked.connect(lambda _checked=False, button=button: self._on_quick(button))

    def _on_quick(self, button: QPushButton) -> None:
        self.quantity.setValue(int(button.property("pieces")))
        self.quantity.setFocus()

    def _on_finished(self) -> None:
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    def _counted(self, condition: Condition) -> int | None:
        console = self._context.console
        return console.waves.counted(condition, self._product, console.clock.now())

    def _open_waves(self) -> None:
        WavesDialog(self._context, self._product, self.parentWidget()).open()
        self.reject()

    def _refresh(self) -> None:
        self.until.refresh()
        show = self._context.console.show
        entry = None if show is None else show.state.plan.products().get(self._product)
        if show is None or entry is None:
            self.reject()
            return
        balance = show.balance(self._product)
        self.name.setText(entry.name)
        words = self.tr("分到 {allotted} · 已放 {released} · 已售 {sold} · 剩余 {left} · 还能放 {free}")
        unknown = "—"
        told = words.format(
            allotted=unknown if balance.allotted is None else f"{balance.allotted:,}",
            released=f"{balance.released:,}",
            sold=f"{balance.sold:,}",
            left=unknown if balance.remaining is None else f"{balance.remaining:,}",
            free=unknown if balance.unreleased is None else f"{balance.unreleased:,}",
        )
        # a number is never parted from what it counts
        self.state.setText(" · ".join(part.replace(" ", NO_BREAK) for part in told.split(" · ")))
        self._show_release(balance)
        small, big = waves(entry, balance)
        self._wave = small
        offers = sorted({n for n in (10, small, big, balance.unreleased or 0) if n > 0})
        for place, button in enumerate(self.quick):
            button.setVisible(place < len(offers))
            if place < len(offers):
                button.setProperty("pieces", offers[place])
                button.setText(f"{offers[place]:,}")

    def _show_release(self, balance: Balance) -> None:
        """Whether anything is left to put on sale, and why not."""
        left = balance.unreleased != 0  # of a stock nobody stated any number can be released
        self.release.setEnabled(left)
        self.hold.setEnabled(left)
        if not balance.allotted:
            words = self.tr("还没有分到库存，先加库存才能放。")
        else:
            words = self.tr("分到的 {n} 件都已经放出去了，先加库存才能再放。").format(n=f"{balance.allotted:,}")
        self.why_not.setText(words)
        self.why_not.setVisible(not left)
        chosen = self._what.checkedButton()
        if chosen is not None and not chosen.isEnabled():  # released by somebody else meanwhile
            self.add.setChecked(True)
        grow(self)

    def _on_what(self) -> None:
        verbs = {
            self.release: (self.tr("放单"), self.tr("原因"), self.tr("放单不用写")),
            self.hold: (self.tr("憋单"), self.tr("说明"), self.tr("例如：在线满 500 人")),
            self.add: (self.tr("加库存"), self.tr("原因"), self.tr("必填，例如：仓库补了 200 件")),
            self.less: (self.tr("减库存"), self.tr("原因"), self.tr("必填，例如：有 20 件破损")),
        }
        verb, caption, example = next(words for choice, words in verbs.items() if choice.isChecked())
        self.ok_button.setText(verb)
        self.reason_label.setText(caption)
        self.reason.setPlaceholderText(example)
        self.reason.setEnabled(not self.release.isChecked())
        held = self.hold.isChecked()
        counted = held and self.until.when is not None
        self.until_label.setVisible(held)
        self.until.setVisible(held)
        self.reason_label.setVisible(not counted)  # what is counted needs no words
        self.reason.setVisible(not counted)
        self._complain("")

    def _command(self) -> cmd.Command:
        pieces, reason = self.quantity.value(), self.reason.text().strip()
        if self.release.isChecked():
            return cmd.Release(product_id=self._product, quantity=pieces)
        if self.hold.isChecked():
            condition = self.until.condition()
            until = reason or None if condition is None else None
            return cmd.HoldBack(product_id=self._product, quantity=pieces, until=until, condition=condition)
        delta = pieces if self.add.isChecked() else -pieces
        return cmd.Adjust(product_id=self._product, delta=delta, reason=reason)

    def _ask(self) -> None:
        console = self._context.console
        if console.show is None:
            return
        if not self.ok_button.isEnabled():
            return
        if (self.add.isChecked() or self.less.isChecked()) and not self.reason.text().strip():
            self._complain(self.tr("写一句原因，会记进操作日志。"), self.reason)
            return
        try:
            command = self._command()
        except ValueError:
            self.until.point()
            self._complain(self.tr("时间看不懂：几点写成 20:30，多久写成 10 或 1:30。"))
            return
        self.ok_button.setEnabled(False)  # one press, one movement
        future = console.show.ask(command, actor=console.actor)

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            if error is None:
                self.accept()
                return
            self.ok_button.setEnabled(True)
            about_reason = isinstance(error, BadValue) and error.field == "reason"
            self._complain(refusal_text(console.settings.lang, error), self.reason if about_reason else self.quantity)

        future.add_done_callback(answered)

    def _complain(self, words: str, field: QWidget | None = None) -> None:
        """Say what is wrong, with the keyboard where it is put right; "" takes it back."""
        for each in (self.quantity, self.reason):
            mark(each, wrong=False)
        self.problem.setText(words)
        if field is not None:
            point_at(field)
        if field is self.quantity:
            self.quantity.selectAll()
        grow(self)
