"""A console that dies while it takes an import back: the next one finishes it, and nothing is half out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.show import events as ev
from console.store import journal
from tests.console.test_open_show_again import settled, shown
from tests.console.test_remote import Desktop
from tests.console.test_taking_back import in_file
from tests.console.web.room import WoundClock

ROOT = Path(__file__).resolve().parents[2]
DYING = """
import os, sys
from pathlib import Path
from console.listeners import Applied, TakingBack
from tests.console.test_taking_back import ROWS_A_JOB, bring, line, new_desktop, reading, shown

when = sys.argv[2]
desktop = new_desktop(Path(sys.argv[1]))
print(shown(desktop).show_id, flush=True)
bring(desktop, [line(1, quantity=5), line(2)], [reading(0, 5)], "keep.csv")
by = bring(desktop, [line(number) for number in range(1, ROWS_A_JOB * 8)], [reading(n, 50) for n in range(9)])


def die(told):
    if when == "durable" or (isinstance(told, TakingBack) and told.done >= ROWS_A_JOB * int(when)):
        os._exit(9)


desktop.console.listeners.subscribe(Applied if when == "durable" else TakingBack, die)
going = shown(desktop).take_back(by.number, by.file, actor="test")
if when == "asked":
    os._exit(9)
desktop.loop.result(going)
"""


@pytest.mark.parametrize("when", ["asked", "durable", "1", "5"])
def test_all_of_it_is_out_or_none(tmp_path: Path, when: str) -> None:
    dying = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), when], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert dying.returncode == 9, dying.stderr
    show_id = dying.stdout.strip()
    desktop = Desktop(tmp_path, WoundClock())
    try:
        with desktop.console.database.connect() as connection:
            kinds = [event.payload.kind for event in journal.load(connection, show_id)]
        desktop.console.open(show_id)
        taken_back = ev.ImportTakenBack.kind in kinds
        assert taken_back == (when != "asked")
        left = 2 if taken_back else 3999
        assert desktop.loop.run(
            lambda: shown(desktop).counters.room().orders == left and not shown(desktop).withdrawals.busy
        )
        balances = settled(desktop)
        lines, readings = in_file(desktop)
        assert len(lines) == left
        assert [row[4] for row in readings] == ([5.0] if taken_back else [50.0] * 9)
        assert sum(balance.sold for balance in balances.values()) == sum(row[4] for row in lines)
    finally:
        desktop.close()
