"""The first line of a show: its name, room, account, time, hosts, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from console.feeds.values import cents
from console.show import timing
from console.show.plan import DEFAULT_TIME_ZONE, Role, ShowInfo
from widgets.form import FormDialog, padded, point_at, with_hint
from widgets.show_words import role_name

USUAL_ZONES = (DEFAULT_TIME_ZONE, "Asia/Singapore", "Asia/Tokyo", "Europe/London", "America/New_York", "UTC")
GOODS = tuple(role for role in Role if role is not Role.SEGMENT)
MOST_PARTS = 100


class ShowDialog(FormDialog):
    """Edits ``info``; ``take`` gets the new value."""

    def __init__(
        self,
        info: ShowInfo,
        take: Callable[[ShowInfo], None],
        *,
        new: bool = False,
        now: datetime | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("新建场次") if new else self.tr("场次信息"))
        self._info, self._take = info, take
        self.setMinimumWidth(560)
        self.name = QLineEdit(info.name)
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(self.tr("例如：双11返场 · 家居百货专场"))
        self.room = QLineEdit(info.room)
        self.account = QLineEdit(info.account)
        self.account.setPlaceholderText(self.tr("平台和账号，例如：抖音 · 家居百货旗舰店"))
        self.hosts = QLineEdit(self.tr("、", "between the parts of a list").join(info.hosts))
        self.hosts.setPlaceholderText(self.tr("用顿号或逗号分开"))
        self.target = QLineEdit("" if info.target_gmv is None else f"{info.target_gmv / 100:,.2f}".removesuffix(".00"))
        self.target.setPlaceholderText(self.tr("元，例如 300,000 或 30万"))
        self._build_time(info, now or datetime.now(UTC))
        self._build_mix(info)
        form = self.form
        form.addRow(self.tr("名称"), self.name)
        form.addRow(self.tr("直播间"), self.room)
        form.addRow(self.tr("账号"), self.account)
        form.addRow(self.tr("计划开播"), self._time_row)
        form.addRow(self.tr("时区"), self.zone)
        form.addRow(self.tr("主播"), self.hosts)
        form.addRow(self.tr("目标成交金额"), self.target)
        mix_words = self.tr("按时长的份数，例如 引流 5 : 利润 3 : 形象 2。都填 0 就不提醒。")
        form.addRow(self.tr("角色配比"), with_hint(self._mix_row, mix_words))
        self.save_button.setText(self.tr("新建") if new else self.tr("保存"))
        self.name.setFocus()

    def _build_time(self, info: ShowInfo, now: datetime) -> None:
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self.zone.addItems(list(dict.fromkeys((info.time_zone, *USUAL_ZONES))))
        here = timing.zone(info.time_zone)
        start = (info.start or _next_evening(now.astimezone(here))).astimezone(here)
        day = info.date or start.date()
        self.has_date = QCheckBox(self.tr("日期"))
        self.has_date.setChecked(info.date is not None or info.start is not None)
        self.date = QDateEdit(QDate(day.year, day.month, day.day))
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.has_start = QCheckBox(self.tr("几点"))
        self.has_start.setChecked(info.start is not None)
        self.start = padded(QTimeEdit(QTime(start.hour, start.minute)))
        self.start.setDisplayFormat("HH:mm")
        self._time_row = QWidget()
        row = QHBoxLayout(self._time_row)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.has_date, self.date, self.has_start, self.start):
            row.addWidget(part)
        row.addStretch(1)
        self.has_date.toggled.connect(self._enable)
        self.has_start.toggled.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        self.date.setEnabled(self.has_date.isChecked())
        self.has_start.setEnabled(self.has_date.isChecked())
        self.start.setEnabled(self.has_date.isChecked() and self.has_start.isChecked())

    def _build_mix(self, info: ShowInfo) -> None:
        parts = dict(info.role_mix)
        self.mix: dict[Role, QSpinBox] = {}
        self._mix_row = QWidget()
        grid = QGridLayout(self._mix_row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, role in enumerate(GOODS):
            box = padded(QSpinBox())
            box.setRange(0, MOST_PARTS)
            box.setValue(parts.get(role, 0))
            box.setAccessibleName(role_name(role))
            self.mix[role] = box
            name = QLabel(role_name(role))
            name.setProperty("soft", True)
            grid.addWidget(name, 0, place)
            grid.addWidget(box, 1, place)

    def save(self) -> str:
        name = self.name.text().strip()
        if not name:
            point_at(self.name)
            return self.tr("请写场次名称。")
        zone_name = self.zone.currentText().strip()
        if zone_name not in available_timezones():
            point_at(self.zone)
            return self.tr("不认识时区“{zone}”，例如 Asia/Shanghai。").format(zone=zone_name)
        target: int | None = None
        if self.target.text().strip():
            try:
                target = cents(self.target.text())
            except ValueError:
                target = None
            if target is None or target <= 0:
                point_at(self.target)
                return self.tr("目标成交金额要写成金额，例如 300,000 或 30万。")
        chosen = self.date.date()
        day = date(chosen.year(), chosen.month(), chosen.day()) if self.has_date.isChecked() else None
        start: datetime | None = None
        if day is not None and self.has_start.isChecked():
            clock = time(self.start.time().hour(), self.start.time().minute())
            # seconds the form does not show are kept
            old = self._info.start
            start = datetime.combine(day, clock, tzinfo=timing.zone(zone_name)).astimezone(UTC)
            if old is not None and timedelta(0) <= old - start < timedelta(minutes=1):
                start = old
        self._take(
            replace(
                self._info,
                name=name,
                room=self.room.text().strip(),
                account=self.account.text().strip(),
                date=day,
                start=start,
                target_gmv=target,
                hosts=_names(self.hosts.text()),
                time_zone=zone_name,
                role_mix=tuple((role, box.value()) for role, box in self.mix.items() if box.value()),
            )
        )
        return ""


def _names(text: str) -> tuple[str, ...]:
    for mark in ("，", ",", ";", "；", "/"):  # every language
        text = text.replace(mark, "、")  # every language
    return tuple(name.strip() for name in text.split("、") if name.strip())  # every language


def _next_evening(now: datetime) -> datetime:
    evening = now.replace(hour=20, minute=0, second=0, microsecond=0)
    return evening if evening > now else evening + timedelta(days=1)
