"""SIGKILL at random moments while takes, releases, orders, readings and messages pour in through the API.

After each restart: every acknowledged call is there, exactly once; an unacknowledged one is either there or not, and
its retry answers accordingly; the same entry is on air with its true elapsed time; stock, figures and ledger agree.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import httpx
import pytest

from console.show import commands as cmd
from console.show.plan import Entry, EntryId, ProductId, ShowInfo
from tests.end_to_end.headless_program import Program, eventually, plan_show

LIVES = 20  # for each of the seeds: 60 kills together
ITEMS = 12
STOCK, FIRST_RELEASE = 1_000_000, 100
KEPT = "SELECT seq FROM journal WHERE key LIKE ?1 UNION SELECT seq FROM repeated_call WHERE key LIKE ?1"
PRODUCTS = [f"35770000000000{number:04d}" for number in range(ITEMS)]


@dataclass
class Call:
    """One call with its key; ``seq`` is None until it was acknowledged."""

    path: str
    body: dict[str, Any]
    key: str
    seq: int | None = None


@dataclass
class Line:
    """An order line as it was last sent, and whether that was acknowledged."""

    sent: dict[str, Any]
    acknowledged: bool = False
    refund_acknowledged: bool = False


@dataclass
class Diary:
    """All that a caller knows."""

    calls: list[Call] = field(default_factory=list)
    unanswered: list[Call] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)
    readings: dict[str, bool] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))
    faults: list[str] = field(default_factory=list)


class Pourer:
    """Threads that call the program until it is gone."""

    def __init__(self, program: Program, diary: Diary, seed: int) -> None:
        self._program = program
        self._diary = diary
        roles = (self._takes, self._releases, self._orders, self._readings, self._messages)
        self._threads = [
            threading.Thread(target=self._run, args=(role, random.Random(f"{seed} {role.__name__}"))) for role in roles
        ]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _run(self, role: Callable[[httpx.Client, random.Random], None], dice: random.Random) -> None:
        with self._program.client() as http:
            try:
                while True:
                    role(http, dice)
            except httpx.TransportError:
                return  # it was killed
            except AssertionError as error:
                self._diary.faults.append(str(error))

    def _call(self, http: httpx.Client, path: str, **body: Any) -> None:
        call = Call(path, body, f"k{next(self._diary.numbers)}")
        self._diary.unanswered.append(call)
        answer = send(http, call)
        self._diary.unanswered.remove(call)
        if answer.status_code == 409:
            return
        assert answer.status_code == 200, answer.text
        call.seq = answer.json()["journal_seq"]
        self._diary.calls.append(call)

    def _takes(self, http: httpx.Client, dice: random.Random) -> None:
        if dice.random() < 0.3:
            self._call(http, "action/next")
        else:
            self._call(http, "action/goto", entry_id=f"e{dice.randrange(ITEMS)}")

    def _releases(self, http: httpx.Client, dice: random.Random) -> None:
        self._call(http, f"stock/{dice.choice(PRODUCTS)}/release", quantity=dice.randint(1, 5))

    def _messages(self, http: httpx.Client, dice: random.Random) -> None:
        name = dice.choice(["message", "note"])
        self._call(http, f"action/{name}", text=f"第 {next(self._diary.numbers)} 句")

    def _orders(self, http: httpx.Client, dice: random.Random) -> None:
        batch = [self._line(dice) for _ in range(dice.randint(1, 8))]
        known = list(self._diary.lines.values())
        again = [dict(line.sent) for line in dice.sample(known, min(3, len(known)))]  # delivered once more
        refunds = []
        for line in dice.sample(known, min(1, len(known))):
            if line.acknowledged and line.sent["status"] == "paid":
                line.sent = {**line.sent, "status": "refunded", "status_at": now_text(hours=1)}
                refunds.append(line)
        sent = [line.sent for line in (*batch, *refunds)]
        answer = http.post("/api/v1/ingest/orders", json=[*sent, *again])
        assert answer.status_code == 200, answer.text
        for line in batch:
            line.acknowledged = True
        for line in refunds:
            line.refund_acknowledged = True

    def _line(self, dice: random.Random) -> Line:
        line_id = f"69{next(self._diary.numbers):016d}"
        line = Line(
            {
                "source": "douyin",
                "line_id": line_id,
                "order_id": line_id,
                "product_id": dice.choice(PRODUCTS),
                "quantity": dice.randint(1, 3),
                "amount": f"{dice.randint(1, 300)}.{dice.randint(0, 99):02d}",
                "status": "paid",
                "at": now_text(),
            }
        )
        self._diary.lines[line_id] = line
        return line

    def _readings(self, http: httpx.Client, dice: random.Random) -> None:
        at = now_text(microseconds=next(self._diary.numbers))
        self._diary.readings[at] = False
        reading = {"source": "relay", "product_id": PRODUCTS[0], "metric": "clicks", "value": 1, "cumulative": False}
        answer = http.post("/api/v1/ingest/readings", json=[{**reading, "at": at}])
        assert answer.status_code == 200, answer.text
        self._diary.readings[at] = True


def send(http: httpx.Client, call: Call) -> httpx.Response:
    return http.post(f"/api/v1/{call.path}", json=call.body, headers={"Idempotency-Key": call.key})


def now_text(**later: float) -> str:
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


class Inspector:
    """Looks at a program that has just come back, through its API and beside it into its file."""

    def __init__(self, program: Program, http: httpx.Client, diary: Diary) -> None:
        self._database = program.root / "room.db"
        self._http = http
        self._diary = diary

    def look(self) -> None:
        journal = self._get("journal")
        assert [row["seq"] for row in journal] == list(range(1, len(journal) + 1))
        self._calls_are_there_once(journal)
        self._entry_on_air(journal)
        self._lines_are_counted_once(journal)
        self._readings_are_counted_once()
        self._retries_agree(journal)

    def _calls_are_there_once(self, journal: list[dict[str, Any]]) -> None:
        for call in self._diary.calls:
            assert call.seq is not None
            assert is_event_of(call, journal[call.seq - 1]), (call, journal[call.seq - 1])
        texts = Counter(row["data"]["text"] for row in journal if "text" in row["data"])
        assert not texts or max(texts.values()) == 1
        keys = [key for (key,) in self._rows("SELECT key FROM journal WHERE key IS NOT NULL")]
        assert len(keys) == len(set(keys))

    def _entry_on_air(self, journal: list[dict[str, Any]]) -> None:
        take = next(row for row in reversed(journal) if row["kind"] in ("taken", "went_live"))
        state = self._get("state")
        assert (state["status"], state["on_air_entry_id"]) == ("live", take["data"]["entry_id"])
        elapsed = (datetime.now(UTC) - datetime.fromisoformat(take["at"])).total_seconds()
        assert elapsed - 2 <= state["on_air_elapsed_s"] <= elapsed
        assert state["journal_seq"] == len(journal)

    def _lines_are_counted_once(self, journal: list[dict[str, Any]]) -> None:
        stored = {
            line_id: (product, quantity, amount, status)
            for line_id, product, quantity, amount, status in self._rows(
                "SELECT line_id, product_id, quantity, amount, status FROM order_line"
            )
        }
        for line_id, line in self._diary.lines.items():
            assert not line.acknowledged or line_id in stored
            assert not line.refund_acknowledged or stored[line_id][3] == "refunded"
        assert stored.keys() <= self._diary.lines.keys()
        released = dict.fromkeys(PRODUCTS, 0)
        for row in journal:
            if row["kind"] in ("taken", "went_live"):
                product = PRODUCTS[int(row["data"]["entry_id"][1:])]
                released[product] += row["data"].get("first_release", 0)
            if row["kind"] == "released":
                released[row["data"]["product_id"]] += row["data"]["quantity"]
        items = {row["product_id"]: row for row in self._get("items")}
        for product in PRODUCTS:
            mine = [line for line in stored.values() if line[0] == product]
            sold = sum(quantity for _, quantity, _, status in mine if status == "paid")
            row = items[product]
            assert row["orders"] == len(mine)
            assert row["units"] == sum(line[1] for line in mine)
            assert row["gmv"] == f"{sum(line[2] for line in mine) / 100:.2f}"
            assert (row["stock_allotted"], row["stock_released"], row["stock_sold"]) == (STOCK, released[product], sold)
            eventually(partial(self._ledger, product), (STOCK, released[product], sold))

    def _ledger(self, product: str) -> tuple[int, int, int]:
        moved = "SELECT kind, SUM(quantity) FROM stock_movement WHERE product_id = ? GROUP BY kind"
        sums = dict(self._rows(moved, product))
        return sums.get("allot", 0), sums.get("release", 0), sums.get("sell", 0) - sums.get("restock", 0)

    def _readings_are_counted_once(self) -> None:
        (count,) = self._rows("SELECT COUNT(*) FROM reading")[0]
        acknowledged = sum(self._diary.readings.values())
        assert acknowledged <= count <= len(self._diary.readings)
        assert (self._get("items")[0]["clicks"] or 0) == count

    def _retries_agree(self, journal: list[dict[str, Any]]) -> None:
        """What was not acknowledged is asked once more, and some of what was."""
        for call in self._diary.unanswered:
            done = self._rows(KEPT, f"api:%:{call.key}")
            answer = send(self._http, call)
            if done:
                assert (answer.status_code, answer.json()["journal_seq"]) == (200, done[0][0])
            elif answer.status_code == 200:
                assert answer.json()["journal_seq"] > len(journal)
            else:
                assert answer.status_code == 409, answer.text
            if answer.status_code == 200:
                call.seq = answer.json()["journal_seq"]
                self._diary.calls.append(call)
        self._diary.unanswered.clear()
        before = len(self._get("journal"))
        for call in self._diary.calls[-10:]:
            assert send(self._http, call).json() == {"journal_seq": call.seq}
        assert len(self._get("journal")) == before

    def _get(self, name: str) -> Any:
        answer = self._http.get(f"/api/v1/{name}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _rows(self, query: str, *given: str) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, given).fetchall()


def is_event_of(call: Call, row: dict[str, Any]) -> bool:
    what = call.path.rpartition("/")[2]
    if what in ("message", "note"):
        kind = {"message": "message_sent", "note": "noted"}[what]
        return bool(row["kind"] == kind and row["data"]["text"] == call.body["text"])
    if what == "release":
        data = {"product_id": call.path.split("/")[1], **call.body}
        return bool(row["kind"] == "released" and row["data"] == data)
    same_take = row["kind"] in ("taken", "went_live")
    return bool(same_take and (what != "goto" or row["data"]["entry_id"] == call.body["entry_id"]))


class Lives:
    """One program after the other on one workspace, each killed at a random moment; none outlives the test."""

    def __init__(self, root: Path, seed: int) -> None:
        self.diary = Diary()
        self.program: Program
        self._root = root
        self._seed = seed
        self._dice = random.Random(seed)

    def first(self, show_id: str) -> None:
        self.program = Program(self._root, "--show", show_id)
        self.program.wait_until_up()
        with self.program.client() as http:
            assert http.post("/api/v1/action/go-live").status_code == 200

    def one_more(self, life: int) -> None:
        """Pour calls in, kill, sometimes kill again while it comes up, and look at what is there."""
        pouring = Pourer(self.program, self.diary, self._seed * 1000 + life)
        time.sleep(self._dice.uniform(0.02, 0.5))  # the moment of death, not a wait for anything
        self.program.kill()
        pouring.join()
        assert not self.diary.faults
        if self._dice.random() < 0.2:
            self.program = Program(self._root)
            time.sleep(self._dice.uniform(0.0, 0.6))
            self.program.kill()
        self.program = Program(self._root)  # it finds the live show by itself
        self.program.wait_until_up()
        with self.program.client() as http:
            Inspector(self.program, http, self.diary).look()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.process.poll() is None:
            self.program.kill()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.timeout(280)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "workspace"
    entries = tuple(
        Entry(
            entry_id=EntryId(f"e{number}"),
            name=f"商品 {number}",
            product_id=ProductId(product),
            stock=STOCK,
            first_release=FIRST_RELEASE,
            live_price=990,
        )
        for number, product in enumerate(PRODUCTS)
    )
    show_id = plan_show(root, cmd.CreateShow(info=ShowInfo(name="压力专场"), entries=entries))
    with Lives(root, seed) as lives:
        lives.first(show_id)
        for life in range(LIVES):
            lives.one_more(life)
        assert lives.program.end() == 0
    assert len(lives.diary.calls) > LIVES
    assert sum(line.acknowledged for line in lives.diary.lines.values()) > LIVES
