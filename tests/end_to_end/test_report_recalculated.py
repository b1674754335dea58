"""The workbook in another program's hands: LibreOffice works out every formula and prints every page."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.report.figures import Summary
from console.wording import LANGUAGES
from tests.console.report.books import formulas, read, recalculated, written
from tests.console.report.test_workbook import busy

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def summary() -> Summary:
    return busy().summary()


def number(value: Any) -> Any:
    """Figures as numbers, whatever a reader made of their format."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, datetime):
        return (value - datetime.fromisoformat("1899-12-30")) / timedelta(days=1)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    return value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_formula_comes_to_what_the_summary_says(summary: Summary, lang: str, tmp_path: Path) -> None:
    content = written(summary, lang)
    ours, theirs = read(content, values=True), recalculated(content, tmp_path)
    wrong = []
    for title, at in formulas(read(content)):
        known, worked_out = number(ours[title][at].value), number(theirs[title][at].value)
        same = known == worked_out if isinstance(known, str) else known == pytest.approx(worked_out, abs=1e-6)
        if not same:
            wrong.append((title, at, known, worked_out))
    assert wrong == []


def test_no_cell_of_the_recalculated_book_is_an_error(summary: Summary, tmp_path: Path) -> None:
    theirs = recalculated(written(summary), tmp_path)
    errors = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in theirs.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith("#")
    ]
    assert errors == []


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_are_a4_landscape_and_few(summary: Summary, lang: str, tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(written(summary, lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "book.pdf")], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    facts = {line.partition(":")[0]: line.partition(":")[2].strip() for line in told.splitlines()}
    assert int(facts["Pages"]) == 6  # one, two across, two across, one
    width, _, height, *_ = facts["Page size"].split()
    assert (round(float(width)), round(float(height))) == (842, 595)
