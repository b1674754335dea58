"""The benchmark table judges by the budget it prints."""

from __future__ import annotations

import pytest

from tests.benchmarks.report import HEADER, Report, Row, limit_of


@pytest.mark.parametrize(
    ("budget", "limit"),
    [
        (3, (True, 3.0)),
        ("≤ 3", (True, 3.0)),
        ("<= 1.15 ×", (True, 1.15)),
        ("≥ 25 %", (False, 0.25)),
        (">= 20,000 lines/s", (False, 20000.0)),
    ],
)
def test_a_budget_is_an_upper_or_a_lower_limit(budget: str | float, limit: tuple[bool, float]) -> None:
    assert limit_of(budget) == limit


def test_a_budget_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a budget"):
        limit_of("soon")


def test_both_sides_the_ratio_and_the_budget_stand_in_one_aligned_line() -> None:
    rows: list[Row] = []
    report = Report(rows.append)
    report.ratio("desk to durable", 300.0, 100.0, "µs", "≤ 3")
    report.ratio("lines ingested", 10_000.0, 100_000.0, "lines/s", "≥ 25 %")
    report.value("chart frame", 12.5, "ms", "≤ 16.7")
    lines = [str(row) for row in rows]
    assert [row.holds for row in rows] == [True, False, True]
    assert [line.endswith("OVER") for line in lines] == [False, True, False]
    assert lines[0].split() == ["desk", "to", "durable", "300", "100", "µs", "3.00×", "≤", "3×"]
    assert (
        len({line.index(unit) for line, unit in zip([HEADER, *lines], ["unit", "µs", "lines/s", "ms"], strict=True)})
        == 1
    )
    assert [Row.from_json(row.to_json()) for row in rows] == rows
