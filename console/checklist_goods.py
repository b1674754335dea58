"""Pre-show checks of what is sold and said: stock, prices, papers, scripts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from console.checks import Around, Colour, Finding
from console.show import timing
from console.show.plan import Entry, ProductId, Role
from console.show.state import State
from inventory.catalogue import Certificate, Price, Product, Standing


def planned_goods(state: State) -> tuple[Entry, ...]:
    """The first entry of each product that will be on air, in order."""
    first: dict[ProductId, Entry] = {}
    for entry in to_air(state):
        if entry.product_id is not None:
            first.setdefault(entry.product_id, entry)
    return tuple(first.values())


def to_air(state: State) -> tuple[Entry, ...]:
    """The entries that are not skipped, in order."""
    return tuple(entry for entry in state.plan.in_order() if entry.entry_id not in state.core.skipped)


def stock(state: State) -> Iterator[Finding]:
    """Pieces to sell. None at all is asked about and no more: a teaser is shown without any."""
    goods = planned_goods(state)
    allotted = {entry.product_id: state.allotted(entry.product_id) for entry in goods if entry.product_id is not None}
    yield from _of("stock_none", Colour.AMBER, (e for e in goods if allotted[_id(e)] == 0))
    yield from _of("stock_unstated", Colour.AMBER, (e for e in goods if allotted[_id(e)] is None))
    yield from _of("product_missing", Colour.AMBER, (e for e in to_air(state) if _lacks_product(e)))
    short = []
    for entry in goods:
        drawn, wanted = state.stock_of(_id(entry)).drawn, state.plan.allotment(_id(entry))
        if drawn is not None and wanted is not None and 0 < drawn < wanted:
            short.append((entry, f"{entry.name} {drawn:,} / {wanted:,}"))
    yield from _named("stock_short", Colour.AMBER, short)


def prices(state: State, around: Around) -> Iterator[Finding]:
    """划线价 needs evidence with source and date (DOMAIN: compliance); a price below cost is asked about."""
    wrong, lacking, below, priceless = [], [], [], []
    for entry in to_air(state):
        if entry.product_id is None:
            continue
        if entry.live_price is None:
            priceless.append((entry, entry.name))
        elif entry.cost is not None and entry.live_price < entry.cost:
            below.append((entry, f"{entry.name} {yuan(entry.live_price)} < {yuan(entry.cost)}"))
        product = around.products.get(str(entry.product_id))
        if not entry.list_price or entry.list_price == entry.live_price:
            continue  # no price is struck through: there is nothing to prove
        if product is not None and product.proves(Price.LIST, entry.list_price):
            continue
        proved = _proved(product)
        if proved:
            wrong.append((entry, f"{entry.name} {yuan(entry.list_price)} ≠ {' / '.join(map(yuan, proved))}"))
        else:
            lacking.append((entry, f"{entry.name} {yuan(entry.list_price)}"))
    yield from _named("price_contradicted", Colour.RED, wrong)
    yield from _named("price_unproved", Colour.AMBER, lacking)
    yield from _named("price_below_cost", Colour.AMBER, below)
    yield from _named("price_missing", Colour.AMBER, priceless)


def papers(state: State, around: Around) -> Iterator[Finding]:
    """Certificates and authorisations on the day the show ends, in the room's zone."""
    if not around.products_read:
        yield Finding("catalogue_unread", Colour.AMBER)
        return
    day = last_day(state, around)
    found: dict[Standing, list[tuple[Entry, str]]] = {standing: [] for standing in Standing}
    none = []
    for entry in planned_goods(state):
        product = around.products.get(str(entry.product_id))
        held = () if product is None else product.certificates
        if not held:
            none.append((entry, entry.name))
        for paper in held:
            found[paper.standing(day)].append((entry, _paper(entry, paper)))
    yield from _named("certificate_expired", Colour.RED, found[Standing.EXPIRED])
    yield from _named("certificate_soon", Colour.AMBER, found[Standing.SOON])
    yield from _named("certificate_undated", Colour.AMBER, found[Standing.UNKNOWN])
    yield from _named("certificate_missing", Colour.AMBER, none)


def scripts(state: State) -> Iterator[Finding]:
    """What there is to say; that somebody signed it off is on no record yet, and nobody pretends it is."""
    goods = [entry for entry in to_air(state) if entry.product_id is not None]
    written = [entry for entry in goods if entry.script.strip()]
    yield from _of("script_missing", Colour.AMBER, (entry for entry in goods if not entry.script.strip()))
    yield from _of("script_unsigned", Colour.AMBER, written)


def last_day(state: State, around: Around) -> date:
    """The day the show ends if it goes live now, or at its planned start when that is still to come."""
    start = max(around.at, state.info.start or around.at)
    _, end = timing.planned_starts(state.plan, state.core.skipped, start)
    return end.astimezone(timing.zone(state.info.time_zone)).date()


def yuan(cents: int) -> str:
    """Cents as a price, without digits that say nothing.

    >>> yuan(19900), yuan(5990)
    ('¥199', '¥59.90')
    """
    whole, rest = divmod(cents, 100)
    return f"¥{whole:,}.{rest:02d}" if rest else f"¥{whole:,}"


def _proved(product: Product | None) -> tuple[int, ...]:
    """The amounts its evidence shows for the list price, each once."""
    shown: Mapping[int, None] = dict.fromkeys(
        each.cents
        for each in (() if product is None else product.evidence)
        if each.price is Price.LIST and each.source and each.on is not None and each.cents is not None
    )
    return tuple(shown)


def _paper(entry: Entry, paper: Certificate) -> str:
    name = paper.name or paper.number
    until = "" if paper.expires is None else f" {paper.expires:%Y-%m-%d}"
    return f"{entry.name}（{name}{until}）" if name or until else entry.name


def _lacks_product(entry: Entry) -> bool:
    return entry.role is not Role.SEGMENT and entry.product_id is None


def _id(entry: Entry) -> ProductId:
    assert entry.product_id is not None
    return entry.product_id


def _of(code: str, colour: Colour, entries: Iterable[Entry]) -> Iterator[Finding]:
    yield from _named(code, colour, [(entry, entry.name) for entry in entries])


def _named(code: str, colour: Colour, found: list[tuple[Entry, str]]) -> Iterator[Finding]:
    if found:
        names = tuple(dict.fromkeys(name for _, name in found))
        yield Finding(code, colour, names, found[0][0].entry_id)
