"""Editors for one cue and for the list of cues of one level at one moment."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.obs.cues import PLACEHOLDERS, Facts, Rendered, render
from console.obs.status import ObsStatus
from console.show.plan import Cue, CueKind
from widgets.cues_draft import Doubt, doubt
from widgets.show_words import cue_kind_name
from widgets.theme import Theme, font

SHOWN_FIRST = (
    CueKind.SCENE,
    CueKind.TEXT,
    CueKind.SHOW,
    CueKind.HIDE,
    CueKind.MEDIA_RESTART,
    CueKind.CHAPTER,
)


def fill(combo: QComboBox, names: Iterable[str]) -> None:
    """Offer ``names``; what is written stays."""
    written = combo.currentText()
    with QSignalBlocker(combo):
        combo.clear()
        combo.addItems(list(names))
        combo.setEditText(written)


def said_of(cue: Cue, facts: Facts) -> Rendered:
    """What a text or a chapter says of an entry, as it is sent."""
    if cue.kind is not CueKind.CHAPTER:
        return render(cue.value, facts)
    said = render(cue.value or "{name}", facts)
    return said if said.text else Rendered(facts.name, said.unknown, said.missing)


def _widest_kind(shown: QFont) -> int:
    """Every row's fields begin at one place."""
    metrics = QFontMetrics(shown)
    return max(metrics.horizontalAdvance(cue_kind_name(kind)) for kind in CueKind) + 6


