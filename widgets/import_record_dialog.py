"""What came into this show and what became of it: each can be looked at again and taken for something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.app import ShowClosed
from console.imports import Import, Outcome, Way
from console.show.timing import zone
from console.wording import say
from widgets.context import Context
from widgets.import_record import ImportRecord
from widgets.ingest_reading import Source
from widgets.lines_table import LinesTable, Words
from widgets.mapping_saved import SavedMappingsDialog

COLOURS = {Outcome.TAKEN: "", Outcome.REFUSED: "bad", Outcome.PLAN: "text_faint", Outcome.UNKNOWN: "late"}


class ImportRecordDialog(QDialog):
    """Not modal: it follows what comes in. Enter looks at the chosen one."""

    def __init__(
        self, context: Context, record: ImportRecord, again: Callable[[Source], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._record, self._again = context, record, again
        self._lang = context.console.settings.lang
        self._entries: tuple[Import, ...] = ()
        self.setWindowTitle(self.tr("导入记录"))
        self.resize(860, 440)
        self.table = LinesTable(context.theme)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("soft", True)
        self.again_button = QPushButton(self.tr("读得不对… Enter"))
        self.saved_button = QPushButton(self.tr("列映射…"))
        self.close_button = QPushButton(self.tr("关闭"))
        foot = QHBoxLayout()
        for button in (self.again_button, self.saved_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for button in (self.again_button, self.saved_button, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addLayout(foot)
        self._unsubscribe = context.console.listeners.subscribe(ShowClosed, lambda told: self.reject())
        self._record.changed.append(self.renew)
        self.finished.connect(lambda _result: self._release())
        self.table.doubleClicked.connect(lambda _index: self.look())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_note())
        self.again_button.clicked.connect(self.look)
        self.saved_button.clicked.connect(lambda: SavedMappingsDialog(context, self).show())
        self.close_button.clicked.connect(self.close)
        self.renew()
        self.table.setFocus()

    def renew(self) -> None:
        """What came in so far, the newest first."""
        log = self._record.log
        row = max(0, self.table.currentIndex().row())
        self._entries = () if log is None else log.entries
        headers = (self.tr("时间"), self.tr("表"), self.tr("怎么来的"), self.tr("读作"), self.tr("结果"))
        rows = [self._words(entry) for entry in self._entries]
        self.table.show_lines(headers, rows, (70, 230, 100, 190, 200), 4)
        if rows:
            self.table.selectRow(min(row, len(rows) - 1))
        self.again_button.setEnabled(bool(rows))
        self._show_note()

    def look(self) -> None:
        """Look at the chosen one again."""
        source = self._source()
        if source is not None:
            self._again(source)

    def _source(self) -> Source | None:
        entry = self._entry
        if entry is None:
            return None
        if entry.path:
            return replace(Source.of_file(Path(entry.path), entry.way), name=entry.file)
        copied = [e for e in self._entries if not e.path]
        place = copied.index(entry)
        return self._record.copied[place] if place < len(self._record.copied) else None

    @property
    def _entry(self) -> Import | None:
        row = self.table.currentIndex().row()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _show_note(self) -> None:
        entry = self._entry
        if entry is None:
            self.note.setText(self.tr("还没有导入过表。拖入、粘贴（Ctrl+V）或设置监看的文件夹。"))
        elif self._source() is None:
            self.note.setText(self.tr("粘贴的表没有文件，只有最近几份可以再看"))
        else:
            self.note.setText(entry.problem or entry.path)
        self.again_button.setEnabled(self._source() is not None)

    def _words(self, entry: Import) -> Words:
        show = self._context.console.show
        here = None if show is None else zone(show.state.info.time_zone)
        at = entry.at.astimezone(here)
        taken_for = say(self._lang, f"kind.{entry.kind}") if entry.kind else "–"
        if entry.mapping:
            taken_for = say(self._lang, "mapping.taken_for", kind=taken_for, name=entry.mapping)
        colour = COLOURS[entry.outcome]
        return Words((f"{at:%H:%M:%S}", entry.file, self._way(entry.way), taken_for, self._result(entry)), colour)

    def _way(self, way: Way) -> str:
        return {
            Way.CHOSEN: self.tr("选的文件"),
            Way.DROPPED: self.tr("拖入"),
            Way.PASTED: self.tr("粘贴"),
            Way.WATCHED: self.tr("监看文件夹"),
        }[way]

    def _result(self, entry: Import) -> str:
        match entry.outcome:
            case Outcome.TAKEN if entry.readings:
                return self.tr("{count} 个读数，新 {new}").format(count=entry.readings, new=entry.new)
            case Outcome.TAKEN:
                return self.tr("{count} 行订单，新 {new}").format(count=entry.lines, new=entry.new)
            case Outcome.REFUSED:
                return self.tr("有读不懂的，没有导入")
            case Outcome.PLAN:
                return self.tr("是排品表，没有动")
            case Outcome.UNKNOWN:
                return self.tr("认不出，没有导入")

    def _release(self) -> None:
        self._unsubscribe()
        if self.renew in self._record.changed:
            self._record.changed.remove(self.renew)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                return
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.look()
            return
        super().keyPressEvent(event)
