"""What a cell of the run order is edited with: a list of roles, one of scenes, a line for the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.show.plan import Role
from widgets.run_order_rows import Col
from widgets.show_words import role_name
from widgets.theme import ROLE_GLYPHS, font

Index = QModelIndex | QPersistentModelIndex
TEXT_PX = 14  # of the cells, drawn or edited


class RunOrderEditors(QStyledItemDelegate):
    """``scenes``: the names to choose from."""

    def __init__(self, scenes: Callable[[], list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._scenes = scenes

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = index.column()
        if column == Col.ROLE:
            box = QComboBox(parent)
            for role in Role:
                box.addItem(f"{ROLE_GLYPHS[role]} {role_name(role)}", role.value)
            box.setMinimumWidth(110)
            box.activated.connect(lambda: self._done(box))
            return box
        if column == Col.SCENE:
            scenes = QComboBox(parent)
            scenes.setEditable(True)
            scenes.addItem("")
            scenes.addItems(self._scenes())
            scenes.setMinimumWidth(140)
            scenes.activated.connect(lambda: self._done(scenes))
            return scenes
        line = QLineEdit(parent)
        line.setFont(font(TEXT_PX, figures=True))
        line.setMinimumWidth(72)
        return line

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRect(option.rect)
        box.setWidth(max(box.width(), editor.minimumWidth()))
        viewport = editor.parentWidget()
        if viewport is not None and box.right() >= viewport.width():
            box.moveRight(viewport.width() - 1)
        editor.setGeometry(box.adjusted(0, 1, 0, -1))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        held = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            if index.column() == Col.ROLE:
                editor.setCurrentIndex(editor.findData(held))
            else:
                editor.setCurrentText(held)
        elif isinstance(editor, QLineEdit):
            editor.setText(held)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            value = editor.currentData() if index.column() == Col.ROLE else editor.currentText()
        elif isinstance(editor, QLineEdit):
            value = editor.text()
        else:
            return
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value, Qt.ItemDataRole.EditRole)
