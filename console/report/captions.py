"""The words of a workbook in one language, handed in by whoever knows the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.report.sentences import Phrase


@dataclass(frozen=True, slots=True)
class Captions:
    """``sentences``: flat keys to templates, the same catalogue the command line speaks from."""

    lang: str
    sentences: Mapping[str, str]

    def say(self, key: str, **data: object) -> str:
        """The sentence ``key``. A missing key or placeholder is a bug and raises KeyError."""
        return self.sentences[key].format_map(data)

    def render(self, phrase: Phrase | str | None) -> str:
        """A phrase in words, with the phrases within it."""
        if phrase is None:
            return ""
        if isinstance(phrase, str):
            return phrase
        template = self.sentences.get(phrase.key)
        if template is None:
            return str(self._value(phrase.data["otherwise"]))  # a code of another area that has no words yet
        if not phrase.data:
            return template
        return template.format_map({name: self._value(value) for name, value in phrase.data.items()})

    def _value(self, value: Any) -> Any:
        if isinstance(value, Phrase):
            return self.render(value)
        if isinstance(value, tuple):
            return self.sentences["report.between"].join(str(self._value(each)) for each in value)
        return value
