"""What other converters make of a sentence: OpenCC alone, zhconv and zhconv-rs, which use MediaWiki's tables."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache

from reader.model import Script
from reader.script.quotes import map_quotes

# What somebody would use who reads their manuals: the region's own way, and the plain one.
VARIANTS: dict[Script, tuple[str, str]] = {"zh-Hant-TW": ("zh-tw", "zh-hant"), "zh-Hant-HK": ("zh-hk", "zh-hant"), "zh-Hans": ("zh-cn", "zh-hans")}
PEERS = ("zhconv", "zhconv-rs")


def by_tables(text: str, peer: str, variant: str, target: Script) -> str:
    """What the peer makes of it by `variant`; quotation marks, which it leaves, are given to it as ours are."""
    return map_quotes(_peer(peer)(text, variant), target=target)


@cache
def _peer(name: str) -> Callable[[str, str], str]:
    if name == "zhconv-rs":
        import zhconv_rs

        return zhconv_rs.zhconv
    with warnings.catch_warnings():  # it leaves its file open
        warnings.simplefilter("ignore")
        import zhconv

        zhconv.convert("发", "zh-tw")
    return zhconv.convert  # type: ignore[no-any-return]
