"""A report beside a running console: the old file or the new one, never half of one, and nothing left behind."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console import reporting
from console.main_loop import MainLoop
from console.report.figures import Summary
from console.report_process import ReportProcess
from console.reporting import ReportFailed, Rules, summary_of, write_report
from console.settings import ReturnsRestock, Settings
from console.show import commands as cmd
from console.show.sales import Metric, Reading
from console.wording import LANGUAGES, catalogue, say
from tests.builders import Room, feed_evening, make_room, run_show, sell
from tests.console.report.books import SHEETS, read

ROOT = Path(__file__).parents[2]


@pytest.fixture
def loop() -> MainLoop:
    return MainLoop()


@pytest.fixture
def room(tmp_path: Path, loop: MainLoop) -> Iterator[Room]:
    def pump(until: Callable[[], bool]) -> None:
        assert loop.run(until)

    made = make_room(tmp_path / "workspace", loop.post, pump)
    made.open_show()
    run_show(made)
    feed_evening(made)
    yield made
    made.close()


def database(room: Room) -> Path:
    return room.console.workspace.database


@dataclass
class Heard:
    """What a report's process told, in order."""

    progress: list[tuple[float, str]] = field(default_factory=list)
    ended: list[Any] = field(default_factory=list)

    def start(
        self, room: Room, loop: MainLoop, output: Path, show: str | None = None, settings: Settings | None = None
    ) -> ReportProcess:
        return ReportProcess(
            database(room),
            show or room.show.show_id,
            output,
            "zh_CN",
            post=loop.post,
            on_progress=lambda fraction, stage: self.progress.append((fraction, stage)),
            on_done=self.ended.append,
            on_failed=self.ended.append,
            on_cancelled=lambda: self.ended.append("cancelled"),
            settings=settings,
        )


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_figures_are_those_of_the_console_that_is_running(room: Room, tmp_path: Path) -> None:
    output = tmp_path / "report.xlsx"
    write_report(database(room), room.show.show_id, output, "zh_CN")
    book = read(output.read_bytes(), values=True)
    figures = room.show.counters.room()
    assert figures.gmv > 0
    assert book["场次概览"]["A6"].value == pytest.approx(figures.gmv / 100)
    total = next(row for row in book["商品明细"].iter_rows() if row[1].value == "合计")
    assert total[17].value == figures.units
    for row in book["商品明细"].iter_rows(min_row=6, max_row=total[0].row - 1):
        balance = room.show.balance(row[2].value)
        assert (row[23].value, row[24].value, row[25].value, row[26].value) == (
            balance.released,
            balance.sold,
            balance.remaining,
            balance.oversold,
        )


def test_what_belongs_to_a_show_follows_the_settings(room: Room, tmp_path: Path) -> None:
    room.ask(cmd.EndShow())
    gmv = room.show.counters.room().gmv
    sell(room, "late", at=room.clock.now() + timedelta(minutes=5), amount=777)

    def told(minutes: int) -> int:
        rules = Rules(tail_minutes=minutes, restock="always")
        return summary_by(room, rules).overview.gmv

    assert (told(30), told(1)) == (gmv + 777, gmv)
    output = tmp_path / "report.xlsx"
    settings = Settings(tail_minutes=1, returns_restock=ReturnsRestock.NEVER)
    write_report(database(room), room.show.show_id, output, "en", settings=settings)
    assert read(output.read_bytes(), values=True)["Overview"]["A6"].value == pytest.approx(gmv / 100)


def summary_by(room: Room, rules: Rules) -> Summary:
    return summary_of(database(room), room.show.show_id, rules=rules, as_of=room.clock.now(), progress=lambda *_: None)


def test_the_feed_the_user_chose_counts_in_the_report_as_it_does_on_screen(
    room: Room, loop: MainLoop, tmp_path: Path
) -> None:
    at, product = room.clock.now(), next(iter(room.show.counters.products))
    first = room.show.counters.item(product).click_users
    other = Reading(source="erp", product_id=product, metric=Metric.CLICK_USERS, value=987_654, cumulative=True, at=at)
    room.wait(room.show.intake.readings([other]))
    assert _clickers(summary_by(room, Rules()), product) == first
    settings = Settings(sources={Metric.CLICK_USERS: "erp"})
    room.show.count_from(settings.sources)
    assert room.show.counters.item(product).click_users == 987_654
    assert _clickers(summary_by(room, Rules.of(settings)), product) == 987_654
    heard, output = Heard(), tmp_path / "report.xlsx"
    heard.start(room, loop, output, settings=settings)
    assert loop.run(lambda: bool(heard.ended))
    rows = read(output.read_bytes(), values=True)["商品明细"].iter_rows(min_row=6)
    assert 987_654 in next([cell.value for cell in row] for row in rows if row[2].value == product)


