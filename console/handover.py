"""Work on a workspace that may be done by the console that runs there, or by a verb when none runs.

``perform`` is the work, on the main thread of whoever holds the workspace; ``send`` hands it to a running console
through its local API. Requests and answers are plain JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from console.app import Console
from console.desk import Receipt
from console.feeds.plan_difference import difference, merged
from console.imports import Import, ImportLog, Ingested, Outcome, Way
from console.intake import OrdersTaken
from console.listeners import Listeners
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show.codec import decode, encode
from console.show.plan import CueSheet, Entry, EntryId, Role, ShowInfo
from console.show.rundown import BadValue, Refused
from console.show.sales import OrderLine, Reading
from console.workspace import RunningConsole

Answer = dict[str, Any]
TIMEOUT_S = 30.0
BYTES_A_SECOND = 50_000  # what the slowest machine takes in: an evening of orders is no silence


class HandoverFailed(Exception):
    """The running console could not be asked (``code`` silent), was asked and did not answer to the end (broke_off),
    or refused: then ``code`` and ``message`` are its own. ``world``: it would have, and its disk or file failed."""

    def __init__(self, code: str, message: str = "", *, world: bool = False) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.world = world


def send(running: RunningConsole, verb: str, request: Mapping[str, Any]) -> Answer:
    """Have the running console do the work. Raises HandoverFailed."""
    if running.api_port is None or running.token_file is None:
        raise HandoverFailed("silent")
    host = running.api_host or "127.0.0.1"
    try:
        token = running.token_file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise HandoverFailed("silent", str(error)) from error
    body = json.dumps(request).encode()
    asked = Request(
        f"http://{host}:{running.api_port}/api/v1/handover/{verb}",
        data=body,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with build_opener(ProxyHandler({})).open(asked, timeout=TIMEOUT_S + len(body) / BYTES_A_SECOND) as response:
            answer: Answer = json.load(response)
            return answer
    except HTTPError as error:
        try:
            told = json.load(error)
        except ValueError:
            told = {}
        code, message = str(told.get("error", error.code)), str(told.get("message", error.reason))
        raise HandoverFailed(code, message, world=error.code >= 500) from error
    except (HTTPException, OSError, ValueError) as error:
        nobody = isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError)
        raise HandoverFailed("silent" if nobody else "broke_off", str(error)) from error


def perform(console: Console, verb: str, request: Mapping[str, Any]) -> Future[Answer]:
    """Do the work here. The future fails with Refused, BadValue, NoSuchShow or StoreFailed. Raises KeyError for a
    verb nobody knows."""
    before = console.show
    done = _WORK[verb](console, request)
    return _caught_up(console, before, request["show_id"], done) if verb in _NUMBERS else done


def _caught_up(console: Console, before: OpenShow | None, show_id: str, done: Future[Answer]) -> Future[Answer]:
    """Answers once the show stands on what came in, also when it was opened meanwhile and read a part of it alone."""
    whole: Future[Answer] = Future()

    def answer() -> None:
        error = done.exception()
        if error is not None:
            whole.set_exception(error)
        else:
            whole.set_result(done.result())

    def came(_: Future[Answer]) -> None:
        opened = console.show
        if opened is None or opened is before or opened.show_id != show_id:
            answer()
        else:
            opened.count_anew().add_done_callback(lambda _: answer())

    done.add_done_callback(came)
    return whole


def create_request(info: ShowInfo, entries: tuple[Entry, ...], cues: CueSheet | None = None) -> Answer:
    """The request of ``create-show``."""
    return {"info": encode(info), "entries": encode(entries), "cues": encode(cues or CueSheet())}


def merge_request(show_id: str, rows: tuple[Entry, ...], fields: frozenset[str], source: str) -> Answer:
    """The request of ``merge-plan``: the newer sheet's rows, and the fields it has columns for."""
    return {"show_id": show_id, "rows": encode(rows), "fields": sorted(fields), "source": source}


def orders_request(show_id: str, lines: tuple[OrderLine, ...]) -> Answer:
    """The request of ``orders``."""
    return {"show_id": show_id, "lines": encode(lines)}


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestFile:
    """One file that was read: where it lies, what it was taken for, and what it holds."""

    path: str
    kind: str
    mapping: str = ""
    lines: tuple[OrderLine, ...] = ()
    readings: tuple[Reading, ...] = ()


def ingest_request(show_id: str, files: Sequence[IngestFile]) -> Answer:
    """The request of ``ingest``: everything that was read, each file by itself, so that one can be taken back."""
    return {"show_id": show_id, "files": encode(tuple(files))}


def _create_show(console: Console, request: Mapping[str, Any]) -> Future[Answer]:
    command = cmd.CreateShow(
        info=decode(ShowInfo, request["info"]),
        entries=decode(tuple[Entry, ...], request["entries"]),
        cues=decode(CueSheet, request["cues"]),
        role_cues=decode(tuple[tuple[Role, CueSheet], ...], request.get("role_cues", [])),
    )
    show_id, planned = console.create(command)
    return _then(planned, lambda _receipt: {"show_id": show_id})


def _merge_plan(console: Console, request: Mapping[str, Any]) -> Future[Answer]:
    show = _borrow(console, request["show_id"])
    rows: tuple[Entry, ...] = decode(tuple[Entry, ...], request["rows"])
    return _then(*merge_into(show, rows, frozenset(request["fields"]), request["source"], console.actor))


