"""Marks → Markdown, for Obsidian and the like: a heading an essay, a quotation a mark, with a name that can be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.marks.taken import Book, Taken


def markdown(taken: Sequence[Taken], book: Book) -> bytes:
    """The marks of the book by essay, in the order of the text."""
    return ("\n\n".join((f"# {_inline(book.title)}", *_essays(taken))) + "\n").encode()


def _essays(taken: Sequence[Taken]) -> Iterator[str]:
    for title, marks in groupby(taken, key=lambda one: one.title):
        yield f"## {_inline(title)}"
        for one in marks:
            yield from _mark(one)


def _mark(one: Taken) -> Iterator[str]:
    """The words as a quotation, the note as it is, then who and when; `^…` is the paragraph's name (Obsidian, "Internal links")."""
    yield "\n>\n".join(f"> {_inline(line)}" for line in one.exact.split("\n"))
    if one.mark.note:
        yield "\n\n".join(_inline(line) for line in one.mark.note.split("\n") if line.strip())
    yield f"— {_inline('，'.join(filter(None, (one.mark.member, one.mark.made))))} ^{one.mark.id}"


def _inline(text: str) -> str:
    """Text that means nothing in Markdown but itself."""
    text = re.sub(r"([\\`*_\[\]<>#~|^=])", r"\\\1", text)
    return re.sub(r"^(\d*)([-+.)])(?=\s)", r"\1\\\2", text)
