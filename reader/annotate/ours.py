"""A file of an annotated book without what is ours: its texts are those that it had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit, apply_edits
from reader.epub.textmap import local
from reader.epub.vocabulary import PAGE

# What is ours with all that it holds, by the last part of its class or id; and what stands around text of the book.
MARKER, AROUND, ANCHOR = "mk", "nb", "at"
PAGES = ("glossary", "disputes", "questions", "agreements", "remarks")
WHOLE = frozenset({MARKER, ANCHOR, "notes", "contents", "style", *PAGES})
# What stands within a line.
INSIDE = frozenset({MARKER, ANCHOR})
# The elements that bear these names.
NAMES = {
    MARKER: ("sup",),
    AROUND: ("span",),
    ANCHOR: ("span",),
    "notes": ("section", "div"),
    "contents": ("li", "navPoint"),
    "style": ("item", "link"),
    **dict.fromkeys(PAGES, ("item", "itemref", "navPoint")),
}

Place = tuple[int, int]


def without_ours(source: str, word: str) -> str:
    """The source without our elements; `word` is what their names begin with."""
    if f"{word}-" not in source:
        return source
    source = "".join(_usual(word).split(source))
    return apply_edits(source, taking_out(source, word))


def taking_out(source: str, word: str) -> Iterator[Edit]:
    """The edits that take our elements out of a source, in order. One without an end is left: nobody knows what it holds."""
    done, around, ends = 0, list[Place](), dict[str, dict[int, Place]]()  # `around`: end tags of ours that stand around text, the next one last
    tag, place = _tag(word), 0
    while found := tag.search(source, place):
        start, end = found.span()
        place = end
        while around and around[-1][0] <= start:
            yield from _end_tag(around.pop(), done)
        name, what = local(found[1]), name_of_ours(found[2], word)
        if name not in NAMES.get(what, ()):
            continue
        empty = found[2].endswith("/") or name in PAGE.void
        close = (end, end) if empty else _end_of(source, name, end, ends)
        if close is None:
            continue
        if what == AROUND:
            yield Edit(start, end, "")
            around.append(close)
        else:
            done = close[1] if what in INSIDE else _behind(source, close[1])
            yield Edit(start, done, "")
            place = max(end, done)  # nothing in it is looked at
    while around:
        yield from _end_tag(around.pop(), done)


def _end_tag(place: Place, done: int) -> Iterator[Edit]:
    """An end tag, unless it stands in what is taken out already: in what is not well-formed it may."""
    if place[0] >= done:
        yield Edit(*place, "")


def _end_of(source: str, name: str, start: int, ends: dict[str, dict[int, Place]]) -> Place | None:
    """The end tag of an element of that name whose start tag ends at `start`: the next one, where no other of the name stands between, as nearly always.

    `ends` are the names of which all were looked for: a source in which one has no end is searched once.
    """
    if name not in ends:
        end = source.find(f"</{name}>", start)
        if end >= 0 and source.find(f"<{name}", start, end) < 0 and source.find(f":{name}", start, end) < 0 and source.find(f"</{name}", start) == end:
            return end, end + len(name) + 3
        ends[name] = _ends_of(source, name)
    return ends[name].get(start)


def _ends_of(source: str, name: str) -> dict[int, Place]:
    """For each element of that name that has an end tag, where its start tag ends, the end tag's place."""
    found, opened = dict[int, Place](), list[int]()
    for tag in _tags(name).finditer(source):
        if not tag[1] and not tag[0].endswith("/>"):
            opened.append(tag.end())
        elif tag[1] and opened:
            found[opened.pop()] = tag.span()
    return found


def name_of_ours(attributes: str, word: str) -> str:
    """The last part of a name of ours that an element bears, by its attributes as they are written; empty where it bears none."""
    begins = f"{word}-"
    for found in _attribute().finditer(attributes):
        name, value = found[1], found[2] or found[3] or ""
        if name == "href" and value.endswith(f"{begins}notes.css"):
            return "style"
        if name != "href":
            for part in value.split():
                if part.startswith(begins):
                    return part.removeprefix(begins)
    return ""


def _behind(source: str, place: int) -> int:
    """The place behind the end of the line that we end with an element of ours; a marker ends none."""
    return place + 1 if source[place : place + 1] == "\n" else place


@cache
def _usual(word: str) -> re.Pattern[str]:
    """A marker as we write it, and the text that it is kept together with: nearly all there is."""
    marker = rf'<sup class="{word}-mk">[^<]*+<a [^<>]*+>[^<]*+</a></sup>'
    return re.compile(rf'<span class="{word}-nb">([^<]*+){marker}</span>')


@cache
def _tag(word: str) -> re.Pattern[str]:
    """A start tag that names something of ours."""
    return re.compile(rf"<([A-Za-z_][\w.:-]*+)(\s[^<>]*?\b{word}-[^<>]*+)>")


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/)?(?:[\w.-]++:)?{re.escape(name)}(?=[\s/>])[^<>]*+>")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r"""\b(class|id|idref|href)\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
