"""Cues while they are being edited: the three levels as drafted, what they come to, and what OBS does not have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from console.obs.cues import template_problems
from console.obs.status import ObsStatus
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet, EntryId, Plan, Role, effective_cues, with_entries


class Moment(Enum):
    """When cues fire."""

    TAKE = "take"
    LEAVE = "leave"


Level = Role | EntryId | None  # a role, an entry, or None for the whole show


@dataclass(slots=True)
class Draft:
    """Sheets of every level, started from a plan. Nothing is asked before ``commands``."""

    plan: Plan
    show: CueSheet = field(init=False)
    roles: dict[Role, CueSheet] = field(init=False)
    entries: dict[EntryId, CueSheet] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.show = self.plan.cues
        self.roles = dict(self.plan.role_cues)

    def sheet(self, level: Level) -> CueSheet:
        match level:
            case None:
                return self.show
            case Role():
                return self.roles.get(level, CueSheet())
            case _:
                drafted = self.entries.get(level)
                return self.plan.entries[level].cues if drafted is None else drafted

    def cues(self, level: Level, moment: Moment) -> tuple[Cue, ...]:
        sheet = self.sheet(level)
        return sheet.on_take if moment is Moment.TAKE else sheet.on_leave

    def put(self, level: Level, moment: Moment, cues: tuple[Cue, ...]) -> None:
        """These are the level's cues from now on."""
        sheet = self.sheet(level)
        sheet = replace(sheet, on_take=cues) if moment is Moment.TAKE else replace(sheet, on_leave=cues)
        match level:
            case None:
                self.show = sheet
            case Role():
                self.roles[level] = sheet
            case _:
                self.entries[level] = sheet

    def planned(self) -> Plan:
        """The plan as it would be."""
        changed = [replace(self.plan.entries[key], cues=sheet) for key, sheet in self.entries.items()]
        return replace(with_entries(self.plan, changed), cues=self.show, role_cues=self._role_cues())

    def effective(self, entry_id: EntryId) -> CueSheet:
        """What an entry's levels come to."""
        plan = self.planned()
        return effective_cues(plan, plan.entries[entry_id])

    def origin(self, entry_id: EntryId, moment: Moment, cue: Cue) -> Level:
        """The narrowest level that asks for this cue of an entry; its own scene is the entry's."""
        entry = self.plan.entries[entry_id]
        if cue in self.cues(entry_id, moment) or (cue.kind is CueKind.SCENE and cue.target == entry.scene):
            return entry_id
        return entry.role if cue in self.cues(entry.role, moment) else None

    def commands(self) -> tuple[cmd.Command, ...]:
        """What has to be asked to make the draft true."""
        found: list[cmd.Command] = []
        if self.show != self.plan.cues or self._role_cues() != _roles(dict(self.plan.role_cues)):
            found.append(cmd.EditCues(cues=self.show, role_cues=self._role_cues()))
        before = self.plan.entries
        edited = tuple(replace(before[key], cues=sheet) for key, sheet in self.entries.items() if key in before)
        edited = tuple(entry for entry in edited if entry != before[entry.entry_id])
        if edited:
            found.append(cmd.Edit(entries=edited))
        return tuple(found)

    def rebase(self, plan: Plan) -> None:
        """Somebody changed the plan: what was drafted stays, the rest follows."""
        mine = (self.show, dict(self.roles), self._edited())
        changed_show = self.show != self.plan.cues
        changed_roles = {role for role in Role if self.sheet(role) != dict(self.plan.role_cues).get(role, CueSheet())}
        self.plan = plan
        self.show = mine[0] if changed_show else plan.cues
        self.roles = {**dict(plan.role_cues), **{role: mine[1].get(role, CueSheet()) for role in changed_roles}}
        self.entries = {key: sheet for key, sheet in mine[2].items() if key in plan.entries}

    def _edited(self) -> dict[EntryId, CueSheet]:
        return {key: sheet for key, sheet in self.entries.items() if self.plan.entries[key].cues != sheet}

    def _role_cues(self) -> tuple[tuple[Role, CueSheet], ...]:
        return _roles(self.roles)


def _roles(sheets: dict[Role, CueSheet]) -> tuple[tuple[Role, CueSheet], ...]:
    return tuple((role, sheets[role]) for role in Role if role in sheets and sheets[role] != CueSheet())


class Doubt(Enum):
    """Why a cue will not do what it says, as far as is known while it is written."""

    NO_TARGET = "no_target"
    UNKNOWN_SCENE = "unknown_scene"
    UNKNOWN_INPUT = "unknown_input"
    NOT_TEXT = "not_text"
    BAD_TEMPLATE = "bad_template"


def doubt(cue: Cue, status: ObsStatus) -> Doubt | None:
    """Names are only doubted while OBS is connected: what is not there now may be there tonight."""
    if not cue.target.strip() and cue.kind is not CueKind.CHAPTER:
        return Doubt.NO_TARGET
    if cue.kind in (CueKind.TEXT, CueKind.CHAPTER) and template_problems(cue.value):
        return Doubt.BAD_TEMPLATE
    if not status.connected or cue.off:
        return None
    if cue.kind is CueKind.SCENE:
        return None if cue.target in status.scenes else Doubt.UNKNOWN_SCENE
    if cue.kind in (CueKind.SHOW, CueKind.HIDE):
        if cue.scene and cue.scene not in status.scenes:
            return Doubt.UNKNOWN_SCENE
        return None  # groups and scenes are sources too, and OBS lists them with no input
    kinds = {one.name: one.kind for one in status.inputs}
    if cue.kind in (CueKind.TEXT, CueKind.MEDIA_RESTART) and kinds:
        if cue.target not in kinds:
            return Doubt.UNKNOWN_INPUT
        if cue.kind is CueKind.TEXT and "text" not in kinds[cue.target]:
            return Doubt.NOT_TEXT
    return None
