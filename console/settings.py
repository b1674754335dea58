"""What the user chose: a frozen value, loaded from and saved to one JSON file that is never half written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from console.files import WorkspaceUnusable, replace_file
from console.show.sales import Metric
from console.wording import LANGUAGES, say

QUICK_MESSAGES = 9  # keys 1-9
MOST_ALARMS, LONGEST_ALARM = 5, 120  # of those in minutes before an item is gone


class Theme(Enum):
    """Rooms are dim, so dark comes first."""

    DARK = "dark"
    LIGHT = "light"


class ReturnsRestock(Enum):
    """When a refund gives the goods back to sale."""

    BEFORE_SHIPPING = "before_shipping"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Passwords are not here (``console.secrets``). ``unknown`` keeps what a newer version wrote."""

    lang: str = "zh_CN"
    theme: Theme = Theme.DARK
    operator: str = ""
    obs_host: str = "127.0.0.1"
    obs_port: int = 4455
    obs_connect: bool = True
    low_stock: int = 10  # pieces left
    returns_restock: ReturnsRestock = ReturnsRestock.BEFORE_SHIPPING
    tail_minutes: int = 30  # orders so long after the end still belong to the show
    round_tail_minutes: int = 3  # orders so long after a round's end still belong to it, unless its item is on again
    stale_after_s: int = 180  # a figure nothing came for in this time is grey
    sources: Mapping[Metric, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # the feed that counts, by choice
    alarm_minutes: int = 3  # before a hard start
    sell_out_minutes: tuple[int, ...] = (10, 5, 2)  # before an item is gone, the longest first; () = no alarm
    late_action_s: int = 30  # a platform action not ticked so long after the take is late
    quick_messages: tuple[str, ...] = ("",) * QUICK_MESSAGES  # "" = the language's own
    api_port: int = 8765
    api_lan: bool = False
    allowed_hosts: tuple[str, ...] = ()  # Host names the local server answers to besides its own
    hook_keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # platform → its app key
    watch_folder: str = ""  # exports saved here are taken in while a show is open, "" = none
    bridge: str = ""  # the barrage bridge to listen to, "" = none
    bridge_url: str = ""  # "" = where this bridge listens by itself
    bridge_room: str = ""  # of several rooms one bridge reads, "" = the first heard
    inventory: str = ""  # where the stock that rooms share is, without its password; "" = this room is alone
    room_id: str = ""  # who this room is there, "" = an id the workspace keeps
    room_name: str = ""  # what the other rooms call it, "" = its id
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # action → key sequence
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def round_tail(self) -> timedelta:
        """``round_tail_minutes`` as a length."""
        return timedelta(minutes=self.round_tail_minutes)

    @property
    def stale_after(self) -> timedelta:
        """``stale_after_s`` as a length."""
        return timedelta(seconds=self.stale_after_s)

    def quick_message(self, number: int) -> str:
        """What key ``number`` (1-9) sends to the host."""
        return self.quick_messages[number - 1] or say(self.lang, f"quick.{number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsNotice:
    """Something about the file the user must be told: ``code`` and ``data`` for ``console.wording``."""

    code: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSettings:
    """The settings to use, and what was wrong with the file."""

    settings: Settings
    notices: tuple[SettingsNotice, ...] = ()


def over(current: Settings, opened: Settings, chosen: Settings) -> Settings:
    """``current`` with what was changed between ``opened`` and ``chosen`` alone: what else changed meanwhile stays.

    >>> over(Settings(operator="A"), Settings(), Settings(low_stock=3)) == Settings(operator="A", low_stock=3)
    True
    """
    changed: dict[str, Any] = {}
    for each in fields(Settings):
        before, after = getattr(opened, each.name), getattr(chosen, each.name)
        if before == after:
            continue
        if isinstance(after, Mapping):  # each key of it is a choice of its own
            stands = getattr(current, each.name)
            moved = {key for key in {*before, *after} if before.get(key) != after.get(key)}
            after = {key: value for key, value in stands.items() if key not in moved} | {
                key: value for key, value in after.items() if key in moved
            }
        changed[each.name] = after
    return replace(current, **changed)


def load_settings(path: Path) -> LoadedSettings:
    """Read ``path``; without a file the defaults. A file that is no JSON object is moved aside and told; a single value
    that cannot be is replaced by its default and told. Raises ``WorkspaceUnusable`` when the disk fails."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return LoadedSettings(settings=Settings())
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        raw = None
    if not isinstance(raw, dict):
        kept = _keep_aside(path)
        notice = SettingsNotice(code="settings.broken", data={"kept": str(kept)})
        return LoadedSettings(settings=Settings(), notices=(notice,))
    return _from_json(raw)


def save_settings(path: Path, settings: Settings) -> None:
    """Write ``path`` whole or not at all; raises ``WorkspaceUnusable``."""
    raw: dict[str, Any] = dict(settings.unknown)
    raw.update({name: _plain(getattr(settings, name)) for name in _READERS})
    replace_file(path, (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode())


def _from_json(raw: Mapping[str, Any]) -> LoadedSettings:
    chosen: dict[str, Any] = {}
    notices: list[SettingsNotice] = []
    for name, read in _READERS.items():
        if name not in raw:
            continue
        try:
            chosen[name] = read(raw[name])
        except (ValueError, TypeError):
            shown = json.dumps(_plain(_default(name)), ensure_ascii=False)
            value = json.dumps(raw[name], ensure_ascii=False)
            notices.append(
                SettingsNotice(code="settings.bad_value", data={"field": name, "value": value, "used": shown})
            )
    unknown = {name: value for name, value in raw.items() if name not in _READERS}
    return LoadedSettings(settings=Settings(**chosen, unknown=MappingProxyType(unknown)), notices=tuple(notices))


def _keep_aside(path: Path) -> Path:
    kept = path.with_name(f"{path.stem}.broken-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}")
    try:
        path.replace(kept)
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    return kept


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case tuple():
            return list(value)
        case Mapping():
            return {_plain(key): each for key, each in value.items()}
        case _:
            return value


def _default(name: str) -> Any:
    described = next(each for each in fields(Settings) if each.name == name)
    return described.default_factory() if described.default_factory is not MISSING else described.default


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError(value)
    return _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(value)
        return value

    return read


def sell_out_minutes(minutes: Iterable[int]) -> tuple[int, ...]:
    """Alarms as they are kept: each once, the longest first. Raises ValueError.

    >>> sell_out_minutes([2, 10, 5, 5])
    (10, 5, 2)
    """
    found = tuple(sorted(set(minutes), reverse=True))
    if len(found) > MOST_ALARMS or not all(1 <= each <= LONGEST_ALARM for each in found):
        raise ValueError(minutes)
    return found


def _minutes(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or any(not isinstance(each, int) or isinstance(each, bool) for each in value):
        raise TypeError(value)
    return sell_out_minutes(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(each) for each in value)


def _nine_texts(value: Any) -> tuple[str, ...]:
    texts = _texts(value)
    if len(texts) > QUICK_MESSAGES:
        raise ValueError(value)
    return texts + ("",) * (QUICK_MESSAGES - len(texts))


def _text_map(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return MappingProxyType({key: _text(each) for key, each in value.items()})


def _sources(value: Any) -> Mapping[Metric, str]:
    """By metric; one without a name is a choice taken back."""
    chosen = {Metric(name): source.strip() for name, source in _text_map(value).items()}
    return MappingProxyType({metric: source for metric, source in chosen.items() if source})


_READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "lang": _language,
        "theme": Theme,
        "operator": _text,
        "obs_host": _text,
        "obs_port": _number(1, 65535),
        "obs_connect": _flag,
        "low_stock": _number(0, 1_000_000),
        "returns_restock": ReturnsRestock,
        "tail_minutes": _number(0, 24 * 60),
        "round_tail_minutes": _number(0, 60),
        "stale_after_s": _number(10, 24 * 60 * 60),
        "sources": _sources,
        "alarm_minutes": _number(0, 24 * 60),
        "sell_out_minutes": _minutes,
        "late_action_s": _number(5, 600),
        "quick_messages": _nine_texts,
        "api_port": _number(0, 65535),
        "api_lan": _flag,
        "allowed_hosts": _texts,
        "hook_keys": _text_map,
        "watch_folder": _text,
        "bridge": _text,
        "bridge_url": _text,
        "bridge_room": _text,
        "inventory": _text,
        "room_id": _text,
        "room_name": _text,
        "keys": _text_map,
    }
)
