"""Who sits at this console, so that the journal can say who pressed what: asked when a show went live without."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

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
    """The name is kept in the settings, and stands in the journal from now on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("谁在操作"), parent)
        self._context = context
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
        self.form.addRow(hint(self.tr("从现在起记在操作日志的每一条上；换人时在设置里改。")))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> str:
        name = self._context.console.roster.roster.meant(self.name.currentText())
        if not name:
            point_at(self.name)
            return self.tr("写下名字或昵称。")
        self._context.keep(operator=name)
        return ""
