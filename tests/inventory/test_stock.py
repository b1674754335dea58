"""What a balance says: what is short, what was only sold too soon, and how low is low."""

from __future__ import annotations

import pytest

from inventory.stock import Balance, Level


@pytest.mark.parametrize(
    ("allotted", "released", "sold", "oversold", "early", "uncovered", "level"),
    [
        (20, 0, 12, 12, 12, 0, Level.EARLY),
        (20, 0, 20, 20, 20, 0, Level.EARLY),
        (20, 0, 21, 21, 20, 1, Level.OVERSOLD),
        (60, 20, 22, 2, 2, 0, Level.EARLY),
        (60, 60, 63, 3, 0, 3, Level.OVERSOLD),
        (60, 60, 60, 0, 0, 0, Level.OUT),
        (0, 0, 1, 1, 0, 1, Level.OVERSOLD),
        (None, 0, 9, 0, 0, 0, Level.UNKNOWN),
    ],
)
def test_what_was_sold_before_its_release_is_short_only_beyond_the_allotment(
    allotted: int | None, released: int, sold: int, oversold: int, early: int, uncovered: int, level: Level
) -> None:
    balance = Balance(allotted=allotted, released=released, sold=sold)
    assert (balance.oversold, balance.early, balance.uncovered) == (oversold, early, uncovered)
    assert balance.level(10) is level


@pytest.mark.parametrize(
    ("released", "wave", "sold", "level"),
    [
        (10, 10, 0, Level.FINE),
        (10, 10, 4, Level.FINE),
        (10, 10, 5, Level.LOW),
        (20, 10, 10, Level.FINE),  # the second wave of ten, nothing of it sold
        (20, 10, 15, Level.LOW),
        (200, 200, 189, Level.FINE),
        (200, 200, 190, Level.LOW),
        (8, 200, 3, Level.FINE),  # fewer than a usual wave went on sale
        (8, None, 4, Level.LOW),
        (1, 1, 0, Level.FINE),
        (1, 1, 1, Level.OUT),
    ],
)
def test_low_is_at_most_the_users_number_and_half_of_a_wave(
    released: int, wave: int | None, sold: int, level: Level
) -> None:
    assert Balance(allotted=500, released=released, sold=sold, wave=wave).level(10) is level


def test_nothing_is_low_for_who_wants_to_hear_of_it_at_none() -> None:
    assert Balance(allotted=50, released=20, sold=19).level(0) is Level.FINE


def test_how_large_a_wave_is_makes_no_other_balance() -> None:
    assert Balance(allotted=50, wave=10) == Balance(allotted=50)
