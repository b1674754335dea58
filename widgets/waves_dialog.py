"""The release waves of one product: how many pieces, and what each waits for, edited by keyboard, kept in the plan."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from console.app import ShowClosed
from console.desk import Receipt
from console.listeners import Applied
from console.show import commands as cmd
from console.show import wave_rules
from console.show.plan import Entry, ProductId
from console.show.waves import MOST_WAVES, Condition, Wave, keys
from widgets.condition_edit import WAVE_KINDS, ConditionEdit
from widgets.context import Context
from widgets.form import grow, padded, scrolled, tab_through
from widgets.show_words import refusal_text
from widgets.theme import font

MOST_PIECES = 10_000_000
PIECES_WIDE, NUMBER_WIDE = 104, 26
SMALLEST = (880, 420)
LOOK_MS = 1000


class WaveRow(QWidget):
    """One wave. One that went on sale stands as it was: it is history."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, wave: Wave, counted: Callable[[Condition], int | None], *, done: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.wave, self.done = wave, done
        self.number = QLabel()
        self.number.setFixedWidth(NUMBER_WIDE)
        self.number.setFont(font(14, bold=True, figures=True))
        self.quantity = padded(QSpinBox())
        self.quantity.setRange(1, MOST_PIECES)
        self.quantity.setGroupSeparatorShown(True)
        self.quantity.setValue(wave.quantity)
        self.quantity.setFixedWidth(PIECES_WIDE)
        self.quantity.setAccessibleName(self.tr("件数"))
        self.condition = ConditionEdit(WAVE_KINDS, counted)
        self.condition.show_condition(wave.condition)
        self.by_hand = QCheckBox(self.tr("只提醒"))
        self.by_hand.setToolTip(self.tr("到了只提醒，等你按键放"))
        self.by_hand.setChecked(wave.by_hand)
        self.told = QLabel(self.tr("已放"))
        self.told.setProperty("soft", True)
        self.gone = QPushButton(self.tr("删除"))
        self.gone.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.quantity)
        row.addWidget(self.condition, 1)
        row.addWidget(self.by_hand)
        row.addWidget(self.told)
        row.addWidget(self.gone)
        self.quantity.valueChanged.connect(self.changed)
        self.condition.changed.connect(self._on_condition)
        self.by_hand.toggled.connect(self.changed)
        self.gone.clicked.connect(self.removed)
        for part in (self.quantity, self.condition, self.by_hand):
            part.setEnabled(not done)
        self.gone.setVisible(not done)
        self.told.setVisible(done)
        self._on_condition()

    def value(self) -> Wave:
        """The wave as it is filled in. Raises ValueError for a time that is none."""
        if self.done:
            return self.wave
        condition = self.condition.condition()
        by_hand = condition is not None and self.by_hand.isChecked()
        return Wave(quantity=self.quantity.value(), condition=condition, by_hand=by_hand)

    def _on_condition(self) -> None:
        self.by_hand.setVisible(self.condition.when is not None and not self.done)
        self.changed.emit()


