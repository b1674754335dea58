"""Sentences about sheets: why a file was refused, what is wrong with a cell, what was done with odd rows."""

from __future__ import annotations

from console.feeds.grid import CellProblem, SheetRefused, Told
from console.wording import say


def refusal_text(lang: str, refusal: SheetRefused) -> str:
    """Why a file cannot be read as a whole, and what would do."""
    if not str(refusal.data.get("sheet", "?")).strip():  # a text file has no sheets
        return say(lang, f"refused.sheet.{refusal.code}_text", **refusal.data)
    return say(lang, f"refused.sheet.{refusal.code}", **refusal.data)


def place_text(lang: str, problem: CellProblem) -> str:
    """Where a bad cell stands; a text file has no sheets."""
    key = "refused.cell_at" if problem.sheet.strip() else "refused.cell_at_text"
    return say(lang, key, sheet=problem.sheet, row=problem.row, column=problem.column, header=problem.header)


def wrong_text(lang: str, problem: CellProblem) -> str:
    """What is wrong with what the cell held."""
    return say(lang, f"refused.cell.{problem.code}", **{"held": problem.held, **problem.data})


def remedy_text(lang: str, problem: CellProblem) -> str:
    """What would do instead."""
    return say(lang, f"refused.remedy.{problem.remedy_code}", **{"held": problem.held, **problem.data})


def problem_text(lang: str, problem: CellProblem) -> str:
    """One bad cell in a line: where, what it held, what would do."""
    colon, stop = ("：", "。") if lang == "zh_CN" else (": ", ". ")
    parts = place_text(lang, problem), wrong_text(lang, problem), remedy_text(lang, problem)
    return f"{parts[0]}{colon}{parts[1]}{stop}{parts[2]}{stop.strip()}"


def told_text(lang: str, told: Told, area: str) -> str:
    """What a reader did that the user should know. ``area``: plan_sheet or orders."""
    return say(lang, f"{area}.told.{told.code}", **told.data)
