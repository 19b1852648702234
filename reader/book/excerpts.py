"""The beginning of a quotation, as a link to its place."""

from __future__ import annotations

import re

from msgspec.structs import replace

from reader.book.notes import Anchor
from reader.book.page import Piece, line
from reader.book.scripting import EXCERPT_KIND
from reader.book.spacing import is_spaced, widened
from reader.book.words import words_of
from reader.model import Block, Essay

EXCERPT, SPARE = 16, 4
STOPS, SPACED_STOPS = "，。；：、！？", ",.;:!?"
INNER = str.maketrans("“”「」", "‘’‘’")
PAIRS = {"‘": "’", "《": "》", "〈": "〉", "（": "）"}
CUT_WORD = r"[A-Za-z0-9]+$"


def excerpt_link(anchor: Anchor, essay: Essay) -> Block:
    """The beginning of a quoted passage as a link to it. A block of its own in its essay's script: joined to our words it would be a mixture,
    of which no converter can be sure.
    """
    passage: Piece = ("passage", f"“{excerpt(anchor.quoted, tag=essay.script)}”", f"{essay.slug}.xhtml#{anchor.id}")
    return replace(line(passage, lang=essay.script), kind=EXCERPT_KIND)


def excerpt(text: str, *, tag: str) -> str:
    """The beginning of a quotation in the language `tag`, to stand in “ ”: long enough to be recognised, its own quotation marks inner ones.

    Cut behind a mark where one stands near, never in a Latin word; what the cut leaves open is closed.
    """
    text = text.translate(INNER)
    most, spare = widened(EXCERPT, tag), widened(SPARE, tag)
    if len(text) <= most + spare:
        return text
    head = text[:most]
    stop = max(head.rfind(mark) for mark in (SPACED_STOPS if is_spaced(tag) else STOPS))
    if stop >= most - 2 * spare:
        head = head[:stop]
    elif is_spaced(tag) and not text[most].isspace():
        head = head.rpartition(" ")[0] or head
    elif text[most].isascii() and text[most].isalnum():
        head = re.sub(CUT_WORD, "", head) or head
    return f"{head.rstrip()}{words_of(tag).dots}{_closing(head)}"


def _closing(text: str) -> str:
    """The ends of every quotation, title and bracket that begins in `text` and does not end there."""
    ends: list[str] = []
    for char in text:
        if char in PAIRS:
            ends.append(PAIRS[char])
        elif ends and char == ends[-1]:
            ends.pop()
    return "".join(reversed(ends))
