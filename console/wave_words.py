"""What a wave waits for, in words."""

from __future__ import annotations

from console.show.events import Released
from console.show.wave_rules import Progress
from console.show.waves import COUNTED, Condition, When, said, sentence_name
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


def progress_text(lang: str, condition: Condition, found: Progress, clock: str) -> str:
    """How far it is: 在线 823 / 1,000, or the time that is left, which ``clock`` tells."""
    if condition.when in COUNTED:
        have = "—" if found.have is None else f"{found.have:,}"
        data = {"have": have, "want": f"{condition.count:,}", "word": condition.word}
        return say(lang, f"waves.progress.{sentence_name(condition)}", **data)
    if not clock:
        return condition_text(lang, condition)
    if condition.when is When.CLOCK:
        at = condition.clock
        return say(lang, "waves.progress.clock", clock="" if at is None else f"{at:%H:%M}", left=clock)
    return say(lang, "waves.progress.left", left=clock)
