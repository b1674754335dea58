"""The middle of the on-air dock: platform actions, releases and holds, words to the host, what OBS did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from console.settings import QUICK_MESSAGES, Settings
from console.show import events as ev
from console.show.state import Hold, Message
from inventory.stock import Balance
from widgets.flow import FlowLayout
from widgets.keyed_button import KeyedButton
from widgets.labels import RIGHT, Line
from widgets.on_air_view import Action, short_clock
from widgets.show_words import action_name, problem_text
from widgets.theme import Theme

MESSAGE_LONGEST = 500
LEAST_BUTTON = 56


class ActionChips(QWidget):
    """The platform actions nobody can press for the user, each to be ticked when done."""

    ticked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codes: tuple[str, ...] = ()
        self._chips: list[KeyedButton] = []
        self._roomy = True
        self._flow = FlowLayout(self)

    @property
    def chips(self) -> Sequence[KeyedButton]:
        return self._chips

    def show_actions(self, actions: Sequence[Action]) -> None:
        codes = tuple(action.code for action in actions)
        if codes != self._codes:
            self._rebuild(codes)
        for chip, action in zip(self._chips, actions, strict=True):
            name, passed = action_name(action.code), short_clock(action.after)
            if action.done:
                chip.show_as(
                    f"✓ {name} {passed}", look="good_row", tip=self.tr("过款后 {time} 打勾").format(time=passed)
                )
            elif action.late:
                chip.show_as(self.tr("{name} 已 {time}").format(name=name, time=passed), look="late_row")
            else:
                chip.show_as(f"{name} {passed}", look="plain", tip=self.tr("做完后点一下打勾"))

    def fit(self, *, roomy: bool) -> None:
        """More or less room for it."""
        self._roomy = roomy
        for chip in self._chips:
            self._size(chip)

    def _size(self, chip: KeyedButton) -> None:
        chip.set_high(28 if self._roomy else 23, 13 if self._roomy else 12)

    def _rebuild(self, codes: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._codes = codes
        self._chips = []
        for code in codes:
            chip = KeyedButton(self._theme, action_name(code), pixels=13, high=28, round_ends=True)
            self._size(chip)
            chip.clicked.connect(lambda _checked=False, code=code: self.ticked.emit(code))
            self._chips.append(chip)
            self._flow.addWidget(chip)
        self.updateGeometry()


class ReleaseRow(QWidget):
    """Put more on sale, or keep pieces back until the room is warm."""

    small_asked = Signal()
    big_asked = Signal()
    other_asked = Signal()
    hold_asked = Signal()

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held = Line(theme, 14, "late", bold=True, figures=True)
        self.small = KeyedButton(theme, "+50", keys["release"], bold=True)
        self.big = KeyedButton(theme, "+100", keys["release_big"])
        self.other = KeyedButton(theme, self.tr("自定义…"))
        self.hold = KeyedButton(theme, self.tr("憋单"), keys["hold"])
        self._big_key, self._hold_key = keys["release_big"], keys["hold"]
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(5)
        for button in (self.small, self.big, self.other, self.hold):
            button.setMinimumWidth(LEAST_BUTTON)
            across.addWidget(button)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.held)
        column.addWidget(row)
        self.small.clicked.connect(self.small_asked)
        self.big.clicked.connect(self.big_asked)
        self.other.clicked.connect(self.other_asked)
        self.hold.clicked.connect(self.hold_asked)

    def fit(self, *, roomy: bool) -> None:
        """More or less room for it."""
        for button in (self.small, self.big, self.other, self.hold):
            button.set_high(32 if roomy else 27, 13 if roomy else 12)
        key = self._big_key if roomy else ""  # the four stand in one row, whatever the room
        self.big.show_as(self.big.text(), key=key, tip="" if roomy else self._big_key)
        key = self._hold_key if roomy else ""
        self.hold.show_as(self.hold.text(), key=key, tip="" if roomy else self._hold_key)
        self._keep_numbers()

    def _keep_numbers(self) -> None:
        """A wave's number is never cut, whatever has to make way for it."""
        for button in (self.small, self.big):
            button.setMinimumWidth(max(LEAST_BUTTON, button.sizeHint().width()))

    def show_stock(self, balance: Balance | None, waves: tuple[int, int], hold: Hold | None) -> None:
        """``waves``: what the small and the big button would release; 0 is nothing left to release."""
        goods = balance is not None
        small, big = waves
        self.held.setVisible(hold is not None)
        if hold is not None:
            words = self.tr("放出 {n}").format(n=f"{hold.quantity:,}")
            self.small.show_as(words, look="late", tip=self.tr("憋住的库存全部放出"))
        else:
            words = f"+{small:,}" if small else self.tr("放完了")
            self.small.show_as(
                words, look="plain", tip="" if small else self.tr("分到的库存已全部放出，可在「自定义」里加库存")
            )
        self.big.show_as(f"+{big:,}" if big else f"+{small:,}")
        self._keep_numbers()
        self.small.setEnabled(goods and (small > 0 or hold is not None))
        self.big.setEnabled(goods and big > small and hold is None)
        self.big.setVisible(big > small or not goods)
        self.other.setEnabled(goods)
        words = self.tr("取消憋单") if hold is not None else self.tr("憋单")
        self.hold.show_as(words, look="plain")
        self.hold.setEnabled(goods and (hold is not None or small > 0))

    def show_held(self, hold: Hold | None, now: datetime) -> None:
        """How long pieces have been kept back."""
        if hold is None:
            return
        words = self.tr("憋单中 {n} 件 · 已憋 {time}")
        words = words.format(n=f"{hold.quantity:,}", time=short_clock(now - hold.since))
        if hold.until:
            words = self.tr("{held} · 等 {until}").format(held=words, until=hold.until)
        self.held.set_text(words)


