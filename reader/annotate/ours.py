"""A file of an annotated book without what is ours: its texts are those that it had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit, apply_edits
from reader.epub.textmap import local
from reader.epub.vocabulary import PAGE

# What is ours with all that it holds, by the last part of its class or id; and what stands around text of the book.
MARKER = "mk"
WHOLE = frozenset({MARKER, "notes", "contents", "glossary", "style"})
AROUND = "nb"


def without_ours(source: str, word: str) -> str:
    """The source without our elements; `word` is what their names begin with."""
    if f"{word}-" not in source:
        return source
    source = _usual(word).sub(r"\1", source)
    return apply_edits(source, taking_out(source, word))


def taking_out(source: str, word: str) -> Iterator[Edit]:
    """The edits that take our elements out of a source, in order."""
    done, ends = 0, list[int]()  # where end tags of ours stand that stood around text, the next one last
    for found in _tag(word).finditer(source):
        start, end = found.span()
        while ends and ends[-1] <= start:
            yield _end_tag(source, ends.pop())
        if start < done:
            continue
        what, empty = name_of_ours(found[2], word), found[2].endswith("/") or local(found[1]) in PAGE.void
        if what in WHOLE:
            done = end if empty else _end_of(source, found[1], end)[1]
            yield Edit(start, done if what == MARKER else _behind(source, done), "")
        elif what == AROUND and not empty:
            yield Edit(start, end, "")
            ends.append(_end_of(source, found[1], end)[0])
    while ends:
        yield _end_tag(source, ends.pop())


def _end_of(source: str, name: str, place: int) -> tuple[int, int]:
    """Where the end tag stands of the element of that name whose start tag ends at `place`; the source's end where it has none."""
    depth = 1
    for found in _tags(name).finditer(source, place):
        if found[1]:
            depth -= 1
        elif not found[0].endswith("/>"):
            depth += 1
        if not depth:
            return found.span()
    return len(source), len(source)


def _end_tag(source: str, place: int) -> Edit:
    return Edit(place, source.find(">", place) + 1 or len(source), "")


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
    return re.compile(rf"<(/)?{re.escape(name)}(?=[\s/>])[^<>]*+>")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r"""\b(class|id|idref|href)\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
