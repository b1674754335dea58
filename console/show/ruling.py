"""What every ruling on a command stands on: how one says no, and the checks they share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import singledispatch
from typing import Any

from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Entry, EntryId
from console.show.state import State, Status


class Refused(Exception):
    """The show cannot do that now. ``code`` names why, ``data`` fills the sentence."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class BadValue(Exception):
    """A command holds a value no show could accept. ``field`` names it, ``code`` says what is wrong."""

    def __init__(self, field: str, code: str, **data: Any) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.data = data


class SameTake(Exception):
    """The second press of one take: nothing to do, the answer is the take that was made (``seq``)."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


@singledispatch
def rule(command: cmd.Command, state: State, at: datetime, sold: Mapping[str, int]) -> ev.Payload:
    """The event a command is; each kind of command registers its own."""
    raise TypeError(f"nobody rules on {type(command).__name__}")


def not_ended(state: State) -> None:
    if state.status is Status.ENDED:
        raise Refused("show_ended")


def known_entry(state: State, entry_id: EntryId) -> Entry:
    """The entry with this id. Raises BadValue."""
    try:
        return state.plan.entries[entry_id]
    except KeyError:
        raise BadValue("entry_id", "unknown_entry", entry_id=entry_id) from None


def to_come(state: State, entry_id: EntryId) -> bool:
    """Whether an entry stands after the one on air."""
    current = state.core.round
    return current is None or state.plan.index(entry_id) > state.plan.index(current.entry_id)


def given_text(field: str, text: str, limit: int) -> str:
    """Text the user gave, trimmed. Raises BadValue when there is none or too much."""
    text = text.strip()
    if not text:
        raise BadValue(field, "empty")
    if len(text) > limit:
        raise BadValue(field, "too_long", limit=limit)
    return text