class CueRow(QWidget):
    """One cue: what, on which target, with which words; below, what it comes to or what is wrong with it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, cue: Cue, *, narrower: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = cue.kind
        self._facts = Facts()
        self._status = ObsStatus()
        self.kind = QLabel(cue_kind_name(cue.kind))
        self.kind.setFont(font(13, bold=True))
        self.kind.setMinimumWidth(_widest_kind(self.kind.font()))
        self.target = self._names(cue.target)
        self.scene = self._names(cue.scene)
        self.value = QLineEdit(cue.value)
        self.value.setToolTip(
            self.tr(
                "这一款没有的数字，连同它旁边的字都不发，只留名称；整句都没有时清空。"
                "「旁边」到两个空格、换行、括号或 · ， 、 ； 。 | 为止。"
            )
        )
        self.insert = QPushButton(self.tr("插入"))
        self.insert.setAutoDefault(False)
        self.off = QCheckBox(self.tr("不做"))
        self.off.setToolTip(self.tr("去掉上一级要求的同一个动作"))
        self.off.setChecked(cue.off)
        self.gone = QPushButton(self.tr("删除"))
        self.gone.setAutoDefault(False)
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out(narrower)
        self._connect()
        self._on_off()

    def _names(self, written: str) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setMinimumWidth(140)
        combo.setEditText(written)
        return combo

    def _lay_out(self, narrower: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind)
        if self._kind is not CueKind.CHAPTER:
            row.addWidget(self.target, 2)
        if self._kind in (CueKind.SHOW, CueKind.HIDE):
            inside = QLabel(self.tr("在场景"))
            row.addWidget(inside)
            row.addWidget(self.scene, 2)
            edit = self.scene.lineEdit()
            if edit is not None:
                edit.setPlaceholderText(self.tr("这一款的场景"))
        if self._worded:
            row.addWidget(self.value, 3)
            row.addWidget(self.insert)
            if self._kind is CueKind.CHAPTER:
                self.value.setPlaceholderText("{name}")
        row.addWidget(self.off)
        row.addWidget(self.gone)
        self.off.setVisible(narrower or self.off.isChecked())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setVerticalSpacing(2)
        grid.addLayout(row, 0, 0)
        self.result.setIndent(self.kind.minimumWidth() + row.spacing())  # under what it is about
        grid.addWidget(self.result, 1, 0)

    def _connect(self) -> None:
        self.target.editTextChanged.connect(self._on_changed)
        self.scene.editTextChanged.connect(self._on_changed)
        self.value.textChanged.connect(self._on_changed)
        self.off.toggled.connect(self._on_off)
        self.gone.clicked.connect(self.removed)
        menu = QMenu(self)
        for name in PLACEHOLDERS:
            words = f"{{{name}}}  {self._meaning(name)}"
            if name == "stock":
                words = self.tr("{placeholder}，跟着成交走").format(placeholder=words)
            menu.addAction(words).triggered.connect(lambda _checked=False, name=name: self.put_in(name))
        self.insert.setMenu(menu)

    @property
    def _worded(self) -> bool:
        return self._kind in (CueKind.TEXT, CueKind.CHAPTER)

    def _meaning(self, name: str) -> str:
        words = {
            "name": self.tr("商品名称"),
            "link_no": self.tr("链接号"),
            "live_price": self.tr("直播价"),
            "list_price": self.tr("划线价"),
            "stock": self.tr("剩余库存"),
        }
        return words[name]

    def cue(self) -> Cue:
        """What stands in the row."""
        return Cue(
            kind=self._kind,
            target="" if self._kind is CueKind.CHAPTER else self.target.currentText().strip(),
            scene=self.scene.currentText().strip() if self._kind in (CueKind.SHOW, CueKind.HIDE) else "",
            value=self.value.text() if self._worded else "",
            off=self.off.isChecked(),
        )

    @property
    def is_nameless(self) -> bool:
        """Asks for something without saying of what."""
        return self._kind is not CueKind.CHAPTER and not self.target.currentText().strip()

    def put_in(self, name: str) -> None:
        """Write a placeholder where the cursor is."""
        self.value.insert(f"{{{name}}}")
        self.value.setFocus()

    def show_against(self, status: ObsStatus, facts: Facts) -> None:
        """Offer the names this OBS has, and preview words for this entry."""
        self._facts = facts
        if status.scenes != self._status.scenes or status.inputs != self._status.inputs or not self.target.count():
            fill(self.scene, status.scenes)
            if self._kind is CueKind.SCENE:
                fill(self.target, status.scenes)
            else:
                wanted = {CueKind.TEXT: "text", CueKind.MEDIA_RESTART: "source"}.get(self._kind, "")
                fill(self.target, (one.name for one in status.inputs if wanted in one.kind))
        self._status = status
        self._judge()

    def _on_changed(self) -> None:
        self._judge()
        self.changed.emit()

    def _on_off(self) -> None:
        for widget in (self.value, self.insert):
            widget.setEnabled(not self.off.isChecked())
        self._on_changed()

    def _judge(self) -> None:
        cue = self.cue()
        found = doubt(cue, self._status)
        words = {
            Doubt.NO_TARGET: self.tr("还没有写名称"),
            Doubt.UNKNOWN_SCENE: self.tr("OBS 里现在没有这个场景"),
            Doubt.UNKNOWN_INPUT: self.tr("OBS 里现在没有这个来源"),
            Doubt.NOT_TEXT: self.tr("这个来源不是文字"),
            Doubt.BAD_TEMPLATE: self.tr("有认不出的占位符，过款时不会发送"),
        }
        if found is not None:
            text, role = words[found], "late"
        elif cue.off:
            text, role = self.tr("上一级的这个动作不做"), "text_soft"
        elif self._worded:
            text, role = self._preview(cue), "text_soft"
        else:
            text, role = "", "text_soft"
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self.result.setStyleSheet(f"color: {self._theme.hex(role)}")

    def _preview(self, cue: Cue) -> str:
        """What is sent for the entry that is looked at, and what it has not."""
        said = said_of(cue, self._facts)
        lacks = self.tr("、", "between the parts of a list").join(self._meaning(name) for name in said.missing)
        if not lacks:
            return self.tr("显示为：{text}").format(text=said.text)
        if said.text:
            return self.tr("显示为：{text}（没有{lacks}，连同旁边的字不发）").format(text=said.text, lacks=lacks)
        return self.tr("没有{lacks}：清空这个文字").format(lacks=lacks)


class CueList(QWidget):
    """The cues of one level at one moment."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrower = False
        self._status = ObsStatus()
        self._facts = Facts()
        self.rows: list[CueRow] = []
        heading = QLabel(title)
        heading.setFont(font(14, bold=True))
        self.add = QPushButton(self.tr("添加"))
        self.add.setAutoDefault(False)
        menu = QMenu(self)
        for kind in SHOWN_FIRST:
            menu.addAction(cue_kind_name(kind)).triggered.connect(
                lambda _checked=False, kind=kind: self.append(Cue(kind=kind))
            )
        self.add.setMenu(menu)
        self.nothing = QLabel(self.tr("什么也不做"))
        self.nothing.setProperty("soft", True)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.add)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self.nothing)
        whole.addLayout(self._column)

    def cues(self) -> tuple[Cue, ...]:
        """Those that say of what: a row still without a name would only fail on every take."""
        cues = [row.cue() for row in self.rows]
        return tuple(cue for cue in cues if cue.target or cue.kind is CueKind.CHAPTER)

    def show_cues(self, cues: Iterable[Cue], *, narrower: bool) -> None:
        """``narrower``: a level that may take away what a wider one asks for."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._narrower = narrower
        for cue in cues:
            self._put(cue)
        self.nothing.setVisible(not self.rows)

    def append(self, cue: Cue) -> CueRow:
        """One more, to be filled in."""
        row = self._put(cue)
        self.nothing.hide()
        (row.value if cue.kind is CueKind.CHAPTER else row.target).setFocus()
        self.changed.emit()
        return row

    def show_against(self, status: ObsStatus, facts: Facts) -> None:
        self._status, self._facts = status, facts
        for row in self.rows:
            row.show_against(status, facts)

    def _put(self, cue: Cue) -> CueRow:
        row = CueRow(self._theme, cue, narrower=self._narrower)
        row.show_against(self._status, self._facts)
        row.changed.connect(self.changed)
        row.removed.connect(lambda row=row: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: CueRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.nothing.setVisible(not self.rows)
        self.changed.emit()
