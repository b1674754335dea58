"""What is sold and held of the item on air, and its next wave with how far that is: one line under the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.open_show import OpenShow
from console.show import wave_rules
from console.show.plan import ProductId
from console.show.state import Status
from console.show.wave_rules import Planned, Progress
from console.show.waves import Condition, When
from console.wave_words import condition_text, progress_text
from console.waves import WaveWatch
from widgets.keyed_button import KeyedButton
from widgets.labels import RIGHT, Line
from widgets.on_air_view import short_clock
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Told:
    """What the line says: ``counts`` on its left, ``coming`` on its right, all waves in ``tip``."""

    counts: str
    coming: str
    short: str
    role: str
    tip: str


def tell(show: OpenShow, watch: WaveWatch, product_id: ProductId, now: datetime, lang: str, key: str) -> Told:
    """Of a product's waves and hold at ``now``; ``key`` releases one that waits for a hand."""
    state, balance = show.state, show.balance(product_id)
    translate = QCoreApplication.translate
    sold = translate("WaveLine", "已售 {n}").format(n=f"{balance.sold:,}")
    hold = state.stock_of(product_id).held
    tip = _all_waves(show, watch, product_id, lang)
    if hold is not None:
        counts = translate("WaveLine", "{sold} · 憋 {n}").format(sold=sold, n=f"{hold.quantity:,}")
        since = translate("WaveLine", "已憋 {time}").format(time=short_clock(now - hold.since))
        until, words = hold.until or "", since
        if hold.condition is not None:
            found = watch.progress(product_id, hold.condition, of_hold=True)
            until = _until(lang, hold.condition, found, of_hold=True)
        if until:
            words = translate("WaveLine", "等 {until}").format(until=until)
        if hold.condition is not None and hold.condition.when is When.AFTER:
            words = until
        return Told(counts, words, until or since, "late", "\n".join([f"{counts} · {since}", words, tip]).strip())
    rest = "" if balance.unreleased is None else translate("WaveLine", "未放 {n}").format(n=f"{balance.unreleased:,}")
    coming = wave_rules.next_wave(state, product_id)
    if coming is None:
        return Told(sold, rest, rest, "text_soft", tip)
    free = wave_rules.free_for_waves(state, product_id)
    missing = 0 if free is None else max(0, coming.wave.quantity - free)
    nth = translate("WaveLine", "下一波 +{n}").format(n=f"{coming.wave.quantity:,}")
    when = _when(watch, product_id, coming, lang, key)
    words, role = f"{nth} · {when}", "text_soft"
    if missing:
        when = translate("WaveLine", "差 {n} 件").format(n=f"{missing:,}")
        words, role = f"{nth} · {when}", "bad"
    elif _waits_for_hand(watch, product_id, coming):
        when = translate("WaveLine", "可以放了")
        words, role = f"{nth} · {when}", "late"
    elif state.status is Status.PAUSED:
        role = "late"
    return Told(sold, words, f"+{coming.wave.quantity:,} {when}", role, tip)


def _waits_for_hand(watch: WaveWatch, product_id: ProductId, one: Planned) -> bool:
    if one.wave.condition is None or not one.wave.by_hand:
        return False
    found = watch.progress(product_id, one.wave.condition)
    return found is not None and found.met


def _when(watch: WaveWatch, product_id: ProductId, one: Planned, lang: str, key: str) -> str:
    translate = QCoreApplication.translate
    if one.wave.condition is None:
        return translate("WaveLine", "按 {key} 放").format(key=key) if key else translate("WaveLine", "手动放")
    found = watch.progress(product_id, one.wave.condition)
    words = _until(lang, one.wave.condition, found)
    return translate("WaveLine", "{until}提醒").format(until=words) if one.wave.by_hand else words


def _until(lang: str, condition: Condition, found: Progress | None, *, of_hold: bool = False) -> str:
    if condition.when is When.SOLD_OUT or found is None:
        return condition_text(lang, condition, of_hold=of_hold)
    left = found.left
    clock = "" if left is None else short_clock(max(timedelta(), left + timedelta(seconds=0.999)))
    return progress_text(lang, condition, found, clock)


def _all_waves(show: OpenShow, watch: WaveWatch, product_id: ProductId, lang: str) -> str:
    translate = QCoreApplication.translate
    lines = []
    for one in wave_rules.planned(show.state, product_id):
        if one.done:
            said = translate("WaveLine", "已放")
        elif one.wave.condition is None:
            said = translate("WaveLine", "手动放")
        else:
            said = condition_text(lang, one.wave.condition)
            found = watch.progress(product_id, one.wave.condition)
            if one.wave.condition.when is not When.SOLD_OUT and found is not None:
                said = f"{said} · {_until(lang, one.wave.condition, found)}"
        lines.append(f"{one.number}. +{one.wave.quantity:,} · {said}")
    return "\n".join(lines)


class WaveLine(QWidget):
    """Stands wherever there are goods, so that nothing moves when a wave or a hold comes or goes."""

    edit_asked = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = Line(theme, 13, "text_soft", figures=True, grows=False)
        self.coming = Line(theme, 13, "text_soft", figures=True, align=RIGHT)
        self.edit = KeyedButton(theme, self.tr("波次"), key, look="quiet", pixels=12, high=20)
        self.edit.setToolTip(self.tr("首放之后放几波，各等什么"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.counts)
        row.addWidget(self.coming, 1)
        row.addWidget(self.edit)
        self.edit.clicked.connect(self.edit_asked)

    def fit(self, *, roomy: bool) -> None:
        """More or less room for it: where there is little, the key alone leads to the waves."""
        for line in (self.counts, self.coming):
            line.set_pixels(13 if roomy else 12)
        self.edit.setVisible(roomy)

    def show_told(self, told: Told) -> None:
        self.counts.set_text(told.counts, "text_soft")
        self.coming.set_text(told.coming, told.role, short=told.short)
        self.setToolTip(told.tip)
