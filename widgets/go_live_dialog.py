"""Going live although something is wrong, or may not be meant: what it is, and why it is done all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.checklist import Doubt
from widgets.form import FormDialog, hint, point_at, scrolled
from widgets.strip_words import check_text, doubt_text
from widgets.theme import font

SHOWN = 8  # checks; the rest is scrolled to


class GoLiveDialog(FormDialog):
    """``go`` gets the reason. The checks are codes as the checklist tells them; doubts alone need no reason.

    ``whole`` opens the whole checklist, where each line says what to do and leads there.
    """

    def __init__(
        self,
        checks: Sequence[str],
        lang: str,
        go: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        doubts: Sequence[Doubt] = (),
        whole: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(self.tr("开播检查没有通过") if checks else self.tr("开播前请确认"), parent)
        self._go = go
        self._needs_reason = bool(checks)
        self.setMinimumWidth(520)
        words = self.tr("有 {n} 处不对，开播前请先改好：") if checks else self.tr("有 {n} 处可能不是你要的：")
        head = QLabel(words.format(n=len(checks) or len(doubts)))
        head.setFont(font(15, bold=True))
        self.form.addRow(head)
        lines = [_line(f"✕  {check_text(lang, check)}", "wrong") for check in checks]
        lines += [_line(f"⚠  {doubt_text(lang, doubt)}", "late") for doubt in doubts]
        self.form.addRow(self._listed(lines))
        if whole is not None and checks:
            look = QPushButton(self.tr("看开播检查，逐项去改…"))
            look.setAutoDefault(False)
            look.clicked.connect(self.reject)
            look.clicked.connect(whole)
            self.form.addRow(look)
        self.reason = QLineEdit(self)
        self.reason.setVisible(bool(checks))
        self.cancel_button.setText(self.tr("先去改"))
        self.save_button.setText(self.tr("仍然开播"))
        self.save_button.setProperty("primary", False)
        self.save_button.setProperty("danger", True)
        if checks:
            self._ask_reason()
        else:
            self.cancel_button.setFocus()

    def _ask_reason(self) -> None:
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(self.tr("例如：今晚不用这个场景"))
        self.form.addRow(self.tr("仍要开播的理由"), self.reason)
        self.form.addRow(hint(self.tr("理由会写进操作日志。")))
        self.reason.setFocus()

    def _listed(self, lines: Sequence[QLabel]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for line in lines:
            column.addWidget(line)
        if len(lines) <= SHOWN:
            return inner
        area = scrolled(inner)
        area.setFixedHeight(SHOWN * (lines[0].sizeHint().height() + column.spacing()))
        return area

    def save(self) -> str:
        reason = self.reason.text().strip()
        if self._needs_reason and not reason:
            point_at(self.reason)
            return self.tr("写一句理由才能开播。")
        self._go(reason)
        return ""


def _line(words: str, look: str) -> QLabel:
    line = QLabel(words)
    line.setWordWrap(True)
    line.setProperty(look, True)
    return line
