"""Sources of figures by the names people know them by."""

from __future__ import annotations

from console.wording import catalogue

COMPOSED = ("barrage", "shopify", "derived")  # what stands before or behind a colon


def source_text(lang: str, source: str) -> str:
    """``compass:derived`` as 罗盘（推算）, ``shopify:shop-a`` as Shopify · shop-a; one nobody named stays as it is."""
    known = catalogue(lang)
    if f"source.{source}" in known:
        return known[f"source.{source}"]
    name, colon, detail = source.partition(":")
    head = known.get(f"source.{name}", name)
    if not colon:
        return head
    if f"source.part.{detail}" in known:
        return known[f"source.part.{detail}"].format(source=head)
    return f"{head} · {detail}"
