"""What Apple Books on a phone shares: the words in quotation marks, `摘录来自` (`Excerpt From`), title and author."""

from __future__ import annotations

import re
from functools import cache

from reader.marks.decoding import text_of
from reader.marks.found import Found, Reading

SOURCE = "apple"
FROM = "摘录来自|摘錄自|摘錄來自|Excerpt From"
RIGHTS = "此材料可能受版权保护|此內容可能受版權保護|此資料可能受版權保護|This material may be protected by copyright"


def detect(data: bytes) -> bool:
    """Words in quotation marks, and below them the line that says where they are from."""
    return len(data) < 1 << 22 and _share().search(text_of(data)) is not None


def read(data: bytes) -> Reading:
    """Each excerpt of a text that may hold several."""
    found = _share().finditer(text_of(data))
    return Reading(tuple(Found(one["quote"], source=SOURCE, title=one["title"], author=one["author"] or "") for one in found))


@cache
def _share() -> re.Pattern[str]:
    """The words hold no two line ends in a row behind their last quotation mark."""
    return re.compile(
        rf"^[“「\"](?P<quote>[^\0]{{1,4000}}?)[”」\"][ \t]*\n\s*(?:{FROM})[:：]?[ \t]*\n?(?P<title>[^\n]+)(?:\n(?!{RIGHTS})(?P<author>[^\n]+))?",
        re.MULTILINE,
    )
