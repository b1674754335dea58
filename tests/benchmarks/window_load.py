"""What presses on the window from outside, in processes of its own: orders, readings, an OBS that hangs, a bare timer.

``python -m tests.benchmarks.window_load feed PORT TOKEN_FILE PRODUCTS`` plays an OBS, says ``obs PORT``, and on the
line ``load`` from stdin stops answering as OBS and posts 200 order lines and 50 readings a second.
``… bare`` runs nothing but a 5 ms timer; each line from stdin is answered by the p99 of its lateness since the last.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from tests.fake_obs import FakeObs

BEAT_S = 0.2
LINES_A_BEAT, READINGS_A_BEAT = 40, 10
INTERVAL_MS = 5
FOR_EVER_S = 3600.0


class Lateness:
    """How much later than after its interval a timer came, in ms, each time."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last: float | None = None

    def tick(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            self.late.append(max(0.0, (now - self._last) * 1000 - INTERVAL_MS))
        self._last = now

    def taken(self) -> list[float]:
        """What was measured since the last call."""
        late, self.late = self.late, []
        return late


def p99(late: list[float]) -> float:
    return quantiles(late, n=100)[-1]


def feed(port: int, token_file: Path, products: list[str]) -> None:
    obs = FakeObs()
    obs.start()
    print(f"obs {obs.port}", flush=True)
    feeds: list[Feed] = []
    for line in sys.stdin:
        if line.strip() == "load":
            obs.delay = FOR_EVER_S
            feeds = [
                Feed(port, token_file, "orders", LINES_A_BEAT, order_line, products),
                Feed(port, token_file, "readings", READINGS_A_BEAT, reading, products),
            ]
            print("loading", flush=True)
        elif line.strip() == "rates":
            print(" ".join(f"{one.rate():.0f}" for one in feeds), flush=True)


class Feed:
    """Posts rows of one kind at a steady beat, on a thread of its own; a beat that took too long is made up for."""

    def __init__(
        self,
        port: int,
        token_file: Path,
        what: str,
        rows: int,
        make: Callable[[int, str, str], dict[str, object]],
        products: list[str],
    ) -> None:
        self._port, self._what, self._rows, self._make = port, what, rows, make
        self._token = token_file.read_text(encoding="utf-8").strip()
        self._goods, self._numbers = itertools.cycle(products), itertools.count(1)
        self._posted, self._begun = 0, time.monotonic()
        threading.Thread(target=self._pour, name=what, daemon=True).start()

    def rate(self) -> float:
        """Rows a second that were answered with 200, from the first on."""
        return self._posted / (time.monotonic() - self._begun)

    def _pour(self) -> None:
        due = self._begun
        while True:
            at = datetime.now(UTC).isoformat()
            rows = [self._make(next(self._numbers), next(self._goods), at) for _ in range(self._rows)]
            post(self._port, self._token, self._what, rows)
            self._posted += len(rows)
            due += BEAT_S
            time.sleep(max(0.0, due - time.monotonic()))


def order_line(number: int, product: str, at: str) -> dict[str, object]:
    return {
        "source": "douyin",
        "line_id": f"bench-{number}",
        "order_id": f"bench-{number}",
        "product_id": product,
        "quantity": 1,
        "amount": "59.90",
        "status": "paid",
        "at": at,
    }


def reading(number: int, product: str, at: str) -> dict[str, object]:
    return {
        "source": "compass",
        "product_id": product,
        "metric": "clicks",
        "value": number,
        "cumulative": False,
        "at": at,
    }


def post(port: int, token: str, what: str, rows: list[dict[str, object]]) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/ingest/{what}",
        data=json.dumps(rows).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        answer.read()


def bare() -> None:
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    app = QCoreApplication([])
    lateness, timer = Lateness(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(INTERVAL_MS)
    timer.timeout.connect(lateness.tick)
    timer.start()

    def answer() -> None:
        for _line in sys.stdin:
            print(p99(lateness.taken()), flush=True)
        app.quit()

    threading.Thread(target=answer, daemon=True).start()
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        feed(int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4].split(","))
