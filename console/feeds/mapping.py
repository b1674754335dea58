"""A user's own reading of a table nobody knows: which column is what, in which unit, and what stands in no column."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from console.feeds.grid import column_letter
from console.feeds.guesses import METRICS, ORDER_FIELDS, READING_FIELDS
from console.feeds.kinds import REMEMBERED_KINDS, Kind
from console.feeds.table import header_key

VERSION = 1
LONGEST_TEXT = 200


class Target(Enum):
    """What a table's rows become."""

    ORDERS = "orders"
    READINGS = "readings"
    KNOWN = "known"  # whatever a kind the program knows makes of them, though its header does not say so


class Unit(Enum):
    """In which unit a column counts; the plain one is not said."""

    PLAIN = ""
    FEN = "fen"  # money in hundredths
    TEN_THOUSANDS = "ten_thousands"
    MINUTES = "minutes"
    HOURS = "hours"


FACTORS = {
    Unit.FEN: Decimal("0.01"),
    Unit.TEN_THOUSANDS: Decimal(10_000),
    Unit.MINUTES: Decimal(60),
    Unit.HOURS: Decimal(3600),
}
MONEY = frozenset({"amount", "refunded"})
LENGTHS = frozenset({"watch_seconds"})
_PLAIN_ONLY = frozenset({"line_id", "order_id", "product_id", "placed", "paid", "status", "after_sales", "at"})


class MappingInvalid(Exception):
    """A mapping that cannot be used. ``code``: ``name source field unit needed column_twice broken``."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Where a field comes from: the column of that name, or one same text for every row."""

    header: str = ""
    constant: str = ""
    unit: Unit = Unit.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How a table is read. Keys of ``fields`` are those of ORDER_FIELDS or READING_FIELDS.

    ``headers`` are the names of the table it was made for: a table of the same names is read by it without asking.
    ``headerless``: the table's first row is data already, its columns go by their letters (``[A]``). With the target
    KNOWN it has a ``kind`` and no fields.
    """

    name: str
    target: Target
    source: str
    fields: Dictionary[str, Mapped]
    cumulative: bool = True
    headers: tuple[str, ...] = ()
    headerless: bool = False
    kind: Kind | None = None

    @property
    def fingerprint(self) -> str:
        return fingerprint(column_names(self.headers))

    def checked(self) -> Mapping:
        """Itself. Raises MappingInvalid."""
        if not re.fullmatch(r"[^\\/:*?\"<>|\x00-\x1f.][^\\/:*?\"<>|\x00-\x1f]{0,79}", self.name):
            raise MappingInvalid("name", name=self.name)
        if not re.fullmatch(r"[0-9A-Za-z_.:\u4e00-\u9fff-]{1,60}", self.source):
            raise MappingInvalid("source", source=self.source)
        if self.target is Target.KNOWN:
            if self.kind not in REMEMBERED_KINDS or self.fields or self.headerless:
                raise MappingInvalid("field", field="kind")
            return self
        if self.kind is not None:
            raise MappingInvalid("field", field="kind")
        self._check_fields()
        return self

    def _check_fields(self) -> None:
        known = ORDER_FIELDS if self.target is Target.ORDERS else READING_FIELDS
        used: set[str] = set()
        for key, mapped in self.fields.items():
            if key not in known or bool(mapped.header) == bool(mapped.constant):
                raise MappingInvalid("field", field=key)
            if mapped.unit not in units_for(key):
                raise MappingInvalid("unit", field=key, unit=mapped.unit.value)
            if max(len(mapped.header), len(mapped.constant)) > LONGEST_TEXT:
                raise MappingInvalid("field", field=key)
            if mapped.header:
                column = header_key(mapped.header)
                if column in used:
                    raise MappingInvalid("column_twice", column=mapped.header)
                used.add(column)
        if not used:
            raise MappingInvalid("needed", fields="header")
        if self.target is Target.ORDERS:
            lacking = [key for key in ("line_id", "amount") if key not in self.fields]
            if not {"placed", "paid"} & set(self.fields):
                lacking.append("paid")
        else:
            lacking = [] if set(self.fields) & set(METRICS) else ["metric"]
        if lacking:
            raise MappingInvalid("needed", fields="、".join(lacking))


def units_for(key: str) -> tuple[Unit, ...]:
    """The units a field may be given in, the plain one first."""
    if key in _PLAIN_ONLY:
        return (Unit.PLAIN,)
    if key in MONEY:
        return (Unit.PLAIN, Unit.FEN, Unit.TEN_THOUSANDS)
    if key in LENGTHS:
        return (Unit.PLAIN, Unit.MINUTES, Unit.HOURS)
    return (Unit.PLAIN, Unit.TEN_THOUSANDS)


_LETTERED = re.compile(r"\[[A-Z]+\]")


def column_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, each one of its own: a blank one goes by its letter, a second of a name by a number.

    >>> column_names(["金额", "", "金额", "状态"])
    ('金额', '[B]', '金额 (2)', '状态')
    """
    found: list[str] = []
    seen: set[str] = set()
    for column, name in enumerate(names):
        base = own = " ".join(name.split()) if header_key(name) else f"[{column_letter(column)}]"
        count = 1
        while header_key(own) in seen:
            count += 1
            own = f"{base} ({count})"
        seen.add(header_key(own))
        found.append(own)
    return tuple(found)


