"""What a pre-show check is: its topic, what was found, and how bad that is. Values of ``console.checklist``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Protocol

from console.show.plan import EntryId
from inventory.catalogue import Product


class Topic(Enum):
    """What is looked at before a show goes live, in the order it is told."""

    SCENES = "scenes"
    INPUTS = "inputs"
    STOCK = "stock"
    PRICES = "prices"
    PAPERS = "papers"
    SCRIPTS = "scripts"
    PEOPLE = "people"
    FEEDS = "feeds"
    DISK = "disk"
    CLOCK = "clock"


class Colour(Enum):
    """Worst first: known to be wrong; not entered, or not known; in order."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` has a sentence ``check.<code>``, which ``names`` fill as ``what``, and ``check_do.<code>`` what to do.

    ``entry_id``: the first entry it is about.
    """

    code: str
    colour: Colour
    names: tuple[str, ...] = ()
    entry_id: EntryId | None = None

    @property
    def what(self) -> str:
        return "、".join(self.names)

    @property
    def check(self) -> str:
        """As the API and the journal tell it: ``code`` or ``code:what``."""
        return f"{self.code}:{self.what}" if self.names else self.code


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: the worst of what was found, nothing is green."""

    topic: Topic
    findings: tuple[Finding, ...] = ()

    @property
    def colour(self) -> Colour:
        return self.findings[0].colour if self.findings else Colour.GREEN


def check(topic: Topic, findings: Iterable[Finding]) -> Check:
    """The line of a topic, its worst finding first."""
    order = list(Colour)
    return Check(topic, tuple(sorted(findings, key=lambda each: order.index(each.colour))))


class ObsInput(Protocol):
    """An input of OBS."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...


class Obs(Protocol):
    """What OBS has, as it said last."""

    @property
    def connected(self) -> bool: ...

    @property
    def scenes(self) -> tuple[str, ...]: ...

    @property
    def inputs(self) -> tuple[ObsInput, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the computer says: None is not known. ``synchronised``: whether its clock follows a time server.

    ``journal_ahead_s``: by how much the last event on record is later than now; ``folder_ahead_s``: by how much the
    clock of the workspace's disk is ahead of this one, below 0 behind. ``folder_gone``: the watched folder, when it is
    no more.
    """

    free_bytes: int | None = None
    synchronised: bool | None = None
    journal_ahead_s: float | None = None
    folder_ahead_s: float | None = None
    folder_gone: str = ""
    looked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways in that are set up, and those that are dead: ``down`` names them, ``quiet`` used to report."""

    set_up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of the room besides the show.

    ``obs`` None: this program has no OBS to speak of. ``obs_left_out``: a practice show that is whole without OBS.
    ``products``: the catalogue by any id, once it was read. ``people``: what there is to say of them; None: nobody can.
    """

    at: datetime
    obs: Obs | None = None
    obs_left_out: bool = False
    products: Mapping[str, Product] = field(default_factory=lambda: MappingProxyType({}))
    products_read: bool = True
    people: tuple[Finding, ...] | None = None
    machine: Machine = Machine()
    ways: Ways = Ways()
