"""The settings' page of the figures: the watched folder, when one is old, a round's tail, and which source counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from console.open_show import OpenShow
from console.settings import Settings
from console.show.sales import Metric
from console.source_words import source_text
from widgets.form import hint, padded, with_hint
from widgets.metric_words import metric_name


class SourcesPage(QWidget):
    """``applied`` answers settings with what stands here. ``show``: whose sources can be chosen from."""

    def __init__(self, settings: Settings, show: OpenShow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._show = settings, show
        self.watch_folder = QLineEdit(settings.watch_folder)
        self.round_tail = padded(QSpinBox())
        self.stale_after = padded(QSpinBox())
        self.sources: dict[Metric, QComboBox] = {}
        self._build()

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = self.tr(
            "场次打开时，新存进来或重新导出的订单和数据表自动收进来，收了什么会在提示条里说。留空则不监看。"
        )
        form.addRow(self.tr("监看文件夹"), with_hint(self._folder(), words))
        self.stale_after.setRange(10, 24 * 60 * 60)
        self.stale_after.setSingleStep(30)
        self.stale_after.setSuffix(self.tr(" 秒"))
        self.stale_after.setValue(self._settings.stale_after_s)
        words = self.tr("这么久没有新消息的数字变灰，写明是多久以前的。")
        form.addRow(self.tr("多久算旧"), with_hint(_narrow(self.stale_after), words))
        self.round_tail.setRange(0, 60)
        self.round_tail.setSuffix(self.tr(" 分钟"))
        self.round_tail.setValue(self._settings.round_tail_minutes)
        words = self.tr("讲完以后这么久内的订单仍算那一轮；同一款又开讲了就算新的一轮。")
        form.addRow(self.tr("讲完后算单"), with_hint(_narrow(self.round_tail), words))
        words = self.tr(
            "同一个数字有几个来源时只算一个，其余并排显示，从不相加。“自动”是最早报这个数字的那个。"
            "订单不用选：同一笔订单从哪条路来都只算一次。"
        )
        form.addRow(self.tr("算哪个来源"), hint(words))
        rows = self._choices()
        for metric, known in rows.items():
            form.addRow(metric_name(metric), self._chooser(metric, known))
        if not rows:
            words = self.tr("收到数据以后，这里列出每个数字有哪些来源可选。")
            form.addRow("", QLabel(words))

    def _folder(self) -> QWidget:
        self.watch_folder.setPlaceholderText(self.tr("不监看"))
        choose = QPushButton(self.tr("选择…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.watch_folder, 1)
        row.addWidget(choose)
        return line

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("选平台导出存放的文件夹"), self.watch_folder.text())
        if folder:
            self.watch_folder.setText(folder)

    def _choices(self) -> Mapping[Metric, list[str]]:
        """Every metric that was reported or chosen, with its sources: those of the show, then one that is not there."""
        found: dict[Metric, list[str]] = {}
        for metric in Metric:
            known = [] if self._show is None else self._show.counters.sources_of(metric)
            chosen = self._settings.sources.get(metric)
            if chosen is not None and chosen not in known:
                known = [*known, chosen]
            if known:
                found[metric] = known
        return found

    def _chooser(self, metric: Metric, known: list[str]) -> QComboBox:
        box = self.sources[metric] = QComboBox()
        name = partial(source_text, self._settings.lang)
        first = known[0] if self._show is not None and known[0] in self._show.counters.sources_of(metric) else ""
        box.addItem(self.tr("自动（{source}）").format(source=name(first)) if first else self.tr("自动"), "")
        for source in known:
            box.addItem(name(source), source)
        box.setCurrentIndex(max(0, box.findData(self._settings.sources.get(metric, ""))))
        return box

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what stands here."""
        sources = {metric: str(box.currentData()) for metric, box in self.sources.items() if box.currentData()}
        return replace(
            settings,
            watch_folder=self.watch_folder.text().strip(),
            stale_after_s=self.stale_after.value(),
            round_tail_minutes=self.round_tail.value(),
            sources=sources,
        )


def _narrow(box: QSpinBox) -> QSpinBox:
    box.setMaximumWidth(180)
    return box
