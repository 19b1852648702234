"""The tree of an article → its pieces in order: stretches of text, each with all that holds for it, and the ends of lines between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.sources.inline import Mark, language, marks_of
from reader.edition.sources.markup import BLOCKS, HEADINGS, attribute, is_text, text_of
from reader.edition.sources.tables import Cell, place_cells, size_ref

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
HOLDERS = {"blockquote": "quotation", "figure": "figure", "dl": "dl", "dt": "dt", "dd": "dd", **dict.fromkeys(PREFORMATTED, "pre")}
CAPTIONS = frozenset({"figcaption", "caption"})
QUOTES = {"zh-Hans": ("“”", "‘’"), "zh-Hant": ("「」", "『』")}
# Lists and quotations deeper in one another than this are shown as if they were not: no screen has room for more.
DEEPEST = 12
BOXES = {True: "☑ ", False: "☐ "}
# In pages of our own making an empty element with this says which line of the source the text behind it is from (`names.py`).
NAME = "data-reader-line"


class Holder(Struct, frozen=True, gc=False):
    """What holds lines: its kind, what the kind needs (`repair/marks.py`), and a number that tells it from its neighbours."""

    kind: str
    ref: str
    number: int


class Around(Struct, frozen=True, gc=False):
    """All that holds for a stretch of text: what it stands in, the line's kind, its marks, its language, how it is written."""

    holders: tuple[Holder, ...] = ()
    line: str = ""
    marks: tuple[Mark, ...] = ()
    lang: str = ""
    pre: bool = False
    quotes: int = 0


class Piece(Struct, frozen=True, gc=False):
    """A stretch of text; one without text, at which something stands, has a `point`, or the `name` of the line that begins there."""

    text: str
    around: Around
    point: str = ""
    name: str = ""


class Page(Struct, frozen=True, gc=False, eq=False):
    """What the walk must know: the points at placeholders (by their identity), how pictures become text, the marks for `q`, numbers for holders;
    and whether the page names its lines.
    """

    points: dict[int, str]
    picture: Callable[[Tag], tuple[str, Mark | None] | None]
    quotes: tuple[str, str]
    numbers: Iterator[int]
    named: bool = False


class Step(Struct, gc=False):
    """An element on the way: its children still to come, what holds for them, what ends it."""

    children: Iterator[PageElement]
    around: Around
    ends: bool = False
    behind: str = ""
    cells: dict[int, Cell] = {}


def walk(root: Tag, page: Page, around: Around) -> Iterator[Piece | None]:
    """The pieces below `root`; None where a line ends. No recursion: pages nest as deep as they like."""
    from bs4.element import Tag

    stack = [Step(iter(root.children), around, cells={})]
    while stack:
        step = stack[-1]
        child = next(step.children, None)
        if child is None:
            stack.pop()
            if step.behind:
                yield Piece(step.behind, step.around)
            if step.ends:
                yield None
        elif isinstance(child, Tag):
            yield from _special(child, page, step.around)
            if child.name in ("br", "img", "input", "ruby") or id(child) in page.points:
                continue
            inner = _enter(child, step, page)
            if inner.ends:
                yield None
            if inner.behind:
                yield Piece(page.quotes[step.around.quotes % 2][0], step.around)
            stack.append(inner)
        elif is_text(child):
            yield from _text(str(child), step.around)


def _text(text: str, around: Around) -> Iterator[Piece | None]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if around.pre else [text]
    for number, line in enumerate(lines):
        if number:
            yield None
        yield Piece(line, around)


def _special(tag: Tag, page: Page, around: Around) -> Iterator[Piece | None]:
    """What is no container of text: line breaks, pictures, boxes, characters with their reading, places of notes."""
    if page.named and NAME in tag.attrs:
        yield Piece("", around, name=attribute(tag, NAME))
    elif id(tag) in page.points:
        yield Piece("", around, page.points[id(tag)])
    elif tag.name == "br":
        yield None
    elif tag.name == "input":
        yield Piece(BOXES["checked" in tag.attrs], around)
    elif tag.name == "ruby":
        yield from _ruby(tag, page, around)
    elif tag.name == "img" and (shown := page.picture(tag)):
        text, mark = shown
        yield Piece(text, replace(around, marks=(*around.marks, mark)) if mark else around)


