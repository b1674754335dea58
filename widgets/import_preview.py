"""What a run order sheet would do, as lines to read: a new show, the difference to the open one, or its bad cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from console.feeds.plan_sheet import PlanDifference, PlanRefused, SheetPlan
from console.sheet_words import place_text, remedy_text, wrong_text
from console.show.plan import Entry, EntryId, Plan
from widgets.figures import hour_text, minutes_text, read_price
from widgets.lines_table import Words
from widgets.sentences import Sentences
from widgets.show_words import role_name


@dataclass(frozen=True, slots=True)
class Lines:
    """A table: ``widths`` the columns have at least, ``wide`` the one that grows, ``figures`` those of numbers."""

    headers: tuple[str, ...]
    rows: Sequence[Words]
    widths: tuple[int, ...]
    wide: int
    figures: frozenset[int] = frozenset()


class ImportPreview(QObject):
    """Words and lines of a sheet that was read; it changes nothing."""

    def __init__(self, lang: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._sentences = Sentences(lang, self)

    def bad_cells(self, refused: PlanRefused) -> Lines:
        """Every bad cell: where, what is wrong, what would do."""
        lang = self._lang
        rows = [
            Words((place_text(lang, problem), wrong_text(lang, problem), remedy_text(lang, problem)), colour="bad")
            for problem in refused.problems
        ]
        return Lines((self.tr("位置"), self.tr("哪里不对"), self.tr("怎么改")), rows, (200, 200, 260), 2)

    def entries(self, plan: SheetPlan) -> Lines:
        """The rows a new show would have."""
        rows = [
            Words(
                (
                    str(number),
                    role_name(entry.role),
                    entry.link_no,
                    entry.name,
                    read_price(entry.live_price),
                    minutes_text(entry.planned),
                    hour_text(entry.hard_start),
                    _pieces(entry.stock),
                    _pieces(entry.first_release),
                ),
                colour="text_soft",
            )
            for number, entry in enumerate(plan.rows, 1)
        ]
        headers = (
            "#",
            self.tr("角色"),
            self.tr("链接"),
            self.tr("名称"),
            self.tr("直播价"),
            self.tr("时长"),
            self.tr("开始时间"),
            self.tr("库存"),
            self.tr("首放"),
        )
        return Lines(headers, rows, (40, 70, 50, 240, 80, 70, 70, 70, 70), 3, frozenset({0, 4, 5, 6, 7, 8}))

    def summary(self, found: PlanDifference) -> str:
        """How many rows would change."""
        if found.nothing and (found.stayed or found.held_back):
            return self.tr("还没播的和这张表没有不同；播过的不改。")
        if found.nothing:
            return self.tr("这张表和打开的排品没有不同。")
        text = self.tr("新增 {added}，删除 {removed}，修改 {changed}，移动 {moved}；{kept} 行不变。可以撤销。")
        return text.format(
            added=len(found.added),
            removed=len(found.removed),
            changed=len(found.changed),
            moved=len(found.moved),
            kept=len(found.kept),
        )

    def difference(self, found: PlanDifference, plan: Plan) -> Lines:
        """Each row that would change, and those that would not because they were on air."""
        headers = (self.tr("变化"), self.tr("商品 / 环节"), self.tr("内容"))
        return Lines(headers, self._changes(found, plan), (90, 260, 360), 2)

    def _changes(self, found: PlanDifference, plan: Plan) -> list[Words]:
        rows = [Words((self.tr("＋ 新增"), entry.name, self._about(entry)), "good") for entry in found.added]
        rows += [Words((self.tr("－ 删除"), entry.name, ""), "bad") for entry in found.removed]
        for old, new, names in found.changed:
            rows.append(Words((self.tr("✎ 修改"), old.name, self._told(old, new, names)), "info"))
        rows += [Words((self.tr("↕ 移动"), name, ""), "text_soft") for name in self._names(found.moved, plan)]
        for entry in found.stayed:
            rows.append(Words((self.tr("已播，保留"), entry.name, self.tr("新表里没有，播过的不删")), "late"))
        for old, new, names in found.held_back:
            rows.append(Words((self.tr("已播，不改"), old.name, self._told(old, new, names)), "late"))
        return rows

    def _names(self, ids: Sequence[EntryId], plan: Plan) -> list[str]:
        return [plan.entries[entry_id].name for entry_id in ids if entry_id in plan.entries]

    def _told(self, old: Entry, new: Entry, names: Sequence[str]) -> str:
        return "  ".join(self._sentences.change(name, old, new) for name in names)

    def _about(self, entry: Entry) -> str:
        price = read_price(entry.live_price)
        parts = [role_name(entry.role), f"¥{price}" if price else "", minutes_text(entry.planned)]
        return " · ".join(part for part in parts if part)


def _pieces(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
