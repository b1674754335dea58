"""What the on-air dock shows when nothing is on air: no show, a show to come, a show that is over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.open_show import OpenShow
from console.show import timing
from console.show.plan import EntryId, Plan, Role
from console.show.state import State
from widgets.figures import minutes_text
from widgets.keyed_button import KeyedButton
from widgets.labels import Line, Paragraph
from widgets.on_air_item import Figure
from widgets.on_air_view import clock_text, gaps, money_text
from widgets.show_words import gap_text
from widgets.theme import Theme

MOST_GAPS = 7


class EmptyPage(QWidget):
    """No show is open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Paragraph(theme, 20, bold=True, lines=2)
        title.set_text(self.tr("还没有打开场次"))
        what = Paragraph(theme, 14, "text_soft", lines=4)
        what.set_text(self.tr("打开练习场、导入排品表或新建一场。开播后，这里显示正在讲解的商品、剩余时间和剩余库存。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(what)
        column.addStretch(1)


class PlannedPage(QWidget):
    """A show to come: how long until it starts and what nobody entered yet."""

    def __init__(self, theme: Theme, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.checklist = KeyedButton(theme, self.tr("开播检查…"), key)
        self.checklist.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.name = Paragraph(theme, 20, bold=True, lines=2)
        self.caption = Line(theme, 13, "text_soft")
        self.countdown = Figure(theme, 52)
        self.extent = Line(theme, 14, "text_soft", figures=True)
        self.heading = Line(theme, 13, "text_soft")
        self.doubts = Paragraph(theme, 14, "late", lines=6)
        self.gaps = [Line(theme, 14, "late", figures=True) for _ in range(MOST_GAPS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        for widget in (self.name, self.caption, self.countdown, self.extent):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.doubts)
        for line in self.gaps:
            column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(self.checklist)
        column.addStretch(1)

    def show_plan(self, state: State, *, obs: bool | None, doubts: Sequence[str] = (), red: int = 0) -> None:
        """``obs``: whether OBS is connected; None when there is no OBS to speak of. ``doubts``: in words. ``red``: how
        many checks are known to be wrong."""
        words = self.tr("开播检查：{n} 处不对…").format(n=red) if red else self.tr("开播检查…")
        self.checklist.show_as(words, look="late_row" if red else "plain")
        plan = state.plan
        self.name.set_text(plan.info.name)
        planned = timing.entry_lengths(plan.in_order())
        words = self.tr("{n} 款 · 计划 {length}")
        self.extent.set_text(words.format(n=_items(plan), length=clock_text(planned)))
        found = [gap_text(gap.code, gap.count, gap.first) for gap in gaps(plan)]
        if obs is False:
            found.append(self.tr("OBS 没有连接"))
        self.heading.set_text(self.tr("开播前看一眼"))
        self.doubts.set_text("\n".join(doubts))
        self.doubts.setVisible(bool(doubts))
        if not found and not doubts and not red:
            self.gaps[0].set_text(self.tr("✓ 排品齐全，可以开播"), "good")
        for number, line in enumerate(self.gaps):
            if found or doubts or red or number:
                line.set_text(found[number] if number < len(found) else "", "late")
            line.setVisible(number < max(not doubts and not red, len(found)))

    def show_time(self, state: State, now: datetime) -> None:
        start = state.info.start
        if start is None:
            self.caption.set_text(self.tr("计划开播"))
            self.countdown.set_text(self.tr("未定"), "text_faint")
            return
        here = start.astimezone(timing.zone(state.info.time_zone))
        left = start - now
        when = f"{here:%m-%d %H:%M}"
        late = left < timedelta(0)
        words = self.tr("计划 {when} 开播，已晚") if late else self.tr("距 {when} 开播")
        self.caption.set_text(words.format(when=when), "late" if late else "text_soft")
        days = left.days if not late else 0
        if days:
            self.countdown.set_text(self.tr("{n} 天").format(n=days))
        else:
            self.countdown.set_text(clock_text(left), "late" if late else "text")


class EndedPage(QWidget):
    """A show that is over: its totals."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Paragraph(theme, 20, bold=True, lines=2)
        self.when = Line(theme, 14, "text_soft", figures=True)
        self.gmv = Figure(theme, 48)
        self.target = Line(theme, 13, "text_soft", figures=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self.when)
        caption = Line(theme, 13, "text_soft")
        caption.set_text(self.tr("成交金额"))
        column.addSpacing(8)
        column.addWidget(caption)
        column.addWidget(self.gmv)
        column.addWidget(self.target)
        column.addSpacing(8)
        self._facts: dict[str, Line] = {}
        for name, words in (
            ("orders", self.tr("订单")),
            ("units", self.tr("件数")),
            ("refunded", self.tr("退款")),
            ("entries", self.tr("讲解款数")),
            ("rounds", self.tr("讲解轮次")),
            ("over", self.tr("比计划")),
        ):
            row = QHBoxLayout()
            label = Line(theme, 14, "text_soft")
            label.set_text(words)
            value = self._facts[name] = Line(theme, 16, bold=True, figures=True, align=Qt.AlignmentFlag.AlignRight)
            row.addWidget(label, 1)
            row.addWidget(value, 1)
            column.addLayout(row)
        column.addStretch(1)

    def fact(self, name: str) -> str:
        """What stands beside a caption."""
        return self._facts[name].text

    def show_totals(self, show: OpenShow) -> None:
        state, room = show.state, show.counters.room()
        self.name.set_text(state.info.name)
        zone = timing.zone(state.info.time_zone)
        if state.started_at is not None and state.ended_at is not None:
            lasted = timing.show_elapsed(state, state.ended_at) or timedelta(0)
            begun, ended = state.started_at.astimezone(zone), state.ended_at.astimezone(zone)
            words = self.tr("已下播 · {start} – {end} · 直播 {length}")
            self.when.set_text(words.format(start=f"{begun:%H:%M}", end=f"{ended:%H:%M}", length=minutes_text(lasted)))
            if state.planned_end is not None:
                over = state.ended_at - state.planned_end
                words = self.tr("晚 {time}") if over > timedelta(0) else self.tr("早 {time}")
                self._facts["over"].set_text(words.format(time=minutes_text(abs(over))))
        self.gmv.set_text(money_text(room.gmv), "price")
        target = state.info.target_gmv
        if target:
            words = self.tr("目标 {target} · 完成 {share}%")
            self.target.set_text(words.format(target=money_text(target), share=f"{100 * room.gmv / target:.1f}"))
        else:
            self.target.set_text("")
        self._facts["orders"].set_text(f"{room.orders:,}")
        self._facts["units"].set_text(f"{room.units:,}")
        self._facts["refunded"].set_text(money_text(room.refunded))
        self._facts["entries"].set_text(f"{_items(state.plan, state.core.aired)} / {_items(state.plan)}")
        self._facts["rounds"].set_text(f"{len(state.core.rounds)}")


def _items(plan: Plan, among: Collection[EntryId] | None = None) -> int:
    """Entries that present goods; a segment is none."""
    return sum(
        entry.role is not Role.SEGMENT and (among is None or entry.entry_id in among) for entry in plan.in_order()
    )
