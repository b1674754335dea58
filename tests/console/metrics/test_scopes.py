"""One source counts for a metric: one for the room and one for the items, for the two are never added."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from console.metrics.counters import Counters
from console.show.sales import Metric, Reading

START = datetime(2026, 9, 7, 12, tzinfo=UTC)


def reading(source: str, product: str | None, minute: int, value: float) -> Reading:
    at = START + timedelta(minutes=minute)
    return Reading(source=source, product_id=product, metric=Metric.BUYERS, value=value, cumulative=True, at=at)


def test_a_source_that_counts_for_the_room_hides_none_of_the_items() -> None:
    counters = Counters()
    counters.readings_added([reading("compass", None, 1, 900), reading("compass:derived", "p", 2, 30)])
    assert (counters.total(Metric.BUYERS), counters.total(Metric.BUYERS, "p")) == (900, 30)
    assert counters.source_of(Metric.BUYERS, "p") == counters.source_of(Metric.BUYERS) == "compass:derived"
    assert counters.sources_of(Metric.BUYERS) == ["compass", "compass:derived"]


def test_among_items_one_source_counts_and_the_rest_stand_beside_it() -> None:
    counters = Counters()
    counters.readings_added(
        [reading("manual", "p", 1, 7), reading("compass", "p", 2, 9), reading("compass", "q", 2, 5)]
    )
    assert (counters.total(Metric.BUYERS, "p"), counters.total(Metric.BUYERS, "q")) == (7, None)
    assert set(counters.others(Metric.BUYERS, "p")) == {"compass"}
    assert counters.prefer(Metric.BUYERS, "compass") == {"p", "q"}
    assert (counters.total(Metric.BUYERS, "p"), counters.total(Metric.BUYERS, "q")) == (9, 5)
