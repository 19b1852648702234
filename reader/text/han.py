"""Character classes for regular expressions: what counts as Chinese when a rule asks what stands beside a mark.

The strings go inside `[...]`. Ranges are Unicode blocks: ideographs with their extensions, and the punctuation of blocks
3000 and FF00 that is drawn on a full square.
"""

from __future__ import annotations

import re

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# The ideographic space U+3000 is left out on purpose: where it stands inside a line, somebody put it there.
WIDE_MARKS = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5e"
WIDE = HAN + WIDE_MARKS

_ANY_HAN = re.compile(f"[{HAN}]")
_IS_WIDE = re.compile(f"[{WIDE}]")


def has_han(text: str) -> bool:
    """Tell whether a Chinese character stands in `text`."""
    return _ANY_HAN.search(text) is not None


def is_wide(char: str) -> bool:
    """Tell whether `char` (one code point, or none at the edge of a text) is Chinese or a full-width mark."""
    return _IS_WIDE.match(char) is not None