def lettered(width: int) -> tuple[str, ...]:
    """The names of the columns of a table that has none."""
    return column_names([""] * width)


def fingerprint(headers: Iterable[str]) -> str:
    """What tells a table by its names, in whatever order they stand.

    >>> fingerprint(["商品 ID", "点击"]) == fingerprint(["点击", "商品ID", ""])
    True
    """
    names = sorted({header_key(header) for header in headers if header_key(header) and not _LETTERED.fullmatch(header)})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def dumps(mapping: Mapping) -> bytes:
    """A mapping as the JSON it is kept in."""
    fields = {
        key: {name: value for name, value in _plain(mapped).items() if value} for key, mapped in mapping.fields.items()
    }
    data: dict[str, Any] = {
        "version": VERSION,
        "name": mapping.name,
        "target": mapping.target.value,
        "source": mapping.source,
        "cumulative": mapping.cumulative,
        "fields": fields,
        "headers": [name for name in mapping.headers if len(name) <= LONGEST_TEXT],
    }
    if mapping.headerless:
        data["headerless"] = True
    if mapping.kind is not None:
        data["kind"] = mapping.kind.value
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _plain(mapped: Mapped) -> dict[str, str]:
    return {"header": mapped.header, "constant": mapped.constant, "unit": mapped.unit.value}


def loads(data: bytes) -> Mapping:
    """A mapping from its JSON. Raises MappingInvalid."""
    try:
        held: Any = json.loads(data)
        if held["version"] != VERSION or not isinstance(held["cumulative"], bool):
            raise MappingInvalid("broken", reason=str(held["version"]))
        fields = {
            str(key): Mapped(
                header=_text(each.get("header", "")),
                constant=_text(each.get("constant", "")),
                unit=Unit(each.get("unit", "")),
            )
            for key, each in held["fields"].items()
        }
        mapping = Mapping(
            name=_text(held["name"]),
            target=Target(held["target"]),
            source=_text(held["source"]),
            cumulative=held["cumulative"],
            fields=fields,
            headers=tuple(_text(name) for name in held["headers"]),
            headerless=_yes(held.get("headerless", False)),
            kind=None if held.get("kind") is None else Kind(held["kind"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MappingInvalid("broken", reason=type(error).__name__) from error
    return mapping.checked()


def _text(held: object) -> str:
    if not isinstance(held, str) or len(held) > LONGEST_TEXT:
        raise ValueError(held)
    return held


def _yes(held: object) -> bool:
    if not isinstance(held, bool):
        raise ValueError(held)
    return held
