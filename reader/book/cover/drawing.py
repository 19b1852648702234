"""A typographic cover: the title on black, below it the authors and the script. Black and white, so that grey screens show all of it."""

from __future__ import annotations

from reader.book.cover.glyphs import HEIGHT
from reader.book.cover.lettering import clipped, drawable, enlarged, rows_of, width, wrapped
from reader.book.cover.png import write_png

# Kindle's and Apple's guides want 1600 × 2560 (KDP help G6GTK3T3NUHKLEFX).
WIDTH, LENGTH = 1600, 2560
MARGIN = 128
ROOM = WIDTH - 2 * MARGIN
BAND = 1600  # the black above
# How often a dot of a letter is drawn, for a title of one line, of two …: what is too long for a size gets one line more.
TITLE_SCALES = (11, 10, 10, 9, 8, 7, 6, 5, 4)
SUBTITLE, NAMES, FOOT = 4, 5, 4
MOST_SUBTITLE, MOST_NAMES = 2, 3
LEADING = 4  # dots between lines
RULE = 16  # the line's height, and the frame's: a white cover would run into a white shelf


def draw_cover(title: str, *, subtitle: str, names: str, foot: str) -> bytes:
    """The picture as PNG, 1600 × 2560 dots."""
    canvas = [0] * LENGTH
    heading, scale = title_lines(drawable(title))
    below = _set(drawable(subtitle), SUBTITLE, MOST_SUBTITLE)
    place = BAND - MARGIN - _height(below, SUBTITLE)
    _put(canvas, below, SUBTITLE, place)
    _put(canvas, heading, scale, place - _height(heading, scale) - (HEIGHT * SUBTITLE if below else 0))
    paper = (1 << WIDTH) - 1
    canvas[:BAND] = [paper ^ row for row in canvas[:BAND]]
    _put(canvas, _set(drawable(names), NAMES, MOST_NAMES), NAMES, BAND + MARGIN)
    label = _set(drawable(foot), FOOT, 1)
    place = LENGTH - MARGIN - _height(label, FOOT)
    _put(canvas, label, FOOT, place)
    rule = ((1 << ROOM) - 1) << MARGIN
    canvas[place - 4 * RULE : place - 3 * RULE] = [rule] * RULE
    return write_png(_framed(canvas), WIDTH)


def title_lines(text: str) -> tuple[list[str], int]:
    """The title's lines and their scale: as big as fits beside the subtitle, in few lines rather than big."""
    largest = (BAND - 2 * MARGIN) * 3 // 4
    for most, scale in enumerate(TITLE_SCALES, 1):
        lines = wrapped(text, ROOM // scale)
        if len(lines) <= most:
            # A short title may be bigger still.
            while len(wrapped(text, ROOM // (scale + 1))) == len(lines) and _height(lines, scale + 1) <= largest and scale < 16:
                scale += 1
            return wrapped(text, ROOM // scale), scale
    scale = TITLE_SCALES[-1]
    return clipped(lines, largest // ((HEIGHT + LEADING) * scale), ROOM // scale), scale


def _set(text: str, scale: int, most: int) -> list[str]:
    return clipped(wrapped(text, ROOM // scale), most, ROOM // scale) if text else []


def _height(lines: list[str], scale: int) -> int:
    return len(lines) * (HEIGHT + LEADING) * scale


def _framed(canvas: list[int]) -> list[int]:
    full, edge = (1 << WIDTH) - 1, (1 << RULE) - 1
    sides = edge << (WIDTH - RULE) | edge
    return [*(row | sides for row in canvas[:-RULE]), *[full] * RULE]


def _put(canvas: list[int], lines: list[str], scale: int, top: int) -> None:
    """Draw the lines from `top` down, from the left margin on."""
    for line in lines:
        wide = width(line)
        for at, row in enumerate(enlarged(rows_of(line), wide, scale), top):
            canvas[at] |= row << (WIDTH - MARGIN - wide * scale)
        top += (HEIGHT + LEADING) * scale
