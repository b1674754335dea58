"""The host's window: what to say now, the price, what is left and what the controller wants, read from metres away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from console.app import ShowClosed, ShowOpened
from console.listeners import Applied, FiguresChanged, StockChanged
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show import timing
from console.show.plan import Entry
from console.show.state import State, Status
from widgets.context import Context
from widgets.frame import Coalescer
from widgets.host_facts import HostFacts
from widgets.host_parts import MessageBand, NameLines, ScriptView
from widgets.keyed_button import KeyedButton
from widgets.labels import RIGHT, Line
from widgets.on_air_item import Figure, RoleChip
from widgets.on_air_view import clock_text, number_of, selling
from widgets.style import style_sheet
from widgets.theme import Theme

TICK_MS = 200
FIRST_SIZE = QSize(1180, 820)
ZOOMS = (60, 70, 80, 90, 100, 115, 130, 150, 175, 200, 230)  # percent
CURSOR_STAYS_MS = 2000
FREE = 16777215  # no largest size
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LARGER = (Qt.Key.Key_Equal, Qt.Key.Key_Plus)
SMALLER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


class HostWindow(QWidget):
    """Follows the show that is open. Dark always: it hangs beside the camera. It asks one thing: ReadMessage."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._theme = theme = Theme("dark")
        self._show: OpenShow | None = None
        self._round = 0
        self._file = QSettings(str(context.console.workspace.window_file), QSettings.Format.IniFormat, self)
        self._zoom = self._kept_zoom()
        self.setWindowTitle(self.tr("主播屏"))
        self.setObjectName("host_window")
        self.setStyleSheet(style_sheet(theme) + f"\n#host_window {{ background: {theme.hex('window')}; }}")
        self.setPalette(theme.palette())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(420, 320)
        self.resize(FIRST_SIZE)
        self._build()
        self._lay_out()
        self._soon = Coalescer(self._refresh, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._cursor_timer = QTimer(self)
        self._cursor_timer.setSingleShot(True)
        self._cursor_timer.setInterval(CURSOR_STAYS_MS)
        self._cursor_timer.timeout.connect(self._hide_cursor)
        self._connect()
        self._restore()
        self._bind(context.console.show)

    def _build(self) -> None:
        theme = self._theme
        self.chip = RoleChip(theme, 40)
        self.number = Line(theme, 40, bold=True, figures=True, grows=False)
        self.name = NameLines(theme, 40)
        self.time = Figure(theme, 56, align=RIGHT)
        self.band = MessageBand(theme)
        self.facts = HostFacts(theme)
        self.script = ScriptView(theme)
        self.next_caption = Line(theme, 22, "text_soft", grows=False)
        self.next = Line(theme, 22, bold=True)
        self.sold = Line(theme, 22, "text_soft", figures=True, align=RIGHT)
        self.clock = Line(theme, 22, "text_soft", figures=True, align=RIGHT, grows=False)
        self.screens = KeyedButton(theme, self.tr("屏幕…"), "F11", look="quiet", pixels=13, high=28)
        self.next_caption.set_text(self.tr("下一个"))

    def _lay_out(self) -> None:
        def panel(name: str, colour: str) -> QWidget:
            made = QWidget()
            made.setObjectName(name)
            made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            made.setStyleSheet(f"#{name} {{ background: {self._theme.hex(colour)}; }}")
            return made

        head = panel("host_head", "dock")
        top = QHBoxLayout(head)
        top.addWidget(self.chip)
        top.addWidget(self.number)
        top.addWidget(self.name, 5)
        top.addWidget(self.time, 2)
        words = panel("host_words", "window")
        inside = QVBoxLayout(words)
        inside.addWidget(self.script)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.facts, 34)
        self._middle.addWidget(words, 66)
        foot = panel("host_foot", "dock")
        bottom = QHBoxLayout(foot)
        bottom.addWidget(self.next_caption)
        bottom.addWidget(self.next, 3)
        bottom.addWidget(self.sold, 2)
        bottom.addWidget(self.clock)
        bottom.addWidget(self.screens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.band)
        column.addLayout(self._middle, 1)
        column.addWidget(foot)
        self._margins = (top, inside, bottom)

    def _connect(self) -> None:
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self._bind(told.show)),
            listeners.subscribe(ShowClosed, lambda told: self._bind(None)),
            listeners.subscribe(Applied, lambda told: self._heard()),
            listeners.subscribe(FiguresChanged, lambda told: self._heard()),
            listeners.subscribe(StockChanged, lambda told: self._heard()),
        ]
        self.band.read.connect(lambda seq: self._context.ask(cmd.ReadMessage(of=seq), quiet=("no_such_message",)))
        self.screens.clicked.connect(self._choose_screen)
        self.script.viewport().setMouseTracking(True)
        self.script.viewport().installEventFilter(self)
        self.setMouseTracking(True)

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._timer.stop()

    def _heard(self) -> None:
        if self.isVisible():  # what was missed while hidden is caught up by showEvent
            self._soon.ask()

    # -- what is shown ----------------------------------------------------------------------------

    def _bind(self, show: OpenShow | None) -> None:
        self._show = show
        self._round = 0
        self._refresh()

    def _refresh(self) -> None:
        show = self._show
        state = None if show is None else show.state
        entry = None if state is None else state.on_air
        self.facts.setVisible(entry is not None and (entry.product_id is not None or entry.live_price is not None))
        self.number.setVisible(entry is not None)
        self.chip.setVisible(entry is not None)
        self.band.show_message(None if state is None else state.message)
        if show is None or state is None or entry is None:
            self._round = 0
            self._show_waiting(state)
        else:
            self._show_entry(show, entry)
        self._show_next(state)
        self._tick()

    def _show_waiting(self, state: State | None) -> None:
        self.time.set_text("", "text")
        self.sold.set_text("")
        if state is None:
            self.name.set_text(self.tr("没有打开的场次"))
            self.script.begin("")
        elif state.status is Status.ENDED:
            self.name.set_text(self.tr("已下播，辛苦了"))
            self.script.begin("")
        else:
            self.name.set_text(self.tr("等待开播 · {name}").format(name=state.info.name))
            first = state.next_entry()
            self.script.begin("" if first is None else first.script)

    def _show_entry(self, show: OpenShow, entry: Entry) -> None:
        state, current = show.state, show.state.core.round
        self.chip.set_role(entry.role)
        number = entry.link_no.strip() or number_of(state.plan, entry)
        self.number.set_text(number)
        self.name.set_text(entry.name)
        written = bool(entry.script.strip())
        self.facts.show_entry(entry, words=written)
        words = entry.script if written else self.facts.instead_of_script(entry)
        if current is not None and current.round_id == self._round:
            self.script.follow(words)
        else:
            self._round = 0 if current is None else current.round_id
            self.script.begin(words)
        self._show_stock(show, entry)

    def _show_stock(self, show: OpenShow, entry: Entry) -> None:
        if entry.product_id is None:
            self.sold.set_text(self.tr("休息中") if show.state.status is Status.PAUSED else "", role="late")
            return
        self.facts.show_stock(show.balance(entry.product_id), self._context.console.settings.low_stock)
        units = show.counters.item(entry.product_id).units
        words = self.tr("本款已成交 {n} 件").format(n=f"{units:,}")
        self.sold.set_text(words, role="text_soft", short=f"{units:,}")

    def _show_next(self, state: State | None) -> None:
        entry = None if state is None else state.next_entry()
        self.next_caption.setVisible(entry is not None)
        if state is None or entry is None:
            self.next.set_text("")
            return
        number = entry.link_no.strip() or number_of(state.plan, entry)
        self.next.set_text(f"{number} {entry.name}")

    def _tick(self) -> None:
        show = self._show
        now = self._context.console.clock.now()
        zone = timing.zone(show.state.info.time_zone if show is not None else "Asia/Shanghai")
        self.clock.set_text(f"{now.astimezone(zone):%H:%M:%S}")
        if show is None:
            return
        state, entry = show.state, show.state.on_air
        if entry is None:
            start = state.info.start
            if state.status is Status.PLANNED and start is not None:
                self.time.set_text(clock_text(start - now), "text")
            return
        remaining = timing.on_air_remaining(state, now)
        assert remaining is not None
        paused = state.status is Status.PAUSED
        role = "late" if paused else "on_air" if remaining.total_seconds() < 0 else "text"
        self.time.set_text(clock_text(remaining), role)
        self.facts.show_selling(selling(show, entry, now), paused=paused)

    # -- size and place ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._scale()

    def _scale(self) -> None:
        """Everything in proportion to the window; the script also to what the host chose."""
        wide, high = self.width(), self.height()
        upright = high > wide
        unit = min(wide / (820 if upright else 1180), high / (1180 if upright else 820))
        unit = max(0.42, min(3.0, unit))

        def px(pixels: float) -> int:
            return max(11, round(pixels * unit))

        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if upright else direction.LeftToRight)
        self.chip.set_side(px(46))
        for line, size in (
            (self.number, 42),
            (self.next_caption, 22),
            (self.next, 22),
            (self.sold, 22),
            (self.clock, 22),
        ):
            line.set_pixels(px(size))
        self.name.set_pixels(px(40))
        self.time.set_pixels(px(58))
        self.facts.scale(px)
        self.band.set_pixels(px(42))
        self.script.set_pixels(px(44 * self._zoom / 100))
        side = px(28)
        top, inside, bottom = self._margins
        top.setContentsMargins(side, px(16), side, px(16))
        top.setSpacing(px(20))
        inside.setContentsMargins(px(34), px(22), px(20), 0)
        bottom.setContentsMargins(side, px(12), px(16), px(12))
        bottom.setSpacing(px(16))
        self.facts.setMaximumHeight(round(high * 0.4) if upright else FREE)

    def zoom_by(self, steps: int) -> None:
        """The script's letters ``steps`` sizes larger."""
        nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self._zoom))
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + steps))]
        self._file.setValue("host/zoom", self._zoom)
        self._scale()

    def _kept_zoom(self) -> int:
        kept = str(self._file.value("host/zoom", "100"))
        return int(kept) if kept.isdigit() and ZOOMS[0] <= int(kept) <= ZOOMS[-1] else 100

    def _restore(self) -> None:
        """On the screen it was on, if that is still there."""
        name = self._file.value("host/screen")
        for screen in QGuiApplication.screens():
            if screen.name() == name:
                self._go_to(screen)

    def _go_to(self, screen: QScreen) -> None:
        room = screen.availableGeometry()
        size = FIRST_SIZE.boundedTo(room.size())
        self.resize(size)
        self.move(room.center().x() - size.width() // 2, room.center().y() - size.height() // 2)

    def fill_screen(self, screen: QScreen) -> None:
        """Full screen on ``screen``, and there again next time."""
        self._file.setValue("host/screen", screen.name())
        self.showNormal()
        self._go_to(screen)
        self.showFullScreen()

    def screen_menu(self) -> QMenu:
        """The monitors to choose from, and the size of the letters."""
        menu = QMenu(self)
        here = self.screen()
        for number, screen in enumerate(QGuiApplication.screens(), 1):
            size = screen.size()
            words = self.tr("在屏幕 {n} 全屏：{name} {wide}×{high}")
            text = words.format(n=number, name=screen.name(), wide=size.width(), high=size.height())
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(screen is here and self.isFullScreen())
            action.triggered.connect(lambda _checked=False, screen=screen: self.fill_screen(screen))
        menu.addAction(self.tr("窗口（F11）")).triggered.connect(self.showNormal)
        menu.addSeparator()
        menu.addAction(self.tr("话术字大一点（Ctrl+=）")).triggered.connect(lambda: self.zoom_by(1))
        menu.addAction(self.tr("话术字小一点（Ctrl+-）")).triggered.connect(lambda: self.zoom_by(-1))
        return menu

    def _choose_screen(self) -> None:
        menu = self.screen_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.screens.mapToGlobal(self.screens.rect().topLeft())
        menu.popup(QPoint(corner.x(), corner.y() - menu.sizeHint().height()))

    # -- keys and mouse ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # the console's keys work here too, but these mean something else in front of the host
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if control:
            return key in LARGER or key in SMALLER
        return key == Qt.Key.Key_F11 or key in ENTER or (key == Qt.Key.Key_Escape and self.isFullScreen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_mine(event) or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in LARGER:
            self.zoom_by(1)
        elif key in SMALLER:
            self.zoom_by(-1)
        elif key in ENTER:
            self.band.acknowledge()
        elif self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_cursor()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove:
            self._show_cursor()
        return False

    def _show_cursor(self) -> None:
        for widget in (self, self.script.viewport()):
            widget.setCursor(Qt.CursorShape.ArrowCursor)
        self.screens.show()
        if self.isFullScreen():
            self._cursor_timer.start()
        else:
            self._cursor_timer.stop()

    def _hide_cursor(self) -> None:
        if self.isFullScreen():
            for widget in (self, self.script.viewport()):
                widget.setCursor(Qt.CursorShape.BlankCursor)
            self.screens.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)

    def showEvent(self, event: QEvent) -> None:
        self._timer.start()
        self._refresh()
