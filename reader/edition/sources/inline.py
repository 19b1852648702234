"""What marks a stretch of text, by its element and its style: emphasis, raised and lowered characters, languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.edition.sources.markup import BLOCKS, attribute, style
from reader.han import is_han

if TYPE_CHECKING:
    from bs4 import Tag

Mark = tuple[str, str]

KINDS = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "s": "s",
    "strike": "s",
    "u": "u",
    "mark": "mark",
}
BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
LIGHT = frozenset({"normal", "400", "lighter"})
RAISED = {"super": "sup", "sub": "sub"}
# Text in these may well be Chinese; in any other language it is not, whatever the page says.
CHINESE = "zh"
NEAR_CHINESE = frozenset({"ja", "ko", "vi", "yue", "wuu", "nan", "hak", "lzh"})


def marks_of(tag: Tag) -> tuple[Mark, ...]:
    """The marks that an element sets on its text: (kind, what the kind needs)."""
    found: list[Mark] = []
    declared = style(tag)
    weight = declared.get("font-weight", "")
    kind = KINDS.get(tag.name)
    if kind and not (kind == "strong" and weight in LIGHT):  # Google Docs wraps whole texts in <b style="font-weight:normal">
        found.append((kind, ""))
    if weight in BOLD and kind != "strong":
        found.append(("strong", ""))
    raised = RAISED.get(declared.get("vertical-align", ""))
    if raised and raised != kind and tag.name not in BLOCKS:
        found.append((raised, ""))
    if "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", "") and kind != "s":
        found.append(("s", ""))
    if (direction := attribute(tag, "dir").lower()) in ("rtl", "ltr"):
        found.append(("dir", direction))
    return tuple(found)


def language(tag: Tag) -> str | None:
    """The language that an element says its text is in; empty for Chinese, which the essay's data speaks of; None when it says none."""
    named = (attribute(tag, "lang") or attribute(tag, "xml:lang")).strip().replace("_", "-")
    if not _tag().match(named):
        return None
    first, *rest = named.split("-")
    if first.lower() == CHINESE:
        return ""
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in rest)])


def is_in(text: str, lang: str) -> bool:
    """Whether a text can be in the language: it has letters, and they are no Chinese ones where it has none of these."""
    letters = [char for char in text if char.isalpha()]
    if not letters or lang.partition("-")[0] in NEAR_CHINESE:
        return bool(letters)
    return 2 * sum(map(is_han, letters)) < len(letters)


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?\Z")
