"""The settings' page of the stock that rooms share: where the server is, its password, and who this room is there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from console.secrets import INVENTORY_PASSWORD, Secrets
from console.settings import Settings
from console.wording import say
from inventory.opening import BadAddress, parted
from widgets.company_words import status_sentence
from widgets.context import Context
from widgets.form import hint, point_at, with_hint

TICK_MS = 1000
EXAMPLE = "postgresql+psycopg://kucun@10.0.0.5/huopan"


class SharedStockPage(QWidget):
    """``applied`` answers settings with what stands here; ``keep`` puts a new password away."""

    def __init__(
        self,
        settings: Settings,
        *,
        context: Context | None = None,
        secrets: Secrets | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._context, self._secrets = settings, context, secrets
        self.address = QLineEdit(settings.inventory)
        self.address.setMaxLength(500)
        self.address.setPlaceholderText(EXAMPLE)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("不改就留空"))
        self.name = QLineEdit(settings.room_name)
        self.name.setMaxLength(40)
        self.room = QLineEdit(settings.room_id)
        self.room.setMaxLength(60)
        shown = "" if context is None else context.console.shared.room_id
        self.room.setPlaceholderText(shown or self.tr("自动编号"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = self.tr(
            "几个直播间卖同一批货时，货在一台服务器上：每间先领、再卖，谁也卖不到别人领走的件。"
            "服务器断了照领到的卖，欠的账连上后自动补记。只有一间就留空，库存照排品表里的。"
        )
        form.addRow(hint(words))
        words = self.tr("PostgreSQL 的地址；同一台电脑上几个中控也可以写 sqlite:///文件。密码写在下面，不要写进地址。")
        form.addRow(self.tr("服务器"), with_hint(self.address, words))
        form.addRow(self.tr("密码"), with_hint(self.password, self._where()))
        form.addRow(self.tr("直播间名称"), with_hint(self.name, self.tr("别的直播间看到的名字。")))
        words = self.tr("换电脑时照抄旧编号，领到的和欠的就还是这一间的。")
        form.addRow(self.tr("直播间编号"), with_hint(self.room, words))
        form.addRow(self.tr("现在"), self.state)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._show_state)
        self.address.editingFinished.connect(self._part)
        self._show_state()

    def _where(self) -> str:
        if self._secrets is None:
            return ""
        code, data = self._secrets.notice()
        return say(self._settings.lang, code, **data)

    def _part(self) -> None:
        """A password pasted with the address goes where passwords go."""
        try:
            address, password = parted(self.address.text())
        except BadAddress:
            return
        if password:
            self.address.setText(address)
            self.password.setText(password)

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what stands here."""
        self._part()
        return replace(
            settings,
            inventory=self.address.text().strip(),
            room_name=self.name.text().strip(),
            room_id=self.room.text().strip(),
        )

    def problem(self) -> str:
        """What cannot be saved, in words; "" for nothing."""
        address = self.address.text().strip()
        if not address:
            return ""
        try:
            parted(address)
        except BadAddress as bad:
            point_at(self.address)
            reason = say(self._settings.lang, f"shared.{bad.code}", held=bad.held)
            return self.tr("服务器的地址不对：{reason}。例如 {example}。").format(reason=reason, example=EXAMPLE)
        return ""

    def keep(self) -> None:
        """Put a new password away. Raises WorkspaceUnusable."""
        self._part()
        if self._secrets is not None and self.password.text():
            self._secrets.set(INVENTORY_PASSWORD, self.password.text())

    def _show_state(self) -> None:
        if self._context is None:
            self.state.clear()
            return
        console = self._context.console
        self.state.setText(status_sentence(console.shared.status, console.clock.now()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