def _ruby(tag: Tag, page: Page, around: Around) -> Iterator[Piece | None]:
    """Each base with the reading behind it; brackets for browsers that know no ruby are left out."""
    from bs4.element import Tag

    base = ""
    waiting: list[PageElement] = list(reversed(tag.contents))
    points: list[str] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            if id(part) in page.points:
                points.append(page.points[id(part)])
            elif part.name == "rt":
                reading = " ".join(text_of(part).split())
                marks = (*around.marks, ("ruby", reading)) if reading and base.strip() else around.marks
                yield Piece(base, replace(around, marks=marks))
                base = ""
            elif part.name not in ("rp", "rtc"):
                waiting += reversed(part.contents)
        elif is_text(part):
            base += str(part)
    yield Piece(base, around)
    yield from (Piece("", around, point) for point in points)


def _enter(tag: Tag, step: Step, page: Page) -> Step:
    outer, name = step.around, tag.name
    cells = place_cells(tag) if name == "table" else step.cells
    holders, line = _holders(tag, outer, cells, page.numbers), outer.line
    if name in HEADINGS:
        line = f"heading {HEADINGS[name]}"
    elif name in CAPTIONS:
        line = "caption"
    lang = language(tag)
    around = Around(
        holders[:DEEPEST],
        line,
        _with_marks(outer.marks, marks_of(tag)),
        outer.lang if lang is None else lang,
        outer.pre or name in PREFORMATTED,
        outer.quotes + (name == "q"),
    )
    behind = page.quotes[outer.quotes % 2][1] if name == "q" else ""
    return Step(iter(tag.children), around, name in BLOCKS or _is_line_of_code(tag, outer), behind, cells)


def _with_marks(outer: tuple[Mark, ...], own: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Each mark once, however deep the page nests it; of directions the inner one."""
    kept = tuple(mark for mark in outer if mark[0] != "dir") if any(kind == "dir" for kind, _ in own) else outer
    return (*kept, *(mark for mark in own if mark not in kept)) if own else outer


def _is_line_of_code(tag: Tag, outer: Around) -> bool:
    """WeChat and some highlighters put each line of a program into a `code` of its own, without line breaks."""
    if not outer.pre or tag.name != "code":
        return False
    siblings = (tag.find_next_sibling(), tag.find_previous_sibling())
    return any(sibling is not None and sibling.name == "code" for sibling in siblings)


def _holders(tag: Tag, outer: Around, cells: dict[int, Cell], numbers: Iterator[int]) -> tuple[Holder, ...]:
    name, holders = tag.name, outer.holders
    if name in LISTS:
        return (*holders, Holder(LISTS[name], _numbering(tag) if name == "ol" else "", next(numbers)))
    if name == "li":
        loose = tag.parent is None or tag.parent.name not in LISTS
        # Items that no list holds are one list all the same: known by what they stand in.
        around = (Holder("ul", "", -id(tag.parent)),) if loose else ()
        return (*holders, *around, Holder("li", _whole_number(tag, "value"), next(numbers)))
    if name == "table" and cells:
        return (*holders, Holder("table", size_ref(cells), next(numbers)))
    if id(tag) in cells:
        return (*holders, Holder("cell", cells[id(tag)].ref, next(numbers)))
    return (*holders, Holder(HOLDERS[name], "", next(numbers))) if name in HOLDERS else holders


def _numbering(tag: Tag) -> str:
    """`start=3 type=a reversed`: what the page says of its numbers."""
    start, kind = _whole_number(tag, "start"), attribute(tag, "type").strip()
    found = (f"start={start}" if start else "", f"type={kind}" if kind in ("a", "A", "i", "I") else "", "reversed" if "reversed" in tag.attrs else "")
    return " ".join(filter(None, found))


def _whole_number(tag: Tag, name: str) -> str:
    value = attribute(tag, name).strip()
    digits = value.removeprefix("-")
    return value if digits.isascii() and digits.isdecimal() and len(digits) < 7 else ""
