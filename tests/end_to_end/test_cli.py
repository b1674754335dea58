"""The command line as its users call it: real processes, real files, exit statuses, and a console running beside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders_sheets import ORDER_HEADER_A, ORDER_HEADER_B, PLAN_HEADER, order_row, write_csv, write_xlsx

ROOT = Path(__file__).parents[2]
GOODS = "3690000000000000001"


class Cli:
    """The program on one workspace."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def run(
        self, *words: object, status: int = 0, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "main.py", *map(str, words), "--workspace", str(self.workspace)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, **(env or {})},
        )
        assert done.returncode == status, done.stderr
        return done

    def shows(self) -> list[dict[str, object]]:
        listed: list[dict[str, object]] = json.loads(self.run("shows", "--json").stdout)
        return listed

    @contextmanager
    def console(self, show_id: str) -> Iterator[None]:
        """A console running on the workspace with a show open."""
        command = [sys.executable, "-m", "console.headless", "--show", show_id, "--api-port", "0"]
        running = subprocess.Popen(
            [*command, "--workspace", str(self.workspace)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert running.stdout is not None
        with running:
            try:
                assert running.stdout.readline().startswith("http")
                yield
            finally:
                running.send_signal(signal.SIGTERM)
                running.wait(20)


@pytest.fixture
def cli(workspace_dir: Path) -> Cli:
    return Cli(workspace_dir)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [PLAN_HEADER, (1, "环节", "", "开场", "", "", 3), (2, "主推款", GOODS, "保温杯", 79, 300, 8)]
    return write_xlsx(tmp_path / "plan.xlsx", rows)


def orders(path: Path, header: list[str], count: int, **values: object) -> Path:
    return write_csv(path, [header, *(order_row(header, line, 商品ID=GOODS, **values) for line in range(1, count + 1))])


def test_a_sheet_becomes_a_show_and_its_id_stands_alone_on_stdout(cli: Cli, sheet: Path) -> None:
    done = cli.run("import-plan", sheet, "--name", "今晚", "--start", "2026-11-22T20:00")
    show_id = done.stdout.strip()
    assert done.stdout == f"{show_id}\n"
    (show,) = cli.shows()
    assert show["show_id"] == show_id
    assert show["name"] == "今晚"
    assert show["status"] == "planned"
    assert show["planned_start"] == "2026-11-22T12:00:00+00:00"


def test_workspace_language_and_json_may_stand_before_the_verb(cli: Cli, sheet: Path) -> None:
    show_id = cli.run("import-plan", sheet).stdout.strip()
    command = [sys.executable, "main.py", "--json", "--lang", "en", "--workspace", str(cli.workspace), "shows"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert [show["show_id"] for show in json.loads(done.stdout)] == [show_id]


def test_an_exported_plan_laid_over_its_show_changes_nothing_and_a_newer_one_tells_what(
    cli: Cli, sheet: Path, tmp_path: Path
) -> None:
    show_id = cli.run("import-plan", sheet).stdout.strip()
    exported = tmp_path / "out.xlsx"
    cli.run("export-plan", show_id, "-o", exported)
    again = json.loads(cli.run("import-plan", exported, "--into", show_id, "--json").stdout)
    assert again == {"show_id": show_id, "added": 0, "removed": 0, "changed": 0, "moved": 0}
    book = load_workbook(exported)
    page = book.worksheets[0]
    header = [cell.value for cell in page[1]]
    page.cell(row=3, column=header.index("直播价") + 1, value=69)
    book.save(exported)
    newer = json.loads(cli.run("import-plan", exported, "--into", show_id, "--json").stdout)
    assert newer["changed"] == 1


@pytest.mark.parametrize("header", [ORDER_HEADER_A, ORDER_HEADER_B], ids=["73 columns", "75 columns"])
def test_an_order_export_counts_once_however_often_it_is_given(
    cli: Cli, sheet: Path, tmp_path: Path, header: list[str]
) -> None:
    show_id = cli.run("import-plan", sheet).stdout.strip()
    export = orders(tmp_path / "orders.csv", header, 7)
    first = json.loads(cli.run("ingest", show_id, export, "--json").stdout)
    second = json.loads(cli.run("ingest", show_id, export, export, "--json").stdout)
    assert (first["new"], first["updated"], first["unchanged"]) == (7, 0, 0)
    assert (second["new"], second["updated"], second["unchanged"]) == (0, 0, 14)


def test_verbs_hand_their_work_to_the_console_that_runs(cli: Cli, sheet: Path, tmp_path: Path) -> None:
    show_id = cli.run("import-plan", sheet).stdout.strip()
    with cli.console(show_id):
        taken = cli.run("ingest", show_id, orders(tmp_path / "orders.csv", ORDER_HEADER_A, 3), "--json")
        assert json.loads(taken.stdout)["new"] == 3
        other = cli.run("import-plan", sheet, "--name", "另一场").stdout.strip()
        assert cli.run("import-plan", sheet, "--into", other, "--lang", "en").stdout.strip() == other
        assert len(cli.shows()) == 2
    again = json.loads(cli.run("ingest", show_id, tmp_path / "orders.csv", "--json").stdout)
    assert again["unchanged"] == 3


def test_a_refused_sheet_names_every_bad_cell_and_leaves_no_show(cli: Cli, tmp_path: Path) -> None:
    rows = [PLAN_HEADER, (1, "主推款", "1.23E+18", "杯", "abc", 1.5, 8), (2, "主推款", GOODS, "碗", 9, -3, "很久")]
    done = cli.run("import-plan", write_csv(tmp_path / "bad.csv", rows), status=3)
    assert done.stdout == ""
    for held in ("1.23E+18", "abc", "1.5", "-3", "很久"):
        assert held in done.stderr
    assert cli.shows() == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("import-plan", "no-such-file.xlsx"), 3),
        (("import-plan", "README.md"), 3),
        (("export-plan", "nope", "-o", "x.xlsx"), 3),
        (("ingest", "nope", "x.csv"), 3),
        (("report", "nope", "-o", "x.xlsx"), 3),
        (("import-plan",), 2),
        (("import-plan", "x.xlsx", "--start", "tomorrow"), 2),
        (("template", "hats", "-o", "x.xlsx"), 2),
        (("fly",), 2),
        (("--api-port", "70000"), 2),
    ],
)
def test_what_cannot_be_done_says_so_with_its_status(cli: Cli, words: tuple[str, ...], status: int) -> None:
    done = cli.run(*words, status=status)
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_place_that_takes_no_file_is_the_worlds_failure_and_names_it(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "plan.xlsx"
    done = cli.run("template", "plan", "-o", target, status=4)
    assert str(target) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_workspace_that_is_no_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    done = Cli(file).run("shows", status=4)
    assert str(file) in done.stderr


def test_the_template_imports_as_it_is(cli: Cli, tmp_path: Path) -> None:
    for lang in ("zh_CN", "en"):
        target = tmp_path / f"{lang}.xlsx"
        cli.run("template", "plan", "-o", target, "--lang", lang)
        assert cli.run("import-plan", target).stdout.strip()


def test_the_doctor_finds_this_machine_fit(cli: Cli) -> None:
    found = {item["check"]: item["ok"] for item in json.loads(cli.run("doctor", "--json").stdout)}
    assert found["doctor.workspace"] is True
    assert found["doctor.fonts"] is True
    assert found["doctor.obs_away"] is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_a_window_without_a_display_is_refused_in_words(cli: Cli) -> None:
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    refused = cli.run("--lang", "en", status=4, env=nowhere)
    assert "WAYLAND_DISPLAY" in refused.stderr
    assert not cli.workspace.exists() or not list(cli.workspace.iterdir())
