"""Every kind of export is known by its header, can be said by hand, and comes to lines or readings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.grid import SheetRefused
from console.feeds.kinds import EXPORT_KINDS, Kind
from console.feeds.mapping import Mapped, Mapping, Target
from console.feeds.plan_sheet import read_plan
from console.feeds.registry import read_export, recognise_file
from console.feeds.times import ShowWindow
from console.show.sales import Metric
from tests.builders_counts import LIVE_LIST_HEADER, PRODUCTS_HEADER, live_list_row, products_row
from tests.builders_exports import every_kind
from tests.builders_sheets import ORDER_HEADER_A, PERSONAL_VALUES, PLAN_HEADER, ids, order_row, write_csv, write_xlsx
from tests.builders_tables import END, START

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOW = ShowWindow(start=START, end=END)
NOTHING_KEPT = {"qianchuan_room"}


def read(path: Path, **options) -> ExportRead:
    return read_export(path, zone=SHANGHAI, show_window=SHOW, **options)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    return every_kind(tmp_path_factory.mktemp("exports"))


def test_there_is_a_file_of_every_kind(files) -> None:
    assert set(files) == set(EXPORT_KINDS)


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_a_kind_is_known_by_its_header_and_holds_figures(files, kind: str) -> None:
    assert recognise_file(files[kind]) is Kind(kind)
    read = read_export(files[kind], zone=SHANGHAI, show_window=SHOW)
    assert read.kind is Kind(kind)
    assert bool(read.lines or read.readings) == (kind not in NOTHING_KEPT)
    assert all(reading.at <= END and reading.at.utcoffset() is not None for reading in read.readings)


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_a_kind_may_be_said_by_hand_and_a_wrong_one_is_refused(files, kind: str) -> None:
    assert read_export(files[kind], zone=SHANGHAI, show_window=SHOW, kind=Kind(kind)).kind is Kind(kind)
    wrong = Kind.DOUDIAN_AFTER_SALES if kind != "doudian_after_sales" else Kind.SHOPIFY_ORDERS
    with pytest.raises(SheetRefused) as refused:
        read_export(files[kind], zone=SHANGHAI, show_window=SHOW, kind=wrong)
    assert refused.value.code == "columns_missing"


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_no_buyer_comes_out_of_any_export(files, kind: str) -> None:
    read = read_export(files[kind], zone=SHANGHAI, show_window=SHOW)
    said = repr([asdict(line) for line in read.lines]) + repr(read.readings) + repr(read.told)
    private = {*PERSONAL_VALUES.values(), "tb秦无衣", "qin@example.com"}
    assert not [value for value in private if value in said]


@pytest.mark.parametrize("kind", [kind for kind in EXPORT_KINDS if kind != "session_workbook"])  # that is no table
def test_an_export_read_as_a_run_order_is_named(files, kind: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_plan(files[kind], new_id=ids())
    assert refused.value.code == "orders_not_plan"


def test_a_run_order_is_no_export(tmp_path) -> None:
    path = write_csv(tmp_path / "plan.csv", [PLAN_HEADER, (1, "爆款", "371", "糕", "9.9", 5, 5)])
    assert recognise_file(path) is Kind.RUN_ORDER
    with pytest.raises(SheetRefused) as refused:
        read_export(path, zone=SHANGHAI)
    assert refused.value.code == "plan_not_orders"


def test_an_unknown_table_is_refused_with_its_names(tmp_path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_export(write_csv(tmp_path / "a.csv", [("甲", "乙"), ("1", "2")]), zone=SHANGHAI)
    assert (refused.value.code, refused.value.data["columns"]) == ("unknown_table", "甲、乙")


def values(read: ExportRead) -> dict[tuple[str, str | None, Metric], float]:
    return {(r.source, r.product_id, r.metric): r.value for r in read.readings}


def test_titles_above_the_header_and_a_repeated_header_below_are_no_data(tmp_path, files) -> None:
    rows = [("商品明细",), ("导出时间 2026-09-08",), PRODUCTS_HEADER, products_row(), PRODUCTS_HEADER, ("合计", "", "")]
    read = read_export(write_csv(tmp_path / "a.csv", rows, "gb18030"), zone=SHANGHAI, show_window=SHOW)
    assert values(read) == values(read_export(files["compass_products"], zone=SHANGHAI, show_window=SHOW))
    assert {"repeated_headers", "total_rows"} <= {item.code for item in read.told}


def test_an_id_that_lost_its_digits_is_refused_with_row_and_remedy(tmp_path) -> None:
    path = write_csv(tmp_path / "a.csv", [PRODUCTS_HEADER, products_row(), products_row("1.23E+18")])
    with pytest.raises(ExportRefused) as refused:
        read_export(path, zone=SHANGHAI, show_window=SHOW)
    assert [(p.row, p.header, p.held, p.remedy_code) for p in refused.value.problems] == [
        (3, "商品ID", "1.23E+18", "digits_lost")
    ]


def two_sheets(path: Path, first: list, second: list, *, other: list | None = None) -> Path:
    before = {"说明": other} if other else {}
    return write_xlsx(path, second, sheet="第2页", before={**before, "第1页": first})


def test_a_table_laid_out_over_several_sheets_is_read_whole(tmp_path) -> None:
    lines = [order_row(ORDER_HEADER_A, 子订单编号=str(place)) for place in range(6)]
    first, second = [ORDER_HEADER_A, *lines[:4]], [ORDER_HEADER_A, *lines[3:], ["合计"]]
    export = read(two_sheets(tmp_path / "a.xlsx", first, second, other=[("口径", "含运费")]))
    assert [line.line_id for line in export.lines] == [str(place) for place in range(6)]
    assert export.rows == 7
    told = {item.code: item.data for item in export.told}
    assert told["total_rows"]["rows"] == "第2页: 5"
    assert told["sheets_unread"]["columns"] == "说明"
    assert len([item for item in export.told if item.code == "personal_dropped"]) == 1


def test_the_bad_cells_of_every_sheet_are_listed(tmp_path) -> None:
    bad = [ORDER_HEADER_A, order_row(ORDER_HEADER_A, 子订单编号="1.23E+18")]
    with pytest.raises(ExportRefused) as refused:
        read(two_sheets(tmp_path / "a.xlsx", bad, bad))
    assert [problem.sheet for problem in refused.value.problems] == ["第1页", "第2页"]


def test_of_sheets_of_several_shows_those_of_ours_are_taken(tmp_path) -> None:
    ours = [LIVE_LIST_HEADER, live_list_row()]
    other = [LIVE_LIST_HEADER, live_list_row("2026/08/07 20:00:37")]
    export = read(two_sheets(tmp_path / "a.xlsx", other, ours))
    assert {reading.value for reading in export.readings if reading.metric is Metric.VIEWERS} == {15093.0}
    assert [item.data["columns"] for item in export.told if item.code == "sheets_unread"] == ["第1页"]
    with pytest.raises(SheetRefused) as refused:
        read(two_sheets(tmp_path / "b.xlsx", other, other))
    assert refused.value.code == "other_show"


def test_a_mapping_reads_every_sheet_it_was_made_for(tmp_path) -> None:
    header = ("行", "元", "何时")
    fields = {key: Mapped(header=name) for key, name in zip(("line_id", "amount", "paid"), header, strict=True)}
    mapping = Mapping(name="m", target=Target.ORDERS, source="m", fields=fields, headers=header)
    rows = [(str(place), "1", "2026-09-07 20:15:00") for place in range(2)]
    path = two_sheets(tmp_path / "a.xlsx", [header, rows[0]], [header, rows[1]])
    for options in ({"mappings": [mapping]}, {"mapping": mapping}):
        assert [line.line_id for line in read(path, **options).lines] == ["0", "1"]
