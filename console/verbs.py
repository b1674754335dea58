"""What the command line can do to a workspace, without words: results carry data, refusals carry keys.

A verb that writes while a console runs hands its work to that console; one that reads reads beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from console import handover
from console.app import bootstrap, new_entry_id
from console.catalogue import keep_file, known_goods
from console.catalogue_plans import filled_sheet
from console.feeds.catalogue_writing import write_template as write_catalogue_template
from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.grid import CellProblem, SheetRefused, Told
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping as ColumnMapping
from console.feeds.mapping import MappingInvalid
from console.feeds.plan_sheet import PlanRefused, read_plan
from console.feeds.plan_writing import write_plan, write_template
from console.feeds.registry import read_export
from console.feeds.sheet_writing import SheetNotWritten
from console.feeds.times import ShowWindow
from console.files import WorkspaceUnusable
from console.handover import HandoverFailed
from console.main_loop import MainLoop
from console.mappings import MappingStore, NoSuchMapping
from console.open_show import NoSuchShow
from console.settings import load_settings
from console.sheet_words import problem_text, refusal_text, told_text
from console.show.events import UnknownEvent
from console.show.fold import fold
from console.show.plan import DEFAULT_TIME_ZONE, EntryId, ShowInfo
from console.show.rundown import BadValue, Refused
from console.show.state import State
from console.show.timing import zone
from console.store import journal
from console.store.database import StoreFailed
from console.store.snapshot import snapshot
from console.wording import say
from console.workspace import Workspace
from inventory.migrating import Migrated

Sentence = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader of sheets did. ``area`` says whose words it is in."""

    told: Told
    area: str


Said = Sentence | Remark | SheetRefused | CellProblem


def text(lang: str, said: Said) -> str:
    """A remark, a refusal or a bad cell in words."""
    if isinstance(said, Remark):
        return told_text(lang, said.told, said.area)
    if isinstance(said, SheetRefused):
        return refusal_text(lang, said)
    if isinstance(said, CellProblem):
        return problem_text(lang, said)
    key, data = said
    return say(lang, key, **worded(lang, data))


class InputRefused(Exception):
    """The input was refused and nothing changed. ``said``: why, everything that is wrong."""

    def __init__(self, *said: Said) -> None:
        super().__init__(said)
        self.said = said


class WorldFailed(Exception):
    """Disk, console or file failed. ``key`` and ``data`` for the wording."""

    def __init__(self, key: str, **data: object) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a verb did: the show, what is to be told, and the numbers of the result."""

    show_id: str
    told: tuple[Said, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def version() -> str:
    """The program's version; a checkout that was not installed has none."""
    try:
        return installed_version("zhongkong")
    except PackageNotFoundError:
        return "0"


def world_sentence(error: Exception) -> Sentence:
    """The sentence for what failed in the world."""
    if isinstance(error, StoreFailed):
        return f"store.{error.code}", {"detail": error.detail}
    if isinstance(error, WorkspaceUnusable):
        return error.code, error.data
    if isinstance(error, WorldFailed):
        return error.key, error.data
    raise error


def worded(lang: str, data: Mapping[str, object]) -> dict[str, object]:
    """Data of a sentence, with the keys among it (``…_key``, several ``…_keys``) put into words."""
    words: dict[str, object] = {}
    for name, value in data.items():
        if name.endswith("_key"):
            words[name.removesuffix("_key")] = say(lang, str(value))
        elif name.endswith("_keys"):
            assert isinstance(value, tuple)
            between = "、" if lang == "zh_CN" else ", "
            words[name.removesuffix("_keys")] = between.join(say(lang, key) for key in value)
        else:
            words[name] = value
    return words


