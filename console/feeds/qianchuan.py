"""The 千川 exports (GBK) and the tables a screen collector keeps of the 千川 live screen."""

from __future__ import annotations

from console.feeds.counter_tables import Counted, CounterFormat, counter_kind
from console.feeds.kinds import Kind
from console.show.sales import Metric

SOURCE = "qianchuan"
_MONEY = (
    *("整体点击率", "整体转化率", "整体消耗", "整体成交金额", "整体支付ROI", "整体成交订单成本", "整体成交订单数"),
    *("用户实际支付金额", "电商平台补贴金额", "净成交ROI", "净成交金额", "净成交订单数", "净成交订单成本"),
    *("净成交金额结算率", "1小时内退款率", "1小时内退款金额", "7日GMV结算率", "整体千次展现费用"),
)

QIANCHUAN_PRODUCTS = counter_kind(
    CounterFormat(
        kind=Kind.QIANCHUAN_PRODUCTS,
        source=SOURCE,
        item=("商品ID",),
        name=("商品名称",),
        day=("日期",),
        counted=(Counted(Metric.EXPOSURES, "整体展示次数"), Counted(Metric.CLICKS, "整体点击次数")),
        uncounted=_MONEY,
        needs=("商品ID", "整体展示次数", "整体点击次数"),
    )
)

# What is shown and clicked here is the picture of the room in the feed, not an item: no metric is for it.
QIANCHUAN_ROOM = counter_kind(
    CounterFormat(
        kind=Kind.QIANCHUAN_ROOM,
        source=SOURCE,
        name=("抖音号名称",),
        day=("日期",),
        counted=(),
        uncounted=("整体展示次数", "整体点击次数", *_MONEY),
        also=("抖音号ID",),
        needs=("抖音号名称", "日期", "整体消耗"),
    )
)

_SCREEN = (
    Counted(Metric.ONLINE, "实时在线人数"),
    Counted(Metric.VIEWERS, "直播间整体观看人数"),
    Counted(Metric.FOLLOWS, "直播间整体新增粉丝数"),
    Counted(Metric.COMMENTS, "直播间评论次数"),
    Counted(Metric.EXPOSURES, "直播间商品曝光次数"),
    Counted(Metric.CLICKS, "直播间商品点击次数"),
)
_SCREEN_UNCOUNTED = (
    *("净成交订单数", "净成交订单成本(元)", "用户实际支付净成交金额(元)", "净成交金额结算率", "净成交订单结算率"),
    *("1小时内退款订单数", "1小时内退款金额(元)", "1小时内退款率", "整体成交订单数", "GPM(元)", "观看成交转化率"),
    *("整体成交订单成本(元)", "用户实际支付金额(元)", "整体成交智能优惠券金额(元)", "电商平台补贴金额(元)"),
    *("整体未完结预售订单预估金额(元)", "直播间退款金额(元)", "直播间退款率", "直播间整体曝光次数", "曝光观看率(次数)"),
    *("直播间平均停留时长(整场)", "分享次数", "分享率", "打赏次数", "点赞率", "整体消耗(元)", "整体支付ROI"),
    *("整体成交金额(元)", "净成交ROI", "净成交金额(元)"),
)

QIANCHUAN_SCREEN = counter_kind(
    CounterFormat(
        kind=Kind.QIANCHUAN_SCREEN,
        source=SOURCE,
        at=("采集时间",),
        counted=_SCREEN,
        uncounted=_SCREEN_UNCOUNTED,
        also=("主播",),
        needs=("采集时间", "实时在线人数"),
    )
)

# Steps of five minutes: a source of their own, for added to the cumulative table they would count twice.
QIANCHUAN_SCREEN_STEPS = counter_kind(
    CounterFormat(
        kind=Kind.QIANCHUAN_SCREEN_STEPS,
        source=f"{SOURCE}:5min",
        at=("时段结束",),
        counted=_SCREEN,
        cumulative=False,
        uncounted=_SCREEN_UNCOUNTED,
        also=("主播", "时段开始"),
        needs=("时段结束", "时段开始"),
    )
)
