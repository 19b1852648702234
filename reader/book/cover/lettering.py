"""A text → the lines it is drawn in, and each line → rows of dots."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.book.cover.glyphs import HEIGHT, glyph

# What printers put where they have no type for a character.
GETA = "〓"
CLIPPED = "……"
# More than a whole page of the smallest letters: what is behind it is never drawn.
LONGEST = 1000
# Invisible by nature, so nothing is missing where they are not drawn: control, format and combining characters.
UNSEEN = "\x00-\x1f\x7f-\x9f\xad\u0300-\u036f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
OPENERS, CLOSERS = "“‘「『（《〈【〔［([{", "”’」』）》〉】〕］)]}，。、；：！？…—·,.;:!?"

Rows = tuple[int, ...]


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{UNSEEN}]+")


@cache
def _pieces() -> re.Pattern[str]:
    """What is never torn: words in letters, and a character with the marks that may not begin or end a line."""
    openers, closers = re.escape(OPENERS), re.escape(CLOSERS)
    return re.compile(f"[{openers}]*(?:[!-~\u00a1-\u052f]+|.)[{closers}]*")


def drawable(text: str) -> str:
    """The text, as far as a cover may show it, with a space for each run of white space and 〓 for each run of characters without a shape."""
    shown = "".join(char if char == " " or glyph(char) else "\0" for char in _plain(text))
    return re.sub("\0+", GETA, shown)


def shapeless(text: str) -> str:
    """The characters of the text that cannot be drawn, each once."""
    return "".join(dict.fromkeys(char for char in _plain(text) if char != " " and not glyph(char)))


def _plain(text: str) -> str:
    whole = unicodedata.normalize("NFC", text[:LONGEST])
    return _unseen().sub("", " ".join(whole.split()))


def width(text: str) -> int:
    """How many dots a drawable text is wide."""
    return sum(shape.width for char in text if (shape := glyph(char)))


def wrapped(text: str, room: int) -> list[str]:
    """The text in as few lines of at most `room` dots as it needs, all about equally long."""
    lines = _filled(text, room)
    if len(lines) < 2:
        return lines
    narrow, wide = 1, room
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(_filled(text, middle)) > len(lines) or any(width(line) > middle for line in _filled(text, middle)):
            narrow = middle + 1
        else:
            wide = middle
    return _filled(text, wide)


def _filled(text: str, room: int) -> list[str]:
    lines = [""]
    for piece in _pieces().findall(text):
        for part in [piece] if width(piece) <= room else piece:
            if lines[-1] and width(lines[-1] + part) > room:
                lines.append("")
            lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def clipped(lines: list[str], most: int, room: int) -> list[str]:
    """No more than `most` of the lines; what is left out is shown by dots."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + CLIPPED) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + CLIPPED]


def rows_of(line: str) -> Rows:
    """The line's 16 rows, as many bits wide as `width` says."""
    rows = [0] * HEIGHT
    for char in line:
        if shape := glyph(char):
            rows = [row << shape.width | more for row, more in zip(rows, shape.rows, strict=True)]
    return tuple(rows)


def enlarged(rows: Rows, wide: int, scale: int) -> Rows:
    """Each of the `wide` dots of each row `scale` times as wide and as high."""
    dots = {ord("0"): "0" * scale, ord("1"): "1" * scale}
    return tuple(int(f"{row:0{wide}b}".translate(dots), 2) for row in rows for _ in range(scale))
