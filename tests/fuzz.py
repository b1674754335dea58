"""Exports with bytes, cells and rows changed at random: each is read whole or refused in so many words.

``python -m tests.fuzz [COUNT] [SEED]`` tries COUNT files (20,000) and keeps the first that fails beside a report; the
same seed makes the same files.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl.utils.exceptions import IllegalCharacterError

from console.feeds.exports import ExportRead, ExportRefused
from console.feeds.files import read_grids
from console.feeds.grid import SheetRefused
from console.feeds.kinds import Kind
from console.feeds.mapping import Mapping, MappingInvalid
from console.feeds.mapping_guess import guess, preview
from console.feeds.registry import read_export
from console.feeds.times import ShowWindow
from tests.builders_exports import every_kind
from tests.builders_sheets import write_xlsx
from tests.builders_tables import END, START, write_xls

ZONE = ZoneInfo("Asia/Shanghai")
WINDOWS = (ShowWindow(start=START, end=END), ShowWindow(start=START), ShowWindow())
CELLS = (
    *(
        "",
        "-",
        "--",
        "合计",
        "全部",
        "1.23E+18",
        "1e999",
        "-1",
        "0",
        "9" * 400,
        "１２．３％",
        "1.2万",
        "∞",
        "NaN",
        "=1+1",
    ),
    *(
        "2026-02-30 25:61",
        "02-29 23:59",
        "23:59",
        "99999999999999",
        "\u0000",
        "\ud7ff",
        "😀",
        '"',
        "退款成功",
        "部分退款",
    ),
    *("子订单编号", "商品ID", "TRUE", "#REF!", "12:00:00", "1小时", "数据将于第二天更新", "3712345678901234567"),
)


AS_WORKBOOKS = ("doudian_orders", "doudian_after_sales", "shopify_orders", "pinduoduo_orders")


class Failure(Exception):
    """A file that was neither read nor refused as it should be."""


def originals(folder: Path) -> dict[str, bytes]:
    """Files of every kind, those that come as tables of text as workbooks of both ages too."""
    found = {f"{kind}{path.suffix}": path.read_bytes() for kind, path in every_kind(folder).items()}
    for kind in AS_WORKBOOKS:
        rows = _rows_of(found[f"{kind}.csv"])
        found[f"{kind}.xlsx"] = write_xlsx(folder / "w.xlsx", rows).read_bytes()
        found[f"{kind}.xls"] = write_xls(folder / "w.xls", rows).read_bytes()
    return found


def _rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def changed(name: str, data: bytes, chance: random.Random, rows: list[list[str]] | None, folder: Path) -> bytes:
    """The file with something wrong: bytes, a part of its archive, its end, or its cells."""
    if rows is not None and not name.endswith(".csv") and chance.random() < 0.6:
        held = [[_typed(cell, chance) for cell in row[:250]] for row in _other_cells(rows, chance)]
        write = write_xlsx if name.endswith(".xlsx") else write_xls
        try:
            return write(folder / f"cells{Path(name).suffix}", held).read_bytes()
        except (ValueError, TypeError, IllegalCharacterError):
            return data  # no spreadsheet program could write it either
    ways: list[Callable[[bytes, random.Random], bytes]] = [_bytes, _cut]
    if name.endswith(".xlsx"):
        ways += [_part, _part, _part]
    elif name.endswith(".csv"):
        ways += [_cells, _cells, _cells]
    return chance.choice(ways)(data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(held) or 1)
        match chance.randrange(3):
            case 0 if held:
                held[at] = chance.randrange(256)
            case 1:
                held[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 6)))
            case _:
                del held[at : at + chance.randrange(1, 9)]
    return bytes(held)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    spoilt = chance.choice(sorted(parts))
    if chance.random() < 0.1:
        del parts[spoilt]
    else:
        parts[spoilt] = _bytes(parts[spoilt], chance)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return held.getvalue()


def _cells(data: bytes, chance: random.Random) -> bytes:
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        decoded = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        decoded = data.decode(encoding)
    held = io.StringIO(newline="")
    csv.writer(held).writerows(_other_cells(list(csv.reader(io.StringIO(decoded))), chance))
    return held.getvalue().encode(encoding, "replace")


def _typed(cell: str, chance: random.Random) -> object:
    """The cell as a spreadsheet may hold it: a number, a date, a truth, an emptiness."""
    match chance.randrange(12):
        case 0 if cell.replace(".", "", 1).isdigit() and len(cell) < 40:
            return float(cell)
        case 1 if chance.random() < 0.2:
            return datetime(2026, 9, 7, 20, chance.randrange(60))  # noqa: DTZ001 - a spreadsheet's time has no zone
        case 2 if chance.random() < 0.2:
            return chance.choice((True, None, -1, 0.5, 1e300, 45_000.5))
        case _:
            return cell


def _other_cells(given: list[list[str]], chance: random.Random) -> list[list[str]]:
    rows = [list(row) for row in given]
    for _ in range(chance.choice((1, 2, 4))):
        row = chance.choice(rows)
        match chance.randrange(6):
            case 0:
                rows.insert(chance.randrange(len(rows) + 1), [chance.choice(CELLS) for _ in row])
            case 1:
                rows.append(list(row))
            case 2 if row:
                row.insert(chance.randrange(len(row)), chance.choice(CELLS))
            case 3 if row:
                del row[chance.randrange(len(row))]
            case _ if row:
                row[chance.randrange(len(row))] = chance.choice(CELLS)
    return rows


def look_at(path: Path, chance: random.Random, mapping: Mapping | None) -> str:
    """What reading a file comes to. Raises Failure for a result that cannot be; any other error is one too."""
    window = chance.choice(WINDOWS)
    kind = chance.choice([*Kind]) if chance.random() < 0.1 else None
    try:
        read = read_export(path, zone=ZONE, show_window=window, kind=kind, mapping=mapping)
    except SheetRefused as refused:
        return f"refused: {refused.code}"
    except ExportRefused as refused:
        if not refused.problems:
            raise Failure("refused for nothing") from refused
        return "bad cells"
    _sound(read)
    return f"read: {read.kind.value}"


def _sound(read: ExportRead) -> None:
    for line in read.lines:
        if not line.line_id or not line.order_id or line.amount < 0 or line.quantity < 0:
            raise Failure(f"no order line: {line}")
        if any(at is not None and at.utcoffset() is None for at in (line.at, line.status_at, line.paid_at)):
            raise Failure(f"a time without a zone: {line}")
    for reading in read.readings:
        if not 0 <= reading.value < float("inf") or reading.at.utcoffset() is None:
            raise Failure(f"no reading: {reading}")


def mapping_of(path: Path) -> Mapping | None:
    """The mapping a user would be offered for a file, when it can be used as it is."""
    try:
        (grid, *_) = read_grids(path, most_rows=1000)
    except (SheetRefused, ValueError):
        return None
    seen = preview(grid)
    return None if seen is None else guess(seen.headers, seen.cells)


def run(count: int, seed: int, keep: Path | None = None) -> Counter[str]:
    """Try ``count`` files; what each came to. Raises whatever a file raised, the file left at ``keep``."""
    came_to: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        known = originals(base / "originals")
        names = sorted(known)
        rows = {kind: _rows_of(known[f"{kind}.csv"]) for kind in AS_WORKBOOKS}
        for number in range(count):
            chance = random.Random(f"{seed}:{number}")
            name = names[number % len(names)]
            path = base / f"mutated{Path(name).suffix}"
            path.write_bytes(changed(name, known[name], chance, rows.get(name.partition(".")[0]), base))
            try:
                mapping = mapping_of(path) if chance.random() < 0.1 else None
                came_to[look_at(path, chance, mapping)] += 1
            except MappingInvalid:
                came_to["mapping refused"] += 1
            except Exception:
                if keep is not None:
                    keep.with_suffix(path.suffix).write_bytes(path.read_bytes())
                print(f"file {number} of seed {seed}, from {name}", file=sys.stderr)
                raise
    return came_to


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 20_000
    seed = int(arguments[1]) if len(arguments) > 1 else int(datetime.now(UTC).strftime("%Y%m%d"))
    began = time.monotonic()
    came_to = run(count, seed, Path("build") / "fuzz-failed" if Path("build").is_dir() else None)
    for outcome, times in came_to.most_common():
        print(f"{times:7}  {outcome}")
    print(f"{count} files of seed {seed} in {time.monotonic() - began:.0f} s: none failed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
