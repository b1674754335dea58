"""OBS beside the show: its scenes as buttons, what it should show and does, its outputs and its picture."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from console.app import ShowClosed, ShowOpened
from console.desk import Receipt
from console.listeners import Applied, Notice
from console.obs.status import ObsStatus, State
from console.show import events as ev
from console.show import timing
from console.show.rundown import Refused
from console.venue import ObsChanged, OverlayFailing, ProgramImage
from console.wording import catalogue, say
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keyed_button import KeyedButton
from widgets.keys import KeyMap
from widgets.labels import Line, Paragraph
from widgets.obs_picture import ProgramView
from widgets.obs_scenes import SceneGrid
from widgets.show_words import reason_text
from widgets.theme import Theme

PICTURE_FROM = 560  # a narrower dock has room for the scenes alone


class ObsTitle(QWidget):
    """What stands in the dock's title: the outputs, and the ways to the connection and to the cues."""

    def __init__(self, theme: Theme, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outputs = Line(theme, 12, "text_soft", figures=True, grows=False)
        self.cues = KeyedButton(theme, self.tr("联动…"), look="quiet", pixels=12, high=22)
        self.card = KeyedButton(theme, self.tr("连接…"), keys.shown("obs"), look="quiet", pixels=12, high=22)
        self.cues.setToolTip(self.tr("上一款、下一款时 OBS 做什么"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.outputs, self.cues, self.card):
            row.addWidget(widget)

    def show_status(self, status: ObsStatus) -> None:
        if not status.connected:
            self.outputs.set_text("")
            return
        told = [self.tr("● 推流中") if status.streaming else self.tr("未推流")]
        if status.dropped_percent is not None:
            told.append(self.tr("丢帧 {share}%").format(share=f"{status.dropped_percent:.2f}"))
        told.append(self.tr("● 录制中") if status.recording else self.tr("未录制"))
        if status.rtt_ms is not None:
            told.append(self.tr("{ms} 毫秒").format(ms=f"{status.rtt_ms:.0f}"))
        bad = status.dropped_percent is not None and status.dropped_percent >= 1
        self.outputs.set_text(" · ".join(told), "late" if bad else "text_soft")


class ObsDock(QWidget):
    """What goes into the OBS dock. It shows the venue's status and asks it for scenes."""

    connection_requested = Signal()
    cues_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._keys = KeyMap(context.console.settings.keys)
        self._lang = context.console.settings.lang
        self._note = ""
        self.title_tools = ObsTitle(theme, self._keys)
        self.state = Line(theme, 13, "text_soft", figures=True)
        self.again = KeyedButton(theme, self.tr("立即重连"), pixels=12, high=26)
        self.why = Paragraph(theme, 13, "text_soft", lines=4)
        self.mismatch = Line(theme, 14, "late", bold=True)
        self.apply = KeyedButton(theme, self.tr("切过去"), self._keys.shown("apply_scene"), look="late", high=30)
        self.note = Line(theme, 13, "text_soft")
        self.scenes = SceneGrid(context, self._keys)
        self.picture = ProgramView(theme)
        self._lay_out()
        self._soon = Coalescer(self._refresh, self)
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.state, 1)
        head.addWidget(self.again)
        should = QHBoxLayout()
        should.setSpacing(8)
        should.addWidget(self.mismatch, 1)
        should.addWidget(self.apply)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(head)
        left.addWidget(self.why)
        left.addLayout(should)
        left.addWidget(self.note)
        left.addWidget(self.scenes, 1)
        below = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        left.addItem(below)  # what is said stands at the top while there are no scenes
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(12)
        row.addLayout(left, 3)
        row.addWidget(self.picture, 1)
        self.setMinimumSize(260, 110)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ObsChanged, lambda told: self._soon.ask()),
            listeners.subscribe(ProgramImage, lambda told: self.picture.show_image(told.image)),
            listeners.subscribe(OverlayFailing, self._on_overlay),
            listeners.subscribe(Applied, self._on_applied),
            listeners.subscribe(ShowOpened, lambda told: self._on_show()),
            listeners.subscribe(ShowClosed, lambda told: self._on_show()),
        ]
        self.scenes.asked.connect(self.switch_scene)
        self.apply.clicked.connect(self.apply_wanted)
        self.again.clicked.connect(self._on_again)
        self.title_tools.card.clicked.connect(self.open_card)
        self.title_tools.cues.clicked.connect(self.open_cues)

    def release(self) -> None:
        """Hear nothing more, and let the picture of the program go."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._watch(False)

    # -- what keys and buttons ask ----------------------------------------------------------------

    def switch_scene_number(self, number: int) -> None:
        """Put scene ``number`` of OBS's list on air, from 1."""
        venue = self._context.venue
        names = () if venue is None else venue.status.scenes
        if venue is not None and venue.status.connected and number > len(names):
            self._context.tell(Notice(code="on_air.no_such_scene", level="warning", data={"number": number}))
        else:
            self.switch_scene(names[number - 1] if number <= len(names) else "")

    def switch_scene(self, name: str) -> None:
        """Put a scene on air by hand; why not is told."""
        venue = self._context.venue
        if venue is None:
            self._context.tell(Notice(code="refused.obs_not_connected", level="warning"))
        else:
            self._told(venue.switch(name))

    def apply_wanted(self) -> None:
        """Make OBS show what the run wants."""
        venue = self._context.venue
        if venue is not None and (venue.mismatch is not None or venue.stale_words):
            self._told(venue.apply_wanted())
        else:
            self._context.tell(Notice(code="on_air.scene_right", level="info"))

    def open_card(self) -> None:
        """Ask for the connection card."""
        self.connection_requested.emit()

    def open_cues(self) -> None:
        """Ask for what OBS does on a take: for the show, per role, for one entry."""
        if self._context.console.show is None:
            self._context.tell(Notice(code="no_show", level="warning"))
        else:
            self.cues_requested.emit()

    def _on_again(self) -> None:
        venue = self._context.venue
        if venue is not None and venue.status.state is not State.OFF:
            venue.reconnect()
        else:
            self.open_card()

    def _told(self, future: Future[Receipt] | None) -> None:
        if future is None:
            return

        def answered(done: Future[Receipt]) -> None:
            error = done.exception()
            if isinstance(error, Refused):
                self._context.tell(Notice(code=f"refused.{error.code}", level="warning", data=dict(error.data)))

        future.add_done_callback(answered)

    # -- what is shown ----------------------------------------------------------------------------

    def _on_show(self) -> None:
        self._note = ""
        self._soon.ask()

    def _on_applied(self, told: Applied) -> None:
        for event in told.events:
            match event.payload:
                case ev.SceneSeen(scene=scene):
                    words = self.tr("{time} 有人在 OBS 里手动切到「{scene}」")
                    self._note = words.format(time=self._clock(event.at), scene=scene)
                case ev.Taken() | ev.SceneAsked():
                    self._note = ""
        self._soon.ask()

    def _on_overlay(self, told: OverlayFailing) -> None:
        if told.code is None:
            self._note = ""
        else:
            key = f"obs.cue.{told.code}"
            data = {"target": told.input_name, "scene": "", "detail": ""}
            why = say(self._lang, key, **data) if key in catalogue(self._lang) else told.code
            self._note = self.tr("库存文字「{name}」没有更新：{why}").format(name=told.input_name, why=why)
        self._soon.ask()

    def _clock(self, at: datetime) -> str:
        show = self._context.console.show
        return "" if show is None else f"{at.astimezone(timing.zone(show.state.info.time_zone)):%H:%M:%S}"

    def _refresh(self) -> None:
        venue = self._context.venue
        status = ObsStatus() if venue is None else venue.status
        mismatch = None if venue is None else venue.mismatch
        self.title_tools.show_status(status)
        self._show_state(status)
        stale = () if venue is None else venue.stale_words
        wrong = mismatch is not None or bool(stale)
        self.mismatch.setVisible(wrong)
        self.apply.setVisible(wrong)
        if wrong:
            words = self._wrong_words(mismatch, stale)
            self.mismatch.set_text(f"{words} · {self._note}" if self._note else words, short=words)
            self.apply.show_as(self.tr("更新文字") if mismatch is None else self.tr("切过去"))
        self.note.setVisible(bool(self._note) and not wrong)
        self.note.set_text(self._note)
        self.scenes.show_scenes(status, None if mismatch is None else mismatch[0])
        self.scenes.setVisible(bool(status.scenes) or status.connected)
        if not status.connected:
            self.picture.show_image(None)
        self._fit()

    def _wrong_words(self, mismatch: tuple[str, str] | None, stale: tuple[str, ...]) -> str:
        if mismatch is not None:
            wanted, shown = mismatch
            return self.tr("应该是「{wanted}」，现在是「{shown}」").format(wanted=wanted, shown=shown)
        names = self.tr("、", "between the parts of a list").join(stale)
        return self.tr("文字「{names}」可能还不是正在讲解的款").format(names=names)

    def _show_state(self, status: ObsStatus) -> None:
        words = say(self._lang, f"obs.state.{status.state.value}")
        role = {State.CONNECTED: "good", State.FAILED: "bad", State.UNANSWERED: "bad", State.CONNECTING: "late"}
        if status.address is not None and not status.connected:
            words = f"{words} · {status.address}"
        self.state.set_text(words, role.get(status.state, "text_soft"))
        self.state.setVisible(not status.connected)
        reason = None if status.reason is None else status.reason.value
        why = "" if status.connected or reason is None else reason_text(self._lang, reason, str(status.address or ""))
        if not why and status.state is State.OFF:
            why = self.tr("连上 OBS 后，这里是它的场景：过款自动切，也可以按 F1–F8 手动切。没有 OBS 也能走完一场。")
            if self._context.console.workspace.is_practice:
                why += self.tr("练习不会自己去连 OBS，以免切到真实直播间的画面。")
        self.why.set_text(why, "text" if status.state is State.FAILED else "text_soft")
        self.again.setVisible(not status.connected)
        self.again.show_as(self.tr("连接 OBS…") if status.state is State.OFF else self.tr("立即重连"))

    def _watch(self, wanted: bool) -> None:
        if self._context.venue is not None:
            self._context.venue.watch_program(wanted)

    def _fit(self) -> None:
        self.picture.setVisible(self.width() >= PICTURE_FROM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._watch(False)
