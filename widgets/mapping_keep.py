"""The row of the mapping dialog that keeps what was chosen, by a name, for the next table of the same header."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping, MappingInvalid
from console.files import WorkspaceUnusable
from console.mapping_words import invalid_text
from console.mappings import MappingStore
from console.wording import say
from widgets.form import hint
from widgets.mapping_draft import Draft


class KeepRow(QWidget):
    """Hidden where there is nothing to keep. ``changed``: whether it is ready may be another now."""

    changed = Signal()

    def __init__(self, store: MappingStore, draft: Draft, lang: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._draft, self._lang = store, draft, lang
        self.box = QCheckBox(self.tr("记住，下次同样的表头自己这样读"))
        self.box.setChecked(True)
        self.name_edit = QLineEdit(draft.saved or self._free_name(file.rpartition(".")[0] or file))
        self.name_edit.setCursorPosition(0)
        self.name_edit.setMaxLength(80)
        self.name_edit.setMinimumWidth(260)
        self.name_edit.setPlaceholderText(self.tr("起个名字"))
        self.name_edit.setAccessibleName(self.tr("起个名字"))
        self.note = hint("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(self.name_edit)
        row.addWidget(self.note, 1)
        self.box.toggled.connect(lambda _on: self._on_changed())
        self.name_edit.textEdited.connect(lambda _text: self._on_changed())

    def _free_name(self, name: str) -> str:
        """A copied table is always called the same, and would take the place of what another is read by."""
        taken, free, count = set(self._store.names()), name, 1
        while free in taken:
            count += 1
            free = f"{name} {count}"
        return free

    def _on_changed(self) -> None:
        self.renew()
        self.changed.emit()

    @property
    def keeps(self) -> bool:
        """Whether the reading is to be remembered."""
        return self.box.isChecked() and self._draft.may_be_kept

    @property
    def ready(self) -> bool:
        """False while something is to be kept that has no name."""
        return bool(self._name) or not self.keeps

    @property
    def _name(self) -> str:
        return self.name_edit.text().strip()

    def use_name(self, name: str) -> None:
        """The saved mapping that was chosen is kept under its own name."""
        self.name_edit.setText(name)

    def renew(self) -> None:
        """As the draft is now."""
        may = self._draft.may_be_kept and self._draft.kind is not Kind.RUN_ORDER
        keeps = may and self.box.isChecked()
        self.setVisible(may)
        self.name_edit.setVisible(keeps)
        self.note.setText(self._words() if keeps else "")

    def _words(self) -> str:
        if not self._name:
            return self.tr("起个名字才能记住")
        if self._name in self._store.names():
            return self.tr("已有同名的列映射，会换成这一份")
        if self._draft.headerless:
            return self.tr("没有表头的表认不出来，下次要自己选它")
        return ""

    def save(self) -> Mapping | None:
        """Keep it; None when that cannot be, and then why is said beside the name."""
        try:
            mapping = self._draft.renamed(self.name_edit.text())
            self._store.save(mapping)
        except MappingInvalid as invalid:
            self.note.setText(invalid_text(self._lang, invalid))
            self.name_edit.setFocus()
            return None
        except WorkspaceUnusable as failed:
            self.note.setText(say(self._lang, failed.code, **failed.data))
            return None
        return mapping
