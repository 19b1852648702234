"""What tells a note and its marker: what elements call themselves, and the signs that stand for a note in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import numeric

from reader.edition.sources.markup import attribute, style, text_of, words

if TYPE_CHECKING:
    from bs4 import Tag

OPENING, CLOSING = "[［【〔(（", "]］】〕)）"
ARROWS = "↩↑↵⏎⤴^︎️"
MARKER_WORDS = frozenset({
    "noteref", "doc-noteref", "footnote-ref", "footnote-anchor", "footnote-reference", "fn-ref", "fnref", "footnote", "footnote-link", "reference",
    "duokan-footnote", "msofootnotereference", "msoendnotereference", "sidenote-number", "easy-footnote", "fn",
})  # fmt: skip
BACK_WORDS = frozenset({
    "doc-backlink", "backlink", "footnote-backref", "footnote-back", "footnote-backlink", "data-footnote-backref", "reversefootnote", "footnote-number",
    "fn-backref", "mw-cite-backlink", "referencelist-backlink", "footnote-return",
})  # fmt: skip
# Notes that stand where their marker does, shown beside the text or on a tap.
IN_PLACE = frozenset({"sidenote", "marginnote", "modern-footnotes-footnote__note", "inline-footnote", "footnote-inline"})
# Reading apps keep a note's words in these alone.
IN_ATTRIBUTES = ("data-wr-footernote", "zy-footnote")
# How far above a note stands what calls it one.
AROUND = 4


@cache
def _note_words() -> re.Pattern[str]:
    return re.compile(r"(?:foot|end|rear|side|margin)note|referencelist|(?:^|[-_])(?:fn|ftn|edn|notes?|cite|refs?|references?)(?:$|[-_.:]|\d)")


def calls_itself_marker(link: Tag) -> bool:
    """Whether a link, or what is closely around it, says that it leads to a note."""
    around = (link, *([link.parent] if link.parent is not None and link.parent.name in ("sup", "span") else []))
    if any(
        "data-footnote-ref" in part.attrs or "data-fn" in part.attrs or "mso-footnote-id" in style(part) or "mso-endnote-id" in style(part) for part in around
    ):
        return True
    return any(MARKER_WORDS & words(part, "class", "role", "epub:type") for part in (*around, *link.find_all("span", limit=2)))


def calls_itself_note(note: Tag, around: Callable[[Tag], bool]) -> bool:
    """Whether an element, or what is around it and not around its marker too, says that it is a note; `around` tells the latter."""
    part: Tag | None = note
    for _ in range(AROUND):
        if part is None or around(part):
            return False
        if "mso-element" in style(part) or "data-footnotes" in part.attrs:
            return True
        if any(_note_words().search(word) for word in words(part, "class", "id", "role", "epub:type", "name")):
            return True
        part = part.parent
    return False


def calls_itself_way_back(link: Tag) -> bool:
    """Whether a link says that it leads back to a marker."""
    around = (link, *([link.parent] if link.parent is not None else []))
    return any(BACK_WORDS & words(part, "class", "role", "epub:type") or "data-footnote-backref" in part.attrs for part in around)


def label_of(text: str) -> str:
    """The sign of a note without its brackets and stops: `[1]`, `1.`, `［注1］`, `①`, `*` …; empty when the text is none."""
    bare = text.strip(f"{OPENING}{CLOSING}{ARROWS}.:：、 \t\n\r\u00a0\u3000")
    if _label().match(bare):
        return bare.partition(":")[0]  # Markdown counts the markers of one note: 1:1, 1:2
    return ""


@cache
def _label() -> re.Pattern[str]:
    number = r"\d{1,4}(?::\d{1,3})?|[①-⑳㉑-㉟㊱-㊿]|[一二三四五六七八九十]{1,3}|[ivxlc]{1,6}|[A-Za-z]{1,2}|[*＊†‡§¶]{1,4}"
    return re.compile(rf"(?:注释?|註釋?|note|n|fn)?\.? ?(?:{number})\Z", re.IGNORECASE)


def number_of(label: str) -> int | None:
    """The number that a sign says; None when it says none."""
    digits = _digits().search(label)
    if digits:
        return int(digits[0])
    return int(numeric(label)) if len(label) == 1 and label in _circled() else None


@cache
def _digits() -> re.Pattern[str]:
    return re.compile("[0-9]+\\Z")


@cache
def _circled() -> frozenset[str]:
    return frozenset(chr(code) for start, end in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF)) for code in range(start, end + 1))


def is_raised(link: Tag) -> bool:
    """Whether a link stands raised, as markers do."""
    if link.find("sup") is not None:
        return True
    part: Tag | None = link
    for _ in range(3):
        if part is None:
            return False
        if part.name == "sup" or style(part).get("vertical-align") in ("super", "top", "text-top"):
            return True
        part = part.parent
    return False


def is_bracketed(text: str) -> bool:
    """Whether a text stands in brackets."""
    bare = text.strip()
    return len(bare) > 2 and bare[0] in OPENING and bare[-1] in CLOSING


def begins_with(note: Tag, label: str) -> bool:
    """Whether a note's text begins with the sign of its marker."""
    first = _first_word().match(text_of(note).strip()[:12])
    return bool(label) and first is not None and label_of(first[0]) == label


@cache
def _first_word() -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(OPENING)}]?[^\s{re.escape(CLOSING)}.。:：、]*[{re.escape(CLOSING)}.:：、]?")


def ordinal(item: Tag) -> int:
    """The number that an item of a numbered list shows."""
    number, before = 1, item.find_previous_sibling("li")
    while before is not None:
        value = str(before.attrs.get("value", ""))
        if value.isdecimal() and len(value) < 7:
            return number + int(value)
        number, before = number + 1, before.find_previous_sibling("li")
    return number


def attribute_note(tag: Tag) -> str:
    """The words of a note that stand in an attribute."""
    return next((text for name in IN_ATTRIBUTES if (text := attribute(tag, name).strip())), "")
