"""What the local server asks of the program: one object with these methods, and how it says no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol


class Problem(Exception):
    """A call that is not carried out. ``status``: HTTP's, ``error``: its code, ``more``: what else the body says."""

    def __init__(self, status: int, error: str, message: str, **more: Any) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.message = message
        self.more = more

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        return {"error": self.error, "message": self.message, **self.more}


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What a platform expects to read when its push was taken."""

    body: bytes
    media_type: str | None


class Door(Protocol):
    """The program as the server sees it. Called on the main thread, except where "any thread" is said."""

    @property
    def ready(self) -> bool:
        """Whether the show and its figures are loaded. Any thread."""
        ...

    def say(self, key: str, **data: object) -> str:
        """A sentence in the user's language. Any thread."""
        ...

    def page(self) -> str:
        """The page that documents this API, HTML. Any thread."""
        ...

    def state(self) -> Mapping[str, Any]:
        """The flat state object."""
        ...

    def run_order(self) -> list[dict[str, Any]]:
        """The entries in order."""
        ...

    def items(self) -> list[dict[str, Any]]:
        """Every product anything is known of."""
        ...

    def journal(self, after: int) -> Future[list[dict[str, Any]]]:
        """Events after seq ``after``."""
        ...

    def act(self, name: str, fields: Mapping[str, Any], key: str | None, actor: str) -> Future[int]:
        """Carry an action out; the future is done with the journal's seq once it is durable, or fails with Problem."""
        ...

    def act_stock(
        self, name: str, product_id: str, fields: Mapping[str, Any], key: str | None, actor: str
    ) -> Future[int]:
        """The same for one product's stock."""
        ...

    def read_orders(self, raw: Any) -> list[Any]:
        """Order lines of a JSON list, whole or not at all. Raises Problem. Any thread."""
        ...

    def take_orders(self, lines: list[Any]) -> Future[dict[str, int]]:
        """Keep what ``read_orders`` read; done once durable and counted."""
        ...

    def read_readings(self, raw: Any) -> list[Any]:
        """Readings of a JSON list, whole or not at all. Raises Problem. Any thread."""
        ...

    def take_readings(self, readings: list[Any]) -> Future[dict[str, int]]:
        """Keep what ``read_readings`` read; done once durable and counted."""
        ...

    def knows_hook(self, platform: str) -> bool:
        """Whether pushes of this platform are understood. Any thread."""
        ...

    def read_hook(self, platform: str, headers: Mapping[str, str], body: bytes) -> Any:
        """What a push says, its signature checked first. Raises Problem. Any thread; may wait for the keyring."""
        ...

    def take_hook(self, read: Any) -> Future[HookAnswer]:
        """Keep what ``read_hook`` read; done once durable and counted. Raises Problem, or fails with it."""
        ...

    def hook_refused(self, platform: str, why: str, host: str) -> None:
        """A push was refused before it was read: ``why`` a code, ``host`` the name it was sent to. Any thread."""
        ...

    def hand_over(self, verb: str, request: Mapping[str, Any]) -> Future[dict[str, Any]]:
        """Work a verb of the command line hands to the console that runs here; fails with Problem."""
        ...

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have ``listener`` called whenever the state object may have changed, on the main thread; the answer ends it.

        Any thread.
        """
        ...
