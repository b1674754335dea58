"""What could be done now that the item on air is sold out: more of it, another of its role, or the next one.

It is said and never done: whoever asks for it presses a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from console.advising import candidates, situation
from console.metrics.attribution import TAIL, join_rounds
from console.open_show import OpenShow
from console.show.advice import Suggestion, replacements
from console.show.plan import Entry, EntryId, ProductId
from console.show.state import Status

MOST_REPLACEMENTS = 3


class Way(Enum):
    """What could be done, the least change first."""

    REFILL = "refill"
    REPLACE = "replace"
    TAKE = "take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """``pieces`` of a refill; the entry to go to otherwise, and why it of all (``suggestion``)."""

    way: Way
    product_id: ProductId
    pieces: int = 0
    entry_id: EntryId | None = None
    suggestion: Suggestion | None = None


def gone(show: OpenShow) -> Entry | None:
    """The entry on air when all that was put on sale of it is sold; None otherwise, and while nobody can buy."""
    state, entry = show.state, show.state.on_air
    if entry is None or entry.product_id is None or state.status is not Status.LIVE:
        return None
    balance = show.balance(entry.product_id)
    return entry if balance.remaining == 0 and balance.released > 0 else None


def proposals(show: OpenShow, now: datetime, *, refill: int, tail: timedelta = TAIL) -> tuple[Proposal, ...]:
    """The best first: ``refill`` pieces when there are any to release, then up to three replacements, then the next.

    Nothing unless the item on air is sold out. The next entry is not named twice.
    """
    entry = gone(show)
    if entry is None or entry.product_id is None:
        return ()
    product = entry.product_id
    found = []
    if refill:
        found.append(Proposal(way=Way.REFILL, product_id=product, pieces=refill))
    joined = join_rounds(show.state, show.counters, now, tail=tail)
    room = situation(show.state, show.counters, now)
    for one in replacements(room, candidates(show, joined, now), MOST_REPLACEMENTS):
        found.append(Proposal(way=Way.REPLACE, product_id=product, entry_id=one.entry_id, suggestion=one))
    coming = show.state.next_entry()
    if coming is not None and all(one.entry_id != coming.entry_id for one in found):
        found.append(Proposal(way=Way.TAKE, product_id=product, entry_id=coming.entry_id))
    return tuple(found)
