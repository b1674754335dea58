"""Values of the show to plain JSON and back, driven by their type hints.

Money stays int, lengths become seconds, times ISO-8601 text, enums their value. Fields that stand at their
default are left out, so an entry in the journal costs what was written in it and an older record still
reads when a field is added.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """JSON-ready form of a value. Raises TypeError for a type the show does not use."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, tuple | list | frozenset):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {encode(key): encode(item) for key, item in value.items()}
    if is_dataclass(value):
        return {
            name: encode(getattr(value, name))
            for name, default in _defaults(value.__class__)
            if default is MISSING or getattr(value, name) != default
        }
    raise TypeError(f"no JSON form for {type(value).__name__}")


def decode(kind: type[T], data: Any) -> T:
    """The value of type ``kind`` that ``data`` is the JSON form of. Unknown fields of a record are passed over."""
    return typing.cast(T, _decode(kind, data))


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin = get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = [arm for arm in get_args(kind) if arm is not type(None)]
        return None if data is None else _decode(inner[0], data)
    if origin in (tuple, frozenset):
        arms = get_args(kind)
        if origin is tuple and len(arms) == 2 and arms[1] is not Ellipsis:
            return (_decode(arms[0], data[0]), _decode(arms[1], data[1]))
        return origin(_decode(arms[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        key, item = get_args(kind)
        return {_decode(key, name): _decode(item, inside) for name, inside in data.items()}
    if kind is timedelta:
        return timedelta(seconds=data)
    if kind in (datetime, date, time):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        return typing.cast(type, kind)(
            **{name: _decode(hint, data[name]) for name, hint in hints.items() if name in data}
        )
    return data
