"""Who sits at this console: asked once, before a show goes live, so that the journal can say who pressed what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from console.roster import Roster
from console.show.shifts import LONGEST_NAME, Duty
from widgets.context import Context
from widgets.form import FormDialog, hint, point_at
from widgets.theme import font

AT_THE_CONSOLE = Duty.CONTROLLER, Duty.OPERATOR


def likely(roster: Roster) -> list[str]:
    """Who may sit at a console: controllers, then operators, then everybody else."""
    named = [person.name for duty in AT_THE_CONSOLE for person in roster.able(duty)]
    return list(dict.fromkeys((*named, *(person.name for person in roster.people))))


class OperatorDialog(FormDialog):
    """``then`` goes on, with the name kept in the settings or without one."""

    def __init__(self, context: Context, then: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("谁在操作"), parent)
        self._context, self._then = context, then
        self.setMinimumWidth(480)
        head = QLabel(self.tr("这台中控现在是谁在按？"))
        head.setFont(font(15, bold=True))
        self.form.addRow(head)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.addItems(likely(context.console.roster.roster))
        self.name.setCurrentIndex(-1)
        line = self.name.lineEdit()
        assert line is not None
        line.setMaxLength(LONGEST_NAME)
        line.setPlaceholderText(self.tr("名字或昵称"))
        self.form.addRow(self.tr("操作人"), self.name)
        self.form.addRow(hint(self.tr("记在操作日志的每一条上，只问这一次；换人时在设置里改。")))
        self.save_button.setText(self.tr("开播"))
        self.cancel_button.setText(self.tr("先不开播"))
        self.without_button = QPushButton(self.tr("不填，直接开播"))
        self.without_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        last = self.column.itemAt(self.column.count() - 1)
        row = None if last is None else last.layout()
        assert row is not None  # the buttons'
        row.removeWidget(self.save_button)
        row.addWidget(self.without_button)
        row.addWidget(self.save_button)
        self.without_button.clicked.connect(self._go_without)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> str:
        name = self._context.console.roster.roster.meant(self.name.currentText())
        if not name:
            point_at(self.name)
            return self.tr("写下名字，或者选“不填，直接开播”。")
        self._context.keep(operator=name)
        self._then()
        return ""

    def _go_without(self) -> None:
        self.accept()
        self._then()
