"""Alerts on the screen: one line each, what it is, since when, and the button that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.listeners import Notice
from console.metrics.freshness import Brings, Feed
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import EntryId, Plan, ProductId
from console.show.rundown import Refused
from console.show.sales import OrderLine
from console.show.state import EMPTY, Core, Status
from console.show.timing import zone
from console.sold_out import Proposal, Way, gone
from console.source_words import source_text
from widgets.alerts import SAID_IDS, SERIOUS, STOCK_TROUBLES, Alert, Trouble
from widgets.context import Context
from widgets.figures import minutes_text
from widgets.keyed_button import KeyedButton
from widgets.labels import Line
from widgets.on_air_view import waves
from widgets.oversold_dialog import OversoldDialog
from widgets.sentences import Sentences
from widgets.show_words import action_name, action_of_item
from widgets.sold_out_offers import SoldOutOffers
from widgets.stock_dialog import StockDialog

ROW_HEIGHT = 28
ROWS_SHOWN = 3
LEAST_NAME = 24  # pixels; of less a name cannot be known
AHEAD = 2  # rows said on either side of those in sight: Tab goes there before they are


class AlertList(QScrollArea):
    """As high as its alerts, at most three; the rest is scrolled to."""

    def __init__(self, context: Context, import_wanted: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._import_wanted = import_wanted
        self.locked = False  # the run order may not be changed from here
        self._offers = SoldOutOffers(context, self)
        self._sentences = Sentences(context.console.settings.lang, self)
        self._alerts: tuple[Alert, ...] = ()
        self._rows: dict[tuple[str, str], _Row] = {}
        self._said: dict[
            tuple[str, str], tuple[Alert, Plan, bool]
        ] = {}  # of stock: what a row says is a matter of these
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(12, 2, 8, 2)
        self._column.setSpacing(0)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumHeight(0)
        self.verticalScrollBar().valueChanged.connect(self._say_in_sight)
        self.hide()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these, in this order; rows that say the same stay as they are, rows out of sight say it once seen."""
        before = [alert.key for alert in self._alerts]
        self._alerts = tuple(alerts)
        if [alert.key for alert in alerts] != before:
            self._lay_out()
            if alerts and alerts[0].key not in before:
                self.verticalScrollBar().setValue(0)  # what is worst now is not left out of sight
        self._say_in_sight()

    def _lay_out(self) -> None:
        alerts = self._alerts
        wanted = {alert.key for alert in alerts}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            self._said.pop(key, None)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, alert in enumerate(alerts):
            known = self._rows.get(alert.key)
            if known is None:
                known = self._rows[alert.key] = _Row(self._context)
            there = self._column.itemAt(place)
            if there is None or there.widget() is not known:
                self._column.insertWidget(place, known)
        shown = min(len(alerts), ROWS_SHOWN)
        self.setFixedHeight(shown * ROW_HEIGHT + 4 if shown else 0)
        self.setVisible(bool(alerts))

    def _say_in_sight(self) -> None:
        """A hundred items can be out while every order tells of stock: only rows that can be read are worded."""
        first = self.verticalScrollBar().value() // ROW_HEIGHT
        for alert in self._alerts[max(0, first - AHEAD) : first + ROWS_SHOWN + AHEAD]:
            if not self._says(alert):
                self._rows[alert.key].say(
                    self._clock(alert),
                    self.words(alert),
                    self._name(alert),
                    "bad" if alert.trouble in SERIOUS else "late",
                    *self._help(alert),
                    self._first_aid(alert),
                )

    def _says(self, alert: Alert) -> bool:
        """Whether the row of ``alert`` says it already."""
        show = self._context.console.show
        if show is None or alert.trouble not in STOCK_TROUBLES.values():
            return False
        if self._gone_on_air(alert):
            return False  # what stands in is ranked anew
        known, plan, ended = self._said.get(alert.key, (None, None, None))
        self._said[alert.key] = alert, show.state.plan, self._ended  # after the show nothing is to be released
        return known == alert and plan is show.state.plan and ended is self._ended

    def _clock(self, alert: Alert) -> str:
        return f"{self._local(alert.at):%H:%M:%S}"

    def _local(self, at: datetime) -> datetime:
        show = self._context.console.show
        return at.astimezone(zone("UTC" if show is None else show.state.info.time_zone))

    def _name(self, alert: Alert) -> str:
        show = self._context.console.show
        plan = None if show is None else show.state.plan
        if plan is not None and alert.entry_id is not None and alert.entry_id in plan.entries:
            return plan.entries[alert.entry_id].name
        if plan is not None and alert.product_id is not None:
            entry = plan.products().get(alert.product_id)
            return self.tr("{id}（不在排品中）").format(id=alert.product_id) if entry is None else entry.name
        return ""

    def words(self, alert: Alert) -> str:
        """What is the matter."""
        name, data = self._name(alert), alert.data
        match alert.trouble:
            case Trouble.OVERSOLD:
                text = (
                    self.tr("{name}：超卖 {n} 件，另有 {m} 件未放先卖")
                    if data["early"]
                    else self.tr("{name}：超卖 {n} 件")
                )
                said = text.format(name=name, n=f"{data['uncovered']:,}", m=f"{data['early']:,}")
                return self._with_orders(said, data["lines"])
            case Trouble.EARLY:
                return self.tr("{name}：未放先卖 {n} 件").format(name=name, n=f"{data['early']:,}")
            case Trouble.OUT:
                text = (
                    self.tr("{name}：已售罄，还可放 {n} 件")
                    if data["unreleased"]
                    else self.tr("{name}：已售罄，全放完了")
                )
                return text.format(name=name, n=f"{data['unreleased']:,}")
            case Trouble.LOW:
                more = self.tr("{name}：只剩 {left} 件，还可放 {n} 件")
                text = more if data["unreleased"] else self.tr("{name}：只剩 {left} 件，全放完了")
                return text.format(name=name, left=f"{data['left']:,}", n=f"{data['unreleased']:,}")
            case Trouble.SELLING_OUT:
                more = self.tr("{name}：约 {minutes} 分钟（{range}）卖完，剩 {left} 件，还可放 {n} 件")
                last = self.tr("{name}：约 {minutes} 分钟（{range}）卖完，剩 {left} 件，全放完了")
                text = more if data["unreleased"] else last
                minutes = "<1" if not data["minutes"] else f"{data['minutes']:,}"
                left, rest = f"{data['left']:,}", f"{data['unreleased']:,}"
                return text.format(name=name, minutes=minutes, range=data["range"], left=left, n=rest)
            case Trouble.PIN_SOON | Trouble.PIN_NOW:
                return self._pin_words(name, data["pinned"], data["seconds"])
            case Trouble.CUE:
                show = self._context.console.show
                plan = None if show is None else show.state.plan
                return "" if plan is None else self._sentences.outcome(data["outcome"], plan)
            case Trouble.OBS:
                return self._sentences.of(self._lost(alert), self._core())
            case Trouble.QUIET:
                name = source_text(self._context.console.settings.lang, data["feed"].source)
                text = (
                    self.tr("{name}：订单断了 {length}")
                    if data["feed"].brings is Brings.ORDERS
                    else self.tr("{name}：数据断了 {length}")
                )
                return text.format(name=name, length=data["length"])
            case Trouble.SILENT if data["ever"] is None:
                return self.tr("开播 {n} 分钟，还没有收到订单和数据").format(n=f"{data['minutes']:,}")
            case Trouble.SILENT:
                return self.tr("订单和数据已 {n} 分钟没有更新").format(n=f"{data['minutes']:,}")
            case Trouble.UNTICKED:
                actions = self.tr("、", "between the parts of a list").join(map(self._action, data["actions"]))
                text = self.tr("{name}：已讲解 {length}，“{actions}”未打勾")
                return text.format(name=name, length=self._length(data["seconds"]), actions=actions)

    def _with_orders(self, said: str, lines: Sequence[OrderLine]) -> str:
        """The orders that did it, the last ones in first; the button shows all of them."""
        ids = list(dict.fromkeys(line.order_id for line in lines))
        if not ids:
            return said
        shown = self.tr("、", "between the parts of a list").join(ids[:SAID_IDS])
        text = self.tr("{what}，{n} 单：{ids}") if len(ids) <= SAID_IDS else self.tr("{what}，{n} 单：{ids} 等")
        return text.format(what=said, n=f"{len(ids):,}", ids=shown)

    def _action(self, code: str) -> str:
        show = self._context.console.show
        return action_name(code) if show is None else action_of_item(code, show.state.plan)

    def _pin_words(self, name: str, pinned: datetime, seconds: int) -> str:
        """``seconds``: until then, below 0 since then."""
        if seconds > 0:
            text = self.tr("{name}：{clock} 整点，还有 {length}")
        else:
            text = self.tr("{name}：{clock} 整点已过 {length}") if seconds else self.tr("{name}：{clock} 整点，到点了")
        length = minutes_text(timedelta(seconds=abs(seconds)))
        return text.format(name=name, clock=f"{self._local(pinned):%H:%M}", length=length)

    def _length(self, seconds: int) -> str:
        if seconds < 90:
            return self.tr("{n} 秒").format(n=seconds)
        return minutes_text(timedelta(seconds=seconds))

    def _lost(self, alert: Alert) -> ev.ObsLost:
        return ev.ObsLost(reason=alert.data["reason"])

    def _core(self) -> Core:
        show = self._context.console.show
        return EMPTY.core if show is None else show.state.core

    # -- the button that helps ----------------------------------------------------------------------

    def _help(self, alert: Alert) -> tuple[str, Callable[[], None] | None]:
        product, entry_id, venue = alert.product_id, alert.entry_id, self._context.venue
        match alert.trouble:
            case Trouble.OVERSOLD | Trouble.EARLY if product is not None:
                return self.tr("看订单"), lambda: OversoldDialog(self._context, product, self).open()
            case Trouble.OUT | Trouble.LOW | Trouble.SELLING_OUT if product is not None:
                wave = self._wave(product)
                if wave:
                    command = cmd.Release(product_id=product, quantity=wave)
                    return self.tr("放 {n} 件").format(n=f"{wave:,}"), lambda: self._ask(command)
                return self.tr("改库存…"), lambda: StockDialog(self._context, product, self).open()
            case Trouble.PIN_NOW if entry_id is not None:
                return self.tr("现在上"), lambda: self._ask(cmd.Goto(entry_id=entry_id))
            case Trouble.PIN_SOON if entry_id is not None:
                return self._put_next(entry_id)
            case Trouble.CUE if entry_id is not None and venue is not None:
                return self.tr("重试"), lambda: self._retry(entry_id)
            case Trouble.OBS if venue is not None:
                return self.tr("重连"), venue.reconnect
            case Trouble.SILENT:
                return self.tr("导入订单…"), self._import_wanted
            case Trouble.QUIET:
                return self.tr("不再等它"), lambda: self._forget(alert.data["feed"])
            case Trouble.UNTICKED:
                action = alert.data["actions"][0]
                tick = cmd.TickAction(action=action)
                return self.tr("{action} 已做").format(action=self._action(action)), lambda: self._ask(tick)
        return "", None

    def _first_aid(self, alert: Alert) -> tuple[str, Callable[[], None]] | None:
        """A second button before the first: pieces not on sale yet cover what was sold early, a file a silence."""
        if alert.trouble is Trouble.QUIET:
            return self.tr("导入…"), self._import_wanted
        offer = self._stands_in(alert)
        if offer is not None:
            return self._offers.brief(offer), lambda: self._offers.accept(offer)
        if alert.trouble is Trouble.PIN_NOW and alert.entry_id is not None and alert.data["seconds"] <= 0:
            skip = cmd.Skip(entry_id=alert.entry_id)
            return self.tr("跳过"), lambda: self._ask(skip)
        if alert.product_id is None or not alert.data.get("early") or self._ended:
            return None
        pieces = alert.data["early"]
        command = cmd.Release(product_id=alert.product_id, quantity=pieces)
        return self.tr("放 {n} 件").format(n=f"{pieces:,}"), lambda: self._ask(command)

    def _gone_on_air(self, alert: Alert) -> bool:
        show = self._context.console.show
        entry = None if show is None or alert.trouble is not Trouble.OUT else gone(show)
        return entry is not None and entry.product_id == alert.product_id

    def _stands_in(self, alert: Alert) -> Proposal | None:
        """What could go on air instead of an item that is sold out there."""
        if not self._gone_on_air(alert):
            return None
        return next((one for one in self._offers.now() if one.way is not Way.REFILL), None)

    @property
    def _ended(self) -> bool:
        show = self._context.console.show
        return show is None or show.state.status is Status.ENDED

    def _put_next(self, entry_id: EntryId) -> tuple[str, Callable[[], None] | None]:
        """Let it come next; nothing where it does already, or stands behind what is on air."""
        show = self._context.console.show
        coming = None if show is None else show.state.next_entry()
        if show is None or coming is None or coming.entry_id == entry_id or self.locked:
            return "", None
        if show.state.plan.index(entry_id) < show.state.plan.index(coming.entry_id):
            return self.tr("现在上"), lambda: self._ask(cmd.Goto(entry_id=entry_id))
        move = cmd.Move(entry_ids=(entry_id,), before=coming.entry_id)
        return self.tr("排到下一个"), lambda: self._ask(move)

    def _forget(self, feed: Feed) -> None:
        """The feed was ended on purpose; it is watched again when it comes again."""
        show = self._context.console.show
        if show is not None:
            show.feeds.watch.forget(feed)

    def _ask(self, command: cmd.Command) -> None:
        self._context.ask(command)

    def _retry(self, entry_id: EntryId) -> None:
        venue = self._context.venue
        if venue is None:
            return
        try:
            venue.retry(entry_id)
        except Refused as refusal:
            self._context.tell(Notice(code=f"refused.{refusal.code}", level="warning", data=refusal.data))

    def _wave(self, product: ProductId) -> int:
        show = self._context.console.show
        entry = None if show is None else show.state.plan.products().get(product)
        if show is None or entry is None:
            return 0
        return waves(entry, show.balance(product))[0]


