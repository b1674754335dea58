"""A journal of 96,000 events as a workbook, against bare openpyxl writing the same rows; and the report's memory.

Each side runs in a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.report import Report

EVENTS = 96_000
START = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
SHOW = "bench"
HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-workbook-") as folder:
        database = Path(folder) / "room.db"
        _fill(database)
        bare = min((_measured("bare", database, folder) for _ in range(2)), key=lambda told: told["seconds"])
        ours = min((_measured("ours", database, folder) for _ in range(2)), key=lambda told: told["seconds"])
        whole = _measured("whole", database, folder)
        first = _first_progress(database, Path(folder))
    report.ratio("workbook, 96,000 × 8 rows", ours["seconds"], bare["seconds"], "s", "≤ 1.15")
    report.value("workbook, whole report from the file: peak", whole["peak_mb"], "MB", "≤ 150")
    report.value("workbook, whole report: first progress", first, "s", "≤ 1")


def _measured(side: str, database: Path, folder: str) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_workbook", side, str(database), folder],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": folder},
    )
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def _events() -> list[Any]:
    """A long show: takes, outcomes of cues, messages, ticks and releases, over two hundred entries."""
    from console.show import events as ev
    from console.show.plan import EntryId, ProductId, ShowInfo
    from tests.builders import make_entry

    entries = tuple(make_entry(n, product_id=ProductId(f"P{n}"), stock=1_000_000) for n in range(200))
    payloads: list[ev.Payload] = [
        ev.ShowCreated(info=ShowInfo(name="长场"), entries=entries),
        ev.WentLive(entry_id=EntryId("e0"), planned_end=START + timedelta(hours=24)),
    ]
    for number in range(EVENTS - len(payloads)):
        entry = EntryId(f"e{number % 200}")
        seq = number + 2
        match number % 6:
            case 0 if number % 120 == 0:
                payloads.append(ev.Taken(entry_id=entry, how="next", scene="商品特写"))
            case 0 | 1:
                payloads.append(ev.CueDone(cause=seq, entry_id=entry, state="done", ms=91.5))
            case 2:
                payloads.append(ev.MessageSent(text=f"库存只剩 {number} 件，催一下单"))
            case 3:
                payloads.append(ev.SceneSeen(scene="主播近景"))
            case 4:
                payloads.append(ev.ObsLost(reason="lost"))
            case _:
                payloads.append(ev.Noted(text=f"第 {number} 条：观众在问尺码和发货时间"))
    return [
        ev.Event(seq=n, at=START + timedelta(milliseconds=900 * n), actor="阿中", payload=payload)
        for n, payload in enumerate(payloads, 1)
    ]


def _fill(database: Path) -> None:
    from console.show import events as ev
    from console.store.database import Database
    from console.store.tables import to_micros

    store = Database(database)
    store.open()
    rows = [
        (SHOW, e.seq, to_micros(e.at), e.kind, e.actor, json.dumps(ev.to_data(e.payload), ensure_ascii=False), None)
        for e in _events()
    ]
    with store.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(
            "INSERT INTO journal (show_id, seq, at, kind, actor, data, key) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )
        connection.exec_driver_sql("COMMIT")
    store.close()


def _ours(database: Path) -> float:
    from console.report.workbook import Captions, write_workbook
    from console.wording import catalogue

    summary = _summary(database)
    began = time.perf_counter()
    write_workbook(summary, Captions("zh_CN", catalogue("zh_CN")), io.BytesIO())
    return time.perf_counter() - began


def _bare(database: Path) -> float:
    """The same words in the same columns, made before the clock starts."""
    from openpyxl import Workbook

    from console.report.captions import Captions
    from console.report.sentences import kind_key
    from console.wording import catalogue

    captions = Captions("zh_CN", catalogue("zh_CN"))
    rows = [
        (
            row.seq,
            row.at.replace(tzinfo=None),
            None if row.clock is None else row.clock,
            row.actor,
            captions.say(kind_key(row.kind)),
            captions.render(row.object),
            captions.render(row.sentence),
            captions.render(row.result),
        )
        for row in _summary(database).log
    ]
    began = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("log")
    for row in rows:
        sheet.append(row)
    book.save(io.BytesIO())
    return time.perf_counter() - began


def _summary(database: Path) -> Any:
    from console.reporting import Rules, summary_of

    return summary_of(
        database,
        SHOW,
        rules=Rules(restock="always"),
        as_of=START + timedelta(hours=25),
        progress=lambda *_: None,
    )


def _whole(database: Path, folder: Path) -> float:
    from console.reporting import write_report

    began = time.perf_counter()
    write_report(database, SHOW, folder / "report.xlsx", "zh_CN")
    return time.perf_counter() - began


def _first_progress(database: Path, folder: Path) -> float:
    """From asking for a report in a process of its own to the first line of that process."""
    from console.main_loop import MainLoop
    from console.report_process import ReportProcess

    loop, heard = MainLoop(), [0]
    began = time.perf_counter()
    process = ReportProcess(
        database,
        SHOW,
        folder / "first.xlsx",
        "zh_CN",
        post=loop.post,
        on_progress=lambda *_: heard.append(1),
        on_done=lambda _: None,
        on_failed=lambda _: None,
    )
    loop.run(lambda: len(heard) > 2)  # its own zero comes before the child's
    took = time.perf_counter() - began
    process.cancel()
    process.wait(10)
    return took


def _peak_mb() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(side: str, database: Path, folder: Path) -> None:
    match side:
        case "whole":
            seconds = _whole(database, folder)
        case "ours":
            seconds = _ours(database)
        case _:
            seconds = _bare(database)
    print(json.dumps({"seconds": seconds, "peak_mb": _peak_mb()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
