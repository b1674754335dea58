"""The log has every uncaught exception and no secret."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.files import WorkspaceUnusable
from console.logs import FILE_BYTES, OLD_FILES, Logs, keep_out_of_logs

LOG = "zhongkong.log"


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def logs(tmp_path: Path, told: list[BaseException]) -> Iterator[Logs]:
    with Logs(tmp_path / LOG, on_uncaught=told.append) as logs:
        yield logs


def text(folder: Path) -> str:
    return (folder / LOG).read_text(encoding="utf-8")


def test_a_secret_is_blackened_in_messages_and_tracebacks(logs: Logs, tmp_path: Path) -> None:
    keep_out_of_logs("hunter22")
    try:
        raise ValueError("refused hunter22")
    except ValueError:
        logging.getLogger("x").exception("with %s", "hunter22")
    assert "hunter22" not in text(tmp_path)
    assert "refused •••" in text(tmp_path)


def test_the_obs_library_cannot_log_its_password(logs: Logs, tmp_path: Path) -> None:
    logging.getLogger("obsws_python.baseclient.ObsClient").info("password='abc'")
    logging.getLogger("obsws_python.baseclient.ObsClient").critical("lost")
    assert "password" not in text(tmp_path)
    assert "lost" in text(tmp_path)


def test_an_exception_of_a_thread_is_logged_and_told(logs: Logs, tmp_path: Path, told: list[BaseException]) -> None:
    error = RuntimeError("nobody caught me")

    def fails() -> None:
        raise error

    thread = threading.Thread(target=fails, name="feeds")
    thread.start()
    thread.join()
    assert told == [error]
    assert "uncaught in thread feeds" in text(tmp_path)
    assert "in fails" in text(tmp_path)


def test_an_exception_of_the_main_thread_is_logged_and_told(
    logs: Logs, tmp_path: Path, told: list[BaseException]
) -> None:
    error = RuntimeError("nobody caught me")
    sys.excepthook(RuntimeError, error, None)
    assert told == [error]
    assert "RuntimeError: nobody caught me" in text(tmp_path)


def test_a_teller_that_fails_is_logged_too(tmp_path: Path) -> None:
    def fails(_error: BaseException) -> None:
        raise LookupError("no window")

    with Logs(tmp_path / LOG, on_uncaught=fails):
        sys.excepthook(RuntimeError, RuntimeError("first"), None)
    assert "first" in text(tmp_path)
    assert "LookupError: no window" in text(tmp_path)


def test_times_are_utc_and_warnings_are_kept(logs: Logs, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("rusty", stacklevel=1)
    line = text(tmp_path).splitlines()[0]
    assert "+00:00 WARNING py.warnings" in line
    assert "rusty" in line


def test_the_file_is_turned_over_and_the_oldest_goes(logs: Logs, tmp_path: Path) -> None:
    line = "x" * (FILE_BYTES // 2)
    for _ in range(2 * (OLD_FILES + 3)):
        logging.getLogger("x").warning(line)
    assert len(list(tmp_path.glob(f"{LOG}*"))) == OLD_FILES + 1


def test_closing_puts_the_hooks_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    with Logs(tmp_path / LOG):
        assert sys.excepthook != before[0]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_log_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceUnusable) as failed:
        Logs(tmp_path)
    assert failed.value.code == "workspace.not_a_file"


def test_an_interpreter_that_ends_with_an_exception_leaves_it_in_the_log(tmp_path: Path) -> None:
    code = f"from pathlib import Path\nfrom console.logs import Logs\nLogs(Path({str(tmp_path / LOG)!r}))\n1 / 0"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert "ZeroDivisionError" in ended.stderr
    assert "ZeroDivisionError" in text(tmp_path)


def test_what_is_turned_over_is_all_there(logs: Logs, tmp_path: Path) -> None:
    line = "x" * (FILE_BYTES // 2)
    for number in range(OLD_FILES):
        logging.getLogger("x").warning("%d %s", number, line)
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob(f"{LOG}*"))
    assert [f" {number} {line}\n" in kept for number in range(OLD_FILES)] == [True] * OLD_FILES
    assert all(path.stat().st_size <= FILE_BYTES for path in tmp_path.glob(f"{LOG}*"))


def test_a_log_that_moves_goes_on_there_and_leaves_the_old_file_alone(logs: Logs, tmp_path: Path) -> None:
    practice = tmp_path / "practice"
    practice.mkdir()
    logging.getLogger("x").warning("at home")
    logs.move(practice / LOG)
    logging.getLogger("x").warning("at practice")
    assert "at practice" not in text(tmp_path)
    assert "at practice" in text(practice)
    with pytest.raises(WorkspaceUnusable):
        logs.move(tmp_path)
    logging.getLogger("x").warning("still there")
    assert "still there" in text(practice)
