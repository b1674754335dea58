"""The verbs of the command line as it runs them: what each prints, and the exit status of what went wrong."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from console import verbs
from console.files import WorkspaceUnusable
from console.store.database import StoreFailed
from console.wording import say
from console.workspace import Workspace

DONE, REFUSED, WORLD_FAILED = 0, 3, 4


class Output:
    """Where a verb says things, and in which language."""

    def __init__(self, lang: str, as_json: bool) -> None:
        self.lang = lang
        self.as_json = as_json

    def result(self, text: str, data: Any) -> None:
        """The result, on stdout: as text, or as JSON when that was asked for."""
        print(json.dumps(data, ensure_ascii=False) if self.as_json else text)

    def say(self, said: verbs.Said) -> None:
        """A remark, a refusal, a failure: on stderr."""
        print(verbs.text(self.lang, said), file=sys.stderr)


def carry_out(chosen: argparse.Namespace, lang: str) -> int:
    """Run the verb of a command line; answers the exit status."""
    out = Output(lang, chosen.json)
    try:
        return _VERBS[chosen.verb](chosen, out)
    except verbs.InputRefused as refused:
        for said in refused.said:
            out.say(said)
        return REFUSED
    except (StoreFailed, WorkspaceUnusable, verbs.WorldFailed) as error:
        out.say(verbs.world_sentence(error))
        return WORLD_FAILED


def _workspace(chosen: argparse.Namespace) -> Workspace:
    workspace = Workspace.at(chosen.workspace)
    workspace.prepare()
    return workspace


def _import_plan(chosen: argparse.Namespace, out: Output) -> int:
    done = verbs.import_plan(_workspace(chosen), chosen.file, name=chosen.name, start=chosen.start, into=chosen.into)
    for said in done.told:
        out.say(said)
    out.result(done.show_id, {"show_id": done.show_id, **done.data})
    return DONE


def _export_plan(chosen: argparse.Namespace, out: Output) -> int:
    verbs.export_plan(_workspace(chosen), chosen.show_id, chosen.output, out.lang)
    out.result(str(chosen.output), {"file": str(chosen.output)})
    return DONE


def _template(chosen: argparse.Namespace, out: Output) -> int:
    verbs.template(chosen.kind, chosen.output, out.lang)
    out.result(str(chosen.output), {"file": str(chosen.output)})
    return DONE


def _import_catalogue(chosen: argparse.Namespace, out: Output) -> int:
    from console import catalogue_verbs

    done = catalogue_verbs.import_catalogue(_workspace(chosen), chosen.file)
    for said in done.told:
        out.say(said)
    out.result(say(out.lang, "cli.catalogue_imported", **done.data), done.data)
    return DONE


def _export_catalogue(chosen: argparse.Namespace, out: Output) -> int:
    from console import catalogue_verbs

    done = catalogue_verbs.export_catalogue(_workspace(chosen), chosen.output, out.lang)
    for said in done.told:
        out.say(said)
    data = {"file": str(chosen.output), **done.data}
    out.result(say(out.lang, "cli.catalogue_exported", **data), data)
    return DONE


def _shows(chosen: argparse.Namespace, out: Output) -> int:
    found = verbs.shows(_workspace(chosen))
    lines = [
        "\t".join((show["show_id"], say(out.lang, f"status.{show['status']}"), show["when"], show["name"]))
        for show in found
    ]
    if not found:
        out.say(("cli.no_shows", {}))
    if found or out.as_json:
        out.result("\n".join(lines), found)
    return DONE


def _ingest(chosen: argparse.Namespace, out: Output) -> int:
    done = verbs.ingest(_workspace(chosen), chosen.show_id, chosen.files, mapping=chosen.mapping, kind=chosen.kind)
    for said in done.told:
        out.say(said)
    text = say(out.lang, "cli.ingested_readings" if done.data["readings"] else "cli.ingested", **done.data)
    out.result(text, done.data)
    return DONE


def _report(chosen: argparse.Namespace, out: Output) -> int:
    verbs.report(_workspace(chosen), chosen.show_id, chosen.output, out.lang)
    out.result(str(chosen.output), {"file": str(chosen.output)})
    return DONE


def _doctor(chosen: argparse.Namespace, out: Output) -> int:
    from console import doctor

    found = doctor.examine(Workspace.at(chosen.workspace))
    marks = {True: "✓", False: "✗", None: "·"}
    lines = [f"{marks[item.ok]} {say(out.lang, item.key, **verbs.worded(out.lang, item.data))}" for item in found]
    out.result("\n".join(lines), [{"check": item.key, "ok": item.ok, **item.data} for item in found])
    return DONE if all(item.ok is not False for item in found) else WORLD_FAILED


_VERBS: dict[str, Callable[[argparse.Namespace, Output], int]] = {
    "import-plan": _import_plan,
    "export-plan": _export_plan,
    "template": _template,
    "import-catalogue": _import_catalogue,
    "export-catalogue": _export_catalogue,
    "shows": _shows,
    "ingest": _ingest,
    "report": _report,
    "doctor": _doctor,
}
