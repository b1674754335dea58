"""What is known of the user's OBS, as values: address, connection state, reason, scenes, and what changed by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit

DEFAULT_PORT = 4455


class State(Enum):
    """Where the connection stands. ``FAILED`` waits for the user, the others but ``OFF`` go on by themselves."""

    OFF = "off"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    UNANSWERED = "unanswered"
    FAILED = "failed"


class Reason(Enum):
    """Why it is not connected. The values are the last part of the ``obs.reason.*`` sentences."""

    SERVER_OFF = "server_off"  # nothing listens there: OBS is not running, or its WebSocket server is off
    WRONG_PASSWORD = "wrong_password"
    PASSWORD_MISSING = "password_missing"
    NO_ANSWER = "no_answer"
    KICKED = "kicked"
    NOT_OBS = "not_obs"
    BAD_ADDRESS = "bad_address"
    UNREACHABLE = "unreachable"
    EXITED = "exited"
    LOST = "lost"
    GARBLED = "garbled"  # it answered with what is not the protocol
    CLOSED = "closed"  # switched off here

    @property
    def final(self) -> bool:
        """Trying again by oneself would be wrong: only the user can change it."""
        return self in (Reason.WRONG_PASSWORD, Reason.PASSWORD_MISSING, Reason.KICKED, Reason.BAD_ADDRESS)


class AddressError(ValueError):
    """Not an address of an OBS; ``text`` is what was given, never with its password."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Address:
    """Where OBS listens."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT

    def __str__(self) -> str:
        return f"{self.url_host}:{self.port}"

    @property
    def url_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def loopback(self) -> bool:
        return self.host in ("localhost", "127.0.0.1", "::1")


def parse_address(text: str) -> tuple[Address, str | None]:
    """``host``, ``host:port`` or ``ws://[:password@]host:port``; the password is None when there is none in it.

    Raises AddressError. ``wss`` is refused: OBS does not speak it.
    """
    full = text.strip() if "://" in text else f"ws://{text.strip()}"
    shown = full.rpartition("@")[2]
    try:
        parts = urlsplit(full)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AddressError(shown) from None
    if parts.scheme != "ws" or not host or any(c.isspace() for c in full) or parts.path not in ("", "/") or port == 0:
        raise AddressError(shown)
    password = unquote(parts.password) if parts.password else None
    return Address(host, DEFAULT_PORT if port is None else port), password


@dataclass(frozen=True, slots=True)
class Input:
    """An input of OBS; ``kind`` as OBS names it without a version (``text_gdiplus``, ``ffmpeg_source``)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObsStatus:
    """One moment of the connection. What was last seen (scenes, inputs, …) stays while it is away.

    ``program_scene`` is the scene on air, or the one a running transition leads to. ``rtt_ms`` is the last round
    trip of plain reads. ``dropped_percent`` is of the running stream, None when none runs. ``since``: of ``state``.
    """

    state: State = State.OFF
    reason: Reason | None = None
    address: Address | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    scenes: tuple[str, ...] = ()
    program_scene: str | None = None
    inputs: tuple[Input, ...] = ()
    collection: str | None = None
    obs_version: str | None = None
    ws_version: str | None = None
    has_chapters: bool = False
    recording: bool = False
    streaming: bool = False
    dropped_percent: float | None = None
    fps: float | None = None
    rtt_ms: float | None = None

    @property
    def connected(self) -> bool:
        return self.state is State.CONNECTED


@dataclass(frozen=True, slots=True)
class SceneChanged:
    """The program scene is another one. ``by_hand``: not by a request of this program."""

    scene: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class CollectionChanged:
    """Another scene collection: other scenes, another program scene. Mappings to the old names stay as they are."""

    collection: str
    program_scene: str | None


@dataclass(frozen=True, slots=True)
class ScenesChanged:
    """Scenes were added, removed, renamed or moved; in the order of OBS's window."""

    scenes: tuple[str, ...]


ObsEvent = SceneChanged | CollectionChanged | ScenesChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """What the connection card's test button found."""

    __test__ = False

    ok: bool
    reason: Reason | None = None
    obs_version: str | None = None
    ws_version: str | None = None
    scenes: tuple[str, ...] = ()
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """OBS's answer to one request of a batch. ``code`` 100 is done; others are RequestStatus of the protocol."""

    ok: bool
    code: int
    comment: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


READS = (
    "GetSceneList",
    "GetInputList",
    "GetSceneCollectionList",
    "GetStreamStatus",
    "GetRecordStatus",
    "GetStats",
    "GetCurrentSceneTransition",
)
PULSE = ("GetSceneList", "GetStreamStatus", "GetRecordStatus", "GetStats")


def transition_seconds(names: Sequence[str], answers: Sequence[Answer]) -> float | None:
    """How long the current transition takes; None when OBS does not tell (a stinger)."""
    for name, answer in zip(names, answers, strict=True):
        if name == "GetCurrentSceneTransition" and answer.ok:
            if answer.data.get("transitionKind") == "cut_transition":
                return 0.0
            length = answer.data.get("transitionDuration")
            return None if length is None else float(length) / 1000
    return None


def read_answers(names: Sequence[str], answers: Sequence[Answer]) -> dict[str, Any]:
    """Fields of ObsStatus out of the answers to ``READS``, ``PULSE`` or ``GetVersion``; refused ones are left out."""
    found: dict[str, Any] = {}
    for name, answer in zip(names, answers, strict=True):
        if answer.ok:
            found |= _FIELDS[name](answer.data) if name in _FIELDS else {}
    return found


def _scene_list(data: Mapping[str, Any]) -> dict[str, Any]:
    # sceneIndex 0 is the lowest in OBS's window
    names = tuple(str(scene["sceneName"]) for scene in reversed(data.get("scenes") or ()))
    return {"scenes": names, "program_scene": data.get("currentProgramSceneName")}


def _input_list(data: Mapping[str, Any]) -> dict[str, Any]:
    inputs = data.get("inputs") or ()
    found = (Input(str(one["inputName"]), str(one.get("unversionedInputKind") or one["inputKind"])) for one in inputs)
    return {"inputs": tuple(found)}


def _stream(data: Mapping[str, Any]) -> dict[str, Any]:
    active = bool(data.get("outputActive"))
    total = data.get("outputTotalFrames") or 0
    skipped = data.get("outputSkippedFrames") or 0
    dropped = round(100 * skipped / total, 2) if total else 0.0
    return {"streaming": active, "dropped_percent": dropped if active else None}


_FIELDS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "GetSceneList": _scene_list,
    "GetInputList": _input_list,
    "GetSceneCollectionList": lambda data: {"collection": data.get("currentSceneCollectionName")},
    "GetStreamStatus": _stream,
    "GetRecordStatus": lambda data: {"recording": bool(data.get("outputActive"))},
    "GetStats": lambda data: {"fps": data.get("activeFps")},
    "GetVersion": lambda data: {
        "obs_version": data.get("obsVersion"),
        "ws_version": data.get("obsWebSocketVersion"),
        "has_chapters": "CreateRecordChapter" in (data.get("availableRequests") or ()),
    },
}
