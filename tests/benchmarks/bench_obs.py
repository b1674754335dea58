"""From firing a take's cues to OBS's answer, against bare obsws-python on the same real OBS, turn by turn."""

from __future__ import annotations

import queue
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from console.obs.cues import Facts
from console.obs.link import ObsLink
from console.obs.runner import CueJob, CueOutcome, CueRunner
from console.obs.status import ObsStatus
from console.obs.thumbnail import Thumbnails
from console.show.plan import Cue, CueKind, EntryId
from tests.benchmarks.report import Report
from tests.real_obs import RealObs, XDisplay
from tests.real_obs_config import PRICE_TEXT, SCENES

ROUNDS = 400
WARM_UP = 20
BLOCK = 10  # a side's turn: long enough to be in its own rhythm, short enough that both meet the same moments
FRAME_MS = 1000 / 60


def run(report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        display = XDisplay(Path(folder))
        obs = RealObs(Path(folder), display.name)
        try:
            obs.start()
            _compare(report, obs)
        finally:
            obs.kill()
            display.stop()


def _compare(report: Report, obs: RealObs) -> None:
    console = _Console(obs)
    bare = obs.client()
    scenes = list(SCENES)[:2]
    price = Cue(kind=CueKind.TEXT, target=PRICE_TEXT, value="¥{live_price}")

    def bare_scene(number: int) -> None:
        bare.set_current_program_scene(scenes[number % 2])

    def bare_take(number: int) -> None:
        bare.set_current_program_scene(scenes[number % 2])
        bare.set_input_settings(PRICE_TEXT, {"text": f"¥{number}"}, True)

    def our_scene(number: int) -> None:
        console.fire((Cue(kind=CueKind.SCENE, target=scenes[number % 2]),), number)

    def our_take(number: int) -> None:
        console.fire((Cue(kind=CueKind.SCENE, target=scenes[number % 2]), price), number)

    pictures = Thumbnails(f"{obs.host}:{obs.port}", obs.password, lambda call: call(), lambda _image: None)
    pairs = {
        "scene": (our_scene, bare_scene),
        "scene and text": (our_take, bare_take),
        "the same with pictures": (our_take, bare_take),
    }
    try:
        for name, (ours, theirs) in pairs.items():
            pictures.wanted("pictures" in name)
            our_ms, bare_ms = _turns(ours, theirs)
            median, bare_median = statistics.median(our_ms), statistics.median(bare_ms)
            report.ratio(f"OBS: {name} fired → answered, median", median, bare_median, "ms", "≤ 1.15")
            p99, bare_p99 = _p99(our_ms), _p99(bare_ms)
            allowed = (bare_p99 + FRAME_MS) / bare_p99
            report.ratio(f"OBS: {name} fired → answered, p99 (+1 frame)", p99, bare_p99, "ms", f"≤ {allowed:.2f}")
    finally:
        pictures.close(5)
        console.close()


class _Console:
    """Our side: fired and waited for where the window's thread would."""

    def __init__(self, obs: RealObs) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._outcomes: list[CueOutcome] = []
        self._status = ObsStatus()
        self._link = ObsLink(self._calls.put, self._keep, lambda _event: None)
        self._runner = CueRunner(self._link, self._calls.put, self._outcomes.append)
        self._link.connect_to(f"{obs.host}:{obs.port}", obs.password)
        while not self._status.connected:
            self._calls.get(timeout=20)()

    def _keep(self, status: ObsStatus) -> None:
        self._status = status

    def fire(self, cues: tuple[Cue, ...], number: int) -> None:
        self._outcomes.clear()
        facts = Facts(name="口红", live_price=number * 100)
        self._runner.fire(CueJob(cause_seq=number, entry_id=EntryId(str(number)), cues=cues, facts=facts))
        while not self._outcomes:
            self._calls.get(timeout=20)()
        if not self._outcomes[0].ok:
            raise RuntimeError(str(self._outcomes[0]))

    def close(self) -> None:
        self._link.close(5)


def _turns(ours: Callable[[int], None], theirs: Callable[[int], None]) -> tuple[list[float], list[float]]:
    for number in range(WARM_UP):
        ours(number)
        theirs(number + 1)
    times: dict[Callable[[int], None], list[float]] = {ours: [], theirs: []}
    number = 0
    for block in range(2 * ROUNDS // BLOCK):
        side = (ours, theirs)[block % 2]
        for _ in range(BLOCK):
            number += 1
            started = time.perf_counter()
            side(number)
            times[side].append((time.perf_counter() - started) * 1000)
    return times[ours], times[theirs]


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
