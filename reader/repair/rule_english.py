"""Rules on what typewriters did to English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit

CURLY = {'"': "“”", "'": "‘’"}


def curl_english_quotes(text: str) -> Iterator[Edit]:
    """Yield straight quotation marks and apostrophes → curly: one that stands behind white space, an opening mark or a dash opens, every other closes.

    Feet and inches (6'2") stay, and what begins with an apostrophe (the ’90s, ’tis) does not open.
    """
    for match in _mark().finditer(text):
        opens = match[1] is not None
        if not opens and match[2] and text[match.start() - 1].isdigit() and not text[match.end() : match.end() + 1].isalpha():
            continue
        sign = match[0][-1]
        yield Edit(match.end() - 1, match.end(), CURLY[sign][0 if opens else 1])


@cache
def _mark() -> re.Pattern[str]:
    opening = r"""(?<![^\s(\[{“‘—–"'-])["'](?=[^\s])(?!(?<=')(?:\d\ds?|[Tt]is|[Tt]was|[Tt]were|em|cause|til)\b)"""
    return re.compile(rf"""({opening})|(?:(?<=\d)(["'])|["'])""")
