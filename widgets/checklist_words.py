"""The pre-show checklist in words, and where the button beside a finding leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.checks import Check, Colour, Finding, Topic
from console.wording import catalogue, say

SHOWN = 2  # names of one finding
ENTRY, SCRIPT = "entry", "script"  # led to here; the others are errands of the window


def topic_name(lang: str, topic: Topic) -> str:
    """What is looked at."""
    return say(lang, f"check_topic.{topic.value}")


def found_text(lang: str, finding: Finding) -> str:
    """What was found, with as many names as can be read at a glance."""
    sentence = catalogue(lang)[f"check.{finding.code}"]
    return sentence.format(what=few(lang, finding.names))


def few(lang: str, names: tuple[str, ...]) -> str:
    """The first names, and how many there are in all."""
    between = "、" if lang == "zh_CN" else ", "  # every language
    shown = between.join(names[:SHOWN])
    return shown if len(names) <= SHOWN else say(lang, "check_more", what=shown, n=len(names))


def all_names(lang: str, finding: Finding) -> str:
    """Every name of a finding, a line each, where not all of them are shown."""
    return "\n".join(finding.names) if len(finding.names) > SHOWN else ""


def todo_text(lang: str, finding: Finding) -> str:
    """What would put it right."""
    return say(lang, f"check_do.{finding.code}")


def fine_text(lang: str, check: Check) -> str:
    """What is known of a line with nothing to say against it."""
    return say(lang, f"check_fine.{check.topic.value}")


def together(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding a code, with the names of all."""
    by_code: dict[str, Finding] = {}
    for each in findings:
        known = by_code.get(each.code)
        names = each.names if known is None else (*known.names, *each.names)
        first = each if known is None else known
        by_code[each.code] = Finding(each.code, each.colour, names, first.entry_id)
    return tuple(by_code.values())


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a finding is put right: an errand of the window, or a place of the run order."""

    errand: str
    label: str


def lead_of(finding: Finding) -> Lead | None:
    """None where nothing in this program puts it right."""
    code, translate = finding.code, QCoreApplication.translate
    labels = {
        "obs": translate("ChecklistWords", "连接 OBS…"),
        "cues": translate("ChecklistWords", "OBS 联动…"),
        "catalogue": translate("ChecklistWords", "商品库…"),
        "roster": translate("ChecklistWords", "人员…"),
        "settings": translate("ChecklistWords", "设置…"),
        "bridge_settings": translate("ChecklistWords", "弹幕设置…"),
        "open_folder": translate("ChecklistWords", "打开文件夹"),
        ENTRY: translate("ChecklistWords", "改这一行…"),
        SCRIPT: translate("ChecklistWords", "写话术…")
        if code == "script_missing"
        else translate("ChecklistWords", "看话术…"),
    }
    errand = LEADS.get(code, "")
    if errand in (ENTRY, SCRIPT) and finding.entry_id is None:
        return None
    return Lead(errand, labels[errand]) if errand else None


LEADS: Mapping[str, str] = {
    "obs_away": "obs",
    "no_scene": "cues",
    "scene_missing": "cues",
    "input_missing": "cues",
    "input_not_text": "cues",
    "source_unlisted": "cues",
    "stock_none": ENTRY,
    "stock_unstated": ENTRY,
    "stock_short": ENTRY,
    "product_missing": ENTRY,
    "price_missing": ENTRY,
    "price_below_cost": ENTRY,
    "price_contradicted": "catalogue",
    "price_unproved": "catalogue",
    "certificate_expired": "catalogue",
    "certificate_soon": "catalogue",
    "certificate_undated": "catalogue",
    "certificate_missing": "catalogue",
    "catalogue_unread": "catalogue",
    "script_missing": SCRIPT,
    "script_unsigned": SCRIPT,
    "qualification_expired": "roster",
    "host_under_16": "roster",
    "host_no_consent": "roster",
    "host_not_on_roster": "roster",
    "qualification_missing": "roster",
    "host_age_unknown": "roster",
    "host_off_shift": "roster",
    "host_gap": "roster",
    "shift_missing": "roster",
    "feed_folder_gone": "settings",
    "feed_down": "bridge_settings",
    "feed_none": "settings",
    "disk_full": "open_folder",
    "disk_low": "open_folder",
    "operator_missing": "settings",
}
GLYPHS = {Colour.RED: "✕", Colour.AMBER: "!", Colour.GREEN: "✓"}
ROLES = {Colour.RED: "bad", Colour.AMBER: "late", Colour.GREEN: "good"}
