"""What a host says for one entry: plain text read as sections, stage marks and lines. Pure.

A section opens with a heading in 【】 on a line of its own (or before its first words), or after a blank line. What
stands in ［］ or [] is a stage mark: something to do, not to say. A bracket that is never closed is plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

USUAL_PACE = 240  # characters a minute, a brisk live host

_HEADING = re.compile(r"^\s*【([^【】\n]*)】[ \t\u3000]*")
_MARK = re.compile(r"［([^［］\n]*)］|\[([^\[\]\n]*)\]")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,:'’][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line: words to say, or (``mark``) a thing to do, without its brackets.

    ``start`` and ``end`` are places in the script's text, brackets included.
    """

    text: str
    mark: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One written line of a section."""

    runs: tuple[Run, ...]

    @property
    def spoken(self) -> str:
        """What is said of it."""
        return "".join(run.text for run in self.runs if not run.mark)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a script. ``heading`` is "" where the author wrote none; ``start`` is its place in the text."""

    heading: str
    lines: tuple[Line, ...]
    start: int

    @property
    def spoken_length(self) -> int:
        """字数: see ``Script.spoken_length``."""
        return sum(spoken_length(line.spoken) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Script:
    """A script as its author wrote it, and what it is made of."""

    text: str
    sections: tuple[Section, ...]

    @property
    def marks(self) -> tuple[Run, ...]:
        """All stage marks, in order."""
        return tuple(run for line in self._lines() for run in line.runs if run.mark)

    @property
    def spoken_length(self) -> int:
        """字数 said aloud: a Chinese character is one, a word or number in other letters is one; marks, headings and
        punctuation are none."""
        return sum(section.spoken_length for section in self.sections)

    def spoken_time(self, pace: int = USUAL_PACE) -> timedelta:
        """How long it takes at ``pace`` characters a minute. Raises ValueError for a pace that is not positive."""
        if pace <= 0:
            raise ValueError(pace)
        return timedelta(seconds=round(self.spoken_length * 60 / pace))

    def _lines(self) -> Iterator[Line]:
        for section in self.sections:
            yield from section.lines


def read_script(text: str) -> Script:
    """Read a script; every text is one, an empty one has no sections."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sections: list[Section] = []
    heading, start, lines = "", 0, list[Line]()

    def close() -> None:
        if lines or heading:
            sections.append(Section(heading, tuple(lines), start))

    place = 0
    for written in text.split("\n"):
        opened = _HEADING.match(written)
        if opened is not None:
            close()
            heading, start, lines = opened.group(1).strip(), place, []
        elif not written.strip():
            close()
            heading, start, lines = "", place + len(written) + 1, []
        skipped = opened.end() if opened is not None else 0
        if written[skipped:].strip():
            lines.append(Line(tuple(_runs(written[skipped:], place + skipped))))
        place += len(written) + 1
    close()
    return Script(text, tuple(sections))


def spoken_length(words: str) -> int:
    """字数 of plain words.

    >>> spoken_length("316L 内胆，12 小时！")
    6
    """
    rest, latin = _WORD.subn(" ", words)
    return latin + sum(1 for character in rest if unicodedata.category(character)[0] == "L")


def _runs(written: str, offset: int) -> Iterator[Run]:
    at = 0
    for mark in _MARK.finditer(written):
        if mark.start() > at:
            yield Run(written[at : mark.start()], False, offset + at, offset + mark.start())
        inside = mark.group(1) if mark.group(1) is not None else mark.group(2)
        yield Run(inside.strip(), True, offset + mark.start(), offset + mark.end())
        at = mark.end()
    if at < len(written):
        yield Run(written[at:], False, offset + at, offset + len(written))
