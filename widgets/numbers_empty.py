"""What stands where no numbers are yet: where they come from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.context import Context
from widgets.labels import Paragraph


class EmptyNumbers(QWidget):
    """Before anything was on air, or with no show open."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._head = Paragraph(context.theme, 15, "text", lines=2, bold=True)
        self._body = Paragraph(context.theme, 13, "text_soft", lines=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.addStretch(1)
        layout.addWidget(self._head)
        layout.addSpacing(6)
        layout.addWidget(self._body)
        layout.addStretch(2)

    def say(self, has_show: bool) -> None:
        """``has_show``: one is open, and was not on air yet."""
        if not has_show:
            self._head.set_text(self.tr("还没有打开场次"))
            self._body.set_text(self.tr("打开或新建一个场次，或打开练习场次，这里就会有数字。"))
            return
        self._head.set_text(self.tr("开播后，这里画出每款的转化和成交"))
        self._body.set_text(
            self.tr(
                "数字来自：\n· 抖店订单表：拖进窗口，或命令行 ingest\n"
                "· 平台数据（曝光、点击、在线）：推送到本机接口 /api/v1/ingest\n"
                "分母为零或没有数据的分钟留空，不画成 0。"
            )
        )
