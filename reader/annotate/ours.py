"""A file of an annotated book without what is ours: its texts are those that it had."""

from __future__ import annotations

from collections.abc import Iterator

from reader.edits import Edit, apply_edits
from reader.epub.scan import Token, attributes, tokens
from reader.epub.textmap import local
from reader.epub.vocabulary import PAGE

# What is ours with all that it holds, by the last part of its class or id; and what stands around text of the book.
WHOLE = frozenset({"mk", "notes", "contents", "glossary", "style"})
AROUND = "nb"


def without_ours(source: str, word: str) -> str:
    """The source without our elements; `word` is what their names begin with."""
    return apply_edits(source, taking_out(source, word)) if f"{word}-" in source else source


def taking_out(source: str, word: str) -> Iterator[Edit]:
    """The edits that take our elements out of a source, in order."""
    begins = f"{word}-"
    around, taken = list[tuple[str, int]](), list[tuple[str, int]]()  # open elements of ours: name, depth
    start = depth = 0
    for token in tokens(source):
        if token.kind not in {"start", "end", "empty"}:
            continue
        empty = token.kind == "empty" or token.name in PAGE.void
        depth += 0 if empty else 1 if token.kind == "start" else -1
        what = _what(token, begins) if token.kind != "end" and begins in token.attributes else ""
        if taken:
            if token.kind == "end" and depth == taken[-1][1]:
                taken.pop()
                yield Edit(start, _behind(source, token.end), "")
        elif what in WHOLE and empty:
            yield Edit(token.start, _behind(source, token.end), "")
        elif what in WHOLE:
            start = token.start
            taken.append((token.name, depth - 1))
        elif what == AROUND and token.kind == "start":
            around.append((token.name, depth - 1))
            yield Edit(token.start, token.end, "")
        elif token.kind == "end" and around and (local(token.name), depth) == (local(around[-1][0]), around[-1][1]):
            around.pop()
            yield Edit(token.start, token.end, "")


def _what(token: Token, begins: str) -> str:
    """The last part of a name of ours that an element bears; empty where it bears none."""
    for one in attributes(token):
        if one.name in {"class", "id", "idref"}:
            for value in one.value.split():
                if value.startswith(begins):
                    return value.removeprefix(begins)
        elif one.name == "href" and one.value.endswith(f"{begins}notes.css"):
            return "style"
    return ""


def _behind(source: str, place: int) -> int:
    return place + 1 if source[place : place + 1] == "\n" else place
