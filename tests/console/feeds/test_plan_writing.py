"""What is written as a run order sheet reads back the same, in both languages, whole or not at all."""

from __future__ import annotations

import tempfile
from datetime import time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.feeds.plan_columns import COLUMNS, SHEET_FIELDS
from console.feeds.plan_sheet import PlanRefused, SheetNotWritten, difference, read_plan, write_plan, write_template
from console.feeds.values import text as read_text
from console.show.plan import Entry, EntryId, Plan, ProductId, Role
from console.show.waves import Condition, Wave, When, clean_word
from console.wording import LANGUAGES, say
from tests.builders_sheets import goods, ids, make_entry, make_plan

_LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="_"), max_size=12)
_NAME = _LINE.map(lambda text: "货" + " ".join(text.split()).strip()).filter(lambda text: text == _cleaned(text))
_WORDS = st.lists(_LINE, max_size=3).map("\n".join).map(lambda text: _cleaned(text))
_PRICE = st.none() | st.integers(0, 10**8)


def _cleaned(text: str) -> str:
    """Text as a careful person leaves it: ends trimmed, nothing invisible."""
    return read_text(read_text(text))


def conditions() -> st.SearchStrategy[Condition | None]:
    counts = st.integers(1, 10**7)
    return st.one_of(
        st.none(),
        st.just(Condition(when=When.SOLD_OUT)),
        st.times().map(lambda at: Condition(when=When.CLOCK, clock=at.replace(microsecond=0, fold=0))),
        st.integers(1, 86_399).map(lambda s: Condition(when=When.AFTER, after=timedelta(seconds=s))),
        st.builds(
            lambda when, count: Condition(when=when, count=count),
            st.sampled_from([When.ONLINE, When.VIEWERS, When.CLICKS]),
            counts,
        ),
        st.builds(
            lambda when, count, word: Condition(when=when, count=count, word=clean_word(word)),
            st.sampled_from([When.COMMENTS, When.PEOPLE]),
            counts,
            st.sampled_from(["", "要", "want 2", "1", "我要；", "手动"]),
        ),
    )


def some_waves() -> st.SearchStrategy[tuple[Wave, ...]]:
    one = st.builds(
        lambda quantity, condition, by_hand: Wave(
            quantity=quantity, condition=condition, by_hand=by_hand and condition is not None
        ),
        st.integers(1, 10**6),
        conditions(),
        st.booleans(),
    )
    return st.lists(one, max_size=4).map(tuple)


@st.composite
def plans(draw) -> Plan:
    stock_of = {product: draw(st.none() | st.integers(0, 10**6)) for product in ("3712345678901234567", "A-1", "007")}
    entries: list[Entry] = []
    for place in range(draw(st.integers(1, 6))):
        role = draw(st.sampled_from(Role))
        product = None if role is Role.SEGMENT else draw(st.none() | st.sampled_from(sorted(stock_of)))
        stock = stock_of[product] if product else draw(st.none() | st.integers(0, 10**6))
        entries.append(
            Entry(
                entry_id=EntryId(f"e{place}"),
                name=draw(_NAME),
                role=role,
                product_id=ProductId(product) if product else None,
                list_price=draw(_PRICE),
                live_price=draw(_PRICE),
                cost=draw(_PRICE),
                stock=stock,
                first_release=None if stock is None else draw(st.none() | st.integers(0, stock)),
                waves=() if role is Role.SEGMENT else draw(some_waves()),
                planned=draw(st.timedeltas(timedelta(), timedelta(hours=24))),
                hard_start=draw(st.none() | st.times().map(lambda at: at.replace(microsecond=0, fold=0))),
                **{field: draw(_WORDS) for field in ("link_no", "spec", "brand", "category", "coupon", "offer")},
                **{field: draw(_WORDS) for field in ("selling_points", "scene", "host", "script", "note")},
            )
        )
    return make_plan(*entries)


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from(LANGUAGES))
def test_a_written_plan_reads_back_the_same_in_every_column(plan: Plan, lang: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_plan(plan, path, lang)
        read = read_plan(path, new_id=ids())
    for wrote, found in zip(plan.in_order(), read.rows, strict=True):
        assert {f: getattr(found, f) for f in SHEET_FIELDS} == {f: getattr(wrote, f) for f in SHEET_FIELDS}
    assert read.told == ()
    assert difference(plan, read.rows, frozenset(), read.fields).nothing


@pytest.mark.parametrize("words", ["=1+1", "+86", "-5", "@here", "'quoted", '=HYPERLINK("http://x","y")', "_x000A_"])
def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path, words: str) -> None:
    write_plan(make_plan(make_entry("a", f"货{words}", note=words, offer=words)), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    entry = read_plan(tmp_path / "a.xlsx", new_id=ids()).rows[0]
    assert (entry.note, entry.offer) == (words, words)


def test_characters_no_sheet_can_hold_do_not_stop_the_writing(tmp_path) -> None:
    write_plan(make_plan(make_entry("a", "糕", script="一\v二\x07三\ud800四")), tmp_path / "a.xlsx")
    assert read_plan(tmp_path / "a.xlsx", new_id=ids()).rows[0].script == "一\n二三四"


def test_a_text_longer_than_a_cell_is_refused_and_not_cut(tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"what was there")
    with pytest.raises(SheetNotWritten) as refused:
        write_plan(make_plan(make_entry("a", "糕", script="话" * 32_768)), path)
    assert refused.value.code == "text_too_long"
    assert path.read_bytes() == b"what was there"
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_an_old_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path) -> None:
    for price in (100, 200):
        write_plan(make_plan(goods("a", "A", live_price=price)), tmp_path / "a.xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]
    assert read_plan(tmp_path / "a.xlsx", new_id=ids()).rows[0].live_price == 200


def test_a_folder_that_is_not_there_is_the_worlds_failure(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        write_plan(make_plan(goods("a", "A")), tmp_path / "none" / "a.xlsx")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_a_run_order_sheet_itself(tmp_path, lang: str) -> None:
    write_template(tmp_path / "t.xlsx", lang, say)
    read = read_plan(tmp_path / "t.xlsx", new_id=ids())
    assert read.told == ()
    assert [entry.role for entry in read.rows] == [Role.SEGMENT, Role.TRAFFIC, Role.HERO, Role.SEGMENT]
    assert read.rows[1].selling_points.count("\n") == 1
    assert read.rows[3].hard_start == time(21, 0)
    assert {entry.product_id for entry in read.rows} == {None, "3712345678901234567", "3712345678901234568"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_offers_roles_and_explains_every_column(tmp_path, lang: str) -> None:
    write_template(tmp_path / "t.xlsx", lang, say)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet, notes = book.worksheets
    (choice,) = sheet.data_validations.dataValidation
    header = [cell.value for cell in sheet[1]]
    role = header.index("角色" if lang == "zh_CN" else "role")
    assert str(choice.sqref).startswith(f"{openpyxl.utils.get_column_letter(role + 1)}2:")
    assert len(choice.formula1) <= 255
    assert [row[0].value for row in notes.iter_rows(min_row=2)] == header
    assert all(row[2].value for row in notes.iter_rows(min_row=2))
    assert len(header) == len(COLUMNS)


def test_two_stocks_of_one_product_come_back_as_a_refusal_and_not_as_a_guess(tmp_path) -> None:
    write_plan(make_plan(goods("a", "A", stock=1), goods("b", "A", stock=2)), tmp_path / "a.xlsx")
    with pytest.raises(PlanRefused):
        read_plan(tmp_path / "a.xlsx", new_id=ids())
