"""Who may import whom: the rooms of the house stay apart, and a command line verb never meets Qt."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("console", "inventory", "resources", "scripts_library", "widgets")
LIMBS = ("store", "obs", "feeds", "metrics", "report", "web")

# A place is a folder or a file and the longest that matches rules; each may import itself and the standard library.
MAY_IMPORT_OURS = {
    "resources": set(),
    "console/show": set(),
    "scripts_library": {"resources"},
    "inventory": {"resources"},
    **{f"console/{limb}": {"console/show", "console/listeners.py"} for limb in LIMBS},
    "console": {"console", "inventory", "scripts_library", "resources"},
    "widgets": {"console", "inventory", "scripts_library", "resources", "widgets"},
    "main.py": {"console", "inventory", "scripts_library", "resources", "widgets"},
}
MAY_IMPORT_OURS["console/store"] |= {"inventory/migrating.py"}  # how tables get from one revision to the next
MAY_IMPORT_OURS["console/report"] |= {"console/metrics"}
MAY_IMPORT_OURS["console/feeds"] |= {"console/metrics", "inventory/catalogue.py"}  # values that sheets are read into

MAY_USE = {
    "PySide6": {"widgets"},
    "shiboken6": {"widgets"},
    "pyqtgraph": {"widgets"},
    "numpy": {"console/metrics", "console/report", "widgets"},
    "obsws_python": {"console/obs/connection.py"},
    "websocket": {"console/obs/connection.py"},
    "xlrd": {"console/feeds"},
    "openpyxl": {"console/feeds", "console/report", "inventory", "scripts_library"},
    "starlette": {"console/web"},
    "uvicorn": {"console/web"},
    "websockets": {"console/web", "console/feeds"},
    "sqlmodel": {"console/store", "inventory", "scripts_library"},
    "sqlalchemy": {
        "console/store",
        "console/desk.py",  # these four name the connection that the writer hands them
        "console/intake.py",
        "console/open_show.py",
        "console/taking_back.py",
        "inventory",
        "scripts_library",
    },
    "alembic": {"console/store/migrations", "inventory/migrating.py", "inventory/migrations"},
    "pypinyin": {"console", "inventory", "scripts_library", "widgets"},
    "psycopg": {"inventory"},
    "keyring": {"console/secrets.py"},
    "platformdirs": {"console/workspace.py"},
}

# PySide6-Essentials alone is installed with the program.
ESSENTIALS = {
    "QtCore",
    "QtDBus",
    "QtGui",
    "QtNetwork",
    "QtOpenGL",
    "QtOpenGLWidgets",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtTest",
    "QtWidgets",
}


def sources() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix()
    yield "main.py"


def inside(file: str, place: str) -> bool:
    return file == place or file.startswith(f"{place}/")


def place_of(module: str) -> str:
    """``console.show.plan`` → ``console/show/plan.py``, ``console.show`` → ``console/show``; for ours alone."""
    path = module.replace(".", "/")
    while path and not (ROOT / path).is_dir():
        if (ROOT / f"{path}.py").is_file():
            return f"{path}.py"
        path = path.rpartition("/")[0]  # the last name was no module but something in it
    return path


def imported(file: str, text: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import anywhere in the file; ``from a import b`` gives ``a.b``."""
    package = file.removesuffix(".py").removesuffix("/__init__").split("/")
    if not file.endswith("__init__.py"):
        package.pop()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{start}.{each.name}") for each in node.names)


def complaint(file: str, name: str) -> str | None:
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names:
        return None
    if (ROOT / top).is_dir() or (ROOT / f"{top}.py").is_file():
        place = max((each for each in MAY_IMPORT_OURS if inside(file, each)), key=len)
        target = place_of(name)
        allowed = MAY_IMPORT_OURS[place] | ({place} if place != "main.py" else set())
        return None if any(inside(target, each) for each in allowed) else f"{place} may not import {target}"
    if top not in MAY_USE:
        return f"{top}: say in MAY_USE which room it is for"
    if not any(inside(file, each) for each in MAY_USE[top]):
        return f"{top} belongs in {', '.join(sorted(MAY_USE[top]))}"
    if top == "PySide6" and name != "PySide6" and name.split(".")[1] not in ESSENTIALS:
        return f"{name} is not in PySide6-Essentials"
    return None


def complaints(file: str, text: str) -> list[str]:
    found = ((line, complaint(file, name)) for line, name in imported(file, text))
    return [f"{file}:{line}: {said}" for line, said in found if said]


@pytest.mark.parametrize("file", [*sources()])
def test_a_file_imports_only_what_its_room_may(file: str) -> None:
    assert not complaints(file, (ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("console/show/plan.py", "import numpy"),
        ("console/show/plan.py", "from console import listeners"),
        ("console/store/journal.py", "from console.metrics import counters"),
        ("console/store/journal.py", "from ..metrics import counters"),
        ("console/web/server.py", "from console.settings import Settings"),
        ("console/app.py", "def later():\n    import widgets"),
        ("console/app.py", "from PySide6.QtCore import QTimer"),
        ("console/obs/runner.py", "import obsws_python"),
        ("inventory/ledger.py", "import scripts_library"),
        ("scripts_library/words.py", "from console.show.plan import Plan"),
        ("widgets/window.py", "import main"),
        ("widgets/window.py", "import starlette"),
        ("widgets/window.py", "from PySide6 import QtMultimedia"),
        ("resources/__init__.py", "import console"),
        ("main.py", "from PySide6 import QtCore"),
        ("console/app.py", "import leftpad"),
    ],
)
def test_the_rule_sees_what_it_forbids(file: str, text: str) -> None:
    assert complaints(file, text)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("console/show/rundown.py", "from console.show.plan import Plan\nimport datetime"),
        ("console/store/journal.py", "import sqlalchemy\nfrom console import listeners\nfrom . import tables"),
        ("console/report/summary.py", "from console.metrics import counters"),
        ("console/app.py", "import inventory\nfrom console.store import journal"),
        ("widgets/window.py", "from PySide6.QtSvg import QSvgRenderer\nfrom console.settings import Settings"),
    ],
)
def test_the_rule_lets_pass_what_it_allows(file: str, text: str) -> None:
    assert not complaints(file, text)


LOOK = """
import json, runpy, sys
sys.argv = ["main.py", *sys.argv[1:]]
try:
    runpy.run_path("main.py", run_name="__main__")
finally:
    tops = sorted({name.partition(".")[0] for name in sys.modules})
    print("\\n" + json.dumps(tops), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["shows"], ["shows", "--json"], ["doctor", "--help"]])
def test_a_verb_of_the_command_line_never_meets_qt(arguments: list[str], tmp_path: Path) -> None:
    where = ["--workspace", str(tmp_path / "workspace")]
    ended = subprocess.run(
        [sys.executable, "-c", LOOK, *where, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    loaded = set(json.loads(ended.stderr.splitlines()[-1]))
    assert "argparse" in loaded
    assert not loaded & {"PySide6", "shiboken6", "pyqtgraph", "widgets"}
