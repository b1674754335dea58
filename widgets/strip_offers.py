"""The button a strip offers: what helps with what it tells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from widgets.controls import Controls
from widgets.strip import Help, Strip


def offer_help(strip: Strip, ask: Callable[[str], None], controls: Controls) -> None:
    """Tell the strip which errand or action helps with which notice. ``ask`` runs an errand by its name."""

    def errand(code: str, words: str, name: str) -> None:
        strip.offer(code, Help(words, lambda: ask(name)))

    def action(code: str, words: str, name: str) -> None:
        strip.offer(code, Help(words, lambda: controls.actions[name].trigger()))

    translate = QCoreApplication.translate
    errand("not_written", translate("StripOffers", "打开数据文件夹"), "open_folder")
    errand("refused.obs_not_connected", translate("StripOffers", "连接 OBS"), "obs")
    errand("refused.not_live", translate("StripOffers", "开播"), "go_live")
    action("refused.show_paused", translate("StripOffers", "继续"), "pause")
    errand("refused.last_entry", translate("StripOffers", "下播"), "end_show")
    errand("refused.checks_failed", translate("StripOffers", "写明理由开播"), "go_live")
    action("plan_locked", translate("StripOffers", "解锁"), "lock_plan")
    action("plan_removed", translate("StripOffers", "撤销"), "undo")
    errand("operator_unknown", translate("StripOffers", "写下名字…"), "operator")
    errand("no_show", translate("StripOffers", "全部场次"), "start_page")
    errand("listener_failed", translate("StripOffers", "打开日志"), "open_logs")
    errand("api", translate("StripOffers", "打开设置"), "settings")
    errand("bridge_live_ended", translate("StripOffers", "下播…"), "end_show")
    for code in ("shared_short", "shared_short_many", "shared_asked", "shared_undrawn"):
        errand(code, translate("StripOffers", "全公司库存"), "company")
    errand("bridge_lost", translate("StripOffers", "弹幕设置"), "bridge_settings")
    action("feed_quiet.orders", translate("StripOffers", "看来源"), "sources")
    action("feed_quiet.readings", translate("StripOffers", "看来源"), "sources")
    errand("show_ended", translate("StripOffers", "生成复盘表格"), "report")
