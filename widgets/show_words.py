"""Words for the codes of a show: roles, platform actions, what became of cues, what a plan lacks."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from console.show import events as ev
from console.show.plan import CueKind, Plan, ProductId, Role
from console.show.rundown import BadValue, Refused
from console.show.wave_rules import ADD_STOCK, product_of_action
from console.source_words import source_text
from console.store.database import StoreFailed
from console.wording import catalogue, say
from widgets.figures import minutes_text


def role_name(role: Role) -> str:
    """主推款 and its like."""
    translate = QCoreApplication.translate
    names = {
        Role.TRAFFIC: translate("ShowWords", "引流款"),
        Role.HERO: translate("ShowWords", "主推款"),
        Role.SECONDARY: translate("ShowWords", "次推款"),
        Role.PROFIT: translate("ShowWords", "利润款"),
        Role.IMAGE: translate("ShowWords", "形象款"),
        Role.SEGMENT: translate("ShowWords", "环节"),
    }
    return names[role]


def action_name(code: str) -> str:
    """A platform action; the user's own words stay as they are."""
    translate = QCoreApplication.translate
    names = {
        "show_card": translate("ShowWords", "弹讲解"),
        "open_price": translate("ShowWords", "开价"),
        "add_stock": translate("ShowWords", "上库存"),
        "coupon": translate("ShowWords", "发券"),
        "lucky_bag": translate("ShowWords", "福袋"),
        "pin_comment": translate("ShowWords", "置顶评论"),
        "add_link": translate("ShowWords", "上链接"),
    }
    return names[ADD_STOCK] if product_of_action(code) is not None else names.get(code, code)


def action_of_item(code: str, plan: Plan) -> str:
    """A platform action, with the item behind it where that is not the one on air."""
    product = product_of_action(code)
    if product is None:
        return action_name(code)
    entry = plan.products().get(ProductId(product))
    link = "" if entry is None else entry.link_no.strip()
    translate = QCoreApplication.translate
    item = translate("ShowWords", "{n} 号链接").format(n=link) if link else product if entry is None else entry.name
    return translate("ShowWords", "{action} · {item}").format(action=action_name(ADD_STOCK), item=item)


def cue_kind_name(kind: CueKind) -> str:
    """What OBS is asked to do."""
    translate = QCoreApplication.translate
    names = {
        CueKind.SCENE: translate("ShowWords", "切场景"),
        CueKind.TEXT: translate("ShowWords", "改文字"),
        CueKind.SHOW: translate("ShowWords", "显示来源"),
        CueKind.HIDE: translate("ShowWords", "隐藏来源"),
        CueKind.MEDIA_RESTART: translate("ShowWords", "重播媒体"),
        CueKind.CHAPTER: translate("ShowWords", "录像章节"),
    }
    return names[kind]


def gap_text(code: str, count: int, first: str) -> str:
    """What a plan lacks, with the first entry that lacks it."""
    translate = QCoreApplication.translate
    texts = {
        "entries": translate("ShowWords", "排品表是空的"),
        "product": translate("ShowWords", "{count} 款没有商品 ID：{first}"),
        "price": translate("ShowWords", "{count} 款没有直播价：{first}"),
        "stock": translate("ShowWords", "{count} 款没有库存：{first}"),
        "length": translate("ShowWords", "{count} 行没有时长：{first}"),
        "script": translate("ShowWords", "{count} 款没有话术：{first}"),
        "scene": translate("ShowWords", "{count} 行不切场景：{first}"),
    }
    more = translate("ShowWords", "{first} 等")
    return texts[code].format(count=count, first=first if count <= 1 else more.format(first=first))


def feed_text(lang: str, payload: ev.FeedQuiet | ev.FeedBack) -> str:
    """A feed that went quiet or is back, and for how long."""
    data = {"source": source_text(lang, payload.source), "length": minutes_text(timedelta(seconds=payload.seconds))}
    if isinstance(payload, ev.FeedQuiet):
        data["every"] = minutes_text(timedelta(seconds=payload.every_s))
    return say(lang, f"report.says.{payload.kind}_{payload.brings}", **data)


def lost_text(lang: str, reason: str) -> str:
    """Why OBS went; a reason nobody worded as it is."""
    for key in (f"obs.reason.{reason}", f"obs.state.{reason}"):
        if key in catalogue(lang):
            return say(lang, key)
    return reason


def problem_text(lang: str, problem: ev.CueProblem) -> str:
    """Why one cue was not done."""
    key = f"obs.cue.{problem.code}"
    cue = problem.cue
    if key not in catalogue(lang):
        return f"{problem.code} {problem.detail}".strip()
    data = {"target": cue.target, "scene": cue.scene, "value": cue.value, "kind": cue_kind_name(cue.kind)}
    return say(lang, key, **data, name=cue.target, source=cue.target, input=cue.target, detail=problem.detail)


def reason_text(lang: str, reason: str | None, address: str) -> str:
    """Why OBS is not there."""
    key = f"obs.reason.{reason}"
    host, _, port = address.rpartition(":")
    return say(lang, key, address=address, host=host, port=port) if key in catalogue(lang) else (reason or "")


def field_name(field: str) -> str:
    """What a refused value is called on the screen."""
    translate = QCoreApplication.translate
    names = {
        "reason": translate("ShowWords", "原因"),
        "quantity": translate("ShowWords", "件数"),
        "delta": translate("ShowWords", "件数"),
        "text": translate("ShowWords", "内容"),
        "name": translate("ShowWords", "名称"),
    }
    return names.get(field, field)


def refusal_text(lang: str, error: BaseException) -> str:
    """Why a command was not carried out. Raises ``error`` when it is a bug and no refusal."""
    match error:
        case Refused():
            return say(lang, f"refused.{error.code}", **error.data)
        case BadValue():
            return say(lang, f"refused.{error.code}", **{**error.data, "field": field_name(error.field)})
        case StoreFailed():
            return QCoreApplication.translate("ShowWords", "没有保存成功：{why}").format(why=error.detail)
        case _:
            raise error
