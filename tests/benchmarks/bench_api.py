"""The local API under load: a thousand calls a second for a while, none lost, and the main thread stays free.

The callers are a process of their own.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from console.local_server import start_server
from console.main_loop import MainLoop
from tests.benchmarks.bench_store import console_with_a_show
from tests.benchmarks.report import Report

RATE, SECONDS, CONNECTIONS = 1000, 8, 16
FRAME_MS = 16.7


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory(prefix="zhongkong-bench-") as folder:
        loop = MainLoop()
        console = console_with_a_show(Path(folder) / "room", loop)
        server = start_server(console, port=0)
        token = console.workspace.api_token.read_text().strip()
        for path, name in (("GET /api/v1/state", "GET state"), ("POST /api/v1/action/note", "POST note, durable")):
            told, lateness = load(loop, server.port, token, path)
            report.value(f"{name}: calls lost of {RATE * SECONDS:,} at {RATE}/s", told["lost"], "calls", "≤ 0")
            report.value(f"{name}: calls answered", told["rate"], "calls/s", f"≥ {0.98 * RATE:.0f}")
            report.value(f"{name}: main thread late, p99", percentile(lateness, 99), "ms", f"≤ {FRAME_MS}")
        server.close()
        console.close()


def load(loop: MainLoop, port: int, token: str, path: str) -> tuple[dict[str, Any], list[float]]:
    """Run the callers; meanwhile the main thread is asked every 5 ms, and how late it answers is measured."""
    callers = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.bench_api", str(port), token, path], stdout=subprocess.PIPE, text=True
    )
    lateness: list[float] = []
    ended = threading.Event()

    def answer(asked: float) -> None:
        lateness.append(1000 * (time.perf_counter() - asked))

    def ask() -> None:
        while not ended.wait(0.005):
            loop.post(partial(answer, time.perf_counter()))

    asking = threading.Thread(target=ask)
    asking.start()
    loop.run(lambda: callers.poll() is not None, timeout=60)
    ended.set()
    asking.join()
    assert callers.stdout is not None
    with callers.stdout as told:
        return json.load(told), lateness


def percentile(values: list[float], which: int) -> float:
    return statistics.quantiles(values, n=100)[which - 1]


# -- the callers, in a process of their own --------------------------------------------------------


async def call_all(port: int, token: str, path: str) -> dict[str, Any]:
    """Every connection makes its share of the calls, each at its own moment."""
    began = time.perf_counter()
    lost = sum(await asyncio.gather(*(one(port, token, path, began, place) for place in range(CONNECTIONS))))
    return {"lost": lost, "rate": RATE * SECONDS / (time.perf_counter() - began)}


async def one(port: int, token: str, path: str, began: float, place: int) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b'{"text": "bench"}' if path.startswith("POST") else b""
    head = f"{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    lost = 0
    for number in range(place, RATE * SECONDS, CONNECTIONS):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        lost += not answer.startswith(b"HTTP/1.1 200")
    writer.close()
    return lost


if __name__ == "__main__":
    print(json.dumps(asyncio.run(call_all(int(sys.argv[1]), sys.argv[2], sys.argv[3]))))
