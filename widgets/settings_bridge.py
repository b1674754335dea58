"""The settings' page of the barrage bridge: which one, where it listens, whose room, how it stands, and a try."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from console.bridge import BRIDGES, BridgeStatus, LinkState, Trial, problem_said, try_bridge, usual_address
from console.settings import Settings
from widgets.charts.parts import age_text
from widgets.context import Context
from widgets.form import hint, mark, point_at, with_hint
from widgets.theme import Theme

TICK_MS = 1000
SCHEMES = ("ws://", "wss://")


def bridge_text(name: str) -> str:
    """A bridge by what it is for; one nobody worded by its name alone."""
    translate = QCoreApplication.translate
    about = {
        "DouyinBarrageGrab": translate("Bridge", "抖音，Windows 上最常用"),
        "webcast": translate("Bridge", "抖音，f2 或 douyinLive 转出的消息"),
        "blivedm": translate("Bridge", "哔哩哔哩直播"),
        "tiktoklive": translate("Bridge", "TikTok 直播"),
    }
    return f"{name} · {about[name]}" if name in about else name


class BridgePage(QWidget):
    """``applied`` answers settings with what stands here. A try keeps nothing; without ``context`` there is none.

    ``status``: how the bridge that is used now stands.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        *,
        context: Context | None = None,
        status: Callable[[], BridgeStatus] = BridgeStatus,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._theme, self._context, self._status = settings, theme, context, status
        self._end_trial: Callable[[], None] | None = None
        self.kind = QComboBox()
        self.address = QLineEdit(settings.bridge_url)
        self.room = QComboBox()
        self.test_button = QPushButton(self.tr("测试"))
        self.answer = QLabel()
        self.state = QLabel()
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._show_state)
        self._on_kind()
        self._show_state()

    def _build(self) -> None:
        self.kind.addItem(self.tr("不用"), "")
        for name in BRIDGES:
            self.kind.addItem(bridge_text(name), name)
        if self._settings.bridge not in ("", *BRIDGES):
            self.kind.addItem(self._settings.bridge, self._settings.bridge)
        self.kind.setCurrentIndex(self.kind.findData(self._settings.bridge))
        self.address.setMaxLength(300)
        self.room.setEditable(True)
        self.room.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.room.lineEdit()
        assert line is not None
        line.setMaxLength(100)
        line.setPlaceholderText(self.tr("第一个听到的"))
        self.room.setEditText(self._settings.bridge_room)
        for label in (self.answer, self.state):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.test_button.setAutoDefault(False)
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.address, 1)
        row.addWidget(self.test_button)
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = self.tr(
            "弹幕助手是另外装的程序，把直播间的在线人数、进房、点赞、关注和评论转到本机。"
            "中控只听，从不往里发任何东西，也不发评论；它不带订单。"
        )
        form.addRow(hint(words))
        form.addRow(self.tr("弹幕助手"), self.kind)
        form.addRow(self.tr("地址"), with_hint(where, self.tr("留空就用它自己的默认地址。")))
        form.addRow("", self.answer)
        words = self.tr("助手同时开着几个直播间时，写主播昵称或从听到过的里面选；两个直播间的数字从不混在一起。")
        form.addRow(self.tr("直播间"), with_hint(self.room, words))
        form.addRow(self.tr("现在"), self.state)
        self.answer.hide()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.test_button.clicked.connect(self.test)

    # -- what is chosen -----------------------------------------------------------------------------------------------

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what stands here."""
        return replace(
            settings,
            bridge=self.kind.currentData() or "",
            bridge_url=self.address.text().strip(),
            bridge_room=self._room(),
        )

    def problem(self) -> str:
        """What cannot be saved, in words; "" for nothing."""
        address = self.address.text().strip()
        if not self.kind.currentData() or not address or address.lower().startswith(SCHEMES):
            return ""
        point_at(self.address)
        return self.tr("弹幕助手的地址要以 ws:// 开头，例如 {example}。").format(
            example=usual_address(str(self.kind.currentData())) or "ws://127.0.0.1:8888/"
        )

    def _room(self) -> str:
        """Its key where a room that was heard is chosen, else what was written."""
        text = self.room.currentText().strip()
        at = self.room.findText(text)
        return str(self.room.itemData(at)) if at >= 0 else text

    def _on_kind(self) -> None:
        name = str(self.kind.currentData() or "")
        self.address.setPlaceholderText(usual_address(name))
        for field in (self.address, self.room, self.test_button):
            field.setEnabled(bool(name))
        self.test_button.setEnabled(name in BRIDGES and self._context is not None)
        mark(self.address, wrong=False)
        self._drop_trial()
        self._answer("")

    # -- a try --------------------------------------------------------------------------------------------------------

    def test(self) -> None:
        """Connect once to what stands here and say what came."""
        if self._context is None or self.problem():
            self._answer(self.problem(), "bad")
            return
        self._drop_trial()
        name = str(self.kind.currentData())
        self.test_button.setEnabled(False)
        self._answer(self.tr("正在连接，听几秒…"))
        self._end_trial = try_bridge(name, self.address.text(), self._on_tried, self._context.console.post)

    def _on_tried(self, trial: Trial) -> None:
        self._end_trial = None
        self.test_button.setEnabled(True)
        lang = self._settings.lang
        if trial.problem:
            self._answer(problem_said(lang, trial), "bad")
        elif trial.heard:
            self._learn(trial.rooms)
            words = [self.tr("连上了。")]
            if trial.rooms:
                names = self.tr("、", "between the parts of a list").join(n or k for k, n in trial.rooms.items())
                words.append(self.tr("听到直播间：{rooms}。").format(rooms=names))
            if trial.online is not None:
                words.append(self.tr("在线 {n} 人。").format(n=f"{trial.online:,}"))
            self._answer("".join(words) if lang == "zh_CN" else " ".join(words), "good")
        elif trial.unread:
            words_ = self.tr("连上了，但 {n} 条消息都读不懂：多半选错了弹幕助手，或它的版本不同。")
            self._answer(words_.format(n=trial.unread), "bad")
        else:
            self._answer(self.tr("连上了，这几秒没有消息。直播间有人说话或进出时才有。"), "good")

    def _learn(self, rooms: dict[str, str]) -> None:
        text = self.room.currentText()
        for key, name in rooms.items():
            if self.room.findData(key) < 0:
                self.room.addItem(name or key, key)
        at = self.room.findData(text)
        self.room.setEditText(self.room.itemText(at) if at >= 0 else text)

    def _drop_trial(self) -> None:
        if self._end_trial is not None:
            self._end_trial()
            self._end_trial = None

    def _answer(self, words: str, role: str = "text_soft") -> None:
        self.answer.setText(words)
        self.answer.setStyleSheet(f"color: {self._theme.hex(role)};")
        self.answer.setVisible(bool(words))

    # -- how it stands ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        if not self.window().isVisible():
            self._drop_trial()

    def _show_state(self) -> None:
        status = self._status()
        self._learn(status.rooms)
        self.state.setText(self.state_text(status))
        role = {LinkState.CONNECTED: "good", LinkState.WAITING: "late"}.get(status.state, "text_soft")
        self.state.setStyleSheet(f"color: {self._theme.hex(role)};")

    def state_text(self, status: BridgeStatus) -> str:
        """How the bridge in use stands, as sentences."""
        lang = self._settings.lang
        if self._context is not None and self._context.console.workspace.is_practice:
            return self.tr("练习场次不听真的直播间；离开练习后才连接。")
        now = None if self._context is None else self._context.console.clock.now()
        if status.problem:
            words = [problem_said(lang, status).strip()]
            if now is not None and status.again_at is not None and status.again_at > now:
                left = math.ceil((status.again_at - now).total_seconds())
                words.append(self.tr("{n} 秒后再试。").format(n=left))
            return " ".join(words)
        if status.state is LinkState.OFF:
            return self.tr("没有在听。")
        if status.state is not LinkState.CONNECTED:
            return self.tr("正在连接 {address}…").format(address=status.url)
        if status.last_heard is None or now is None:
            words = [self.tr("已连接，还没有消息。")]
        else:
            words = [self.tr("已连接，最近一条消息 {age}。").format(age=age_text(status.last_heard, now))]
            words.append(self.tr("评论 {n} 条。").format(n=f"{status.comments:,}"))
        if status.room:
            words.append(self.tr("直播间：{room}。").format(room=status.rooms.get(status.room) or status.room))
        if status.elsewhere:
            words.append(self.tr("别的直播间的 {n} 条没有算。").format(n=f"{status.elsewhere:,}"))
        if status.unread:
            words.append(self.tr("读不懂的 {n} 条。").format(n=f"{status.unread:,}"))
        if status.ended:
            words.append(self.tr("对方说直播已结束。"))
        return ("" if lang == "zh_CN" else " ").join(words)
