"""The words of the shared stock: how the way there stands, in a lamp and in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from console.shared_stock_worker import Link, SharedStatus
from widgets.figures import short_text
from widgets.header_cells import Tone

translate = QCoreApplication.translate


def lamp_state(status: SharedStatus, asked: int, now: datetime) -> tuple[str, Tone, str]:
    """What the lamp says, how loud, and what it leaves out first. ``asked``: requests that wait for an answer."""
    owed = translate("SharedStock", "欠 {n} 笔").format(n=f"{status.owed:,}") if status.owed else ""
    away = timedelta(0) if status.since is None else max(timedelta(0), now - status.since)
    match status.link:
        case Link.GONE:
            return translate("SharedStock", "服务器断开"), Tone.BAD, " · ".join(filter(None, (short_text(away), owed)))
        case Link.SLOW:
            return translate("SharedStock", "服务器慢"), Tone.LATE, " · ".join(filter(None, (short_text(away), owed)))
        case Link.CONNECTED if asked:
            return translate("SharedStock", "{n} 个申请").format(n=asked), Tone.LATE, owed
        case Link.CONNECTED:
            ms = "" if status.rtt_ms is None else f"{status.rtt_ms:.0f} ms"
            return translate("SharedStock", "已连接"), Tone.GOOD, owed or ms
        case Link.CONNECTING:
            return translate("SharedStock", "连接中…"), Tone.LATE, owed
    return translate("SharedStock", "没有设"), Tone.QUIET, ""


def status_sentence(status: SharedStatus, now: datetime) -> str:
    """The same in a sentence, with what it means for the show."""
    away = timedelta(0) if status.since is None else max(timedelta(0), now - status.since)
    match status.link:
        case Link.GONE:
            words = translate("SharedStock", "服务器断开 {time}（{detail}）。照领到的卖；欠着的 {n} 笔连上后自动补记。")
            return words.format(time=short_text(away), detail=status.detail or "—", n=f"{status.owed:,}")
        case Link.SLOW:
            words = translate("SharedStock", "服务器 {time} 没有应答。照领到的卖；欠着 {n} 笔。")
            return words.format(time=short_text(away), n=f"{status.owed:,}")
        case Link.CONNECTED if status.owed:
            return translate("SharedStock", "已连接，还有 {n} 笔在路上。").format(n=f"{status.owed:,}")
        case Link.CONNECTED:
            return translate("SharedStock", "已连接，都记上了。")
        case Link.CONNECTING:
            return translate("SharedStock", "正在连接服务器…")
    return translate("SharedStock", "没有设共享库存：在“设置”的“共享库存”里写服务器的地址。")
