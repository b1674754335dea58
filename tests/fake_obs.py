"""A server that speaks obs-websocket 5 as far as the program uses it, and misbehaves on demand.

For what a real OBS cannot be made to do: answer late, kick, talk nonsense, have newer requests, fall silent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import select
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

SALT, CHALLENGE = "c2FsdA==", "Y2hhbGxlbmdl"
MUTATIONS = {"SetCurrentProgramScene", "SetInputSettings", "SetSceneItemEnabled", "TriggerMediaInputAction"}


class Refusal(Exception):
    def __init__(self, code: int, comment: str = "") -> None:
        self.code, self.comment = code, comment


class FakeObs:
    """Scenes from top to bottom; ``start`` and ``stop`` keep the port, so it can come back where it was."""

    def __init__(self, *, password: str = "") -> None:
        self.host, self.port, self.password = "127.0.0.1", 0, password
        self.scene_names = ["开场", "主播近景", "商品特写", "下播"]
        self.program = "开场"
        self.collection = "live"
        words = ("text_ft2_source", "")
        self.inputs = {"价格字幕": words, "库存字幕": words, "产品视频": ("ffmpeg_source", "")}  # kind, text
        self.items: dict[tuple[str, str], list[Any]] = {
            ("商品特写", name): [number, True] for number, name in enumerate(self.inputs, 1)
        }
        self.available = ["GetVersion"]
        self.recording = False
        self.chapters: list[str] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.going = threading.Event()  # cleared: the window hangs, so mutations wait and reads are answered
        self.going.set()
        self.delay = 0.0
        self.say_instead: str | None = None  # sent instead of the answer to the next batch
        self.clients: dict[ServerConnection, int] = {}
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    # -- as the fixture of the real one ----------------------------------------------------------------------

    def start(self) -> None:
        self._server = serve(self._talk, self.host, self.port, subprotocols=None, ping_interval=None, close_timeout=1)
        self.port = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="fake-obs")
        self._thread.start()

    def stop(self, code: int = 1001) -> None:
        if self._server is None or self._thread is None:
            return
        self.going.set()
        self.close_all(code)
        self._server.shutdown()
        self._thread.join()
        self._server = None

    def request(self, name: str, **data: Any) -> dict[str, Any]:
        return self._answer(name, data)

    def program_scene(self) -> str:
        return self.program

    def text_of(self, input_name: str) -> str:
        return self.inputs[input_name][1]

    def item_enabled(self, scene: str, source: str) -> bool:
        return bool(self.items[scene, source][1])

    def scenes(self) -> list[str]:
        return list(self.scene_names)

    # -- misbehaving -----------------------------------------------------------------------------------------

    def close_all(self, code: int) -> None:
        for client in list(self.clients):
            client.close(code)

    def emit(self, kind: str, bit: int, **data: Any) -> None:
        message = json.dumps({"op": 5, "d": {"eventType": kind, "eventIntent": bit, "eventData": data}})
        for client, wanted in list(self.clients.items()):
            if wanted & bit:
                with suppress(ConnectionClosed):
                    client.send(message)

    def counted(self, kind: str) -> int:
        return sum(1 for name, _ in self.asked if name == kind)

    # -- the protocol ----------------------------------------------------------------------------------------

    def _talk(self, client: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            hello: dict[str, Any] = {"obsWebSocketVersion": "5.7.0", "rpcVersion": 1}
            if self.password:
                hello["authentication"] = {"challenge": CHALLENGE, "salt": SALT}
            client.send(json.dumps({"op": 0, "d": hello}))
            identify = json.loads(client.recv())["d"]
            if self.password and identify.get("authentication") != self._proof():
                client.close(4009, "Authentication failed.")
                return
            client.send(json.dumps({"op": 2, "d": {"negotiatedRpcVersion": 1}}))
            self.clients[client] = identify.get("eventSubscriptions", 0)
            for text in client:
                self._batch(client, json.loads(text))
        self.clients.pop(client, None)

    def _proof(self) -> str:
        secret = base64.b64encode(hashlib.sha256((self.password + SALT).encode()).digest())
        return base64.b64encode(hashlib.sha256(secret + CHALLENGE.encode()).digest()).decode()

    def _batch(self, client: ServerConnection, message: dict[str, Any]) -> None:
        assert message["op"] == 8, message
        results = []
        for one in message["d"]["requests"]:
            name, data = one["requestType"], one.get("requestData") or {}
            self.asked.append((name, data))
            if name in MUTATIONS:
                self.going.wait()
            status: dict[str, Any] = {"result": True, "code": 100}
            found: dict[str, Any] = {}
            try:
                with self._lock:
                    found = self._answer(name, data)
            except Refusal as refusal:
                status = {"result": False, "code": refusal.code, "comment": refusal.comment}
            results.append({"requestType": name, "requestStatus": status, "responseData": found})
        if self.delay:
            time.sleep(self.delay)  # a slow OBS is what this stands for
        if self.say_instead is not None:
            text, self.say_instead = self.say_instead, None
            client.send(text.replace("REQUEST_ID", message["d"]["requestId"]))
            return
        client.send(json.dumps({"op": 9, "d": {"requestId": message["d"]["requestId"], "results": results}}))

    def _answer(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        answer = getattr(self, f"_on_{name}", None)
        if answer is None:
            raise Refusal(204, "Your request type is not valid.")
        return answer(**data) or {}

    def _on_GetVersion(self) -> dict[str, Any]:
        return {"obsVersion": "32.0.0", "obsWebSocketVersion": "5.7.0", "availableRequests": self.available}

    def _on_GetSceneList(self) -> dict[str, Any]:
        scenes = [{"sceneName": name, "sceneIndex": n} for n, name in enumerate(reversed(self.scene_names))]
        return {"currentProgramSceneName": self.program, "scenes": scenes}

    def _on_GetInputList(self) -> dict[str, Any]:
        inputs = self.inputs.items()
        return {"inputs": [{"inputName": n, "inputKind": k, "unversionedInputKind": k} for n, (k, _) in inputs]}

    def _on_GetSceneCollectionList(self) -> dict[str, Any]:
        return {"currentSceneCollectionName": self.collection}

    def _on_GetStreamStatus(self) -> dict[str, Any]:
        return {"outputActive": True, "outputSkippedFrames": 3, "outputTotalFrames": 200}

    def _on_GetRecordStatus(self) -> dict[str, Any]:
        return {"outputActive": self.recording}

    def _on_GetStats(self) -> dict[str, Any]:
        return {"activeFps": 30.0}

    def _on_GetCurrentSceneTransition(self) -> dict[str, Any]:
        return {"transitionKind": "cut_transition", "transitionDuration": None}

    def _on_GetCurrentProgramScene(self) -> dict[str, Any]:
        return {"currentProgramSceneName": self.program}

    def _on_SetCurrentProgramScene(self, sceneName: str) -> None:
        if sceneName not in self.scene_names:
            raise Refusal(
                602 if sceneName in self.inputs else 600, f"No source was found by the name of `{sceneName}`."
            )
        if sceneName != self.program:
            self.program = sceneName
            self.emit("CurrentProgramSceneChanged", 4, sceneName=sceneName)

    def _on_SetInputSettings(self, inputName: str, inputSettings: dict[str, Any], overlay: bool = True) -> None:
        if inputName not in self.inputs:
            raise Refusal(600, f"No source was found by the name of `{inputName}`.")
        self.inputs[inputName] = (self.inputs[inputName][0], inputSettings["text"])

    def _on_GetSceneItemId(self, sceneName: str, sourceName: str) -> dict[str, Any]:
        if (sceneName, sourceName) not in self.items:
            raise Refusal(600, "No scene items were found in the specified scene by that name or offset.")
        return {"sceneItemId": self.items[sceneName, sourceName][0]}

    def _on_SetSceneItemEnabled(self, sceneName: str, sceneItemId: int, sceneItemEnabled: bool) -> None:
        for (scene, _), item in self.items.items():
            if (scene, item[0]) == (sceneName, sceneItemId):
                item[1] = sceneItemEnabled
                return
        raise Refusal(600, "No scene items were found in the specified scene by that ID.")

    def _on_TriggerMediaInputAction(self, inputName: str, mediaAction: str) -> None:
        if inputName not in self.inputs:
            raise Refusal(600, f"No source was found by the name of `{inputName}`.")

    def _on_CreateRecordChapter(self, chapterName: str) -> None:
        if "CreateRecordChapter" not in self.available:
            raise Refusal(204, "Your request type is not valid.")
        self.chapters.append(chapterName)


class Relay:
    """TCP in front of a server; ``freeze`` makes the connections of this moment half open: nothing passes or closes."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._frozen: list[socket.socket] = []
        self._stop_reading, self._stop_writing = socket.socketpair()
        self._freeze = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay")
        self._thread.start()

    def freeze(self) -> None:
        self._freeze.set()

    def stop(self) -> None:
        self._stop_writing.send(b"x")
        self._thread.join()
        for one in (*self._pairs, *self._frozen, self._listener, self._stop_reading, self._stop_writing):
            one.close()

    def _run(self) -> None:
        while True:
            ready, _, _ = select.select([self._stop_reading, self._listener, *self._pairs], [], [], 0.05)
            if self._stop_reading in ready:
                return
            if self._freeze.is_set():
                self._frozen += self._pairs
                self._pairs.clear()
                self._freeze.clear()
                continue
            for one in ready:
                if one is self._listener:
                    inner, outer = one.accept()[0], socket.create_connection(("127.0.0.1", self._to))
                    self._pairs |= {inner: outer, outer: inner}
                elif one in self._pairs:
                    self._pass_on(one, self._pairs[one])

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            data = one.recv(65536)
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        for end in (one, other):
            del self._pairs[end]
            end.close()
