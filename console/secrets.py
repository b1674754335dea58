"""Passwords: in the system keyring, else in a file only the user may read; and the local server's token."""

from __future__ import annotations

import json
import logging
import os
import secrets
from typing import TYPE_CHECKING, Literal

from console.files import WorkspaceUnusable, replace_file
from console.logs import keep_out_of_logs
from console.workspace import Workspace

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

OBS_PASSWORD = "obs_password"
INVENTORY_PASSWORD = "inventory_password"
TOKEN_CHARACTERS = 43  # 32 random bytes

logger = logging.getLogger(__name__)


class Secrets:
    """The secrets of one workspace by name. A call may wait for the user to unlock the keyring."""

    def __init__(self, workspace: Workspace, backend: KeyringBackend | None = None) -> None:
        self._file = workspace.secrets_file
        self._service = f"zhongkong:{workspace.root}"
        self._backend = backend
        self._looked = backend is not None

    def where(self) -> Literal["keyring", "file"]:
        """Where the next secret will be kept."""
        return "file" if self._keyring() is None else "keyring"

    def notice(self) -> tuple[str, dict[str, str]]:
        """``where()`` as a key and its data for ``console.wording``."""
        return f"secrets.in_{self.where()}", {"path": str(self._file)}

    def get(self, name: str) -> str | None:
        """The secret, None when it was never set. The file is asked too: the keyring may have come later."""
        from keyring.errors import KeyringError

        found: str | None = None
        backend = self._keyring()
        if backend is not None:
            try:
                found = backend.get_password(self._service, name)
            except KeyringError as error:
                self._lost_keyring(error)
        if found is None:
            found = self._read_file().get(name)
        if found:
            keep_out_of_logs(found)
        return found

    def set(self, name: str, value: str) -> None:
        """Keep ``value``; an empty one is forgotten. Raises ``WorkspaceUnusable`` when the file fails."""
        from keyring.errors import KeyringError

        if not value:
            self.forget(name)
            return
        keep_out_of_logs(value)
        backend = self._keyring()
        if backend is not None:
            try:
                backend.set_password(self._service, name, value)
            except KeyringError as error:
                self._lost_keyring(error)
            else:
                self._change_file(name, None)
                return
        self._change_file(name, value)

    def forget(self, name: str) -> None:
        """Remove the secret from wherever it is."""
        from keyring.errors import KeyringError, PasswordDeleteError

        backend = self._keyring()
        if backend is not None:
            try:
                backend.delete_password(self._service, name)
            except PasswordDeleteError:
                logger.debug("%s was not in the keyring", name)
            except KeyringError as error:
                self._lost_keyring(error)
        self._change_file(name, None)

    def _keyring(self) -> KeyringBackend | None:
        """The system's keyring if it is a safe one; looked for once."""
        if not self._looked:
            import keyring
            from keyring.core import recommended

            chosen = keyring.get_keyring()
            self._backend = chosen if recommended(chosen) else None
            self._looked = True
        return self._backend

    def _lost_keyring(self, error: Exception) -> None:
        logger.warning("the keyring cannot be used, the file is: %s", error)
        self._backend = None

    def _read_file(self) -> dict[str, str]:
        try:
            raw = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise WorkspaceUnusable.because(error, self._file) from error
        except ValueError:
            logger.warning("%s cannot be read; the passwords in it have to be entered again", self._file)
            return {}
        return {str(name): str(value) for name, value in raw.items()} if isinstance(raw, dict) else {}

    def _change_file(self, name: str, value: str | None) -> None:
        kept = self._read_file()
        changed = {other: secret for other, secret in kept.items() if other != name}
        if value is not None:
            changed[name] = value
        if changed != kept:
            replace_file(self._file, json.dumps(changed, ensure_ascii=False).encode(), mode=0o600)


def api_token(workspace: Workspace) -> str:
    """The token of the local server, made at first use; only the user may read it. Raises ``WorkspaceUnusable``."""
    path = workspace.api_token
    try:
        token = path.read_text(encoding="ascii").strip()
        if os.name == "posix":
            path.chmod(0o600)
    except FileNotFoundError:
        token = ""
    except ValueError:
        logger.warning("%s held no token; a new one is made", path)
        token = ""
    except OSError as error:
        raise WorkspaceUnusable.because(error, path) from error
    if len(token) < TOKEN_CHARACTERS:
        token = secrets.token_urlsafe(32)
        replace_file(path, f"{token}\n".encode(), mode=0o600)
    keep_out_of_logs(token)
    return token
