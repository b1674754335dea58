"""The stock of the item on air: what is asked of the desk about it."""

from __future__ import annotations

from console.listeners import Notice
from console.open_show import OpenShow
from console.show import commands as cmd
from console.show import wave_rules
from console.show.plan import Entry, ProductId
from widgets.context import Context
from widgets.on_air_view import waves


class GoodsOnAir:
    """Where there is nothing to release or to hold, that is told."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def release(self, which: int) -> None:
        """Put a wave on sale, 0 the usual one, 1 the big one; while pieces are held, those."""
        found = self.find()
        if found is None:
            return
        show, entry, product = found
        held = show.state.stock_of(product).held
        wave = self._wave(show, product) if which == 0 else None
        if wave is not None:
            self._context.ask(cmd.ReleaseWave(product_id=product, wave=wave.key))
            return
        quantity = held.quantity if held is not None else waves(entry, show.balance(product))[which]
        if quantity:
            self._context.ask(cmd.Release(product_id=product, quantity=quantity))
        else:
            self._tell("on_air.all_released", name=entry.name)

    def sizes(self, show: OpenShow, entry: Entry, product: ProductId) -> tuple[int, int]:
        """Pieces of what the key releases, and of a big release; 0 is nothing left."""
        small, big = waves(entry, show.balance(product))
        wave = self._wave(show, product)
        return (small, big) if wave is None or not small else (wave.wave.quantity, big)

    def _wave(self, show: OpenShow, product: ProductId) -> wave_rules.Planned | None:
        """The wave a key releases; none while pieces are held, and none that there are not enough pieces for."""
        wave, free = wave_rules.next_by_key(show.state, product), wave_rules.free_for_waves(show.state, product)
        if wave is None or show.state.stock_of(product).held is not None:
            return None
        return wave if free is None or wave.wave.quantity <= free else None

    def toggle_hold(self) -> None:
        """憋单: keep the next wave back, or stop keeping it."""
        found = self.find()
        if found is None:
            return
        show, entry, product = found
        if show.state.stock_of(product).held is not None:
            self._context.ask(cmd.CancelHold(product_id=product))
            return
        wave = waves(entry, show.balance(product))[0]
        if wave:
            self._context.ask(cmd.HoldBack(product_id=product, quantity=wave))
        else:
            self._tell("on_air.all_released", name=entry.name)

    def find(self) -> tuple[OpenShow, Entry, ProductId] | None:
        """The show, the entry on air and its product; when there is none, that is told."""
        show = self._context.console.show
        if show is None:
            self._tell("no_show")
            return None
        entry = show.state.on_air
        if entry is None:
            self._tell("refused.nothing_on_air")
            return None
        if entry.product_id is None:
            self._tell("on_air.no_goods", name=entry.name)
            return None
        return show, entry, entry.product_id

    def _tell(self, code: str, **data: str) -> None:
        self._context.tell(Notice(code=code, level="warning", data=data))
