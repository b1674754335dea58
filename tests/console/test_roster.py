"""The roster: what its file may hold and survive, how people are found, and what a show lacks of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.files import WorkspaceUnusable
from console.roster import Age, BadPerson, Person, Qualification, Roster, RosterBook, RosterChanged
from console.roster_findings import Severity, findings, split
from console.show import commands as cmd
from console.show.shifts import Duty
from console.wording import LANGUAGES, catalogue
from tests.builders import EVENING, make_entry, make_shift
from tests.console.report.shows import Story

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a slow machine is no failure
LICENCE = Qualification(name="网络主播证", issuer="人社局", number="A-1", expires=date(2027, 6, 30))
DEER = Person(
    name="小鹿",
    nickname="Lulu",
    duties=(Duty.HOST, Duty.OPERATOR),
    age=Age.ADULT,
    qualifications=(LICENCE,),
)
MAY = Person(name="阿May", duties=(Duty.CO_HOST,), age=Age.YOUNG, consent=date(2026, 1, 2), qualifications=(LICENCE,))
ROOM = Roster(people=(DEER, MAY))


def of(*people: Person) -> Roster:
    return Roster(people=people)


# -- the file -----------------------------------------------------------------------------------------


def test_what_was_kept_is_read_again_and_told(tmp_path: Path) -> None:
    told: list[RosterChanged] = []
    book = RosterBook(tmp_path / "roster.json", told.append)
    book.keep(ROOM)
    assert told == [RosterChanged(ROOM)]
    again = RosterBook(tmp_path / "roster.json")
    assert (again.roster, again.notices) == (ROOM, ())
    assert (tmp_path / "roster.json").stat().st_mode & 0o077 == 0  # people's papers are nobody else's to read


def test_without_a_file_the_roster_is_empty_and_nothing_is_said(tmp_path: Path) -> None:
    book = RosterBook(tmp_path / "roster.json")
    assert (book.roster, book.notices) == (Roster(), ())
    assert not (tmp_path / "roster.json").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"people": 3}', b"\xff\xfe\x00", "名册".encode("gbk")])
def test_a_broken_file_is_moved_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(content)
    book = RosterBook(path)
    assert book.roster == Roster()
    assert [notice.code for notice in book.notices] == ["roster.broken"]
    assert Path(book.notices[0].data["kept"]).read_bytes() == content
    assert not path.exists()


def test_people_that_cannot_be_read_are_left_out_told_and_kept_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    rows = [
        {"name": "小鹿"},
        {"name": "小鹿"},  # twice
        {"nickname": "no name"},
        {"name": "阿宁", "duties": ["juggler"]},
        {"name": 7},
        "somebody",
        {"name": "小满", "age": "16_17", "qualifications": [{"name": "证", "expires": "31.12."}]},
    ]
    path.write_text(json.dumps({"people": rows, "later": 1}), encoding="utf-8")
    book = RosterBook(path)
    assert [person.name for person in book.roster.people] == ["小鹿"]
    assert [(notice.code, notice.data["n"]) for notice in book.notices] == [("roster.some_broken", "6")]
    assert json.loads(Path(book.notices[0].data["kept"]).read_text(encoding="utf-8"))["people"] == rows
    book.keep(book.roster)
    assert json.loads(path.read_text(encoding="utf-8"))["later"] == 1  # a newer version's


def test_a_file_the_disk_does_not_give_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.mkdir()  # reads like no file at all
    book = RosterBook(path)
    assert [notice.code for notice in book.notices] == ["roster.unread"]
    with pytest.raises(WorkspaceUnusable):
        book.keep(ROOM)
    assert path.is_dir()


def test_every_sentence_about_the_file_and_its_people_is_there() -> None:
    codes = ("broken", "some_broken", "unread", "no_name", "name_taken", "number_in_name", "name_too_long")
    for lang in LANGUAGES:
        assert all(f"roster.{code}" in catalogue(lang) for code in codes)
        assert all(f"roster.duty.{duty.value}" in catalogue(lang) for duty in Duty)
        assert all(f"roster.age.{age.value}" in catalogue(lang) for age in Age)


# -- the people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person(name=" "), "roster.no_name"),
        (Person(name="小鹿 13812345678"), "roster.number_in_name"),
        (Person(name="小满", nickname="1381234 5678"), "roster.number_in_name"),
        (Person(name="长" * 41), "roster.name_too_long"),
        (Person(name="lulu"), "roster.name_taken"),
        (Person(name="小满", nickname="小鹿"), "roster.name_taken"),
        (Person(name="小满", qualifications=(Qualification(name=""),)), "roster.no_qualification_name"),
    ],
)
def test_who_cannot_be_on_the_roster(person: Person, code: str) -> None:
    with pytest.raises(BadPerson) as bad:
        ROOM.with_person(person)
    assert bad.value.code == code
    assert code in catalogue("zh_CN")


def test_someone_changed_stays_in_their_place_and_may_keep_their_name() -> None:
    changed = ROOM.with_person(replace(DEER, nickname="鹿鹿"), before=DEER)
    assert [person.nickname for person in changed.people] == ["鹿鹿", ""]
    assert changed.without(changed.people[0]).people == (MAY,)


@pytest.mark.parametrize("wanted", ["小鹿", "xl", "xiaolu", "lul", "人社", "a-1 xl", ""])
def test_people_are_found_by_names_papers_and_pinyin(wanted: str) -> None:
    assert DEER in ROOM.search(wanted)


def test_letters_mean_whose_initials_they_are_before_whom_else_they_find() -> None:
    two = of(Person(name="阿宁"), Person(name="小满"))
    assert [two.meant(text) for text in ("an", " xm ", "man", "n", "Ann", "阿", "")] == [
        "阿宁",
        "小满",
        "小满",
        "n",  # of both
        "Ann",
        "阿",
        "",
    ]


def test_who_is_not_meant_is_not_found() -> None:
    assert ROOM.search("zz") == ()
    assert ROOM.search("xl may") == ()


def test_a_name_comes_before_a_nickname() -> None:
    assert of(Person(name="甲", nickname="乙"), Person(name="丙")).find(" 乙 ") is not None
    assert ROOM.find("LULU") is DEER
    assert ROOM.find("") is None
    assert ROOM.find("谁") is None


@PATIENT
@given(days=st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=4), on=st.integers(0, 100))
def test_a_paper_renewed_under_its_name_is_good_until_the_latest_of_its_days(days: list[int | None], on: int) -> None:
    first = date(2026, 1, 1)
    papers = tuple(
        Qualification(name="主播证", expires=None if day is None else first + timedelta(days=day)) for day in days
    )
    good = any(day is None or day >= on for day in days)
    assert (Person(name="甲", qualifications=papers).expired(first + timedelta(days=on)) == ()) == good


# -- what a show lacks --------------------------------------------------------------------------------


def codes(roster: Roster, *shifts: object, host: str = "小鹿", **also: object) -> dict[str, tuple[str, ...]]:
    story = Story()
    story.create([make_entry(1, host=host, planned=timedelta(hours=2))], hosts=("小鹿",))
    if shifts:
        assert story.do(cmd.PlanShifts(shifts=shifts))  # type: ignore[arg-type]
    found = findings(story.state, roster, EVENING, **also)  # type: ignore[arg-type]
    for each in found:
        assert f"check.{each.code}" in catalogue("en")
    return {each.code: each.names for each in found}


def test_a_host_on_shift_with_a_good_paper_leaves_nothing_to_say() -> None:
    assert codes(ROOM, make_shift("小鹿"), operator="阿中") == {}
    assert codes(ROOM, make_shift("Lulu"), operator="阿中") == {}  # by the nickname


def test_what_nobody_entered_is_amber() -> None:
    assert codes(Roster(), operator=" ") == {
        "host_not_on_roster": ("小鹿",),
        "shift_missing": (),
        "operator_missing": (),
    }
    assert codes(of(Person(name="小鹿")), make_shift("小鹿")) == {
        "qualification_missing": ("小鹿",),
        "host_age_unknown": ("小鹿",),
    }
    story = Story()
    story.create([make_entry(1)], hosts=("谁、谁谁",))
    found = findings(story.state, Roster(), EVENING)
    assert {each.severity for each in found} == {Severity.AMBER}
    assert found[0].check == "host_not_on_roster:谁、谁谁"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"age": Age.YOUNG}, "host_no_consent"),
        ({"age": Age.CHILD}, "host_under_16"),
        ({"age": Age.CHILD, "consent": date(2026, 1, 1)}, "host_under_16"),
        ({"qualifications": (replace(LICENCE, expires=date(2026, 11, 10)),)}, "qualification_expired"),
    ],
)
def test_what_is_known_to_be_wrong_is_red(change: dict[str, object], code: str) -> None:
    story = Story()
    story.create([make_entry(1)], hosts=("小鹿",))
    wrong = of(replace(DEER, **change))  # type: ignore[arg-type]
    first = findings(story.state, wrong, EVENING)[0]
    assert (first.code, first.severity, first.names) == (code, Severity.RED, ("小鹿",))


def test_a_guardians_consent_lets_a_host_of_sixteen_on() -> None:
    assert codes(ROOM, make_shift("小鹿"), make_shift("阿May", duty=Duty.CO_HOST)) == {}


def test_a_paper_that_lapses_at_the_midnight_within_a_show_is_found_before_it() -> None:
    last = of(replace(DEER, qualifications=(replace(LICENCE, expires=date(2026, 11, 11)),)))
    assert codes(last, make_shift("小鹿", 0, 4)) == {}  # 19:23 to 23:23
    assert "qualification_expired" in codes(last, make_shift("小鹿", 0, 5))
    # the shift of another day is over
    assert "qualification_expired" not in codes(last, make_shift("小鹿", 0, 4), make_shift("阿May", 4, 8))


def test_people_behind_the_camera_need_no_paper_of_a_host() -> None:
    child = replace(DEER, name="小满", nickname="", age=Age.CHILD, qualifications=())
    assert codes(of(DEER, child), make_shift("小鹿"), make_shift("小满", duty=Duty.CAMERA)) == {}


def test_the_run_order_and_the_shifts_may_speak_of_different_hosts() -> None:
    found = codes(ROOM, make_shift("小鹿"), host="小鹿/阿May")
    assert found == {"host_off_shift": ("阿May",)}


def test_a_gap_of_the_host_is_told_by_the_rooms_clock() -> None:
    found = codes(ROOM, make_shift("小鹿", 0, 1), make_shift("小鹿", 1.5, 1))
    assert found == {"host_gap": ("11-11 20:23–20:53",)}


def test_names_in_one_field_are_taken_apart() -> None:
    assert split("甲、乙，丙; 丁/戊 + 己") == ("甲", "乙", "丙", "丁", "戊", "己")
