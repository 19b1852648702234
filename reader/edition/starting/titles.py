"""What an essay is called: by a line of its own, by what the file says of itself, or by the file's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from reader.edition.metadata import longest_short
from reader.edition.starting.facts import Facts, clean
from reader.han import has_han
from reader.match.fold import key
from reader.model import Block

# A line of this length, without a stop at its end, is read as a title.
LONGEST_HAN, LONGEST_OTHER = 30, 80
STOPS = tuple("。，；：、…,;:.")


class Title(Struct, frozen=True, gc=False):
    """`line` is how the block begins that is the title in the text; empty when none is. `supplied`: not by the author."""

    text: str
    line: str = ""
    supplied: bool = False


def title_of(blocks: Sequence[Block], facts: Facts, *, stem: str) -> Title:
    """The title of a text whose file is called `stem`."""
    first, named = blocks[0], {key(text) for text in (facts.title, *facts.headings) if text}
    own = clean(first.text)
    able = own and len(blocks) > 1 and sum(key(block.text).startswith(key(own)) for block in blocks) == 1
    if able and key(own) in named:
        return Title(own, own)
    if facts.title:
        return Title(facts.title)
    if able and first.text == own and (first.kind == "heading" or _is_short(own)):
        return Title(own, own)
    return Title(clean(stem) or "?", supplied=True)


def _is_short(line: str) -> bool:
    return len(line) <= (LONGEST_HAN if has_han(line) else LONGEST_OTHER) and not line.endswith(STOPS)


def short_title(title: str, taken: Collection[str]) -> str:
    """A short title that none of `taken` is: the title's beginning, with a number where need be."""
    words = "".join(char if char.isalnum() else " " for char in title).split()
    stem = ("".join(words) if has_han(title) else " ".join(words)) or title
    most = longest_short(stem)
    whole = stem if len(stem) <= most or has_han(stem) else stem[: most + 1].rpartition(" ")[0] or stem
    tries = (whole[: most - len(number)].rstrip() + number for number in ("", *map(str, range(2, 10_000))))
    return next(short for short in tries if short not in taken)
