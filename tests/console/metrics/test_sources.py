"""What sources say of the same metric stands side by side and is never added."""

from __future__ import annotations

from datetime import timedelta

from console.metrics.counters import Counters
from console.metrics.sources import compared
from console.show.sales import Metric, Reading
from tests.builders import EVENING


def told(source: str, value: float, product: str | None, minute: float, metric: Metric = Metric.CLICKS) -> Reading:
    at = EVENING + timedelta(minutes=minute)
    return Reading(source=source, product_id=product, metric=metric, value=value, cumulative=True, at=at)


def test_nothing_told_is_nothing_to_compare() -> None:
    assert compared(Counters()) == []


def test_items_are_summed_by_source_and_the_room_stands_apart() -> None:
    counters = Counters()
    counters.readings_added(
        [
            told("compass", 100, "p", 0),
            told("compass", 50, "q", 3),
            told("erp", 90, "p", 1),
            told("compass", 700, None, 2, Metric.VIEWS),
        ]
    )
    room, items = compared(counters)
    assert (room.metric, room.of_room, room.counted.value, room.counted.items) == (Metric.VIEWS, True, 700, None)
    assert (items.metric, items.counted.source, items.counted.value, items.counted.items) == (
        Metric.CLICKS,
        "compass",
        150,
        2,
    )
    assert items.counted.at == EVENING + timedelta(minutes=3)
    assert [(each.source, each.value, each.items) for each in items.others] == [("erp", 90, 1)]


def test_the_chosen_source_counts_and_the_other_stands_beside_it() -> None:
    counters = Counters(sources={Metric.CLICKS: "erp"})
    counters.readings_added([told("compass", 100, "p", 0), told("erp", 90, "p", 1)])
    (found,) = compared(counters)
    assert (found.counted.source, found.counted.value) == ("erp", 90)
    assert [each.source for each in found.others] == ["compass"]


def test_a_feed_that_began_anew_is_known_to_have() -> None:
    counters = Counters()
    counters.readings_added([told("a", 1000, "p", 0), told("a", 20, "p", 1), told("a", 30, "p", 2)])
    (found,) = compared(counters)
    assert (found.counted.value, found.counted.resets) == (1030, 1)
