"""What can happen to a show. Each payload is a fact in the journal; the state is a fold over them.

``kind`` is the name stored in the journal and told by the API; it never changes once a show was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from console.show.codec import decode, encode
from console.show.plan import Cue, CueSheet, Entry, EntryId, ProductId, Role, ShowInfo
from console.show.shifts import Shift
from console.show.waves import Condition, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Base of all facts."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCreated(Payload):
    kind = "show_created"
    info: ShowInfo
    entries: tuple[Entry, ...] = ()
    cues: CueSheet = field(default_factory=CueSheet)
    role_cues: tuple[tuple[Role, CueSheet], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMerged(Payload):
    """A newer sheet laid over the plan: every entry of the result, in order."""

    kind = "plan_merged"
    entries: tuple[Entry, ...]
    source: str = ""
    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesInserted(Payload):
    kind = "entries_inserted"
    entries: tuple[Entry, ...]
    before: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesEdited(Payload):
    kind = "entries_edited"
    entries: tuple[Entry, ...]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesMoved(Payload):
    kind = "entries_moved"
    entry_ids: tuple[EntryId, ...]
    before: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesRemoved(Payload):
    kind = "entries_removed"
    entry_ids: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoEdited(Payload):
    kind = "info_edited"
    info: ShowInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class CuesEdited(Payload):
    kind = "cues_edited"
    cues: CueSheet
    role_cues: tuple[tuple[Role, CueSheet], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsPlanned(Payload):
    """Who does which duty from when to when: all of the show's shifts, by when they begin."""

    kind = "shifts_planned"
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostChanged(Payload):
    """``host`` is in front of the camera from now until the next change; ``before`` was, as far as anybody knew."""

    kind = "host_changed"
    host: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalStarted(Payload):
    kind = "rehearsal_started"
    entry_id: EntryId
    scene: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalEnded(Payload):
    kind = "rehearsal_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class WentLive(Payload):
    """``planned_end`` is the end promised at this moment; over/under is measured against it to the end."""

    kind = "went_live"
    entry_id: EntryId
    planned_end: datetime
    scene: str | None = None
    first_release: int = 0
    override: str | None = None
    failed_checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Payload):
    kind = "taken"
    entry_id: EntryId
    how: str
    scene: str | None = None
    first_release: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Payload):
    kind = "skipped"
    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Payload):
    kind = "restored"
    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Payload):
    kind = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Payload):
    kind = "resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Payload):
    kind = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Payload):
    """``wave``: the key of the plan's wave that this was, ``number`` its place among them, from 1.

    ``condition``: what was met, when it went on sale by itself; ``seen``: what had been counted then.
    """

    kind = "released"
    product_id: ProductId
    quantity: int
    wave: str = ""
    number: int = 0
    condition: Condition | None = None
    seen: int | None = None

    @property
    def by_itself(self) -> bool:
        return self.condition is not None

    @property
    def reason(self) -> str:
        """Why, in signs for the ledger: which wave, and what it waited for."""
        which = f"wave {self.number}" if self.wave else "hold" if self.by_itself else ""
        return which if self.condition is None else f"{which}: {written(self.condition)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted(Payload):
    kind = "adjusted"
    product_id: ProductId
    delta: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(Payload):
    """Pieces came from the stock that rooms share (``quantity`` positive) or went back to it (negative).

    ``cause`` is what the warehouse knows the movement by; ``wanted``: how many were asked for; ``other``: the room
    they came from or went to, "" the warehouse. Of 0 pieces: there were none, and the room knows it has none.
    """

    kind = "drawn"
    product_id: ProductId
    quantity: int
    cause: str
    wanted: int = 0
    other: str = ""

    @property
    def way(self) -> str:
        """``drawn``, ``drawn_less`` than wanted, ``given_back``, ``handed_over`` or ``handed_to_us``."""
        if self.quantity < 0:
            return "handed_over" if self.other else "given_back"
        if self.other:
            return "handed_to_us"
        return "drawn_less" if self.quantity < self.wanted else "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Payload):
    kind = "held"
    product_id: ProductId
    quantity: int
    until: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCancelled(Payload):
    kind = "hold_cancelled"
    product_id: ProductId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Payload):
    kind = "message_sent"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRead(Payload):
    kind = "message_read"
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Payload):
    kind = "noted"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked(Payload):
    """A platform action was done by hand. ``seconds`` after the take that asked for it."""

    kind = "ticked"
    entry_id: EntryId
    action: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAsked(Payload):
    kind = "scene_asked"
    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSeen(Payload):
    """OBS shows another scene and the console did not ask for it."""

    kind = "scene_seen"
    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObsConnected(Payload):
    kind = "obs_connected"
    scene: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObsLost(Payload):
    kind = "obs_lost"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedQuiet(Payload):
    """A feed that used to report went quiet. ``brings``: orders or readings; ``last``: when it was last heard.

    ``seconds``: how long it had been silent when that was seen; ``every_s``: how often it used to come.
    """

    kind = "feed_quiet"
    source: str
    brings: str
    last: datetime
    seconds: float
    every_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBack(Payload):
    """A feed that went quiet is heard again, after ``seconds`` of silence since ``last``."""

    kind = "feed_back"
    source: str
    brings: str
    last: datetime
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CueProblem:
    """One cue that did not happen: which, the reason's code, and OBS's own words."""

    cue: Cue
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueDone(Payload):
    """Outcome of the cues fired by event ``cause``. state: done, failed, not_connected, timed_out, superseded."""

    kind = "cue_done"
    cause: int
    entry_id: EntryId | None
    state: str
    ms: float | None = None
    problems: tuple[CueProblem, ...] = ()
    reason: str | None = None  # why OBS was away


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Payload):
    kind = "undone"
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone(Payload):
    kind = "redone"
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTakenBack(Payload):
    """What an import brought counts no more. ``lines`` and ``readings``: how many it had a say in."""

    kind = "import_taken_back"
    number: int
    file: str
    lines: int = 0
    readings: int = 0


def _all_kinds() -> dict[str, type[Payload]]:
    # a slotted dataclass is made anew; the class it was made from is a subclass too
    return {cls.kind: cls for cls in Payload.__subclasses__() if "__slots__" in vars(cls)}


KINDS: Mapping[str, type[Payload]] = _all_kinds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A durable fact: its place in the show's journal from 1, when (aware, UTC), who, what."""

    seq: int
    at: datetime
    actor: str
    payload: Payload
    key: str | None = None  # idempotency key of the call that caused it

    @property
    def kind(self) -> str:
        return self.payload.kind


class UnknownEvent(Exception):
    """The journal holds a kind this program does not know: it was written by a newer one."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def to_data(payload: Payload) -> dict[str, Any]:
    """JSON form of a payload, without its kind."""
    data: dict[str, Any] = encode(payload)
    return data


def from_data(kind: str, data: Mapping[str, Any]) -> Payload:
    """The payload that ``to_data`` wrote. Raises UnknownEvent for a kind from a newer program."""
    try:
        cls = KINDS[kind]
    except KeyError:
        raise UnknownEvent(kind) from None
    return decode(cls, data)
