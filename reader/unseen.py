"""Characters that nobody sees, and that cut words for whoever compares or converts them.

`UNSEEN` and its kin are classes for a regular expression, without their brackets.
"""

from __future__ import annotations

import re
from functools import cache

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt): zero-width and format characters, variation selectors; but not
# the Hangul fillers, which are as wide as a letter.
UNSEEN = "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufff8"
UNSEEN_BEYOND = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # above U+FFFF, where each range costs a search time


def is_unseen(char: str) -> bool:
    """Tell whether `char` (one code point) takes no place in a line, so that nobody knows that it is there."""
    return _unseen().match(char) is not None


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{UNSEEN}{UNSEEN_BEYOND}]")
