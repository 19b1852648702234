"""Style sheets made for horizontal lines → for vertical ones, and back: what was above a paragraph stands at its right, what was at its left above.

Only names and numbers change their places, so that old engines too understand the sheet, and turning it back gives it as it was. Floats and
alignment need no turning: left and right are those of the line (CSS Writing Modes 3, "Line-relative mappings").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit
from reader.epub.css import Block, Declaration, read_blocks, read_declarations, without_comments
from reader.model import Layout

LAYOUTS: tuple[Layout, ...] = ("horizontal", "vertical")

SIDES = ("top", "right", "bottom", "left")
# In vertical lines that follow each other from right to left, where each side of horizontal lines lies.
VERTICAL = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
TURNED = {"vertical": VERTICAL, "horizontal": {new: old for old, new in VERTICAL.items()}}
SIZES = {"width": "height", "height": "width"}
EDGES = ("margin", "padding", "border")
OF_BORDERS = {"width", "style", "color"}
UNITS = {"vw": "vh", "vh": "vw"}
MODES = frozenset({"writing-mode", "-epub-writing-mode", "-webkit-writing-mode", "-ms-writing-mode"})
ROOTS = frozenset({"html", "body", ":root", "*"})
# Pictures stand upright in either layout, and pages of paper have their own edges.
UPRIGHT = re.compile(r"(?:^|[\s>+~.#])(?:img|image|svg|video|object|canvas|iframe)(?![\w-])[^\s>+~]*$", re.IGNORECASE)
AT_PAGE = "@page"


def turned_sheet(css: str, layout: Layout, *, roots: frozenset[str] = ROOTS) -> Iterator[Edit]:
    """What of a style sheet changes for the layout; `roots` are the selectors of whole pages."""
    for block in read_blocks(without_comments(css)):
        if not block.selector.lower().startswith("@"):
            yield from turned_block(block, layout, roots=roots)


def turned_style(style: str, layout: Layout, *, name: str, at: int) -> Iterator[Edit]:
    """The same for the value of a `style` attribute of an element called `name`, which stands `at` an offset of its page."""
    return turned_block(Block(name, without_comments(style), at), layout, roots=ROOTS)


def turned_block(block: Block, layout: Layout, *, roots: frozenset[str]) -> Iterator[Edit]:
    """What of one block of declarations changes."""
    selectors = [selector.strip() for selector in block.selector.split(",")]
    of_page = any(selector.lower() in roots for selector in selectors)
    upright = all(UPRIGHT.search(selector) for selector in selectors)
    for one in read_declarations(block.declarations, at=block.place):
        if one.name in MODES:
            yield from _mode(one, layout, of_page=of_page)
        elif (name := _name(one.name, layout, upright=upright)) != one.name:
            yield Edit(one.place, one.place + len(one.name), name)
            if one.name.rpartition("-")[2] in SIZES and (value := _units(one.value)) != one.value:
                yield Edit(one.start, one.end, value)
        elif one.name in {"margin", "padding", "border-width", "border-style", "border-color"} and (value := _sides(one.value, layout)) != one.value:
            yield Edit(one.start, one.end, value)


def _mode(one: Declaration, layout: Layout, *, of_page: bool) -> Iterator[Edit]:
    """A horizontal book has no vertical lines left; in a vertical one a table may stay as it is, a whole page may not."""
    vertical = one.value.startswith(("vertical", "tb"))
    if layout == "horizontal" and vertical:
        yield Edit(one.start, one.start + len(_word(one.value)), "lr-tb" if one.name == "-ms-writing-mode" else "horizontal-tb")
    if layout == "vertical" and of_page and not vertical:
        yield Edit(one.start, one.start + len(_word(one.value)), "tb-rl" if one.name == "-ms-writing-mode" else "vertical-rl")


def _word(value: str) -> str:
    return _first().match(value)[0]  # type: ignore[index]


def _name(name: str, layout: Layout, *, upright: bool) -> str:
    """A property under its name in the layout."""
    parts = name.split("-")
    if len(parts) > 1 and parts[1] in SIDES and ((parts[0] in EDGES[:2] and len(parts) == 2) or (parts[0] == EDGES[2] and set(parts[2:]) <= OF_BORDERS)):
        return "-".join((parts[0], TURNED[layout][parts[1]], *parts[2:]))
    if not upright and parts[-1] in SIZES and (len(parts) == 1 or (parts[0] in {"min", "max"} and len(parts) == 2)):
        return "-".join((*parts[:-1], SIZES[parts[-1]]))
    return name


def _sides(value: str, layout: Layout) -> str:
    """The values of several sides in the order of their new places; a value in parentheses counts as one."""
    values = _value().findall(value)
    important = values.pop() if values and values[-1].lower() == "!important" else ""
    if not 2 <= len(values) <= 4 or ("(" in value and ")" not in value):
        return value
    top, right = values[0], values[1]
    bottom, left = values[2] if len(values) > 2 else top, values[3] if len(values) > 3 else right
    old = dict(zip(SIDES, (top, right, bottom, left), strict=True))
    new = {TURNED[layout][side]: what for side, what in old.items()}
    shown = [new[side] for side in SIDES]
    if shown[1] == shown[3]:
        shown = shown[:2] if shown[0] == shown[2] else shown[:3]
    return " ".join([*shown, important] if important else shown)


def _units(value: str) -> str:
    return _unit().sub(lambda found: UNITS[found[0].lower()], value)


@cache
def _first() -> re.Pattern[str]:
    return re.compile(r"[\w-]*")


@cache
def _value() -> re.Pattern[str]:
    return re.compile(r"(?:[^\s()]|\([^()]*\))+")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(r"(?<=[\d.])v[wh]\b", re.IGNORECASE)
