"""What a wave or a hold waits for, chosen and filled in on one line, with what is counted now beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from console.feeds.times import clock, length
from console.feeds.values import ValueRefused
from console.show.waves import COUNTED, LONGEST_WORD, OF_COMMENTS, Condition, When, clean_word, whole_seconds
from widgets.figures import hour_text
from widgets.form import mark, padded, point_at
from widgets.theme import font

T = TypeVar("T")
MOST = 100_000_000
FIRST_COUNT = 1_000
WORD_WIDE, VALUE_WIDE, KIND_WIDE = 90, 112, 172

WAVE_KINDS: tuple[When | None, ...] = (
    None,
    When.SOLD_OUT,
    When.AFTER,
    When.CLOCK,
    When.ONLINE,
    When.VIEWERS,
    When.CLICKS,
    When.COMMENTS,
    When.PEOPLE,
)
HOLD_KINDS = tuple(kind for kind in WAVE_KINDS if kind is not When.SOLD_OUT)


def kind_name(kind: When | None, *, of_hold: bool = False) -> str:
    """What is waited for, as a list offers it."""
    translate = QCoreApplication.translate
    if kind is None:
        return translate("ConditionEdit", "我自己看") if of_hold else translate("ConditionEdit", "按键放")
    after = translate("ConditionEdit", "憋满多久") if of_hold else translate("ConditionEdit", "讲解后多久")
    return {
        When.SOLD_OUT: translate("ConditionEdit", "售罄"),
        When.AFTER: after,
        When.CLOCK: translate("ConditionEdit", "到几点"),
        When.ONLINE: translate("ConditionEdit", "在线人数满"),
        When.VIEWERS: translate("ConditionEdit", "场观人数满"),
        When.CLICKS: translate("ConditionEdit", "商品点击满"),
        When.COMMENTS: translate("ConditionEdit", "评论条数满"),
        When.PEOPLE: translate("ConditionEdit", "评论人数满"),
    }[kind]


def length_said(held: timedelta) -> str:
    """A length as it is typed: 10, or 1:30."""
    minutes, seconds = divmod(int(held.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}" if seconds else str(minutes)


class ConditionEdit(QWidget):
    """``counted`` tells how many there are of a kind now, None when nobody told it."""

    changed = Signal()

    def __init__(
        self,
        kinds: Sequence[When | None],
        counted: Callable[[Condition], int | None],
        *,
        of_hold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._counted = counted
        self.kind = QComboBox()
        self.kind.setMinimumWidth(KIND_WIDE)
        self.kind.setAccessibleName(self.tr("等什么"))
        for kind in kinds:
            self.kind.addItem(kind_name(kind, of_hold=of_hold), None if kind is None else kind.value)
        self.word = QLineEdit()
        self.word.setMaxLength(LONGEST_WORD)
        self.word.setPlaceholderText(self.tr("含的词"))
        self.word.setToolTip(self.tr("评论里要有的词，留空就是任何评论"))
        self.word.setAccessibleName(self.tr("含的词"))
        self.word.setFixedWidth(WORD_WIDE)
        self.count = padded(QSpinBox())
        self.count.setRange(1, MOST)
        self.count.setGroupSeparatorShown(True)
        self.count.setValue(FIRST_COUNT)
        self.count.setAccessibleName(self.tr("满多少"))
        self.time = QLineEdit()
        self.time.setAccessibleName(self.tr("几点"))
        for field in (self.count, self.time):
            field.setFixedWidth(VALUE_WIDE)
        self.now = QLabel()
        self.now.setProperty("soft", True)
        self.now.setFont(font(12, figures=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.kind, self.word, self.count, self.time):
            row.addWidget(part)
        row.addWidget(self.now, 1)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.word.textChanged.connect(self._on_edited)
        self.count.valueChanged.connect(self._on_edited)
        self.time.textChanged.connect(self._on_edited)
        self._on_kind()

    @property
    def when(self) -> When | None:
        held = self.kind.currentData()
        return None if held is None else When(held)

    def show_condition(self, condition: Condition | None) -> None:
        """Begin from this one; None waits for a hand."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(None if condition is None else condition.when.value)))
        if condition is None:
            return
        self.word.setText(condition.word)
        if condition.count:
            self.count.setValue(condition.count)
        if condition.clock is not None:
            self.time.setText(hour_text(condition.clock))
        if condition.after is not None:
            self.time.setText(length_said(condition.after))

    def condition(self) -> Condition | None:
        """What is filled in. Raises ValueError for a time that is none."""
        match self.when:
            case None:
                return None
            case When.CLOCK:
                return Condition(when=When.CLOCK, clock=_read(clock, self.time))
            case When.AFTER:
                return Condition(when=When.AFTER, after=whole_seconds(_read(length, self.time)))
            case When.SOLD_OUT:
                return Condition(when=When.SOLD_OUT)
            case when:
                word = clean_word(self.word.text()) if when in OF_COMMENTS else ""
                return Condition(when=when, count=self.count.value(), word=word)

    def point(self) -> None:
        """Where the time is that is none."""
        point_at(self.time)

    def refresh(self) -> None:
        """What is counted now."""
        when = self.when
        if when not in COUNTED or when is None:
            self.now.setText("")
            return
        word = clean_word(self.word.text()) if when in OF_COMMENTS else ""
        found = self._counted(Condition(when=when, count=1, word=word))
        self.now.setText(self.tr("现在 {n}").format(n="—" if found is None else f"{found:,}"))

    def _on_kind(self) -> None:
        when = self.when
        self.word.setVisible(when in OF_COMMENTS)
        self.count.setVisible(when in COUNTED)
        self.time.setVisible(when in (When.CLOCK, When.AFTER))
        self.time.setPlaceholderText("20:30" if when is When.CLOCK else self.tr("10 分钟"))
        mark(self.time, wrong=False)
        self._on_edited()

    def _on_edited(self) -> None:
        self.refresh()
        self.changed.emit()


def _read(read: Callable[[str], T | None], field: QLineEdit) -> T:
    try:
        found = read(field.text())
    except ValueRefused:
        found = None
    if found is None or found == timedelta():
        raise ValueError(field.text())
    return found
