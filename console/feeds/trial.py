"""Tries a reading of tables, so that what it would bring can be looked at before anything is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.feeds.exports import Circumstances, ExportRead, ExportRefused
from console.feeds.grid import CellProblem, Grid, SheetRefused
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping, MappingInvalid
from console.feeds.registry import read_tables
from console.show.sales import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of a try: an export, or its bad cells, or what is wrong with the table or the mapping as a whole."""

    export: ExportRead | None = None
    problems: tuple[CellProblem, ...] = ()
    refused: SheetRefused | None = None
    invalid: MappingInvalid | None = None

    @property
    def bad_rows(self) -> int:
        """How many rows cannot be read."""
        return len({(problem.sheet, problem.row) for problem in self.problems})


def attempt(
    grids: Sequence[Grid], about: Circumstances, file: str, *, kind: Kind | None = None, mapping: Mapping | None = None
) -> Attempt:
    """Read ``grids`` as ``kind``, or by ``mapping``; whatever is wrong is the answer. Any thread."""
    try:
        return Attempt(export=read_tables(grids, about, file, kind=kind, mapping=mapping))
    except ExportRefused as refused:
        return Attempt(problems=refused.problems)
    except SheetRefused as refused:
        return Attempt(refused=refused)
    except MappingInvalid as invalid:
        return Attempt(invalid=invalid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What an export would bring. ``amount`` and ``refunded`` are cents of lines that were paid; ``first`` and
    ``last`` the instants its figures belong to, None when it holds none; ``outside`` counts those the show has not."""

    lines: int = 0
    pieces: int = 0
    amount: int = 0
    refunded: int = 0
    readings: int = 0
    items: int = 0
    metrics: tuple[Metric, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    outside: int = 0


def promise(export: ExportRead, inside: Callable[[datetime], bool]) -> Promise:
    """The sums of an export. ``inside`` says whether an instant belongs to the show."""
    paid = [line for line in export.lines if line.ever_paid]
    times = [line.counted_at for line in paid] + [reading.at for reading in export.readings]
    items = {line.product_id for line in paid} | {reading.product_id for reading in export.readings}
    found = {reading.metric for reading in export.readings}
    return Promise(
        lines=len(export.lines),
        pieces=sum(line.quantity for line in paid),
        amount=sum(line.amount for line in paid),
        refunded=sum(line.refunded for line in export.lines),
        readings=len(export.readings),
        items=len(items - {None, ""}),
        metrics=tuple(metric for metric in Metric if metric in found),
        first=min(times, default=None),
        last=max(times, default=None),
        outside=sum(1 for at in times if not inside(at)),
    )
