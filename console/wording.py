"""Sentences for what Qt-free code reports as a key and data; both languages always say the same things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import resources

LANGUAGES = ("zh_CN", "en")


def say(lang: str, key: str, **data: object) -> str:
    """The sentence ``key`` in ``lang``. A missing key, language or placeholder is a bug and raises ``KeyError``."""
    return catalogue(lang)[key].format_map(data)


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every sentence of ``lang``, merged from ``resources/i18n/parts``; one key stands in one part alone."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    merged: dict[str, str] = {}
    for part in sorted(resources.path("i18n", "parts").glob(f"*.{lang}.json")):
        for key, sentence in json.loads(part.read_text(encoding="utf-8")).items():
            if key in merged:
                raise ValueError(f"{part.name} says {key} a second time")
            merged[key] = sentence
    return MappingProxyType(merged)
