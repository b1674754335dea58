"""A program that is killed at chosen moments: every time another child of one process that has imported everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[1]

_SERVE = """
import os, signal, sys
import alembic.operations, alembic.runtime.migration, alembic.script
for line in sys.stdin:
    argument, at, microseconds = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        count = 0
        def moment():
            global count
            count += 1
            if count == int(at):
                os.kill(os.getpid(), signal.SIGKILL)
        if int(microseconds):
            signal.setitimer(signal.ITIMER_REAL, int(microseconds) / 1e6)
        try:
            work(argument, moment)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Doomed:
    """``program`` defines ``work(argument, moment)``, which calls ``moment()`` wherever it may be killed."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", program + _SERVE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def dies(self, argument: object, *, at: int = 0, microseconds: int = 0) -> bool:
        """Let a child work until its moment number ``at``, or so long; whether it was killed before it had done all."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{argument}\t{at}\t{microseconds}\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        assert code <= 0, "it failed by itself, see above"
        return code < 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()
