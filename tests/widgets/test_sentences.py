"""Every fact of a show has a sentence that says what matters of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.show import commands as cmd
from console.show import events as ev
from console.show.plan import Cue, CueKind, CueSheet, EntryId, ProductId, Role, ShowInfo
from console.show.state import Core, Round, StockFacts
from tests.builders import make_entry, make_plan, make_segment, make_shift, run_show
from tests.widgets.dock_room import Stage, stage  # noqa: F401 - the fixture
from widgets.sentences import Sentences

# ruff: noqa: F811

AT = datetime(2026, 11, 11, 15, 4, tzinfo=UTC)  # 23:04 in Shanghai
CUP = make_entry(1, name="保温杯", live_price=7900, role=Role.HERO)
DATES = make_entry(2, name="灰枣")
BAG = make_segment(3, "福袋")
PLAN = make_plan(CUP, DATES, BAG)
PLANNED = Core(plan=PLAN)
ON_AIR = Core(plan=PLAN, rounds=(Round(round_id=5, entry_id=CUP.entry_id, started_at=AT),))
P1, P2 = ProductId(str(CUP.product_id)), ProductId(str(DATES.product_id))
E1, E2, E3 = EntryId("e1"), EntryId("e2"), EntryId("e3")
EDITED = replace(CUP, live_price=6900, planned=timedelta(minutes=8), script="新的话术")
PROBLEM = ev.CueProblem(cue=Cue(kind=CueKind.SCENE, target="特写"), code="missing_scene")
OTHER_INFO = replace(PLAN.info, target_gmv=30_000_000, hosts=("阿宁", "小满"))

SAID: tuple[tuple[ev.Payload, Core, str], ...] = (
    (ev.ShowCreated(info=ShowInfo(name="夜场"), entries=(CUP, DATES)), PLANNED, "建立场次「夜场」，2 行"),
    (
        ev.PlanMerged(entries=(CUP,), source="最终版3.xlsx", added=2, removed=1, moved=4),
        PLANNED,
        "更新排品（最终版3.xlsx）：新增 2、删除 1、移动 4",
    ),
    (ev.EntriesInserted(entries=(make_entry(9),), before=E2), PLANNED, "在 02 灰枣 前插入 商品 9"),
    (ev.EntriesInserted(entries=(make_entry(9),)), PLANNED, "在最后加入 商品 9"),
    (
        ev.EntriesEdited(entries=(EDITED,), fields=("live_price", "planned", "script")),
        PLANNED,
        "修改 01 保温杯：直播价 79 → 69、时长 5:00 → 8:00、话术",
    ),
    (
        ev.EntriesEdited(entries=(CUP, DATES), fields=("planned", "scene")),
        PLANNED,
        "修改 2 行的时长、场景：保温杯、灰枣",
    ),
    (ev.EntriesMoved(entry_ids=(E3,), before=E1), PLANNED, "把 03 福袋 移到 01 保温杯 前"),
    (ev.EntriesMoved(entry_ids=(E1, E2)), PLANNED, "把 01 保温杯、02 灰枣 移到最后"),
    (ev.EntriesRemoved(entry_ids=(E2,)), PLANNED, "删除 02 灰枣"),
    (ev.InfoEdited(info=OTHER_INFO), PLANNED, "修改场次信息：目标成交金额 — → 300,000、主播 — → 阿宁、小满"),
    (
        ev.CuesEdited(
            cues=CueSheet(on_take=(Cue(kind=CueKind.SCENE, target="特写"),)),
            role_cues=((Role.HERO, CueSheet(on_take=(Cue(kind=CueKind.SCENE, target="近景"),))),),
        ),
        PLANNED,
        "修改 OBS 联动：全场 1 条；主推款另有设置",
    ),
    (ev.ShiftsPlanned(shifts=(make_shift("小鹿"), make_shift("阿May", 2))), PLANNED, "排班 2 班：小鹿、阿May"),
    (
        ev.ShiftsPlanned(shifts=tuple(make_shift(name, n) for n, name in enumerate("甲乙丙丁甲"))),
        PLANNED,
        "排班 5 班：甲、乙、丙 等 4 人",
    ),
    (ev.ShiftsPlanned(), PLANNED, "清空排班"),
    (ev.HostChanged(host="小鹿"), ON_AIR, "主播上播：小鹿"),
    (ev.HostChanged(host="阿May", before="小鹿"), ON_AIR, "换播：小鹿 → 阿May"),
    (ev.RehearsalStarted(entry_id=E1), PLANNED, "开始彩排：01 保温杯"),
    (ev.RehearsalEnded(), ON_AIR, "彩排结束"),
    (
        ev.WentLive(entry_id=E1, planned_end=AT, scene="开场", first_release=50),
        PLANNED,
        "开播：01 保温杯 · 场景 开场 · 首放 50 件 · 计划 23:04 下播",
    ),
    (
        ev.WentLive(entry_id=E1, planned_end=AT, override="平台催", failed_checks=("scene_missing",)),
        PLANNED,
        "开播：01 保温杯 · 计划 23:04 下播 · 未过的检查 1 项，理由：平台催",
    ),
    (
        ev.Taken(entry_id=E2, how="next", scene="特写", first_release=30),
        ON_AIR,
        "过款 01→02 灰枣 · 场景 特写 · 首放 30 件",
    ),
    (ev.Taken(entry_id=E1, how="previous"), ON_AIR, "回到 01 保温杯"),
    (ev.Taken(entry_id=E3, how="goto"), ON_AIR, "直接上 03 福袋"),
    (ev.Skipped(entry_id=E2), ON_AIR, "跳过 02 灰枣"),
    (ev.Restored(entry_id=E2), ON_AIR, "恢复 02 灰枣"),
    (ev.Paused(), ON_AIR, "暂停，计时停住"),
    (ev.Resumed(), ON_AIR, "继续"),
    (ev.Ended(), ON_AIR, "下播"),
    (ev.Released(product_id=P1, quantity=100), ON_AIR, "放单 +100（保温杯） · 累计 300"),
    (ev.Released(product_id=P1, quantity=12_000), ON_AIR, "放单 +12,000（保温杯） · 累计 12,200"),
    (ev.Adjusted(product_id=P2, delta=-1500, reason="损坏"), ON_AIR, "库存 -1,500（灰枣）：损坏"),
    (ev.Adjusted(product_id=P2, delta=-5, reason="损坏"), ON_AIR, "库存 -5（灰枣）：损坏"),
    (ev.Drawn(product_id=P1, quantity=1_200, cause="r:1", wanted=1_200), ON_AIR, "「保温杯」从共享库存领了 1,200 件"),
    (
        ev.Drawn(product_id=P1, quantity=40, cause="r:1", wanted=100),
        ON_AIR,
        "「保温杯」从共享库存领了 40 件，想领 100 件",
    ),
    (ev.Drawn(product_id=P1, quantity=-7, cause="r:1"), ON_AIR, "「保温杯」退回共享库存 7 件"),
    (ev.Drawn(product_id=P1, quantity=-7, cause="r:1", other="二号间"), ON_AIR, "「保温杯」让给 二号间 7 件"),
    (ev.Held(product_id=P1, quantity=50, until="1000 人"), ON_AIR, "憋单 50 件（保温杯），等到 1000 人"),
    (ev.Held(product_id=P1, quantity=50), ON_AIR, "憋单 50 件（保温杯）"),
    (ev.HoldCancelled(product_id=P1), ON_AIR, "取消憋单（保温杯）"),
    (ev.MessageSent(text="催单"), ON_AIR, "给主播：催单"),
    (ev.MessageRead(of=1), ON_AIR, "主播已读「催单」"),
    (ev.MessageRead(of=99), ON_AIR, "主播已读第 99 条消息"),
    (ev.Noted(text="灯闪了一下"), ON_AIR, "记：灯闪了一下"),
    (
        ev.Ticked(entry_id=E1, action="show_card", seconds=11.4),
        ON_AIR,
        "01 保温杯：「弹讲解」已打勾，过款后 11 秒",
    ),
    (ev.SceneAsked(scene="特写"), ON_AIR, "场景 → 特写"),
    (ev.SceneSeen(scene="休息"), ON_AIR, "有人在 OBS 里切到「休息」"),
    (ev.ObsConnected(scene="近景"), ON_AIR, "OBS 已连接，当前场景「近景」"),
    (ev.ObsConnected(), ON_AIR, "OBS 已连接"),
    (ev.ObsLost(reason="exited"), ON_AIR, "OBS 断开：OBS 已退出，打开后会自动连上"),
    (
        ev.FeedQuiet(source="compass", brings="readings", last=AT, seconds=125, every_s=20),
        ON_AIR,
        "罗盘：数据断了 2:05，平时约每 0:20 来一次",
    ),
    (
        ev.FeedBack(source="barrage:blivedm", brings="readings", last=AT, seconds=4000),
        ON_AIR,
        "弹幕助手 · blivedm：数据又来了，断了 1:06:40",
    ),
    (ev.FeedBack(source="shop-a", brings="orders", last=AT, seconds=600), ON_AIR, "shop-a：订单又来了，断了 10:00"),
    (ev.CueDone(cause=5, entry_id=E1, state="done", ms=8.4), ON_AIR, "OBS 01 保温杯：已完成，8 毫秒"),
    (
        ev.CueDone(cause=5, entry_id=E1, state="failed", ms=9, problems=(PROBLEM,)),
        ON_AIR,
        "OBS 01 保温杯：失败；OBS 里没有名为「特写」的场景",
    ),
    (
        ev.ImportTakenBack(number=2, file="订单.csv", lines=1200, readings=3),
        ON_AIR,
        "撤回导入「订单.csv」：1,200 行订单、3 个读数",
    ),
    (ev.Undone(of=2), ON_AIR, "撤销：过款 01→02"),
    (ev.Undone(of=4), ON_AIR, "撤销：过款 01→02 · 首放 300 件仍在售"),
    (ev.Undone(of=99), ON_AIR, "撤销：第 99 条"),
    (ev.Redone(of=3), PLANNED, "重做：删除 02 灰枣"),
)
EARLIER: dict[int, tuple[ev.Payload, Core]] = {
    1: (ev.MessageSent(text="催单"), ON_AIR),
    2: (ev.Taken(entry_id=E2, how="next"), ON_AIR),
    3: (ev.EntriesRemoved(entry_ids=(E2,)), PLANNED),
    4: (ev.Taken(entry_id=E2, how="next", first_release=300), ON_AIR),
}


@pytest.mark.parametrize(("payload", "core", "said"), SAID, ids=lambda value: getattr(value, "kind", None))
def test_a_fact_is_said_in_one_sentence(qapp: Any, payload: ev.Payload, core: Core, said: str) -> None:
    stock = {P1: StockFacts(released=200)}
    assert Sentences("zh_CN").of(payload, core, stock=stock, find=EARLIER.get) == said


def test_no_kind_of_event_is_without_a_sentence() -> None:
    assert {payload.kind for payload, _, _ in SAID} == set(ev.KINDS)


def test_an_entry_that_is_gone_is_still_said(qapp: Any) -> None:
    gone = Core(plan=make_plan(CUP))
    assert Sentences("zh_CN").of(ev.Skipped(entry_id=EntryId("e77")), gone) == "跳过 ? e77"


def test_undo_and_redo_say_what_they_would_do(stage: Stage) -> None:
    sentences = Sentences("zh_CN")
    stage.room.open_show((CUP, DATES, BAG))
    assert sentences.undo_text(stage.room.show.state) == ""
    run_show(stage.room, 2)
    assert sentences.undo_text(stage.room.show.state) == "撤销：过款 01→02"
    stage.room.ask(cmd.Undo())
    assert sentences.redo_text(stage.room.show.state) == "重做：过款 01→02"