class MessageEdit(QLineEdit):
    """One line to the host. Enter sends, Escape gives the keys back to the show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MESSAGE_LONGEST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        elif event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


class MessageBox(QWidget):
    """Quick messages by number, a line of one's own, and whether the host has read the last one."""

    quick_asked = Signal(int)
    text_asked = Signal(str)

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = Line(theme, 13, "text_soft", grows=False)
        self.state = Line(theme, 13, "text_soft", figures=True, align=RIGHT)
        self.buttons = [
            KeyedButton(theme, "", keys[f"quick_{n}"], pixels=13, high=28, left=True)
            for n in range(1, QUICK_MESSAGES + 1)
        ]
        self.edit = MessageEdit()
        self.send = KeyedButton(theme, self.tr("发送"), high=30)
        self.caption.set_text(self.tr("给主播"))
        hint = self.tr("写一句给主播，回车发送（{key}）") if keys["message"] else self.tr("写一句给主播，回车发送")
        self.edit.setPlaceholderText(hint.format(key=keys["message"]))
        self._roomy = True
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._columns = 0
        head = self._head = QHBoxLayout()
        head.addWidget(self.caption)
        line = self._line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.edit, 1)
        line.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addLayout(line)
        self._arrange(3)
        self.fit(roomy=True)
        for number, button in enumerate(self.buttons, 1):
            button.setMinimumWidth(LEAST_BUTTON)
            button.clicked.connect(lambda _checked=False, number=number: self.quick_asked.emit(number))
        self.send.clicked.connect(self._on_send)
        self.edit.returnPressed.connect(self._on_send)

    def fit(self, *, roomy: bool) -> None:
        """More or less room for it."""
        self._roomy = roomy
        for button in self.buttons:
            button.set_high(28 if roomy else 23, 13 if roomy else 12)
        self.send.set_high(30 if roomy else 26, 13 if roomy else 12)
        for gaps in (self._grid, self.layout()):
            assert gaps is not None
            gaps.setSpacing(6 if roomy else 4)
        self._head.removeWidget(self.state)
        self._line.removeWidget(self.state)
        across = QSizePolicy.Policy.Ignored if roomy else QSizePolicy.Policy.Preferred
        self.state.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if roomy:
            self._head.addWidget(self.state, 1)
        else:
            self._line.insertWidget(1, self.state)
        self.caption.setVisible(roomy)

    def show_settings(self, settings: Settings) -> None:
        for number, button in enumerate(self.buttons, 1):
            text = settings.quick_message(number)
            button.show_as(text, tip=text)

    def show_message(self, message: Message | None, now: datetime) -> None:
        """The last message and how long the host has left it unread."""
        if message is None:
            self.state.set_text("")
        else:
            self._tell(message, now)

    def _tell(self, message: Message, now: datetime) -> None:
        short = message.text if len(message.text) <= 12 else f"{message.text[:11]}…"
        if message.read_at is not None:
            passed, role = message.read_at - message.at, "good"
            words = self.tr("「{text}」已读（{time}）") if self._roomy else self.tr("已读 {time}")
        else:
            passed = now - message.at
            role = "late" if passed > timedelta(seconds=30) else "text_soft"
            words = self.tr("「{text}」未读 {time}") if self._roomy else self.tr("未读 {time}")
        self.state.set_text(words.format(text=short, time=short_clock(passed)), role)

    def resizeEvent(self, event: object) -> None:
        self._arrange(3 if self.width() < 528 else 5)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // columns, place % columns)

    def _on_send(self) -> None:
        text = self.edit.text().strip()
        if text:
            self.text_asked.emit(text)


class CueLine(QWidget):
    """What became of the cues of the entry on air, and a way to fire them again."""

    retry_asked = Signal()

    def __init__(self, theme: Theme, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self.words = Line(theme, 13, "text_soft", figures=True)
        self.retry = KeyedButton(theme, self.tr("重试"), pixels=12, high=22)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.retry)
        self.retry.clicked.connect(self.retry_asked)

    def show_outcome(
        self, scene: str | None, outcome: ev.CueDone | None, *, cues: bool, venue: bool, fresh: bool
    ) -> None:
        """``cues``: whether the take asks anything of OBS. ``venue``: whether there is an OBS to ask.
        ``fresh``: whether the take was just now, so that an answer may still come."""
        self.setVisible(cues or outcome is not None)
        waits = outcome is None and fresh
        settled = outcome is not None and outcome.state in ("done", "superseded")
        self.retry.setVisible(venue and not waits and not settled)
        what = self.tr("场景 → {scene}").format(scene=scene) if scene else self.tr("OBS 动作")
        if outcome is None:
            waiting = self.tr("{what} · 等待 OBS…").format(what=what)
            self.words.set_text(waiting if cues and venue and waits else what, "text_soft")
            return
        if outcome.state == "done":
            took = "" if outcome.ms is None else self.tr("{what} · {ms} 毫秒").format(what=what, ms=round(outcome.ms))
            self.words.set_text(took or what, "good")
            return
        role = "text_soft" if outcome.state == "superseded" else "bad"
        self.words.set_text(f"{what} · {self._why(outcome)}", role)

    def _why(self, outcome: ev.CueDone) -> str:
        match outcome.state:
            case "not_connected":
                return self.tr("OBS 没有连接，没有发送")
            case "timed_out":
                return self.tr("OBS 没有响应")
            case "superseded":
                return self.tr("已被后一个动作取代")
            case _:
                problems = " ".join(problem_text(self._lang, problem) for problem in outcome.problems[:1])
                return problems or self.tr("失败")
