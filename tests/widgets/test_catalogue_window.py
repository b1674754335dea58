"""The catalogue's window: found by typing, edited by keyboard, kept whole or not at all, and used by plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from console.catalogue import Catalogue
from console.feeds.catalogue_writing import write_catalogue
from console.show.plan import EntryId, Role
from inventory.catalogue import Certificate, Evidence, Paper, PlatformId, Price, Product, Variant
from tests.builders import make_entry, run_show
from tests.builders_sheets import png, write_xlsx
from tests.inventory.test_catalogue import MASK, make_product
from tests.widgets.dock_room import LANGUAGES, OFFSCREEN_DIALOGS, SCENES, Stage, lang, stage  # noqa: F401 - fixtures
from tests.widgets.fits import misfits
from widgets.catalogue_import import CatalogueImportDialog
from widgets.catalogue_list import CatalogueList, Look
from widgets.catalogue_merge import MergeDialog
from widgets.catalogue_model import CatalogueModel
from widgets.catalogue_picker import CataloguePicker
from widgets.catalogue_window import CatalogueDialog
from widgets.entry_editor import EntryEditor
from widgets.ingest import take_files

# ruff: noqa: F811
pytestmark = OFFSCREEN_DIALOGS
TODAY = date(2026, 11, 11)  # the day of the builders' clock
GONE = Certificate(kind=Paper.AUTHORISATION, name="授权书", expires=date(2026, 11, 1))
CUP = make_product(2, name="316L 保温杯", live_price=7900, certificates=(GONE,))
SCARF = make_product(3, name="羊绒围巾", list_price=59900, certificates=(Certificate(name="质检"),))
Open = Callable[..., CatalogueDialog]


@pytest.fixture
def opened(stage: Stage, qtbot: Any) -> Iterator[Open]:
    made: list[CatalogueDialog] = []

    def open_(*products: Product) -> CatalogueDialog:
        if products:
            stage.room.wait(stage.room.console.catalogue.write(products))
        dialog = CatalogueDialog(stage.context)
        made.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: stage.room.console.catalogue.loaded)
        return dialog

    yield open_
    for dialog in made:
        if isValid(dialog):
            dialog._edited = False
            dialog.close()


def known(stage: Stage, product_id: str) -> Product:
    return stage.room.console.catalogue.goods.by_id[product_id]


def names(shown: CatalogueList) -> list[str]:
    return [each.product_id for each in shown.model.products]


def save(dialog: CatalogueDialog, qtbot: Any) -> None:
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._edited)


def press(dialog: CatalogueDialog, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(dialog, key, held)


def answering(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Whatever is asked is answered by the button that says ``words``; what was asked is told."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        next(b for b in box.findChildren(QPushButton) if b.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def test_an_empty_catalogue_says_what_to_do_next(opened: Open, qtbot: Any) -> None:
    dialog = opened()
    qtbot.waitUntil(lambda: "Ctrl+N" in dialog.empty.text())
    assert dialog.faces.currentWidget() is dialog.empty
    assert not dialog.export_button.isEnabled()


def test_typing_finds_and_the_arrows_choose_without_leaving_the_search(opened: Open) -> None:
    dialog = opened(MASK, CUP, SCARF)
    QTest.keyClicks(dialog.list.line, "b")
    QTest.keyClick(dialog.list.line, Qt.Key.Key_Down)
    assert names(dialog.list) == ["p2", "p1"]
    assert dialog.form.lines["name"].text() == MASK.name
    QTest.keyClicks(dialog.list.line, "wb")
    assert names(dialog.list) == ["p2"]
    assert dialog.form.lines["name"].text() == CUP.name


def test_the_filter_counts_and_shows_what_is_expired_or_unproved(opened: Open) -> None:
    dialog = opened(MASK, CUP, SCARF)
    looks = [dialog.list.look.itemText(place) for place in range(dialog.list.look.count())]
    assert [text.rpartition(" ")[2] for text in looks] == ["3", "1", "0", "1", "1"]
    for look, found in ((Look.EXPIRED, ["p2"]), (Look.UNKNOWN, ["p3"]), (Look.UNPROVED, ["p3"])):
        dialog.list.look.setCurrentIndex(list(Look).index(look))
        assert names(dialog.list) == found


def test_an_expired_paper_is_red_and_one_without_a_day_amber(stage: Stage, qtmodeltester: Any) -> None:
    model = CatalogueModel(stage.context.theme, TODAY)
    qtmodeltester.check(model)
    model.show([CUP, SCARF, MASK])
    theme = stage.context.theme
    cells = [(model.index(row, 3).data(), model.index(row, 3).data(Qt.ItemDataRole.ForegroundRole)) for row in range(3)]
    assert cells == [("✗ 过期 10 天", theme.color("bad")), ("? 没填有效期", theme.color("late")), ("", None)]


def test_a_product_is_begun_filled_and_kept_by_keyboard(opened: Open, stage: Stage, qtbot: Any) -> None:
    dialog = opened()
    press(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() in (dialog.form.lines["name"], None)
    for name, text in (("name", " 保温杯  大 "), ("product_id", "P-1"), ("live_price", "¥79"), ("barcode", "6901")):
        dialog.form.lines[name].insert(text)
    dialog.form.papers.put("name", "授权书")
    dialog.form.papers.put("expires", "2026年12月1日")
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "P-1" in stage.room.console.catalogue.goods.by_id)
    kept = known(stage, "P-1")
    assert (kept.name, kept.live_price, kept.barcode) == ("保温杯 大", 7900, "6901")
    assert kept.certificates == (Certificate(name="授权书", expires=date(2026, 12, 1)),)
    qtbot.waitUntil(lambda: dialog.list.current == kept)
    assert not dialog.save_button.isEnabled()


WHOLE = replace(
    MASK,
    cost=100,
    note="备注",
    pictures=("pictures/a.png",),
    platform_ids=(PlatformId("douyin", "d1"), PlatformId("有赞", "y1"), PlatformId("", "x1")),
    aliases=("old",),
    variants=(Variant(sku_id="s1", spec="红", barcode="69", live_price=1), Variant(sku_id="s2")),
    evidence=(Evidence(price=Price.LIVE, cents=5990, source="店", on=TODAY, file="http://x"), Evidence(source="合同")),
    certificates=(
        GONE,
        Certificate(kind=Paper.TEST_REPORT, name="报告", number="1"),
        Certificate(name="证", permanent=True),
    ),
)


@LANGUAGES
def test_what_is_shown_reads_back_the_same(opened: Open, lang: str) -> None:
    dialog = opened(WHOLE)
    dialog.list.choose("p1")
    assert dialog.form.product() == replace(WHOLE, version=1)


@pytest.mark.parametrize(
    ("break_it", "page", "told"),
    [
        (lambda form: form.lines["live_price"].setText("贵"), 0, "直播价"),
        (lambda form: form.lines["name"].setText(" "), 0, "名称"),
        (lambda form: form.variants.put("spec", "红"), 1, "SKU ID"),
        (lambda form: form.ids.put("platform", "抖音"), 2, "那里的商品ID"),
        (lambda form: form.evidence.put("on", "昨天"), 3, "日期"),
        (lambda form: form.papers.put("expires", "明年"), 4, "有效期至"),
    ],
)
def test_what_cannot_be_read_is_pointed_at_and_nothing_is_kept(
    opened: Open, stage: Stage, break_it: Callable[[Any], None], page: int, told: str
) -> None:
    dialog = opened(SCARF)
    dialog.list.choose("p3")
    break_it(dialog.form)
    dialog._on_edited()
    dialog.save()
    assert dialog.form.tabs.currentIndex() == page
    assert told in dialog.told.text()
    assert known(stage, "p3") == replace(SCARF, version=1)


def test_an_id_of_another_product_is_refused_in_words_and_the_fields_stay(
    opened: Open, stage: Stage, qtbot: Any
) -> None:
    dialog = opened(MASK, CUP)
    dialog.list.choose("p2")
    dialog.form.ids.put("id", "s30")
    dialog.save()
    qtbot.waitUntil(lambda: MASK.name in dialog.told.text())
    assert dialog.form.ids.rows()[0][1]["id"] == "s30"
    assert dialog.save_button.isEnabled()
    assert known(stage, "p2").platform_ids == ()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(opened: Open, stage: Stage, qtbot: Any) -> None:
    dialog = opened(CUP)
    dialog.list.choose("p2")
    dialog.form.lines["brand"].insert("恒温")
    other = Catalogue(stage.room.console.workspace.inventory, post=lambda work: work(), announce=lambda told: None)
    other.put([replace(known(stage, "p2"), brand="别处")])
    other.close()
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.told.text()))
    assert "别处" in dialog.told.text()
    assert dialog.form.lines["brand"].text() == "恒温"


def test_another_product_is_shown_only_when_the_changes_were_given_up(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(CUP, SCARF)
    dialog.list.choose("p2")
    dialog.form.lines["brand"].insert("恒温")
    asked = answering(monkeypatch, "接着改")
    dialog.list.choose("p3")
    assert len(asked) == 1
    assert (dialog.list.current.product_id, dialog.form.lines["brand"].text()) == ("p2", "恒温")
    answering(monkeypatch, "放弃修改")
    dialog.list.choose("p3")
    assert dialog.form.lines["name"].text() == SCARF.name


def test_a_deleted_product_is_gone_and_planned_shows_stay(
    opened: Open, stage: Stage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.room.open_show([make_entry(1, product_id="p2", name="杯")])
    dialog = opened(CUP, SCARF)
    dialog.list.choose("p2")
    answering(monkeypatch, "删除")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: "p2" not in stage.room.console.catalogue.goods.by_id)
    assert names(dialog.list) == ["p3"]
    assert [each.name for each in stage.room.show.state.plan.in_order()] == ["杯"]


def test_a_picture_and_a_proof_are_copied_into_the_workspace(
    opened: Open, stage: Stage, qtbot: Any, tmp_path: Path
) -> None:
    picture, proof = tmp_path / "a.png", tmp_path / "proof.pdf"
    picture.write_bytes(png())
    proof.write_bytes(b"%PDF")
    dialog = opened(CUP)
    dialog.list.choose("p2")
    dialog.form.pictures.take([picture, proof])
    assert "proof.pdf" in dialog.told.text()
    dialog.form.evidence.put("source", "店")
    dialog.form.take_file(dialog.form.evidence, proof)
    save(dialog, qtbot)
    root = stage.room.console.workspace.root
    assert (root / known(stage, "p2").pictures[0]).read_bytes() == png()
    assert (root / known(stage, "p2").evidence[0].file).read_bytes() == b"%PDF"


def test_a_sheet_shows_what_it_would_do_and_enter_does_it(
    opened: Open, stage: Stage, qtbot: Any, tmp_path: Path
) -> None:
    dialog = opened(CUP, SCARF)
    write_catalogue([replace(CUP, live_price=6900), SCARF, MASK], tmp_path / "goods.xlsx")
    dialog.import_sheet(tmp_path / "goods.xlsx")
    importing = dialog.findChild(CatalogueImportDialog)
    assert importing is not None
    qtbot.waitUntil(lambda: importing.apply_button.isVisibleTo(importing))
    assert importing.title.text() == "新增 1 个，更新 1 个，1 个没有变"
    assert [row.cells for row in importing.table.lines.lines][1] == ("更新", CUP.name, "直播价 79 → 69")
    QTest.keyClick(importing, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "p1" in stage.room.console.catalogue.goods.by_id)
    assert known(stage, "p2").live_price == 6900


def test_a_bad_sheet_lists_its_cells_and_is_read_again_when_it_was_put_right(
    opened: Open, stage: Stage, qtbot: Any, tmp_path: Path
) -> None:
    dialog = opened(CUP)
    header = ("商品ID", "商品名称", "直播价")
    path = write_xlsx(tmp_path / "goods.xlsx", [header, ("p8", "新", "贵")])
    dialog.import_sheet(path)
    importing = dialog.findChild(CatalogueImportDialog)
    assert importing is not None
    qtbot.waitUntil(lambda: importing.again_button.isVisibleTo(importing))
    assert len(importing.table.lines.lines) == 1
    assert not importing.apply_button.isVisibleTo(importing)
    write_xlsx(path, [header, ("p8", "新", 8)])
    importing.again_button.click()
    qtbot.waitUntil(lambda: importing.apply_button.isVisibleTo(importing))
    importing.apply()
    qtbot.waitUntil(lambda: "p8" in stage.room.console.catalogue.goods.by_id)


def test_duplicates_are_offered_and_merging_keeps_every_id(opened: Open, stage: Stage, qtbot: Any) -> None:
    double = make_product(9, name=" 316L保温杯", barcode="69", platform_ids=(PlatformId("taobao", "t9"),))
    dialog = opened(CUP, double, SCARF)
    assert dialog.doubles_button.isVisibleTo(dialog)
    dialog.doubles_button.click()
    merging = dialog.findChild(MergeDialog)
    assert merging is not None
    merging.table.selectRow([each.product_id for each in merging.group.products].index("p2"))
    QTest.keyClick(merging, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "p9" in known(stage, "p2").aliases)
    assert set(known(stage, "t9").ids()) == {"p2", "p9", "t9"}
    assert known(stage, "p2").barcode == "69"
    qtbot.waitUntil(lambda: not dialog.doubles_button.isVisibleTo(dialog))


def test_the_entry_editor_takes_a_product_from_the_catalogue(stage: Stage, qtbot: Any) -> None:
    product = replace(MASK, category="护肤", list_price=12900, cost=2100, spec="大盒", pictures=("pictures/a.png",))
    stage.room.wait(stage.room.console.catalogue.write([product, CUP]))
    stage.room.open_show([make_entry(1, role=Role.SEGMENT, product_id=None, name="空", stock=None, live_price=None)])
    editor = EntryEditor(stage.context, EntryId("e1"), SCENES)
    editor.show()
    editor.pick_button.click()
    picker = editor.findChild(CataloguePicker)
    QTest.keyClicks(picker.list.line, "bsmm")
    QTest.keyClick(picker.list.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(editor.accepted):
        editor.save_button.click()
    stage.room.settle()
    entry = stage.room.show.state.plan.entries[EntryId("e1")]
    assert (entry.product_id, entry.name, entry.brand, entry.category) == ("p1", MASK.name, "润妍", "护肤")
    assert (entry.live_price, entry.list_price, entry.cost) == (5990, 12900, 2100)
    assert (entry.spec, entry.picture, entry.role) == ("大盒", "pictures/a.png", Role.SECONDARY)
    stage.room.wait(stage.room.console.catalogue.write([replace(known(stage, "p1"), live_price=1)]))
    assert stage.room.show.state.plan.entries[EntryId("e1")].live_price == 5990  # it keeps what it was planned with


def test_what_was_aired_takes_no_other_product(stage: Stage) -> None:
    stage.room.open_show([make_entry(1), make_entry(2)])
    run_show(stage.room, 2)
    editor = EntryEditor(stage.context, EntryId("e1"), SCENES)
    assert not editor.pick_button.isEnabled()
    editor.reject()


@LANGUAGES
def test_nothing_of_the_window_is_cut_on_a_notebook(opened: Open, qtbot: Any, lang: str) -> None:
    dialog = opened(WHOLE, CUP, replace(CUP, product_id="p8"))
    dialog.list.choose("p1")
    assert misfits(dialog) == []
    merging = MergeDialog(dialog._context, dialog._catalogue.goods.doubles, dialog)
    merging.open()
    assert misfits(merging) == []
    merging.close()
    picker = CataloguePicker(dialog._context, "?", dialog)
    picker.open()
    assert misfits(picker) == []
    picker.close()


def test_a_catalogue_dropped_on_the_window_is_looked_over_before_it_is_taken_in(
    stage: Stage, qtbot: Any, tmp_path: Path
) -> None:
    write_catalogue([CUP], tmp_path / "goods.xlsx")
    parent = QWidget()
    qtbot.addWidget(parent)
    take_files(stage.context, [tmp_path / "goods.xlsx"], parent)
    qtbot.waitUntil(lambda: parent.findChild(CatalogueImportDialog) is not None)
    importing = parent.findChild(CatalogueImportDialog)
    assert importing is not None
    qtbot.waitUntil(lambda: importing.apply_button.isVisibleTo(importing))
    importing.apply()
    qtbot.waitUntil(lambda: "p2" in stage.room.console.catalogue.goods.by_id)
