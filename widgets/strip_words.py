"""Words for notices: ``refused.*`` and ``notice.*`` sentences, with names in place of the codes inside them."""

from __future__ import annotations

from console.checklist import Doubt
from console.listeners import Notice
from console.source_words import source_text
from console.wording import catalogue


def sentence(lang: str, notice: Notice) -> str:
    """What the strip says. A code nobody worded is told as it is: better odd than silent."""
    known = catalogue(lang)
    data = {name: _named(lang, name, value) for name, value in notice.data.items()}
    if "kinds" in notice.data and "code" in notice.data:  # what the store could not write
        code = f"store.{notice.data['code']}"
        data["why"] = known.get(code, known["store.store_failed"]).format_map(_Gaps(data))
    for key in (notice.code, f"notice.{notice.code}"):
        if key in known:
            return known[key].format_map(_Gaps(data))
    detail = " · ".join(f"{name}: {value}" for name, value in data.items())
    return known["notice.unknown"].format(code=notice.code, detail=detail)


class _Gaps(dict[str, object]):
    """A sentence may ask for more than its teller knew: the gap is shown and the notice is not lost."""

    def __missing__(self, name: str) -> str:
        return "…"


def _named(lang: str, name: str, value: object) -> object:
    known = catalogue(lang)
    if isinstance(value, list | tuple):
        words = (_coded(lang, str(item)) for item in value)
        return ("、" if lang == "zh_CN" else ", ").join(words)  # every language
    match name, value:
        case "field", str():
            return known.get(f"field.{value}", value)
        case "status", str():
            return known.get(f"status.{value}", value)
        case "feed", str():
            return source_text(lang, value)
        case "reason", str():
            return known.get(f"obs.reason.{value}", value)
        case _:
            return value


def check_text(lang: str, check: str) -> str:
    """``scene_missing:NAME``, as the checklist tells it, in words."""
    code, _, what = check.partition(":")
    return catalogue(lang)[f"check.{code}"].format(what=what)


def doubt_text(lang: str, doubt: Doubt) -> str:
    """What the checklist asks about, with what would do."""
    return catalogue(lang)[f"check.{doubt.code}"].format(name=doubt.name, clock=doubt.clock)


def _coded(lang: str, item: str) -> str:
    return check_text(lang, item) if f"check.{item.partition(':')[0]}" in catalogue(lang) else item
