"""The command line: verbs without a window, and the options of the window.

Results go to stdout, everything else to stderr. Exit status: 0 done, 2 wrong usage, 3 the input was refused and
nothing changed, 4 the world failed (disk, OBS, database).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from console.feeds.kinds import EXPORT_KINDS
from console.options import Options
from console.wording import LANGUAGES, say

WRONG_USAGE = 2
DEFAULT_LANG = "zh_CN"


def run(argv: Sequence[str], open_window: Callable[[Options], int]) -> int:
    """Carry out a command line; answers the exit status. Without a verb ``open_window`` is what runs."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    lang = _language(argv)
    parser = _parser(lang)
    try:
        chosen = parser.parse_args(argv)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return int(end.code or 0)
    if chosen.verb is None:
        return open_window(_options(chosen, lang if _said_language(argv) else None))
    from console.cli_verbs import carry_out  # the store and the sheets: a second the window's first picture can spare

    return carry_out(chosen, lang)


class _Version(argparse.Action):
    """``--version``; looked up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from console.verbs import version

        print(f"zhongkong {version()}")
        parser.exit()


def _said_language(argv: Sequence[str]) -> bool:
    return any(word == "--lang" or word.startswith("--lang=") for word in argv)


def _language(argv: Sequence[str]) -> str:
    """The language to speak, known before the rest is read so that usage errors are in it too."""
    for place, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else None
        if word == "--lang" and place + 1 < len(argv):
            value = argv[place + 1]
        if value in LANGUAGES:
            return str(value)
    return DEFAULT_LANG


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


def _parser(lang: str) -> argparse.ArgumentParser:
    def word(key: str) -> str:
        return say(lang, f"cli.{key}").replace("%", "%%")

    def common() -> _Parser:
        """A new one for each parser: the defaults of the whole are set on its arguments, and are not the verbs'."""
        options = _Parser(add_help=False)
        group = options.add_argument_group(word("common"))
        group.add_argument("--workspace", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=word("workspace"))
        group.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=word("lang"))
        group.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=word("json"))
        return options

    parser = _Parser(prog="zhongkong", description=word("description"), epilog=word("exit_status"), parents=[common()])
    parser.set_defaults(workspace=None, lang=None, json=False, verb=None)
    parser.add_argument("--version", action=_Version, nargs=0, help=word("version"))
    window = parser.add_argument_group(word("window"))
    window.add_argument("--show", metavar="ID", help=word("show"))
    window.add_argument("--practice", action="store_true", help=word("practice"))
    window.add_argument("--api-port", type=_port, metavar="N", help=word("api_port"))
    window.add_argument("--no-api", action="store_true", help=word("no_api"))
    window.add_argument("--obs", metavar="ws://[:password@]host:port", help=word("obs"))
    known = parser.add_subparsers(dest="verb", metavar=word("verb"), title=word("verbs"))

    def verb(name: str, key: str = "") -> argparse.ArgumentParser:
        key = key or name.replace("-", "_")
        return known.add_parser(name, parents=[common()], help=word(key), description=word(key))

    plan = verb("import-plan")
    plan.add_argument("file", type=Path, metavar="FILE.xlsx|csv", help=word("plan_file"))
    plan.add_argument("--name", metavar="TEXT", help=word("plan_name"))
    plan.add_argument("--start", metavar="ISO-8601", type=_moment, help=word("plan_start"))
    plan.add_argument("--into", metavar="SHOW", help=word("plan_into"))
    export = verb("export-plan")
    export.add_argument("show_id", metavar="SHOW", help=word("which_show"))
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=word("output"))
    template = verb("template")
    template.add_argument("kind", choices=("plan", "catalogue"), help=word("template_kind"))
    template.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=word("output"))
    goods = verb("import-catalogue", "import_catalogue")
    goods.add_argument("file", type=Path, metavar="FILE.xlsx|csv", help=word("catalogue_file"))
    goods_out = verb("export-catalogue", "export_catalogue")
    goods_out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=word("output"))
    verb("shows")
    ingest = verb("ingest")
    ingest.add_argument("show_id", metavar="SHOW", help=word("which_show"))
    ingest.add_argument("files", type=Path, nargs="+", metavar="FILE", help=word("ingest_files"))
    said = ingest.add_mutually_exclusive_group()
    said.add_argument("--mapping", metavar="NAME", help=word("ingest_mapping"))
    said.add_argument("--kind", choices=EXPORT_KINDS, metavar="KIND", help=word("ingest_kind"))
    report = verb("report")
    report.add_argument("show_id", metavar="SHOW", help=word("which_show"))
    report.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=word("output"))
    verb("doctor")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(text)
    return port


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None


def _options(chosen: argparse.Namespace, lang: str | None) -> Options:
    return Options(
        workspace=chosen.workspace,
        lang=lang,
        show=chosen.show,
        practice=chosen.practice,
        api=not chosen.no_api,
        api_port=chosen.api_port,
        obs=chosen.obs,
        obs_password=os.environ.get("ZHONGKONG_OBS_PASSWORD"),
    )
