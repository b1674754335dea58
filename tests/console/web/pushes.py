"""Pushes with their signatures, computed from each platform's rule with invented keys."""

from __future__ import annotations

import base64
import hashlib
import hmac

KEY, SECRET = "demo_app_key", "demo_app_secret"

DOUDIAN = (
    b'[{"tag":"101","msg_id":"0000000000000000000::101:1618990587:0000000000000000000","data":"{'
    b'\\"p_id\\":4837328765348566675,\\"s_ids\\":[4837328765348566675],\\"shop_id\\":77977,\\"order_sta'
    b'tus\\":2,\\"order_type\\":0,\\"pay_type\\":1,\\"biz\\":2,\\"pay_time\\":1630373504,\\"pay_amount\\":1'
    b'990}"}]'
)

YOUZAN = (
    b'{"client_id":"demo_app_key","kdt_id":1,"type":"trade_TradePaid","mode":1,"id":"E1","test":'
    b'false,"msg":"%7B%22full_order_info%22%3A%7B%22order_info%22%3A%7B%22tid%22%3A%22E1%22%7D%7'
    b'D%7D"}'
)

SHOPIFY = (
    b'{"id":820982911946154508,"created_at":"2026-11-22T12:00:00+08:00","currency":"CNY","total_'
    b'price":"199.00","financial_status":"paid","line_items":[{"product_id":1,"variant_id":2,"sk'
    b'u":"A1","title":"demo","quantity":1,"price":"199.00"}]}'
)

TIKTOKSHOP = (
    b'{"type":1,"tts_notification_id":"7012345678901234567","shop_id":"7009876543210987654","tim'
    b'estamp":1633174587,"data":{"order_id":"5769000000000000000","order_status":"AWAITING_SHIPM'
    b'ENT"}}'
)

DOUYINLIFE = (
    b'{"event":"life_trade_order_notify","client_key":"demo_app_key","content":"{\\"action\\":\\"pa'
    b'y_success\\",\\"msg_time\\":1633174587,\\"order\\":{\\"order_id\\":\\"1\\",\\"account_id\\":\\"2\\",\\"p'
    b'ay_amount\\":1990,\\"original_amount\\":2990,\\"create_time\\":1633174500,\\"pay_time\\":16331745'
    b'87}}","log_id":"x"}'
)

SIGNED = {
    "doudian": (DOUDIAN, {"app-id": KEY, "event-sign": "df057b2e38799cf7d8708e9e0763be45"}),
    "youzan": (YOUZAN, {"event-sign": "31b17b84dec73beee1f80055a019ce34", "event-type": "trade_TradePaid"}),
    "shopify": (
        SHOPIFY,
        {
            "x-shopify-hmac-sha256": "1M+0yImWvdsdtvHhCVE/55zmehuGvzjWBSVSJ03YyAU=",
            "x-shopify-topic": "orders/paid",
            "x-shopify-shop-domain": "shop-a.myshopify.com",
        },
    ),
    "tiktokshop": (
        TIKTOKSHOP,
        {"authorization": "c26e85f2ff71e6e6e0890760b8fdf623c8acff8587dacad9344c448c356558d4"},
    ),
    "douyinlife": (DOUYINLIFE, {"x-douyin-signature": "8e1fd7839c61dc2eb2db96f094addd8737026756"}),
}
YOUZAN_SIGN_OLD = "580f0dae133e2b683299fa805383be6b"


def signed(platform: str, body: bytes, **more: str) -> dict[str, str]:
    """The headers of a true push with ``body``."""
    key, secret = KEY.encode(), SECRET.encode()
    match platform:
        case "doudian" | "youzan":
            found = {"event-sign": hashlib.md5(key + body + secret).hexdigest()}  # noqa: S324 - the platform's rule
        case "shopify":
            digest = hmac.new(secret, body, hashlib.sha256).digest()
            found = {"x-shopify-hmac-sha256": base64.b64encode(digest).decode()}
        case "tiktokshop":
            found = {"authorization": hmac.new(secret, key + body, hashlib.sha256).hexdigest()}
        case _:
            found = {"x-douyin-signature": hashlib.sha1(secret + body).hexdigest()}  # noqa: S324 - the platform's rule
    return {**found, **more}
