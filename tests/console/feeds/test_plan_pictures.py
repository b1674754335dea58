"""Pictures of a run order sheet reach the entry of their row, whichever way they were put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.feeds.pictures import content_name
from console.feeds.plan_sheet import SheetPlan, read_plan
from tests.builders_sheets import ids, lay_cell_picture, lay_pictures, png, rewrite_part, write_csv, write_xlsx

HEADER = ("商品名称", "图片")


class Kept:
    """Keeps what it is handed, as a workspace would."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def __call__(self, name: str, data: bytes) -> str:
        self.files[name] = data
        return f"pictures/{name}"


@pytest.fixture
def kept() -> Kept:
    return Kept()


def read(path: Path, kept: Kept | None = None, root: Path | None = None) -> SheetPlan:
    return read_plan(path, new_id=ids(), picture_sink=kept, picture_root=root)


def codes(plan: SheetPlan) -> list[str]:
    return [told.code for told in plan.told if told.code.startswith("picture")]


def test_pictures_lying_over_rows_belong_to_their_entries(tmp_path, kept) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [("今晚",), HEADER, ("糕",), ("茶",), ("饼",)])
    plan = read(lay_pictures(path, {1: png(1), 3: png(2), 5: png(3), 9: png(4)}), kept)
    assert [entry.picture for entry in plan.rows] == [
        f"pictures/{content_name(png(2))}",
        "",
        f"pictures/{content_name(png(3))}",
    ]
    assert sorted(kept.files.values()) == sorted([png(2), png(3)])
    assert codes(plan) == ["pictures_without_row"]


def test_one_picture_in_two_rows_is_kept_once(tmp_path, kept) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ("糕",), ("茶",)])
    plan = read(lay_pictures(path, {2: png(), 3: png()}), kept)
    assert plan.rows[0].picture == plan.rows[1].picture
    assert len(kept.files) == 1


def test_a_picture_inside_a_cell_is_found_by_its_name(tmp_path, kept) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, ("糕", '_DISPIMG("ID_7",1)')])
    rewrite_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"_DISPIMG", b"=DISPIMG"))
    plan = read(lay_cell_picture(path, "ID_7", png()), kept)
    assert kept.files[Path(plan.rows[0].picture).name] == png()


def test_a_named_file_is_found_beside_the_sheet(tmp_path, kept) -> None:
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "糕.png").write_bytes(png())
    plan = read(write_csv(tmp_path / "a.csv", [HEADER, ("糕", "图\\糕.png")]), kept)
    assert kept.files[Path(plan.rows[0].picture).name] == png()


def test_a_picture_the_workspace_already_has_stays_where_it_is(tmp_path, kept) -> None:
    (tmp_path / "ws" / "pictures").mkdir(parents=True)
    (tmp_path / "ws" / "pictures" / "a.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png())
    rows = [HEADER, ("糕", "pictures/a.png"), ("茶", "../secret.png")]
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    plan = read(write_csv(tmp_path / "elsewhere" / "deep" / "a.csv", rows), kept, tmp_path / "ws")
    assert [entry.picture for entry in plan.rows] == ["pictures/a.png", ""]
    assert kept.files == {}


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ("none.png", "picture_missing"),
        ("https://example.com/a.png", "picture_is_address"),
        ("notes.txt", "picture_unreadable"),
        ("x" * 5000, "picture_missing"),
        ("a\0b", "picture_missing"),
        ("#VALUE!", "picture_missing"),
    ],
)
def test_a_picture_that_cannot_be_had_is_said_and_the_row_stays(tmp_path, kept, held: str, code: str) -> None:
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    path = tmp_path / "a.csv"
    path.write_bytes(f"商品名称,图片\n糕,{held}\n".encode("utf-8" if "\0" not in held else "utf-16"))
    plan = read(path, kept)
    assert [entry.picture for entry in plan.rows] == [""]
    assert codes(plan) == [code]


def test_without_a_place_to_keep_them_pictures_are_left_out_and_said(tmp_path) -> None:
    plan = read(lay_pictures(write_xlsx(tmp_path / "a.xlsx", [HEADER, ("糕",)]), {2: png()}))
    assert codes(plan) == ["pictures_left_out"]


def test_a_damaged_drawing_costs_the_pictures_and_not_the_sheet(tmp_path, kept) -> None:
    path = lay_pictures(write_xlsx(tmp_path / "a.xlsx", [HEADER, ("糕",)]), {2: png()})
    plan = read(rewrite_part(path, "xl/drawings/drawing1.xml", lambda _: b"<broken"), kept)
    assert [entry.name for entry in plan.rows] == ["糕"]
    assert codes(plan) == ["pictures_unreadable"]
