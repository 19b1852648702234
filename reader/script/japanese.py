"""Is a text Japanese? No conversion between Chinese scripts may touch it, whether a book, an edition or a text file holds it."""

from __future__ import annotations

import re
from functools import cache

from reader.han import is_han

# Chinese that names something in Japanese has fewer kana; the shortest of Japanese headings (人工知能の研究開発動向) have more.
KANA_SHARE = 0.05
TAG = "ja"


def has_kana(text: str) -> bool:
    """Tell whether any kana stands in `text`."""
    return _kana().search(text) is not None


def is_japanese(text: str) -> bool:
    """Tell whether `text` holds so many kana that it cannot be Chinese with a foreign name in it.

    It is Chinese all the same when ideographs that Japanese does not have (这, 们, 语) are as many as the kana.
    """
    if not has_kana(text):
        return False
    kana = len(_kana().findall(text))
    ideographs = [char for char in text if is_han(char)]
    return kana > KANA_SHARE * (kana + len(ideographs)) and kana > sum(map(unknown_in_japan, ideographs))


@cache
def _kana() -> re.Pattern[str]:
    # Without the middle dot and the long mark, which Chinese uses too.
    return re.compile("[\u3041-\u309f\u30a1-\u30fa\uff66-\uff9d]")


@cache
def unknown_in_japan(char: str) -> bool:
    """Does the character not stand in JIS X 0208, which holds all that Japanese is usually written with?"""
    try:
        char.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False
