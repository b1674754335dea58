"""What can be asked of a show. The rundown answers with the event it is, or refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.show.events import CueProblem
from console.show.plan import CueSheet, Entry, EntryId, ProductId, Role, ShowInfo
from console.show.shifts import Shift
from console.show.waves import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of everything that can be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateShow(Command):
    info: ShowInfo
    entries: tuple[Entry, ...] = ()
    cues: CueSheet = field(default_factory=CueSheet)
    role_cues: tuple[tuple[Role, CueSheet], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive(Command):
    """``red``: codes of checks known to be wrong; they refuse unless ``override`` gives a reason."""

    override: str | None = None
    red: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearse(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Next(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goto(Command):
    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Command):
    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore(Command):
    """Take a skip back."""

    entry_id: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseShow(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeShow(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class EndShow(Command):
    """Ends the live show; while rehearsing, ends the rehearsal and the show is planned again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(Command):
    """New entries before ``before``; None puts them last."""

    entries: tuple[Entry, ...]
    before: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Command):
    """Entries with new values; those whose value did not change are passed over."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Command):
    """Entries, in the order they stand, put before ``before``; None puts them last."""

    entry_ids: tuple[EntryId, ...]
    before: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Command):
    entry_ids: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan(Command):
    """The whole run order after a newer sheet was laid over it, and what that changed."""

    entries: tuple[Entry, ...]
    source: str = ""
    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EditInfo(Command):
    info: ShowInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCues(Command):
    cues: CueSheet
    role_cues: tuple[tuple[Role, CueSheet], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShifts(Command):
    """These shifts in place of those the show has."""

    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeHost(Command):
    """换播: ``host`` is in front of the camera from now on."""

    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    product_id: ProductId
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust(Command):
    product_id: ProductId
    delta: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDrawn(Command):
    """The warehouse moved pieces to this room; a fact, whatever the show has become since."""

    product_id: ProductId
    quantity: int
    cause: str
    wanted: int = 0
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(Command):
    """Let pieces of the room's allotment go, to the warehouse or to the room ``other``."""

    product_id: ProductId
    quantity: int
    cause: str
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBack(Command):
    product_id: ProductId
    quantity: int
    until: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelHold(Command):
    product_id: ProductId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWave(Command):
    """Put a wave of the plan on sale. ``by_itself``: its condition is met, ``seen`` is what was counted then."""

    product_id: ProductId
    wave: str  # its key
    by_itself: bool = False
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHeld(Command):
    """The condition of the hold that began at ``since`` is met; ``seen`` is what was counted then."""

    product_id: ProductId
    since: datetime
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Command):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMessage(Command):
    """The host has read the message that event ``of`` sent."""

    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackImport(Command):
    """Let nothing of import ``number`` count any more; ``lines`` and ``readings`` it had a say in."""

    number: int
    file: str
    lines: int = 0
    readings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TickAction(Command):
    """A platform action of the entry on air was done."""

    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskScene(Command):
    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCue(Command):
    """What became of the cues event ``cause`` fired."""

    cause: int
    entry_id: EntryId | None
    state: str
    ms: float | None = None
    problems: tuple[CueProblem, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScene(Command):
    """OBS shows a scene the console did not ask for."""

    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFeedQuiet(Command):
    """A feed has not been heard since ``last``; it used to come every ``every_s`` seconds."""

    source: str
    brings: str
    last: datetime
    every_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFeedBack(Command):
    """A feed that was recorded as quiet is heard again."""

    source: str
    brings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordObs(Command):
    """OBS came (``reason`` None) or went."""

    reason: str | None = None
    scene: str | None = None
