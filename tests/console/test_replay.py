"""An evening told with copies, refunds, resets and late news comes to the truth, live and opened again.

The same evening of a hundred times the size is told to the real window by ``make bench``.
"""

from __future__ import annotations

from pathlib import Path

from console.main_loop import MainLoop
from console.remote_intake import read_orders, read_readings
from console.show import commands as cmd
from inventory import ledger
from inventory.stock import Kind
from tests.benchmarks.replay_load import ROWS_A_BODY, check, make_up
from tests.builders import make_room, many_entries


def test_an_evening_told_twice_and_opened_again_is_the_truth(tmp_path: Path) -> None:
    loop = MainLoop()

    def pump(until: object) -> None:
        assert loop.run(until)  # type: ignore[arg-type]

    room = make_room(tmp_path / "workspace", loop.post, pump)
    show = room.open_show(many_entries(20))
    room.ask(cmd.GoLive())
    assert show.state.started_at is not None
    products = [str(product) for product in show.state.plan.products()]
    evening = make_up(show.state.started_at.replace(microsecond=0), products, lines=3000, readings=2430)
    for _ in range(2):
        for at in range(0, len(evening.orders), ROWS_A_BODY):
            room.wait(show.intake.orders(read_orders(evening.orders[at : at + ROWS_A_BODY])))
        for at in range(0, len(evening.readings), ROWS_A_BODY):
            room.wait(show.intake.readings(read_readings(evening.readings[at : at + ROWS_A_BODY])))
        check(show.counters, evening)
    show_id = show.show_id
    room.console.close_show()
    check(room.console.open(show_id).counters, evening)
    with room.console.database.connect() as connection:
        sums = ledger.sums(connection, show_id)
    for product, truth in evening.truth.items():
        moved = sums.get((product, Kind.SELL), 0) - sums.get((product, Kind.RESTOCK), 0)
        assert moved == truth.units - truth.returned
    room.close()
