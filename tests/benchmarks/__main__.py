"""Run every ``bench_*.py`` here, each in a process of its own so that none sees another's memory or threads.

``python -m tests.benchmarks [NAME…]``: all, or those whose name holds a NAME. Ends with 1 when a budget does not hold.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.report import HEADER, Report, Row

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main(arguments: list[str]) -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    reader.add_argument("names", nargs="*", help="run only benchmarks whose name holds one of these")
    reader.add_argument("--one", help=argparse.SUPPRESS)
    reader.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    chosen = reader.parse_args(arguments)
    if chosen.one:
        return run_one(chosen.one, chosen.rows)
    found = sorted(path.stem for path in HERE.glob("bench_*.py"))
    wanted = [name for name in found if not chosen.names or any(part in name for part in chosen.names)]
    if not wanted:
        print(f"no benchmark of that name; there are: {', '.join(found)}", file=sys.stderr)
        return 2
    return run_all(wanted)


def run_one(name: str, rows: Path) -> int:
    """In the child: every line is shown at once and kept for the parent's sum."""
    with rows.open("a", encoding="utf-8") as kept:

        def tell(row: Row) -> None:
            print(row, flush=True)
            kept.write(f"{row.to_json()}\n")
            kept.flush()

        importlib.import_module(f"tests.benchmarks.{name}").run(Report(tell))
    return 0


def run_all(names: list[str]) -> int:
    broken = []
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as home:
        environment = os.environ | {
            "HOME": home,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "XDG_RUNTIME_DIR": home,
        }
        Path(home).chmod(0o700)
        rows_file = Path(home) / "rows.jsonl"
        rows_file.touch()
        print(HEADER, flush=True)
        for name in names:
            print(f"-- {name.removeprefix('bench_')}", flush=True)
            command = [sys.executable, "-m", "tests.benchmarks", "--one", name, "--rows", str(rows_file)]
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                broken.append(name)
        rows = [Row.from_json(line) for line in rows_file.read_text(encoding="utf-8").splitlines()]
    over = [row.name for row in rows if not row.holds]
    print(
        f"-- {len(rows)} measured, {len(over)} over budget, {len(broken)} benchmarks failed {' '.join(broken)}".rstrip()
    )
    return 1 if over or broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
