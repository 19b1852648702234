"""The ways from one script to another. OpenCC lives here: pinned, each converter made once, at its first use.

Only configurations that keep the number of code points are used, so an offset holds on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from reader.model import Script
from reader.text.detect import Writing

Way = tuple[str, ...]

UNTOUCHED: Way = ()
_TO_TRADITIONAL: dict[Script, Way] = {"zh-Hans": UNTOUCHED, "zh-Hant-TW": ("s2tw",), "zh-Hant-HK": ("s2hk",)}
_FROM_TAIWAN: dict[Script, Way] = {"zh-Hans": ("tw2s",), "zh-Hant-TW": ("t2tw",), "zh-Hant-HK": ("t2hk", "tw2hk")}
_FROM_HONG_KONG: dict[Script, Way] = {"zh-Hans": ("hk2s",), "zh-Hant-TW": ("hk2t", "t2tw"), "zh-Hant-HK": ("t2hk",)}


def way(writing: Writing, *, target: Script, origin: Script) -> Way:
    """The steps that bring text of `writing`, from the region of `origin` (Taiwan unless it says Hong Kong), to `target`.

    `t2s` is not among them (it leaves 影響著 as 影响著), nor is `s2t…` for traditional text (it makes 占 佔 and 才 纔).
    """
    if writing != "zh-Hant":
        return _TO_TRADITIONAL[target]
    return (_FROM_HONG_KONG if origin == "zh-Hant-HK" else _FROM_TAIWAN)[target]


def walk(text: str, steps: Way) -> str:
    """`text` after the steps; the same number of code points."""
    for step in steps:
        text = _step(step)(text)
    return text


@cache
def _step(name: str) -> Callable[[str], str]:
    if name == "tw2hk":
        return _taiwan_to_hong_kong
    from opencc import OpenCC

    # Without the dictionaries whose characters most e-readers' fonts lack: they would print boxes.
    return OpenCC(name, include_tofu_risk_dictionaries=False).convert


def _taiwan_to_hong_kong(text: str) -> str:
    """What `t2hk` expects to have been done: 裡 → 裏, and 著 → 着 where `tw2t` takes it for the particle.

    Only these two are taken from `tw2t`, which undoes other choices wrongly (參閱 → 蔘閱, 才 → 纔).
    """
    if "裡" not in text and "著" not in text:
        return text
    plain = _step("tw2t")(text)
    return "".join(new if old in "裡著" else old for old, new in zip(text, plain, strict=True))
