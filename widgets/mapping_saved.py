"""The saved mappings: to be renamed, or forgotten."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.feeds.mapping import Mapping, MappingInvalid, Target
from console.files import WorkspaceUnusable
from console.mapping_words import field_text, invalid_text
from console.mappings import MappingStore, NoSuchMapping
from console.wording import say
from widgets.context import Context
from widgets.mapping_parts import kind_text

NAME = Qt.ItemDataRole.UserRole


class SavedMappingsDialog(QDialog):
    """F2 renames in place, Delete forgets after a second press. What was imported by them stays."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lang = context.console.settings.lang
        self._store = MappingStore(context.console.workspace.mappings)
        self._asked = ""
        self.setWindowTitle(self.tr("已保存的列映射"))
        self.resize(560, 400)
        self.list = QListWidget()
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setMinimumHeight(58)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.about.setProperty("soft", True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("wrong", True)
        self.rename_button = QPushButton(self.tr("改名 F2"))
        self.remove_button = QPushButton(self.tr("删除 Delete"))
        self.close_button = QPushButton(self.tr("关闭"))
        foot = QHBoxLayout()
        for button in (self.rename_button, self.remove_button, self.close_button):
            button.setAutoDefault(False)
        foot.addWidget(self.rename_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addWidget(self.problem)
        column.addLayout(foot)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_about())
        self.list.itemChanged.connect(self._on_renamed)
        self.rename_button.clicked.connect(self.rename)
        self.remove_button.clicked.connect(self.remove)
        self.close_button.clicked.connect(self.close)
        self._fill()
        self.list.setFocus()

    def rename(self) -> None:
        """Type another name over the chosen one."""
        if self._name:
            self.list.setFocus()
            self.list.editItem(self.list.currentItem())

    def remove(self) -> None:
        """Forget the chosen one; the first press asks."""
        name = self._name
        if not name:
            return
        if self._asked != name:
            self._asked = name
            self._say(self.tr("再按一次删除“{name}”。导入过的数据不受影响。").format(name=name))
            return
        try:
            self._store.remove(name)
        except WorkspaceUnusable as failed:
            self._say(say(self._lang, failed.code, **failed.data))
            return
        self._fill()
        self.changed.emit()

    @property
    def _name(self) -> str:
        return "" if self.list.currentRow() < 0 else str(self.list.currentItem().data(NAME))

    def _fill(self, chosen: str = "") -> None:
        blocked = self.list.blockSignals(True)
        row = max(0, self.list.currentRow())
        self.list.clear()
        for name in self._store.names():
            item = QListWidgetItem(name)
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
            if name == chosen:
                row = self.list.count() - 1
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(blocked)
        self._show_about()

    def _show_about(self) -> None:
        self._say("")
        some = bool(self._name)
        self.rename_button.setEnabled(some)
        self.remove_button.setEnabled(some)
        if not some:
            self.about.setText(self.tr("还没有。导入一张认不出的表时可以保存一份。"))
            return
        try:
            self.about.setText(self._words(self._store.load(self._name)))
        except MappingInvalid as invalid:
            self.about.setText(invalid_text(self._lang, invalid))
        except NoSuchMapping:
            self.about.setText(self.tr("已经不在了。"))
        except WorkspaceUnusable as failed:
            self.about.setText(say(self._lang, failed.code, **failed.data))

    def _words(self, mapping: Mapping) -> str:
        if mapping.target is Target.KNOWN and mapping.kind is not None:
            return self.tr("同样的表头按“{kind}”读取").format(kind=kind_text(self._lang, mapping.kind))
        parts = [
            f"{field_text(self._lang, key)} ← {each.header or each.constant}" for key, each in mapping.fields.items()
        ]
        return ("；" if self._lang == "zh_CN" else "; ").join(parts)  # every language

    def _on_renamed(self, item: QListWidgetItem) -> None:
        before, name = str(item.data(NAME)), item.text().strip()
        if name == before:
            item.setText(before)
            return
        words = self._renamed(before, name)
        self._fill(before if words else name)
        self._say(words)
        if not words:
            self.changed.emit()

    def _renamed(self, before: str, name: str) -> str:
        """Save it under the new name, then forget the old one; what is wrong otherwise."""
        if name in self._store.names():
            return self.tr("已有叫“{name}”的列映射").format(name=name)
        try:
            self._store.save(replace(self._store.load(before), name=name))
            self._store.remove(before)
        except MappingInvalid as invalid:
            return invalid_text(self._lang, invalid)
        except NoSuchMapping:
            return self.tr("已经不在了。")
        except WorkspaceUnusable as failed:
            return say(self._lang, failed.code, **failed.data)
        return ""

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        if not words:
            self._asked = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.remove()
            return
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)
