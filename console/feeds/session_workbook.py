"""Reads the workbook of one show: 场次概览 says which, 货品明细 counts per item, 核心指标 for the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.feeds.compass import COMPASS_PRODUCTS, SOURCE
from console.feeds.counter_tables import NEAR_START
from console.feeds.exports import Circumstances, ExportRead, ExportRefused, Notes
from console.feeds.grid import CellProblem, Grid, Row, SheetRefused, Told
from console.feeds.kinds import Kind
from console.feeds.table import Column, Reader, Table, Vocabulary, find_table, header_key
from console.feeds.times import instant, length
from console.feeds.values import ValueRefused, counted, shown
from console.show.sales import Metric, Reading

OVERVIEW, FIGURES, ITEMS, CHANNELS, ROUNDS = "场次概览", "核心指标", "货品明细", "渠道流量", "商品讲解"

_FIGURES = Vocabulary(
    (
        Column(key="group", names=("分组",)),
        Column(key="name", names=("指标",), required=True),
        Column(key="value", names=("本期值",), required=True),
    ),
    loose=False,
)
_COUNTS = {
    header_key(name): metric
    for metric, names in (
        (Metric.VIEWERS, ("直播间观看人数", "观看人数", "累计观看人数")),
        (Metric.VIEWS, ("直播间观看次数", "直播间观看人次", "观看次数", "累计观看次数")),
        (Metric.EXPOSURE_USERS, ("直播间商品曝光人数", "商品曝光人数")),
        (Metric.EXPOSURES, ("直播间商品曝光次数", "商品曝光次数")),
        (Metric.CLICK_USERS, ("直播间商品点击人数", "商品点击人数")),
        (Metric.CLICKS, ("直播间商品点击次数", "商品点击次数")),
        (Metric.BUYERS, ("直播间成交人数", "成交人数")),
        (Metric.COMMENTS, ("评论次数", "新增评论数")),
        (Metric.LIKES, ("点赞次数",)),
        (Metric.FOLLOWS, ("新增粉丝数",)),
    )
    for name in names
}
_A_HEAD = header_key("人均观看时长")


def is_session_workbook(grids: Sequence[Grid]) -> bool:
    """True for the sheets of such a workbook."""
    names = {grid.sheet for grid in grids}
    return OVERVIEW in names and bool(names & {FIGURES, ITEMS})


def read_session_workbook(grids: Sequence[Grid], about: Circumstances) -> ExportRead:
    """Readings as of the moment the workbook's figures were taken. Raises ExportRefused for bad cells, SheetRefused
    when it is of another show."""
    by_name = {grid.sheet: grid for grid in grids}
    overview = by_name[OVERVIEW]
    facts = _facts(overview)
    about = _about(overview, facts, about)
    readings: list[Reading] = []
    told: list[Told] = []
    rows = 0
    problems: list[CellProblem] = []
    items = by_name.get(ITEMS)
    if items is not None and items.rows:
        try:
            read = COMPASS_PRODUCTS.read(COMPASS_PRODUCTS.table(items), about)
            readings += read.readings
            told += read.told
            rows += read.rows
        except ExportRefused as refused:
            problems += list(refused.problems)
    figures = by_name.get(FIGURES)
    if figures is not None and figures.rows:
        table = find_table(figures, _FIGURES, at_least=2)
        if table is None:
            raise SheetRefused("columns_missing", file=figures.path.name, columns="指标、本期值")
        reader = _Figures(table, about)
        readings += reader.read()
        problems += reader.problems
        told += reader.notes.told(table)
        rows += len(table.rows)
    if problems:
        raise ExportRefused(tuple(problems))
    notes = Notes()
    notes.columns("sheets_not_kept", [name for name in (CHANNELS, ROUNDS) if name in by_name])
    return ExportRead(kind=Kind.SESSION_WORKBOOK, readings=tuple(readings), told=(*told, *notes.told()), rows=rows)


def _facts(grid: Grid) -> dict[str, Row]:
    """The pairs of the overview; its section titles begin with a bracket."""
    found: dict[str, Row] = {}
    for row in grid.rows:
        key = row.cell(0)
        if isinstance(key, str) and not key.lstrip().startswith("【") and row.cell(1) is not None:
            found.setdefault(header_key(key), row)
    return found


def _about(grid: Grid, facts: dict[str, Row], about: Circumstances) -> Circumstances:
    problems: list[CellProblem] = []

    def moment(name: str) -> datetime | None:
        row = facts.get(header_key(name))
        if row is None:
            return None
        try:
            return instant(row.cell(1), about.zone)
        except ValueRefused as refused:
            table = Table(grid=grid, header_row=0, headers=("", name), columns={name: 1}, rows=(), unused=())
            problems.append(table.problem(row, name, refused.code, refused.held))
            return None

    started, ended, taken = moment("开播时间"), moment("关播时间"), moment("数据抓取时间")
    if problems:
        raise ExportRefused(tuple(problems))
    ours = about.window.start
    if started is not None and ours is not None and abs(started - ours) > NEAR_START:
        local = [at.astimezone(about.zone).strftime("%Y-%m-%d %H:%M") for at in (ours, started)]
        raise SheetRefused("other_show", file=grid.path.name, start=local[0], nearest=local[1])
    written = taken or about.written
    if ended is not None and about.window.end is None:
        written = min(written, ended)
    return replace(about, written=written)


class _Figures:
    """The room's figures: a name may stand in several groups, and is then the same figure."""

    def __init__(self, table: Table, about: Circumstances) -> None:
        self.notes = Notes()
        self._table = table
        self._about = about
        self._reader = Reader(table)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return self._reader.in_place()

    def read(self) -> list[Reading]:
        values: dict[Metric, float] = {}
        a_head: float | None = None
        unknown: list[str] = []
        for row in self._table.rows:
            name = header_key(self._reader.text(row, "name"))
            if not name:
                continue
            metric = _COUNTS.get(name)
            if metric is not None:
                value = self._reader.read(row, "value", counted, None)
                if value is None:
                    continue
                if metric in values and values[metric] != value:
                    self.notes.row("figures_differ", row)  # the first stands
                values.setdefault(metric, value)
            elif name == _A_HEAD:
                found = self._reader.read(row, "value", length, None)
                a_head = None if found is None else found.total_seconds()
            else:
                unknown.append(shown(self._table.cell(row, "name")))
        self.notes.columns("not_kept", unknown)
        readings = [self._reading(SOURCE, metric, value) for metric, value in values.items()]
        viewers = values.get(Metric.VIEWERS)
        if a_head is not None and viewers is not None:
            readings.append(self._reading(f"{SOURCE}:derived", Metric.WATCH_SECONDS, float(round(viewers * a_head))))
        return readings

    def _reading(self, source: str, metric: Metric, value: float) -> Reading:
        at = self._about.moment
        return Reading(source=source, product_id=None, metric=metric, value=value, cumulative=True, at=at)