def _clickers(summary: Summary, product: str) -> float | None:
    return next(item for item in summary.items if item.product_id == product).bought.bottom


def test_reading_changes_nothing_in_the_room(room: Room, tmp_path: Path) -> None:
    with room.console.database.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        write_report(database(room), room.show.show_id, tmp_path / "report.xlsx", "zh_CN")
        assert connection.exec_driver_sql("PRAGMA data_version").scalar_one() == before


def test_a_room_at_rest_in_a_folder_nobody_can_write_is_read_as_it_stands(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_id = room.show.show_id
    room.close()
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "room.db").write_bytes(database(room).read_bytes())
    monkeypatch.setattr(os, "access", lambda *_: False)  # a test may run as root, whom no mode keeps out
    write_report(folder / "room.db", show_id, tmp_path / "report.xlsx", "zh_CN")
    assert (tmp_path / "report.xlsx").exists()
    assert leftovers(folder) == ["room.db"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_progress_begins_at_nothing_grows_and_ends_whole(room: Room, tmp_path: Path, lang: str) -> None:
    told: list[tuple[float, str]] = []
    write_report(
        database(room),
        room.show.show_id,
        tmp_path / "report.xlsx",
        lang,
        progress=lambda fraction, stage: told.append((fraction, stage)),
    )
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert {stage for _, stage in told} == {"starting", "reading", "counting", "writing", "saving"}
    assert all(say(lang, f"report.stage.{stage}") for _, stage in told)


def failed(room: Room, output: Path, show: str | None = None, file: Path | None = None) -> ReportFailed:
    with pytest.raises(ReportFailed) as told:
        write_report(file or database(room), show or room.show.show_id, output, "zh_CN")
    for lang in LANGUAGES:
        sentence = say(lang, f"report.failed.{told.value.code}", **told.value.data)
        assert sentence
    return told.value


def test_a_show_that_is_not_there_is_named(room: Room, tmp_path: Path) -> None:
    told = failed(room, tmp_path / "report.xlsx", show="20000101-none")
    assert (told.code, told.data["show"]) == ("no_such_show", "20000101-none")
    assert leftovers(tmp_path) == ["workspace"]


def test_a_folder_that_is_not_there_is_named(room: Room, tmp_path: Path) -> None:
    assert failed(room, tmp_path / "gone" / "report.xlsx").code == "no_folder"


def test_a_folder_is_no_file(room: Room, tmp_path: Path) -> None:
    assert failed(room, tmp_path / "workspace").code == "not_a_file"


def test_a_database_that_is_none_is_told(room: Room, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database at all, not even a little" * 100)
    assert failed(room, tmp_path / "report.xlsx", file=broken).code == "database"
    assert failed(room, tmp_path / "report.xlsx", file=tmp_path / "none.db").code == "database"


def test_an_old_file_held_by_another_program_stays_as_it_was(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report.xlsx"
    output.write_bytes(b"old")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "held by Excel")

    monkeypatch.setattr(Path, "replace", held)
    told = failed(room, output)
    assert (told.code, told.data["path"]) == ("target_locked", str(output))
    assert output.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["report.xlsx", "workspace"]


def test_a_file_that_cannot_be_opened_for_writing_is_told_before_the_work(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report.xlsx"
    output.write_bytes(b"old")
    opened = Path.open

    def held(self: Path, *arguments: Any, **more: Any) -> Any:
        if self == output:
            raise PermissionError(errno.EACCES, "held by Excel")
        return opened(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", held)
    monkeypatch.setattr(reporting, "summary_of", lambda *_, **__: pytest.fail("the work was begun"))
    assert failed(room, output).code == "target_locked"


FULL = """
import resource, sys, json
from pathlib import Path
from console.reporting import ReportFailed, write_report
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_report(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), "zh_CN")
except ReportFailed as failure:
    print(json.dumps([failure.code, failure.data]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit to stand for a full disk")
def test_a_full_disk_leaves_the_old_file_and_nothing_else(room: Room, tmp_path: Path) -> None:
    output = tmp_path / "report.xlsx"
    output.write_bytes(b"old")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(database(room)), room.show.show_id, str(output)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.stderr == ""
    assert json.loads(ended.stdout)[0] == "disk_full"
    assert output.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["report.xlsx", "scratch", "workspace"]
    assert leftovers(scratch) == []


def test_an_interrupted_report_leaves_nothing(room: Room, tmp_path: Path) -> None:
    def stop(fraction: float, _stage: str) -> None:
        if fraction > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(database(room), room.show.show_id, tmp_path / "report.xlsx", "zh_CN", progress=stop)
    assert leftovers(tmp_path) == ["workspace"]


# -- in a child process -------------------------------------------------------------------------------


def test_a_report_is_written_by_a_child_that_tells_how_far_it_is(room: Room, loop: MainLoop, tmp_path: Path) -> None:
    heard, output = Heard(), tmp_path / "report.xlsx"
    process = heard.start(room, loop, output)
    assert loop.run(lambda: bool(heard.ended))
    assert heard.ended == [output]
    assert heard.progress[0] == (0.0, "starting")
    assert heard.progress[-1][0] == 1.0
    assert tuple(read(output.read_bytes()).sheetnames) == SHEETS["zh_CN"]
    assert process.wait(5)
    assert leftovers(tmp_path) == ["report.xlsx", "workspace"]


def test_a_childs_failure_is_told_like_our_own(room: Room, loop: MainLoop, tmp_path: Path) -> None:
    heard = Heard()
    heard.start(room, loop, tmp_path / "report.xlsx", show="none")
    assert loop.run(lambda: bool(heard.ended))
    (told,) = heard.ended
    assert isinstance(told, ReportFailed)
    assert told.code == "no_such_show"


@pytest.mark.parametrize("when", ["at once", "at work"])
def test_a_cancelled_report_leaves_the_old_file_and_nothing_else(
    room: Room, loop: MainLoop, tmp_path: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    heard, output = Heard(), tmp_path / "report.xlsx"
    output.write_bytes(b"old")
    process = heard.start(room, loop, output)
    if when == "at work":
        assert loop.run(lambda: len(heard.progress) > 2)
    process.cancel()
    assert loop.run(lambda: bool(heard.ended))
    assert process.wait(5)
    if heard.ended == ["cancelled"]:
        assert output.read_bytes() == b"old"
    else:  # it was done before the cancel came
        assert heard.ended == [output]
    assert leftovers(tmp_path) == ["report.xlsx", "scratch", "workspace"]
    assert leftovers(scratch) == []


def test_a_child_that_dies_says_why(
    room: Room, loop: MainLoop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(_dying(tmp_path / "python")))
    heard = Heard()
    heard.start(room, loop, tmp_path / "report.xlsx")
    assert loop.run(lambda: bool(heard.ended))
    (told,) = heard.ended
    assert told.code == "stopped"
    assert told.data["reason"] == "out of luck"


def test_a_child_that_cannot_be_started_is_told(
    room: Room, loop: MainLoop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    heard = Heard()
    heard.start(room, loop, tmp_path / "report.xlsx")
    assert loop.run(lambda: bool(heard.ended))
    assert [told.code for told in heard.ended] == ["stopped"]


def _dying(path: Path) -> Path:
    path.write_text("#!/bin/sh\necho out of luck\nexit 3\n")
    path.chmod(0o755)
    return path


def test_starting_a_report_imports_nothing_heavy() -> None:
    look = "import sys, console.report_process; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    ended = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    for heavy in ("openpyxl", "sqlalchemy", "sqlmodel", "PySide6", "numpy"):
        assert heavy not in ended.stdout


def test_the_child_never_meets_qt(room: Room, tmp_path: Path) -> None:
    look = (
        "import sys; from pathlib import Path; from console.reporting import write_report;"
        "write_report(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), 'en');"
        "print(sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", look, str(database(room)), room.show.show_id, str(tmp_path / "r.xlsx")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "openpyxl" in ended.stdout
    assert "PySide6" not in ended.stdout


@pytest.mark.parametrize("code", sorted(set(reporting._CODES.values())))
def test_every_way_a_disk_fails_has_its_words(code: str) -> None:
    assert all(f"report.failed.{code}" in catalogue(lang) for lang in LANGUAGES)
