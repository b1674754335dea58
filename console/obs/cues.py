"""What an entry asks of OBS, as obs-websocket requests: templates filled in, scene first. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from console.show.plan import Cue, CueKind

SceneItems = Callable[[str, str], int | None]
"""(scene, source) -> the item's number where it is known; OBS shows and hides by number, not by name."""

PLACEHOLDERS = ("name", "link_no", "live_price", "list_price", "stock")
_NEVER_MEDIA = ("text_", "color_source", "image_source", "browser_source", "monitor_capture", "window_capture")
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_BREAK = re.compile(rf"({_BRACKETS.pattern}|\s*[·|｜，、；;。\n]\s*|\s*,\s|\s{{2,}}|\u3000+)")


class ProblemCode(StrEnum):
    """Why one cue was not done. The values are the last part of the ``obs.cue.*`` sentences."""

    MISSING_SCENE = "missing_scene"
    NOT_A_SCENE = "not_a_scene"
    MISSING_INPUT = "missing_input"
    MISSING_SOURCE = "missing_source"
    NOT_TEXT = "not_text"
    NOT_MEDIA = "not_media"
    BAD_TEMPLATE = "bad_template"
    NO_TARGET = "no_target"
    NO_CHAPTERS = "no_chapters"
    NOT_RECORDING = "not_recording"
    NOT_READY = "not_ready"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    NO_ANSWER = "no_answer"
    CONNECTION_LOST = "connection_lost"

    @property
    def harmless(self) -> bool:
        """The cue was left out on purpose; the entry's cues still count as done."""
        return self in (ProblemCode.NO_CHAPTERS, ProblemCode.NOT_RECORDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueProblem:
    """One cue that was not done. ``detail``: the unknown placeholder, or OBS's own code and comment."""

    cue: Cue
    code: ProblemCode
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What templates may speak of. Money in cents; "" and None are values the entry has not."""

    name: str = ""
    link_no: str = ""
    live_price: int | None = None
    list_price: int | None = None
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled template; the placeholders (or stray braces) nobody knows, which stay in the text as written; and those
    this entry has no value for, which are left out with the words around them."""

    text: str
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One obs-websocket request. ``resolves``: it only asks for the number of this (scene, source)."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    cue: Cue | None = None
    resolves: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is known of the connected OBS. ``inputs``: name -> kind, empty when it was not read yet."""

    program_scene: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    chapters: bool = False
    recording: bool = False


@dataclass(frozen=True, slots=True)
class Requests:
    """What to send, in order, and the cues that are not worth sending, with the reason."""

    send: tuple[Request, ...] = ()
    problems: tuple[CueProblem, ...] = ()


def money(cents: int | None) -> str:
    """5990 -> ``59.9``, 12900 -> ``129``: as a price is written on a live screen, without a currency sign."""
    if cents is None:
        return ""
    yuan, rest = divmod(abs(cents), 100)
    text = str(yuan) if rest == 0 else f"{yuan}.{rest:02d}".rstrip("0")
    return f"-{text}" if cents < 0 else text


def render(template: str, facts: Facts) -> Rendered:
    """Fill ``{name} {link_no} {live_price} {list_price} {stock}``; ``{{`` and ``}}`` are plain braces.

    A value this entry has not takes the words around it along: of the part of the template it stands in (between line
    breaks, two spaces, brackets and the marks of ``_BREAK``) only the name stays, where it asks for the name. A text
    of which nothing stays is empty, which clears the source: the last item's price is worse than none.
    """
    values = {
        "name": facts.name,
        "link_no": facts.link_no.strip(),
        "live_price": money(facts.live_price),
        "list_price": money(facts.list_price),
        "stock": "" if facts.stock is None else str(facts.stock),
    }
    asked = _asked(template)
    missing = tuple(name for name in PLACEHOLDERS if name in asked and not values[name])
    unknown = tuple(match.group(0) for match in _PART.finditer(template) if _is_unknown(match))
    if not missing or unknown:
        return Rendered(_filled(template, values), unknown, missing)
    return Rendered(_without(template, values, missing), (), missing)


def asks_for(template: str, name: str) -> bool:
    """Whether a template has the placeholder ``name`` in it."""
    return name in _asked(template)


def _asked(template: str) -> set[str]:
    return {match.group(1).strip() for match in _PART.finditer(template) if match.group(1) is not None}


def _is_unknown(match: re.Match[str]) -> bool:
    name = match.group(1)
    return match.group(0) not in ("{{", "}}") and (name is None or name.strip() not in PLACEHOLDERS)


def _filled(template: str, values: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        whole, name = match.group(0), match.group(1)
        if whole in ("{{", "}}"):
            return whole[0]
        return whole if _is_unknown(match) else values[name.strip()]

    return _PART.sub(fill, template)


def _without(template: str, values: Mapping[str, str], missing: Sequence[str]) -> str:
    """The parts that can be filled, each behind the break it stands behind; the first behind none."""
    text = between = ""
    for piece in _BREAK.split(template):
        if _BREAK.fullmatch(piece) and not _BRACKETS.fullmatch(piece):
            between = piece if "\n" not in between else between
            continue
        asked = _asked(piece)
        if not piece.strip():
            between += piece
        elif not asked & set(missing):
            text += (between if text else "") + _filled(piece, values)
            between = ""
        elif "name" in asked and "name" not in missing:
            text += (between if text else "") + values["name"]
            between = ""
    return text.strip()


def template_problems(template: str) -> tuple[str, ...]:
    """The placeholders of a template nobody can fill, for the moment it is being written."""
    return render(template, Facts()).unknown


def cues_for_take(leaving: Sequence[Cue], left_scene: str, taking: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues of one take: those of the entry that is left, then those of the entry taken.

    A leaving show/hide without a scene means the scene being left, so it is pinned to ``left_scene`` before the
    program switches. Where both decide the same thing, the entry taken wins.
    """
    decided = {cue.slot for cue in taking}
    pinned = [pin(cue, left_scene) for cue in leaving]
    return (*(cue for cue in pinned if cue.slot not in decided), *taking)


def pin(cue: Cue, scene: str) -> Cue:
    """A show/hide cue without a scene, told which scene it speaks of."""
    if cue.kind in (CueKind.SHOW, CueKind.HIDE) and not cue.scene:
        return replace(cue, scene=scene)
    return cue


def scene_of(cues: Sequence[Cue]) -> str | None:
    """The program scene these cues switch to, if they do."""
    return next((cue.target for cue in cues if cue.kind is CueKind.SCENE and cue.target), None)


def pinned(cues: Sequence[Cue], program_scene: str) -> tuple[Cue, ...]:
    """Every show/hide told its scene: its own, else the one these cues switch to, else the one on air."""
    scene = scene_of(cues) or program_scene
    return tuple(pin(cue, scene) for cue in cues)


def requests_for(cues: Sequence[Cue], facts: Facts, scene_items: SceneItems, room: Room | None = None) -> Requests:
    """The requests of one batch: the scene first, then the rest in the order written."""
    room = room or Room()
    send: list[Request] = []
    problems: list[CueProblem] = []
    for cue in sorted(pinned(cues, room.program_scene), key=lambda cue: cue.kind is not CueKind.SCENE):
        found = _request(cue, facts, scene_items, room)
        if isinstance(found, Request):
            send.append(found)
        else:
            problems.append(found)
    return Requests(tuple(send), tuple(problems))


def _request(cue: Cue, facts: Facts, scene_items: SceneItems, room: Room) -> Request | CueProblem:
    if not cue.target and cue.kind is not CueKind.CHAPTER:
        return CueProblem(cue=cue, code=ProblemCode.NO_TARGET)
    match cue.kind:
        case CueKind.SCENE:
            return Request(kind="SetCurrentProgramScene", data={"sceneName": cue.target}, cue=cue)
        case CueKind.TEXT:
            return _text(cue, facts, room)
        case CueKind.SHOW | CueKind.HIDE:
            return _visible(cue, scene_items)
        case CueKind.MEDIA_RESTART:
            kind = room.inputs.get(cue.target, "")
            if kind.startswith(_NEVER_MEDIA):  # OBS says "done" to these
                return CueProblem(cue=cue, code=ProblemCode.NOT_MEDIA, detail=kind)
            action = {"inputName": cue.target, "mediaAction": "OBS_WEBSOCKET_MEDIA_INPUT_ACTION_RESTART"}
            return Request(kind="TriggerMediaInputAction", data=action, cue=cue)
        case CueKind.CHAPTER:
            return _chapter(cue, facts, room)


def _text(cue: Cue, facts: Facts, room: Room) -> Request | CueProblem:
    rendered = render(cue.value, facts)
    if rendered.unknown:  # a raw placeholder on air is worse than the old text
        return CueProblem(cue=cue, code=ProblemCode.BAD_TEMPLATE, detail=" ".join(rendered.unknown))
    kind = room.inputs.get(cue.target)
    if kind is not None and "text" not in kind:  # OBS takes the setting without a word and shows nothing
        return CueProblem(cue=cue, code=ProblemCode.NOT_TEXT, detail=kind)
    return text_request(cue.target, rendered.text, cue)


def text_request(input_name: str, text: str, cue: Cue | None = None) -> Request:
    """Set the words of a text input; every text kind of OBS keeps them under ``text``."""
    data = {"inputName": input_name, "inputSettings": {"text": text}, "overlay": True}
    return Request(kind="SetInputSettings", data=data, cue=cue)


def _visible(cue: Cue, scene_items: SceneItems) -> Request:
    where = {"sceneName": cue.scene}
    number = scene_items(cue.scene, cue.target)
    if number is None:
        ask = {**where, "sourceName": cue.target}
        return Request(kind="GetSceneItemId", data=ask, cue=cue, resolves=(cue.scene, cue.target))
    data = {**where, "sceneItemId": number, "sceneItemEnabled": cue.kind is CueKind.SHOW}
    return Request(kind="SetSceneItemEnabled", data=data, cue=cue)


def _chapter(cue: Cue, facts: Facts, room: Room) -> Request | CueProblem:
    if not room.chapters:
        return CueProblem(cue=cue, code=ProblemCode.NO_CHAPTERS)
    if not room.recording:
        return CueProblem(cue=cue, code=ProblemCode.NOT_RECORDING)
    rendered = render(cue.value or "{name}", facts)
    if rendered.unknown:
        return CueProblem(cue=cue, code=ProblemCode.BAD_TEMPLATE, detail=" ".join(rendered.unknown))
    return Request(kind="CreateRecordChapter", data={"chapterName": rendered.text or facts.name}, cue=cue)


_MISSING = {
    CueKind.SCENE: ProblemCode.MISSING_SCENE,
    CueKind.TEXT: ProblemCode.MISSING_INPUT,
    CueKind.MEDIA_RESTART: ProblemCode.MISSING_INPUT,
    CueKind.SHOW: ProblemCode.MISSING_SOURCE,
    CueKind.HIDE: ProblemCode.MISSING_SOURCE,
}


def problem_of(cue: Cue, status: int, comment: str) -> CueProblem:
    """What an obs-websocket status says about a cue (RequestStatus in protocol.md of obs-websocket 5)."""
    detail = f"{status} {comment}".strip()
    if status == 600 and cue.kind in _MISSING:
        return CueProblem(cue=cue, code=_MISSING[cue.kind], detail=detail)
    codes = {207: ProblemCode.NOT_READY}
    if cue.kind is CueKind.SCENE:
        codes |= {602: ProblemCode.NOT_A_SCENE}
    if cue.kind is CueKind.MEDIA_RESTART:
        codes |= {602: ProblemCode.NOT_MEDIA, 604: ProblemCode.NOT_MEDIA}
    if cue.kind is CueKind.CHAPTER:
        codes |= {501: ProblemCode.NOT_RECORDING}
    return CueProblem(cue=cue, code=codes.get(status, ProblemCode.REFUSED), detail=detail)
