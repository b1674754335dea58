"""The 波次 cell of a run order sheet: ``30 售罄; 20 20:30; 50 手动``, read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from console.feeds.times import clock, length
from console.feeds.values import Raw, ValueRefused, shown, text, whole
from console.show.waves import MOST_WAVES, OF_COMMENTS, Condition, Wave, When, clean_word, whole_seconds

_HAND = ("手动", "按键", "人工", "by hand", "by key", "manual", "hand", "key")
_SOLD_OUT = frozenset({"售罄", "卖完", "售完", "卖光", "抢完", "soldout", "sellout"})
_COUNTED = {
    When.ONLINE: ("在线", "人气", "online"),
    When.VIEWERS: ("场观", "观看", "viewers"),
    When.CLICKS: ("点击", "clicks"),
    When.PEOPLE: ("评论人数", "people"),
    When.COMMENTS: ("评论", "comments"),
}
_NAMES = {
    "zh_CN": {
        When.ONLINE: "在线",
        When.VIEWERS: "场观",
        When.CLICKS: "点击",
        When.PEOPLE: "评论人数",
        When.COMMENTS: "评论",
    },
    "en": {when: when.value for when in _COUNTED},
}
_PIECES = re.compile(r"\+?\s*(?P<pieces>\d[\d,]*)\s*(?:件|pcs|pieces)?(?=$|[\s:])\s*:?\s*(?P<rest>.*)", re.DOTALL)
_PIECES_TIGHT = re.compile(r"\+?(?P<pieces>\d[\d,]*)件?(?P<rest>[^\d\s,.:].*)", re.DOTALL)
_AFTER = re.compile(
    r"(?:讲解后|过款后|上架后|after)\s*(?P<a>.+)|(?P<b>.+?)(?:后|\s+later)|(?P<c>.*(?:分钟?|秒|min|sec|s))"
)
_COUNT = re.compile(
    r"(?P<word>.*?)\s*(?:满|达到?|到|>=|≥|>)?\s*(?P<count>\d[\d,]*(?:\.\d+)?\s*[万千wk]?)\s*(?:人次?|次|条|个)?"
)
_BETWEEN = re.compile(r"[;；\n]")


def waves(raw: Raw) -> tuple[Wave, ...]:
    """The waves a cell names, () for none; parts stand apart by ``;`` or on lines of their own.

    >>> [wave.quantity for wave in waves("30 售罄; 20 20:30；50 手动")]
    [30, 20, 50]
    >>> waves("100 在线 1.2万")[0].condition.count, waves("20 评论人数“要”200")[0].condition.word
    (12000, '要')
    """
    parts = [part.strip() for part in _BETWEEN.split(text(raw))]
    found = tuple(_wave(part, raw) for part in parts if part and part not in ("-", "--", "—", "无"))
    if len(found) > MOST_WAVES:
        raise ValueRefused("too_many_waves", shown(raw))
    return found


def _wave(part: str, raw: Raw) -> Wave:
    plain = unicodedata.normalize("NFKC", part)
    match = _PIECES.fullmatch(plain) or _PIECES_TIGHT.fullmatch(plain)
    pieces = None if match is None else whole(match["pieces"])
    if match is None or not pieces:
        raise ValueRefused("not_waves", shown(raw))
    rest, by_hand = _without_hand(match["rest"].strip())
    condition = _condition(rest, raw) if rest else None
    return Wave(quantity=pieces, condition=condition, by_hand=by_hand and condition is not None)


def _without_hand(rest: str) -> tuple[str, bool]:
    for word in _HAND:
        found = re.search(rf"(?:^|\s){re.escape(word)}(?:$|\s)", rest, re.IGNORECASE)
        if found:
            return f"{rest[: found.start()]} {rest[found.end() :]}".strip(), True
    return rest, False


def _condition(rest: str, raw: Raw) -> Condition:
    if re.sub(r"[\s_-]", "", rest.casefold()).removesuffix("时").removesuffix("后") in _SOLD_OUT:
        return Condition(when=When.SOLD_OUT)
    for when, names in _COUNTED.items():
        for name in names:
            if rest.casefold().startswith(name):
                return _counted(when, rest[len(name) :].strip(), raw)
    if match := _AFTER.fullmatch(rest.casefold()):
        after = length((match["a"] or match["b"] or match["c"]).strip())
        if after is not None and whole_seconds(after) > timedelta():
            return Condition(when=When.AFTER, after=whole_seconds(after))
    try:
        at = clock(rest)
    except ValueRefused:
        raise ValueRefused("not_waves", shown(raw)) from None
    if at is None:
        raise ValueRefused("not_waves", shown(raw))
    return Condition(when=When.CLOCK, clock=at)


def _counted(when: When, rest: str, raw: Raw) -> Condition:
    match = _COUNT.fullmatch(rest)
    count = None if match is None else whole(match["count"])
    if match is None or not count:
        raise ValueRefused("not_waves", shown(raw))
    word = clean_word(match["word"])
    if word and when not in OF_COMMENTS:
        raise ValueRefused("not_waves", shown(raw))
    return Condition(when=when, count=count, word=word)


def waves_text(listed: Iterable[Wave], lang: str) -> str:
    """What reads back as the same waves.

    >>> waves_text(waves("30 售罄; 20 20:30; 50 手动; 10 评论“要”200条 手动"), "zh_CN")
    '30 售罄; 20 20:30; 50 手动; 10 评论“要”200 手动'
    """
    return "; ".join(_wave_text(wave, lang) for wave in listed)


def _wave_text(wave: Wave, lang: str) -> str:
    hand = "手动" if lang == "zh_CN" else "by key"
    if wave.condition is None:
        return f"{wave.quantity} {hand}"
    said = f"{wave.quantity} {_condition_text(wave.condition, lang)}"
    return f"{said} {hand}" if wave.by_hand else said


def _condition_text(condition: Condition, lang: str) -> str:
    match condition.when:
        case When.SOLD_OUT:
            return "售罄" if lang == "zh_CN" else "sold out"
        case When.CLOCK:
            at = condition.clock
            return "" if at is None else at.strftime("%H:%M:%S" if at.second else "%H:%M")
        case When.AFTER:
            minutes, seconds = divmod(int((condition.after or timedelta()).total_seconds()), 60)
            spelled = f"{minutes}分" * bool(minutes) + f"{seconds}秒" * bool(seconds)
            if lang == "zh_CN":
                return f"{spelled}后" if seconds else f"{minutes}分钟后"
            return "after " + " ".join([f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds))
    name = _NAMES[lang][condition.when]
    if not condition.word:
        return f"{name} {condition.count}"
    gap = "" if lang == "zh_CN" else " "
    return f"{name}{gap}“{condition.word}”{gap}{condition.count}"
