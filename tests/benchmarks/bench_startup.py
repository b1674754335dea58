"""From the process's start to the first picture, and to a show one can run: whole processes, the sides in turn.

The first picture is held against a process that does nothing but show a PySide6 window. "Usable" is the show open,
every dock made and painted; it is held against the same program with every library imported before the window is
made, and, as a second line, against a process that only imports those libraries, makes the store's tables and shows
a window.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from console.main_loop import MainLoop
from console.settings import Settings
from tests import builders
from tests.benchmarks.report import Report

ROOT = Path(__file__).parents[2]
RUNS = 5
TIMEOUT_S = 60

# Every library the program is made of, at once.
EAGER = """
import sqlite3, numpy, openpyxl, pypinyin, pyqtgraph, sqlmodel, obsws_python, keyring, platformdirs
import starlette.applications, uvicorn, websockets, httpx
"""

# Told when a picture is whole: asked for before anything the picture sets off, and done behind its last stroke.
PICTURE = """
from PySide6.QtCore import QObject, Qt, Signal
class Picture(QObject):
    begun = Signal(object)
    def __init__(self):
        super().__init__()
        self.begun.connect(lambda then: then(), Qt.ConnectionType.QueuedConnection)
picture = Picture()
"""

BARE_WINDOW = (
    PICTURE
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        picture.begun.emit(painted)
        super().paintEvent(event)
def painted():
    tell("painted")
    os._exit(0)
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("中控"))
window.resize(1920, 1080)
window.show()
app.exec()
"""
)

TABLES = """
import tempfile
from sqlmodel import Field, SQLModel, create_engine
class Event(SQLModel, table=True):
    seq: int = Field(primary_key=True)
    data: str
SQLModel.metadata.create_all(create_engine("sqlite:///" + tempfile.mkdtemp(dir=sys.argv[1]) + "/bare.db"))
"""

# The program as ``main.py`` runs it, with a look at two of its moments.
OURS = (
    PICTURE
    + """
from PySide6.QtCore import QTimer
from widgets.window import Window
paint = Window.paintEvent
windows = []
def paint_event(window, event):
    if not windows:
        windows.append(window)
        picture.begun.emit(painted)
    paint(window, event)
Window.paintEvent = paint_event
def painted():
    tell("painted")
    look.start(5)
def is_usable():
    (window,) = windows
    docks = getattr(getattr(window, "room", None), "docks", {})
    if len(docks) == 5 and window.faces.currentWidget() is window.room and all(d.isVisible() for d in docks.values()):
        window.repaint()
        tell("usable")
        os._exit(0)
look = QTimer()
look.timeout.connect(is_usable)
from main import main
main(["--workspace", sys.argv[1], "--show", sys.argv[2], "--no-api"])
"""
)

TELL = """
import os, sys, time
sys.path.insert(0, os.getcwd())
def tell(moment):
    print(moment, time.monotonic(), flush=True)
"""


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        show_id = seed(Path(home) / "workspace")
        sides = {
            "bare": TELL + BARE_WINDOW,
            "ours": TELL + OURS,
            "eager first": TELL + EAGER + OURS,
            "eager bare": TELL + EAGER + TABLES + BARE_WINDOW,
        }
        measured: dict[str, dict[str, list[float]]] = {name: {} for name in sides}
        for at in range(RUNS + 1):
            for name, program in sides.items():
                for moment, seconds in start(program, Path(home), show_id).items():
                    if at:  # the first round only warms the disk's cache and writes the bytecode
                        measured[name].setdefault(moment, []).append(seconds * 1000)
    painted, usable = measured["ours"]["painted"], measured["ours"]["usable"]
    report.ratio("start: first picture, beside a bare window", *of(painted, measured["bare"]["painted"]), "ms", "≤ 1.5")
    report.ratio(
        "start: usable, beside all imported first", *of(usable, measured["eager first"]["usable"]), "ms", "≤ 1.2"
    )
    report.ratio(
        "start: usable, beside imports and a window", *of(usable, measured["eager bare"]["painted"]), "ms", "≤ 1.2"
    )


def of(ours: list[float], bare: list[float]) -> tuple[float, float]:
    return median(ours), median(bare)


def seed(workspace: Path) -> str:
    """A live show of twenty entries with half an hour of orders and readings."""
    loop = MainLoop()

    def pump(until: object) -> None:
        loop.run(until)  # type: ignore[arg-type]

    room = builders.make_room(workspace, loop.post, pump, settings=Settings(obs_connect=False))
    room.clock._now = datetime.now(UTC) - timedelta(minutes=45)
    room.open_show()
    builders.run_show(room)
    builders.feed_evening(room)
    show_id = room.show.show_id
    room.close()
    (workspace / "settings.json").write_text('{"obs_connect": false}', encoding="utf-8")
    return show_id


def start(program: str, home: Path, show_id: str) -> dict[str, float]:
    """Seconds from the process's start to each moment it tells; bytecode is there, as where it is installed."""
    ours = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | ours
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, str(home / "workspace"), show_id],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    moments = [line.split() for line in done.stdout.splitlines() if line.startswith(("painted ", "usable "))]
    if not moments:
        raise RuntimeError(done.stderr)
    return {moment: float(at) - began for moment, at in moments}
