"""What shows in an essay of the passages that disputes quote: which words are meant, and the way back to the page of disputes.

And the plain links from a term to its entry. All of it as spans of the essay's blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reader.book.inline import returns_ref
from reader.book.notes import EssayNotes
from reader.model import Span

# A quiet underline, no link: passages overlap one another, and markers and terms stand in them.
QUOTED = "quoted"
TERM_LINK = "glossed"


def passage_spans(notes: EssayNotes) -> dict[int, list[Span]]:
    """By block: the quoted words, behind the paragraph's text the numbers of the disputes that have no marker in it, and the terms' links."""
    spans: dict[int, list[Span]] = defaultdict(list)
    text = notes.text
    for link in notes.links:
        at = text.block_at(link.start)
        spans[at].append(Span(link.start - text.starts[at], link.end - text.starts[at], TERM_LINK, f"glossary.xhtml#g-{link.term}"))
    for start, end in merged(sorted((end.start, end.end) for end in notes.ends)):
        at = text.block_at(start)
        spans[at].append(Span(start - text.starts[at], end - text.starts[at], QUOTED))
    for one in notes.popular:
        at = text.block_at(one.start)
        spans[at].append(Span(one.start - text.starts[at], one.end - text.starts[at], "u"))
    for at, returns in returns_of(notes).items():
        length = len(text.essay.blocks[at].text)
        spans[at].append(Span(length, length, "returns", returns_ref(returns)))
    return spans


def merged(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted ranges with those that overlap as one: one line under the words is enough."""
    begun: tuple[int, int] | None = None
    for start, end in ranges:
        if begun and start < begun[1]:
            begun = begun[0], max(begun[1], end)
        else:
            if begun:
                yield begun
            begun = start, end
    if begun:
        yield begun


def returns_of(notes: EssayNotes) -> dict[int, list[tuple[str, str]]]:
    """By block, number and target of every dispute that quotes it without a marker in it."""
    text = notes.text
    marked = {(text.block_at(note.place - 1), item.id) for note in notes.notes for item in note.items if item.kind == "rebuttal"}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for end in sorted(notes.ends, key=lambda end: end.rebuttal.number):
        at = text.block_at(end.start)
        if (at, end.rebuttal.id) not in marked:
            found[at].append((str(end.rebuttal.number), f"disputes.xhtml#d-{end.rebuttal.id}"))
    return found
