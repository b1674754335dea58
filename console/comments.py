"""What the audience says: the newest comments, in memory alone. They are on no disk and gone with the program."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.feeds.bridges.heard import Said

MOST_COMMENTS = 5000
MINUTE = timedelta(minutes=1)
ASKED_FOR = timedelta(minutes=5)
# 3号, 3 号链接, 链接3, 三号, No. 3, #3, link 3
_CALLED = re.compile(
    r"(?P<no>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*号"
    r"|(?:链接|\blink|\bno\.?|#)\s*(?P<after>\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?:链接|link|no\.?|#)?\s*(?P<no>\d{1,3})\s*(?:号(?:链接)?)?", re.IGNORECASE)
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it came; ``number`` counts from 1."""

    number: int
    at: datetime
    name: str
    text: str

    @property
    def folded(self) -> str:
        """Text and name for searching: width and case made equal."""
        return folded(f"{self.text}\n{self.name}")


@dataclass(frozen=True, slots=True)
class CommentsChanged:
    """Announced when comments came, or when all were forgotten (``cleared``)."""

    cleared: bool = False


class CommentList:
    """The latest comments, the oldest falling out. Main thread only. ``announce`` is told of every change."""

    def __init__(self, most: int = MOST_COMMENTS, announce: Callable[[CommentsChanged], None] | None = None) -> None:
        self._kept: deque[Comment] = deque(maxlen=most)
        self._announce = announce
        self._named: deque[tuple[datetime, Counter[str]]] = deque()  # link numbers by the batch they were in
        self._asked: Counter[str] = Counter()  # their sum
        self._spoken: deque[tuple[datetime, int]] = deque()  # how many by the instant they were taken
        self.total = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Comment]:
        """Oldest first."""
        return iter(self._kept)

    @property
    def most(self) -> int:
        """How many are kept."""
        return self._kept.maxlen or 0

    def add(self, at: datetime, said: Iterable[Said], spoken: int | None = None) -> None:
        """Keep comments that came at ``at``. ``spoken``: how many were said, where not all of them are brought."""
        count, named = 0, Counter[str]()
        for each in said:
            count += 1
            self.total += 1
            comment = Comment(self.total, at, each.name, each.text)
            self._kept.append(comment)
            named.update({link for _, _, link in _numbers(each.text)})
        if named:
            self._named.append((at, named))
            self._asked += named
        if spoken is None:
            spoken = count
        if spoken:
            self._spoken.append((at, spoken))
        if (count or spoken) and self._announce is not None:
            self._announce(CommentsChanged())

    def per_minute(self, now: datetime) -> int:
        """How many were said within the last minute."""
        while self._spoken and self._spoken[0][0] <= now - MINUTE:
            self._spoken.popleft()
        return sum(count for _, count in self._spoken)

    def after(self, number: int) -> list[Comment]:
        """Those that came after the one with ``number``, oldest first: what a list on screen has to add."""
        return list(itertools.takewhile(lambda comment: comment.number > number, reversed(self._kept)))[::-1]

    def search(self, words: str, most: int = 500) -> list[Comment]:
        """Those that hold every one of ``words`` in text or name, newest first; width and case make no difference."""
        wanted = folded(words).split()
        found = (comment for comment in reversed(self._kept) if all(word in comment.folded for word in wanted))
        return list(itertools.islice(found, most))

    def asked(self, now: datetime) -> Counter[str]:
        """How often each number was named as a link within ``ASKED_FOR``, once per comment, in the plan or not."""
        while self._named and self._named[0][0] <= now - ASKED_FOR:
            self._asked.subtract(self._named.popleft()[1])
        self._asked = +self._asked
        return Counter(self._asked)

    def clear(self) -> None:
        """Forget all; numbers go on."""
        self._kept.clear()
        self._spoken.clear()
        self._named.clear()
        self._asked.clear()
        if self._announce is not None:
            self._announce(CommentsChanged(cleared=True))


def folded(text: str) -> str:
    """Width and case made equal."""
    return unicodedata.normalize("NFKC", text).casefold()


def called(text: str, links: Collection[str]) -> list[tuple[int, int, str]]:
    """Where a text names one of ``links``: start, end, link number.

    >>> called("要3号链接，三号还有吗？13 号不要", {"3", "5"})
    [(1, 3, '3'), (6, 8, '3')]
    >>> called("拍了 link 5, 2023号", {"3", "5"})
    [(3, 9, '5')]
    >>> called("3号还有吗", {"03"}), called("三号链接", {"3号链接"})
    ([(0, 2, '03')], [(0, 2, '3号链接')])
    """
    written = {heard_as(link): link for link in sorted(links)}
    return [(start, end, written[link]) for start, end, link in _numbers(text) if link in written]


def heard_as(link: str) -> str:
    """The number a plan's link is called by, however the plan writes it: what it is in ``CommentList.asked``.

    >>> heard_as("03"), heard_as("３号链接"), heard_as("链接 12"), heard_as("A3")
    ('3', '3', '12', 'A3')
    """
    written = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", link).strip())
    return str(int(written["no"])) if written else link


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CALLED.finditer(text):
        start, end = match.span()
        if start and match["no"] and text[start - 1].isdigit() and match["no"].isdigit():
            continue  # the end of a longer number
        link = _number(match["no"] or match["after"])
        if link:
            yield start, end, link


def _number(word: str) -> str:
    """A link number as the plan writes it; "" for none."""
    if word.isdigit():
        return str(int(word))
    tens, mark, ones = word.rpartition("十")
    if mark:
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return ""
        return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
    return str(_DIGITS[word]) if word in _DIGITS else ""
