"""A plain editor for the script of one entry, with what it makes of it: length, time, stage marks."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.desk import Receipt
from console.listeners import Applied
from console.show import commands as cmd
from console.show.plan import Entry, EntryId
from scripts_library.scripts import read_script
from widgets.context import Context
from widgets.on_air_view import short_clock
from widgets.show_words import refusal_text
from widgets.theme import Theme, font


class ScriptColours(QSyntaxHighlighter):
    """Tints stage marks and headings while they are written."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._mark = QTextCharFormat()
        self._mark.setForeground(QColor(theme.color("info")))
        self._heading = QTextCharFormat()
        self._heading.setForeground(QColor(theme.color("text_soft")))
        self._heading.setFontWeight(600)

    def highlightBlock(self, text: str) -> None:
        script = read_script(text)
        for section in script.sections:
            if section.heading:
                closed = text.index("】", section.start)  # not shown: the script's own bracket
                self.setFormat(section.start, closed + 1 - section.start, self._heading)
        for mark in script.marks:
            self.setFormat(mark.start, mark.end - mark.start, self._mark)


class ScriptDialog(QDialog):
    """Edits ``entry.script``. Ctrl+Enter saves; when somebody else changed it meanwhile, that is said first."""

    def __init__(self, context: Context, entry_id: EntryId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._entry_id = entry_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("编辑话术"))
        self.resize(620, 520)
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setFont(font(16, bold=True))
        self.hint = QLabel(self.tr("【开场】单独一行是小标题，空一行分段，［举杯底］里写动作，不念出来。"))
        self.hint.setWordWrap(True)
        self.hint.setProperty("soft", True)
        self.edit = QPlainTextEdit()
        self.edit.setFont(font(16))
        self.edit.setTabChangesFocus(True)
        self._colours = ScriptColours(self.edit.document(), context.theme)
        self.measure = QLabel()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.measure.setProperty("soft", True)
        self.cancel_button = QPushButton(self.tr("取消"))
        self.save_button = QPushButton(self.tr("保存 Ctrl+Enter"))
        self.save_button.setProperty("primary", True)
        self.save_button.setShortcut("Ctrl+Return")
        self._lay_out()
        entry = self._entry()
        self._began = "" if entry is None else entry.script
        self.edit.setPlainText(self._began)
        self._connect()
        self._show_entry()
        self._measure()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.measure, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (self.name, self.hint, self.edit, self.problem):
            column.addWidget(widget)
        column.addLayout(foot)
        self.problem.hide()

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(Applied, lambda told: self._show_entry()),
            listeners.subscribe(ShowClosed, lambda told: self._on_show_closed()),
        ]
        self.finished.connect(self._on_finished)
        self.edit.textChanged.connect(self._measure)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)

    def _on_finished(self) -> None:
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    def _on_show_closed(self) -> None:
        """Words nobody saved stay to be copied; without any the dialog goes with the show."""
        if self.edit.toPlainText() == self._began:
            self.done(0)
            return
        self._complain(self.tr("场次关闭了，没有保存。话术可以复制出去。"))
        self.save_button.setEnabled(False)

    def _complain(self, words: str, colour: str = "bad") -> None:
        self.problem.setStyleSheet(f"color: {self._context.theme.hex(colour)}")
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _entry(self) -> Entry | None:
        show = self._context.console.show
        return None if show is None else show.state.plan.entries.get(self._entry_id)

    def _show_entry(self) -> None:
        entry = self._entry()
        if entry is None:
            self._complain(self.tr("这一款已经从排品里删除，话术可以复制出去。"))
            self.save_button.setEnabled(False)
            return
        self.name.setText(entry.name)
        self.save_button.setEnabled(True)
        if entry.script not in (self._began, self.edit.toPlainText()):
            self._complain(self.tr("别处刚刚也改了这段话术。保存会换成这里的内容，可以撤销。"), "late")

    def _measure(self) -> None:
        script = read_script(self.edit.toPlainText())
        words = self.tr("{n} 字 · 约 {time} · {marks} 处动作")
        time = short_clock(script.spoken_time())
        self.measure.setText(words.format(n=script.spoken_length, time=time, marks=len(script.marks)))

    def save(self) -> None:
        """Ask for the edit; the dialog closes when it is durable."""
        show, entry, console = self._context.console.show, self._entry(), self._context.console
        if show is None or entry is None:
            return
        text = self.edit.toPlainText()
        if text == entry.script:
            self.accept()
            return
        self.save_button.setEnabled(False)
        future = show.ask(cmd.Edit(entries=(replace(entry, script=text),)), actor=console.actor)

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            if error is None:
                self.accept()
                return
            self.save_button.setEnabled(True)
            self._complain(refusal_text(console.settings.lang, error))

        future.add_done_callback(answered)

    def reject(self) -> None:
        """Close; words that were typed and not saved are asked about."""
        entry = self._entry()
        if entry is not None and self.edit.toPlainText() not in (entry.script, self._began):
            answer = QMessageBox.question(
                self,
                self.tr("编辑话术"),
                self.tr("改过的话术还没有保存，要保存吗？"),
                QMessageBox.StandardButton.Save
                | QMessageBox.StandardButton.Discard
                | QMessageBox.StandardButton.Cancel,
            )
            if answer == QMessageBox.StandardButton.Save:
                self.save()
                return
            if answer == QMessageBox.StandardButton.Cancel:
                return
        super().reject()
