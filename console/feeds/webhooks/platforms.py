"""Every platform whose pushes are understood, by the name in its address."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.feeds.webhooks.doudian import DOUDIAN
from console.feeds.webhooks.douyin_life import DOUYIN_LIFE
from console.feeds.webhooks.push import Platform
from console.feeds.webhooks.shopify import SHOPIFY
from console.feeds.webhooks.tiktok_shop import TIKTOK_SHOP
from console.feeds.webhooks.youzan import YOUZAN

PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {each.name: each for each in (DOUDIAN, YOUZAN, SHOPIFY, TIKTOK_SHOP, DOUYIN_LIFE)}
)
