"""The way in: read the command line, run a verb, or open the window.

A verb never imports Qt; the window is imported only when it is to be shown.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.options import Options


def main(argv: list[str] | None = None) -> int:
    """Run the program; answers its exit status."""
    from console.cli import run

    return run(sys.argv[1:] if argv is None else argv, _open_window)


def _open_window(options: Options) -> int:
    from widgets.application import run

    return run(options)


def main_gui() -> int:
    """The way in without a console window (Windows)."""
    return main()


if __name__ == "__main__":
    sys.exit(main())
