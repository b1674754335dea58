"""What must be true before going live. Red is what is known to be wrong; what nobody entered is amber and lets pass.

Each line is looked at by the module of its kind: ``checklist_venue`` (OBS), ``checklist_goods`` (stock, prices,
papers, scripts), ``checklist_room`` (people, feeds, disk, clock). ``console.readiness`` gathers what they look at.
A doubt is worth a question before going live, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console import checklist_goods as goods
from console import checklist_room as room
from console import checklist_venue as venue
from console.checks import Around, Check, Colour, Topic, check
from console.show import timing
from console.show.state import State

PIN_TOMORROW, PIN_TONIGHT = "pin_tomorrow", "pin_tonight"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may not be meant. ``code`` has a sentence ``check.<code>``, which ``name`` and ``clock`` fill."""

    code: str
    name: str
    clock: str


def look(state: State, around: Around) -> tuple[Check, ...]:
    """Every line of the checklist, in the order of ``Topic``."""
    return (
        check(Topic.SCENES, venue.scenes(state, around)),
        check(Topic.INPUTS, venue.inputs(state, around)),
        check(Topic.STOCK, goods.stock(state)),
        check(Topic.PRICES, goods.prices(state, around)),
        check(Topic.PAPERS, goods.papers(state, around)),
        check(Topic.SCRIPTS, goods.scripts(state)),
        check(Topic.PEOPLE, room.people(around)),
        check(Topic.FEEDS, room.feeds(around)),
        check(Topic.DISK, room.disk(around)),
        check(Topic.CLOCK, room.clock(around)),
    )


def red(checks: Iterable[Check]) -> tuple[str, ...]:
    """What is wrong, as the API and the journal tell it: ``scene_missing:NAME``, ``certificate_expired:NAME``…"""
    return tuple(each.check for line in checks for each in line.findings if each.colour is Colour.RED)


def doubts(state: State, start: datetime) -> tuple[Doubt, ...]:
    """Hard starts whose clock time is over when the show begins at ``start``: they would be the next day's."""
    here = timing.zone(state.info.time_zone)
    today = start.astimezone(here).date()
    found = []
    for entry_id, at in timing.just_missed(state, start).items():
        local = at.astimezone(here)
        code = PIN_TONIGHT if local.date() == today else PIN_TOMORROW
        found.append(Doubt(code, state.plan.entries[entry_id].name, f"{local:%H:%M}"))
    return tuple(found)
