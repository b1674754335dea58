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
        self._body = Paragraph(context.theme, 13, "text_soft", lines=10)
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
                "数字从这些路来：\n· 平台导出的表：拖进窗口，或存进“设置 · 数据来源”里看着的文件夹\n"
                "· 从网页或 Excel 复制的表：Ctrl+V 粘贴；看到的数：Ctrl+M 手工录入\n"
                "· 推送（抖店、有赞、Shopify、TikTok Shop）、弹幕助手、ERP 接口：在设置里打开\n"
                "分母为零或没有数据的分钟留空，不画成 0。"
            )
        )
