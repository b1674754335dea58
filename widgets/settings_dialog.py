"""What the user may choose, in pages. Nothing is saved before the button; a key is one key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from console.bridge import BridgeStatus
from console.files import WorkspaceUnusable
from console.remote_hooks import PushRecord
from console.secrets import Secrets
from console.settings import (
    LONGEST_ALARM,
    MOST_ALARMS,
    QUICK_MESSAGES,
    ReturnsRestock,
    Settings,
    over,
    sell_out_minutes,
)
from console.settings import Theme as ThemeName
from console.show.plan import DEFAULT_TIME_ZONE
from console.wording import say
from widgets.context import Context
from widgets.form import FormDialog, hint, padded, point_at, scrolled, with_hint
from widgets.key_page import KeyPage
from widgets.keys import KeyMap
from widgets.settings_bridge import BridgePage
from widgets.settings_hooks import HooksPage
from widgets.settings_shared import SharedStockPage
from widgets.settings_sources import SourcesPage
from widgets.theme import Theme

LANGUAGE_NAMES = {"zh_CN": "简体中文", "en": "English"}  # every language


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is known of the ways in: without it the pages hold settings and nothing else."""

    context: Context | None = None
    secrets: Secrets | None = None
    bridge: Callable[[], BridgeStatus] = BridgeStatus
    pushes: Callable[[], Mapping[str, PushRecord]] = dict
    address: str = ""


