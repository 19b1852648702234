"""The rule on lines that were broken by hand, by mail, by a PDF or by OCR: the lines of a paragraph become one.

A paragraph ends at an empty line, before an indented line, before an item of a list, and at a line that could have been longer (the next
word would have fitted in the text's usual width) if it ends like a sentence, or begins a paragraph and is as short as a heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from unicodedata import east_asian_width

from msgspec import Struct

from reader.edits import Edit

# What a sentence or an announcement ends with, behind any quotation marks and brackets.
_ENDS = frozenset("。！？…：.!?:")
_CLOSERS = "”’」』）》】〉\"')] "
# Ambiguous in width: they belong to what stands beside them.
_AMBIGUOUS = "“”‘’…—·"
# A heading or a line of verse is shorter than this part of the width.
_HEADING = 0.8
# A line ends up to two characters early where its typesetting or a mark that must not stand there would have it so.
_SLACK = 4
# One line in ten may be longer than the usual width: a heading, an address, a table's row.
_LONGER = 0.1
_INDENT = 2
# What an item of a list begins with, where no number does; the numerals of one, and what stands behind them.
_BULLETS = frozenset("•●·*#-–—")
_NUMERALS = "一二三四五六七八九十"
_BEHIND_NUMBER = frozenset("、)）")
# What one word of Latin letters holds with its marks, and what may not be parted from the word before it.
_LATIN = "".join(map(chr, range(0x21, 0x7F)))
_TIED = "，。、；：！？”’）》」』…"
# Nobody wraps lines in more columns: such a line is a paragraph.
_WIDEST = 160
# A heading and a verse break lines, too.
_FEWEST = 3


class Line(Struct, frozen=True, gc=False):
    """A line that is not empty: its number, where it begins and ends without its white space, its columns and those of its indent, its text.

    `ends`: does it end like a sentence?
    """

    row: int
    start: int
    end: int
    width: int
    indent: int
    text: str
    ends: bool


class Page(Struct, frozen=True, gc=False):
    """How a text was set: its usual width and its left margin in columns; whether its full lines mostly end within a sentence; and whether
    an indent or an empty line shows where paragraphs begin.
    """

    width: int
    margin: int
    wrapped: bool
    marked: bool


def join_wrapped_lines(text: str) -> Iterator[Edit]:
    """Yield each line end inside a paragraph, with the white space beside it, → nothing; between two Latin words → a space."""
    lines = lines_of(text)
    return _joins(lines, _measure(lines))


def _joins(lines: Sequence[Line], page: Page) -> Iterator[Edit]:
    begins = True  # does the line begin a paragraph?
    for line, following in pairwise(lines):
        joined = not _is_apart(line, following, page.margin) and _runs_on(line, following, page, begins=begins)
        if joined:
            yield Edit(line.end, following.start, _gap(line.text, following.text))
        begins = not joined


def wrapped_throughout(lines: Sequence[Line]) -> tuple[Edit, ...]:
    """The same edits if most lines of the text end inside a paragraph, else none."""
    page, least = _measure(lines), max(_FEWEST, len(lines) // 2 + 1)
    if not page.marked and not page.wrapped and sum(not line.ends for line in lines) < least:  # as most texts: there no line that ends goes on
        return ()
    edits = tuple(_joins(lines, page))
    return edits if len(edits) >= least else ()


def may_be_wrapped(text: str) -> bool:
    """Could `wrapped_throughout` find anything in the text? A quick look, without a line's width: no line is narrower than it is long, nor twice as wide.

    Where nothing sets lines apart, a line that ends runs on only if most of the full lines do not end; one line in ten at least is full.
    """
    lines = text.split("\n")
    loose = [line for line in lines if line[-1:] not in _ENDS and not _ends(line)]
    if 2 * len(loose) > len(lines) or not all(lines) or list(map(str.strip, lines)) != lines:
        return True
    most = int(len(lines) * _LONGER)
    full = sorted(map(len, lines))[-1 - most] - _SLACK
    return 2 * sum(2 * len(line) >= full for line in loose) > most + 1


def lines_of(text: str) -> list[Line]:
    """The lines of the text that are not empty, in order."""
    found, at = list[Line](), 0
    drawn = text.encode("gbk", "replace").split(b"\n")  # as `_columns`, of all lines at once
    for row, (line, columns) in enumerate(zip(text.split("\n"), drawn, strict=True)):
        bare = line.strip()
        if bare == line and bare:  # as nearly all
            found.append(Line(row, at, at + len(line), len(columns), 0, line, _ends(line)))
        elif bare:
            start = at + len(line) - len(line.lstrip())
            indent = _columns(line[: start - at].replace("\t", "    "))
            found.append(Line(row, start, start + len(bare), _columns(line.rstrip()), indent, bare, _ends(bare)))
        at += len(line) + 1
    return found


def _columns(text: str) -> int:
    """How wide the text is drawn where a Chinese character takes two columns."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def _measure(lines: Sequence[Line]) -> Page:
    widths = sorted(line.width for line in lines)
    width = widths[-1 - int(len(widths) * _LONGER)] if widths else 0
    margin = min((line.indent for line in lines), default=0)
    full = [line.ends for line in lines if line.width >= width - _SLACK]
    pairs = [_is_apart(line, following, margin) for line, following in pairwise(lines)]
    short = _HEADING * width
    last = [apart for line, apart in zip(lines, pairs, strict=False) if line.ends and line.width < short]
    marked = any(pairs) and 5 * sum(last) >= 4 * len(last)
    return Page(width, margin, 2 * sum(full) < len(full), marked)


