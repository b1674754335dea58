"""A long list of rows of one height, drawn as they come into sight: some can be chosen and copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate


class RowList(QListView):
    """The list of a dock. Its delegate gives every row the same size."""

    def set_up(
        self, model: QAbstractItemModel, delegate: QStyledItemDelegate, copy_words: str, copy: Callable[[], None]
    ) -> None:
        """``copy`` is what the key and the menu line of this name do with the rows that are chosen."""
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)  # virtual: only rows on the screen are measured and worded
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        action = QAction(copy_words, self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(copy)
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
