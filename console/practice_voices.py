"""What the practice room's audience says: made-up people, about the goods on air, the others, and everything else."""

from __future__ import annotations

import json
import random
from typing import Any

from console.feeds.bridges.heard import Said
from console.show.plan import Entry
from console.show.state import State
from resources import path as resource_path

MOST_A_STEP = 60  # at twenty times the speed nobody can read more
_ABOUT, _OTHERS = 0.52, 0.14  # of what is said; the rest is chat


class Voices:
    """Seeded: the same requests on the same show give the same comments."""

    def __init__(self, lang: str, *, seed: int) -> None:
        self._lang = lang
        told = json.loads(resource_path("practice", "comments.json").read_text(encoding="utf-8"))
        self._words: dict[str, Any] = told[lang]
        self._chance = random.Random(f"voices:{seed}")

    def say(self, count: int, state: State, sold_out: bool = False) -> list[Said]:
        """``count`` comments, at most ``MOST_A_STEP``. ``sold_out``: nothing is left of the item on air."""
        called = [entry for entry in state.plan.products().values() if entry.link_no]
        return [self._one(state.on_air, called, sold_out) for _ in range(min(count, MOST_A_STEP))]

    def _one(self, on_air: Entry | None, called: list[Entry], sold_out: bool) -> Said:
        chance, words = self._chance, self._words
        name, roll = chance.choice(words["names"]), chance.random()
        if on_air is not None and on_air.link_no and roll < _ABOUT:
            kind = "sold_out" if sold_out and chance.random() < 0.6 else "about"
            return Said(name, self._filled(chance.choice(words[kind]), on_air))
        if called and _ABOUT <= roll < _ABOUT + _OTHERS:
            return Said(name, self._filled(chance.choice(words["others"]), chance.choice(called)))
        return Said(name, chance.choice(words["chat"]))

    def _filled(self, words: str, entry: Entry) -> str:
        """Sizes and models in a name are what nobody says."""
        said = [word for word in entry.name.split() if not any(letter.isdigit() for letter in word)]
        name = said[:1] if self._lang == "zh_CN" else said
        return str(words.format(link=entry.link_no, name=" ".join(name) or entry.name))
