"""Secrets go to the keyring where one is, to a private file where none is, and never to the log."""

from __future__ import annotations

import stat
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from console.secrets import OBS_PASSWORD, Secrets, api_token
from console.wording import say
from console.workspace import Workspace


class FakeKeyring(KeyringBackend):
    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")

    def _check(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


@pytest.fixture
def workspace(workspace_dir: Path) -> Workspace:
    return Workspace(workspace_dir)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_without_a_keyring_the_file_is_private_and_it_says_so(workspace: Workspace) -> None:
    secrets = Secrets(workspace)
    assert secrets.where() == "file"
    code, data = secrets.notice()
    assert str(workspace.secrets_file) in say("en", code, **data)
    secrets.set(OBS_PASSWORD, "hunter22")
    assert Secrets(workspace).get(OBS_PASSWORD) == "hunter22"
    assert mode(workspace.secrets_file) == 0o600
    secrets.forget(OBS_PASSWORD)
    assert secrets.get(OBS_PASSWORD) is None


def test_with_a_keyring_nothing_is_in_a_file(workspace: Workspace) -> None:
    backend = FakeKeyring()
    secrets = Secrets(workspace, backend)
    assert secrets.where() == "keyring"
    secrets.set(OBS_PASSWORD, "hunter22")
    assert secrets.get(OBS_PASSWORD) == "hunter22"
    assert not workspace.secrets_file.exists()
    secrets.set(OBS_PASSWORD, "")
    assert not backend.kept


def test_the_keyring_the_system_recommends_is_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", FakeKeyring)
    assert Secrets(workspace).where() == "keyring"


def test_two_workspaces_do_not_share_a_password(workspace: Workspace) -> None:
    backend = FakeKeyring()
    Secrets(workspace, backend).set(OBS_PASSWORD, "hunter22")
    assert Secrets(workspace.practice(), backend).get(OBS_PASSWORD) is None


def test_a_keyring_that_locks_gives_way_to_the_file(workspace: Workspace) -> None:
    backend = FakeKeyring()
    secrets = Secrets(workspace, backend)
    backend.locked = True
    secrets.set(OBS_PASSWORD, "hunter22")
    assert secrets.where() == "file"
    assert Secrets(workspace, FakeKeyring()).get(OBS_PASSWORD) == "hunter22"


def test_what_moved_to_the_keyring_leaves_the_file(workspace: Workspace) -> None:
    Secrets(workspace).set(OBS_PASSWORD, "first-one")
    Secrets(workspace, FakeKeyring()).set(OBS_PASSWORD, "second-one")
    assert "first-one" not in workspace.secrets_file.read_text()


def test_a_broken_secrets_file_is_as_good_as_none(workspace: Workspace) -> None:
    workspace.secrets_file.write_text("{")
    secrets = Secrets(workspace)
    assert secrets.get(OBS_PASSWORD) is None
    secrets.set(OBS_PASSWORD, "hunter22")
    assert secrets.get(OBS_PASSWORD) == "hunter22"


def test_the_token_is_made_once_and_only_the_user_reads_it(workspace: Workspace) -> None:
    token = api_token(workspace)
    workspace.api_token.chmod(0o644)
    assert api_token(workspace) == token
    assert mode(workspace.api_token) == 0o600
    assert len(token) >= 43


@pytest.mark.parametrize("held", ["", "short\n", "十" * 50])
def test_a_file_without_a_real_token_gets_a_new_one(workspace: Workspace, held: str) -> None:
    workspace.api_token.write_text(held, encoding="utf-8")
    token = api_token(workspace)
    assert len(token) >= 43
    assert workspace.api_token.read_text().strip() == token
