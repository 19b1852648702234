"""Where in a term a word may stand: at its beginning, at its end, inside it, or not at all."""

from __future__ import annotations

from msgspec import Struct

from reader.annotate.suggesting.segments import Token, frequency, is_chinese


class Place(Struct, frozen=True, gc=False):
    """Whether a word may stand first in a term, and whether last; one that may do neither may stand inside."""

    first: bool = True
    last: bool = True


# What joins sentences and counts things (parts of speech of the ICTCLAS tag set), but where it is so rare that the tag is a guess.
GRAMMAR = frozenset("r rz p c u uj ul ud uz uv ug y e o k d df f mq".split())
GUESSED = 50
TIMES = frozenset("t tg".split())
COMMON_TIME = 3_000  # 今天 is no term, 东晋 may be one
NUMERALS = frozenset("一二三四五六七八九十百千万亿两几多少半第每")
COUNTED = NUMERALS | frozenset("个种些年月点一次位条句起")
COMMON_NUMBER = 8_000
PREFIXES = frozenset("无 非 多 双 元 可 反 次 超 半 过 单 全 微 伪 随机 新 大 小 自 准 亚 副".split())  # 无监督学习, 新自由主义
SUFFIX, IN_PLACE, COMMON_PLACE = "k", "f", 1_000  # 揭露者, 插件式架构; 面部识别
SHORT_VERB, SHORT_WORD, COMMON_VERB = 15_000, 60_000, 30_000
VERBS = frozenset("v vg zg".split())
CALLING = frozenset("称为 称之为 作为 成为 称作 叫做 叫作 使得 用来 直到 确定 包含 具有 没有 需要 应该 必须 属于 来自 例如 比如 譬如 所谓 名为 称 是".split())


def place_of(token: Token) -> Place | None:
    """Where in a term a word may stand; None where in none."""
    word, tag = token
    if not is_chinese(word):
        return None
    if word in PREFIXES:
        return Place(last=False)
    common = frequency(word)
    if tag == SUFFIX:
        return Place(first=False)
    if tag == IN_PLACE and len(word) > 1 and common < COMMON_PLACE:
        return Place()
    if tag in GRAMMAR:
        return None if common >= GUESSED or len(word) == 1 else Place()
    if tag == "s" or (tag in TIMES and common > COMMON_TIME) or (tag == "m" and (common > COMMON_NUMBER or _is_counted(word))):
        return None
    if len(word) == 1 and common > (SHORT_VERB if tag in VERBS else SHORT_WORD):
        return Place(first=False, last=False)
    return Place(first=word not in CALLING and not (tag in {"v", "ad"} and common > COMMON_VERB))


def _is_counted(word: str) -> bool:
    return word[0] in NUMERALS and len(word) <= 2 and COUNTED.issuperset(word)