def merge_into(
    show: OpenShow, rows: tuple[Entry, ...], fields: frozenset[str], source: str, actor: str
) -> tuple[Future[Receipt], Callable[[Receipt | None], Answer]]:
    """Lay a newer sheet over a show; the future of the desk, and what to answer of it. No difference asks nothing."""
    state = show.state
    found = difference(state.plan, rows, state.core.aired, fields)
    entries, order = merged(state.plan, rows, state.core.aired, fields)
    counts: Answer = {
        "show_id": show.show_id,
        "added": len(found.added),
        "removed": len(found.removed),
        "changed": len(found.changed),
        "moved": len(found.moved),
        "stayed": [entry.name for entry in found.stayed],
        "held_back": [old.name for old, _, _ in found.held_back],
    }
    if found.nothing:
        same: Future[Receipt] = Future()
        same.set_result(Receipt(state.seq))
        return same, lambda _receipt: counts
    command = cmd.MergePlan(
        entries=tuple(entries[EntryId(entry_id)] for entry_id in order),
        source=source,
        added=len(found.added),
        removed=len(found.removed),
        changed=len(found.changed),
        moved=len(found.moved),
    )
    return show.ask(command, actor=actor), lambda _receipt: counts


def _orders(console: Console, request: Mapping[str, Any]) -> Future[Answer]:
    show = _borrow(console, request["show_id"])
    lines: tuple[OrderLine, ...] = decode(tuple[OrderLine, ...], request["lines"])

    def answer(taken: OrdersTaken) -> Answer:
        outside = sum(1 for line in lines if line.ever_paid and line.counted_at not in show.counters.window)
        return {"new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged, "outside": outside}

    return _then(show.intake.orders(lines), answer)


def _ingest(console: Console, request: Mapping[str, Any]) -> Future[Answer]:
    show = _borrow(console, request["show_id"])
    left: list[IngestFile] = list(decode(tuple[IngestFile, ...], request["files"]))
    counts = dict.fromkeys(("new", "updated", "unchanged", "outside", "readings"), 0)
    whole: Future[Answer] = Future()

    def next_file() -> None:
        if left:
            _ingest_file(console, show, left.pop(0), counts).add_done_callback(kept)
        else:
            whole.set_result(counts)

    def kept(done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            whole.set_exception(error)
        else:
            next_file()

    next_file()
    return whole


def _ingest_file(console: Console, show: OpenShow, file: IngestFile, counts: dict[str, int]) -> Future[None]:
    """Take one file in, add to ``counts`` what it came to, and put it on record."""
    name = Path(file.path).name
    by, window = show.intake.import_of(name), show.counters.window
    whole: Future[None] = Future()
    new = 0

    def over(error: BaseException | None) -> None:
        _put_on_record(
            console,
            show,
            Import(
                at=by.at,
                file=name,
                path=file.path,
                way=Way.COMMAND,
                outcome=Outcome.TAKEN if error is None else Outcome.PARTLY,
                kind=file.kind,
                mapping=file.mapping,
                lines=len(file.lines),
                readings=len(file.readings),
                new=new,
                number=by.number if file.lines or file.readings else 0,
            ),
        )
        if error is None:
            whole.set_result(None)
        else:
            whole.set_exception(error)

    def counted(done: Future[OrdersTaken]) -> None:
        nonlocal new
        error = done.exception()
        if error is not None:
            over(error)
            return
        taken = done.result()
        new = taken.new + taken.updated
        for word, count in (("new", taken.new), ("updated", taken.updated), ("unchanged", taken.unchanged)):
            counts[word] += count
        counts["outside"] += sum(1 for line in file.lines if line.ever_paid and line.counted_at not in window)
        counts["outside"] += sum(1 for reading in file.readings if reading.at not in window)
        show.intake.readings(file.readings, by).add_done_callback(read)

    def read(done: Future[int]) -> None:
        nonlocal new
        error = done.exception()
        if error is None:
            new += done.result()
            counts["readings"] += done.result()
        over(error)

    show.intake.orders(file.lines, by).add_done_callback(counted)
    return whole


def _put_on_record(console: Console, show: OpenShow, entry: Import) -> None:
    """The record of the show that is open is its window's; that of another is nobody's at the moment."""
    if console.show is show:
        console.listeners.announce(Ingested(entry))
        return
    record = ImportLog(console.workspace.imports / f"{show.show_id}.json")
    record.add(entry)
    record.close()


def _borrow(console: Console, show_id: str) -> OpenShow:
    """The show itself when it is open here, else one brought up beside it, heard by nobody."""
    if console.show is not None and console.show.show_id == show_id:
        return console.show
    return console.bring_up(show_id, console.load(show_id), Listeners())


def _then(first: Future[Any], answer: Callable[[Any], Answer]) -> Future[Answer]:
    second: Future[Answer] = Future()

    def relay(done: Future[Any]) -> None:
        error = done.exception()
        if error is not None:
            second.set_exception(error)
        else:
            second.set_result(answer(done.result()))

    first.add_done_callback(relay)
    return second


def _catalogue_changed(console: Console, _request: Mapping[str, Any]) -> Future[Answer]:
    return _then(console.catalogue.refresh(), lambda goods: {"revision": goods.revision})


_WORK: dict[str, Callable[[Console, Mapping[str, Any]], Future[Answer]]] = {
    "create-show": _create_show,
    "merge-plan": _merge_plan,
    "orders": _orders,
    "ingest": _ingest,
    "catalogue-changed": _catalogue_changed,
}
_NUMBERS = frozenset({"orders", "ingest"})
VERBS = frozenset(_WORK)
REFUSALS = (Refused, BadValue)
