"""The connection card: where OBS listens, its password, a test with a plain answer, and where the switch is in OBS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.files import WorkspaceUnusable
from console.obs.status import Address, AddressError, ObsStatus, Reason, State, TestResult, parse_address
from console.secrets import OBS_PASSWORD, Secrets
from console.settings import Settings, save_settings
from console.venue import ObsChanged
from console.wording import say
from widgets.context import Context
from widgets.form import grow, padded, point_at, tab_through
from widgets.show_words import reason_text
from widgets.theme import font

PASSWORD_LONGEST = 200
ANSWER_PX = 42  # two lines: a longer answer moves the buttons, an ordinary one does not


class ConnectionDialog(QDialog):
    """Edits the OBS of the settings. Nothing is used or kept before "connect"; a test changes nothing.

    ``secrets`` and ``save`` say where password and settings are kept: by default in the console's own workspace.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        secrets: Secrets | None = None,
        save: Callable[[Settings], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        console = context.console
        self._lang = console.settings.lang
        self._secrets = secrets or Secrets(console.workspace)
        self._save = save or self._save_here
        self._tests = 0  # an answer that comes after a newer question is thrown away
        self._asked = False  # to connect, and OBS has not answered yet
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("连接 OBS"))
        self.setMinimumWidth(560)
        self.now = QLabel()
        self.now.setWordWrap(True)
        self.host = QLineEdit(console.settings.obs_host)
        self.port = padded(QSpinBox())
        self.port.setRange(1, 65535)
        self.port.setValue(console.settings.obs_port)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(PASSWORD_LONGEST)
        self.shown = QCheckBox(self.tr("显示密码"))
        self.kept = QLabel()
        self.kept.setWordWrap(True)
        self.kept.setProperty("soft", True)
        self.always = QCheckBox(self.tr("打开程序时自动连接"))
        self.always.setChecked(console.settings.obs_connect)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(ANSWER_PX)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.test_button = QPushButton(self.tr("测试(&T)"))
        self.connect_button = QPushButton(self.tr("保存并连接(&S)"))
        self.connect_button.setProperty("primary", True)
        self.connect_button.setDefault(True)
        self.leave_button = QPushButton(self.tr("断开(&D)"))
        self.close_button = QPushButton(self.tr("关闭"))
        self.copy_button = QPushButton(self.tr("复制说明(&C)"))
        self.guide = QLabel(self._guide())
        self.guide.setWordWrap(True)
        self.guide.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()
        self._connect()
        self._read_password()
        self._show_status(ObsStatus() if context.venue is None else context.venue.status)
        self.host.setFocus()
        self.host.selectAll()

    def _guide(self) -> str:
        return self.tr(
            "在 OBS 28 或更新的版本里：\n"
            "① 菜单「工具」→「WebSocket 服务器设置」\n"
            "② 勾选「开启 WebSocket 服务器」，端口不改就是 4455\n"
            "③ 点「显示连接信息」，把「服务器密码」复制到这里\n"
            "④ 点「应用」，再回来点「测试」\n"
            "OBS 在另一台电脑上时，地址填那台电脑的 IP，并允许 OBS 通过防火墙。"
        )

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.host, 1)
        where.addWidget(QLabel(self.tr("端口")))
        where.addWidget(self.port)
        secret = QHBoxLayout()
        secret.addWidget(self.password, 1)
        secret.addWidget(self.shown)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("地址"), where)
        form.addRow(self.tr("密码"), secret)
        form.addRow("", self.kept)
        trying = QHBoxLayout()
        trying.addWidget(self.always, 1)
        trying.addWidget(self.test_button)
        form.addRow("", trying)
        card = QFrame()
        card.setProperty("card", True)
        words = QVBoxLayout(card)
        words.setContentsMargins(14, 10, 12, 12)
        head = QHBoxLayout()
        title = QLabel(self.tr("开关在 OBS 的哪里"))
        title.setFont(font(14, bold=True))
        head.addWidget(title, 1)
        head.addWidget(self.copy_button)
        words.addLayout(head)
        words.addWidget(self.guide)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.connect_button)
        for row in (where, secret, trying, buttons):
            row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.now)
        column.addLayout(form)
        column.addWidget(self.answer)
        column.addWidget(card)
        column.addStretch(1)
        column.addLayout(buttons)
        for button in (self.test_button, self.leave_button, self.close_button, self.copy_button):
            button.setAutoDefault(False)
        tab_through(self)

    def _connect(self) -> None:
        self._unsubscribe = self._context.console.listeners.subscribe(
            ObsChanged, lambda told: self._show_status(told.status)
        )
        self.finished.connect(lambda _result: self._unsubscribe())
        self.host.editingFinished.connect(self._take_apart)
        self.shown.toggled.connect(self._on_shown)
        self.test_button.clicked.connect(self.test)
        self.connect_button.clicked.connect(self.save_and_connect)
        self.leave_button.clicked.connect(self._on_leave)
        self.close_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self._on_copy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        grow(self)  # where the password is kept may be a long path

    # -- what is asked ----------------------------------------------------------------------------

    def test(self) -> None:
        """Try what stands in the card; the answer is a sentence."""
        address = self._address()
        venue = self._context.venue
        if address is None or venue is None:
            return
        number = self._next_question()
        self.test_button.setEnabled(False)
        self._say(self.tr("正在测试 {address}…").format(address=address), "text_soft")
        alive = [True]
        self.finished.connect(lambda _result: alive.clear())
        self.destroyed.connect(lambda _gone: alive.clear())

        def answered(result: TestResult) -> None:
            if alive and number == self._tests:
                self._show_result(result, str(address))

        venue.test(str(address), self.password.text(), answered)

    def _next_question(self) -> int:
        """Nothing that was asked or answered before counts any more."""
        self._tests += 1
        self.test_button.setEnabled(True)
        self._say("", "text")
        return self._tests

    def save_and_connect(self) -> None:
        """Keep the card and use it from now on. How it goes is said where the connection is, above."""
        address = self._address()
        if address is None:
            return
        console, venue = self._context.console, self._context.venue
        settings = replace(
            console.settings, obs_host=address.host, obs_port=address.port, obs_connect=self.always.isChecked()
        )
        try:
            self._save(settings)
            self._secrets.set(OBS_PASSWORD, self.password.text())
        except WorkspaceUnusable as error:
            self._say(say(self._lang, error.code, **error.data), "bad")
            return
        if venue is not None:
            self._next_question()
            self._asked = True
            self._show_now(self.tr("正在连接 {address}…").format(address=address), "text_soft")
            venue.connect(str(address), self.password.text())

    def _save_here(self, settings: Settings) -> None:
        console = self._context.console
        save_settings(console.workspace.settings_file, settings)
        console.settings = settings

    def _on_leave(self) -> None:
        if self._context.venue is not None:
            self._context.venue.disconnect()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.guide.text())
        self.copy_button.setText(self.tr("已复制"))

    def _on_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.password.setEchoMode(mode.Normal if shown else mode.Password)

    def _take_apart(self) -> None:
        """An address pasted whole, with its port or even its password, fills all three fields."""
        text = self.host.text().strip()
        if "://" not in text and ":" not in text:
            return
        try:
            address, password = parse_address(text)
        except AddressError:
            return  # said when it is used
        self.host.setText(address.host)
        self.port.setValue(address.port)
        if password is not None:
            self.password.setText(password)

    def _address(self) -> Address | None:
        self._take_apart()
        host = self.host.text().strip()
        bracketed = f"[{host}]" if ":" in host and not host.startswith("[") else host
        try:
            address, _ = parse_address(f"{bracketed}:{self.port.value()}")
        except AddressError:
            self._say(reason_text(self._lang, "bad_address", host), "bad")
            point_at(self.host)
            return None
        return address

    def _read_password(self) -> None:
        try:
            self.password.setText(self._secrets.get(OBS_PASSWORD) or "")
        except WorkspaceUnusable as error:
            self._say(say(self._lang, error.code, **error.data), "bad")
        key, data = self._secrets.notice()
        self.kept.setText(say(self._lang, key, **data))

    # -- what is shown ----------------------------------------------------------------------------

    def _show_status(self, status: ObsStatus) -> None:
        words = say(self._lang, f"obs.state.{status.state.value}")
        if status.connected:
            detail = self.tr("{state} · {address} · OBS {version} · {n} 个场景")
            words = detail.format(
                state=words, address=status.address, version=status.obs_version or "?", n=len(status.scenes)
            )
        elif status.reason is not None:
            reason = reason_text(self._lang, status.reason.value, str(status.address or ""))
            words = self.tr("{state}：{reason}").format(state=words, reason=reason)
        colour = {State.CONNECTED: "good", State.FAILED: "bad", State.UNANSWERED: "bad"}.get(status.state, "text_soft")
        self._show_now(words, colour)
        self.leave_button.setEnabled(status.state is not State.OFF)
        if self._asked and status.state in (State.CONNECTED, State.FAILED):
            self._asked = False
            self._go_on(status.reason)

    def _show_now(self, words: str, colour: str) -> None:
        self.now.setText(words)
        self.now.setStyleSheet(f"color: {self._context.theme.hex(colour)}")
        grow(self)

    def _go_on(self, reason: Reason | None) -> None:
        """What was asked for has come or has failed: the keyboard is where it goes on."""
        if reason in (Reason.WRONG_PASSWORD, Reason.PASSWORD_MISSING):
            point_at(self.password)
        elif reason is Reason.BAD_ADDRESS:
            point_at(self.host)
        elif reason is None:
            self.close_button.setFocus()

    def _show_result(self, result: TestResult, address: str) -> None:
        self.test_button.setEnabled(True)
        if result.ok:
            words = self.tr("可以连接：OBS {version}（WebSocket {ws}），{n} 个场景，{ms} 毫秒")
            ms = f"{result.ms:.0f}"
            version, ws = result.obs_version or "?", result.ws_version or "?"
            self._say(words.format(version=version, ws=ws, n=len(result.scenes), ms=ms), "good")
            self.connect_button.setFocus()  # not where Qt left it, on the button that lets go of OBS
            return
        reason = "no_answer" if result.reason is None else result.reason.value
        self._say(reason_text(self._lang, reason, address), "bad")
        if reason in ("wrong_password", "password_missing"):
            point_at(self.password)
        elif reason == "bad_address":
            point_at(self.host)
        else:
            self.test_button.setFocus()  # OBS is put right, and then it is tried again

    def _say(self, text: str, role: str) -> None:
        self.answer.setText(text)
        self.answer.setStyleSheet(f"color: {self._context.theme.hex(role)}")
        grow(self)
