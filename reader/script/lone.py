"""A character that stands as a word of its own: whether its usual counterpart can be trusted where a phrase says another."""

from __future__ import annotations

# Alone these are what they usually are: 只 “only”, 里 “in”, 后 “after”, 了, 个, 并 “and”, 着 and 于 of either script … Of others (干, 云, 钟, 卷,
# 游, 系) the usual counterpart is that of some word, and says nothing of the character alone.
USUAL_ALONE = frozenset("只里后发了个几并向面占回别周欲家胡须沈出于着")
# 三十|只, 二十|里: a phrase of a number's last character and its unit stands, although the number is a word.
UNITS = frozenset("只里周")
NUMERALS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千万亿两几数余")
# 弗雷德里克, 里厄: 里 before one of these is most often part of a foreign name.
IN_NAMES, AFTER_IN_NAMES = "里", frozenset("厄亚克士弗曼斯尔奇德特")
# A number that is over: 一百|多|只, 许多|只.
MORE, BEFORE_MORE = "多", NUMERALS | frozenset("许好")


def is_settled_alone(text: str, at: int) -> bool:
    """Can the usual counterpart of the character at offset `at` be trusted, if it is a word of its own?"""
    char = text[at]
    if char == IN_NAMES and text[at + 1 : at + 2] in AFTER_IN_NAMES:
        return False
    return char in USUAL_ALONE and not (char in UNITS and _is_counted(text, at))


def _is_counted(text: str, at: int) -> bool:
    before = text[max(at - 2, 0) : at]
    return before[-1:] in NUMERALS or (before[-1:] == MORE and before[:1] in BEFORE_MORE)
