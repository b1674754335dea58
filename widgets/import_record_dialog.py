"""What came into this show and what became of it: each can be looked at again and taken for something else, and what
it brought can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.app import ShowClosed
from console.imports import Import, Outcome, Way
from console.listeners import Applied, TakingBack
from console.show.timing import zone
from console.wording import say
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.import_record import ImportRecord
from widgets.ingest_reading import Source
from widgets.lines_table import LinesTable, Words
from widgets.mapping_saved import SavedMappingsDialog
from widgets.taking_back import take_back

COLOURS = {
    Outcome.TAKEN: "",
    Outcome.PARTLY: "bad",
    Outcome.REFUSED: "bad",
    Outcome.PLAN: "text_faint",
    Outcome.UNKNOWN: "late",
}


class ImportRecordDialog(QDialog):
    """Not modal: it follows what comes in. Enter looks at the chosen one, Delete takes it back at the second press."""

    def __init__(
        self, context: Context, record: ImportRecord, again: Callable[[Source], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._record, self._again = context, record, again
        self._lang = context.console.settings.lang
        self._entries: tuple[Import, ...] = ()
        self._asked: Import | None = None  # whether to take this one back
        self._progress: dict[int, TakingBack] = {}
        self.setWindowTitle(self.tr("导入记录"))
        self.resize(940, 480)
        self.table = LinesTable(context.theme)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("soft", True)
        self.others = QCheckBox()
        self.again_button = QPushButton()
        self.back_button = QPushButton()
        self.saved_button = QPushButton(self.tr("列映射…"))
        self.close_button = QPushButton(self.tr("关闭"))
        foot = QHBoxLayout()
        for button in (self.again_button, self.back_button, self.saved_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for button in (self.again_button, self.back_button, self.saved_button, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addWidget(self.others)
        column.addLayout(foot)
        listeners = context.console.listeners
        self._unsubscribe = [
            listeners.subscribe(ShowClosed, lambda told: self.reject()),
            listeners.subscribe(Applied, self._on_applied),
            listeners.subscribe(TakingBack, self._on_taking_back),
        ]
        self._coalescer = Coalescer(self.renew, self)
        self._record.changed.append(self.renew)
        self.finished.connect(lambda _result: self._release())
        self.table.doubleClicked.connect(lambda _index: self.look())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())
        self.again_button.clicked.connect(self.look)
        self.back_button.clicked.connect(self.take_back)
        self.others.toggled.connect(lambda _on: self._show_note())
        self.saved_button.clicked.connect(lambda: SavedMappingsDialog(context, self).show())
        self.close_button.clicked.connect(self.close)
        self.renew()
        self.table.setFocus()

    def renew(self) -> None:
        """What came in so far, the newest first."""
        log = self._record.log
        chosen, asked, others = self._entry, self._asked, self.others.isChecked()
        row = max(0, self.table.currentIndex().row())
        self._entries = () if log is None else log.entries
        headers = (self.tr("时间"), self.tr("表"), self.tr("怎么来的"), self.tr("读作"), self.tr("结果"))
        rows = [self._words(entry) for entry in self._entries]
        self.table.show_lines(headers, rows, (70, 230, 100, 190, 200), 4)
        if rows:
            found = [place for place, entry in enumerate(self._entries) if entry == chosen]
            stays = found and (row or asked is not None)  # the first row is the newest, unless it was chosen
            self.table.selectRow(found[0] if stays else min(row, len(rows) - 1))
        if asked is not None and asked == self._entry and self._can_go(asked):
            self._asked = asked  # what came in meanwhile is no answer
            self.others.setChecked(others)
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
            return replace(Source.of_file(Path(entry.path), entry.way), name=entry.file, number=entry.number)
        copied = [e for e in self._entries if not e.path]
        place = copied.index(entry)
        return self._record.copied[place] if place < len(self._record.copied) else None

    def take_back(self) -> None:
        """Ask whether the chosen one is to be taken back; asked twice, do it."""
        entry = self._entry
        if entry is None or not self._can_go(entry):
            return
        if self._asked != entry:
            self._asked = entry
            self._show_note()
            return
        self._asked = None
        take_back(self._context, [entry, *(self._others(entry) if self.others.isChecked() else ())])
        self._show_note()

    def _can_go(self, entry: Import) -> bool:
        return bool(entry.number) and self._gone_at(entry) is None and not self._is_going(entry)

    def _gone_at(self, entry: Import) -> datetime | None:
        """When it was taken back; None when it was not."""
        show = self._context.console.show
        return None if show is None or not entry.number else show.state.taken_back.get(entry.number)

    def _is_going(self, entry: Import) -> bool:
        show = self._context.console.show
        return show is not None and bool(entry.number) and entry.number in show.withdrawals.busy

    def _others(self, entry: Import) -> list[Import]:
        """What the same file brought at other times, once each."""
        found = {e.number: e for e in self._entries if e.path and e.path == entry.path and self._can_go(e)}
        found.pop(entry.number, None)
        return list(found.values())

    @property
    def _entry(self) -> Import | None:
        row = self.table.currentIndex().row()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _on_row(self) -> None:
        self._asked = None
        self.others.setChecked(False)
        self._show_note()

    def _show_note(self) -> None:
        entry, source = self._entry, self._source()
        asked = entry is not None and self._asked == entry
        others = [] if entry is None else self._others(entry)
        self.note.setText(self._note(entry, source))
        self.note.setProperty("wrong", asked)
        self.note.setProperty("soft", not asked)
        self.note.style().polish(self.note)
        self.others.setText(self.tr("连同这个文件另外 {count} 次带来的").format(count=len(others)))
        self.others.setVisible(asked and bool(others))
        gone = entry is not None and self._gone_at(entry) is not None
        self.again_button.setText(self.tr("再导入… Enter") if gone else self.tr("读得不对… Enter"))
        self.again_button.setEnabled(source is not None)
        self.back_button.setText(self.tr("确认撤回 Delete") if asked else self.tr("撤回 Delete"))
        self.back_button.setProperty("primary", asked)
        self.back_button.style().polish(self.back_button)
        self.back_button.setEnabled(entry is not None and self._can_go(entry))

    def _note(self, entry: Import | None, source: Source | None) -> str:
        if entry is None:
            return self.tr("还没有导入过表。拖入、粘贴（Ctrl+V）或设置监看的文件夹。")
        if self._asked == entry:
            return self.tr(
                "撤回后，它带来的订单和读数都不再计数，被它改过的回到没有它时的样子，库存跟着改；记录留着，还可以再导入。"
                "再按一次 Delete 撤回。"
            )
        said = [entry.problem or entry.path]
        if source is None:
            said.append(self.tr("粘贴的表没有文件，只有最近几份可以再看。"))
        if entry.brought_something and not entry.number:
            said.append(self.tr("它是旧版本导入的，没有记下改了什么，不能撤回。"))
        return " ".join(words for words in said if words)

    def _words(self, entry: Import) -> Words:
        show = self._context.console.show
        here = None if show is None else zone(show.state.info.time_zone)
        at = entry.at.astimezone(here)
        taken_for = say(self._lang, f"kind.{entry.kind}") if entry.kind else "–"
        if entry.mapping:
            taken_for = say(self._lang, "mapping.taken_for", kind=taken_for, name=entry.mapping)
        colour = "text_faint" if self._gone_at(entry) is not None else COLOURS[entry.outcome]
        return Words((f"{at:%H:%M:%S}", entry.file, self._way(entry.way), taken_for, self._became(entry, here)), colour)

    def _became(self, entry: Import, here: tzinfo | None) -> str:
        progress, gone = self._progress.get(entry.number), self._gone_at(entry)
        if entry.number and self._is_going(entry):
            percent = 0 if progress is None or not progress.of else 100 * progress.done // progress.of
            return self.tr("正在撤回 {percent}%").format(percent=percent)
        if gone is not None:
            return self.tr("{at} 撤回了").format(at=f"{gone.astimezone(here):%H:%M:%S}")
        return self._result(entry)

    def _way(self, way: Way) -> str:
        return {
            Way.CHOSEN: self.tr("选的文件"),
            Way.DROPPED: self.tr("拖入"),
            Way.PASTED: self.tr("粘贴"),
            Way.WATCHED: self.tr("监看文件夹"),
            Way.COMMAND: self.tr("命令行"),
        }[way]

    def _result(self, entry: Import) -> str:
        match entry.outcome:
            case Outcome.TAKEN if entry.readings:
                return self.tr("{count} 个读数，新 {new}").format(count=entry.readings, new=entry.new)
            case Outcome.TAKEN:
                return self.tr("{count} 行订单，新 {new}").format(count=entry.lines, new=entry.new)
            case Outcome.PARTLY:
                return self.tr("没写完，只导入了一部分")
            case Outcome.REFUSED:
                return self.tr("有读不懂的，没有导入")
            case Outcome.PLAN:
                return self.tr("是排品表，没有动")
            case Outcome.UNKNOWN:
                return self.tr("认不出，没有导入")

    def _on_applied(self, told: Applied) -> None:
        if told.before.taken_back is not told.after.taken_back:
            self._coalescer.ask()

    def _on_taking_back(self, told: TakingBack) -> None:
        self._progress[told.number] = told
        self._coalescer.ask()

    def _release(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
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
        if event.key() == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.take_back()
            return
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self._asked = None
            self._show_note()
            return
        super().keyPressEvent(event)
