"""What a user has chosen of a table so far: which sheet and header, what it is, and which column is what. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from console.feeds.grid import Grid
from console.feeds.guesses import ORDER_FIELDS, READING_FIELDS
from console.feeds.kinds import REMEMBERED_KINDS, Kind
from console.feeds.mapping import LONGEST_TEXT, Mapped, Mapping, Target, Unit, units_for
from console.feeds.mapping_guess import NO_HEADER, Preview, guess, headers_of, likeliest, preview
from console.feeds.mapping_reading import mapping_for
from console.feeds.registry import columns_of, recognised
from console.feeds.table import Header

UNNAMED = "-"  # a mapping that is tried and not kept


@dataclass(slots=True)
class Draft:
    """Begins with the likeliest of everything. ``kind`` None: an own mapping, whose ``fields`` go by column."""

    grids: tuple[Grid, ...]
    sheet: int = 0
    headers: tuple[Header, ...] = ()
    header: int = 0
    kind: Kind | None = None
    target: Target = Target.ORDERS
    fields: dict[int, tuple[str, Unit]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    source: str = "other"
    cumulative: bool = True
    saved: str = ""  # the saved mapping it was begun from

    @classmethod
    def begin(cls, grids: Sequence[Grid], mappings: Sequence[Mapping], kind: Kind | None = None) -> Draft:
        """The likeliest reading: the saved mapping of these names, else the kind they tell, else a guess."""
        draft = cls(grids=tuple(grids))
        for place, grid in enumerate(draft.grids):
            known = mapping_for(grid, mappings)
            if known is not None and kind is None:
                draft.use_sheet(place)
                draft.use_mapping(known)
                return draft
        found, told_by = recognised(draft.grids)
        fullest = max(range(len(draft.grids)), key=lambda place: _size(draft.grids[place]), default=0)
        draft.use_sheet(next((n for n, grid in enumerate(draft.grids) if grid is told_by), fullest))
        draft.kind = kind or found
        return draft

    # -- the table ------------------------------------------------------------------------------------

    @property
    def grid(self) -> Grid:
        return self.grids[self.sheet]

    @property
    def seen(self) -> Preview | None:
        """The table under the chosen header; None for a sheet without a row."""
        return preview(self.grid, header=self.headers[self.header]) if self.headers else None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, each one of its own."""
        seen = self.seen
        return () if seen is None else seen.headers

    @property
    def headerless(self) -> bool:
        return bool(self.headers) and self.headers[self.header].index == NO_HEADER

    def use_sheet(self, place: int) -> None:
        """Another sheet, from its likeliest header."""
        self.sheet = place
        self.headers = headers_of(self.grid) if self.grid.rows else ()
        best = likeliest(self.grid)
        self.header = next((n for n, each in enumerate(self.headers) if best is not None and _same(each, best)), 0)
        self.guess()

    def use_header(self, place: int) -> None:
        """Other names; what the columns are is guessed anew."""
        self.header = place
        self.guess(self.target)

    def reread(self, grids: Sequence[Grid]) -> None:
        """The same tables as they are now: what was chosen stays while the columns are called as they were."""
        names, chosen = self.names, (self.kind, self.target, dict(self.fields), self.saved)
        self.grids = tuple(grids)
        place = min(self.sheet, len(self.grids) - 1)
        self.use_sheet(place)
        same = next((n for n in range(len(self.headers)) if self._names_under(n) == names), None)
        if same is None:
            self.kind = chosen[0]
        else:
            self.header = same
            self.kind, self.target, self.fields, self.saved = chosen

    # -- what it is -----------------------------------------------------------------------------------

    def guess(self, target: Target | None = None) -> None:
        """The likeliest field of every column; ``target`` None: also what the table is about."""
        seen = self.seen
        self.saved = ""
        if seen is None:
            self.fields = {}
            return
        found = guess(seen.headers, seen.cells, target=target)
        self.target = found.target
        self.fields = self._by_column(found)

    def use_own(self, target: Target) -> None:
        """An own mapping of this kind; going back and forth between the two keeps nothing of the other."""
        if self.kind is not None or self.target is not target or self.saved:
            self.kind = None
            self.constants = {}
            self.guess(target)

    def use_kind(self, kind: Kind) -> None:
        """A kind the program knows: it knows its columns."""
        self.kind, self.saved = kind, ""

    def use_mapping(self, mapping: Mapping) -> None:
        """As a saved mapping has it, under the header that has its names."""
        self.kind = mapping.kind
        if mapping.target is not Target.KNOWN:
            self.target = mapping.target
            wanted = {mapped.header for mapped in mapping.fields.values() if mapped.header}
            self.header = max(
                range(len(self.headers)), key=lambda n: len(wanted & set(self._names_under(n))), default=0
            )
            self.fields = self._by_column(mapping)
        self.constants = {key: each.constant for key, each in mapping.fields.items() if each.constant}
        self.source, self.cumulative, self.saved = mapping.source, mapping.cumulative, mapping.name

    def _names_under(self, place: int) -> tuple[str, ...]:
        seen = preview(self.grid, most=0, header=self.headers[place])
        return () if seen is None else seen.headers

    def _by_column(self, mapping: Mapping) -> dict[int, tuple[str, Unit]]:
        place = {name: column for column, name in reversed(list(enumerate(self.names)))}
        return {
            place[mapped.header]: (key, mapped.unit) for key, mapped in mapping.fields.items() if mapped.header in place
        }

    # -- a column -------------------------------------------------------------------------------------

    @property
    def offered(self) -> tuple[str, ...]:
        """The fields a column may be."""
        return ORDER_FIELDS if self.target is Target.ORDERS else READING_FIELDS

    def choose(self, column: int, key: str, unit: Unit | None = None) -> None:
        """A column is this field now, and no other is; "" leaves it out."""
        if not key:
            self.fields.pop(column, None)
            return
        self.fields = {place: held for place, held in self.fields.items() if held[0] != key}
        self.fields[column] = (key, units_for(key)[0] if unit is None else unit)
        self.constants.pop(key, None)

    def constant(self, key: str, said: str) -> None:
        """What every row holds though no column does; "" takes it back."""
        if said:
            self.constants[key] = said
            self.fields = {place: held for place, held in self.fields.items() if held[0] != key}
        else:
            self.constants.pop(key, None)

    @property
    def read_columns(self) -> frozenset[int]:
        """The columns that are read."""
        return columns_of(self.kind, self.grid) if self.kind is not None else frozenset(self.fields)

    # -- what comes of it -----------------------------------------------------------------------------

    def mapping(self, name: str = UNNAMED) -> Mapping:
        """The choices as a mapping, not checked: it may well lack what is needed."""
        names = self.names
        if self.kind is not None:
            return Mapping(
                name=name, target=Target.KNOWN, source="known", fields={}, headers=_kept(names), kind=self.kind
            )
        fields = {key: Mapped(header=names[column], unit=unit) for column, (key, unit) in sorted(self.fields.items())}
        fields |= {key: Mapped(constant=said) for key, said in self.constants.items()}
        return Mapping(
            name=name,
            target=self.target,
            source=self.source.strip(),
            fields=fields,
            cumulative=self.cumulative,
            headers=() if self.headerless else _kept(names),
            headerless=self.headerless,
        )

    @property
    def may_be_kept(self) -> bool:
        """Whether there is anything in it that the program would not know by itself the next time."""
        if self.kind is None:
            return True
        return self.kind in REMEMBERED_KINDS and recognised(self.grids)[0] is not self.kind

    def renamed(self, name: str) -> Mapping:
        """The mapping under the name it is to be kept by. Raises MappingInvalid."""
        return replace(self.mapping(), name=name.strip()).checked()


def _size(grid: Grid) -> int:
    return 0 if grid.hidden else sum(len(row.cells) for row in grid.rows[:200])


def _same(one: Header, other: Header) -> bool:
    return (one.index, one.names) == (other.index, other.names)


def _kept(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) <= LONGEST_TEXT)
