"""Release waves: how many pieces go on sale after the first release, and what each of them waits for. Values alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum

MOST_WAVES = 20
LONGEST_WORD = 40
_PARTING = frozenset(';；\n“”"「」『』')


class When(Enum):
    """What a wave or a hold can wait for that the program sees by itself."""

    SOLD_OUT = "sold_out"  # all that is on sale is sold
    CLOCK = "clock"  # the room's wall clock
    AFTER = "after"  # a length after the product's take; of a hold, after it began
    ONLINE = "online"  # people in the room now
    VIEWERS = "viewers"  # people who came so far
    CLICKS = "clicks"  # clicks on the item so far
    COMMENTS = "comments"  # comments since the take, or since the hold began
    PEOPLE = "people"  # people who wrote them


COUNTED = frozenset({When.ONLINE, When.VIEWERS, When.CLICKS, When.COMMENTS, When.PEOPLE})
OF_COMMENTS = frozenset({When.COMMENTS, When.PEOPLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """``count`` is how many are enough; ``word`` what a comment has to hold, "" for any comment."""

    when: When
    count: int = 0
    word: str = ""
    clock: time | None = None
    after: timedelta | None = None

    def problem(self) -> tuple[str, str] | None:
        """The field that holds what no condition can have, and what is wrong with it."""
        if self.when is When.CLOCK and self.clock is None:
            return "clock", "empty"
        if self.when is When.AFTER and (self.after is None or self.after <= timedelta()):
            return "after", "not_positive"
        if self.when in COUNTED and self.count <= 0:
            return "count", "not_positive"
        return ("word", "too_long") if len(self.word) > LONGEST_WORD else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """``condition`` None waits for a hand. ``by_hand``: when the condition is met that is told, and no more."""

    quantity: int
    condition: Condition | None = None
    by_hand: bool = False

    @property
    def by_itself(self) -> bool:
        """Whether it goes on sale without anybody's doing."""
        return self.condition is not None and not self.by_hand


def clean_word(text: str) -> str:
    """A word as comments are searched for it: one line, widths made equal, without what parts a list or quotes.

    >>> clean_word(" “ＷＡＮＴ；3” ")
    'WANT 3'
    """
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(" " if sign in _PARTING else sign for sign in plain).split())[:LONGEST_WORD].strip()


def whole_seconds(length: timedelta) -> timedelta:
    """A length as it is told: no part of a second."""
    return timedelta(seconds=round(length.total_seconds()))


def written(condition: Condition) -> str:
    """A condition in signs that never change: a wave is known by them in the journal.

    >>> written(Condition(when=When.PEOPLE, count=200, word="要"))
    'people 200 要'
    >>> written(Condition(when=When.CLOCK, clock=time(20, 30)))
    'clock 20:30:00'
    """
    match condition.when:
        case When.CLOCK:
            rest = "" if condition.clock is None else condition.clock.isoformat("seconds")
        case When.AFTER:
            rest = "" if condition.after is None else f"{condition.after.total_seconds():g}"
        case When.SOLD_OUT:
            rest = ""
        case _:
            rest = f"{condition.count} {condition.word}"
    return f"{condition.when.value} {rest}".strip()


Said = tuple[str, dict[str, object]]  # the key of a sentence and what fills it


def said(condition: Condition, *, of_hold: bool = False) -> Said:
    """How a condition is told; a length in it is told by a key of its own.

    >>> said(Condition(when=When.AFTER, after=timedelta(minutes=2)))
    ('waves.when.after', {'length': ('waves.length.minutes', {'minutes': 2, 'seconds': 0})})
    """
    match condition.when:
        case When.SOLD_OUT:
            return "waves.when.sold_out", {}
        case When.CLOCK:
            clock = condition.clock
            shows = "" if clock is None else clock.strftime("%H:%M:%S" if clock.second else "%H:%M")
            return "waves.when.clock", {"clock": shows}
        case When.AFTER:
            minutes, seconds = divmod(int((condition.after or timedelta()).total_seconds()), 60)
            kind = "minutes" if not seconds else "both" if minutes else "seconds"
            length: Said = (f"waves.length.{kind}", {"minutes": minutes, "seconds": seconds})
            return "waves.when.countdown" if of_hold else "waves.when.after", {"length": length}
    return f"waves.when.{sentence_name(condition)}", {"count": condition.count, "word": condition.word}


def sentence_name(condition: Condition) -> str:
    """The last part of the key of a counted condition's sentence: one that names its word is another."""
    worded = {When.COMMENTS: "comments.word", When.PEOPLE: "people.word"}
    return worded.get(condition.when, condition.when.value) if condition.word else condition.when.value


def keys(waves: Iterable[Wave]) -> tuple[str, ...]:
    """What each wave is known by: what it says, and its number among those that say the same.

    So one that was released stays released however the others are edited or a newer sheet brings them.

    >>> keys([Wave(quantity=30), Wave(quantity=30), Wave(quantity=5, condition=Condition(when=When.SOLD_OUT))])
    ('30', '30 #2', '5 sold_out')
    """
    seen: dict[str, int] = {}
    found = []
    for wave in waves:
        said = " ".join(
            part
            for part in (
                str(wave.quantity),
                "" if wave.condition is None else written(wave.condition),
                "by hand" if wave.condition is not None and wave.by_hand else "",
            )
            if part
        )
        seen[said] = seen.get(said, 0) + 1
        found.append(said if seen[said] == 1 else f"{said} #{seen[said]}")
    return tuple(found)
