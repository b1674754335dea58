"""The question before the console is closed while a real show is live."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def sure_to_leave(window: QWidget, name: str) -> bool:
    """Ask, with staying as the answer of Enter and Escape. ``name``: of the show."""
    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setObjectName("leave_box")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(translate("LeaveBox", "“{name}”还在进行，要关闭中控吗？").format(name=name))
    box.setInformativeText(
        translate(
            "LeaveBox", "场次不会结束：计时继续，OBS 保持现在的画面；下次打开中控会接着这一款。要结束场次请用“下播”。"
        )
    )
    leave = box.addButton(translate("LeaveBox", "关闭中控"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(translate("LeaveBox", "接着播"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is leave
