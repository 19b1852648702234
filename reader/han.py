"""What counts as Chinese when a rule asks what stands beside a mark: ideographs with their extensions, and full-width marks.

Comparisons instead of regular expressions: Python takes 2 ms to compile a class as wide as this one, each time it stands in a
pattern, and 20 of them would be a quarter of a whole build.
"""

from __future__ import annotations

import re
from functools import cache

AT_SIGHT = 32  # a Chinese text shows within so many characters that it is one


def is_han(char: str) -> bool:
    """Tell whether `char` (one code point, or none at the edge of a text) is an ideograph."""
    if "\u4e00" <= char <= "\u9fff":
        return True
    return "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U000323af" or char in {"々", "〇"}


def is_wide(char: str) -> bool:
    """Tell whether `char` (one code point, or none) is an ideograph or a mark drawn on a full square.

    The ideographic space U+3000 is none: where it stands inside a line, somebody put it there.
    """
    if "\u4e00" <= char <= "\u9fff":
        return True
    return is_han(char) or "\u3001" <= char <= "\u3003" or "\u3008" <= char <= "\u301b" or ("\uff01" <= char <= "\uff5e" and not char.isalnum())


@cache
def _any_han() -> re.Pattern[str]:
    return re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def has_han(text: str) -> bool:
    """Tell whether an ideograph stands in `text`."""
    if text.isascii():
        return False
    return any(map(is_han, text[:AT_SIGHT])) or (len(text) > AT_SIGHT and _any_han().search(text, AT_SIGHT) is not None)
