"""Comments as rows, newest first: those that hold the words looked for, in letters or in pinyin, or name a link."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from console.comments import Comment, CommentList, called, folded
from console.show.timing import zone
from inventory.spelling import Spelling, plain, spell
from widgets.plan_search import pinyin_is_loaded
from widgets.timed_rows import TIME_ROLE

Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TIP = int(Qt.ItemDataRole.ToolTipRole)
NAME_ROLE = TIME_ROLE + 1
MARKS_ROLE = TIME_ROLE + 2  # [(start, end, link number)] of the text
TURN_S = 0.003  # a search lets the window have a turn after so long
LOADING_MS = 20
SHOWN_EVERY_S = 0.08  # rows put in by the handful would have the list laid out anew for each
ANY_LINK = "*"


class CommentsModel(QAbstractListModel):
    """Follows a list of comments: ``take`` brings in what came since. A search never holds the window."""

    def __init__(self, comments: CommentList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comments = comments
        self._rows: list[Comment] = []  # oldest first: the newest are put at its end
        self._last = 0  # the number of the newest that was looked at
        self._words: tuple[str, ...] = ()
        self._link = ""
        self._links: frozenset[str] = frozenset()
        self._zone = "UTC"
        self._spelled: dict[int, Spelling] = {}
        self._ahead: list[Comment] = []  # not yet looked through, oldest first
        self._found: list[Comment] = []  # and not yet among the rows, newest first
        self._shown_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look_on)

    # -- what it is told ----------------------------------------------------------------------------------------------

    def take(self) -> int:
        """Bring in what came since the last time, and let go of what fell out; how many rows were added."""
        new = [] if self._waits else self._comments.after(self._last)
        if not new:
            return 0
        self._last = new[-1].number
        fresh = [comment for comment in new if self._matches(comment)]
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        self._let_go()
        return len(fresh)

    def look_for(self, text: str = "", link: str = "") -> None:
        """Only those that hold every word of ``text``, and name ``link``: "" any or none, ``ANY_LINK`` any of them."""
        words = tuple(word for word in folded(text).split() if word)
        if (words, link) != (self._words, self._link):
            self._words, self._link = words, link
            self.begin()

    def set_links(self, links: Iterable[str], zone_name: str) -> None:
        """The link numbers of the plan that is open, and the zone its times are told in."""
        known = frozenset(link for link in links if link)
        if (known, zone_name) == (self._links, self._zone):
            return
        self._links, self._zone = known, zone_name
        if self._link:
            self.begin()
        elif self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def begin(self) -> None:
        """Look through all comments anew."""
        self.beginResetModel()
        self._rows = []
        self._ahead, self._found = list(self._comments), []
        self._last = self._comments.total
        if not self._ahead:
            self._spelled.clear()
        self.endResetModel()
        self._timer.start()
        self._look_on()

    @property
    def searching(self) -> bool:
        """Whether comments are still being looked through."""
        return self._timer.isActive()

    @property
    def filtered(self) -> bool:
        return bool(self._words or self._link)

    @property
    def waiting(self) -> int:
        """How many came and were not taken yet."""
        return self._comments.total - self._last

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        comment = self.comment_at(index)
        if comment is None:
            return None
        if role == DISPLAY:
            return comment.text
        if role == TIME_ROLE:
            return self.time_of(comment)
        if role == NAME_ROLE:
            return comment.name
        if role == MARKS_ROLE:
            return called(comment.text, self._links) if self._links else []
        if role == TIP:
            return f"{self.time_of(comment)}  {comment.name}\n{comment.text}"
        return None

    def comment_at(self, index: Index) -> Comment | None:
        """The comment in a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[-1 - index.row()]

    def time_of(self, comment: Comment) -> str:
        """Its time on the room's clock."""
        return f"{comment.at.astimezone(zone(self._zone)):%H:%M:%S}"

    # -- looking ------------------------------------------------------------------------------------------------------

    def _look_on(self) -> None:
        began = perf_counter()
        waits = self._waits
        self._timer.setInterval(LOADING_MS if waits else 0)
        if waits:
            return
        while self._ahead and perf_counter() - began < TURN_S:
            comment = self._ahead.pop()
            if self._matches(comment):
                self._found.append(comment)
        if not self._ahead:
            self._timer.stop()
        if self._found and (not self._ahead or began - self._shown_at > SHOWN_EVERY_S):
            self._shown_at = began
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(self._found) - 1)
            self._rows[:0] = reversed(self._found)
            self._found = []
            self.endInsertRows()
        self._let_go()

    @property
    def _waits(self) -> bool:
        """Whether nothing can be said of a comment before pinyin is loaded, which another thread does."""
        return any(_may_be_pinyin(word) for word in self._words) and not pinyin_is_loaded()

    def _matches(self, comment: Comment) -> bool:
        if self._link:
            named = {link for _, _, link in called(comment.text, self._links)}
            if not named or (self._link != ANY_LINK and self._link not in named):
                return False
        return all(self._holds(comment, word) for word in self._words)

    def _holds(self, comment: Comment, word: str) -> bool:
        if word in comment.folded:
            return True
        if not _may_be_pinyin(word) or comment.text.isascii():
            return False
        spelled = self._spelled.get(comment.number)
        if spelled is None:
            spelled = self._spelled[comment.number] = spell(plain(comment.text)[:40])
        return word in spelled

    def _let_go(self) -> None:
        """What fell out of the list falls out of the rows."""
        oldest = self._comments.total - len(self._comments) + 1
        gone = 0
        while gone < len(self._rows) and self._rows[gone].number < oldest:
            gone += 1
        if gone:
            self.beginRemoveRows(QModelIndex(), len(self._rows) - gone, len(self._rows) - 1)
            del self._rows[:gone]
            self.endRemoveRows()
        if len(self._spelled) > 2 * self._comments.most:
            self._spelled = {number: each for number, each in self._spelled.items() if number >= oldest}


def _may_be_pinyin(word: str) -> bool:
    return word.isascii() and word.isalnum() and not word.isdigit()
