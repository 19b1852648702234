"""Rules against what a scraper or a reading aid left in a text: pinyin, stray commas, lines broken after a comma, loose ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from reader.edits import Edit
from reader.han import is_han
from reader.repair.rule_wrap import Line, is_numbered, lines_of, wrapped_throughout

# One syllable behind one character. Without a tone mark only the particles: `系统(os)` and `方案(plan)` are not pinyin,
# and `龟兹(qiūcí)`, two syllables for two characters, is an author's own gloss.
# (The pattern takes all letters from the first toned one to the last for toned: a class of these alone takes as long again to compile.)
_TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_SYLLABLE = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{0,2}[à-ǜ][aeiouü]{0,2}(?:ng?|r)?"
_PARTICLES = "de|le|zhe|me|ma|ne|ba|zi"

_COMMAS, _BULLETS = frozenset("；;，,"), frozenset("*•●·#-")

# All that `str.isspace` calls white space but the line feed, and the invisible U+200B and U+FEFF.
BLANK = " \t\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"


def drop_pinyin(text: str) -> Iterator[Edit]:
    """Yield the removal of each pinyin syllable in half-width brackets directly behind its character."""
    for match in _pinyin().finditer(text):
        if is_han(text[match.start() - 1 : match.start()]) and (match[1] or not _TONED.isdisjoint(match[0])):
            yield Edit(match.start(), match.end(), "")


@cache
def _pinyin() -> re.Pattern[str]:
    return re.compile(rf"\((?:{_SYLLABLE}|({_PARTICLES}))\)")


def drop_junk_commas(text: str) -> Iterator[Edit]:
    """Yield the removal of half-width commas that stand directly before another mark."""
    for match in _junk_comma().finditer(text):
        start, end = match.span()
        yield Edit(start, end, "")


@cache
def _junk_comma() -> re.Pattern[str]:
    # (One comma written out: only so the search skips from comma to comma.)
    return re.compile(r",,*(?=[,;:?!，。、；：？！])")


def join_broken_lines(text: str) -> Iterator[Edit]:
    """Yield the removal of line breaks behind a comma or semicolon; between two Latin words a space takes their place.

    In a text that was wrapped throughout, every other line end inside a paragraph goes too.
    """
    lines = lines_of(text)
    found = {edit.start: edit for edit in (*wrapped_throughout(lines), *_behind_commas(lines))}
    yield from (found[start] for start in sorted(found))


def _behind_commas(lines: Sequence[Line]) -> Iterator[Edit]:
    for line, following in pairwise(lines):
        # A next line with a bullet or a number of its own is a list; there the break is meant.
        if line.text[-1] in _COMMAS and following.text[0] not in _BULLETS and not is_numbered(following.text, _is_digit, longest=2, stops="."):
            latin = line.text[-1] in ",;" and _is_latin(following.text[0]) and _is_latin(line.text[-2:-1])
            yield Edit(line.end, following.start, " " if latin else "")


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdecimal()


def trim_edges(text: str) -> Iterator[Edit]:
    """Yield the removal of white space (U+3000, tabs, carriage returns, byte order marks too) at both ends of lines."""
    lines = text.split("\n")
    if not any_loose(lines):
        return
    start = 0
    for line in lines:
        end = start + len(line)
        first, last = end - len(line.lstrip(BLANK)), start + len(line.rstrip(BLANK))
        if first > start:
            yield Edit(start, first, "")
        if first < last < end:
            yield Edit(last, end, "")
        start = end + 1


def any_loose(lines: list[str]) -> bool:
    """Does any of the lines begin or end with white space?"""
    return [line.strip(BLANK) for line in lines] != lines
