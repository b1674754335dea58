"""The console without its window: for machines without a screen, and for tests that drive the real program.

``python -m console.headless --workspace DIR [--show ID] [--api-port N] [--obs ADDRESS]`` opens the show that is asked
for, else the one that is live, serves the local API and prints its address; it ends on SIGINT or SIGTERM. Exit
status: 0 ended as asked, 2 wrong usage, 3 another console runs here or there is no such show, 4 the world failed.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from console.app import Console, bootstrap
from console.files import WorkspaceUnusable
from console.local_server import CannotListen, LocalServer, start_server
from console.logs import Logs
from console.main_loop import MainLoop
from console.open_show import NoSuchShow
from console.readiness import WHILE_PLANNED
from console.settings import load_settings
from console.show.state import Status
from console.store.database import StoreFailed
from console.wording import say
from console.workspace import ConsoleLock, ConsoleRuns, Workspace

if TYPE_CHECKING:
    from console.bridge import Bridge
    from console.venue import Venue

log = logging.getLogger(__name__)
DONE, REFUSED, WORLD_FAILED = 0, 3, 4
LOOK_EVERY_S = 1.0  # whether a feed went quiet, and what waits for a time


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to end; the exit status."""
    chosen = _parser().parse_args(arguments)
    workspace = Workspace.at(chosen.workspace)
    lang = "zh_CN"
    try:
        workspace.prepare()
        lang = chosen.lang or load_settings(workspace.settings_file).settings.lang
        with workspace.lock() as lock, Logs(workspace.log_file):
            return _run(workspace, lock, chosen)
    except WorkspaceUnusable as error:
        return _tell(WORLD_FAILED, say(lang, error.code, **error.data))
    except StoreFailed as error:
        return _tell(WORLD_FAILED, say(lang, f"store.{error.code}", detail=error.detail))
    except CannotListen as error:
        return _tell(WORLD_FAILED, say(lang, f"api.{error.code}", **error.data))
    except ConsoleRuns as runs:
        return _tell(REFUSED, say(lang, runs.code, **runs.data))
    except NoSuchShow as error:
        return _tell(REFUSED, say(lang, "cli.no_such_show", show_id=error.show_id))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m console.headless", description=__doc__)
    parser.add_argument("--workspace", type=Path, help="the workspace's folder")
    parser.add_argument("--show", help="the show to open; else the one that is live")
    parser.add_argument("--api-port", type=int, help="0 = any that is free; else the settings'")
    parser.add_argument("--obs", help="connect to this OBS: ws://[:password@]host:port")
    parser.add_argument("--lang", choices=("zh_CN", "en"), help="else the settings'")
    return parser


def _run(workspace: Workspace, lock: ConsoleLock, chosen: argparse.Namespace) -> int:
    loop, ending = MainLoop(), _Ending()
    console = bootstrap(workspace, load_settings(workspace.settings_file).settings, post=loop.post)
    server: LocalServer | None = None
    venue: Venue | None = None
    bridge: Bridge | None = None
    try:
        show_id = chosen.show or _live(console)
        if show_id is not None:
            console.open(show_id)
        venue = _venue(console, chosen.obs)
        server = start_server(console, venue=venue, lock=lock, port=chosen.api_port)
        bridge = _bridge(console)
        if bridge is not None:
            listening = bridge
            console.readiness.bridge = lambda: listening.status
        console.shared.follow(console.settings)
        ending.listen(loop)
        print(server.address, flush=True)
        while not ending.asked:
            try:
                loop.run(lambda: ending.asked, LOOK_EVERY_S)
                if console.show is not None:
                    console.show.feeds.look(console.clock.now())
                    if console.show.state.status is Status.PLANNED:
                        console.readiness.refresh(WHILE_PLANNED)
                    console.waves.look()
            except Exception:
                log.exception("a piece of work on the main thread failed")  # the show goes on
    finally:
        if server is not None:
            server.close()
        if venue is not None:
            venue.close()
        if bridge is not None:
            bridge.stop()
        console.close()
    return DONE


def _live(console: Console) -> str | None:
    show = console.live_show()
    return None if show is None else show.show_id


def _venue(console: Console, address: str | None) -> Venue | None:
    """OBS, when it is asked for: its library takes a while to load."""
    if address is None:
        return None
    from console.venue import Venue

    venue = Venue(console.listeners, console.post, actor=lambda: console.actor)
    venue.bind(console.show)
    venue.connect(address, os.environ.get("ZHONGKONG_OBS_PASSWORD", ""))
    return venue


def _bridge(console: Console) -> Bridge | None:
    """The barrage bridge of the settings, if they name one."""
    if not console.settings.bridge:
        return None
    from console.bridge import Bridge

    bridge = Bridge(console)
    bridge.follow(console.settings)
    return bridge


class _Ending:
    """Whether somebody asked the program to end."""

    def __init__(self) -> None:
        self.asked = False

    def listen(self, loop: MainLoop) -> None:
        def ask(_signal: int, _frame: FrameType | None) -> None:
            self.asked = True
            loop.post(lambda: None)

        signal.signal(signal.SIGINT, ask)
        signal.signal(signal.SIGTERM, ask)


def _tell(status: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