def import_plan(
    workspace: Workspace, path: Path, *, name: str | None, start: datetime | None, into: str | None
) -> Done:
    """Read a run order sheet into a new show, or lay it over one. Raises InputRefused, WorldFailed, StoreFailed."""
    state = None if into is None else _state(workspace, into)
    goods = known_goods(workspace)
    read = _read(
        path,
        lambda: read_plan(
            path,
            new_id=_new_id,
            picture_sink=keep_file(workspace, workspace.pictures),
            picture_root=workspace.root,
            name_of=lambda product: goods[product].name if product in goods else "",
        ),
    )
    sheet = filled_sheet(read, goods, state)
    told = tuple(Remark(item, "plan_sheet") for item in sheet.told)
    if into is None:
        if start is not None and start.tzinfo is None:
            start = start.replace(tzinfo=zone(DEFAULT_TIME_ZONE))
        day = None if start is None else start.astimezone(zone(DEFAULT_TIME_ZONE)).date()
        info = ShowInfo(name=name or path.stem, start=start, date=day)
        answer, by = _work(workspace, "create-show", handover.create_request(info, sheet.rows))
        return Done(show_id=answer["show_id"], told=(*told, *by), data={"entries": len(sheet.rows)})
    request = handover.merge_request(into, sheet.rows, sheet.fields, path.name)
    answer, by = _work(workspace, "merge-plan", request)
    counts = {key: answer[key] for key in ("added", "removed", "changed", "moved")}
    summary: Sentence = ("cli.merged", counts) if any(counts.values()) else ("cli.same_plan", {})
    kept = [("cli.stayed", {"name": title}) for title in answer["stayed"]]
    kept += [("cli.held_back", {"name": title}) for title in answer["held_back"]]
    return Done(show_id=into, told=(*told, *by, summary, *kept), data=counts)


def export_plan(workspace: Workspace, show_id: str, output: Path, lang: str) -> None:
    """Write a show's run order as a sheet. Raises InputRefused, WorldFailed."""
    state = _state(workspace, show_id)
    with Writing(output):
        write_plan(state.plan, output, lang)


def template(kind: str, output: Path, lang: str) -> None:
    """Write an empty sheet. Raises WorldFailed."""
    with Writing(output):
        if kind == "catalogue":
            write_catalogue_template(output, lang, say)
        else:
            write_template(output, lang, say)


def shows(workspace: Workspace) -> list[dict[str, Any]]:
    """All shows, newest first; ``when`` is the actual start, else the planned one, in the room's time."""
    if not workspace.database.exists():
        return []
    with snapshot(workspace.database) as connection:
        found = journal.shows(connection)
    here = zone(DEFAULT_TIME_ZONE)
    listed = []
    for show in found:
        at = show.started_at or show.planned_start or show.created_at
        listed.append(
            {
                "show_id": show.show_id,
                "name": show.name,
                "status": show.status,
                "when": at.astimezone(here).strftime("%Y-%m-%d %H:%M"),
                "planned_start": _iso(show.planned_start),
                "started_at": _iso(show.started_at),
                "ended_at": _iso(show.ended_at),
            }
        )
    return listed


def ingest(
    workspace: Workspace, show_id: str, paths: Sequence[Path], *, mapping: str | None = None, kind: str | None = None
) -> Done:
    """Add platform exports to a show. All files are read before anything is kept. ``mapping`` or ``kind`` say what
    they are when their headers do not. Raises InputRefused, WorldFailed, StoreFailed, WorkspaceUnusable."""
    state = _state(workspace, show_id)
    here = zone(state.info.time_zone)
    window = ShowWindow(start=state.started_at or state.info.start, end=state.ended_at)
    store = MappingStore(workspace.mappings)
    chosen = None if mapping is None else _mapping(store, mapping)
    saved = store.all()
    files: list[handover.IngestFile] = []
    told: list[Said] = []
    refused: list[Said] = []
    for path in paths:
        try:
            read: ExportRead = _read(
                path,
                lambda path=path: read_export(
                    path,
                    zone=here,
                    show_window=window,
                    kind=None if kind is None else Kind(kind),
                    mapping=chosen,
                    mappings=saved,
                ),
            )
        except InputRefused as refusal:
            refused += refusal.said
            continue
        told.append(ingest_sentence(path.name, read))
        told += [Remark(item, "ingest") for item in read.told]
        files.append(
            handover.IngestFile(
                path=str(path.absolute()),
                kind=read.kind.value,
                mapping=read.mapping,
                lines=tuple(read.lines),
                readings=tuple(read.readings),
            )
        )
    if refused:
        raise InputRefused(*refused)
    answer, by = _work(workspace, "ingest", handover.ingest_request(show_id, files))
    if answer["outside"]:
        told.append(("cli.outside", {"count": answer["outside"]}))
    return Done(show_id=show_id, told=(*told, *by), data=answer)


