"""The 抖音罗盘 exports: 商品明细 with one row an item of one show, 直播间列表 with one row a show."""

from __future__ import annotations

from console.feeds.counter_tables import Counted, CounterFormat, Derived, counter_kind
from console.feeds.kinds import Kind
from console.show.sales import Metric

SOURCE = "compass"

PRODUCTS_FORMAT = CounterFormat(
    kind=Kind.COMPASS_PRODUCTS,
    source=SOURCE,
    item=("商品ID", "产品ID"),
    name=("商品名称", "产品名称"),
    counted=(
        Counted(Metric.CLICK_USERS, "商品点击人数"),
        Counted(Metric.EXPOSURE_USERS, "商品曝光人数"),
        Counted(Metric.EXPOSURES, "商品曝光次数"),
        Counted(Metric.CLICKS, "商品点击次数"),
        Counted(Metric.BUYERS, "成交人数", "商品成交人数"),
    ),
    derived=(
        Derived(
            metric=Metric.EXPOSURE_USERS,
            of=Metric.CLICK_USERS,
            rate=("商品曝光-点击率（人数）", "商品曝光-点击率", "曝光点击率"),
            divided=True,
        ),
        Derived(
            metric=Metric.BUYERS,
            of=Metric.CLICK_USERS,
            rate=("商品点击-成交转化率（人数）", "商品点击-成交转化率", "点击成交率"),
            divided=False,
        ),
    ),
    uncounted=(
        *("讲解次数", "用户支付金额", "成交件数", "预售订单数", "千次曝光用户支付金额", "千次观看成交额"),
        *(
            "发货前退款订单数",
            "发货前退款金额",
            "发货前退款人数",
            "发货前订单退款率",
            "发货后退款订单数",
            "发货后退款金额",
        ),
        *("发货后退款人数", "发货后订单退款率", "售中退款件数", "售中退款金额", "售后退款件数", "售后退款金额"),
        *("成交订单数",),
    ),
    also=("首次上架时间", "挂载时间", "直播间价格", "商品价格", "商品主图"),
    needs=("商品ID", "商品点击人数"),
)
COMPASS_PRODUCTS = counter_kind(PRODUCTS_FORMAT)

COMPASS_LIVE_LIST = counter_kind(
    CounterFormat(
        kind=Kind.COMPASS_LIVE_LIST,
        source=SOURCE,
        start=("直播开始时间",),
        end=("直播结束时间",),
        counted=(
            Counted(Metric.VIEWERS, "直播间观看人数"),
            Counted(Metric.VIEWS, "直播间观看次数", "直播间观看人次"),
            Counted(Metric.COMMENTS, "评论次数"),
            Counted(Metric.FOLLOWS, "新增粉丝数"),
            Counted(Metric.EXPOSURE_USERS, "直播间商品曝光人数"),
            Counted(Metric.CLICK_USERS, "直播间商品点击人数"),
            Counted(Metric.EXPOSURES, "直播间商品曝光次数"),
            Counted(Metric.CLICKS, "直播间商品点击次数"),
            Counted(Metric.BUYERS, "直播间成交人数"),
        ),
        derived=(
            Derived(
                metric=Metric.WATCH_SECONDS,
                of=Metric.VIEWERS,
                rate=("人均观看时长(分钟)",),
                divided=False,
                times=60,
                percent=False,
            ),
        ),
        uncounted=(
            *("直播间曝光人数", "直播间曝光次数", "单小时观看人数", "直播激励观看次数", "最高在线人数", "平均在线人数"),
            *(
                "新加直播团人数",
                "取关粉丝数",
                "观看老粉占比",
                "直播间成交订单数",
                "直播间成交金额",
                "直播间用户支付金额",
            ),
            *("直播间成交件数", "直播间退款订单数", "直播间退款金额", "直播间退款人数", "预估佣金支出", "预售订单数"),
            *("投放消耗(店铺绑定)", "投放消耗(店铺被投)", "净成交金额", "净成交订单数", "1小时退款金额"),
        ),
        also=("主播昵称", "主播抖音号", "直播时长(分钟)", "带货商品数"),
        needs=("主播昵称", "直播开始时间", "直播间成交金额"),
    )
)
