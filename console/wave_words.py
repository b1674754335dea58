"""What a wave waits for, in words."""

from __future__ import annotations

from datetime import timedelta

from console.show.waves import Condition, When
from console.wording import say


def condition_text(lang: str, condition: Condition, *, of_hold: bool = False) -> str:
    """A condition as a person says it: 在线满 1,000."""
    name, data = condition_said(condition, of_hold=of_hold)
    if name in LENGTHS:
        data = {"length": length_text(lang, condition.after or timedelta())}
    return say(lang, name, **data)


LENGTHS = frozenset({"waves.when.after", "waves.when.countdown"})


def condition_said(condition: Condition, *, of_hold: bool = False) -> tuple[str, dict[str, object]]:
    """The key of its sentence, and what fills it."""
    match condition.when:
        case When.CLOCK:
            clock = condition.clock
            return "waves.when.clock", {"clock": "" if clock is None else f"{clock:%H:%M}"}
        case When.AFTER:
            return "waves.when.countdown" if of_hold else "waves.when.after", {}
        case When.SOLD_OUT:
            return "waves.when.sold_out", {}
    worded = ".word" if condition.word else ""
    return f"waves.when.{condition.when.value}{worded}", {"count": condition.count, "word": condition.word}


def length_text(lang: str, length: timedelta) -> str:
    """Minutes, and seconds where there are any."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    key = "minutes" if not seconds else "seconds" if not minutes else "both"
    return say(lang, f"waves.length.{key}", minutes=minutes, seconds=seconds)


def seen_text(lang: str, condition: Condition, seen: int | None) -> str:
    """What had been counted when it was met, "" where nothing is."""
    if seen is None or condition.when is When.SOLD_OUT:
        return ""
    return say(lang, "waves.seen", seen=seen)
