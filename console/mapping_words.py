"""Sentences about mappings: what a field and a unit are called, and what a mapping lacks."""

from __future__ import annotations

from console.feeds.mapping import LENGTHS, MONEY, MappingInvalid, Unit
from console.wording import say

_SEPARATORS = {"zh_CN": "、", "en": ", "}


def field_text(lang: str, key: str) -> str:
    """A field's name."""
    return say(lang, f"mapping.field.{key}")


def unit_text(lang: str, key: str, unit: Unit) -> str:
    """The unit a field is counted in; the plain one of money is yuan, that of a length seconds."""
    if unit is not Unit.PLAIN:
        return say(lang, f"mapping.unit.{unit.value}")
    return say(lang, "mapping.unit.plain_money" if key in MONEY else _plain(key))


def _plain(key: str) -> str:
    return "mapping.unit.plain_length" if key in LENGTHS else "mapping.unit.plain"


def invalid_text(lang: str, invalid: MappingInvalid) -> str:
    """What a mapping lacks, or what is wrong with it."""
    data: dict[str, object] = dict(invalid.data)
    if "field" in invalid.data:
        data["field"] = field_text(lang, invalid.data["field"])
    if "fields" in invalid.data:
        needed = invalid.data["fields"].split("、")
        data["fields"] = _SEPARATORS[lang].join(
            say(lang, "mapping.needed_paid") if key == "paid" else field_text(lang, key) for key in needed
        )
    return say(lang, f"mapping.invalid.{invalid.code}", **data)
