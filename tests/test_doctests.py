"""Every example in a docstring holds: the formulas show what they do, and what they show is true."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("console", "inventory", "resources", "scripts_library", "widgets")


def with_examples() -> list[str]:
    """Modules that hold an example, by name."""
    files = (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))
    return [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in files
        if ">>> " in file.read_text(encoding="utf-8")
    ]


def test_the_formulas_show_what_they_do() -> None:
    assert {"console.metrics.conversion", "console.metrics.statistics", "console.metrics.trends"} <= set(
        with_examples()
    )


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_of_a_module_hold(name: str) -> None:
    told = doctest.testmod(importlib.import_module(name))
    assert told.attempted
    assert not told.failed
