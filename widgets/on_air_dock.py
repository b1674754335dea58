"""The middle of the window: the entry on air, what the controller does about it, and the take."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console import checklist
from console.app import ShowClosed, ShowOpened
from console.catalogue import CatalogueChanged
from console.checklist import Doubt
from console.figure_age import orders_old
from console.listeners import Applied, FiguresChanged, Notice, StockChanged
from console.open_show import OpenShow
from console.readiness import WHILE_PLANNED, MachineLooked
from console.settings import QUICK_MESSAGES
from console.show import commands as cmd
from console.show import timing
from console.show.hosts import hand_over_due, host_at
from console.show.plan import Entry, effective_cues
from console.show.rundown import Refused
from console.show.state import Hold, State, Status
from console.venue import ObsChanged
from scripts_library.scripts import read_script
from widgets.charts.parts import age_text
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.keys import KeyMap
from widgets.on_air_goods import GoodsOnAir
from widgets.on_air_item import TitleTools
from widgets.on_air_pages import EmptyPage, EndedPage, PlannedPage
from widgets.on_air_panel import AMPLE, ROOMY, TIGHT, Band, Foot, RunningPage
from widgets.on_air_view import actions, number_of, pin_of, round_number, scene_of_take, selling
from widgets.picture import PictureLoader
from widgets.script_dialog import ScriptDialog
from widgets.stock_dialog import StockDialog
from widgets.strip_words import doubt_text
from widgets.suggestion_line import SuggestionLine
from widgets.theme import font
from widgets.waves_dialog import WavesDialog
from widgets.waves_line import tell

TICK_MS = 200
OBS_ANSWERS_WITHIN = timedelta(seconds=15)  # after that what became of the cues is not known
SMALLEST = (300, 320)
BESIDE_TITLE = 82  # pixels of the dock's title that are for its margins and the marks under the pointer
TALL = 452  # pixels of height from which an unused line costs nothing


def key_hints(context: Context) -> dict[str, str]:
    """The keys to print on the dock's buttons, as the user chose them."""
    keys = KeyMap(context.console.settings.keys)
    names = ["take", "pause", "go_live", "report", "release", "release_big", "hold", "waves", "message"]
    names += [f"quick_{n}" for n in range(1, QUICK_MESSAGES + 1)]
    return {name: keys.shown(name) for name in names}