class _Row(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        theme = context.theme
        self._told = ("", "", "late")
        self._act: Callable[[], None] | None = None
        self._first_act: Callable[[], None] | None = None
        self._time = Line(theme, 12, "text_soft", figures=True, grows=False)
        self._text = Line(theme, 12, "late", figures=True)
        self._first = KeyedButton(theme, pixels=12, high=22)
        self._button = KeyedButton(theme, pixels=12, high=22)
        self.setFixedHeight(ROW_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._time)
        row.addWidget(self._text, 1)
        row.addWidget(self._first)
        row.addWidget(self._button)
        self._text.installEventFilter(self)
        self._first.clicked.connect(self._on_first)
        self._button.clicked.connect(self._on_clicked)

    def say(
        self,
        clock: str,
        text: str,
        name: str,
        role: str,
        label: str,
        act: Callable[[], None] | None,
        first: tuple[str, Callable[[], None]] | None,
    ) -> None:
        self._act = act
        self._first_act = None if first is None else first[1]
        self._first.show_as("" if first is None else first[0])
        self._first.setVisible(first is not None)
        self._time.set_text(clock)
        self._told = (text, name, role)
        self._fit()
        self._button.show_as(label)
        self._button.setVisible(act is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:  # of the sentence: its buttons come and go
            self._fit()
        return False

    def _fit(self) -> None:
        """Where there is not room for all of it the name gives way, not what is the matter."""
        text, name, role = self._told
        metrics = QFontMetrics(self._text.font())
        rest = text.replace(name, "", 1) if name else text
        room = self._text.width() - metrics.horizontalAdvance(rest)
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(0, room)) if room > LEAST_NAME else ""
        short = text.replace(name, cut, 1) if cut else rest.lstrip("：: ")  # every language
        self._text.set_text(text, role, short=short if name else "")

    def _on_first(self) -> None:
        if self._first_act is not None:
            self._first_act()

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()
