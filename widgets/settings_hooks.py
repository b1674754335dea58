"""The settings' page of platform pushes: keys and secrets, the address to give away, who may send, and what came."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.feeds.webhooks.platforms import PLATFORMS
from console.files import WorkspaceUnusable
from console.remote_hooks import PushRecord, hook_secret
from console.secrets import Secrets
from console.settings import Settings
from console.show.timing import zone
from console.wording import say
from widgets.form import hint, mark, point_at, with_hint
from widgets.theme import Theme

TICK_MS = 1000
SECRET_LONGEST = 300
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
ADDRESS = re.compile(r"^[a-z]+://|[/:].*$", re.IGNORECASE)  # what stands around a host in an address


class HooksPage(QWidget):
    """``applied`` answers settings with what stands here, ``keep`` puts new secrets away. A secret is never shown.

    ``pushes`` tells what came until now, ``address`` where the local server answers, "" while it does not.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        *,
        secrets: Secrets | None = None,
        pushes: Callable[[], Mapping[str, PushRecord]] = dict,
        address: str = "",
        time_zone: str = "Asia/Shanghai",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._theme, self._secrets, self._pushes = settings, theme, secrets, pushes
        self._address, self._zone = address, time_zone
        self._keys = dict(settings.hook_keys)
        self._new: dict[str, str] = {}  # secrets to be kept, "" to be forgotten
        self._set: dict[str, bool] = {}
        self._at = ""
        self.platform = QComboBox()
        self.key = QLineEdit()
        self.secret = QLineEdit()
        self.kept = QLabel()
        self.change_button = QPushButton()
        self.forget_button = QPushButton(self.tr("清除"))
        self.public, self.copy_public = QLineEdit(), QPushButton(self.tr("复制"))
        self.local, self.copy_local = QLineEdit(), QPushButton(self.tr("复制"))
        self.hosts = QLineEdit(", ".join(settings.allowed_hosts))
        self.allow_button = QPushButton()
        self.came = QLabel()
        self.refused = QLabel()
        self._build()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._show_record)
        self._on_platform()

    def _build(self) -> None:
        for name in PLATFORMS:
            self.platform.addItem(platform_text(name), name)
        self.key.setMaxLength(SECRET_LONGEST)
        self.secret.setMaxLength(SECRET_LONGEST)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText(self.tr("把平台给的密钥粘贴到这里"))
        for line in (self.public, self.local):
            line.setReadOnly(True)
            line.setCursorPosition(0)
        for button in (self.change_button, self.forget_button, self.copy_public, self.copy_local, self.allow_button):
            button.setAutoDefault(False)
        for label in (self.kept, self.came, self.refused):
            label.setWordWrap(True)
        self.about = hint("")
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = self.tr(
            "平台把订单推送到公网地址，再由你的内网穿透或中转程序送到本机。签名对得上才收，签名不对的什么都不留。"
        )
        form.addRow(hint(words))
        form.addRow(self.tr("平台"), _over(self.platform, self.about))
        self.key_name, self.secret_name = QLabel(), QLabel()
        form.addRow(self.key_name, self.key)
        form.addRow(self.secret_name, _over(_row(self.kept, self.change_button, self.forget_button), self.secret))
        form.addRow(self.tr("给平台的地址"), _row(self.public, self.copy_public))
        words = self.tr("内网穿透或中转程序要把推送原样送到这里，一个字节都不能改。")
        form.addRow(self.tr("送到本机"), with_hint(_row(self.local, self.copy_local), words))
        words = self.tr("推送经过的公网主机名，用逗号分开。本机只答这些名字和自己的名字；保存后马上生效。")
        form.addRow(self.tr("公网主机名"), with_hint(self.hosts, words))
        form.addRow(self.tr("收到"), self.came)
        form.addRow(self.tr("拒收"), _over(self.refused, self.allow_button))
        self.secret.hide()
        self.allow_button.hide()

    def _connect(self) -> None:
        self.platform.currentIndexChanged.connect(self._on_platform)
        self.key.textEdited.connect(self._on_key)
        self.secret.textEdited.connect(self._on_secret)
        self.change_button.clicked.connect(self._on_change)
        self.forget_button.clicked.connect(self._on_forget)
        self.hosts.textChanged.connect(self._show_addresses)
        self.allow_button.clicked.connect(self._on_allow)
        for button, line in ((self.copy_public, self.public), (self.copy_local, self.local)):
            button.clicked.connect(lambda _checked=False, line=line: QGuiApplication.clipboard().setText(line.text()))

    # -- what is chosen -----------------------------------------------------------------------------------------------

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what stands here."""
        keys = {name: key.strip() for name, key in self._keys.items() if key.strip()}
        return replace(settings, hook_keys=keys, allowed_hosts=self._hosts())

    def problem(self) -> str:
        """What cannot be saved, in words; "" for nothing."""
        wrong = [host for host in self._hosts() if not HOST.fullmatch(host)]
        if not wrong:
            return ""
        point_at(self.hosts)
        return self.tr("“{host}”不是主机名，例如 hooks.example.com。").format(host=wrong[0])

    def keep(self) -> None:
        """Put the new secrets away. Raises WorkspaceUnusable."""
        if self._secrets is None:
            return
        for name, secret in tuple(self._new.items()):
            self._secrets.set(hook_secret(name), secret)
            del self._new[name]
            self._set[name] = bool(secret)

    def _hosts(self) -> tuple[str, ...]:
        """Names alone, where whole addresses were pasted."""
        parts = (part.strip() for part in re.split(r"[,，;；\s]+", self.hosts.text()))  # every language
        return tuple(dict.fromkeys(ADDRESS.sub("", ADDRESS.sub("", part)) for part in parts if part))

    # -- told ---------------------------------------------------------------------------------------------------------

    def _on_platform(self) -> None:
        self._at = str(self.platform.currentData())
        platform = PLATFORMS[self._at]
        key, secret = secret_names(self._at)
        self.key_name.setText(key)
        self.secret_name.setText(secret)
        self.key.setText(self._keys.get(self._at, ""))
        for part in (self.key_name, self.key):
            part.setVisible(platform.needs_key)
        self.about.setText(platform_about(self._at))
        self.secret.setText(self._new.get(self._at, ""))
        self.secret.setVisible(bool(self._new.get(self._at)))
        self._show_secret()
        self._show_addresses()
        self._show_record()

    def _on_key(self, text: str) -> None:
        self._keys[self._at] = text

    def _on_secret(self, text: str) -> None:
        if text.strip():
            self._new[self._at] = text.strip()
        else:
            self._new.pop(self._at, None)
        self._show_secret()

    def _on_change(self) -> None:
        self._new.pop(self._at, None)
        self.secret.clear()
        self.secret.show()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_secret()

    def _on_forget(self) -> None:
        self._new[self._at] = ""
        self.secret.clear()
        self.secret.hide()
        self._show_secret()

    def _on_allow(self) -> None:
        host = str(self.allow_button.property("host") or "")
        self.hosts.setText(", ".join((*self._hosts(), host)))
        self.allow_button.hide()

    # -- showing ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._show_secret()
        self._show_record()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _is_set(self) -> bool:
        """The keyring is asked when the page is looked at, not before: it may want to be unlocked."""
        if self._at not in self._set and self._secrets is not None and self.isVisible():
            self._set[self._at] = bool(self._secrets.get(hook_secret(self._at)))
        return self._set.get(self._at, False)

    def _show_secret(self) -> None:
        try:
            known = self._is_set()
        except WorkspaceUnusable as unusable:
            self._tell(self.kept, say(self._settings.lang, unusable.code, **unusable.data), "bad")
            return
        new = self._new.get(self._at)
        if new:
            self._tell(self.kept, self.tr("保存后换成新填的"), "late")
        elif new == "":
            self._tell(self.kept, self.tr("保存后清除"), "late")
        elif known:
            self._tell(self.kept, self.tr("已设置"), "good")
        else:
            self._tell(self.kept, self.tr("未设置，推送都会被拒收"), "text_soft")
        self.change_button.setText(self.tr("更换…") if known else self.tr("设置…"))
        self.forget_button.setVisible(known and new != "")

    def _show_addresses(self) -> None:
        path = f"/hooks/{self._at}"
        hosts = [host for host in self._hosts() if HOST.fullmatch(host)]
        self.public.setText(f"https://{hosts[0]}{path}" if hosts else "")
        self.public.setPlaceholderText(self.tr("先在下面写好公网主机名"))
        self.copy_public.setEnabled(bool(hosts))
        address = self._address or f"http://127.0.0.1:{self._settings.api_port}"
        self.local.setText(f"{address}{path}")
        mark(self.hosts, wrong=False)

    def _show_record(self) -> None:
        record = self._pushes().get(self._at)
        if record is None or record.last_at is None:
            self._tell(self.came, self.tr("打开中控以来还没有收到过。"), "text_soft")
        else:
            words = self.tr("最近 {time}，共 {n} 次，{lines} 条订单。")
            came = words.format(time=self._clock_of(record.last_at), n=f"{record.taken:,}", lines=f"{record.lines:,}")
            if record.waiting:
                more = self.tr("其中 {n} 条只有金额，商品由订单表补上。").format(n=f"{record.waiting:,}")
                came = f"{came}{more}" if self._settings.lang == "zh_CN" else f"{came} {more}"
            self._tell(self.came, "\n".join(filter(None, (came, self._notes(record)))), "good")
        if record is None or record.refused_at is None:
            self._tell(self.refused, self.tr("没有。"), "text_soft")
            self.allow_button.hide()
            return
        between = self.tr(" · ")
        reasons = between.join(f"{refusal_text(why)} {n:,}" for why, n in record.refused.items())
        self._tell(self.refused, f"{self._clock_of(record.refused_at)}  {reasons}", "late")
        ask = bool(record.host) and "bad_host" in record.refused and record.host not in self._hosts()
        self.allow_button.setProperty("host", record.host)
        self.allow_button.setText(self.tr("允许 {host}").format(host=record.host))
        self.allow_button.setVisible(ask)

    def _notes(self, record: PushRecord) -> str:
        """What came and became no order line, most first."""
        told = sorted(record.notes.items(), key=lambda each: (-each[1], each[0]))
        reasons = self.tr(" · ").join(f"{note_text(why)} {n:,}" for why, n in told)
        return self.tr("没有算成订单：{reasons}").format(reasons=reasons) if told else ""

    def _clock_of(self, at: datetime) -> str:
        return f"{at.astimezone(zone(self._zone)):%H:%M:%S}"

    def _tell(self, label: QLabel, words: str, role: str) -> None:
        if label.text() != words:
            label.setText(words)
        label.setStyleSheet(f"color: {self._theme.hex(role)};")


def platform_text(name: str) -> str:
    """A platform as its users call it."""
    translate = QCoreApplication.translate
    return {
        "doudian": translate("Hooks", "抖店"),
        "youzan": translate("Hooks", "有赞"),
        "shopify": "Shopify",
        "tiktokshop": "TikTok Shop",
        "douyinlife": translate("Hooks", "抖音生活服务"),
    }.get(name, name)


def platform_about(name: str) -> str:
    """What its pushes tell, and what they leave out."""
    translate = QCoreApplication.translate
    return {
        "doudian": translate("Hooks", "推送有金额和退款，没有商品：先记成“没有商品的金额”，导入订单表后归到各款。"),
        "youzan": translate("Hooks", "推送有商品、件数和金额，收到就算进各款。"),
        "shopify": translate("Hooks", "推送有商品、件数、金额和退款，商品按 SKU 认。"),
        "tiktokshop": translate("Hooks", "推送只说订单状态，没有金额：只记下来；订单靠导出或 ERP。"),
        "douyinlife": translate("Hooks", "推送有金额，没有商品；平台来验证地址时会自动应答。"),
    }.get(name, "")


def secret_names(name: str) -> tuple[str, str]:
    """What the platform calls the key and the secret."""
    secret = QCoreApplication.translate("Hooks", "密钥")
    return {
        "doudian": ("App Key", "App Secret"),
        "youzan": ("client_id", "client_secret"),
        "shopify": ("", "Client secret"),
        "tiktokshop": ("App Key", "App Secret"),
        "douyinlife": ("", "client_secret"),
    }.get(name, ("App Key", secret))


def refusal_text(why: str) -> str:
    """Why pushes were refused, in a word or two."""
    translate = QCoreApplication.translate
    return {
        "no_secret": translate("Hooks", "没有设密钥"),
        "bad_signature": translate("Hooks", "签名不对"),
        "unreadable": translate("Hooks", "读不懂"),
        "no_show": translate("Hooks", "没有打开的场次，让平台稍后再送"),
        "not_written": translate("Hooks", "没能写进硬盘，让平台稍后再送"),
        "bad_host": translate("Hooks", "主机名不在名单里"),
    }.get(why, why)


def note_text(why: str) -> str:
    """Why a part of a true push became no order line, in a word or two."""
    translate = QCoreApplication.translate
    return {
        "unknown_tag": translate("Hooks", "不认识的消息"),
        "unreadable": translate("Hooks", "读不懂的消息"),
        "no_effect": translate("Hooks", "与成交无关"),
        "not_paid_yet": translate("Hooks", "还没付款"),
        "no_amount": translate("Hooks", "没有金额"),
        "no_lines": translate("Hooks", "没有订单行"),
        "other_currency": translate("Hooks", "不是人民币"),
        "test": translate("Hooks", "测试消息"),
        "probe": translate("Hooks", "平台验证地址"),
    }.get(why, why)


def _row(field: QWidget, *buttons: QPushButton) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field, 1)
    for button in buttons:
        row.addWidget(button)
    return line


def _over(*parts: QWidget) -> QWidget:
    """One under the other."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        left = isinstance(part, QPushButton)
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0))
    return both
