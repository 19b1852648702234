"""Which script a text is written in, by the characters that exist in one script only."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from reader.script.among import among
from reader.script.one_script_table import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

Writing = Literal["zh-Hans", "zh-Hant", ""]
# What Big5 has of `SIMPLIFIED_ONLY`.
SIMPLIFIED_IN_BIG5 = "与优体儿凄吨听圣复宁岭并庄异忏怀怜惊扑扰昵晒机构栖气沄泞洁洒洼炖瓮痒离篱网羡肮肴茧蒏蔂虮蚕触赶"
LAST_KANA = "\u30fa"
# Of a text's first characters one tells of traditional text mostly.
FEW = 8


class Evidence(Struct, frozen=True, gc=False):
    """What the characters of a text tell: the writing of most of them (empty: nothing tells), and whether both are there."""

    writing: Writing
    mixed: bool = False

    def or_else(self, default: str) -> Evidence:
        """The same, but where neither script has more the language tag `default` decides."""
        return self if self.writing else Evidence(writing_of(default), self.mixed)


NEITHER, SIMPLIFIED, TRADITIONAL = Evidence(""), Evidence("zh-Hans"), Evidence("zh-Hant")


def detect(text: str, *, default: str = "") -> Evidence:
    """Weigh the characters of `text`; `default` as in `Evidence.or_else`."""
    simplified, traditional = has_simplified(text), has_traditional(text)
    if simplified != traditional:
        return Evidence("zh-Hans" if simplified else "zh-Hant")
    if not simplified:
        return Evidence("").or_else(default)
    lead = _count(text, simplified_only()) - _count(text, traditional_only())
    return Evidence("zh-Hans" if lead > 0 else "zh-Hant" if lead < 0 else "", mixed=True).or_else(default)


def detect_each(texts: Sequence[str]) -> list[Evidence]:
    """`detect` of each of the texts, without a default."""
    traditional = among(texts, has_traditional)
    if not traditional:  # a look that ends at the first character is quicker where nearly all hold one
        return [NEITHER if simplified_only().isdisjoint(text) else SIMPLIFIED for text in texts]
    simplified = among(texts, has_simplified)
    return [_told(text, simplified=at in simplified, traditional=at in traditional) for at, text in enumerate(texts)]


def _told(text: str, *, simplified: bool, traditional: bool) -> Evidence:
    return detect(text) if simplified and traditional else SIMPLIFIED if simplified else TRADITIONAL if traditional else NEITHER


# What a codec can write needs no look at each character, which takes ten times as long.
def has_traditional(text: str) -> bool:
    """Does `text` hold a character of `traditional_only`? GB 2312 has no other of them than 後."""
    if not traditional_only().isdisjoint(text[:FEW]):  # to refuse a text takes a codec as long as looking at sixty characters
        return True
    return _lacks("gb2312", text, traditional_only()) or "後" in text


def has_simplified(text: str) -> bool:
    """Does `text` hold a character of `simplified_only`? Big5 has few of them."""
    if _lacks("big5", text, simplified_only()):
        return True
    return not text.isascii() and any(found[0] > LAST_KANA for found in kana_or_simplified_in_big5().finditer(text))


def _lacks(codec: str, text: str, characters: frozenset[str]) -> bool:
    """Does one of `characters` stand in `text` that the codec cannot write?"""
    try:
        text.encode(codec)
    except UnicodeEncodeError as error:
        if text[error.start] in characters:  # as nearly always
            return True
        rest = text[error.start + 1 :]
    else:
        return False
    try:
        rest.encode(codec, pass_by(characters))
    except UnicodeEncodeError:
        return True
    return False


@cache
def pass_by(characters: frozenset[str]) -> str:
    """The name of a way for codecs to pass by what they cannot write, unless it is one of `characters`."""

    def handle(error: UnicodeError) -> tuple[str, int]:
        if isinstance(error, UnicodeEncodeError) and characters.isdisjoint(error.object[error.start : error.end]):
            return "", error.end
        try:
            raise error
        finally:
            del error  # the error knows this frame: if the frame knew the error, neither would go, nor the text

    name = f"reader.pass-by-{hash(characters)}"
    codecs.register_error(name, handle)
    return name


@cache
def kana_or_simplified_in_big5() -> re.Pattern[str]:
    """Of what Big5 can write, what is odd in traditional Chinese, kana or a simplified character: Python takes 2 ms to compile such a class, so it is one."""
    return re.compile(f"[\u3041-{LAST_KANA}{SIMPLIFIED_IN_BIG5}]")


def _count(text: str, characters: frozenset[str]) -> int:
    return sum(map(text.count, characters.intersection(text)))


@cache
def writing_of(tag: str) -> Writing:
    """The writing that a language tag names; a region without a script stands for its usual one. Empty for other languages.

    Mandarin's own code and the three-letter ones of older books count; pinyin does not.
    """
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] not in {"zh", "cmn", "zho", "chi"} or {"latn", "bopo"} & set(parts):
        return ""
    if "hant" in parts or ("hans" not in parts and {"tw", "hk", "mo"} & set(parts)):
        return "zh-Hant"
    return "zh-Hans"


@cache
def simplified_only() -> frozenset[str]:
    """Characters that no traditional text of any region holds."""
    return frozenset(SIMPLIFIED_ONLY.replace(" ", ""))


@cache
def traditional_only() -> frozenset[str]:
    """Characters that no simplified text holds."""
    return frozenset(TRADITIONAL_ONLY.replace(" ", ""))
