"""The one thread that writes the room's file: group commit, journal before bulk, nothing told before COMMIT."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from console.store.database import Database, StoreFailed, failure

log = logging.getLogger(__name__)
T = TypeVar("T")
URGENT, BULK = 0, 1
MOST_IN_ONE_COMMIT = 128


@dataclass(slots=True)
class _Job:
    work: Callable[[Connection], Any]
    future: Future[Any]
    key: tuple[int, int]

    def __lt__(self, other: _Job) -> bool:
        return self.key < other.key


class Writer:
    """Runs pieces of work on its own connection, several in one transaction; a future is done once committed.

    Urgent work (the journal) goes before bulk work (orders, readings), and never shares a commit with it.
    Futures resolve on the writer's thread: whoever needs the main thread posts there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._count = 0
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T], *, urgent: bool = False) -> Future[T]:
        """Run ``work`` in a transaction. After COMMIT the future holds its result, else StoreFailed or its error."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                future.set_exception(StoreFailed("closed"))
                return future
            self._count += 1
            self._jobs.put(_Job(work, future, (URGENT if urgent else BULK, self._count)))
        return future

    @property
    def waiting(self) -> int:
        """Jobs not yet begun."""
        return self._jobs.qsize()

    def close(self) -> None:
        """Write what is waiting, then end the thread."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._count += 1
            self._jobs.put(_Job(_stop, Future(), (BULK + 1, self._count)))
        self._thread.join()

    def _run(self) -> None:
        connection: Connection | None = None
        while True:
            batch = self._batch()
            jobs = [job for job in batch if job.work is not _stop]
            if jobs:
                try:
                    connection = connection or self._database.connect()
                except StoreFailed as error:
                    _fail(jobs, error)
                else:
                    self._write(connection, jobs)
            if len(jobs) != len(batch):
                if connection is not None:
                    connection.close()
                return

    def _batch(self) -> list[_Job]:
        batch = [self._jobs.get()]
        while len(batch) < MOST_IN_ONE_COMMIT:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job.key[0] != batch[0].key[0]:
                self._jobs.put(job)
                break
            batch.append(job)
            if job.key[0] == BULK and len(batch) >= 4:
                break
        return batch

    def _write(self, connection: Connection, jobs: list[_Job]) -> None:
        try:
            results = _in_transaction(connection, [job.work for job in jobs])
        except Exception as error:  # noqa: BLE001 - whatever it is reaches its future, and is logged there
            if len(jobs) == 1:
                _fail(jobs, _told(error))
                return
            for job in jobs:  # one of them is at fault: each alone, so the others are not lost with it
                self._write(connection, [job])
            return
        for job, result in zip(jobs, results, strict=True):
            job.future.set_result(result)


def _stop(_connection: Connection) -> None:
    """Marks the end of the queue."""


def _in_transaction(connection: Connection, works: list[Callable[[Connection], Any]]) -> list[Any]:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        results = [work(connection) for work in works]
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            connection.exec_driver_sql("ROLLBACK")
        raise
    return results


def _told(error: Exception) -> Exception:
    if isinstance(error, SQLAlchemyError):
        error = failure(error)
    if isinstance(error, StoreFailed):
        log.error("writing failed: %s", error)
    else:
        log.error("a piece of work for the store failed", exc_info=error)
    return error


def _fail(jobs: list[_Job], error: Exception) -> None:
    for job in jobs:
        job.future.set_exception(error)
