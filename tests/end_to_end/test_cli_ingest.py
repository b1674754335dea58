"""``ingest`` as its users call it: exports of many kinds, mappings by name and by themselves, all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.mappings import MappingStore
from tests.builders_counts import PRODUCTS_HEADER, products_row
from tests.builders_exports import every_kind
from tests.builders_orders import AFTER_SALES_HEADER, MAPPED_HEADER, after_sales_row, order_mapping
from tests.builders_sheets import ORDER_HEADER_A, PLAN_HEADER, order_row, write_csv
from tests.end_to_end.test_cli import Cli

MAPPING = order_mapping("快手")


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "workspace")


@pytest.fixture
def show(cli: Cli, tmp_path: Path) -> str:
    rows = [PLAN_HEADER, (1, "主推款", "3712345678901234567", "糕", "9.9", 5, 5)]
    sheet = write_csv(tmp_path / "plan.csv", rows)
    return cli.run("import-plan", sheet, "--start", "2026-09-07T20:00").stdout.strip()


def test_exports_of_every_kind_are_taken_together_and_once(cli: Cli, show: str, tmp_path: Path) -> None:
    files = every_kind(tmp_path / "exports")
    done = cli.run("ingest", show, *files.values(), "--json")
    first = json.loads(done.stdout)
    assert first["new"] == 6  # a refund is about a line that came, and one line came by two tables
    assert first["readings"] > 20
    for words in ("罗盘商品明细", "抖店售后导出", "生意参谋直播场次", "千川商品推广数据"):
        assert words in done.stderr
    again = json.loads(cli.run("ingest", show, *files.values(), "--json").stdout)
    assert (again["new"], again["readings"]) == (0, 0)


def test_refunds_that_come_first_wait_for_their_orders(cli: Cli, show: str, tmp_path: Path) -> None:
    after = write_csv(tmp_path / "after.csv", [AFTER_SALES_HEADER, after_sales_row()])
    orders = write_csv(tmp_path / "orders.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)])
    assert json.loads(cli.run("ingest", show, after, "--json").stdout)["new"] == 1
    assert json.loads(cli.run("ingest", show, orders, "--json").stdout)["updated"] == 1
    assert json.loads(cli.run("ingest", show, orders, after, "--json").stdout)["updated"] == 0


def test_a_table_in_which_nothing_counts_is_said_to_hold_nothing(cli: Cli, show: str, tmp_path: Path) -> None:
    done = cli.run("ingest", show, every_kind(tmp_path / "exports")["qianchuan_room"], "--lang", "en")
    assert "Qianchuan room advertising. Nothing in it counts here." in done.stderr
    assert "order lines: 0" not in done.stderr


def test_one_bad_file_keeps_every_file_out(cli: Cli, show: str, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "good.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)])
    bad = write_csv(tmp_path / "bad.csv", [PRODUCTS_HEADER, products_row("1.23E+18")])
    done = cli.run("ingest", show, good, bad, status=3)
    assert "1.23E+18" in done.stderr
    assert "2" in done.stderr
    assert json.loads(cli.run("ingest", show, good, "--json").stdout)["new"] == 1


def test_a_mapping_is_used_by_name_and_then_by_itself(cli: Cli, show: str, tmp_path: Path) -> None:
    table = write_csv(tmp_path / "ks.csv", [MAPPED_HEADER, ("1", "9", "2", "1990", "2026-09-07 20:15:00")])
    refused = cli.run("ingest", show, table, status=3)
    assert "单据行、货" in refused.stderr
    assert "快手" in cli.run("ingest", show, table, "--mapping", "快手", status=3).stderr
    store = MappingStore(cli.workspace / "mappings")
    store.save(MAPPING)
    assert json.loads(cli.run("ingest", show, table, "--mapping", "快手", "--json").stdout)["new"] == 1
    assert cli.run("ingest", show, table, status=3).stderr  # it was not made for this header
    store.save(order_mapping("快手", headers=MAPPED_HEADER))
    done = cli.run("ingest", show, table, "--json")
    assert json.loads(done.stdout)["unchanged"] == 1
    assert "快手" in done.stderr


def test_a_kind_may_be_said_and_a_wrong_one_is_refused(cli: Cli, show: str, tmp_path: Path) -> None:
    orders = write_csv(tmp_path / "orders.csv", [ORDER_HEADER_A, order_row(ORDER_HEADER_A)])
    assert json.loads(cli.run("ingest", show, orders, "--kind", "doudian_orders", "--json").stdout)["new"] == 1
    assert "售后单号" in cli.run("ingest", show, orders, "--kind", "doudian_after_sales", status=3).stderr
    cli.run("ingest", show, orders, "--kind", "hats", status=2)
    cli.run("ingest", show, orders, "--kind", "doudian_orders", "--mapping", "x", status=2)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles"])
def test_the_machines_zone_changes_nothing(cli: Cli, show: str, tmp_path: Path, zone: str) -> None:
    files = every_kind(tmp_path / "exports")
    assert json.loads(cli.run("ingest", show, *files.values(), "--json").stdout)["new"] == 6
    again = cli.run("ingest", show, *files.values(), "--json", env={"TZ": zone})
    counts = json.loads(again.stdout)
    assert (counts["new"], counts["updated"], counts["readings"]) == (0, 0, 0)
