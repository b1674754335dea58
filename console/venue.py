"""The venue follows the run: takes become cues in OBS, outcomes go to the journal, sales to the overlay.

Only events that became true while this console watches fire anything: a show read from the file fires nothing, an
undo offers the scene and fires nothing, and what OBS was not there for is told and can be asked for again. A practice
show without OBS is whole as it is: until OBS is asked for, nothing is fired and nothing is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace

from console.desk import Receipt
from console.listeners import Applied, Listeners, StockChanged
from console.obs.cues import Facts, asks_for, cues_for_take, render
from console.obs.link import ObsLink
from console.obs.runner import CueJob, CueOutcome, CueRunner, OutcomeState
from console.obs.status import ObsEvent, ObsStatus, SceneChanged, TestResult
from console.obs.thumbnail import Thumbnail, Thumbnails
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Cue, CueKind, Entry, EntryId, effective_cues
from console.show.rundown import Refused

Post = Callable[[Callable[[], None]], None]
Words = Mapping[str, tuple[str, str]]  # text input -> (product whose stock it tells, the rest of what it says)
ACTOR = "obs"
WENT_WRONG = frozenset(
    state.value for state in (OutcomeState.FAILED, OutcomeState.TIMED_OUT, OutcomeState.NOT_CONNECTED)
)


@dataclass(frozen=True, slots=True)
class ObsChanged:
    """The connection to OBS, or what OBS shows, is another."""

    status: ObsStatus


@dataclass(frozen=True, slots=True)
class ProgramImage:
    """A picture of the program, encoded; None when none can be had."""

    image: Thumbnail | None


@dataclass(frozen=True, slots=True)
class OverlayFailing:
    """A text input that follows sales cannot be written (``code``), or can again (None)."""

    input_name: str
    code: str | None


class Venue:
    """OBS as the show sees it. Main thread only; nothing here waits for OBS."""

    def __init__(self, listeners: Listeners, post: Post, *, actor: Callable[[], str] = lambda: "console") -> None:
        self._listeners = listeners
        self._post = post
        self._actor = actor
        self._show: OpenShow | None = None
        self._was_connected = False
        self._image_wanted = False
        self._thumbnails: Thumbnails | None = None
        self._target: tuple[str, str] | None = None
        self._words: dict[str, tuple[str, str]] = {}  # what this console knows OBS to say
        self._sent: dict[int, Words] = {}  # by cause: on its way, the answer not yet here
        self.status = ObsStatus()
        self._asked: set[tuple[int, EntryId | None]] = set()  # cues of the bound show with no outcome yet
        self._link = ObsLink(post, self._on_status, self._on_event)
        self._runner = CueRunner(self._link, post, self._on_outcome, self._on_overlay_problem)
        self._unsubscribe = (
            listeners.subscribe(Applied, self._on_applied),
            listeners.subscribe(StockChanged, self._on_stock),
        )

    # -- the show ---------------------------------------------------------------------------------

    def bind(self, show: OpenShow | None) -> None:
        """Follow this show from now on; what it did before fires nothing."""
        self._show = show
        self._sent.clear()
        self._asked.clear()
        self._words = {}
        if show is not None and show.state.outcomes:
            last = max(show.state.outcomes.values(), key=lambda outcome: outcome.cause)
            on_air = show.state.on_air
            if on_air is not None and last.entry_id == on_air.entry_id and last.state == OutcomeState.DONE.value:
                self._words = dict(_words(show, on_air, effective_cues(show.state.plan, on_air).on_take))

    @property
    def left_out(self) -> bool:
        """Nobody asked for OBS and the show is practice: its cues are fired at nothing and missed by nobody.

        A practice show whose OBS was asked for and is away is told of it like a real one.
        """
        return self._target is None and self._show is not None and self._show.state.info.practice

    @property
    def mismatch(self) -> tuple[str, str] | None:
        """(scene the run wants, scene OBS shows) when they differ and OBS is there."""
        if self._show is None or not self.status.connected:
            return None
        wanted, shown = self._show.state.core.scene_wanted, self.status.program_scene
        if wanted is None or shown is None or wanted == shown or not self._show.state.running:
            return None
        return wanted, shown

    @property
    def stale_words(self) -> tuple[str, ...]:
        """Text inputs not known to say what the entry on air asks for: after an undo, a changed price, a lost OBS."""
        show = self._show
        if show is None or self._sent or not self.status.connected or not show.state.running:
            return ()
        entry = show.state.on_air
        if entry is None:
            return ()
        wanted = _words(show, entry, effective_cues(show.state.plan, entry).on_take)
        return tuple(name for name, said in wanted.items() if self._words.get(name) != said)

    def switch(self, scene: str, *, actor: str | None = None, key: str | None = None) -> Future[Receipt]:
        """Put a scene on air by hand. Fails with Refused ``obs_not_connected``, ``unknown_scene`` or ``no_show``."""
        problem = self._why_not(scene)
        if problem is not None or self._show is None:
            future: Future[Receipt] = Future()
            future.set_exception(problem or Refused("no_show"))
            return future
        return self._show.ask(cmd.AskScene(scene=scene), actor=actor or self._actor(), key=key)

    def apply_wanted(self) -> Future[Receipt] | None:
        """Make OBS show what the run wants, texts of the entry on air included; None when no scene is asked for.

        Where the cues of the entry on air went wrong and its own scene is wanted, they are fired again as a whole.
        """
        mismatch, stale = self.mismatch, self.stale_words
        if self._show is None or (mismatch is None and not stale):
            return None
        failed = self._failed_here(self._show)
        if failed is not None:
            self.retry(failed)
            self._listeners.announce(ObsChanged(self.status))
            return None
        self._write_texts(self._show, lambda cue: True)  # an OBS that was away still shows the last entry's price
        self._listeners.announce(ObsChanged(self.status))
        return None if mismatch is None else self.switch(mismatch[0])

    def _failed_here(self, show: OpenShow) -> EntryId | None:
        """The entry on air, when its cues went wrong and the scene the run wants is the entry's own."""
        entry = show.state.on_air
        outcome = None if entry is None else show.state.outcomes.get(entry.entry_id)
        if entry is None or outcome is None or outcome.state not in WENT_WRONG:
            return None
        cues = effective_cues(show.state.plan, entry).on_take
        own = next((cue.target for cue in cues if cue.kind is CueKind.SCENE), None)
        return entry.entry_id if own == show.state.core.scene_wanted else None

    def retry(self, entry_id: EntryId) -> None:
        """Fire the cues of the entry on air once more. Raises Refused when it is not on air any more."""
        show = self._show
        entry = None if show is None else show.state.on_air
        if show is None or entry is None or entry.entry_id != entry_id:
            raise Refused("retry_not_on_air")
        outcome = show.state.outcomes.get(entry_id)
        current = show.state.core.round
        cause = outcome.cause if outcome is not None else (current.round_id if current is not None else 0)
        cues = effective_cues(show.state.plan, entry).on_take
        self._sent[cause] = _words(show, entry, cues)
        self._asked.add((cause, entry_id))
        self._runner.retry(CueJob(cause_seq=cause, entry_id=entry_id, cues=cues, facts=facts(show, entry)))

    def _why_not(self, scene: str) -> Refused | None:
        if not self.status.connected:
            reason = self.status.reason
            return Refused("obs_not_connected", reason=None if reason is None else reason.value)
        if scene not in self.status.scenes:
            return Refused("unknown_scene", scene=scene)
        return None

    def _on_applied(self, told: Applied) -> None:
        show = self._show
        if show is None:
            return
        for event in told.events:
            match event.payload:
                case ev.Taken() | ev.WentLive() | ev.RehearsalStarted():
                    self._fire(show, told, event, told.after.on_air)
                case ev.Ended() | ev.RehearsalEnded():
                    self._fire(show, told, event, None)
                case ev.SceneAsked(scene=scene):
                    self._asked.add((event.seq, None))
                    self._runner.switch_scene(scene, event.seq)

    def _fire(self, show: OpenShow, told: Applied, event: ev.Event, entry: Entry | None) -> None:
        if self.left_out:
            return
        left = told.before.on_air
        leaving = () if left is None else effective_cues(told.before.plan, left).on_leave
        taking = () if entry is None else effective_cues(told.after.plan, entry).on_take
        left_scene = told.before.core.scene_wanted or self.status.program_scene or ""
        cues = cues_for_take(leaving, left_scene, taking)
        subject = entry or left
        if cues and subject is not None:
            self._sent[event.seq] = _words(show, subject, cues)
            job = CueJob(cause_seq=event.seq, entry_id=subject.entry_id, cues=cues, facts=facts(show, subject))
            self._asked.add((event.seq, subject.entry_id))
            self._runner.fire(job)

    def _on_outcome(self, outcome: CueOutcome) -> None:
        asked = (outcome.cause_seq, outcome.entry_id)
        if self._show is None or asked not in self._asked:
            return  # of a show that was closed before OBS answered: its journal is not this one's
        self._asked.discard(asked)
        answered = outcome.state in (OutcomeState.DONE, OutcomeState.FAILED)
        sent = self._sent.pop(outcome.cause_seq, {})
        if answered:
            failed = {problem.cue.target for problem in outcome.problems}
            self._words.update({name: said for name, said in sent.items() if name not in failed})
        problems = tuple(
            ev.CueProblem(cue=problem.cue, code=problem.code.value, detail=problem.detail)
            for problem in outcome.problems
        )
        self._show.ask(
            cmd.RecordCue(
                cause=outcome.cause_seq,
                entry_id=outcome.entry_id,
                state=outcome.state.value,
                ms=outcome.ms if answered else None,
                problems=problems,
                reason=None if outcome.reason is None else outcome.reason.value,
            ),
            actor=ACTOR,
        )

    def _on_stock(self, told: StockChanged) -> None:
        show = self._show
        entry = None if show is None else show.state.on_air
        if show is not None and entry is not None and entry.product_id in told.products:
            self._write_texts(show, lambda cue: asks_for(cue.value, "stock"))

    def _write_texts(self, show: OpenShow, which: Callable[[Cue], bool]) -> None:
        """Bring text inputs to what the entry on air says now."""
        entry = show.state.on_air
        if entry is None or not self.status.connected:
            return
        now = facts(show, entry)
        for cue in effective_cues(show.state.plan, entry).on_take:
            if cue.kind is CueKind.TEXT and not cue.off and which(cue):
                self._runner.set_overlay([cue.target], render(cue.value, now).text)
                self._words.update(_words(show, entry, (cue,)))

    def _on_overlay_problem(self, input_name: str, code: object) -> None:
        value = getattr(code, "value", None)
        self._listeners.announce(OverlayFailing(input_name, value))

    # -- the connection ---------------------------------------------------------------------------

    def connect(self, address: str, password: str = "") -> None:
        """Connect to this OBS from now on, and again whenever it is lost."""
        self._target = (address, password)
        self._link.connect_to(address, password)
        self._look_elsewhere()

    def reconnect(self) -> None:
        """Try again at once."""
        self._link.reconnect()

    def disconnect(self) -> None:
        """Let go of OBS and stay away."""
        self._target = None
        self._link.disconnect()
        self._look_elsewhere()

    def test(self, address: str, password: str, on_result: Callable[[TestResult], None], timeout: float = 3.0) -> None:
        """Try an address without using it; ``on_result`` is called on the main thread."""
        self._link.test(address, password, timeout, on_result)

    def watch_program(self, wanted: bool) -> None:
        """Whether anybody sees the picture of the program."""
        self._image_wanted = wanted
        if wanted and self._thumbnails is None and self._target is not None and self.status.connected:
            address, password = self._target
            self._thumbnails = Thumbnails(address, password, self._post, self._on_image)
        if self._thumbnails is not None:
            self._thumbnails.wanted(wanted)

    def close(self) -> None:
        """Let go of OBS for good; does not wait long."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        if self._thumbnails is not None:
            self._thumbnails.close(0.5)
        self._link.close(0.5)

    def _look_elsewhere(self) -> None:
        if self._thumbnails is not None:
            self._thumbnails.close(0.0)
            self._thumbnails = None

    def _on_image(self, image: Thumbnail | None) -> None:
        self._listeners.announce(ProgramImage(image))

    def _on_status(self, status: ObsStatus) -> None:
        came = status.connected and not self._was_connected
        went = self._was_connected and not status.connected
        self.status = status
        self._was_connected = status.connected
        if went:
            self._words.clear()  # an OBS that was restarted says what it said when its collection was saved
        if self._show is not None and self._show.state.running:
            if came:
                self._show.ask(cmd.RecordObs(scene=status.program_scene), actor=ACTOR)
            elif went:
                reason = status.reason.value if status.reason is not None else status.state.value
                self._show.ask(cmd.RecordObs(reason=reason), actor=ACTOR)
        if came and self._image_wanted:
            self.watch_program(True)
        self._listeners.announce(ObsChanged(status))

    def _on_event(self, event: ObsEvent) -> None:
        by_hand = isinstance(event, SceneChanged) and event.by_hand
        if by_hand and self._show is not None and self._show.state.running:
            self._show.ask(cmd.RecordScene(scene=event.scene), actor=ACTOR)  # type: ignore[union-attr]
        self._listeners.announce(ObsChanged(self.status))


def facts(show: OpenShow, entry: Entry) -> Facts:
    """What templates may say of an entry now."""
    stock = None if entry.product_id is None else show.balance(entry.product_id).remaining
    return Facts(
        name=entry.name,
        link_no=entry.link_no,
        live_price=entry.live_price,
        list_price=entry.list_price,
        stock=stock,
    )


def _words(show: OpenShow, entry: Entry, cues: Iterable[Cue]) -> Words:
    """What the text inputs among ``cues`` say of this entry. Stock follows by itself: only whose it is counts."""
    now = facts(show, entry)
    now = replace(now, stock=None if now.stock is None else 0)
    return {
        cue.target: (entry.product_id or "" if asks_for(cue.value, "stock") else "", render(cue.value, now).text)
        for cue in cues
        if cue.kind is CueKind.TEXT and not cue.off
    }
