"""Going live although something is known to be wrong: what it is, and why it shall be done all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from widgets.form import FormDialog, hint, point_at, scrolled
from widgets.strip_words import check_text
from widgets.theme import font

SHOWN = 8  # checks; the rest is scrolled to


class GoLiveDialog(FormDialog):
    """``go`` gets the reason. The checks are codes as the checklist tells them."""

    def __init__(
        self, checks: Sequence[str], lang: str, go: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("开播检查没有通过"), parent)
        self._go = go
        self.setMinimumWidth(520)
        head = QLabel(self.tr("有 {n} 处不对，开播前请先改好：").format(n=len(checks)))
        head.setFont(font(15, bold=True))
        self.form.addRow(head)
        self.form.addRow(self._listed([check_text(lang, check) for check in checks]))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(self.tr("例如：今晚不用这个场景"))
        self.form.addRow(self.tr("仍要开播的理由"), self.reason)
        self.form.addRow(hint(self.tr("理由会写进操作日志。")))
        self.save_button.setText(self.tr("仍然开播"))
        self.save_button.setProperty("primary", False)
        self.save_button.setProperty("danger", True)
        self.cancel_button.setText(self.tr("先去改"))
        self.reason.setFocus()

    def _listed(self, checks: Sequence[str]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for check in checks:
            line = QLabel(f"✕  {check}")
            line.setWordWrap(True)
            line.setProperty("wrong", True)
            column.addWidget(line)
        if len(checks) <= SHOWN:
            return inner
        area = scrolled(inner)
        area.setFixedHeight(SHOWN * (line.sizeHint().height() + column.spacing()))
        return area

    def save(self) -> str:
        reason = self.reason.text().strip()
        if not reason:
            point_at(self.reason)
            return self.tr("写一句理由才能开播。")
        self._go(reason)
        return ""
