"""Sends the cues of takes to OBS and says of each job, once, what became of it.

What happens to a job whose OBS is busy when a newer one arrives: every cue the newer job decides too (the same slot:
the scene, a text, a source's visibility) is left to the newer job; so are media restarts and chapters, whose moment
has passed. What remains (texts and visibilities nobody else decides, such as hiding the banner of the entry that was
left) is sent after the newer job. Nothing is kept for a connection that is not there, and nothing is ever sent twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from console.obs.cues import CueProblem, Facts, ProblemCode, Request, Room, pinned, problem_of, requests_for, scene_of
from console.obs.link import ObsLink
from console.obs.overlay import OverlayText
from console.obs.status import Reason
from console.obs.work import LinkError, NoAnswer, Priority, Session
from console.show.plan import Cue, CueKind, EntryId

_MOMENTS = (CueKind.MEDIA_RESTART, CueKind.CHAPTER)


class OutcomeState(Enum):
    """What became of a job. ``SUPERSEDED``: a newer one decided at least a part of it, the rest is done."""

    DONE = "done"
    FAILED = "failed"
    NOT_CONNECTED = "not_connected"
    TIMED_OUT = "timed_out"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueJob:
    """All cues of one cause: a take, a scene key. ``cause_seq``: the journal event behind it."""

    cause_seq: int
    entry_id: EntryId | None = None
    cues: tuple[Cue, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueOutcome:
    """What became of a job. ``ms``: from ``fire`` to OBS's answer. ``scene``: the one this job put on air.

    ``reason`` says why OBS was away when the job was not connected, lost or timed out.
    """

    cause_seq: int
    entry_id: EntryId | None
    ok: bool
    ms: float
    state: OutcomeState
    problems: tuple[CueProblem, ...] = ()
    scene: str | None = None
    reason: Reason | None = None


class CueRunner:
    """The way from a take to OBS. Methods may be called from any thread and never wait for OBS.

    ``on_outcome`` is called through ``post`` exactly once per job. ``clock`` counts seconds, like time.monotonic.
    """

    def __init__(
        self,
        link: ObsLink,
        post: Callable[[Callable[[], None]], None],
        on_outcome: Callable[[CueOutcome], None],
        on_overlay_problem: Callable[[str, ProblemCode | None], None] = lambda _name, _code: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._post = post
        self._on_outcome = on_outcome
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: list[_Running] = []
        self._overlay = OverlayText(link, lambda name, code: post(lambda: on_overlay_problem(name, code)))

    def fire(self, job: CueJob) -> None:
        """Send the job's cues now. When OBS is away the outcome says so at once and nothing is kept."""
        running = _Running(self, job, self._clock())
        # words still waiting for these inputs speak of what was on air before
        self._overlay.forget(cue.target for cue in job.cues if cue.kind is CueKind.TEXT)
        with self._lock:
            overtaken = [(older, older.yield_to(running)) for older in self._waiting]
            self._waiting.append(running)
        refused = self._link.submit(running, Priority.CUE)
        for older, what_is_left in overtaken:
            if what_is_left:
                self._link.demote(older, Priority.LEFTOVER)
            elif self._link.withdraw(older):
                older.finish(())
        if refused is not None:
            running.refuse(refused)

    def retry(self, job: CueJob) -> None:
        """The user wants a failed job again; it has an outcome of its own."""
        self.fire(job)

    def switch_scene(self, name: str, cause_seq: int, entry_id: EntryId | None = None) -> None:
        """Put a scene on air by key; also how "should be X" is applied."""
        self.fire(CueJob(cause_seq=cause_seq, entry_id=entry_id, cues=(Cue(kind=CueKind.SCENE, target=name),)))

    def set_overlay(self, inputs: Sequence[str], text: str) -> None:
        """Words of text inputs that follow sales: the latest wins, at most twice a second each, after any cue.

        Nothing is kept while OBS is away: call again when it is back.
        """
        self._overlay.set(inputs, text)

    def _begin(self, running: _Running) -> tuple[Cue, ...]:
        with self._lock:
            self._waiting.remove(running)
            return running.cues

    def _finish(self, running: _Running, outcome: CueOutcome) -> None:
        with self._lock:
            if running in self._waiting:
                self._waiting.remove(running)
            if running.finished:
                return
            running.finished = True
        self._post(lambda: self._on_outcome(outcome))

    def _elapsed_ms(self, since: float) -> float:
        return round((self._clock() - since) * 1000, 2)


