"""Which items have a line: a list to find and tick them in, at most twelve, or the choice left to the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inventory.spelling import plain, spellings
from widgets.charts.parts import QuietButton
from widgets.charts.series import MAX_LINES
from widgets.theme import Theme, font

PRODUCT = int(Qt.ItemDataRole.UserRole)


class ItemPicker(QFrame):
    """A popup. ``chosen``: the ticked items in the list's order; ``left_to_program``: none are."""

    chosen = Signal(list)
    left_to_program = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.search = QLineEdit(self)
        self.list = QListWidget(self)
        self.count = QLabel(self)
        self.automatic = QuietButton(self.tr("自动选择"), theme, self)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search.setPlaceholderText(self.tr("名称、编号或拼音首字母"))
        self.search.installEventFilter(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search keeps the keyboard: Space there is a blank
        self.search.setClearButtonEnabled(True)
        self.list.setFont(font(12, figures=True))
        self.list.setUniformItemSizes(True)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.automatic)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addLayout(foot)
        self.resize(300, 380)
        self.search.textChanged.connect(self._on_find)
        self.list.itemChanged.connect(self._on_item_changed)
        self.automatic.clicked.connect(self._on_automatic)

    def open_at(self, where: QPoint, items: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """``items``: product and caption; ``ticked``: those that have a line now."""
        self.fill(items, ticked)
        self.move(where)
        self.show()
        self.search.setFocus()

    def fill(self, items: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Put the items in the list, those with a line first."""
        self.list.blockSignals(True)
        self.list.clear()
        chosen = set(ticked)
        for product, caption in sorted(items, key=lambda item: item[0] not in chosen):
            row = QListWidgetItem(caption, self.list)
            row.setData(PRODUCT, product)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            row.setCheckState(Qt.CheckState.Checked if product in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.search.clear()
        self._tell()

    def ticked(self) -> list[str]:
        """The ticked items."""
        rows = (self.list.item(at) for at in range(self.list.count()))
        return [row.data(PRODUCT) for row in rows if row.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        self.count.setText(self.tr("{n} / {most} 条").format(n=len(self.ticked()), most=MAX_LINES))

    def _on_item_changed(self, row: QListWidgetItem) -> None:
        if len(self.ticked()) > MAX_LINES:
            self.list.blockSignals(True)
            row.setCheckState(Qt.CheckState.Unchecked)
            self.list.blockSignals(False)
            self.count.setText(self.tr("最多 {most} 条，先取消一条").format(most=MAX_LINES))
            return
        self._tell()
        self.chosen.emit(self.ticked())

    def _on_find(self, text: str) -> None:
        words = [plain(word) for word in text.split()]
        for at in range(self.list.count()):
            row = self.list.item(at)
            row.setHidden(not all(_matches(row.text(), word) for word in words))
        self._go(0)
        numbers = {word.lstrip("0") for word in words if word.isdigit()}
        numbered = next((at for at in range(self.list.count()) if _number(self.list.item(at).text()) in numbers), None)
        if numbered is not None and not self.list.item(numbered).isHidden():
            self.list.setCurrentRow(numbered)  # who types a number means that row, whatever else holds the digits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the search is written, up and down move in the list and Enter ticks."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._go(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._tick()
                return True
        return super().eventFilter(watched, event)

    def _go(self, step: int) -> None:
        """To the next row that is not hidden; 0: to the first."""
        shown = [at for at in range(self.list.count()) if not self.list.item(at).isHidden()]
        if not shown:
            self.list.setCurrentRow(-1)
            return
        here = self.list.currentRow()
        place = shown.index(here) + step if step and here in shown else 0
        self.list.setCurrentRow(shown[min(max(0, place), len(shown) - 1)])

    def _tick(self) -> None:
        here = self.list.currentRow()
        row = self.list.item(here) if here >= 0 else None
        if row is not None and not row.isHidden():
            ticked = row.checkState() == Qt.CheckState.Checked
            row.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _on_automatic(self) -> None:
        self.left_to_program.emit()
        self.hide()


def _number(caption: str) -> str:
    """The row's number as it is typed, ``7`` for ``07``; "" for an item that is not in the run order."""
    number, parted, _ = caption.partition("  ")
    return number.lstrip("0") if parted else ""


def _matches(caption: str, word: str) -> bool:
    number, _, name = caption.partition("  ")
    if word in number or word in plain(name or number):
        return True
    return word.isascii() and not word.isdigit() and word in spellings(caption)
