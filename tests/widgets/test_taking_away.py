"""What leaves the window: a table on the clipboard that outlives the program's end without harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from widgets.charts.taking_away import as_mime

ROOT = Path(__file__).parents[2]
COPIES_AND_ENDS = """
from PySide6.QtWidgets import QApplication
from widgets.charts.taking_away import as_mime
app = QApplication([])
app.clipboard().setMimeData(as_mime([["商品", "成交"], ["杯", "1,234"]]))
print(app.clipboard().text())
"""


def test_a_table_is_text_and_html_and_nothing_else() -> None:
    held = as_mime([["a", "b\tc"], ["<d>", "1"]])
    assert sorted(held.formats()) == ["text/html", "text/plain"]
    assert held.text() == "a\tb c\n<d>\t1\n"
    assert "<td>&lt;d&gt;</td>" in held.html()


def test_a_program_that_ends_with_a_copied_table_ends_well() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", COPIES_AND_ENDS],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stdout.split()) == (0, ["商品", "成交", "杯", "1,234"]), ended.stderr
