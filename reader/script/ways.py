"""The ways from one script to another. OpenCC lives here: pinned, each converter made once, at its first use.

All configurations but those for regional words keep the number of code points, so an offset holds on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from reader.model import Script
from reader.script.detect import Writing

Way = tuple[str, ...]

UNTOUCHED: Way = ()
_TO_TRADITIONAL: dict[Script, Way] = {"zh-Hans": UNTOUCHED, "zh-Hant-TW": ("s2tw",), "zh-Hant-HK": ("s2hk",)}
_FROM_TAIWAN: dict[Script, Way] = {"zh-Hans": ("tw2s",), "zh-Hant-TW": ("t2tw",), "zh-Hant-HK": ("t2hk", "tw2hk")}
_FROM_HONG_KONG: dict[Script, Way] = {"zh-Hans": ("hk2s",), "zh-Hant-TW": ("hk2t", "t2tw"), "zh-Hant-HK": ("t2hk",)}
# The configurations that change vocabulary too, and with it the number of code points. OpenCC has none between two regions.
_WITH_WORDS: dict[Way, Way] = {("s2tw",): ("s2twp",), ("s2hk",): ("s2hkp",), ("tw2s",): ("tw2sp",), ("hk2s",): ("hk2sp",)}

_WITHOUT_WORDS = {steps: usual for usual, steps in _WITH_WORDS.items()}

_FOR_TAIWAN = frozenset({"s2tw", "s2twp"})


def way(writing: Writing, *, target: Script, origin: Script, words: bool = False) -> Way:
    """The steps that bring text of `writing`, from the region of `origin` (Taiwan unless it says Hong Kong), to `target`.

    `t2s` is not among them (it leaves 影響著 as 影响著), nor is `s2t…` for traditional text (it makes 占 佔 and 才 纔).
    With `words` the vocabulary goes along where the script changes.
    """
    ways = _TO_TRADITIONAL if writing != "zh-Hant" else _FROM_HONG_KONG if origin == "zh-Hant-HK" else _FROM_TAIWAN
    usual = ways[target]
    return _WITH_WORDS.get(usual, usual) if words else usual


def without_words(steps: Way) -> Way:
    """The same steps without the vocabulary."""
    return _WITHOUT_WORDS.get(steps, steps)


def walk(text: str, steps: Way) -> str:
    """`text` after the steps; of the same number of code points, unless they change vocabulary.

    U+0000 ends a text for OpenCC, which is written in C: what stands on its two sides is converted apart.
    """
    if "\0" in text:
        return "\0".join([walk(part, steps) for part in text.split("\0")])
    for step in steps:
        text = _step(step)(text)
    return text


@cache
def _step(name: str) -> Callable[[str], str]:
    if name == "tw2hk":
        return _taiwan_to_hong_kong
    if name not in _FOR_TAIWAN:
        return _of_opencc(name)
    from reader.script import one_pass
    from reader.script.norm import by_norm

    convert = one_pass.in_one_pass(lambda: _of_opencc(name)) if name == one_pass.NAME else _of_opencc(name)
    return lambda text: by_norm(convert(text))


def _of_opencc(name: str) -> Callable[[str], str]:
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
