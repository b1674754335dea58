"""The middle of the on-air dock: platform actions, releases and holds, what OBS did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.show import events as ev
from console.show.plan import Plan
from console.show.state import Hold
from inventory.stock import Balance
from widgets.flow import FlowLayout
from widgets.keyed_button import SIDE, TIGHT, KeyedButton
from widgets.labels import Line
from widgets.on_air_view import Action, short_clock
from widgets.show_words import action_name, action_of_item, problem_text
from widgets.theme import Theme

WIDEST_BUTTON = 160
CHIP_GAP = 5
RETRY_HIGH = 20
WIDEST_TIME = "00:00"  # of the time a platform action waited


class ActionChips(QWidget):
    """The platform actions nobody can press for the user, each to be ticked when done.

    In one row wherever they can be: the times of all of them are left to the tooltips where they do not fit.
    """

    ticked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codes: tuple[str, ...] = ()
        self._plan: Plan | None = None
        self._actions: Sequence[Action] = ()
        self._chips: list[KeyedButton] = []
        self._roomy, self._tight = True, False
        self._flow = FlowLayout(self, CHIP_GAP)

    @property
    def chips(self) -> Sequence[KeyedButton]:
        return self._chips

    def show_actions(self, actions: Sequence[Action], plan: Plan | None = None) -> None:
        """``plan`` names the items of actions that are for another than the one on air."""
        self._plan = plan
        codes = tuple(action.code for action in actions)
        if codes != self._codes:
            self._rebuild(codes)
        self._actions = actions
        self._say()

    def fit(self, *, roomy: bool, tight: bool = False) -> None:
        """More or less room for it."""
        self._roomy, self._tight = roomy, tight
        for chip in self._chips:
            self._size(chip)
        self._say()

    def resizeEvent(self, event: object) -> None:
        self._say()

    def _say(self) -> None:
        timed = self._times_fit()
        for chip, action in zip(self._chips, self._actions, strict=False):
            name, passed = self._name(action.code), short_clock(action.after)
            if action.done:
                after = self.tr("放单后 {time} 打勾") if action.of_wave else self.tr("过款后 {time} 打勾")
                words, look, tip = f"✓ {name}", "good_row", after.format(time=passed)
            elif action.late:
                words, look, tip = name, "late_row", self.tr("还没做，已过 {time}").format(time=passed)
            else:
                words, look, tip = name, "plain", self.tr("做完后点一下打勾")
            chip.show_as(f"{words} {passed}" if timed else words, look=look, tip=tip)

    def _times_fit(self) -> bool:
        """Asked of the widest they can become, so that nothing changes its place as time passes."""
        wide = sum(
            chip.wide_of(f"✓ {self._name(code)} {WIDEST_TIME}") + chip.sizeHint().width() - chip.wide_of(chip.text())
            for chip, code in zip(self._chips, self._codes, strict=True)
        )
        return wide + CHIP_GAP * (len(self._chips) - 1) <= self.width()

    def _name(self, code: str) -> str:
        return action_name(code) if self._plan is None else action_of_item(code, self._plan)

    def _size(self, chip: KeyedButton) -> None:
        chip.set_high(
            28 if self._roomy else 21 if self._tight else 23, 13 if self._roomy else 12, SIDE if self._roomy else 8
        )

    def _rebuild(self, codes: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._codes = codes
        self._actions = ()
        self._chips = []
        for code in codes:
            chip = KeyedButton(self._theme, self._name(code), pixels=13, high=28, round_ends=True)
            self._size(chip)
            chip.clicked.connect(lambda _checked=False, code=code: self.ticked.emit(code))
            self._chips.append(chip)
            self._flow.addWidget(chip)
        self.updateGeometry()


class ReleaseRow(QWidget):
    """Put more on sale, or keep pieces back until the room is warm.

    Its buttons share one row. What makes way where that is narrow: first the words of the third, which every stock
    dialog has too, then the keys; a number is never cut.
    """

    small_asked = Signal()
    big_asked = Signal()
    other_asked = Signal()
    hold_asked = Signal()

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.small = KeyedButton(theme, "+50", keys["release"], bold=True)
        self.big = KeyedButton(theme, "+100", keys["release_big"])
        self.other = KeyedButton(theme)
        self.hold = KeyedButton(theme, self.tr("憋单"), keys["hold"])
        self._keys = {self.small: keys["release"], self.big: keys["release_big"], self.hold: keys["hold"]}
        self._roomy = True
        self._row = QWidget()
        # its buttons suit themselves to the room there is; the room is never made to suit them
        self._row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        across = self._across = QHBoxLayout(self._row)
        across.setContentsMargins(0, 0, 0, 0)
        for button in self._buttons:
            button.setMaximumWidth(WIDEST_BUTTON)
            across.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.small.clicked.connect(self.small_asked)
        self.big.clicked.connect(self.big_asked)
        self.other.clicked.connect(self.other_asked)
        self.hold.clicked.connect(self.hold_asked)
        self.fit(roomy=True)

    @property
    def _buttons(self) -> tuple[KeyedButton, ...]:
        return self.small, self.big, self.other, self.hold

    def fit(self, *, roomy: bool, tight: bool = False) -> None:
        """More or less room for it."""
        self._roomy = roomy
        for button in self._buttons:
            button.set_high(32 if roomy else 24 if tight else 27, 13 if roomy else 12, SIDE if roomy else TIGHT)
        self._across.setSpacing(6 if roomy else 4)
        self._make_room()

    def show_stock(self, balance: Balance | None, waves: tuple[int, int], hold: Hold | None) -> None:
        """``waves``: what the small and the big button would release; 0 is nothing left to release."""
        goods = balance is not None
        small, big = waves
        if hold is None:
            words = f"+{small:,}" if small else self.tr("放完了")
            tip = "" if small else self.tr("分到的库存已全部放出，可在「自定义」里加库存")
            self.small.show_as(words, look="plain", tip=tip)
            self.hold.show_as(self.tr("憋单"), tip="")
        else:
            words = self.tr("放出 {n}").format(n=f"{hold.quantity:,}")
            self.small.show_as(words, look="late", tip=self.tr("憋住的库存全部放出"))
        self.big.show_as(f"+{big:,}" if big else f"+{small:,}")
        self.small.setEnabled(goods and (small > 0 or hold is not None))
        self.big.setEnabled(goods and big > small)
        self.big.setVisible(hold is None and (big > small or not goods))
        self.other.setEnabled(goods)
        self.hold.setEnabled(goods and (hold is not None or small > 0))
        self._make_room()

    def show_held(self, hold: Hold | None, now: datetime) -> None:
        """How long pieces have been kept back."""
        if hold is None:
            return
        passed = short_clock(now - hold.since)
        words = self.tr("憋单中 {n} 件 · 已憋 {time}").format(n=f"{hold.quantity:,}", time=passed)
        told = self.tr("取消憋单") if self._roomy else self.tr("取消憋单 {time}").format(time=passed)
        longer = len(told) != len(self.hold.text())
        self.hold.show_as(told, tip=words)
        if longer:
            self._make_room()

    def resizeEvent(self, event: object) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """The fullest words and keys that fit."""
        named, short = self.tr("自定义…"), "…"
        for words, keyed in ((named, self._keys), (short, self._keys), (short, [self.small, self.hold]), (short, [])):
            self.other.show_as(words, tip="" if words is named else self.tr("放出或调整任意件数"))
            for button, key in self._keys.items():
                button.show_as(button.text(), key=key if button in keyed else "")
            shown = [button for button in self._buttons if not button.isHidden()]
            wide = sum(button.sizeHint().width() for button in shown) + self._across.spacing() * (len(shown) - 1)
            if wide <= self.width():
                break
        for button in self._buttons:
            button.setMinimumWidth(button.sizeHint().width())
            button.setMaximumWidth(max(WIDEST_BUTTON, button.sizeHint().width()))


class CueLine(QWidget):
    """What became of the cues of the entry on air, and a way to fire them again."""

    retry_asked = Signal()

    def __init__(self, theme: Theme, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self.words = Line(theme, 13, "text_soft", figures=True)
        self.retry = KeyedButton(theme, self.tr("重试"), pixels=12, high=RETRY_HIGH)
        self.setMinimumHeight(RETRY_HIGH)  # with and without the button
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
        what = self.tr("场景 → {scene}").format(scene=scene) if scene else self.tr("OBS 联动")
        if outcome is None:
            asked = self.tr("等待 OBS…") if waits else ""
            self._tell(what, asked if venue else self.tr("无 OBS"), "text_soft")
        elif outcome.state == "done":
            took = "" if outcome.ms is None else self.tr("{ms} 毫秒").format(ms=round(outcome.ms))
            self._tell(what, took, "good")
        else:
            self._tell(what, self._why(outcome), "text_soft" if outcome.state == "superseded" else "bad")

    def _tell(self, what: str, outcome: str, role: str) -> None:
        """``outcome`` alone where both do not fit: what is wanted of OBS stands in its dock too."""
        self.words.set_text(f"{what} · {outcome}" if outcome else what, role, short=outcome)

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
