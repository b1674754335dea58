"""Workbooks as tests look at them: written in memory, read again by openpyxl, recalculated by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from console.report.figures import Summary
from console.report.workbook import Captions, write_workbook
from console.wording import catalogue

SHEETS = {
    "zh_CN": ("场次概览", "商品明细", "讲解时间轴", "操作日志"),
    "en": ("Overview", "Items", "Timeline", "Log"),
}
_RESULT = re.compile(rb"(<c [^>]*?)( t=\"str\")?(>)(<f>.*?</f>)<v>.*?</v>", re.DOTALL)


def written(summary: Summary, lang: str = "zh_CN") -> bytes:
    target = io.BytesIO()
    write_workbook(summary, Captions(lang, catalogue(lang)), target)
    return target.getvalue()


def read(content: bytes, *, values: bool = False) -> Any:
    return load_workbook(io.BytesIO(content), data_only=values)


def without_results(content: bytes) -> bytes:
    """The same book with nothing but its formulas, so that whoever shows a figure has worked it out."""
    stripped = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stripped, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _RESULT.sub(rb"\1\3\4", data) if name.startswith("xl/worksheets/") else data)
    return stripped.getvalue()


def recalculated(content: bytes, folder: Path) -> Any:
    """What LibreOffice makes of the formulas alone."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    source, out = folder / "book.xlsx", folder / "out"
    source.write_bytes(without_results(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            office,
            profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* extension is not supported")  # its own data bars
        return read((out / "book.xlsx").read_bytes(), values=True)


def formulas(book: Any) -> list[tuple[str, str]]:
    """Sheet and cell of every formula."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