class SettingsDialog(FormDialog):
    """``take`` gets the new settings and answers what went wrong, "" when saved. Only what changed is different:
    ``current`` answers the settings as they stand, which others change while the dialog is open."""

    def __init__(
        self,
        settings: Settings,
        take: Callable[[Settings], str],
        *,
        current: Callable[[], Settings] | None = None,
        password_note: str = "",
        outside: Outside | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("设置"))
        self._settings, self._take = settings, take
        self._current = current or (lambda: settings)
        self._password_note = password_note
        self.resize(900, 640)
        self.tabs = QTabWidget()
        self.tabs.addTab(scrolled(self._general()), self.tr("通用"))
        self.tabs.addTab(scrolled(self._rules()), self.tr("库存与计时"))
        self.tabs.addTab(scrolled(self._messages()), self.tr("快捷提示"))
        self._add_outside(outside or Outside())
        self.keys = KeyPage(KeyMap(settings.keys))
        self.tabs.addTab(self.keys, self.tr("按键"))
        self.keys.setContentsMargins(10, 10, 10, 10)
        self.column.insertWidget(0, self.tabs, 1)

    def _add_outside(self, outside: Outside) -> None:
        """The pages of what comes from outside, with what is known of it now."""
        context, settings = outside.context, self._settings
        show = None if context is None else context.console.show
        theme = Theme(settings.theme.value) if context is None else context.theme
        self.sources = SourcesPage(settings, show)
        self.bridge = BridgePage(settings, theme, context=context, status=outside.bridge)
        self.hooks = HooksPage(
            settings,
            theme,
            secrets=outside.secrets,
            pushes=outside.pushes,
            address=outside.address,
            time_zone=DEFAULT_TIME_ZONE if show is None else show.state.info.time_zone,
        )
        self.shared = SharedStockPage(settings, context=context, secrets=outside.secrets)
        self.tabs.addTab(scrolled(self.sources), self.tr("数据来源"))
        self._bridge_tab = self.tabs.addTab(scrolled(self.bridge), self.tr("弹幕"))
        self._hooks_tab = self.tabs.addTab(scrolled(self.hooks), self.tr("平台推送"))
        self._shared_tab = self.tabs.addTab(scrolled(self.shared), self.tr("共享库存"))
        self.tabs.addTab(scrolled(self._outside()), self.tr("OBS 与接口"))

    def show_bridge(self) -> None:
        """Turn to the page of the barrage bridge."""
        self.tabs.setCurrentIndex(self._bridge_tab)

    def _general(self) -> QWidget:
        page, form = _page()
        self.lang = QComboBox()
        for code, name in LANGUAGE_NAMES.items():
            self.lang.addItem(name, code)
        self.lang.setCurrentIndex(self.lang.findData(self._settings.lang))
        self.theme = QComboBox()
        self.theme.addItem(self.tr("深色"), ThemeName.DARK)
        self.theme.addItem(self.tr("浅色"), ThemeName.LIGHT)
        self.theme.setCurrentIndex(self.theme.findData(self._settings.theme))
        self.operator = QLineEdit(self._settings.operator)
        self.operator.setMaxLength(40)
        form.addRow(self.tr("语言"), with_hint(self.lang, self.tr("下次启动时生效。")))
        form.addRow(self.tr("外观"), with_hint(self.theme, self.tr("保存后马上生效。")))
        form.addRow(self.tr("操作人"), with_hint(self.operator, self.tr("写进操作日志，谁做的一目了然。")))
        return page

    def _rules(self) -> QWidget:
        page, form = _page()
        self.low_stock = _number(self._settings.low_stock, 0, 1_000_000, self.tr(" 件"))
        self.alarm = _number(self._settings.alarm_minutes, 0, 24 * 60, self.tr(" 分钟"))
        self.sell_out = QLineEdit(alarms_text(self._settings.sell_out_minutes))
        self.sell_out.setMaxLength(40)
        self.late_action = _number(self._settings.late_action_s, 5, 600, self.tr(" 秒"))
        self.tail = _number(self._settings.tail_minutes, 0, 24 * 60, self.tr(" 分钟"))
        self.returns = QComboBox()
        self.returns.addItem(self.tr("发货前退款，件数回到可卖"), ReturnsRestock.BEFORE_SHIPPING)
        self.returns.addItem(self.tr("凡退款都回到可卖"), ReturnsRestock.ALWAYS)
        self.returns.addItem(self.tr("退款不回到可卖"), ReturnsRestock.NEVER)
        self.returns.setCurrentIndex(self.returns.findData(self._settings.returns_restock))
        form.addRow(
            self.tr("库存告急"),
            with_hint(self.low_stock, self.tr("剩这么多件或更少时变黄提醒；一波少的，剩一半时提醒。")),
        )
        form.addRow(
            self.tr("售罄提醒"),
            with_hint(
                self.sell_out, self.tr("预计还有这么多分钟卖完时提醒，可写几个；每一波每档提醒一次。留空不提醒。")
            ),
        )
        form.addRow(
            self.tr("平台动作"), with_hint(self.late_action, self.tr("过款后这么久还没打勾，就提醒；复盘里标成晚了。"))
        )
        form.addRow(self.tr("整点提醒"), with_hint(self.alarm, self.tr("整点环节开始前这么久提醒。")))
        form.addRow(
            self.tr("下播后算单"),
            with_hint(self.tail, self.tr("下播后这么久内的订单仍算这一场；下次打开场次时生效。")),
        )
        form.addRow(
            self.tr("退款"), with_hint(self.returns, self.tr("下次打开场次时生效。成交金额始终不减，退款另计。"))
        )
        return page

    def _messages(self) -> QWidget:
        page, form = _page()
        self.quick: list[QLineEdit] = []
        for number in range(1, QUICK_MESSAGES + 1):
            field = QLineEdit(self._settings.quick_messages[number - 1])
            field.setMaxLength(100)
            field.setPlaceholderText(say(self._settings.lang, f"quick.{number}"))
            self.quick.append(field)
            form.addRow(str(number), field)
        form.addRow(hint(self.tr("按数字键就发到主播屏。留空用灰字里的默认句子。")))
        return page

    def _outside(self) -> QWidget:
        page, form = _page()
        self.obs_connect = QCheckBox(self.tr("启动时自动连接 OBS"))
        self.obs_connect.setChecked(self._settings.obs_connect)
        self.obs_host = QLineEdit(self._settings.obs_host)
        self.obs_port = _number(self._settings.obs_port, 1, 65535)
        self.api_port = _number(self._settings.api_port, 0, 65535)
        self.api_lan = QCheckBox(self.tr("允许同一局域网的设备访问"))
        self.api_lan.setChecked(self._settings.api_lan)
        form.addRow("OBS", self.obs_connect)
        form.addRow(self.tr("地址"), self.obs_host)
        words = self.tr("密码在“连接 OBS”里填写和测试。")
        between = " " if words.isascii() else ""
        note = f"{words}{between}{self._password_note}"
        form.addRow(self.tr("端口"), with_hint(self.obs_port, note))
        form.addRow(QLabel(""))
        words = self.tr("给遥控器、ERP 和主播平板用。0 为任意空闲端口。下次启动时生效。")
        form.addRow(self.tr("本地接口端口"), with_hint(self.api_port, words))
        words = self.tr("打开后，知道令牌的设备就能操作这场直播，只在可信的网络里打开。下次启动时生效。")
        form.addRow("", with_hint(self.api_lan, words))
        return page

    @property
    def chosen(self) -> Settings:
        """The settings as the fields say."""
        chosen = replace(
            self._settings,
            lang=self.lang.currentData(),
            theme=self.theme.currentData(),
            operator=self.operator.text().strip(),
            obs_host=self.obs_host.text().strip() or self._settings.obs_host,
            obs_port=self.obs_port.value(),
            obs_connect=self.obs_connect.isChecked(),
            low_stock=self.low_stock.value(),
            returns_restock=self.returns.currentData(),
            tail_minutes=self.tail.value(),
            alarm_minutes=self.alarm.value(),
            sell_out_minutes=read_alarms(self.sell_out.text()) or (),
            late_action_s=self.late_action.value(),
            quick_messages=tuple(field.text().strip() for field in self.quick),
            api_port=self.api_port.value(),
            api_lan=self.api_lan.isChecked(),
            keys=dict(self.keys.map.chosen),
        )
        for page in (self.sources, self.bridge, self.hooks, self.shared):
            chosen = page.applied(chosen)
        return chosen

    def save(self) -> str:
        if read_alarms(self.sell_out.text()) is None:
            self.tabs.setCurrentIndex(1)
            point_at(self.sell_out)
            words = self.tr("售罄提醒写 1 到 {most} 的整数分钟，最多 {n} 个，例如 10、5、2。")
            return words.format(most=LONGEST_ALARM, n=MOST_ALARMS)
        if self.keys.conflict is not None:
            self.tabs.setCurrentWidget(self.keys)
            return self.tr("“按键”页里有一个键给谁还没有定：改给新的，或者不改。")
        pages = ((self._bridge_tab, self.bridge), (self._hooks_tab, self.hooks), (self._shared_tab, self.shared))
        for tab, page in pages:
            wrong = page.problem()
            if wrong:
                self.tabs.setCurrentIndex(tab)
                return wrong
        try:
            self.hooks.keep()
            self.shared.keep()
        except WorkspaceUnusable as unusable:
            return say(self._settings.lang, unusable.code, **unusable.data)
        return self._take(over(self._current(), self._settings, self.chosen))


def alarms_text(minutes: Sequence[int]) -> str:
    """As they are written in the field.

    >>> alarms_text((10, 5, 2)), alarms_text(())
    ('10, 5, 2', '')
    """
    return ", ".join(map(str, minutes))


def read_alarms(text: str) -> tuple[int, ...] | None:
    """Minutes apart by whatever stands between them; None for what is none.

    >>> read_alarms("2、10，5"), read_alarms(""), read_alarms("0"), read_alarms("五")
    ((10, 5, 2), (), None, None)
    """
    words = [word for word in re.split(r"[\s,，、;；/]+", text.strip()) if word]  # not shown
    try:
        return sell_out_minutes(int(word) for word in words)
    except ValueError:
        return None


def _page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(16, 16, 16, 16)
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(14)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, form


def _number(value: int, least: int, most: int, suffix: str = "") -> QSpinBox:
    box = padded(QSpinBox())
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setMaximumWidth(180)
    return box
