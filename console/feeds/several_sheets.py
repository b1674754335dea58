"""Reads a table that an export laid out over several sheets as the one table it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from console.feeds.exports import ExportRead, ExportRefused, Notes
from console.feeds.grid import CellProblem, Grid, SheetRefused, Told


def read_sheets(mine: Sequence[Grid], others: Sequence[Grid], read: Callable[[Grid], ExportRead]) -> ExportRead:
    """All of ``mine`` as ``read`` reads one; of what stands twice the last is taken. ``others`` are told as not read.

    Raises ExportRefused with the bad cells of every sheet, SheetRefused what a sheet is refused for; one that is of
    another show is passed over while any is of ours.
    """
    found: list[tuple[Grid, ExportRead]] = []
    problems: list[CellProblem] = []
    elsewhere: list[tuple[Grid, SheetRefused]] = []
    for grid in mine:
        try:
            found.append((grid, read(grid)))
        except ExportRefused as refused:
            problems += refused.problems
        except SheetRefused as refused:
            if refused.code != "other_show":
                raise
            elsewhere.append((grid, refused))
    if problems:
        raise ExportRefused(tuple(problems))
    if not found:
        raise elsewhere[0][1]
    notes = Notes()
    unread = {id(grid) for grid in others if grid.rows} | {id(grid) for grid, _ in elsewhere}
    notes.columns("sheets_unread", [grid.sheet for grid in (*mine, *others) if id(grid) in unread])
    return _joined(found, notes.told())


def _joined(found: Sequence[tuple[Grid, ExportRead]], also: tuple[Told, ...]) -> ExportRead:
    first = found[0][1]
    if len(found) == 1:
        return replace(first, told=(*first.told, *also))
    lines = {line.key: line for _, export in found for line in export.lines}
    readings = {
        (reading.source, reading.product_id, reading.metric, reading.at): reading
        for _, export in found
        for reading in export.readings
    }
    told = dict.fromkeys(
        (item.code, tuple(_placed(item, grid).items())) for grid, export in found for item in export.told
    )
    return replace(
        first,
        lines=tuple(lines.values()),
        readings=tuple(readings.values()),
        told=(*(Told(code=code, data=dict(data)) for code, data in told), *also),
        rows=sum(export.rows for _, export in found),
    )


def _placed(item: Told, grid: Grid) -> dict[str, str | int]:
    """What is told, its rows with the sheet they are of."""
    rows = {"rows": f"{grid.sheet}: {item.data['rows']}"} if "rows" in item.data else {}
    return {**item.data, **rows}
