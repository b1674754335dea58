"""Tables of counters become readings: of the right show, at the right moment, in the right unit, nothing made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.grid import SheetRefused
from console.feeds.registry import read_export
from console.feeds.times import ShowWindow
from console.show.sales import Metric, Reading
from tests.builders_counts import (
    LIVE_LIST_HEADER,
    PRODUCTS_HEADER,
    QIANCHUAN_HEADER,
    SCREEN_HEADER,
    SYCM_ITEMS_HEADER,
    live_list_row,
    products_row,
    session_workbook,
)
from tests.builders_sheets import write_csv, write_xlsx
from tests.builders_tables import END, ITEM, OTHER, START, dated, row, write_xls

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIVE = ShowWindow(start=START)
ENDED = ShowWindow(start=START, end=END)
NEVER = ShowWindow()


def read(path: Path, window: ShowWindow = ENDED) -> ExportRead:
    return read_export(path, zone=SHANGHAI, show_window=window)


def values(export: ExportRead) -> dict[tuple[str | None, Metric], float]:
    return {(r.product_id, r.metric): r.value for r in export.readings}


def told(export: ExportRead) -> dict[str, dict[str, str | int]]:
    return {item.code: dict(item.data) for item in export.told}


def products(tmp_path: Path, *rows: object, at: datetime = END) -> Path:
    return dated(write_xlsx(tmp_path / "a.xlsx", [PRODUCTS_HEADER, *rows]), at)  # type: ignore[list-item]


def test_counted_figures_are_the_compasss_and_those_from_rates_are_marked(tmp_path) -> None:
    export = read(products(tmp_path, products_row()))
    assert {(r.source, r.metric, r.value) for r in export.readings} == {
        ("compass", Metric.CLICK_USERS, 1200.0),
        ("compass:derived", Metric.EXPOSURE_USERS, 10000.0),
        ("compass:derived", Metric.BUYERS, 300.0),
    }
    assert "商品曝光-点击率" in str(told(export)["derived"]["columns"])
    assert told(export)["not_kept"]["columns"] == "用户支付金额"


def test_a_derived_figure_never_stands_beside_a_counted_one(tmp_path) -> None:
    header = (*PRODUCTS_HEADER, "商品曝光人数")
    path = write_csv(tmp_path / "a.csv", [header, [*products_row(), "9,876"]])
    exposures = [r for r in read(path).readings if r.metric is Metric.EXPOSURE_USERS]
    assert [(r.source, r.value) for r in exposures] == [("compass", 9876.0)]


def test_of_a_rate_of_nothing_the_whole_is_unknown(tmp_path) -> None:
    export = read(products(tmp_path, products_row(**{"商品曝光-点击率（人数）": "0%", "商品点击人数": "5"})))
    assert (ITEM, Metric.EXPOSURE_USERS) not in values(export)


def test_a_rates_scale_is_decided_by_its_column(tmp_path) -> None:
    rate = "商品曝光-点击率（人数）"
    fractions = products(tmp_path, products_row(**{rate: "0.12"}), products_row(OTHER, **{rate: "9.625"}))
    assert values(read(fractions))[(ITEM, Metric.EXPOSURE_USERS)] == 10000.0
    percents = products(
        tmp_path,
        products_row(**{rate: "12"}),
        products_row(OTHER, **{rate: "0.5"}),
        products_row("9", **{rate: "23.68"}),
    )
    assert values(read(percents))[(OTHER, Metric.EXPOSURE_USERS)] == 240000.0


def test_figures_without_a_time_are_as_old_as_their_file(tmp_path) -> None:
    half = START + timedelta(hours=1)
    assert {r.at for r in read(products(tmp_path, products_row(), at=half), LIVE).readings} == {half}
    assert {r.at for r in read(products(tmp_path, products_row(), at=half), ENDED).readings} == {half}
    later = END + timedelta(days=2)
    export = read(products(tmp_path, products_row(), at=later), ENDED)
    assert {r.at for r in export.readings} == {END}
    assert told(export)["as_of"] == {"at": "2026-09-08 01:00"}


def test_a_file_older_than_the_show_is_said(tmp_path) -> None:
    export = read(products(tmp_path, products_row(), at=START - timedelta(days=1)))
    assert {r.at for r in export.readings} == {END}
    assert told(export)["older_than_show"] == {"written": "2026-09-06 20:00"}


def test_a_repeated_item_and_one_without_an_id_are_said(tmp_path) -> None:
    export = read(products(tmp_path, products_row(), products_row("-"), products_row(商品点击人数="7")))
    assert values(export)[(ITEM, Metric.CLICK_USERS)] == 7
    assert told(export)["items_repeated"]["rows"] == "4"
    assert told(export)["no_id"]["rows"] == "3"


def test_an_id_a_spreadsheet_gave_a_point_is_an_id(tmp_path) -> None:
    export = read(products(tmp_path, products_row("123.0"), products_row(456)))
    assert {r.product_id for r in export.readings} == {"123", "456"}


def test_every_bad_cell_is_listed_and_nothing_is_read(tmp_path) -> None:
    with pytest.raises(ExportRefused) as refused:
        read(products(tmp_path, products_row(商品点击人数="很多"), products_row(OTHER, 商品点击人数="-3")))
    assert [(p.row, p.held, p.code) for p in refused.value.problems] == [
        (2, "很多", "not_number"),
        (3, "-3", "negative"),
    ]


def live_list(tmp_path: Path, *starts: str) -> Path:
    rows = [live_list_row(start) for start in starts]
    return dated(write_xlsx(tmp_path / "l.xlsx", [LIVE_LIST_HEADER, *rows]), END)


def test_of_a_list_of_shows_the_one_that_began_with_ours_is_taken(tmp_path) -> None:
    export = read(live_list(tmp_path, "2026/09/06 20:00:00", "2026/09/07 20:12:00", "2026/09/07 08:55:37"))
    assert values(export) == {
        (None, Metric.VIEWERS): 15093.0,
        (None, Metric.VIEWS): 21000.0,
        (None, Metric.COMMENTS): 660.0,
        (None, Metric.CLICK_USERS): 6390.0,
        (None, Metric.BUYERS): 1513.0,
        (None, Metric.WATCH_SECONDS): 968971.0,  # 15093 people, 1.07 minutes each
    }
    assert told(export)["other_shows"]["rows"] == "2, 4"
    assert "平均在线人数" in str(told(export)["not_kept"]["columns"])


def test_a_list_without_our_show_is_refused_and_names_the_nearest(tmp_path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(live_list(tmp_path, "2026/09/06 20:00:00", "2026/09/07 19:00:00"))
    assert refused.value.code == "other_show"
    assert refused.value.data["nearest"] == "2026-09-07 19:00"


def test_without_a_start_a_list_of_several_shows_is_refused_and_one_is_taken(tmp_path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(live_list(tmp_path, "2026/09/06 20:00:00", "2026/09/07 19:00:00"), NEVER)
    assert refused.value.code == "which_show"
    assert read(live_list(tmp_path, "2026/09/06 20:00:00"), NEVER).readings


def test_qianchuan_takes_the_shows_days_and_passes_sums_over(tmp_path) -> None:
    def line(item: str, name: str, day: str, shown: str) -> tuple[object, ...]:
        return (item, name, day, shown, "400", "8%", "1", "1", "1", "88%", "", "")  # more cells than headers

    rows = [
        line("-", "全部", "全部", "99999"),
        line(ITEM, "糕", "2026-09-07", "5000"),
        line(ITEM, "糕", "2026-09-05", "1"),
    ]
    export = read(write_csv(tmp_path / "q.csv", [QIANCHUAN_HEADER, *rows], "gbk"))
    assert values(export) == {(ITEM, Metric.EXPOSURES): 5000.0, (ITEM, Metric.CLICKS): 400.0}
    assert told(export)["total_rows"]["rows"] == "2"
    assert told(export)["other_days"]["rows"] == "4"
    assert "whole_days" in told(export)
    assert "净成交金额、" in str(told(export)["not_kept"]["columns"])


def test_a_screen_kept_over_midnight_is_in_order_though_it_names_no_day(tmp_path) -> None:
    rows = [
        (clock, "小桂", online, "", "", "", "", "")
        for clock, online in (("19:50", "5"), ("23:59:30", "88"), ("00:01", "66"), ("09-08 00:30", "44"))
    ]
    export = read(write_csv(tmp_path / "s.csv", [SCREEN_HEADER, *rows]))
    assert [(r.at, r.value) for r in export.readings] == [
        (datetime(2026, 9, 7, 11, 50, tzinfo=UTC), 5.0),
        (datetime(2026, 9, 7, 15, 59, 30, tzinfo=UTC), 88.0),
        (datetime(2026, 9, 7, 16, 1, tzinfo=UTC), 66.0),
        (datetime(2026, 9, 7, 16, 30, tzinfo=UTC), 44.0),
    ]
    assert all(r.cumulative and r.source == "qianchuan" for r in export.readings)


def test_without_a_start_a_time_without_a_year_is_refused_with_its_row(tmp_path) -> None:
    path = write_csv(tmp_path / "s.csv", [SCREEN_HEADER, ("23:59", "小桂", "88", "", "", "", "", "")])
    with pytest.raises(ExportRefused) as refused:
        read(path, NEVER)
    assert [(p.row, p.code) for p in refused.value.problems] == [(2, "year_unknown")]


def test_steps_are_steps_of_a_source_of_their_own(tmp_path) -> None:
    header = ("时段开始", "时段结束", *SCREEN_HEADER[1:])
    export = read(
        write_csv(tmp_path / "s.csv", [header, ("20:30", "20:35", "小桂", "88", "100", "500", "40", "9", "1")])
    )
    assert {(r.source, r.cumulative) for r in export.readings} == {("qianchuan:5min", False)}


def test_a_legacy_workbook_of_several_sessions_gives_the_shows_items(tmp_path) -> None:
    def line(item: str, start: object, clicks: float) -> list[object]:
        return row(SYCM_ITEMS_HEADER, {"商品id": item, "场次id": "1", "开播时间": start, "商品点击次数": clicks})

    rows = [
        ["【生意参谋平台】直播商品"],
        [],
        SYCM_ITEMS_HEADER,
        line("680000000001", "2026-09-07 20:00:00", 400.0),
        line("680000000001", "2026-09-06 20:00:00", 9.0),
    ]
    export = read(write_xls(tmp_path / "【生意参谋平台】商品_全部.xls", rows))
    assert export.readings == (
        Reading(
            source="sycm",
            product_id="680000000001",
            metric=Metric.CLICKS,
            value=400.0,
            cumulative=True,
            at=END,
        ),
    )


def test_the_workbook_of_a_show_counts_as_of_when_it_was_taken(tmp_path) -> None:
    export = read(session_workbook(tmp_path / "s.xlsx"))
    assert {r.at for r in export.readings} == {datetime(2026, 9, 7, 14, 30, tzinfo=UTC)}
    assert values(export) == {
        (ITEM, Metric.CLICK_USERS): 1200.0,
        (ITEM, Metric.EXPOSURE_USERS): 10000.0,
        (ITEM, Metric.BUYERS): 300.0,
        (None, Metric.VIEWERS): 15000.0,
        (None, Metric.COMMENTS): 660.0,
        (None, Metric.WATCH_SECONDS): 960000.0,
    }
    assert told(export)["not_kept"]["columns"] == "分享次数"


def test_the_workbook_of_another_show_is_refused(tmp_path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(session_workbook(tmp_path / "s.xlsx", start="2026-09-06 20:00:00"))
    assert refused.value.code == "other_show"
