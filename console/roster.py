"""The people of a room: a frozen value in one JSON file that is never half written, and what a show lacks of them.

Of age the least is kept that the rule on hosts needs (16 or older, under 18 with a guardian's consent): not a birth
date but whether someone is an adult, 16 to 17, or younger. "Adult" never stops being true, and "16 to 17" at worst
asks for a consent that is no longer needed. Of a consent the day it was seen is kept, not whose it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from console.files import WorkspaceUnusable, replace_file
from console.show.codec import decode, encode
from console.show.shifts import LONGEST_NAME, Duty
from inventory.spelling import plain, spellings

LONGEST_TEXT = 80


class Age(Enum):
    """What was entered of someone's age."""

    UNKNOWN = "unknown"
    ADULT = "adult"
    YOUNG = "16_17"
    CHILD = "under_16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """A paper that says someone may do the work. ``expires``: the last day it is good for; None when it has none."""

    name: str
    issuer: str = ""
    number: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone of the room, by the name the room calls them. ``consent``: the day a guardian's was seen."""

    name: str
    nickname: str = ""
    duties: tuple[Duty, ...] = ()
    age: Age = Age.UNKNOWN
    consent: date | None = None
    qualifications: tuple[Qualification, ...] = ()

    def called(self, name: str) -> bool:
        """Whether ``name`` is this person's, or the nickname."""
        wanted = plain(name)
        return bool(wanted) and wanted in (plain(self.name), plain(self.nickname))

    def expired(self, day: date) -> tuple[Qualification, ...]:
        """What is no longer good on ``day`` and was not renewed under the same name."""
        latest: dict[str, Qualification] = {}
        for each in self.qualifications:
            known = latest.get(plain(each.name))
            if known is None or (known.expires is not None and (each.expires is None or each.expires > known.expires)):
                latest[plain(each.name)] = each
        return tuple(each for each in latest.values() if each.expires is not None and each.expires < day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody, as they were entered. ``unknown`` keeps what a newer version wrote."""

    people: tuple[Person, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, name: str) -> Person | None:
        """Who is called ``name``; a name comes before a nickname."""
        called = [person for person in self.people if person.called(name)]
        return next((each for each in called if plain(each.name) == plain(name)), next(iter(called), None))

    def able(self, duty: Duty) -> tuple[Person, ...]:
        """Who does ``duty``."""
        return tuple(person for person in self.people if duty in person.duties)

    def search(self, wanted: str) -> tuple[Person, ...]:
        """The people every word of ``wanted`` is in: names, papers, pinyin or its initials; all for no word."""
        words = [word for word in map(plain, wanted.split()) if word]
        return tuple(person for person in self.people if all(_matches(person, word) for word in words))

    def meant(self, text: str) -> str:
        """Who is meant by what was typed: a name as it is, else whose initials it is, else the only one it finds."""
        text = text.strip()
        if not text.isascii() or self.find(text) is not None:
            return text
        found = self.search(text)
        named = [person for person in found if _initials(person.name, plain(text))] or found
        return named[0].name if text and len(named) == 1 else text

    def with_person(self, person: Person, before: Person | None = None) -> Roster:
        """``person`` in the place of ``before``, or last. Raises BadPerson."""
        _check(person)
        others = [each for each in self.people if each is not before]
        for other in others:
            for name in (person.name, person.nickname):
                if name and other.called(name):
                    raise BadPerson("nickname" if name != person.name else "name", "roster.name_taken", name=name)
        if before is None or before not in self.people:
            return replace(self, people=(*others, person))
        return replace(self, people=tuple(person if each is before else each for each in self.people))

    def without(self, person: Person) -> Roster:
        return replace(self, people=tuple(each for each in self.people if each is not person))


class BadPerson(Exception):
    """Someone who cannot be on a roster: ``field`` is what is wrong, ``code`` and ``data`` say how."""

    def __init__(self, field: str, code: str, **data: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.data = data


def _check(person: Person) -> None:
    if not person.name.strip():
        raise BadPerson("name", "roster.no_name")
    for name in (person.name, person.nickname):
        if sum(each.isdigit() for each in name) >= 7:  # a phone number, an identity card: not wanted here
            raise BadPerson("nickname" if name == person.nickname else "name", "roster.number_in_name")
    if len(person.name) > LONGEST_NAME or len(person.nickname) > LONGEST_NAME:
        raise BadPerson("name", "roster.name_too_long", limit=LONGEST_NAME)
    if any(not each.name.strip() for each in person.qualifications):
        raise BadPerson("qualifications", "roster.no_qualification_name")


def _initials(name: str, typed: str) -> bool:
    letters = spellings(name).short
    return len(letters) == len(typed) and all(each in readings for each, readings in zip(typed, letters, strict=True))


def _matches(person: Person, word: str) -> bool:
    papers = (text for each in person.qualifications for text in (each.name, each.issuer, each.number))
    if any(word in plain(text) for text in (person.name, person.nickname, *papers)):
        return True
    return word.isascii() and (word in spellings(person.name) or word in spellings(person.nickname))


@dataclass(frozen=True, slots=True)
class RosterChanged:
    """The roster is another one."""

    roster: Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterNotice:
    """Something about the file the user must be told: ``code`` and ``data`` for ``console.wording``."""

    code: str
    data: Mapping[str, str]


class RosterBook:
    """The roster of a workspace: read once, written whole at every change. Main thread only.

    A file that is none is moved aside; one with people that cannot be read is copied aside and the rest is used;
    one the disk does not give stays as it is, and nothing is written over it. Each is in ``notices``.
    """

    def __init__(self, path: Path, announce: Callable[[RosterChanged], None] = lambda _told: None) -> None:
        self._path, self._announce = path, announce
        self._failed: WorkspaceUnusable | None = None
        self.notices: tuple[RosterNotice, ...] = ()
        self.roster = Roster()
        try:
            self._read()
        except WorkspaceUnusable as error:
            self._failed = error
            self.notices = (RosterNotice(code="roster.unread", data={"path": str(path), **error.data}),)

    def keep(self, roster: Roster) -> None:
        """Write ``roster`` and use it from now on. Raises WorkspaceUnusable: the old one stands."""
        if self._failed is not None:
            raise self._failed
        raw = {**roster.unknown, "people": [encode(person) for person in roster.people]}
        replace_file(self._path, (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode(), mode=0o600)
        self.roster = roster
        self._announce(RosterChanged(roster))

    def _read(self) -> None:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise WorkspaceUnusable.because(error, self._path) from error
        try:
            raw = json.loads(content.decode("utf-8-sig"))
        except ValueError:
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("people", []), list):
            kept = self._aside(Path.replace)
            self.notices = (RosterNotice(code="roster.broken", data={"kept": str(kept)}),)
            return
        people, lost = _people(raw.get("people", []))
        unknown = {name: value for name, value in raw.items() if name != "people"}
        self.roster = Roster(people=people, unknown=MappingProxyType(unknown))
        if lost:
            kept = self._aside(shutil.copyfile)
            self.notices = (RosterNotice(code="roster.some_broken", data={"n": str(lost), "kept": str(kept)}),)

    def _aside(self, put: Callable[[Path, Path], object]) -> Path:
        kept = self._path.with_name(f"{self._path.stem}.broken-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{self._path.suffix}")
        try:
            put(self._path, kept)
        except OSError as error:
            raise WorkspaceUnusable.because(error, self._path) from error
        return kept


def _people(rows: Iterable[Any]) -> tuple[tuple[Person, ...], int]:
    """The people of the file, and how many of its rows are none."""
    found, lost = Roster(), 0
    for row in rows:
        try:
            person = _person(row)
            found = found.with_person(person)
        except (BadPerson, ValueError, TypeError, KeyError, AttributeError):
            lost += 1
    return found.people, lost


def _person(row: Any) -> Person:
    person = decode(Person, row)
    papers = person.qualifications
    texts = [person.name, person.nickname, *(text for each in papers for text in (each.name, each.issuer, each.number))]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(row)
    return person
