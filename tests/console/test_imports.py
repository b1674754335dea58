"""The record of what came into a show: kept over a restart, and never in the way when it is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.feeds.watch import Known
from console.imports import MOST, Import, ImportLog, Outcome, Way

AT = datetime(2026, 9, 7, 12, tzinfo=UTC)


def entry(file: str = "a.csv", outcome: Outcome = Outcome.TAKEN, **values: object) -> Import:
    return Import(at=AT, file=file, path=f"/x/{file}", way=Way.WATCHED, outcome=outcome, **values)  # type: ignore


def test_what_came_in_and_what_a_folder_held_are_there_again(tmp_path: Path) -> None:
    path, folder = tmp_path / "imports" / "show.json", tmp_path / "exports"
    log = ImportLog(path)
    assert (log.entries, log.known(folder)) == ((), None)
    log.add(entry("a.csv", lines=4, new=4, kind="doudian_orders"))
    log.add(entry("b.csv", readings=3, new=1, mapping="甲"))
    known = Known(files={"a.csv": (3, 12345678901234567)}, marks=frozenset({"ab"}))
    log.keep(folder, known)
    log.close()
    again = ImportLog(path)
    assert [each.file for each in again.entries] == ["b.csv", "a.csv"]
    assert again.entries == log.entries
    assert again.known(folder) == known
    again.close()


def test_what_lies_there_untouched_is_listed_once(tmp_path: Path) -> None:
    log = ImportLog(tmp_path / "show.json")
    for _ in range(3):
        log.add(entry("plan.xlsx", Outcome.PLAN))
    log.add(entry("plan.xlsx", Outcome.TAKEN))
    assert [each.outcome for each in log.entries] == [Outcome.TAKEN, Outcome.PLAN]
    log.close()


def test_the_oldest_go_when_there_are_many(tmp_path: Path) -> None:
    log = ImportLog(tmp_path / "show.json")
    for place in range(MOST + 5):
        log.add(entry(f"{place}.csv"))
    log.close()
    assert (len(log.entries), log.entries[-1].file) == (MOST, "5.csv")


def test_a_record_that_cannot_be_written_takes_nothing_down(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = ImportLog(tmp_path / "file" / "show.json")
    log.add(entry())
    log.close()
    log.keep(tmp_path, Known())
    assert len(log.entries) == 1


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b'{"version": 9}', b'{"version": 1, "imports": [1], "folders": {}}'),
        b'{"version": 1, "imports": [], "folders": {"/x": {"files": {"a.csv": [Infinity, 1]}, "marks": []}}}',
    ],
)
def test_a_spoilt_record_is_begun_anew(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "show.json"
    path.write_bytes(data)
    log = ImportLog(path)
    assert (log.entries, log.known(tmp_path)) == ((), None)
    log.add(entry())
    log.close()
    assert json.loads(path.read_bytes())["imports"][0]["file"] == "a.csv"


@given(st.binary(max_size=200))
def test_whatever_the_file_holds_there_is_a_record(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("r") / "show.json"
    path.write_bytes(data)
    log = ImportLog(path)
    assert isinstance(log.entries, tuple)
    log.close()
