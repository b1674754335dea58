"""What reading an export comes to, and what a reader is told of the show it is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from console.feeds.grid import CellProblem, Grid, Row, SheetRefused, Told, rows_said
from console.feeds.kinds import Kind
from console.feeds.table import Table, Vocabulary, find_header, find_table, header_key
from console.feeds.times import ShowWindow
from console.feeds.values import shown
from console.show.sales import OrderLine, Reading

MOST_ROWS = 300_000
MOST_NAMED = 12


class ExportRefused(Exception):
    """An export with bad cells: all of them, from the top down. Nothing of it is to be kept."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRead:
    """What an export holds. ``rows``: how many rows of data the file had, skipped ones too."""

    kind: Kind
    lines: tuple[OrderLine, ...] = ()
    readings: tuple[Reading, ...] = ()
    told: tuple[Told, ...] = ()
    rows: int = 0
    mapping: str = ""  # the name of the mapping that read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a file does not say: the room's zone, when the show ran, when the file was written."""

    zone: tzinfo
    window: ShowWindow = field(default_factory=ShowWindow)
    written: datetime

    @property
    def moment(self) -> datetime:
        """When figures without a time of their own were true: as the file was written, at latest the show's end."""
        end = self.window.end
        return self.written if end is None else min(self.written, end) if not self.too_early else end

    @property
    def too_early(self) -> bool:
        """The file is older than the show: its date was lost on the way, or it is about another."""
        return self.window.start is not None and self.written < self.window.start


class Notes:
    """Gathers what is to be told of a file: rows by what befell them, values by how often they came."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._values: dict[str, Counter[str]] = {}
        self._facts: list[Told] = []

    def row(self, code: str, row: Row) -> None:
        self._rows.setdefault(code, []).append(row.number)

    def value(self, code: str, value: str) -> None:
        self._values.setdefault(code, Counter())[value] += 1

    def fact(self, code: str, **data: str | int) -> None:
        self._facts.append(Told(code=code, data=data))

    def columns(self, code: str, names: Iterable[str]) -> None:
        """Columns something is to be said of; more than anybody reads are counted."""
        found = list(dict.fromkeys(" ".join(name.split()) for name in names if name))
        if found:
            more = "" if len(found) <= MOST_NAMED else " …"
            self.fact(code, count=len(found), columns="、".join(found[:MOST_NAMED]) + more)

    def told(self, table: Table | None = None) -> tuple[Told, ...]:
        rows = dict(self._rows)
        if table is not None and table.repeated_headers:
            rows["repeated_headers"] = list(table.repeated_headers)
        told = [
            Told(code=code, data={"rows": rows_said(numbers), "count": len(numbers)})
            for code, numbers in sorted(rows.items())
        ]
        for code, values in self._values.items():
            said = "、".join(f"{shown(name)} ×{count}" for name, count in values.most_common(10))
            told.append(Told(code=code, data={"values": said}))
        return (*told, *self._facts)


_PERSONAL = frozenset(
    map(
        header_key,
        (
            *("收件人", "收件人手机号", "省", "市", "区", "街道", "详细地址", "买家留言", "商家备注"),
            *("收货人", "收货地址", "手机号", "收货人姓名", "联系电话", "联系手机", "买家会员名", "会员名", "订单备注"),
            *("买家支付宝账号", "买家姓名", "买家身份证号", "买家手机号", "收件人姓名", "收件人电话", "收件人地址"),
            *("订购人身份证姓名/ID Name", "订购人身份证号/ID Number", "收件人身份证姓名", "收件人身份证号"),
            *("用户备注", "包裹备注信息", "用户编号"),
            *("Email", "Phone", "Notes", "Note Attributes", "Billing Name", "Billing Street", "Billing Address1"),
            *(
                "Billing Address2",
                "Billing Company",
                "Billing City",
                "Billing Zip",
                "Billing Province",
                "Billing Phone",
            ),
            *("Billing Province Name", "Billing Country", "Shipping Name", "Shipping Street", "Shipping Address1"),
            *("Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip", "Shipping Province"),
            *("Shipping Province Name", "Shipping Country", "Shipping Phone", "Payment Reference", "Payment ID"),
        ),
    )
)


# In tables nobody knows the same things have other names.
_ABOUT_SOMEBODY = re.compile(
    "电话(号码)?$|手机(号码?)?$|身份证|微信号$|^(姓名|昵称|地址|邮箱|收[货件]人.*)$"
    "|(收[货件]人?|买家|客户|顾客|会员|用户|下单人|联系人?)(人?姓名|名称?|昵称|地址|信息|id|账号|留言)$"
    "|phone|mobile|e-?mail|address|^(buyer|customer|recipient|consignee|receiver)(name)?$"
)


def personal(headers: Iterable[str]) -> list[str]:
    """The columns of a table that are about a buyer: they are not read.

    >>> personal(["收货电话", "买家付款", "下单人姓名", "商品名称", "Customer Name", "用户实付金额", "买家数"])
    ['收货电话', '下单人姓名', 'Customer Name']
    """
    return [header for header in headers if _is_personal(header_key(header))]


def _is_personal(key: str) -> bool:
    return key in _PERSONAL or _ABOUT_SOMEBODY.search(key) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A kind of export that is one table: the columns it is known by, and who reads it."""

    kind: Kind
    vocabulary: Vocabulary
    needs: tuple[str, ...]  # keys of columns without which it is not this kind
    lacks: tuple[str, ...] = ()  # keys that would make it another
    read: Callable[[Table, Circumstances], ExportRead]

    def knows(self, grid: Grid) -> bool:
        """True when the grid's header is that of this kind."""
        header = find_header(grid, self.vocabulary, at_least=len(self.needs))
        if header is None:
            return False
        named = {match[0] for name in header.names if (match := self.vocabulary.match(name)) is not None}
        return named.issuperset(self.needs) and named.isdisjoint(self.lacks)

    def table(self, grid: Grid) -> Table:
        """The grid as this kind's table. Raises SheetRefused naming the columns it lacks."""
        table = find_table(grid, self.vocabulary, at_least=1)
        wanted = [c for c in self.vocabulary.columns if c.required or c.key in self.needs]
        missing = [c.names[0] for c in wanted if table is None or not table.has(c.key)]
        if table is None or missing:
            raise SheetRefused("columns_missing", file=grid.path.name, columns="、".join(missing))
        return table
