"""Lays a newer run order sheet over a plan: what would change, and the order that comes of it. Pure.

What was aired, or is on air, is history: such an entry keeps its place and every value, whatever the sheet says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from console.feeds.plan_columns import SHEET_FIELDS
from console.show.plan import Entry, EntryId, Plan, ProductId

KEPT_WHEN_EMPTY = frozenset({"picture", "script", "waves"})  # worked on in the console: an empty cell takes none away
ALL_FIELDS = frozenset(SHEET_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """What a newer sheet changes. ``changed`` and ``held_back`` are (as it is, as the sheet has it, fields).

    ``moved``: the fewest entries that, moved, give the new order. ``kept``: the entries nothing happens to.
    ``stayed``: aired entries the sheet no longer has. ``held_back``: values the sheet gives aired entries.
    """

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[tuple[Entry, Entry, tuple[str, ...]], ...] = ()
    moved: tuple[EntryId, ...] = ()
    kept: tuple[EntryId, ...] = ()
    stayed: tuple[Entry, ...] = ()
    held_back: tuple[tuple[Entry, Entry, tuple[str, ...]], ...] = ()

    @property
    def nothing(self) -> bool:
        """True when the plan stays as it is."""
        return not (self.added or self.removed or self.changed or self.moved)


def difference(
    plan: Plan, rows: Sequence[Entry], aired: frozenset[EntryId], fields: frozenset[str] = ALL_FIELDS
) -> PlanDifference:
    """What :func:`merged` would do. ``fields``: those the sheet has columns for; others are left alone."""
    entries, order = merged(plan, rows, aired, fields)
    pairs = paired(plan, rows)
    changed, held_back = [], []
    for entry_id in order:
        old = plan.entries.get(entry_id)
        if old is None:
            continue
        new = entries[entry_id]
        if differing := _differing(old, new, ALL_FIELDS):
            changed.append((old, new, differing))
        if (row := pairs.get(entry_id)) is not None:
            wanted = _laid_over(old, row, fields)
            if refused := _differing(new, wanted, fields):
                held_back.append((new, wanted, refused))
    moved = _moved([entry_id for entry_id in plan.order if entry_id in entries], order)
    touched = {old.entry_id for old, _, _ in changed} | set(moved)
    return PlanDifference(
        added=tuple(entries[entry_id] for entry_id in order if entry_id not in plan.entries),
        removed=tuple(entry for entry in plan.in_order() if entry.entry_id not in entries),
        changed=tuple(changed),
        moved=moved,
        kept=tuple(entry_id for entry_id in order if entry_id in plan.entries and entry_id not in touched),
        stayed=tuple(e for e in plan.in_order() if e.entry_id in aired and e.entry_id not in pairs),
        held_back=tuple(held_back),
    )


def merged(
    plan: Plan, rows: Sequence[Entry], aired: frozenset[EntryId], fields: frozenset[str] = ALL_FIELDS
) -> tuple[Mapping[EntryId, Entry], tuple[EntryId, ...]]:
    """The entries and the order after a newer sheet: known entries keep their ids and cues, new ones come in.

    Everything up to the last aired entry stays where it was, so what the sheet puts before that comes next.
    """
    pairs = paired(plan, rows)
    id_of_row = {id(row): entry_id for entry_id, row in pairs.items()}
    entries: dict[EntryId, Entry] = {}
    sheet_order: list[EntryId] = []
    for row in rows:
        entry_id = id_of_row.get(id(row), row.entry_id)
        old = plan.entries.get(entry_id)
        sheet_order.append(entry_id)
        if old is None:
            entries[entry_id] = row
        else:
            entries[entry_id] = old if entry_id in aired else _laid_over(old, row, fields)
    past = [entry_id for entry_id in _past(plan, aired) if entry_id in aired or entry_id in entries]
    entries.update({entry_id: plan.entries[entry_id] for entry_id in past if entry_id in aired})
    gone_by = set(past)
    order = (*past, *(entry_id for entry_id in sheet_order if entry_id not in gone_by))
    return MappingProxyType(_same_stock(entries, order, aired)), order


def _past(plan: Plan, aired: frozenset[EntryId]) -> tuple[EntryId, ...]:
    last = max((place for place, entry_id in enumerate(plan.order) if entry_id in aired), default=-1)
    return plan.order[: last + 1]


def paired(plan: Plan, rows: Sequence[Entry]) -> dict[EntryId, Entry]:
    """Known entry → its row: by product and how often it came before, else by name and role likewise."""
    pairs: dict[EntryId, Entry] = {}
    paired_rows: set[int] = set()
    for key_of in (_product_key, _name_key):
        waiting: dict[object, list[Entry]] = {}
        for entry in plan.in_order():
            if entry.entry_id not in pairs and (key := key_of(entry)) is not None:
                waiting.setdefault(key, []).append(entry)
        for row in rows:
            if id(row) not in paired_rows and (found := waiting.get(key_of(row))):
                pairs[found.pop(0).entry_id] = row
                paired_rows.add(id(row))
    return pairs


def _product_key(entry: Entry) -> ProductId | None:
    return entry.product_id


def _name_key(entry: Entry) -> object:
    return entry.name, entry.role


def _laid_over(old: Entry, row: Entry, fields: Iterable[str]) -> Entry:
    said = {field: getattr(row, field) for field in fields}
    return replace(old, **{f: value for f, value in said.items() if value or f not in KEPT_WHEN_EMPTY})


def _differing(old: Entry, new: Entry, fields: frozenset[str]) -> tuple[str, ...]:
    return tuple(f for f in SHEET_FIELDS if f in fields and getattr(old, f) != getattr(new, f))


def _same_stock(
    entries: dict[EntryId, Entry], order: tuple[EntryId, ...], aired: frozenset[EntryId]
) -> dict[EntryId, Entry]:
    """An allotment that an aired entry has drawn is a fact: later rounds of the product name the same one."""
    drawn: dict[ProductId, int] = {}
    for entry_id in order:
        entry = entries[entry_id]
        if entry_id in aired and entry.product_id is not None and entry.stock is not None:
            drawn.setdefault(entry.product_id, entry.stock)
    for entry_id, entry in entries.items():
        stock = drawn.get(entry.product_id) if entry.product_id is not None else None
        if stock is None or entry_id in aired or entry.stock is None:
            continue
        release = None if entry.first_release is None else min(entry.first_release, stock)
        entries[entry_id] = replace(entry, stock=stock, first_release=release)
    return entries


def _moved(before: Sequence[EntryId], after: Sequence[EntryId]) -> tuple[EntryId, ...]:
    """The fewest ids to move so that ``before`` stands as in ``after``: all but a longest rising run."""
    was = {entry_id: place for place, entry_id in enumerate(before)}
    common = [entry_id for entry_id in after if entry_id in was]
    ends: list[int] = []
    end_at: list[int] = []
    behind: list[int] = [-1] * len(common)
    for index, entry_id in enumerate(common):
        place = was[entry_id]
        depth = bisect_left(ends, place)
        behind[index] = end_at[depth - 1] if depth else -1
        if depth == len(ends):
            ends.append(place)
            end_at.append(index)
        else:
            ends[depth], end_at[depth] = place, index
    stays: set[EntryId] = set()
    index = end_at[-1] if end_at else -1
    while index >= 0:
        stays.add(common[index])
        index = behind[index]
    return tuple(entry_id for entry_id in common if entry_id not in stays)
