"""The line every number of the show is read from: clock, end, people, money, and whether the feeds are alive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from console.figure_age import counted_old, orders_old
from console.listeners import FiguresChanged, StockChanged
from console.metrics.conversion import gpm
from console.metrics.freshness import STALE_AFTER
from console.metrics.reading_book import ROOM
from console.show import timing
from console.show.plan import DEFAULT_TIME_ZONE
from console.show.sales import Metric
from console.show.state import Status
from widgets.figures import short_text
from widgets.header_cells import Cell, Clock, Lamp, LivePill, MoneyCell, Title, Tone
from widgets.header_fit import ARRANGEMENTS, LAMP_GAP, LAMPS, Widths, arrange
from widgets.metric_words import money_origin, origin
from widgets.theme import Theme, font

if TYPE_CHECKING:
    from console.bridge import BridgeStatus
    from console.open_show import OpenShow
    from inventory.stock import Level
    from widgets.context import Context

HEIGHT = 58
LEFT_MARGIN, RIGHT_MARGIN, BESIDE_MENUS, BESIDE_CLOCK = 4, 14, 14, 6
TICK_MS = 250
TREND_MINUTES = 5
NOTHING = "—"


class HeaderBar(QWidget):
    """Shows the open show; greys what it has not heard of for a minute; says "—" for what nobody told."""

    obs_clicked = Signal()
    feed_clicked = Signal()
    stock_clicked = Signal()
    shared_clicked = Signal()

    def __init__(self, theme: Theme, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._context: Context | None = None
        self._subscriptions: list[Callable[[], None]] = []
        self._levels: dict[str, Level] = {}
        self._bridge: BridgeStatus | None = None
        self._sharing = False  # whether there is a lamp for the stock that rooms share
        self._moved: set[str] | None = None  # items whose level may be another; None: any
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title = Title(theme)
        self.pill = LivePill(theme)
        self.end = Cell(theme, self.tr("预计下播"), "00:00 ", self.tr("超时") + " +0:00:00")
        self.online = Cell(theme, self.tr("在线"), "00,000", "▲ 0,000")
        self.money = MoneyCell(theme, self.tr("成交金额"))
        self.gpm = Cell(theme, "GPM", "00,000")
        self.obs = Lamp(theme, "OBS")
        self.feed = Lamp(theme, self.tr("数据"))
        self.stock = Lamp(theme, self.tr("库存"))
        self.shared = Lamp(theme, self.tr("共享"))
        self.clock = Clock(theme)
        self._lay_out(menus)
        self.obs.clicked.connect(self.obs_clicked)
        self.feed.clicked.connect(self.feed_clicked)
        self.stock.clicked.connect(self.stock_clicked)
        self.shared.clicked.connect(self.shared_clicked)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._show_nothing()

    def _lay_out(self, menus: QMenuBar) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 7, 0, 4)
        left.setSpacing(1)
        under_menus = QHBoxLayout()
        under_menus.setContentsMargins(8, 0, 0, 0)  # as far in as the menus' words
        under_menus.addWidget(self.title)
        left.addLayout(under_menus)
        menus.setFont(font(12))
        menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._menus = menus
        left.addWidget(menus)
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT_MARGIN, 0, RIGHT_MARGIN, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addSpacing(BESIDE_MENUS)
        row.addWidget(self.pill)
        self._gaps: list[QSpacerItem] = []
        for cell in (self.end, self.online, self.money, self.gpm):
            gap = QSpacerItem(20, 0, QSizePolicy.Policy.Fixed)
            self._gaps.append(gap)
            row.addSpacerItem(gap)
            row.addWidget(cell)
        row.addStretch(1)
        for lamp in (self.obs, self.feed, self.stock):
            row.addWidget(lamp)
            row.addSpacing(LAMP_GAP)
        row.addWidget(self.shared)
        self.shared.hide()
        self._shared_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed)
        row.addSpacerItem(self._shared_gap)
        row.addSpacing(BESIDE_CLOCK)
        row.addWidget(self.clock)

    @property
    def _lamps(self) -> tuple[Lamp, ...]:
        return self.obs, self.feed, self.stock, self.shared

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """What is least missed goes first when the window is narrow."""
        self._menus_wide = self._menus.sizeHint().width()
        parts = Widths(
            menus=self._menus_wide,
            pill=self.pill.width(),
            end=self.end.width(),
            people=self.online.least,
            people_trend=self.online.most,
            gpm=self.gpm.width(),
            clock=self.clock.width(),
            margins=LEFT_MARGIN + BESIDE_MENUS + BESIDE_CLOCK + RIGHT_MARGIN,
            lamps=LAMPS + self._sharing,
        )
        chosen, lamp_room = arrange(width, parts)
        self._arranged = chosen
        shown = self.pill.isVisibleTo(self)
        self.gpm.setVisible(chosen.gpm and shown)
        self.clock.setVisible(chosen.clock or not shown)
        self.online.set_noted(chosen.people_trend)
        self.money.set_width(chosen.money)
        for gap in self._gaps[:-1]:
            gap.changeSize(chosen.gap, 0, QSizePolicy.Policy.Fixed)
        self._gaps[-1].changeSize(chosen.gap if chosen.gpm else 0, 0, QSizePolicy.Policy.Fixed)  # it goes with its cell
        self.title.set_limit(max(chosen.title, parts.menus - 8))
        for lamp in self._lamps:
            lamp.set_limit(lamp_room)
        row = self.layout()
        if row is not None:
            row.invalidate()  # a spacer tells nobody that it changed

    # -- binding ------------------------------------------------------------------------------------

    def bind(self, context: Context) -> None:
        """Show what happens in this console until ``release``."""
        # the window is painted before the store is imported
        from console.app import ShowClosed, ShowOpened
        from console.bridge import BridgeStatus
        from console.listeners import Applied
        from console.venue import ObsChanged

        self.release()
        self._context = context
        listeners = context.console.listeners
        kinds: tuple[type[Any], ...] = (ShowOpened, ShowClosed, Applied, FiguresChanged, StockChanged, ObsChanged)
        self._subscriptions = [listeners.subscribe(kind, self._on_told) for kind in kinds]
        self._subscriptions.append(listeners.subscribe(BridgeStatus, self._on_bridge))
        self._moved = None
        self._timer.start()
        self.refresh()

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions = []
        self._context = self._bridge = None
        self._timer.stop()
        self._show_nothing()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.title, self.pill, self.end, self.online, self.money, self.gpm, self.clock):
            part.theme = theme
        for lamp in self._lamps:
            lamp.theme = theme
        self.update()

    def _on_bridge(self, status: BridgeStatus) -> None:
        self._bridge = status

    def _on_told(self, message: object) -> None:
        # the timer repaints four times a second; a digit more often cannot be read
        if isinstance(message, StockChanged):
            if self._moved is not None:
                self._moved |= message.products
        elif not isinstance(message, FiguresChanged):
            self._moved = None

    # -- showing ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; only what differs is repainted."""
        context = self._context
        show = None if context is None else context.console.show
        if self._menus.sizeHint().width() != self._menus_wide:
            self._fit(self.width())
        self._show_shared()
        if context is None or show is None:
            self._show_nothing()
            self._show_obs()
            return
        self._show_cells(True)
        now = show.clock.now()
        state = show.state
        room = " · ".join(part for part in (state.info.room, state.info.account) if part)
        self.title.set_text(state.info.name, room)
        self._show_run(show, now)
        self._stale_after = context.console.settings.stale_after
        self._show_figures(show, now)
        self._show_obs()
        self._show_feed(show, now)
        self._show_stock(show, context.console.settings.low_stock)
        self.clock.set_time(now.astimezone(timing.zone(state.info.time_zone)))

    def _show_cells(self, shown: bool) -> None:
        for cell in (self.pill, self.end, self.online, self.money, self.feed, self.stock):
            cell.setVisible(shown)
        self.gpm.setVisible(shown and self._arranged.gpm)
        self.clock.setVisible(not shown or self._arranged.clock)

    def _show_nothing(self) -> None:
        self.title.set_text(self.tr("中控"), "")
        self._show_cells(False)
        self.obs.set_state(self.tr("未连接"), Tone.QUIET)
        self.clock.set_time(datetime.now(UTC).astimezone(timing.zone(DEFAULT_TIME_ZONE)))

    def _show_run(self, show: OpenShow, now: datetime) -> None:
        state = show.state
        if state.status is Status.REHEARSING:
            elapsed = timing.on_air_elapsed(state, now)
        else:
            elapsed = timing.show_elapsed(state, now)
        self.pill.show_status(state.status, clock_text(elapsed or timedelta(0)))
        schedule = timing.schedule(state, now)
        if schedule.projected_end is None:
            self.end.set_value(NOTHING)
            return
        room = timing.zone(state.info.time_zone)
        end = schedule.projected_end.astimezone(room)
        self.end.set_label(self._end_label(end.date(), now.astimezone(room).date(), ended=state.status is Status.ENDED))
        over = schedule.over_under or timedelta(0)
        if not state.on_the_record or abs(over) < timedelta(seconds=30):
            self.end.set_value(f"{end:%H:%M}", self.tr("准时") if state.on_the_record else "", Tone.GOOD)
        elif over > timedelta(0):
            self.end.set_value(f"{end:%H:%M}", self.tr("超时 +{time}").format(time=short_text(over)), Tone.LATE)
        else:
            self.end.set_value(f"{end:%H:%M}", self.tr("提前 −{time}").format(time=short_text(-over)), Tone.GOOD)

    def _end_label(self, day: date, today: date, *, ended: bool) -> str:
        """What the end is called; its day is said when it is not today."""
        if day == today:
            return self.tr("已下播") if ended else self.tr("预计下播")
        if ended:
            return self.tr("已下播 · {date}").format(date=f"{day:%m-%d}")
        if day == today + timedelta(days=1):
            return self.tr("预计下播 · 次日")
        return self.tr("预计下播 · {date}").format(date=f"{day:%m-%d}")

    def _show_figures(self, show: OpenShow, now: datetime) -> None:
        figures = show.counters.room()
        tally = show.counters.tally(Metric.ONLINE)
        if tally is None:
            self.online.set_value(NOTHING)
        else:
            stale = counted_old(show, Metric.ONLINE, ROOM, now, self._stale_after)
            trend = _trend(tally.minutes)
            sign = "▲" if trend > 0 else "▼"
            note = f"{sign} {abs(trend):,}" if trend and not stale else ""
            tone = Tone.GOOD if trend > 0 else Tone.LATE
            if stale and tally.last_at is not None:
                note = self.age(now - tally.last_at)
            self.online.set_value(f"{int(tally.total):,}", note, Tone.QUIET if stale else tone, stale=stale)
        known = figures.last_heard is not None
        orders_stale = not known or orders_old(show, now, self._stale_after)
        self.money.set_money(figures.gmv if known else None, show.state.info.target_gmv, stale=orders_stale)
        per_thousand = gpm(figures.gmv, figures.readings.get(Metric.VIEWS))
        stale = orders_stale or counted_old(show, Metric.VIEWS, ROOM, now, self._stale_after)
        self.gpm.set_value(NOTHING if per_thousand is None else f"{per_thousand / 100:,.0f}", stale=stale)
        self._tell_origins(show, now)

    def _tell_origins(self, show: OpenShow, now: datetime) -> None:
        """Where the figures come from and how old they are: on a figure the mouse rests on."""
        lang = "zh_CN" if self._context is None else self._context.console.settings.lang
        money = money_origin(show.counters, now)
        views = origin(show.counters, Metric.VIEWS, ROOM, now, lang, self._stale_after)
        formula = self.tr("GPM（千次观看成交金额）= 成交金额 ÷ 观看次数 × 1000")
        self.online.setToolTip("\n".join(origin(show.counters, Metric.ONLINE, ROOM, now, lang, self._stale_after)))
        self.money.setToolTip(money)
        self.gpm.setToolTip("\n".join([formula, *([money] if money else []), *views]))

    def _show_shared(self) -> None:
        """How the way to the shared stock stands; a room that is alone has no such lamp."""
        console = None if self._context is None else self._context.console
        on = console is not None and console.shared.on
        if on != self._sharing:
            self._sharing = on
            self.shared.setVisible(on)
            self._shared_gap.changeSize(LAMP_GAP * on, 0, QSizePolicy.Policy.Fixed)
            self._fit(self.width())
        if on and console is not None:
            from widgets.company_words import lamp_state  # the store is not imported before the window is painted

            shared = console.shared
            self.shared.set_state(*lamp_state(shared.status, len(shared.to_answer()), console.clock.now()))

    def _show_obs(self) -> None:
        venue = None if self._context is None else self._context.venue
        if venue is None:
            self.obs.set_state(self.tr("未连接"), Tone.QUIET)
            return
        status = venue.status
        if not status.connected:
            show = self._context.console.show if self._context is not None else None
            missed = status.state.value == "connecting" and status.reason is not None  # tried, and nobody is there
            waiting = status.state.value in ("connecting", "unanswered")
            lost = status.state.value in ("unanswered", "failed")
            lost = lost or (missed and show is not None and show.state.running)
            words = {
                "off": self.tr("未连接"),
                "connecting": self.tr("连接中…"),
                "unanswered": self.tr("没有应答"),
                "failed": self.tr("连不上"),
            }
            tone = Tone.BAD if lost else Tone.LATE if waiting else Tone.QUIET
            self.obs.set_state(words["failed" if missed else status.state.value], tone)
            return
        scene = status.program_scene or NOTHING
        differs = venue.mismatch is not None or bool(venue.stale_words)
        ms = "" if status.rtt_ms is None else f"{status.rtt_ms:.0f} ms"
        self.obs.set_state(scene, Tone.LATE if differs else Tone.GOOD, ms)

    def _show_feed(self, show: OpenShow, now: datetime) -> None:
        bridge = self._bridge
        if bridge is not None and bridge.problem and not bridge.ended:
            self.feed.set_state(self.tr("弹幕没连上"), Tone.LATE)
            return
        heard = show.counters.room().last_heard
        if heard is None:
            self.feed.set_state(self.tr("还没有"), Tone.QUIET)
            return
        age = max(timedelta(0), now - heard)
        spoken = None if bridge is None else bridge.last_heard
        extra = "" if spoken is None else self.tr("弹幕 {age}").format(age=self.age(max(timedelta(0), now - spoken)))
        self.feed.set_state(self.age(age), Tone.GOOD if age <= self._stale_after else Tone.LATE, extra)

    def _show_stock(self, show: OpenShow, low: int) -> None:
        from inventory.stock import Level

        if self._moved is not None and not self._moved and self._stock_low == low:
            return
        if self._moved is None or self._stock_low != low:
            self._levels = {str(product): show.balance(product).level(low) for product in show.state.plan.products()}
        else:
            for product in self._moved & self._levels.keys():
                self._levels[product] = show.balance(product).level(low)
        self._moved, self._stock_low = set(), low
        levels = list(self._levels.values())
        oversold, early, out, scarce = map(levels.count, (Level.OVERSOLD, Level.EARLY, Level.OUT, Level.LOW))
        if oversold:
            self.stock.set_state(self.tr("{n} 款超卖").format(n=oversold), Tone.BAD)
        elif early:
            self.stock.set_state(self.tr("{n} 款未放先卖").format(n=early), Tone.LATE)
        elif out:
            self.stock.set_state(self.tr("{n} 款售罄").format(n=out), Tone.LATE)
        elif scarce:
            self.stock.set_state(self.tr("{n} 款告急").format(n=scarce), Tone.LATE)
        elif any(level is not Level.UNKNOWN for level in levels):
            self.stock.set_state(self.tr("正常"), Tone.GOOD)
        else:
            self.stock.set_state(NOTHING, Tone.QUIET)

    _stock_low = -1
    _menus_wide = -1
    _stale_after = STALE_AFTER
    _arranged = ARRANGEMENTS[0]

    def age(self, age: timedelta) -> str:
        """How long ago, in the coarsest unit that says enough."""
        seconds = int(age.total_seconds())
        if seconds < 60:
            return self.tr("{n} 秒前").format(n=seconds)
        if seconds < 3600:
            return self.tr("{n} 分钟前").format(n=seconds // 60)
        return self.tr("{n} 小时前").format(n=seconds // 3600)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("dock"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))


def clock_text(length: timedelta) -> str:
    """``01:23:45``."""
    seconds = int(length.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _trend(minutes: dict[int, float]) -> int:
    """How the last known value differs from the one five minutes before it; 0 when none is that old."""
    if not minutes:
        return 0
    last = max(minutes)
    before = [minute for minute in minutes if minute <= last - TREND_MINUTES]
    return int(minutes[last] - minutes[max(before)]) if before else 0
