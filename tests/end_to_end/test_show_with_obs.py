"""The main job, whole: a sheet, a real OBS, a show by keyboard, orders, two crashes, and the workbook at the end.

Every picture on air is looked at by an obsws-python client of the test's own, never through the program.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from console.app import bootstrap
from console.main_loop import MainLoop
from console.settings import Settings
from console.show import commands as cmd
from console.show.plan import Cue, CueKind, CueSheet
from console.workspace import Workspace
from tests.builders_sheets import write_xlsx
from tests.program import Program
from tests.real_obs import RealObs, XDisplay
from tests.real_obs_config import PRICE_TEXT, PRODUCT_SCENE, STOCK_TEXT

MASK, CUP, TOWEL = "3712000000000000003", "3712000000000000007", "3712000000000000006"
HEADER = ("序号", "角色", "商品ID", "链接号", "商品名称", "直播价", "划线价", "库存", "首放", "时长", "场景")
SHEET = (
    HEADER,
    (1, "环节", None, None, "开场预热", None, None, None, None, 3, "开场"),
    (2, "引流款", TOWEL, "5", "厨房湿巾 80抽×6包", 9.9, 19.9, 750, 200, 3, "主播近景"),
    (3, "主推款", MASK, "2", "玻尿酸补水面膜 30片", 59.9, 129, 1000, 120, 8, PRODUCT_SCENE),
    (4, "主推款", CUP, "6", "316L 保温杯 1.2L", 79, 159, 600, 60, 8, PRODUCT_SCENE),
    (5, "环节", None, None, "整点福袋", None, None, None, None, 4, "主播近景"),
    (6, "主推款", MASK, "2", "玻尿酸补水面膜 30片（返场）", 59.9, 129, None, None, 6, PRODUCT_SCENE),
    (7, "环节", None, None, "下播", None, None, None, None, 2, "下播"),
)
OVERLAYS = (
    Cue(kind=CueKind.TEXT, target=PRICE_TEXT, value="{link_no}号 ¥{live_price}"),
    Cue(kind=CueKind.TEXT, target=STOCK_TEXT, value="仅剩 {stock} 件"),
)


class Room:
    """The program, OBS, and what an independent client sees on air."""

    def __init__(self, program: Program, obs: RealObs) -> None:
        self.program, self.obs = program, obs
        self.sold = dict.fromkeys((MASK, CUP, TOWEL), 0)

    def scene(self) -> str:
        return str(self.obs.client().get_current_program_scene().current_program_scene_name)

    def text(self, name: str) -> str:
        return str(self.obs.client().get_input_settings(name).input_settings.get("text", ""))

    def start(self) -> None:
        self.program.start("--api-port", "0", "--obs", f"ws://{self.obs.host}:{self.obs.port}")
        self.program.wait_state(obs_connected=True, seconds=20)
        self.program.focus()

    def take(self, index: int) -> dict[str, Any]:
        """Space, until entry ``index`` is on air; a press within the guard of the take before would be none."""
        program = self.program
        program.wait(lambda: program.api.state()["on_air_elapsed_s"] >= 1, what="the guard of the last take is over")
        program.press("space")
        return program.wait_state(entry_index=index)

    def on_air(self, scene: str, price: str | None = None, stock: str | None = None) -> None:
        """Wait until OBS itself shows this."""
        self.program.wait(lambda: self.scene() == scene, what=f"{scene} on air; it is {self.scene()}")
        if price is not None:
            self.program.wait(lambda: self.text(PRICE_TEXT) == price, what=f"{PRICE_TEXT}: {price}")
        if stock is not None:
            self.program.wait(lambda: self.text(STOCK_TEXT) == stock, what=f"{STOCK_TEXT}: {stock}")

    def sell(self, product: str, pieces: int, amount: str) -> None:
        first = self.sold[product] + 1
        self.sold[product] += pieces
        at = datetime.now().astimezone().isoformat()
        taken = self.program.api.sell(product, range(first, first + pieces), at=at, amount=amount)
        assert taken == {"new": pieces, "updated": 0, "unchanged": 0}

    def kinds(self, after: int = 0) -> list[str]:
        return [str(event["kind"]) for event in self.program.api.journal(after)]


@pytest.fixture
def own_display(tmp_path: Path) -> Iterator[str]:
    """A display apart from the one of OBS: a window of OBS must not take the keyboard away."""
    display = XDisplay(tmp_path)
    yield display.name
    display.stop()


@pytest.fixture
def room(tmp_path: Path, own_display: str, real_obs: RealObs) -> Iterator[Room]:
    secret = {"ZHONGKONG_OBS_PASSWORD": real_obs.password}
    with Program(tmp_path / "workspace", own_display, env=secret) as program:
        yield Room(program, real_obs)


def plan_the_show(room: Room, sheet: Path) -> str:
    """Import the sheet with the command line, and set the overlays once for the whole show."""
    show_id = room.program.run("import-plan", str(sheet), "--name", "今晚").stdout.strip()
    Workspace.at(room.program.workspace).settings_file.write_text('{"operator": "小林"}', encoding="utf-8")
    loop = MainLoop()
    console = bootstrap(Workspace.at(room.program.workspace), Settings(), post=loop.post)
    try:
        loop.result(console.open(show_id).ask(cmd.EditCues(cues=CueSheet(on_take=OVERLAYS)), actor="controller"))
    finally:
        console.close()
    return show_id


def test_a_show_runs_end_to_end_with_a_real_obs(room: Room, tmp_path: Path) -> None:
    show_id = plan_the_show(room, write_xlsx(tmp_path / "tonight.xlsx", SHEET))
    goes_live_by_key(room, show_id)
    runs_by_space_with_obs_following(room)
    lowers_stock_with_every_order(room)
    survives_its_own_death(room)
    survives_the_death_of_obs(room)
    gmv = ends(room)
    writes_the_workbook(room, show_id, gmv, tmp_path / "report.xlsx")


def goes_live_by_key(room: Room, show_id: str) -> None:
    program = room.program
    program.start("--show", show_id, "--api-port", "0", "--obs", f"ws://{room.obs.host}:{room.obs.port}")
    program.wait_state(show_id=show_id, status="planned", obs_connected=True, seconds=20)
    program.focus()
    program.press("ctrl+l")
    state = program.wait_state(status="live", entry_index=1)
    assert state["on_air_name"] == "开场预热"
    room.on_air("开场")


def runs_by_space_with_obs_following(room: Room) -> None:
    room.take(2)
    room.on_air("主播近景", "5号 ¥9.9", "仅剩 200 件")
    room.take(3)
    room.on_air(PRODUCT_SCENE, "2号 ¥59.9", "仅剩 120 件")
    room.program.wait(lambda: room.kinds().count("cue_done") >= 3, what="each take's outcome in the journal")
    done = [event["data"]["state"] for event in room.program.api.journal() if event["kind"] == "cue_done"]
    assert done == ["done"] * 3


def lowers_stock_with_every_order(room: Room) -> None:
    room.sell(MASK, 20, "59.90")
    state = room.program.wait_state(on_air_stock_remaining=100, on_air_sold=20, gmv="1198.00", orders=20)
    assert state["on_air_product_id"] == MASK
    room.on_air(PRODUCT_SCENE, stock="仅剩 100 件")
    room.program.press("plus")  # one more wave on sale, by its key
    room.program.wait(lambda: room.program.api.state()["on_air_released"] > 120, what="the wave is released")
    remaining = room.program.api.state()["on_air_stock_remaining"]
    room.on_air(PRODUCT_SCENE, stock=f"仅剩 {remaining} 件")


def survives_its_own_death(room: Room) -> None:
    program = room.program
    before, journal, then = program.api.state(), program.api.journal(), time.monotonic()
    program.kill()
    room.obs.request("SetCurrentProgramScene", sceneName="主播近景")  # while nobody looks
    room.start()
    after = program.wait_state(status="live", on_air_entry_id=before["on_air_entry_id"], obs_scene="主播近景")
    gone = time.monotonic() - then
    assert before["on_air_elapsed_s"] + gone - 2 <= after["on_air_elapsed_s"] <= before["on_air_elapsed_s"] + gone + 2
    for name in ("show_id", "gmv", "orders", "on_air_sold", "on_air_released", "on_air_stock_remaining"):
        assert after[name] == before[name], name
    assert after["obs_scene_wanted"] == PRODUCT_SCENE
    again = program.api.journal()
    assert again[: len(journal)] == journal
    assert [event["seq"] for event in again] == list(range(1, len(again) + 1))
    room.sell(MASK, 1, "59.90")  # what goes to OBS after this went behind anything fired at the start
    room.on_air("主播近景", stock=f"仅剩 {before['on_air_stock_remaining'] - 1} 件")
    assert not {"taken", "scene_asked", "cue_done"} & set(room.kinds(len(journal)))
    program.press("a")
    room.on_air(PRODUCT_SCENE)


def survives_the_death_of_obs(room: Room) -> None:
    program = room.program
    room.obs.kill()
    seq = program.wait_state(obs_connected=False, obs_scene=None)["journal_seq"]
    room.take(4)

    def outcomes() -> list[dict[str, Any]]:
        """Of takes: that of a scene asked for by hand before may be written down only now."""
        events = (event for event in program.api.journal(seq) if event["kind"] == "cue_done")
        return [event["data"] for event in events if event["data"]["entry_id"] is not None]

    program.wait(outcomes, what="the outcome of the take without OBS")
    (outcome,) = outcomes()
    assert outcome["state"] == "not_connected"
    room.obs.restart()
    state = program.wait_state(obs_connected=True, seconds=10)
    assert state["obs_scene_wanted"] == PRODUCT_SCENE
    assert state["obs_scene"] == room.scene() != PRODUCT_SCENE
    room.sell(CUP, 2, "79.00")
    room.on_air(room.scene(), stock="仅剩 58 件")
    assert room.scene() == state["obs_scene"]
    assert "scene_asked" not in room.kinds(seq)
    program.press("a")
    program.wait_state(obs_scene=PRODUCT_SCENE)
    room.on_air(PRODUCT_SCENE, "6号 ¥79", "仅剩 58 件")
    room.take(5)
    room.on_air("主播近景")


def ends(room: Room) -> str:
    program = room.program
    room.take(6)
    room.on_air(PRODUCT_SCENE, "2号 ¥59.9")
    room.take(7)
    room.on_air("下播")
    program.api.post("/action/end-show")
    state = program.wait_state(status="ended")
    assert state["gmv"] == f"{room.sold[MASK] * 59.9 + room.sold[CUP] * 79:.2f}"
    return str(state["gmv"])


def writes_the_workbook(room: Room, show_id: str, gmv: str, path: Path) -> None:
    assert room.program.run("report", show_id, "-o", str(path)).stdout.strip() == str(path)
    book = load_workbook(path, data_only=True)
    assert book.sheetnames[:4] == ["场次概览", "商品明细", "讲解时间轴", "操作日志"]
    assert float(gmv) in numbers_beside(book["场次概览"], "GMV")
    seqs = [event["seq"] for event in room.program.api.journal()]
    assert book["操作日志"].max_row > len(seqs)


def numbers_beside(page: Any, caption: str) -> list[float]:
    """Every number in the row of, or below, a cell whose text holds ``caption``."""
    found: list[float] = []
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and caption in cell.value:
                beside = [*page[cell.row], *(page.cell(cell.row + step, cell.column) for step in (1, 2))]
                found += [float(other.value) for other in beside if isinstance(other.value, int | float)]
    return found
