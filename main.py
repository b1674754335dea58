"""The way in: read the command line, run a verb, or open the window.

A verb never imports Qt; the window is imported only when it is to be shown.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.options import Options

WORLD_FAILED = 4
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # the last one says where else to draw


def main(argv: list[str] | None = None) -> int:
    """Run the program; answers its exit status."""
    from console.cli import run

    return run(sys.argv[1:] if argv is None else argv, _open_window)


def _open_window(options: Options) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in DISPLAYS):
        return _say_why(options, "no_display")  # Qt would abort
    try:
        from widgets.application import run
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        return _say_why(options, "no_window", str(missing))  # a system library is not there, or Qt is not installed
    return run(options)


def _say_why(options: Options, key: str, reason: str = "") -> int:
    from console.wording import say

    print(say(options.lang or "zh_CN", f"cli.{key}", reason=reason), file=sys.stderr)
    return WORLD_FAILED


def main_gui() -> int:
    """The way in without a console window (Windows)."""
    return main()


if __name__ == "__main__":
    sys.exit(main())