class OnAirDock(QWidget):
    """What goes into the on-air dock. It shows snapshots of the open show and asks its desk."""

    report_requested = Signal()
    go_live_requested = Signal()
    checklist_requested = Signal()

    # read by the frame around it: ``title_tools`` stands in the title, which follows the window title

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        console, theme = context.console, context.theme
        self._show: OpenShow | None = None
        self._keys = key_hints(context)
        self._goods = GoodsOnAir(context)
        self._script: tuple[str, int] = ("", 0)
        self._doubts: tuple[Doubt, ...] = ()
        self.pictures = PictureLoader(console.workspace.root, console.post, self)
        self.title_tools = TitleTools(theme)
        self.title_tools.hide()
        self.band = Band(theme)
        self.empty = EmptyPage(theme)
        self.planned = PlannedPage(theme, KeyMap(console.settings.keys).shown("checklist"))
        self.running = RunningPage(theme, self.pictures, self._keys, console.settings.lang)
        self.ended = EndedPage(theme)
        self.suggestion = SuggestionLine(context)
        self.foot = Foot(theme, (self.band, self.suggestion))
        self.setMinimumSize(*SMALLEST)
        self._pages = QStackedWidget()
        for page in (self.empty, self.planned, self.running, self.ended):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setSpacing(5)
        column.addWidget(self._pages, 1)
        column.addWidget(self.foot)
        self._column = column
        self._room: tuple[bool, bool, bool] | None = None
        self._soon = Coalescer(self._refresh, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._connect()
        self._bind(console.show)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self._bind(told.show)),
            listeners.subscribe(ShowClosed, lambda told: self._bind(None)),
            listeners.subscribe(Applied, lambda told: self._soon.ask()),
            listeners.subscribe(FiguresChanged, lambda told: self._soon.ask()),
            listeners.subscribe(StockChanged, lambda told: self._soon.ask()),
            listeners.subscribe(ObsChanged, lambda told: self._soon.ask()),
            listeners.subscribe(CatalogueChanged, lambda told: self._soon.ask()),
            listeners.subscribe(MachineLooked, lambda told: self._soon.ask()),
        ]
        page = self.running
        self.title_tools.script.clicked.connect(self.edit_script)
        page.checklist.ticked.connect(lambda code: self._context.ask(cmd.TickAction(action=code)))
        page.release.small_asked.connect(self.release_one)
        page.release.big_asked.connect(self.release_big)
        page.release.other_asked.connect(self.open_stock)
        page.release.hold_asked.connect(self.toggle_hold)
        page.waves.edit_asked.connect(self.edit_waves)
        page.messages.quick_asked.connect(self.send_quick)
        page.messages.text_asked.connect(self._send)
        page.cue.retry_asked.connect(self._retry)
        self.foot.button.clicked.connect(self._on_button)
        self.planned.checklist.clicked.connect(self.checklist_requested)

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._timer.stop()
        self.suggestion.release()
        self.pictures.release()

    def showEvent(self, event: QShowEvent) -> None:
        self._room = None  # letters given a size before there was a style sheet have lost it
        self._fit()
        self._soon.ask()  # the frame has its title by now

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """As large as the dock's height lets everything be."""
        room = (self.height() >= ROOMY, self.height() >= AMPLE, self.height() < TIGHT)
        if room != self._room:
            self._room = room
            roomy, ample, tight = room
            beside = 14 if roomy else 10
            self._column.setContentsMargins(beside, 6, beside, 8 if roomy else 6)
            self.running.fit(roomy=roomy, ample=ample, tight=tight)
            self.foot.fit(roomy=roomy, tight=tight)
            self._soon.ask()
        self._keep_place()
        self._fit_title()

    def _fit_title(self) -> None:
        title = QFontMetrics(font(13, bold=True)).horizontalAdvance(self.windowTitle())
        self.title_tools.fit(self.width() - title - BESIDE_TITLE)

    def _keep_place(self) -> None:
        """Nothing moves when a suggestion comes or goes, where its place can be kept free."""
        status = None if self._show is None else self._show.state.status
        kept = self.height() >= TALL and status in (Status.LIVE, Status.PAUSED)
        self.suggestion.keep_place(kept)

    # -- what keys and buttons ask ----------------------------------------------------------------

    def take(self) -> None:
        """过款: put the next entry on air."""
        self._context.ask(cmd.Next())

    def release_one(self) -> None:
        """Put one wave on sale; while pieces are held, those."""
        self._goods.release(0)

    def release_big(self) -> None:
        """Put a big wave on sale; while pieces are held, those."""
        self._goods.release(1)

    def toggle_hold(self) -> None:
        """憋单: keep the next wave back, or stop keeping it."""
        self._goods.toggle_hold()

    def send_quick(self, number: int) -> None:
        """Send quick message ``number`` (1-9) to the host."""
        self._context.ask(cmd.SendMessage(text=self._context.console.settings.quick_message(number)))

    def focus_message(self) -> None:
        """Put the cursor where a message to the host is written."""
        self.running.messages.edit.setFocus()
        self.running.ensureWidgetVisible(self.running.messages.edit)

    def open_suggestion(self) -> None:
        """Say what can be done about the suggestion."""
        self.suggestion.open_menu()

    def accept_suggestion(self) -> None:
        """Do what is offered first for an item that is gone."""
        self.suggestion.accept()

    def tick_next(self) -> None:
        """The first platform action that waits was done."""
        show = self._show
        waiting = [] if show is None else [one for one in actions(show.state, show.clock.now()) if not one.done]
        if waiting:
            self._context.ask(cmd.TickAction(action=waiting[0].code))
        else:
            self._context.tell(Notice(code="on_air.all_ticked"))

    def set_locked(self, locked: bool) -> None:
        """While the run order is locked nothing is put into it from here; the run goes on."""
        self.suggestion.set_locked(locked)

    def open_stock(self) -> None:
        """Release or correct any number of pieces of the item on air."""
        found = self._goods.find()
        if found is not None:
            StockDialog(self._context, found[2], self).open()

    def edit_waves(self) -> None:
        """Say what goes on sale after the first release of the item on air, and when."""
        found = self._goods.find()
        if found is not None:
            WavesDialog(self._context, found[2], self).open()

    def edit_script(self) -> None:
        """Write the script of the entry on air."""
        entry = None if self._show is None else self._show.state.on_air
        if entry is not None:
            ScriptDialog(self._context, entry.entry_id, self).open()

    def _send(self, text: str) -> None:
        future = self._context.ask(cmd.SendMessage(text=text))
        if future is None:
            return
        edit = self.running.messages.edit

        def sent(done: object) -> None:
            if future.exception() is None and edit.text().strip() == text:
                edit.clear()

        future.add_done_callback(sent)

    def _retry(self) -> None:
        venue, show = self._context.venue, self._show
        entry = None if show is None else show.state.on_air
        if venue is None or entry is None:
            return
        try:
            venue.retry(entry.entry_id)
        except Refused as refusal:
            self._context.tell(Notice(code=f"refused.{refusal.code}", level="warning", data=dict(refusal.data)))

    def _on_button(self) -> None:
        status = None if self._show is None else self._show.state.status
        match status:
            case Status.PLANNED:
                self.go_live_requested.emit()
            case Status.PAUSED:
                self._context.ask(cmd.ResumeShow())
            case Status.ENDED:
                self.report_requested.emit()
            case Status.LIVE | Status.REHEARSING:
                self.take()

    # -- what is shown ----------------------------------------------------------------------------

    def _bind(self, show: OpenShow | None) -> None:
        self._show = show
        self._keys = key_hints(self._context)
        self.running.messages.show_settings(self._context.console.settings)
        if show is None:
            self._timer.stop()
        else:
            self._timer.start()
        self._refresh()

    def _refresh(self) -> None:
        show = self._show
        on_air = show is not None and show.state.on_air is not None
        if self.title_tools.parentWidget() is not None:  # without a frame it would be a window of its own
            self.title_tools.setVisible(on_air)
        if not on_air:
            self.setWindowTitle(self.tr("正在讲解"))
        self.foot.setVisible(show is not None)
        if show is None:
            self.band.say("")
            self._pages.setCurrentWidget(self.empty)
            return
        state = show.state
        self._keep_place()
        self._show_foot(state)
        if state.status is Status.ENDED:
            self.ended.show_totals(show)
            self._pages.setCurrentWidget(self.ended)
        elif state.on_air is None:
            venue = self._context.venue
            self._doubts = self._find_doubts(state)
            worded = [doubt_text(self._context.console.settings.lang, doubt) for doubt in self._doubts]
            obs, red = None if venue is None else venue.status.connected, len(self._context.console.readiness.red(show))
            self.planned.show_plan(state, obs=obs, doubts=worded, red=red)
            self._pages.setCurrentWidget(self.planned)
        else:
            self._show_entry(show, state.on_air)
            self._pages.setCurrentWidget(self.running)
        self._tick()

    def _show_left(self, show: OpenShow, entry: Entry) -> None:
        """What is left of it, grey once its orders are old."""
        settings, now = self._context.console.settings, show.clock.now()
        balance = None if entry.product_id is None else show.balance(entry.product_id)
        told = "" if show.counters.last_heard is None else self.tr("订单 {age}")
        told = told.format(age=age_text(show.counters.last_heard, now))
        old = show.counters.last_heard is not None and orders_old(show, now, settings.stale_after)
        self.running.figures.show_stock(balance, settings.low_stock, told=told, old=old)

    def _show_entry(self, show: OpenShow, entry: Entry) -> None:
        state, page = show.state, self.running
        self.title_tools.show_entry(entry, round_number(state), self._script_length(entry))
        self.setWindowTitle(self.tr("正在讲解 · {n}").format(n=number_of(state.plan, entry)))
        self._fit_title()
        page.card.show_entry(entry)
        product = entry.product_id
        balance = None if product is None else show.balance(product)
        self._show_left(show, entry)
        page.show_goods(actions=bool(entry.checklist), stock=balance is not None)
        small_big = (0, 0) if product is None else self._goods.sizes(show, entry, product)
        page.release.show_stock(balance, small_big, self._hold(state, entry))
        cues = effective_cues(state.plan, entry).on_take
        started = None if state.core.round is None else state.core.round.started_at
        page.cue.show_outcome(
            scene_of_take(state.plan, entry),
            state.outcomes.get(entry.entry_id),
            cues=bool(cues),
            venue=self._context.venue is not None and not self._context.venue.left_out,
            fresh=started is not None and show.clock.now() - started < OBS_ANSWERS_WITHIN,
        )

    def _script_length(self, entry: Entry) -> int:
        if self._script[0] != entry.script:
            self._script = (entry.script, read_script(entry.script).spoken_length)
        return self._script[1]

    def _hold(self, state: State, entry: Entry) -> Hold | None:
        return None if entry.product_id is None else state.stock_of(entry.product_id).held

    def _show_foot(self, state: State) -> None:
        entry, foot = state.next_entry(), self.foot
        foot.next_row.setVisible(state.status is not Status.ENDED)
        number = "" if entry is None else number_of(state.plan, entry)
        foot.show_next(entry, number, None if entry is None else scene_of_take(state.plan, entry))
        foot.caption.set_text(self.tr("第一个") if state.on_air is None else self.tr("下一个"))
        button, keys = foot.button, self._keys
        space = self.tr("空格") if keys["take"] == "Space" else keys["take"]
        match state.status:
            case Status.PLANNED:
                button.show_as(self.tr("开播"), look="air", key=keys["go_live"], tip="")
                button.setEnabled(entry is not None)
            case Status.PAUSED:
                button.show_as(self.tr("继续"), look="late", key=keys["pause"], tip=self.tr("休息中，时钟停着"))
                button.setEnabled(True)
            case Status.ENDED:
                button.show_as(self.tr("复盘表格"), look="next", key=keys["report"], tip="")
                button.setEnabled(True)
            case _ if entry is None:
                why = self.tr("没有下一款：下播，或在排品里再排")
                button.show_as(self.tr("最后一款了"), look="next", key="", tip=why)
                button.setEnabled(False)
            case _:
                button.show_as(self.tr("过款"), look="next", key=space, tip="")
                button.setEnabled(True)

    def _tick(self) -> None:
        """What the passing of time changes, and nothing else."""
        show = self._show
        if show is None:
            return
        state, now = show.state, show.clock.now()
        self._show_band(state)
        self.foot.show_pin(pin_of(state, state.next_entry(), now))
        entry, page = state.on_air, self.running
        if state.status is Status.PLANNED:
            self.planned.show_time(state, now)
            self._context.console.readiness.refresh(WHILE_PLANNED)
            if self._find_doubts(state) != self._doubts:
                self._soon.ask()
        if entry is None:
            return
        remaining = timing.on_air_remaining(state, now)
        assert remaining is not None
        page.card.show_host(host_at(state, now, entry).host, hand_over_due(state, now))
        page.figures.show_time(remaining, entry.planned, paused=self._paused(state, now))
        self._show_left(show, entry)
        balance = None if entry.product_id is None else show.balance(entry.product_id)
        hold, low = self._hold(state, entry), self._context.console.settings.low_stock
        if entry.product_id is not None:
            console = self._context.console
            lang, key = console.settings.lang, self._keys["release"]
            page.waves.show_told(tell(show, console.waves, entry.product_id, now, lang, key))
        page.figures.show_selling(balance, selling(show, entry, now), low)
        limit = timedelta(seconds=self._context.console.settings.late_action_s)
        page.checklist.show_actions(actions(state, now, limit), state.plan)
        page.release.show_held(hold, now)
        page.messages.show_message(state.message, now)

    def _find_doubts(self, state: State) -> tuple[Doubt, ...]:
        now = self._context.console.clock.now()
        return checklist.doubts(state, max(now, state.info.start or now))

    def _paused(self, state: State, now: datetime) -> timedelta | None:
        """How long the clocks have been standing; None while they run."""
        return now - state.pauses[-1].started_at if state.status is Status.PAUSED and state.pauses else None

    def _show_band(self, state: State) -> None:
        if state.status is Status.REHEARSING:
            self.band.say(self.tr("彩排中：不计入记录，库存不动"), short=self.tr("彩排中：什么都不记录"))
        else:
            self.band.say("")
