"""Words of the run order: headers, the status of a row, remarks, and what a cell tells when one rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import QObject

from console.figure_age import behind_conversion
from console.metrics.conversion import Basis
from console.metrics.freshness import STALE_AFTER
from console.metrics.movement import TREND_MINUTES as CHANGE_MINUTES
from console.metrics.statistics import ENOUGH_CLICKS, Change, Trend
from console.open_show import OpenShow
from console.show.plan import Entry, PlanWarning, Role, WarningKind
from console.show.sales import Metric
from console.show.state import EntryStatus, Status
from inventory.stock import Balance, Level
from widgets.figures import hour_text, interval_text, minutes_text, percent_text, plain_price, price_text
from widgets.metric_words import money_origin, origin, sold_origin
from widgets.on_air_view import selling
from widgets.run_order_rows import TREND_MINUTES, TREND_SPAN, Col, Row, rate_sides
from widgets.sell_out_words import eta_tip, gone_in
from widgets.sentences import Sentences
from widgets.show_words import role_name


class RunOrderTips(QObject):
    """Words for rows. Holds nothing."""

    def __init__(self, lang: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._sentences = Sentences(lang, self)

    def header(self, column: Col) -> str:
        """A column's title."""
        titles = {
            Col.NUMBER: "#",
            Col.LINK: self.tr("链接"),
            Col.NAME: self.tr("商品 / 环节"),
            Col.PRICE: self.tr("直播价"),
            Col.PLANNED: self.tr("计划"),
            Col.ACTUAL: self.tr("实际"),
            Col.STOCK: self.tr("剩余库存"),
            Col.CVR: self.tr("点击转化"),
            Col.UNITS: self.tr("件数"),
            Col.GMV: self.tr("成交"),
            Col.SCENE: self.tr("场景"),
        }
        return titles.get(column, "")

    def header_tip(self, column: Col) -> str | None:
        """What a column means."""
        match column:
            case Col.STOCK:
                return self.tr("深色：已放出、还没卖的；浅色：还没放出的；空的：已卖出")
            case Col.CVR:
                return self.tr(
                    "点击-成交转化率：成交人数 ÷ 点击人数；只有次数时为订单行 ÷ 点击次数。"
                    "点击太少时写得淡；▲▼ 只在变化大过偶然时出现"
                )
            case Col.TREND:
                return self.tr("近 {minutes} 分钟的点击转化，每点为 {span} 分钟").format(
                    minutes=TREND_MINUTES, span=TREND_SPAN
                )
            case Col.GMV:
                return self.tr("成交金额（元），退款不扣")
            case Col.ROLE:
                return self.tr("角色")
            case _:
                return None

    def status(self, row: Row) -> str:
        """The last column's words."""
        standing = row.standing
        match standing.status:
            case EntryStatus.ON_AIR:
                if standing.mode is Status.REHEARSING:
                    return self.tr("彩排中")
                return self.tr("已暂停") if standing.mode is Status.PAUSED else self.tr("直播中")
            case EntryStatus.SKIPPED:
                return self.tr("跳过")
            case EntryStatus.DONE if not standing.is_next:
                return "✓"
        if standing.entry.hard_start is not None:
            return self.pinned(row)  # the row of the next one is outlined; its time stays to be read
        return self.tr("下一个") if standing.is_next else row.start

    def pinned(self, row: Row) -> str:
        """When its hard start is: the clock time, and the day when that is not this one."""
        clock = hour_text(row.entry.hard_start)
        return self.tr("明天 {clock}").format(clock=clock) if row.pinned_days == 1 else clock

    def spoken(self, row: Row, column: Col) -> str:
        """What a screen reader says of a cell: a glyph by its name."""
        if column is Col.ROLE:
            return role_name(row.entry.role)
        if column is Col.STATUS and row.standing.is_next and row.entry.hard_start is not None:
            return self.tr("下一个，整点 {clock}").format(clock=row.cells[column])
        trend = Trend.UNKNOWN if row.figures is None else row.figures.change.trend
        if column is Col.CVR and trend in (Trend.RISING, Trend.FALLING):
            words = self.tr("{value} 在升") if trend is Trend.RISING else self.tr("{value} 在降")
            return words.format(value=row.cells[column])
        return row.cells[column]

    def oversold(self, balance: Balance) -> str:
        """Pieces sold that are not there; while the room has them, those that are not on sale yet."""
        if balance.uncovered:
            return self.tr("超 {n}").format(n=f"{balance.uncovered:,}")
        return self.tr("先卖 {n}", "before the release").format(n=f"{balance.early:,}")

    def editable_text(self, entry: Entry, column: Col) -> str:
        """What an editor starts with."""
        match column:
            case Col.NAME:
                return entry.name
            case Col.LINK:
                return entry.link_no
            case Col.PRICE:
                return plain_price(entry.live_price)
            case Col.PLANNED:
                return minutes_text(entry.planned)
            case Col.STOCK:
                return "" if entry.stock is None else str(entry.stock)
            case Col.SCENE:
                return entry.scene
            case Col.ROLE:
                return entry.role.value
            case _:
                return ""

    # -- remarks ------------------------------------------------------------------------------------

    def remark(self, warning: PlanWarning) -> str:
        """One of the role rules' remarks."""
        match warning.kind:
            case WarningKind.TRAFFIC_PAIR:
                return self.tr("连着两个引流款，中间放一个承接的更好")
            case WarningKind.HERO_UNSEEN:
                text = self.tr("上一个主推款讲完后隔了 {minutes} 分钟，超过 30 分钟")
                return text.format(minutes=warning.data["minutes"])
            case WarningKind.PROFIT_AFTER_OPENING:
                return self.tr("开场后马上是利润款，人还没热起来")
            case WarningKind.ROLE_MIX:
                text = self.tr("{role}的时长占 {now}%，目标 {wanted}%")
                role = role_name(Role(str(warning.data["role"])))
                return text.format(role=role, now=warning.data["now"], wanted=warning.data["wanted"])
            case WarningKind.PRICE_ABOVE_LIST:
                return self.tr("直播价高于划线价")
            case WarningKind.PRICE_BELOW_COST:
                return self.tr("直播价低于成本价")
            case WarningKind.NO_LENGTH:
                return self.tr("没有时长，时间算不准")

    def slack(self, slack: timedelta) -> str:
        """A hard start that does not fit what stands before it."""
        if slack > timedelta(0):
            return self.tr("整点开始前空出 {length}").format(length=minutes_text(slack))
        text = self.tr("前面的款排到整点之后 {length}，来不及")
        return text.format(length=minutes_text(-slack))

    def summary(self, rows: Iterable[Row]) -> list[str]:
        """How many rows there are to look at, by what is the matter with them, the most first."""
        counted: Counter[str] = Counter()
        for row in rows:
            counted.update({self._kind(warning.kind) for warning in row.standing.remarks})
            if row.standing.slack:
                counted[self.tr("整点和排品对不上")] += 1
        return [self.tr("{what}：{n} 行").format(what=what, n=n) for what, n in counted.most_common()]

    def _kind(self, kind: WarningKind) -> str:
        match kind:
            case WarningKind.TRAFFIC_PAIR:
                return self.tr("引流款连着")
            case WarningKind.HERO_UNSEEN:
                return self.tr("超过 30 分钟没有主推款")
            case WarningKind.ROLE_MIX:
                return self.tr("角色时长占比")
            case _:
                return self.remark(PlanWarning(kind=kind))

    def remarks(self, row: Row) -> list[str]:
        """Everything worth a word about a row."""
        found = [self.remark(warning) for warning in row.standing.remarks]
        if row.standing.slack:
            found.append(self.slack(row.standing.slack))
        return found

    # -- tool tips ----------------------------------------------------------------------------------

    def tip(self, row: Row, column: Col, show: OpenShow, stale_after: timedelta = STALE_AFTER) -> str | None:
        """What a cell tells when one rests on it; None for nothing more than is seen."""
        entry = row.entry
        match column:
            case Col.ROLE:
                return role_name(entry.role)
            case Col.NAME:
                return "\n".join([entry.name, *self._about(entry), *(f"⚠ {text}" for text in self.remarks(row))])
            case Col.PRICE:
                return self._price(entry)
            case Col.ACTUAL:
                return self._actual(row)
            case Col.STOCK:
                return self._with(self._stock(row), [self._lasts(row, show)])
            case Col.CVR | Col.TREND:
                return self._with(self._conversion(row), self._counted(row, show, stale_after))
            case Col.UNITS | Col.GMV:
                return self._with(self._sales(row), [money_origin(show.counters, show.clock.now())])
            case Col.STATUS:
                return self._status(row, show)
            case _:
                return None

    def _with(self, said: str | None, origins: Iterable[str]) -> str | None:
        return None if said is None else "\n".join([said, *(words for words in origins if words)])

    def _counted(self, row: Row, show: OpenShow, stale_after: timedelta) -> list[str]:
        """Where both sides of a conversion come from, and how old they are."""
        product, now = row.entry.product_id, show.clock.now()
        if product is None:
            return []
        said = []
        behind = behind_conversion(show, product)
        for metric in behind:
            said += origin(show.counters, metric, product, now, self._lang, stale_after)
        if behind == (Metric.CLICKS,):
            said += sold_origin(show.counters, product, now, self._lang, stale_after)
        return said

    def _about(self, entry: Entry) -> list[str]:
        lines = []
        for text in (entry.spec, entry.offer, entry.coupon):
            if text:
                lines.append(text)
        for label, text in (
            (self.tr("主播"), entry.host),
            (self.tr("场景"), entry.scene),
            (self.tr("备注"), entry.note),
        ):
            if text:
                lines.append(self.tr("{label}：{text}").format(label=label, text=text))
        return lines

    def _price(self, entry: Entry) -> str | None:
        parts = [
            self.tr("{label}：{text}").format(label=label, text=price_text(cents))
            for label, cents in (
                (self.tr("直播价"), entry.live_price),
                (self.tr("划线价"), entry.list_price),
                (self.tr("成本价"), entry.cost),
            )
            if cents is not None
        ]
        return "\n".join(parts) or None

    def _actual(self, row: Row) -> str | None:
        if row.actual is None:
            return None
        over = row.actual - row.entry.planned
        text = self.tr("超时 {length}") if over > timedelta(0) else self.tr("比计划少 {length}")
        return text.format(length=minutes_text(abs(over)))

    def _stock(self, row: Row) -> str | None:
        figures = row.figures
        if figures is None:
            return None
        balance = figures.balance
        if balance.allotted is None:
            return self.tr("没有填库存；已卖 {sold} 件").format(sold=f"{balance.sold:,}")
        text = self.tr("本场 {allotted} 件：放出 {released}，卖出 {sold}，剩 {left}；未放 {unreleased}")
        lines = [
            text.format(
                allotted=f"{balance.allotted:,}",
                released=f"{balance.released:,}",
                sold=f"{balance.sold:,}",
                left=f"{balance.remaining or 0:,}",
                unreleased=f"{balance.unreleased or 0:,}",
            )
        ]
        if balance.held:
            lines.append(self.tr("其中憋单 {held} 件").format(held=f"{balance.held:,}"))
        words = {
            Level.LOW: self.tr("快卖完了"),
            Level.OUT: self.tr("放出的已卖完"),
            Level.EARLY: self.tr("未放先卖 {n} 件：在本场库存之内，放出即可").format(n=f"{balance.early:,}"),
            Level.OVERSOLD: self.tr("超卖 {n} 件：订单都算数，请补库存或联系客服").format(n=f"{balance.uncovered:,}"),
        }
        if figures.level in words:
            lines.append(words[figures.level])
        return "\n".join(lines)

    def _lasts(self, row: Row, show: OpenShow) -> str:
        """How long what is on sale will last; "" while nothing of it sells."""
        found = selling(show, row.entry, show.clock.now())
        return "" if found is None else eta_tip(found, gone_in(found))

    def _conversion(self, row: Row) -> str | None:
        figures = row.figures
        if figures is None:
            return None
        rate = figures.item.cvr
        if rate.basis is None:
            return self.tr("还没有点击数据，算不出转化")
        top, bottom = rate_sides(rate)
        if rate.basis is Basis.PEOPLE:
            text = self.tr("点击-成交转化率（人数）= 成交人数 {top} ÷ 点击人数 {bottom} = {value}")
        else:
            text = self.tr("点击-成交转化率（次数）= 订单行 {top} ÷ 点击次数 {bottom} = {value}")
            if figures.item.by_count:
                text = self.tr("点击-成交转化率（次数）= 订单数 {top} ÷ 点击次数 {bottom} = {value}")
        lines = [text.format(top=top, bottom=bottom, value=percent_text(rate.value))]
        if rate.value is not None:
            text = self.tr("95% 置信区间 {interval}（Wilson）")
            lines.append(text.format(interval=interval_text(rate)))
        if figures.few:
            lines.append(self.tr("点击不到 {n}，仅供参考").format(n=ENOUGH_CLICKS))
        moved = self._movement(figures.change)
        if moved:
            lines.append(moved)
        return "\n".join([*lines, *self._shared(row)])

    def _movement(self, change: Change) -> str:
        """Which way the conversion goes, and which test says so; "" while it says nothing."""
        match change.trend:
            case Trend.RISING:
                text = self.tr("▲ 近 {n} 分钟比之前 {n} 分钟高，不是偶然（{test}，p {p}）")
            case Trend.FALLING:
                text = self.tr("▼ 近 {n} 分钟比之前 {n} 分钟低，不是偶然（{test}，p {p}）")
            case Trend.STEADY:
                text = self.tr("近 {n} 分钟与之前 {n} 分钟没有显著差别（{test}，p {p}）")
            case _:
                return ""
        p_value = change.p_value or 0.0
        shown = "< 0.001" if p_value < 0.001 else f"= {p_value:.3f}"
        test = self.tr("两比例检验，小样本用 Fisher 精确检验")
        return text.format(n=CHANGE_MINUTES, test=test, p=shown)

    def _sales(self, row: Row) -> str | None:
        figures = row.figures
        if figures is None or not figures.item.lines:
            return None
        item = figures.item
        text = self.tr("{orders} 单，{units} 件，成交 ¥{gmv}")
        lines = [text.format(orders=f"{item.orders:,}", units=f"{item.units:,}", gmv=price_text(item.gmv))]
        if item.refunded or item.units_returned:
            text = self.tr("已退 ¥{refunded}，{returned} 件（成交不扣退款）")
            lines.append(text.format(refunded=price_text(item.refunded), returned=f"{item.units_returned:,}"))
        return "\n".join([*lines, *self._shared(row)])

    def _shared(self, row: Row) -> list[str]:
        figures = row.figures
        if figures is None or figures.rounds_of_product < 2:
            return []
        return [self.tr("这个商品在 {n} 行里，数字是全场合计").format(n=figures.rounds_of_product)]

    def _status(self, row: Row, show: OpenShow) -> str | None:
        lines = []
        if row.standing.outcome is not None:
            lines.append(self._sentences.outcome(row.standing.outcome, show.state.plan))
        if row.start:
            lines.append(self.tr("预计 {time} 开始").format(time=row.start))
        if row.entry.hard_start is not None:
            lines.append(self.tr("整点开始：{time}").format(time=self.pinned(row)))
        return "\n".join([*lines, *(f"⚠ {text}" for text in self.remarks(row))]) or None
