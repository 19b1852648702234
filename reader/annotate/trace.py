"""An annotated page as two trees of one reading: what it was, and what it is. Every stretch of text knows its place in both."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain

from msgspec import Struct, field

from reader.annotate.ours import AROUND, INSIDE, WHOLE, name_of_ours
from reader.epub.scan import apart, decoded, tokens
from reader.epub.textmap import local
from reader.epub.vocabulary import PAGE

Gap = tuple[int, int]  # an element, and how many elements stand before the text in it


class Element(Struct, frozen=True, gc=False):
    """An element of one tree: its parent there, its number among all children and among those of its name, from 1; its number in the other tree, or
    -1 where it stands in this one alone."""

    name: str
    id: str
    parent: int
    number: int
    same: int
    other: int


class Chunk(Struct, frozen=True, gc=False):
    """`text` stands in both trees: in which gap of each, and behind how many code points of that gap's text."""

    text: str
    old: Gap
    old_start: int
    new: Gap
    new_start: int


class Tree(Struct, gc=False):
    """The elements of a page, the first of which is the root; the text of each gap."""

    elements: list[Element] = field(default_factory=list)
    children: dict[Gap, int] = field(default_factory=dict)
    named: Counter[tuple[int, str]] = field(default_factory=Counter)
    counted: Counter[int] = field(default_factory=Counter)
    runs: defaultdict[Gap, list[str]] = field(default_factory=lambda: defaultdict(list))
    lengths: Counter[Gap] = field(default_factory=Counter)

    def add(self, name: str, ident: str, parent: int, other: int) -> int:
        """Put in an element behind what its parent holds."""
        self.counted[parent] += 1
        self.named[parent, name] += 1
        at = len(self.elements)
        self.elements.append(Element(name, ident, parent, self.counted[parent], self.named[parent, name], other))
        self.children[parent, self.counted[parent]] = at
        return at

    def write(self, gap: Gap, text: str) -> None:
        """Put text behind what the gap holds."""
        if text:
            self.runs[gap].append(text)
            self.lengths[gap] += len(text)

    def text(self, gap: Gap) -> str:
        """All text of a gap."""
        return "".join(self.runs.get(gap, ()))


class Trace(Struct, gc=False):
    """Both trees; chunks by their gaps in each, in order; for each element that is ours the places in the old tree where it begins and ends: a gap
    and how much of its text stands before. `line_end`: an element of ours has just ended, and the line with it.
    """

    old: Tree = field(default_factory=Tree)
    new: Tree = field(default_factory=Tree)
    by_old: defaultdict[Gap, list[Chunk]] = field(default_factory=lambda: defaultdict(list))
    by_new: defaultdict[Gap, list[Chunk]] = field(default_factory=lambda: defaultdict(list))
    begins: dict[int, tuple[Gap, int]] = field(default_factory=dict)
    ends: dict[int, tuple[Gap, int]] = field(default_factory=dict)
    line_end: bool = False
    opened: Counter[str] = field(default_factory=Counter)


class Frame(Struct, frozen=True, gc=False):
    """An open element: where it stands in each tree, and whether it is ours with all that it holds. What stands in the new tree alone has the
    old place of what it stands in. `lined`: we end a line behind it.
    """

    name: str
    old: int
    new: int
    ours: bool
    lined: bool = False


def trace(source: str, word: str) -> Trace:
    """The trees of a page that is annotated with names that begin with `word` (one of which has none of ours: both are the same)."""
    found, frames = Trace(), [Frame("", -1, -1, False)]
    for token in chain.from_iterable(apart(source, whole) for whole in tokens(source)):
        if token.kind == "text":
            _text(found, frames[-1], _read(source, token.start, token.end, cdata=token.name == "cdata"))
        elif token.kind == "block":
            _open(found, frames, token.name, source[token.start : token.place], word)
            _text(found, frames[-1], source[token.place : token.inner])
            _leave(found, frames)
        elif token.kind == "end":
            _close(found, frames, local(token.name))
        elif token.kind != "other":
            _open(found, frames, local(token.name), token.attributes, word)
            if token.kind == "empty" or local(token.name) in PAGE.void:
                _leave(found, frames)
    return found


def _read(source: str, start: int, end: int, *, cdata: bool) -> str:
    text = source[start:end] if cdata or "&" not in source[start:end] else "".join([one for _, _, one in decoded(source, start, end)])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _open(found: Trace, frames: list[Frame], name: str, attributes: str, word: str) -> None:
    parent = frames[-1]
    found.opened[name] += 1
    what = name_of_ours(attributes, word) if not parent.ours and f"{word}-" in attributes else ""
    mine = parent.ours or what in WHOLE
    ident = _ident().search(attributes)
    named = ident[2] if ident else ""
    if mine or what == AROUND:
        new = found.new.add(name, named, parent.new, -1)
        found.begins[new] = _old_place(found, parent.old)
        frames.append(Frame(name, parent.old, new, mine, what in WHOLE - INSIDE))
        return
    old = found.old.add(name, named, parent.old, len(found.new.elements))
    frames.append(Frame(name, old, found.new.add(name, named, parent.new, old), False))


def _old_place(found: Trace, element: int) -> tuple[Gap, int]:
    gap = (element, found.old.counted[element])
    return gap, found.old.lengths[gap]


def _close(found: Trace, frames: list[Frame], name: str) -> None:
    if found.opened[name]:
        while _leave(found, frames) != name:
            pass


def _leave(found: Trace, frames: list[Frame]) -> str:
    """The end of the innermost element; its name."""
    frame = frames.pop()
    found.line_end = frame.lined
    found.opened[frame.name] -= 1
    if frame.new in found.begins:
        found.ends[frame.new] = _old_place(found, frame.old)
    return frame.name


def _text(found: Trace, frame: Frame, text: str) -> None:
    new = (frame.new, found.new.counted[frame.new])
    ours = len(text) if frame.ours else int(found.line_end and text.startswith("\n"))
    found.new.write(new, text[:ours])
    found.line_end, text = False, text[ours:]
    if not text:
        return
    old = (frame.old, found.old.counted[frame.old])
    chunk = Chunk(text, old, found.old.lengths[old], new, found.new.lengths[new])
    found.by_old[old].append(chunk)
    found.by_new[new].append(chunk)
    found.old.write(old, text)
    found.new.write(new, text)


@cache
def _ident() -> re.Pattern[str]:
    return re.compile(r"""(?<![\w:.-])(id)\s*+=\s*+["']([^"'<]*+)["']""")
