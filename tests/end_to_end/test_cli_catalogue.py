"""The catalogue on the command line: real processes, real sheets, and a console running beside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders_sheets import ORDER_HEADER_A, order_row, png, write_csv, write_xlsx
from tests.end_to_end.test_cli import Cli

HEADER = ("商品ID", "商品名称", "品牌", "直播价", "SKU ID", "图片")
ROWS = [("p1", "面膜", "润妍", 59.9, "s1", "a.png"), ("p1", "", "", 29.9, "s2", ""), ("p2", "杯", "", 79, "", "")]


@pytest.fixture
def cli(workspace_dir: Path) -> Cli:
    return Cli(workspace_dir)


@pytest.fixture
def goods(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(png())
    return write_xlsx(tmp_path / "goods.xlsx", [HEADER, *ROWS])


def imported(cli: Cli, path: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads(cli.run("import-catalogue", path, "--json").stdout)
    return found


def test_a_sheet_adds_updates_and_tells_what_changed(cli: Cli, goods: Path, tmp_path: Path) -> None:
    assert imported(cli, goods) == {"added": 2, "changed": 0, "same": 0}
    newer = write_xlsx(tmp_path / "newer.xlsx", [("商品ID", "直播价", "条码"), ("p2", 69, "6901")])
    done = cli.run("import-catalogue", newer)
    assert done.stdout == "新增 0 个，更新 1 个，没变 0 个\n"
    assert "杯：条码、直播价" in done.stderr


def test_the_export_goes_in_again_and_changes_nothing(cli: Cli, goods: Path, tmp_path: Path) -> None:
    imported(cli, goods)
    for lang in ("zh_CN", "en"):
        cli.run("export-catalogue", "-o", tmp_path / "out.xlsx", "--lang", lang)
        assert imported(cli, tmp_path / "out.xlsx") == {"added": 0, "changed": 0, "same": 2}


def test_a_bad_sheet_is_refused_whole_and_names_every_cell(cli: Cli, goods: Path, tmp_path: Path) -> None:
    bad = write_xlsx(tmp_path / "bad.xlsx", [HEADER, ("p3", "新", "", 1), ("p4", "", "", "贵")], sheet="货")
    done = cli.run("import-catalogue", bad, "--lang", "en", status=3)
    assert "Sheet “货”, row 3, column B (商品名称)" in done.stderr
    assert "column D (直播价): “贵” is not an amount" in done.stderr
    assert imported(cli, goods) == {"added": 2, "changed": 0, "same": 0}


def test_the_template_goes_in_as_it_is(cli: Cli, tmp_path: Path) -> None:
    for lang in ("zh_CN", "en"):
        cli.run("template", "catalogue", "-o", tmp_path / f"{lang}.xlsx", "--lang", lang)
    assert imported(cli, tmp_path / "zh_CN.xlsx") == {"added": 3, "changed": 0, "same": 0}
    choices = load_workbook(tmp_path / "en.xlsx").worksheets[0].data_validations.dataValidation
    assert sorted(each.formula1 for each in choices) == [
        '"certificate,authorisation,test_report"',
        '"list_price,live_price,cost"',
    ]


def test_a_console_that_runs_counts_orders_of_skus_from_then_on(cli: Cli, goods: Path, tmp_path: Path) -> None:
    plan = write_xlsx(tmp_path / "plan.xlsx", [("商品ID", "商品名称", "库存"), ("p1", "面膜", 10)])
    show_id = cli.run("import-plan", plan).stdout.strip()
    line = order_row(ORDER_HEADER_A, 1, 商品ID="s2", 商品数量="1")
    lines = write_csv(tmp_path / "orders.csv", [ORDER_HEADER_A, line])
    with cli.console(show_id):
        imported(cli, goods)
        cli.run("ingest", show_id, lines)
    cli.run("report", show_id, "-o", tmp_path / "report.xlsx")
    pages = load_workbook(tmp_path / "report.xlsx", read_only=True)
    cells = [cell for page in pages.worksheets for row in page.iter_rows(values_only=True) for cell in row]
    assert "s2" not in cells
    assert "p1" in cells


def test_a_run_order_of_ids_takes_the_rest_from_the_catalogue_and_says_so(
    cli: Cli, goods: Path, tmp_path: Path
) -> None:
    imported(cli, goods)
    plan = write_xlsx(tmp_path / "plan.xlsx", [("商品ID", "时长", "库存"), ("p1", 8, 100), ("p2", 5, 10)])
    done = cli.run("import-plan", plan, "--lang", "en")
    assert "What 2 rows left empty was filled from the catalogue: 面膜、杯." in done.stderr
    show_id = done.stdout.strip()
    cli.run("export-plan", show_id, "-o", tmp_path / "out.xlsx")
    header, first, second = load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert (row["商品名称"], row["品牌"], row["直播价"]) == ("面膜", "润妍", 59.9)
    assert (cli.workspace / row["图片"]).read_bytes() == png()
    newer = write_xlsx(tmp_path / "newer.xlsx", [("商品ID", "直播价"), ("p1", 49.9)])
    imported(cli, newer)
    again = json.loads(cli.run("import-plan", plan, "--into", show_id, "--json").stdout)
    assert (again["changed"], again["added"]) == (0, 0)
    assert dict(zip(header, second, strict=True))["商品名称"] == "杯"
