"""From the server's event loop to the main thread and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
PATIENCE_S = 30.0  # a main thread that long away is in trouble, and the caller should know


class NoAnswer(Exception):
    """The main thread did not answer in time; whether the call was carried out is not known."""


class Hop:
    """Runs calls on the main thread for coroutines of one event loop."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._waiting: set[asyncio.Future[Any]] = set()
        self._closed = False

    def close(self) -> None:
        """The main thread answers no more: whoever waits, or calls from now on, gets NoAnswer. On the event loop."""
        self._closed = True
        for answer in self._waiting:
            if not answer.done():
                answer.set_exception(NoAnswer())

    async def call(self, work: Callable[[], T]) -> T:
        """The result of ``work``, run on the main thread. Raises what it raises, or NoAnswer."""
        result: T = await self._wait(lambda resolve: _run(work, resolve))
        return result

    async def future(self, work: Callable[[], Future[T]]) -> T:
        """The same for work whose result is a future: its result."""

        def run(resolve: _Resolve) -> None:
            try:
                future = work()
            except BaseException as error:  # noqa: BLE001 - carried to the caller
                resolve(None, error)
                return
            future.add_done_callback(
                lambda done: resolve(None, e) if (e := done.exception()) else resolve(done.result(), None)
            )

        result: T = await self._wait(run)
        return result

    async def _wait(self, run: Callable[[_Resolve], None]) -> Any:
        if self._closed:
            raise NoAnswer
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()

        def settle(value: Any, error: BaseException | None) -> None:
            if answer.done():
                return
            if error is None:
                answer.set_result(value)
            else:
                answer.set_exception(error)

        def resolve(value: Any, error: BaseException | None) -> None:
            if not loop.is_closed():  # the server was stopped while the call was under way
                loop.call_soon_threadsafe(settle, value, error)

        self._post(lambda: run(resolve))
        self._waiting.add(answer)
        try:
            return await asyncio.wait_for(answer, PATIENCE_S)
        except TimeoutError:
            raise NoAnswer from None
        finally:
            self._waiting.discard(answer)


_Resolve = Callable[[Any, BaseException | None], None]


def _run(work: Callable[[], Any], resolve: _Resolve) -> None:
    try:
        value = work()
    except BaseException as error:  # noqa: BLE001 - carried to the caller
        resolve(None, error)
    else:
        resolve(value, None)