class WavesDialog(QDialog):
    """A draft of the waves; "save" asks the desk for one edit of the product's entry, which can be undone."""

    def __init__(self, context: Context, product_id: ProductId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._product = product_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("放单波次"))
        self.setMinimumSize(*SMALLEST)
        self.name = QLabel()
        self.name.setFont(font(16, bold=True))
        self.name.setWordWrap(True)
        self.stock = QLabel()
        self.stock.setProperty("soft", True)
        self.stock.setWordWrap(True)
        self.rows: list[WaveRow] = []
        self.empty = QLabel(self.tr("首放之后还没有波次。按 Alt+N 加一波：售罄、到点、到数自动放，或等你按键。"))
        self.empty.setWordWrap(True)
        self.empty.setProperty("soft", True)
        self.add_button = QPushButton(self.tr("加一波  Alt+N"))
        self.add_button.setAutoDefault(False)
        self.add_button.setShortcut("Alt+N")
        self.total = QLabel()
        self.total.setFont(font(13, figures=True))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.cancel_button = QPushButton(self.tr("取消"))
        self.cancel_button.setAutoDefault(False)
        self.save_button = QPushButton(self.tr("保存"))
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.setShortcut("Ctrl+Return")
        self._list = QVBoxLayout()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._connect()
        self._fill()
        self._timer.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._list.setSpacing(8)
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 8, 0)
        within.addLayout(self._list)
        within.addWidget(self.empty)
        within.addStretch(1)
        add = QHBoxLayout()
        add.addWidget(self.add_button)
        add.addStretch(1)
        add.addWidget(self.total)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.name)
        column.addWidget(self.stock)
        column.addWidget(scrolled(inside), 1)
        column.addLayout(add)
        column.addLayout(buttons)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(Applied, lambda _told: self._follow()),
            listeners.subscribe(ShowClosed, lambda _told: self.reject()),
        ]
        self.finished.connect(self._on_finished)
        self._timer.timeout.connect(self._look)
        self.add_button.clicked.connect(self._add)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)

    def _on_finished(self) -> None:
        self._timer.stop()
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    # -- the rows -----------------------------------------------------------------------------------

    def _entry(self) -> Entry | None:
        """The entry that says the product's waves: the first that has any, else its first."""
        show = self._context.console.show
        if show is None:
            return None
        plan = show.state.plan
        of_product = [entry for entry in plan.in_order() if entry.product_id == self._product]
        return next((entry for entry in of_product if entry.waves), of_product[0] if of_product else None)

    def _fill(self) -> None:
        show, entry = self._context.console.show, self._entry()
        if show is None or entry is None:
            self.reject()
            return
        self.name.setText(entry.name)
        for one in wave_rules.planned(show.state, self._product):
            self._put(one.wave, done=one.done)
        self._say_stock()
        self._renumber()
        (self.rows[-1].quantity if self.rows else self.add_button).setFocus()

    def _counted(self, condition: Condition) -> int | None:
        console = self._context.console
        if console.show is None:
            return None
        round_ = wave_rules.first_round(console.show.state, self._product)
        since = console.clock.now() if round_ is None else round_.started_at
        return console.waves.counted(condition, self._product, since)

    def _put(self, wave: Wave, *, done: bool = False) -> WaveRow:
        row = WaveRow(wave, self._counted, done=done)
        row.changed.connect(self._on_changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _add(self) -> None:
        entry = self._entry()
        pieces = self.rows[-1].quantity.value() if self.rows else (entry and entry.first_release) or 50
        row = self._put(Wave(quantity=pieces))
        self._renumber()
        row.quantity.setFocus()
        row.quantity.selectAll()

    def _remove(self, row: WaveRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._renumber()
        left = [one for one in self.rows if not one.done]
        (left[min(place, len(left) - 1)].quantity if left else self.add_button).setFocus()

    def _renumber(self) -> None:
        for place, row in enumerate(self.rows, 1):
            row.number.setText(str(place))
        self.empty.setVisible(not self.rows)
        self.add_button.setEnabled(len(self.rows) < MOST_WAVES)
        tab_through(self)
        self._on_changed()

    def _on_changed(self) -> None:
        self._complain("")
        show = self._context.console.show
        if show is None:
            return
        coming = sum(row.quantity.value() for row in self.rows if not row.done)
        free = show.balance(self._product).unreleased
        facts = show.state.stock_of(self._product)
        if free is not None and not facts.on_sale:  # the first release is still to come
            free = max(0, free - (show.state.plan.first_release(self._product) or 0))
        words = self.tr("还要放 {n} 件").format(n=f"{coming:,}")
        short = free is not None and coming > free
        if free is not None:
            limit = self.tr("可放 {n} 件").format(n=f"{free:,}")
            words = f"{words} · {limit}"
        if short and free is not None:
            words = self.tr("{words} · 差 {n} 件").format(words=words, n=f"{coming - free:,}")
        self.total.setText(words)
        self.total.setStyleSheet(f"color: {self._context.theme.hex('late' if short else 'text_soft')}")

    def _say_stock(self) -> None:
        show = self._context.console.show
        if show is None:
            return
        balance, first = show.balance(self._product), show.state.plan.first_release(self._product)
        words = self.tr("分到 {allotted} · 首放 {first} · 已放 {released} · 已售 {sold}")
        self.stock.setText(
            words.format(
                allotted="—" if balance.allotted is None else f"{balance.allotted:,}",
                first="—" if first is None else f"{first:,}",
                released=f"{balance.released:,}",
                sold=f"{balance.sold:,}",
            )
        )

    def _look(self) -> None:
        self._say_stock()
        for row in self.rows:
            row.condition.refresh()

    def _follow(self) -> None:
        """A wave that went meanwhile is history; what is drafted of the others stays."""
        show = self._context.console.show
        if show is None:
            return
        done = set(show.state.stock_of(self._product).waves)
        for row, key in zip(self.rows, keys(row.wave for row in self.rows), strict=True):
            if not row.done and key in done:
                row.done = True
                for part in (row.quantity, row.condition, row.by_hand):
                    part.setEnabled(False)
                row.gone.hide()
                row.told.show()
        self._say_stock()

    # -- saving -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for the edit; the dialog closes when it is durable."""
        console, entry = self._context.console, self._entry()
        if console.show is None or entry is None or not self.save_button.isEnabled():
            return
        waves = []
        for row in self.rows:
            try:
                waves.append(row.value())
            except ValueError:
                row.condition.point()
                self._complain(
                    self.tr("第 {n} 波的时间看不懂：几点写成 20:30，多久写成 10 或 1:30。").format(n=row.number.text())
                )
                return
        if tuple(waves) == entry.waves:
            self.accept()
            return
        self.save_button.setEnabled(False)
        future = console.show.ask(cmd.Edit(entries=(replace(entry, waves=tuple(waves)),)), actor=console.actor)

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            self.save_button.setEnabled(True)
            if error is None:
                self.accept()
            else:
                self._complain(refusal_text(console.settings.lang, error))

        future.add_done_callback(answered)

    def _complain(self, words: str) -> None:
        self.problem.setText(words)
        grow(self)
