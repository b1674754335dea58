"""Every bridge that can be listened to, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.feeds.bridges.blivedm import BLIVEDM
from console.feeds.bridges.douyin_barrage_grab import DOUYIN_BARRAGE_GRAB
from console.feeds.bridges.heard import Adapter
from console.feeds.bridges.tiktoklive import TIKTOKLIVE
from console.feeds.bridges.webcast import WEBCAST

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {each.name: each for each in (DOUYIN_BARRAGE_GRAB, WEBCAST, BLIVEDM, TIKTOKLIVE)}
)
