"""What a wave waits for, in words."""

from __future__ import annotations

from console.show.events import Released
from console.show.waves import Condition, When, said
from console.wording import say


def condition_text(lang: str, condition: Condition, *, of_hold: bool = False) -> str:
    """A condition as a person says it: 在线满 1,000 人."""
    key, data = said(condition, of_hold=of_hold)
    return say(lang, key, **{name: say(lang, v[0], **v[1]) if isinstance(v, tuple) else v for name, v in data.items()})


def seen_text(lang: str, condition: Condition, seen: int | None) -> str:
    """What had been counted when it was met, "" where nothing is."""
    if seen is None or condition.when is When.SOLD_OUT:
        return ""
    return say(lang, "waves.seen", seen=seen)


def wave_sentence(lang: str, released: Released, name: str) -> str:
    """A wave, or a hold whose condition was met, in the journal."""
    data = {"name": name, "quantity": released.quantity, "number": released.number}
    condition = released.condition
    if condition is None:
        return say(lang, "waves.journal.by_hand", **data)
    key = "waves.journal.by_itself" if released.wave else "waves.journal.hold"
    when = condition_text(lang, condition, of_hold=not released.wave)
    return say(lang, key, **data, when=when, seen=seen_text(lang, condition, released.seen))
