"""What happened to a show, each fact in one sentence: for the journal, and for what an undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QObject

from console.show import events as ev
from console.show.plan import Entry, EntryId, Plan, ProductId, ShowInfo
from console.show.state import Core, State, StockFacts
from console.wave_words import condition_text, wave_sentence
from console.wording import catalogue, say
from widgets.figures import clock_text, hour_text, minutes_text, read_price
from widgets.roster_words import people_text
from widgets.show_words import action_name, feed_text, lost_text, problem_text, role_name

Find = Callable[[int], tuple[ev.Payload, Core] | None]
NAMES_SHOWN = 3
_MONEY = ("list_price", "live_price", "cost", "target_gmv")


def _nothing(seq: int) -> tuple[ev.Payload, Core] | None:
    return None


class Sentences(QObject):
    """Words for events, in the window's language; ``lang`` is that of what Qt-free code says."""

    def __init__(self, lang: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = lang

    def of(
        self,
        payload: ev.Payload,
        core: Core,
        *,
        stock: Mapping[ProductId, StockFacts] | None = None,
        find: Find = _nothing,
        brief: bool = False,
    ) -> str:
        """The sentence for a fact. ``core`` is what was before it, ``stock`` likewise.

        ``find`` gives the payload of an earlier event and the core before it, for facts that speak of another.
        ``brief``: what was done, without what came of it – for a button.
        """
        plan = core.plan
        match payload:
            case ev.ShowCreated():
                text = self.tr("建立场次「{name}」，{count} 行")
                return text.format(name=payload.info.name, count=len(payload.entries))
            case ev.PlanMerged():
                return self._merged(payload, brief)
            case ev.EntriesInserted():
                return self._inserted(payload, plan)
            case ev.EntriesEdited():
                return self._edited(payload, plan)
            case ev.EntriesMoved():
                return self._moved(payload, plan)
            case ev.EntriesRemoved():
                return self.tr("删除 {names}").format(names=self._names(plan, payload.entry_ids))
            case ev.InfoEdited():
                return self._info(payload.info, plan.info)
            case ev.CuesEdited():
                return self._cues(payload)
            case ev.Taken() | ev.WentLive() | ev.RehearsalStarted() | ev.RehearsalEnded():
                return self._run(payload, core, brief)
            case ev.Skipped():
                return self.tr("跳过 {entry}").format(entry=self._entry(plan, payload.entry_id))
            case ev.Restored():
                return self.tr("恢复 {entry}").format(entry=self._entry(plan, payload.entry_id))
            case ev.Paused():
                return self.tr("暂停，计时停住")
            case ev.Resumed():
                return self.tr("继续")
            case ev.Ended():
                return self.tr("下播")
            case ev.Released() | ev.Adjusted() | ev.Held() | ev.HoldCancelled():
                return self._stock(payload, plan, stock or {}, brief)
            case ev.Drawn():
                name = next((e.name for e in plan.in_order() if e.product_id == payload.product_id), payload.product_id)
                counts = {"quantity": f"{abs(payload.quantity):,}", "wanted": f"{payload.wanted:,}"}
                return say(self.lang, f"report.says.{payload.way}", name=name, other=payload.other, **counts)
            case ev.ShiftsPlanned() | ev.HostChanged():
                return people_text(self.lang, payload)
            case ev.Undone():
                text = self._again(self.tr("撤销：{what}"), payload.of, find)
                return " · ".join([text, *self._left_on_sale(payload.of, find)])
            case ev.Redone():
                return self._again(self.tr("重做：{what}"), payload.of, find)
            case _:
                return self._outside(payload, plan, find)

    def undo_text(self, state: State) -> str:
        """What an undo would take back; "" when there is nothing."""
        if not state.undo:
            return ""
        step = state.undo[-1]
        return self.tr("撤销：{what}").format(what=self.of(step.payload, step.core, brief=True))

    def redo_text(self, state: State) -> str:
        """What a redo would do again; "" when there is nothing."""
        if not state.redo:
            return ""
        return self.tr("重做：{what}").format(what=self.of(state.redo[-1].payload, state.core, brief=True))

    # -- the plan ---------------------------------------------------------------------------------

    def _merged(self, payload: ev.PlanMerged, brief: bool) -> str:
        parts = [
            text.format(n=count)
            for text, count in (
                (self.tr("新增 {n}"), payload.added),
                (self.tr("删除 {n}"), payload.removed),
                (self.tr("修改 {n}"), payload.changed),
                (self.tr("移动 {n}"), payload.moved),
            )
            if count
        ]
        if brief or not payload.source:
            return self.tr("更新排品：{parts}").format(parts=self._list(parts))
        text = self.tr("更新排品（{source}）：{parts}")
        return text.format(source=payload.source, parts=self._list(parts))

    def _inserted(self, payload: ev.EntriesInserted, plan: Plan) -> str:
        new = self._list_of_names(entry.name for entry in payload.entries)
        if payload.before is None:
            return self.tr("在最后加入 {names}").format(names=new)
        text = self.tr("在 {before} 前插入 {names}")
        return text.format(names=new, before=self._entry(plan, payload.before))

    def _edited(self, payload: ev.EntriesEdited, plan: Plan) -> str:
        if len(payload.entries) != 1:
            names = self._list_of_names(entry.name for entry in payload.entries)
            text = self.tr("修改 {count} 行的{fields}：{names}")
            shown = self._list(self.field_name(name) for name in payload.fields)
            return text.format(count=len(payload.entries), fields=shown, names=names)
        after = payload.entries[0]
        before = plan.entries.get(after.entry_id)
        changes = [self.change(name, before, after) for name in payload.fields]
        entry = self._entry(plan, after.entry_id, after.name)
        return self.tr("修改 {entry}：{changes}").format(entry=entry, changes=self._list(changes))

    def change(self, name: str, before: Entry | None, after: Entry) -> str:
        """One field of an entry, from what to what; long texts are only named."""
        field = self.field_name(name)
        old, new = ("" if e is None else self._value(name, getattr(e, name)) for e in (before, after))
        if name in ("script", "selling_points", "cues", "actions", "note", "offer") or len(old) + len(new) > 40:
            return field
        return f"{field} {old or '—'} → {new or '—'}"

    def _value(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name in _MONEY:
            return read_price(value)
        if name == "planned":
            return minutes_text(value)
        if name == "hard_start":
            return hour_text(value)
        if name == "role":
            return role_name(value)
        if name == "hosts":
            return self._list(value)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _moved(self, payload: ev.EntriesMoved, plan: Plan) -> str:
        names = self._names(plan, payload.entry_ids)
        if payload.before is None:
            return self.tr("把 {names} 移到最后").format(names=names)
        text = self.tr("把 {names} 移到 {before} 前")
        return text.format(names=names, before=self._entry(plan, payload.before))

    def _info(self, after: ShowInfo, before: ShowInfo) -> str:
        changes = []
        for item in fields(ShowInfo):
            old, new = getattr(before, item.name), getattr(after, item.name)
            if old == new:
                continue
            if item.name in ("start", "role_mix"):
                changes.append(self.info_name(item.name))
            else:
                shown = (self._value(item.name, value) or "—" for value in (old, new))
                changes.append(f"{self.info_name(item.name)} {' → '.join(shown)}")
        return self.tr("修改场次信息：{changes}").format(changes=self._list(changes))

    def _cues(self, payload: ev.CuesEdited) -> str:
        roles = [role_name(role) for role, sheet in payload.role_cues if sheet.on_take or sheet.on_leave]
        count = len(payload.cues.on_take) + len(payload.cues.on_leave)
        if roles:
            text = self.tr("修改 OBS 联动：全场 {count} 条；{roles}另有设置")
            return text.format(count=count, roles=self._list(roles))
        return self.tr("修改 OBS 联动：全场 {count} 条").format(count=count)

    # -- the run ----------------------------------------------------------------------------------

    def _run(
        self, payload: ev.Taken | ev.WentLive | ev.RehearsalStarted | ev.RehearsalEnded, core: Core, brief: bool
    ) -> str:
        match payload:
            case ev.RehearsalEnded():
                return self.tr("彩排结束")
            case ev.RehearsalStarted():
                text = self.tr("开始彩排：{entry}")
            case ev.WentLive():
                text = self.tr("开播：{entry}")
            case _:
                return self._taken(payload, core, brief)
        parts = [text.format(entry=self._entry(core.plan, payload.entry_id))]
        parts += self._came_of(payload.scene, getattr(payload, "first_release", 0))
        if isinstance(payload, ev.WentLive):
            end = clock_text(payload.planned_end, core.plan.info.time_zone)
            parts.append(self.tr("计划 {time} 下播").format(time=end))
            if payload.override:
                text = self.tr("未过的检查 {count} 项，理由：{reason}")
                parts.append(text.format(count=len(payload.failed_checks), reason=payload.override))
        return " · ".join(parts)

    def _taken(self, payload: ev.Taken, core: Core, brief: bool) -> str:
        number, name = self._number(core.plan, payload.entry_id), self._name(core.plan, payload.entry_id)
        current = core.round
        if payload.how == "previous":
            text = self.tr("回到 {number} {name}").format(number=number, name=name)
        elif payload.how == "goto":
            text = self.tr("直接上 {number} {name}").format(number=number, name=name)
        elif current is None:
            text = self.tr("过款 {number} {name}").format(number=number, name=name)
        else:
            text = self.tr("过款 {before}→{number} {name}").format(
                before=self._number(core.plan, current.entry_id), number=number, name=name
            )
        if brief:
            return text.removesuffix(name).rstrip() if payload.how == "next" and current is not None else text
        return " · ".join([text, *self._came_of(payload.scene, payload.first_release)])

    def _came_of(self, scene: str | None, first_release: int) -> list[str]:
        parts = []
        if scene:
            parts.append(self.tr("场景 {scene}").format(scene=scene))
        if first_release:
            parts.append(self.tr("首放 {n} 件").format(n=f"{first_release:,}"))
        return parts

    def _stock(
        self,
        payload: ev.Released | ev.Adjusted | ev.Held | ev.HoldCancelled,
        plan: Plan,
        stock: Mapping[ProductId, StockFacts],
        brief: bool,
    ) -> str:
        product = next((e.name for e in plan.in_order() if e.product_id == payload.product_id), payload.product_id)
        match payload:
            case ev.Released():
                text = self.tr("放单 {n}（{product}）").format(n=f"{payload.quantity:+,}", product=product)
                if payload.wave or payload.by_itself:
                    text = wave_sentence(self.lang, payload, product)
                if brief or payload.product_id not in stock:
                    return text
                total = stock[payload.product_id].released + payload.quantity
                so_far = self.tr("累计 {n}").format(n=f"{total:,}")
                return f"{text} · {so_far}"
            case ev.Adjusted():
                text = self.tr("库存 {n}（{product}）：{reason}")
                return text.format(n=f"{payload.delta:+,}", product=product, reason=payload.reason)
            case ev.Held():
                text = self.tr("憋单 {n} 件（{product}）").format(n=f"{payload.quantity:,}", product=product)
                until = payload.until
                if payload.condition is not None:
                    until = condition_text(self.lang, payload.condition, of_hold=True)
                return text if not until else self.tr("{what}，等到 {until}").format(what=text, until=until)
            case ev.HoldCancelled():
                return self.tr("取消憋单（{product}）").format(product=product)

    def _again(self, text: str, of: int, find: Find) -> str:
        found = find(of)
        what = self.tr("第 {seq} 条").format(seq=of) if found is None else self.of(*found, brief=True)
        return text.format(what=what)

    def _left_on_sale(self, of: int, find: Find) -> list[str]:
        """What a take that is taken back put on sale stays there: people may have bought it."""
        found = find(of)
        pieces = found[0].first_release if found is not None and isinstance(found[0], ev.Taken) else 0
        return [self.tr("首放 {n} 件仍在售").format(n=f"{pieces:,}")] if pieces else []

    # -- words and the outside --------------------------------------------------------------------

    def _outside(self, payload: ev.Payload, plan: Plan, find: Find) -> str:
        match payload:
            case ev.MessageSent():
                return self.tr("给主播：{text}").format(text=payload.text)
            case ev.MessageRead():
                sent = find(payload.of)
                if sent is not None and isinstance(sent[0], ev.MessageSent):
                    return self.tr("主播已读「{text}」").format(text=sent[0].text)
                return self.tr("主播已读第 {seq} 条消息").format(seq=payload.of)
            case ev.Noted():
                return self.tr("记：{text}").format(text=payload.text)
            case ev.Ticked():
                text = self.tr("{entry}：「{action}」已打勾，过款后 {seconds} 秒")
                entry, action = self._entry(plan, payload.entry_id), action_name(payload.action)
                return text.format(entry=entry, action=action, seconds=round(payload.seconds))
            case ev.SceneAsked():
                return self.tr("场景 → {scene}").format(scene=payload.scene)
            case ev.SceneSeen():
                return self.tr("有人在 OBS 里切到「{scene}」").format(scene=payload.scene)
            case ev.ObsConnected():
                if payload.scene:
                    return self.tr("OBS 已连接，当前场景「{scene}」").format(scene=payload.scene)
                return self.tr("OBS 已连接")
            case ev.ObsLost():
                return self.tr("OBS 断开：{reason}").format(reason=lost_text(self.lang, payload.reason))
            case ev.FeedQuiet() | ev.FeedBack():
                return feed_text(self.lang, payload)
            case ev.ImportTakenBack():
                text = self.tr("撤回导入「{file}」：{lines} 行订单、{readings} 个读数")
                return text.format(file=payload.file, lines=f"{payload.lines:,}", readings=f"{payload.readings:,}")
            case ev.CueDone():
                return self.outcome(payload, plan)
            case _:
                raise TypeError(f"no sentence for {payload.kind}")

    def outcome(self, payload: ev.CueDone, plan: Plan) -> str:
        """What became of the cues of one take, with every cue that was not done."""
        key = f"obs.outcome.{payload.state}"
        ms = "—" if payload.ms is None else round(payload.ms)
        what = say(self.lang, key, ms=ms) if key in catalogue(self.lang) else payload.state
        parts = [what]
        if payload.reason:
            parts.append(lost_text(self.lang, payload.reason))
        parts += [problem_text(self.lang, problem) for problem in payload.problems]
        if payload.entry_id is None:
            return self.tr("OBS：{what}").format(what=self._semi(parts))
        entry = self._entry(plan, payload.entry_id)
        return self.tr("OBS {entry}：{what}").format(entry=entry, what=self._semi(parts))

    # -- names ------------------------------------------------------------------------------------

    def _number(self, plan: Plan, entry_id: EntryId) -> str:
        return f"{plan.index(entry_id) + 1:02d}" if entry_id in plan.entries else "?"

    def _name(self, plan: Plan, entry_id: EntryId) -> str:
        return plan.entries[entry_id].name if entry_id in plan.entries else str(entry_id)

    def _entry(self, plan: Plan, entry_id: EntryId, name: str | None = None) -> str:
        return f"{self._number(plan, entry_id)} {name or self._name(plan, entry_id)}"

    def _names(self, plan: Plan, ids: Iterable[EntryId]) -> str:
        return self._list_of_names(self._entry(plan, entry_id) for entry_id in ids)

    def _list_of_names(self, names: Iterable[str]) -> str:
        known = list(names)
        if len(known) <= NAMES_SHOWN:
            return self._list(known)
        text = self.tr("{names} 等 {count} 行")
        return text.format(names=self._list(known[: NAMES_SHOWN - 1]), count=len(known))

    def _list(self, parts: Iterable[str]) -> str:
        return self.tr("、", "between the parts of a list").join(parts)

    def _semi(self, parts: Iterable[str]) -> str:
        return self.tr("；", "between sentences").join(parts)

    def field_name(self, name: str) -> str:
        """An entry's field as the screen calls it."""
        names = {
            "name": self.tr("名称"),
            "role": self.tr("角色"),
            "product_id": self.tr("商品ID"),
            "link_no": self.tr("链接号"),
            "spec": self.tr("规格"),
            "brand": self.tr("品牌"),
            "category": self.tr("类目"),
            "picture": self.tr("图片"),
            "list_price": self.tr("划线价"),
            "live_price": self.tr("直播价"),
            "cost": self.tr("成本价"),
            "coupon": self.tr("优惠券"),
            "offer": self.tr("机制"),
            "selling_points": self.tr("卖点"),
            "stock": self.tr("库存"),
            "first_release": self.tr("首放"),
            "waves": self.tr("波次"),
            "planned": self.tr("时长"),
            "hard_start": self.tr("开始时间"),
            "scene": self.tr("场景"),
            "host": self.tr("主播"),
            "script": self.tr("话术"),
            "note": self.tr("备注"),
            "actions": self.tr("平台动作"),
            "cues": self.tr("OBS 联动"),
        }
        return names.get(name, name)

    def info_name(self, name: str) -> str:
        """A field of the show's first line."""
        names = {
            "name": self.tr("名称"),
            "room": self.tr("直播间"),
            "account": self.tr("平台账号"),
            "date": self.tr("日期"),
            "start": self.tr("计划开播"),
            "target_gmv": self.tr("目标成交金额"),
            "hosts": self.tr("主播"),
            "time_zone": self.tr("时区"),
            "role_mix": self.tr("角色配比"),
            "practice": self.tr("练习"),
        }
        return names.get(name, name)
