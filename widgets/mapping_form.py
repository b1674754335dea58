"""The upper rows of the mapping dialog: what a table is, where its names stand, and what stands in no column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from console.feeds.kinds import Kind
from console.feeds.mapping import Target
from widgets.form import hint
from widgets.mapping_draft import Draft
from widgets.mapping_parts import KindChooser, header_text


class MappingForm(QWidget):
    """Puts what is chosen into the draft. ``remade``: the table is another now; ``edited``: it is read differently.
    ``saved_chosen`` carries the name of a saved mapping, to be loaded by whoever keeps them."""

    remade = Signal()
    edited = Signal()
    saved_chosen = Signal(str)

    def __init__(self, draft: Draft, lang: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._lang = draft, lang
        self._captions: dict[QWidget, QLabel] = {}
        self.kind_box = KindChooser()
        self.kind_box.setMinimumWidth(230)
        self.sheet_box = QComboBox()
        self.sheet_box.addItems([grid.sheet or file for grid in draft.grids])
        self.header_box = QComboBox()
        self.header_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.source_edit = QLineEdit()
        self.source_edit.setMaxLength(60)
        self.source_edit.setMaximumWidth(170)
        self.source_edit.setToolTip(self.tr("订单号和读数按来源区分：同一个来源的同一行只算一次"))
        self.count_box = QComboBox()
        self.count_box.addItem(self.tr("开播以来的累计"), True)
        self.count_box.addItem(self.tr("每一段的增量"), False)
        self.item_edit = QLineEdit()
        self.item_edit.setMaxLength(40)
        self.item_edit.setMaximumWidth(190)
        self.item_edit.setMinimumWidth(140)
        self.item_edit.setPlaceholderText(self.tr("不填：整个直播间"))
        self.keys_hint = hint(self.tr("方向键选列 · Enter 指明是什么 · Delete 不用"))
        self.keys_hint.setWordWrap(False)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        self._add(first, self.tr("这是"), self.kind_box)
        self._add(first, self.tr("工作表"), self.sheet_box)
        self._add(first, self.tr("表头"), self.header_box, 1)
        first.addStretch(0)  # takes what is left where the header is not asked
        self._add(second, self.tr("来源"), self.source_edit)
        self._add(second, self.tr("数字是"), self.count_box)
        self._add(second, self.tr("都是商品"), self.item_edit)
        second.addStretch(1)
        second.addWidget(self.keys_hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (first, second):
            row.setSpacing(8)
            column.addLayout(row)

    def _add(self, row: QHBoxLayout, words: str, box: QWidget, stretch: int = 0) -> None:
        caption = QLabel(words)
        caption.setProperty("soft", True)
        caption.setBuddy(box)
        box.setAccessibleName(words)
        self._captions[box] = caption
        row.addWidget(caption)
        row.addWidget(box, stretch)

    def _connect(self) -> None:
        self.kind_box.activated.connect(lambda _place: self._on_kind())
        self.sheet_box.activated.connect(self._on_sheet)
        self.header_box.activated.connect(self._on_header)
        self.source_edit.textEdited.connect(self._on_source)
        self.count_box.activated.connect(lambda _place: self._on_count())
        self.item_edit.textEdited.connect(self._on_item)

    def fill_saved(self, names: Sequence[str]) -> None:
        """The saved mappings there are now."""
        self.kind_box.fill(self._lang, names)
        self.show_draft()

    def show_draft(self) -> None:
        """Everything as the draft has it."""
        draft, own = self._draft, self._draft.kind is None
        readings = own and draft.target is Target.READINGS
        self.kind_box.choose(draft.target if own else draft.kind)
        self.sheet_box.setCurrentIndex(draft.sheet)
        numbers = [row.number for row in draft.grid.rows]
        self.header_box.clear()
        self.header_box.addItems([header_text(self._lang, each, numbers) for each in draft.headers])
        self.header_box.setCurrentIndex(draft.header)
        for edit, text in (
            (self.source_edit, draft.source),
            (self.item_edit, draft.constants.get("product_id", "")),
        ):
            if edit.text().strip() != text:
                edit.setText(text)
        self.count_box.setCurrentIndex(self.count_box.findData(draft.cumulative))
        by_item = any(key == "product_id" for key, _ in draft.fields.values())
        for box, shown in (
            (self.sheet_box, len(draft.grids) > 1),
            (self.header_box, own),
            (self.source_edit, own),
            (self.count_box, readings),
            (self.item_edit, readings and not by_item),
        ):
            box.setVisible(shown)
            self._captions[box].setVisible(shown)
        self.keys_hint.setVisible(own)

    # -- choices --------------------------------------------------------------------------------------

    def _on_kind(self) -> None:
        match self.kind_box.currentData():
            case Target() as target:
                self._draft.use_own(target)
            case Kind() as kind:
                self._draft.use_kind(kind)
            case str() as name:
                self.saved_chosen.emit(name)
                return
        self.remade.emit()

    def _on_sheet(self, place: int) -> None:
        kind = self._draft.kind
        self._draft.use_sheet(place)
        self._draft.kind = kind
        self.remade.emit()

    def _on_header(self, place: int) -> None:
        self._draft.use_header(place)
        self.remade.emit()

    def _on_source(self, text: str) -> None:
        self._draft.source = text.strip()
        self.edited.emit()

    def _on_count(self) -> None:
        self._draft.cumulative = bool(self.count_box.currentData())
        self.edited.emit()

    def _on_item(self, text: str) -> None:
        self._draft.constant("product_id", text.strip())
        self.edited.emit()