def ingest_sentence(file: str, read: ExportRead) -> Sentence:
    """What a file was taken for, and how much it held."""
    data = {"file": file, "kind_key": f"kind.{read.kind.value}", "name": read.mapping}
    if read.readings and not read.lines:
        return "cli.ingest_readings", {**data, "readings": len(read.readings)}
    return "cli.ingest_file" if read.lines else "cli.ingest_nothing", {**data, "lines": len(read.lines)}


def _mapping(store: MappingStore, name: str) -> ColumnMapping:
    try:
        return store.load(name)
    except NoSuchMapping as missing:
        raise InputRefused(
            ("cli.no_such_mapping", {"name": name, "known": "、".join(missing.known) or "–"})
        ) from missing
    except MappingInvalid as invalid:
        raise InputRefused((f"ingest.mapping.{invalid.code}", {"name": name, **invalid.data})) from invalid


def report(workspace: Workspace, show_id: str, output: Path, lang: str) -> None:
    """Write the review workbook of a show. Raises InputRefused, WorldFailed."""
    from console.reporting import ReportFailed, write_report

    _state(workspace, show_id)
    settings = load_settings(workspace.settings_file).settings
    try:
        write_report(workspace.database, show_id, output, lang, settings=settings)
    except ReportFailed as failure:
        raise WorldFailed(f"report.failed.{failure.code}", **failure.data) from failure


def _new_id() -> EntryId:
    return EntryId(new_entry_id())


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _state(workspace: Workspace, show_id: str) -> State:
    """The show as it is on disk; nothing is written. Raises InputRefused when there is none."""
    events = []
    try:
        if workspace.database.exists():
            with snapshot(workspace.database) as connection:
                events = journal.load(connection, show_id)
    except UnknownEvent as unknown:
        raise WorldFailed("cli.newer_program", kind=unknown.kind) from unknown
    if not events:
        raise InputRefused(("cli.no_such_show", {"show_id": show_id}))
    return fold(events)


def _read(path: Path, read: Any) -> Any:
    try:
        return read()
    except SheetRefused as refusal:
        raise InputRefused(refusal) from refusal
    except (PlanRefused, ExportRefused) as refusal:
        raise InputRefused(*refusal.problems) from refusal
    except OSError as error:
        raise InputRefused(("cli.cannot_read", {"path": str(path), "reason": error.strerror or str(error)})) from error


def _work(workspace: Workspace, verb: str, request: dict[str, Any]) -> tuple[dict[str, Any], tuple[Sentence, ...]]:
    """Do the work in the console that runs here, else do it ourselves."""
    running = workspace.running()
    if running is not None:
        try:
            answer = handover.send(running, verb, request)
        except HandoverFailed as failure:
            if failure.code == "silent":
                raise WorldFailed("cli.console_silent", pid=running.pid or "?") from failure
            if failure.code == "broke_off":
                raise WorldFailed("cli.console_broke_off", pid=running.pid or "?") from failure
            reason = failure.message or failure.code
            if failure.world:
                raise WorldFailed("cli.console_failed", reason=reason) from failure
            raise InputRefused(("cli.console_failed", {"reason": reason})) from failure
        return answer, (("cli.handed_over", {"pid": running.pid or "?"}),)
    with workspace.lock():
        loop = MainLoop()
        console = bootstrap(workspace, load_settings(workspace.settings_file).settings, post=loop.post)
        try:
            answer = loop.result(handover.perform(console, verb, request), timeout=600)
            return answer, _migration(console.database.migrated)
        except NoSuchShow as missing:
            raise InputRefused(("cli.no_such_show", {"show_id": missing.show_id})) from missing
        except (Refused, BadValue) as refusal:
            data = {**refusal.data, "field": getattr(refusal, "field", "")}
            raise InputRefused((f"refused.{refusal.code}", data)) from refusal
        finally:
            console.close()


def _migration(migrated: Migrated | None) -> tuple[Sentence, ...]:
    """What is told of a file that was brought up to date."""
    return () if migrated is None else (("notice.room_migrated", {**migrated.data}),)


class Writing:
    """Says what stopped a file from being written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError | SheetNotWritten):
            reason = getattr(error, "strerror", None) or str(error)
            raise WorldFailed("cli.cannot_write", path=str(self._path), reason=reason) from error
