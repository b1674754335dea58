"""A small server that plays a barrage bridge: sends what it is told, drops connections, and records what it hears."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

ROOM = {
    "RoomId": "7000000000000000009",
    "WebRoomId": "100000000000",
    "Onwer": {"UserId": "1", "SecUid": "SYNTHETIC", "Nickname": "示例主播", "HeadUrl": "", "FollowStatus": 0},
}
USER = {"Id": 1, "ShortId": 1, "Nickname": "示例用户", "SecUid": "SYNTHETIC", "FansClub": {"ClubName": "", "Level": 0}}


def grab(kind: int, *, process: str = "chrome", number: int = 7000000000000000001, **data: Any) -> str:
    """A message of DouyinBarrageGrab in its recorded shape."""
    content = {"MsgId": number, **ROOM, "User": None if kind in (6, 9) else USER, "Content": "", **data}
    return json.dumps({"Type": kind, "ProcessName": process, "Data": json.dumps(content, ensure_ascii=False)})


def chat(text: str, **more: Any) -> str:
    return grab(1, Content=text, **more)


def online(now: int, total: int, **more: Any) -> str:
    told: dict[str, Any] = {"TotalUserCountStr": str(total), "OnlineUserCountStr": str(now), **more}
    return grab(6, OnlineUserCount=now, TotalUserCount=total, **told)


class BridgePlayer:
    """Every connection is played ``scene``; when it returns, the connection is dropped."""

    def __init__(self, scene: Callable[[ServerConnection, int], None], port: int = 0) -> None:
        self.heard: list[str | bytes] = []
        self.connections = 0
        self.over = threading.Event()
        self._scene = scene
        self._server: Server = serve(self._play, "127.0.0.1", port, compression=None)
        self.port: int = self._server.socket.getsockname()[1]
        self.url = f"ws://127.0.0.1:{self.port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stay(self, socket: ServerConnection) -> None:
        """Keep the connection until the player is closed, recording whatever comes."""
        while not self.over.is_set():
            try:
                self.heard.append(socket.recv(timeout=0.05))
            except TimeoutError:
                continue
            except ConnectionClosed:
                return

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join(10)

    def _play(self, socket: ServerConnection) -> None:
        self.connections += 1
        try:
            self._scene(socket, self.connections)
            while True:  # what was sent to it meanwhile
                self.heard.append(socket.recv(timeout=0))
        except (ConnectionClosed, TimeoutError):
            return
