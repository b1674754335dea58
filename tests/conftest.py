"""What every test stands on: an odd time zone, a home of its own, no keyring, no network beyond this machine."""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="zhongkong-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
(_HOME / "run").mkdir(mode=0o700)

# Before Qt, keyring or platformdirs look: nothing may follow the machine the tests run on. Child processes inherit it.
os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        # half an hour off every whole-hour zone, so a stray local time shows; ``make test`` goes on in two others
        "TZ": os.environ.get("ZHONGKONG_TESTS_TZ", "America/St_Johns"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "HOME": str(_HOME),
        "XDG_DATA_HOME": str(_HOME / "data"),
        "XDG_CONFIG_HOME": str(_HOME / "config"),
        "XDG_CACHE_HOME": str(_HOME / "cache"),
        "XDG_RUNTIME_DIR": str(_HOME / "run"),
    }
)
for _variable in ("ZHONGKONG_OBS_PASSWORD", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(_variable, None)
if hasattr(time, "tzset"):
    time.tzset()

from tests.real_obs import real_obs, x_display  # noqa: E402, F401 - fixtures, and they read the environment above

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _only_this_machine(address: Any) -> None:
    if not isinstance(address, tuple):
        return  # a Unix socket
    host = str(address[0])
    if host == "localhost" or ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        return
    raise AssertionError(f"a test reached for the network: {address!r}")


@pytest.fixture(autouse=True, scope="session")
def no_network_but_loopback() -> Iterator[None]:
    def connect(self: socket.socket, address: Any) -> None:
        _only_this_machine(address)
        _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _only_this_machine(address)
        return _connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        yield


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Any:
    """The plugin's, with patience."""
    from tests.patient_bot import PatientBot  # Qt is not wanted where no window is

    return PatientBot(request)


@pytest.fixture
def workspace_dir(tmp_path: Path) -> Path:
    """An empty folder to open a workspace in."""
    root = tmp_path / "workspace"
    root.mkdir()
    return root


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that run a real OBS share one worker: two software-rendered OBS on two cores starve each other."""
    for item in items:
        if "real_obs" in getattr(item, "fixturenames", ()):
            item.add_marker("real_obs")
            item.add_marker(pytest.mark.xdist_group("real_obs"))
