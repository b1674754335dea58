"""The shifts of the open show in their window: planned, over midnight too, with what is not covered said at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed, ShowOpened
from console.listeners import Applied
from console.open_show import OpenShow
from console.roster import RosterChanged
from console.roster_findings import planned_end
from console.show import commands as cmd
from console.show import timing
from console.show.shifts import MOST_SHIFTS, ON_CAMERA, Duty, Shift, Stretch, extent, gaps, in_order, overlaps
from console.show.state import State, Status
from widgets.context import Context
from widgets.roster_shift_row import ShiftRow
from widgets.roster_words import duty_name, listed, span_text
from widgets.show_words import refusal_text
from widgets.theme import font

DUTY, PERSON, SPAN, LENGTH = range(4)
WIDTHS = 96, 0, 240, 90
SHOWN = 3  # gaps or overlaps told one by one


class ShiftsPage(QWidget):
    """Enter takes the shift that is written; Del takes the chosen one out, Ctrl+Enter plans them all."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lang = context.console.settings.lang
        self._show: OpenShow | None = None
        self._shifts: tuple[Shift, ...] = ()
        self._edited = False
        self._place: int | None = None  # of the shift that is being changed
        self.head = QLabel()
        self.head.setFont(font(13, figures=True))
        self.head.setProperty("soft", True)
        self.head.setWordWrap(True)
        self.table = QTableWidget(0, len(WIDTHS))
        self.row: ShiftRow | None = None
        self.told = QLabel()
        self.covered = QLabel()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._bind(context.console.show)

    def _make_buttons(self) -> None:
        self.add_button = QPushButton(self.tr("加这一班 Enter"))
        self.new_button = QPushButton(self.tr("另加一班"))
        self.remove_button = QPushButton(self.tr("去掉这一班 Del"))
        self.revert_button = QPushButton(self.tr("还原"))
        self.save_button = QPushButton(self.tr("保存排班 Ctrl+Enter"))
        self.save_button.setProperty("primary", True)
        for button in (self.add_button, self.new_button, self.remove_button, self.revert_button, self.save_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.tr("岗位"), self.tr("谁"), self.tr("从 – 到"), self.tr("时长")])
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setFont(font(14, figures=True))
        table.setStyleSheet("QTableWidget::item { padding: 0 6px; }")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(30)
        table.setAccessibleName(self.tr("排班"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(WIDTHS):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for label in (self.told, self.covered):
            label.setWordWrap(True)
        self.covered.setFont(font(13, figures=True))
        self._writing = QVBoxLayout()
        buttons = QHBoxLayout()
        for button in (self.add_button, self.new_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.revert_button)
        buttons.addWidget(self.save_button)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 12, 12, 12)
        column_.setSpacing(8)
        column_.addWidget(self.head)
        column_.addWidget(table, 1)
        column_.addWidget(self.covered)
        column_.addLayout(self._writing)
        column_.addWidget(self.told)
        column_.addLayout(buttons)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.new_button.clicked.connect(self.begin)
        self.remove_button.clicked.connect(self.remove)
        self.revert_button.clicked.connect(self._revert)
        self.save_button.clicked.connect(self.save)
        self.table.currentCellChanged.connect(lambda row, *_rest: self._on_row(row))
        self.table.cellActivated.connect(lambda row, _column: self._to_fields(row))
        listeners = self._context.console.listeners
        self._subscriptions = [
            listeners.subscribe(ShowOpened, lambda told: self._bind(told.show)),
            listeners.subscribe(ShowClosed, lambda _told: self._bind(None)),
            listeners.subscribe(Applied, self._on_applied),
            listeners.subscribe(RosterChanged, lambda _told: self._show_people()),
        ]

    def release(self) -> None:
        """Hear nothing more."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()

    # -- the show -------------------------------------------------------------------------------------

    def _bind(self, show: OpenShow | None) -> None:
        self._show, self._edited, self._place = show, False, None
        if self.row is not None:
            self._writing.removeWidget(self.row)
            self.row.deleteLater()
            self.row = None
        if show is not None:
            start, end = self._times(show.state)
            here = timing.zone(show.state.info.time_zone)
            self.row = ShiftRow(self._lang, here, _days(start.astimezone(here).date(), end.astimezone(here).date()))
            self.row.entered.connect(self.add)
            self._writing.addWidget(self.row)
        self._take(() if show is None else show.state.plan.shifts)
        self._show_people()
        self.begin()

    def _times(self, state: State) -> tuple[datetime, datetime]:
        """When the show begins and ends, as far as it is known."""
        now = self._context.console.clock.now()
        start = state.started_at or state.info.start or now.replace(minute=0, second=0, microsecond=0)
        return start, state.ended_at or planned_end(state, start)

    def _on_applied(self, told: Applied) -> None:
        if not self._edited and told.before.plan.shifts != told.after.plan.shifts:
            self._take(told.after.plan.shifts)
        elif told.before.plan is not told.after.plan or told.before.status is not told.after.status:
            self._show_covered()

    def _show_people(self) -> None:
        if self.row is not None:
            self.row.show_roster(self._context.console.roster.roster)
        self._fill()

    # -- the list -------------------------------------------------------------------------------------

    def _take(self, shifts: tuple[Shift, ...], *, edited: bool = False) -> None:
        self._shifts, self._edited = in_order(shifts), edited
        self._fill()

    def _fill(self) -> None:
        roster, theme = self._context.console.roster.roster, self._context.theme
        here = None if self._show is None else timing.zone(self._show.state.info.time_zone)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._shifts))
        for place, shift in enumerate(self._shifts):
            hours, minutes = divmod(int((shift.end - shift.start) / timedelta(minutes=1)), 60)
            span = "" if here is None else span_text(shift.start, shift.end, here)
            cells = (duty_name(self._lang, shift.duty), shift.person, span, f"{hours}:{minutes:02}")
            unknown = shift.duty in ON_CAMERA and roster.find(shift.person) is None
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if unknown and column == PERSON:
                    item.setText(self.tr("{name}（不在名册）").format(name=text))
                    item.setForeground(QBrush(theme.color("late")))
                self.table.setItem(place, column, item)
        self.table.blockSignals(False)
        if self._place is not None and self._place < len(self._shifts):
            self._select(self._place)
        self._show_covered()
        self._show_buttons()

    def _show_covered(self) -> None:
        """What of the show has no host, and where there are several."""
        show = self._show
        if show is None:
            self.head.setText(self.tr("先打开一场，再排班"))
            self.covered.clear()
            return
        state = show.state
        here = timing.zone(state.info.time_zone)
        start, end = self._times(state)
        words = self.tr("{name} · {span} · 时间按直播间时区 {zone}")
        span = span_text(start, end, here)
        self.head.setText(words.format(name=state.info.name, span=span, zone=state.info.time_zone))
        own = [shift for shift in self._shifts if shift.duty is Duty.HOST]
        if not own:
            self._say_covered(self.tr("还没有排主播"), "late")
            return
        lines = []
        missing = gaps(own, start, end)
        if missing:
            lines.append(self.tr("没有主播：{spans}").format(spans=self._spans(missing)))
        double = overlaps(own)
        if double:
            lines.append(self.tr("主播重叠：{spans}").format(spans=self._spans(double)))
        span_of_all = extent(own)
        if not lines and span_of_all is not None:
            self._say_covered(self.tr("✓ 主播从头到尾都有人"), "good")
        else:
            self._say_covered("\n".join(lines), "late")

    def _spans(self, stretches: tuple[Stretch, ...]) -> str:
        assert self._show is not None
        here = timing.zone(self._show.state.info.time_zone)
        texts = []
        for each in stretches[:SHOWN]:
            people = listed(self._lang, dict.fromkeys(each.people))
            texts.append(" ".join(filter(None, (span_text(each.start, each.end, here), people))))
        if len(stretches) > SHOWN:
            texts.append(self.tr("共 {n} 处").format(n=len(stretches)))
        return self.tr("；", "between sentences").join(texts)

    def _say_covered(self, words: str, role: str) -> None:
        self.covered.setText(words)
        self.covered.setStyleSheet(f"color: {self._context.theme.hex(role)};")

    def _select(self, place: int) -> None:
        self.table.blockSignals(True)
        if place < 0:
            self.table.clearSelection()
            self.table.setCurrentCell(-1, -1)
        else:
            self.table.selectRow(place)
        self.table.blockSignals(False)

    def _on_row(self, row: int) -> None:
        if self.row is None or not 0 <= row < len(self._shifts):
            return
        self._place = row
        self.row.show_shift(self._shifts[row])
        self._tell("")
        self._show_buttons()

    def _to_fields(self, row: int) -> None:
        self._on_row(row)
        if self.row is not None:
            self.row.person.setFocus()

    def _show_buttons(self) -> None:
        open_now = self._show is not None and self._show.state.status is not Status.ENDED
        changing = self._place is not None
        self.add_button.setText(self.tr("改这一班 Enter") if changing else self.tr("加这一班 Enter"))
        self.add_button.setEnabled(open_now and (changing or len(self._shifts) < MOST_SHIFTS))
        self.new_button.setEnabled(open_now and changing)
        self.remove_button.setEnabled(open_now and changing)
        self.revert_button.setEnabled(self._edited)
        self.save_button.setEnabled(self._edited and open_now)
        if self.row is not None:
            self.row.setEnabled(open_now)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.told.setText(words)
        self.told.setProperty("wrong", wrong)
        self.told.setProperty("soft", not wrong)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    # -- what a hand does -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Write another shift: it begins where the last of its duty ends."""
        self._place = None
        self._select(-1)
        if self.row is not None and self._show is not None:
            duty: Duty = self.row.duty.currentData()
            last = [shift.end for shift in self._shifts if shift.duty is duty]
            self.row.name.clear()
            self.row.show_start(max(last) if last else self._times(self._show.state)[0])
            self.row.person.setFocus()
        self._show_buttons()

    def add(self) -> None:
        """Take the shift that is written: in place of the chosen one, or as one more."""
        if self.row is None or not self.add_button.isEnabled():
            return
        shift = self.row.shift()
        if shift is None:
            self._tell(self.tr("请写好是谁、从几点到几点，例如 20:00 到 02:00。"), wrong=True)
            return
        others = [each for place, each in enumerate(self._shifts) if place != self._place]
        self._tell("")
        self._place = None
        self._take((*others, shift), edited=True)
        self.begin()

    def remove(self) -> None:
        """Take the chosen shift out."""
        if self._place is None or not self.remove_button.isEnabled():
            return
        rest = tuple(each for place, each in enumerate(self._shifts) if place != self._place)
        self._place = None
        self._take(rest, edited=True)
        self.begin()

    def _revert(self) -> None:
        self._take(() if self._show is None else self._show.state.plan.shifts)
        self._tell("")
        self.begin()

    def save(self) -> None:
        """Put the shifts into the show."""
        show = self._show
        if show is None or not self._edited:
            return
        future = show.ask(cmd.PlanShifts(shifts=self._shifts), actor=self._context.console.actor)
        self.save_button.setEnabled(False)

        def done(_told: object) -> None:
            error = future.exception()
            if error is not None and getattr(error, "code", "") != "nothing_changed":
                self._tell(refusal_text(self._lang, error), wrong=True)
                self._show_buttons()
                return
            self._take(show.state.plan.shifts)
            self._tell(self.tr("排班已保存，共 {n} 班").format(n=len(self._shifts)))

        future.add_done_callback(done)

    @property
    def edited(self) -> bool:
        """Whether something was written that is not in the show."""
        return self._edited


def _days(first: date, last: date) -> list[date]:
    """The days a show may touch, one more at each end."""
    count = min(14, max(0, (last - first).days)) + 3
    return [first + timedelta(days=number - 1) for number in range(count)]
