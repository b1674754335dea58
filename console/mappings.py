"""The user's column mappings in the workspace: one JSON file each, written whole or not at all."""

from __future__ import annotations

import contextlib
from pathlib import Path

from console.feeds.mapping import Mapping, MappingInvalid, dumps, loads
from console.files import WorkspaceUnusable, replace_file

MOST_BYTES = 1_000_000


class NoSuchMapping(Exception):
    """No mapping of that name is kept here."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known


class MappingStore:
    """The mappings of one workspace, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self.folder.glob("*.json") if not path.name.startswith(".")))

    def load(self, name: str) -> Mapping:
        """A mapping. Raises NoSuchMapping, MappingInvalid for a file that is none, WorkspaceUnusable."""
        if name not in self.names():  # also: a name that would lead out of the folder
            raise NoSuchMapping(name, self.names())
        path = self._path(name)
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise WorkspaceUnusable.because(error, path) from error
        if len(data) > MOST_BYTES:
            raise MappingInvalid("broken", reason=path.name)
        return loads(data)

    def all(self) -> tuple[Mapping, ...]:
        """Every mapping that can be used, the newest first: of two made for the same header the later one is meant.

        One damaged by hand keeps no file from being read.
        """
        found = []
        for name in sorted(self.names(), key=self._written, reverse=True):
            with contextlib.suppress(MappingInvalid, WorkspaceUnusable, NoSuchMapping):
                found.append(self.load(name))
        return tuple(found)

    def save(self, mapping: Mapping) -> None:
        """Keep a mapping under its name, in the place of one of the same. Raises MappingInvalid, WorkspaceUnusable."""
        mapping.checked()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceUnusable.because(error, self.folder) from error
        replace_file(self._path(mapping.name), dumps(mapping))

    def remove(self, name: str) -> None:
        """Forget a mapping; one that is not there is forgotten already. Raises WorkspaceUnusable."""
        if name in self.names():
            try:
                self._path(name).unlink(missing_ok=True)
            except OSError as error:
                raise WorkspaceUnusable.because(error, self._path(name)) from error

    def _written(self, name: str) -> int:
        try:
            return self._path(name).stat().st_mtime_ns
        except OSError:  # gone, or not to be had: loading it says so
            return 0

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"
