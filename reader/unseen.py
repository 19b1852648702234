"""Characters that nobody sees: they cut words for whoever compares or converts them, and some no book can hold.

`UNSEEN` and its kin are classes for a regular expression, without their brackets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), but not the Hangul fillers, which are as wide as a letter: zero-width
# and format characters, and selectors, which choose how the character before them is drawn.
FORMATS = "\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufff8"
SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f"
UNSEEN = FORMATS + SELECTORS
# The same above U+FFFF, where each range of a class costs a search time.
FORMATS_BEYOND = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
SELECTORS_BEYOND = "\U000e0100-\U000e01ef"
# Where Unicode (and Python's `str.splitlines`) ends a line, but for the line feed and the carriage return, which XML takes for one.
LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# The other control characters, and code points that are no characters.
CONTROLS = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
# Unicode has no names for them, but everybody has.
_NAMES = {"\x00": "null", "\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape", "\x7f": "delete", "\x85": "next line"}


def is_unseen(char: str) -> bool:
    """Tell whether `char` (one code point) takes no place in a line, so that nobody knows that it is there."""
    if (char < "\u034f" and char != "\u00ad") or "\u2010" <= char < "\u2028" or "\u2070" <= char < "\ufe00" or "\uff00" <= char < "\ufff0":
        return False  # as nearly all; Python takes 2 ms to compile the class
    return _unseen().match(char) is not None


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{UNSEEN}{FORMATS_BEYOND}{SELECTORS_BEYOND}]")


def holds_unseen(text: str) -> bool:
    """Does a character stand in `text` that takes no place in a line?

    Those above U+FFFF are left out, but for the selectors: no book has them in a word, and looking takes ten times as long with them.
    """
    try:
        text.encode("gbk")  # has none of them and nearly all else that stands in a Chinese book, and takes half the time of a search
    except UnicodeEncodeError as error:
        return cutting().search(text, error.start) is not None
    return False


@cache
def cutting() -> re.Pattern[str]:
    """One character that cuts words for whoever reads text character by character, though nobody sees it."""
    return re.compile(f"[{UNSEEN}{SELECTORS_BEYOND}]")


def is_seen(text: str) -> bool:
    """Tell whether anything of `text` shows on a page."""
    return bool(text.strip()) and (text.isprintable() or not all(char.isspace() or is_unseen(char) for char in text))


def unprintable(text: str) -> str:
    """The first character of `text` that no printed text may hold: a control, an end of a line but the line feed, or what is no character."""
    return "" if text.isprintable() else next((char for char in text if _is_unprintable(char)), "")


def _is_unprintable(char: str) -> bool:
    """Is `char` one of `CONTROLS` or `LINE_ENDS`? By Unicode's own table, since Python takes 2 ms to compile that class."""
    if char.isprintable() or char in "\t\n\r":
        return False
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"} or "\ufdd0" <= char <= "\ufdef" or char in "\ufffe\uffff"


def name_of(char: str) -> str:
    """The code point and what Unicode calls it (`U+200B zero width space`), for people who cannot see it."""
    return f"U+{ord(char):04X} {_NAMES.get(char) or unicodedata.name(char, 'control character').lower()}"


def spelled(text: str) -> str:
    """The text with `<U+200B>` for a zero-width space, and so on: for people who are to see what nobody sees."""
    if text.isprintable() and not holds_unseen(text):  # as nearly all
        return text
    return "".join([f"<U+{ord(char):04X}>" if is_unseen(char) or _is_unprintable(char) else char for char in text])
