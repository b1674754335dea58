"""Templates and requests: what an entry's cues become on the wire, without any OBS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.obs.cues import (
    CueProblem,
    Facts,
    ProblemCode,
    Room,
    asks_for,
    cues_for_take,
    money,
    problem_of,
    render,
    requests_for,
    template_problems,
)
from console.show.plan import Cue, CueKind
from tests.obs_room import hide, scene, show, text

FACTS = Facts(name="口红", link_no="3", live_price=5990, list_price=12900, stock=84)


def nowhere(_scene: str, _source: str) -> None:
    return None


@pytest.mark.parametrize(
    ("cents", "written"),
    [(5990, "59.9"), (12900, "129"), (5999, "59.99"), (5, "0.05"), (0, "0"), (-150, "-1.5"), (None, "")],
)
def test_a_price_is_written_as_on_a_live_screen(cents: int | None, written: str) -> None:
    assert money(cents) == written


def test_every_placeholder_is_filled_and_double_braces_are_braces() -> None:
    rendered = render("{link_no} 号 {name} ¥{live_price}（划线 ¥{list_price}）剩 { stock } {{x}}", FACTS)
    assert rendered.text == "3 号 口红 ¥59.9（划线 ¥129）剩 84 {x}"
    assert rendered.unknown == ()


SEGMENT = Facts(name="整点福袋")
PLAIN = Facts(name="口红", link_no="3", live_price=5990, stock=84)


@pytest.mark.parametrize(
    ("template", "facts", "said"),
    [
        ("{link_no}号 {name}  仅剩 {stock}", SEGMENT, "整点福袋"),
        ("{link_no}号 {name}  仅剩 {stock}", PLAIN, "3号 口红  仅剩 84"),
        ("仅剩 {stock} 件", SEGMENT, ""),
        ("{name} ¥{live_price}", SEGMENT, "整点福袋"),
        ("{name}\n¥{live_price}\n今晚八点", SEGMENT, "整点福袋\n今晚八点"),
        ("¥{live_price}（划线 ¥{list_price}）", PLAIN, "¥59.9"),
        ("¥{live_price}（划线 ¥{list_price}）{name}", PLAIN, "¥59.9口红"),
        ("¥{live_price} · 划线 ¥{list_price} · 剩 {stock}", PLAIN, "¥59.9 · 剩 84"),
        ("划线 ¥{list_price}，到手 ¥{live_price}", PLAIN, "到手 ¥59.9"),
        ("[{stock}{live_price}]", Facts(), ""),
        ("（{name}）¥{list_price}", PLAIN, "（口红）"),
        ("{{{link_no}}} {name}", SEGMENT, "整点福袋"),
    ],
)
def test_a_value_that_is_missing_takes_the_words_around_it_along(template: str, facts: Facts, said: str) -> None:
    assert render(template, facts).text == said


def test_what_is_missing_is_told_to_whoever_previews_it() -> None:
    assert render("{link_no}号 {name} 剩{ stock }", SEGMENT).missing == ("link_no", "stock")
    assert render("{name}", SEGMENT).missing == ()
    assert asks_for("剩 { stock }", "stock")
    assert not asks_for("{{stock}}", "stock")


@given(st.lists(st.sampled_from(["{name}", "{link_no}", "{stock}", "¥", "号 ", "  ", "·", "（", "）", "\n", "剩"])))
def test_a_segment_never_says_a_goods_value_and_everything_known_is_as_written(parts: list[str]) -> None:
    template = "".join(parts)
    filled = template.replace("{name}", "口红").replace("{link_no}", "3").replace("{stock}", "84")
    assert render(template, FACTS).text == filled
    said = render(template, SEGMENT)
    assert "{" not in said.text
    if said.missing and "{name}" not in parts and not set(parts) & {"  ", "·", "（", "\n"}:
        assert said.text == "", "words about a value nobody has"


def test_a_chapter_is_named_even_when_nothing_of_its_template_stays() -> None:
    cue = Cue(kind=CueKind.CHAPTER, value="{link_no}号")
    (request,) = requests_for([cue], SEGMENT, nowhere, Room(chapters=True, recording=True)).send
    assert request.data == {"chapterName": "整点福袋"}


def test_a_text_of_which_nothing_stays_clears_its_source() -> None:
    (request,) = requests_for([text("价格", "¥{live_price}")], SEGMENT, nowhere).send
    assert request.data["inputSettings"] == {"text": ""}


def test_a_name_with_braces_in_it_is_not_a_template() -> None:
    assert render("{name}", Facts(name="{stock}")).text == "{stock}"


@pytest.mark.parametrize(("template", "wrong"), [("{prise}", "{prise}"), ("a{", "{"), ("}", "}"), ("{}", "{}")])
def test_a_template_mistake_is_data_and_is_never_sent(template: str, wrong: str) -> None:
    assert template_problems(template) == (wrong,)
    cue = text("价格", template)
    found = requests_for([cue], FACTS, nowhere)
    assert found.send == ()
    assert found.problems == (CueProblem(cue=cue, code=ProblemCode.BAD_TEMPLATE, detail=wrong),)


@given(st.text())
def test_any_template_renders(template: str) -> None:
    rendered = render(template, FACTS)
    if "{" not in template and "}" not in template:
        assert rendered.text == template


def test_the_scene_comes_first_and_the_rest_as_written() -> None:
    cues = [text("价格", "1"), Cue(kind=CueKind.MEDIA_RESTART, target="视频"), scene("商品")]
    kinds = [one.kind for one in requests_for(cues, FACTS, nowhere).send]
    assert kinds == ["SetCurrentProgramScene", "SetInputSettings", "TriggerMediaInputAction"]


def test_text_keeps_the_other_settings_of_its_input() -> None:
    (request,) = requests_for([text("价格", "¥{live_price}")], FACTS, nowhere).send
    assert request.data == {"inputName": "价格", "inputSettings": {"text": "¥59.9"}, "overlay": True}


def test_a_source_without_a_scene_is_looked_for_in_the_scene_the_take_switches_to() -> None:
    asked = requests_for([show("贴片"), scene("商品")], FACTS, nowhere, Room(program_scene="开场")).send[1]
    assert (asked.kind, asked.resolves) == ("GetSceneItemId", ("商品", "贴片"))
    on_air = requests_for([show("贴片")], FACTS, nowhere, Room(program_scene="开场")).send[0]
    assert on_air.resolves == ("开场", "贴片")


def test_a_known_number_is_used() -> None:
    (request,) = requests_for([hide("贴片", "商品")], FACTS, lambda *where: {("商品", "贴片"): 7}.get(where)).send
    assert request.data == {"sceneName": "商品", "sceneItemId": 7, "sceneItemEnabled": False}


def test_what_obs_would_silently_accept_is_refused_here() -> None:
    room = Room(inputs={"视频": "ffmpeg_source", "价格": "text_gdiplus"})
    cues = [text("视频", "x"), Cue(kind=CueKind.MEDIA_RESTART, target="价格"), text("", "x")]
    codes = [one.code for one in requests_for(cues, FACTS, nowhere, room).problems]
    assert codes == [ProblemCode.NOT_TEXT, ProblemCode.NOT_MEDIA, ProblemCode.NO_TARGET]


def test_a_chapter_needs_an_obs_that_has_them_and_a_recording() -> None:
    chapter = Cue(kind=CueKind.CHAPTER, value="{name}")
    assert requests_for([chapter], FACTS, nowhere).problems[0].code is ProblemCode.NO_CHAPTERS
    idle = Room(chapters=True)
    assert requests_for([chapter], FACTS, nowhere, idle).problems[0].code is ProblemCode.NOT_RECORDING
    (request,) = requests_for([chapter], FACTS, nowhere, Room(chapters=True, recording=True)).send
    assert request.data == {"chapterName": "口红"}


def test_leaving_hides_in_the_scene_that_is_left_and_the_taken_entry_wins_where_both_decide() -> None:
    cues = cues_for_take([hide("贴片"), text("价格", "")], "开场", [scene("商品"), show("贴片"), text("价格", "1")])
    assert cues == (hide("贴片", "开场"), scene("商品"), show("贴片"), text("价格", "1"))
    same = cues_for_take([hide("贴片", "商品")], "开场", [scene("商品"), show("贴片", "商品")])
    assert same == (scene("商品"), show("贴片", "商品"))


@pytest.mark.parametrize(
    ("cue", "status", "code"),
    [
        (scene("a"), 600, ProblemCode.MISSING_SCENE),
        (scene("a"), 602, ProblemCode.NOT_A_SCENE),
        (text("a", ""), 600, ProblemCode.MISSING_INPUT),
        (show("a"), 600, ProblemCode.MISSING_SOURCE),
        (scene("a"), 207, ProblemCode.NOT_READY),
        (text("a", ""), 702, ProblemCode.REFUSED),
        (Cue(kind=CueKind.CHAPTER), 501, ProblemCode.NOT_RECORDING),
    ],
)
def test_each_status_of_obs_has_its_reason(cue: Cue, status: int, code: ProblemCode) -> None:
    assert problem_of(cue, status, "why") == CueProblem(cue=cue, code=code, detail=f"{status} why")