def _is_apart(line: Line, following: Line, margin: int) -> bool:
    return line.row + 1 < following.row or following.indent - margin >= _INDENT


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def _runs_on(line: Line, following: Line, page: Page, *, begins: bool) -> bool:
    """Does the paragraph go on from one line to the next, which no indent and no empty line sets apart?"""
    if line.width > _WIDEST or _is_item(following.text):
        return False
    needed = line.width + len(_gap(line.text, following.text)) + _columns(_first_word(following.text))
    long = line.width >= _HEADING * page.width
    if line.ends:
        return (needed > page.width and (page.marked or page.wrapped)) or (long and page.marked)
    return long or not begins or needed + _SLACK > page.width


def _first_word(text: str) -> str:
    """The first word or character of a line, with the marks that may not be parted from it."""
    word = len(text) - len(text.lstrip(_LATIN)) or 1
    return text[: len(text) - len(text[word:].lstrip(_TIED))]


def _is_item(text: str) -> bool:
    return text[1:2].isspace() if text[0] in _BULLETS else is_numbered(text, str.isdecimal, longest=3, stops=".．")


def is_numbered(text: str, is_digit: Callable[[str], bool], *, longest: int, stops: str) -> bool:
    """Does the line begin with a number of its own: 1、 (1) （一） or, in digits, with one of the `stops` behind it? `longest`: how many digits it has at most.

    Not a regular expression: Python takes 4 ms to compile its classes.
    """
    bare = text[1:] if text[0] in "（(" else text
    digits = sum(1 for _ in takewhile(is_digit, bare[: longest + 1]))
    numerals = 0 if digits else len(bare) - len(bare.lstrip(_NUMERALS))
    behind, further = bare[digits + numerals :][:1], bare[digits + 1 :][:1]
    if digits:
        return digits <= longest and (behind in _BEHIND_NUMBER or (behind != "" and behind in stops and not is_digit(further)))
    return 1 <= numerals <= 3 and behind in _BEHIND_NUMBER


def _gap(left: str, right: str) -> str:
    """What takes the place of the line end: a space between two words that are written with spaces."""
    if _is_wide(left.rstrip(_AMBIGUOUS)[-1:]) or _is_wide(right.lstrip(_AMBIGUOUS)[:1]) or left.endswith(("-", "\u00ad")):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    """Chinese and Japanese; Korean, as wide, is written with spaces. An edge of nothing but ambiguous marks counts too."""
    return not char or (east_asian_width(char) in {"W", "F"} and not "\uac00" <= char <= "\ud7a3")