class _Running:
    """One job on its way: a ``work.Work``."""

    def __init__(self, runner: CueRunner, job: CueJob, started: float) -> None:
        self._runner = runner
        self._job = job
        self._started = started
        self.cues = job.cues
        self.finished = False
        self._superseded: tuple[CueProblem, ...] = ()

    def yield_to(self, newer: _Running) -> bool:
        """Leave to ``newer`` what it decides; false when nothing remains. Under the runner's lock, before the start."""
        # without a scene of its own a show/hide speaks of the scene its own job switches to
        mine, theirs = scene_of(self._job.cues) or "", scene_of(newer.cues) or ""
        decided = {cue.slot for cue in pinned(newer.cues, theirs)}
        moved_on = newer._job.entry_id != self._job.entry_id
        kept, lost = [], list(self._superseded)
        for cue in pinned(self.cues, mine):
            if cue.slot in decided or (moved_on and cue.kind in _MOMENTS):
                lost.append(CueProblem(cue=cue, code=ProblemCode.SUPERSEDED))
            else:
                kept.append(cue)
        self.cues, self._superseded = tuple(kept), tuple(lost)
        return bool(kept)

    def run(self, session: Session) -> None:
        cues = self._runner._begin(self)
        try:
            problems, scene = _send(session, cues, self._job.facts)
        except NoAnswer:
            problems = tuple(CueProblem(cue=cue, code=ProblemCode.NO_ANSWER) for cue in cues)
            self.finish(problems, state=OutcomeState.TIMED_OUT, reason=Reason.NO_ANSWER)
            raise
        except LinkError as failure:
            problems = tuple(CueProblem(cue=cue, code=ProblemCode.CONNECTION_LOST) for cue in cues)
            self.finish(problems, state=OutcomeState.FAILED, reason=failure.reason)
            raise
        except Exception:  # a bug, or answers that make no sense: the row must not wait for ever
            problems = tuple(CueProblem(cue=cue, code=ProblemCode.CONNECTION_LOST) for cue in cues)
            self.finish(problems, state=OutcomeState.FAILED, reason=Reason.GARBLED)
            raise
        self.finish(problems, scene=scene)

    def refuse(self, reason: Reason) -> None:
        self.finish((), state=OutcomeState.NOT_CONNECTED, reason=reason)

    def finish(
        self,
        problems: tuple[CueProblem, ...],
        *,
        scene: str | None = None,
        state: OutcomeState | None = None,
        reason: Reason | None = None,
    ) -> None:
        if state is None:
            if any(not problem.code.harmless for problem in problems):
                state = OutcomeState.FAILED
            else:
                state = OutcomeState.SUPERSEDED if self._superseded else OutcomeState.DONE
        outcome = CueOutcome(
            cause_seq=self._job.cause_seq,
            entry_id=self._job.entry_id,
            ok=state is OutcomeState.DONE,
            ms=self._runner._elapsed_ms(self._started),
            state=state,
            problems=(*self._superseded, *problems),
            scene=scene,
            reason=reason,
        )
        self._runner._finish(self, outcome)


def _send(session: Session, cues: Sequence[Cue], facts: Facts) -> tuple[tuple[CueProblem, ...], str | None]:
    """Problems, and the scene that went on air. One batch, and one more for sources whose number was not known."""
    status = session.status
    room = Room(
        program_scene=scene_of(cues) or status.program_scene or "",
        inputs={one.name: one.kind for one in status.inputs},
        chapters=status.has_chapters,
        recording=status.recording,
    )
    items = session.items

    def number(scene: str, source: str) -> int | None:
        return items.get((scene, source))

    problems: list[CueProblem] = []
    scene: str | None = None
    wanted: Sequence[Cue] = cues
    for last in (False, False, True):  # known wrong numbers, asking for them, using them
        if not wanted:
            break
        requests = requests_for(wanted, facts, number, room)
        problems += requests.problems
        again: list[Cue] = []
        answers = session.execute(requests.send) if requests.send else []
        for request, answer in zip(requests.send, answers, strict=True):
            cue = request.cue
            assert cue is not None
            if answer.ok and request.resolves is not None:
                items[request.resolves] = int(answer.data["sceneItemId"])
                again.append(cue)
            elif answer.ok:
                scene = cue.target if cue.kind is CueKind.SCENE else scene
            elif _wrong_number(request, answer.code) and not last:
                items.pop((cue.scene, cue.target), None)
                again.append(cue)
            else:
                problems.append(problem_of(cue, answer.code, answer.comment))
        wanted = again
    # a source that keeps coming and going between two batches
    problems += (CueProblem(cue=cue, code=ProblemCode.MISSING_SOURCE) for cue in wanted)
    return tuple(problems), scene


def _wrong_number(request: Request, code: int) -> bool:
    """The source was removed and added again since its number was asked for."""
    return request.kind == "SetSceneItemEnabled" and code == 600
